"""Which looks go along with the open one, into an export or onto a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hairstudio.services.library import LookCard, list_looks
from hairstudio.services.look_names import look_name
from hairstudio.services.session import Session
from hairstudio.views.widgets.theme import GRID

__all__ = ["ChooseLooksDialog", "LooksQuestion"]

_PATH = Qt.ItemDataRole.UserRole


class LooksQuestion(QObject):
    """Asks which looks go along with the open one, once all of them are listed.

    Parameters
    ----------
    session : Session
    title, said : str
        As `ChooseLooksDialog` shows them.
    parent : QWidget
    with_own : bool
        Whether what the open look was made from can be ticked, too, once there are changes.
    """

    answered = Signal(object)
    """(tuple of LookCard)"""

    failed = Signal(object)
    """(exception): the looks cannot be listed."""

    def __init__(
        self, session: Session, title: str, said: str, parent: QWidget, *, with_own: bool = False
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._title, self._said = title, said
        self._parent = parent
        self._with_own = with_own
        self._ticked: Sequence[Path] = ()
        self._listing = session.make_task()
        self._listing.done.connect(self._on_listed)
        self._listing.failed.connect(self.failed)
        session.document.renewed.connect(self._listing.cancel)

    def ask(self, ticked: Sequence[Path]) -> None:
        """List the looks, and ask unless another one is opened meanwhile."""
        own, self._ticked = self._session.places.looks, ticked
        self._listing.start(lambda control: list_looks(own))

    def _on_listed(self, cards: tuple[LookCard, ...]) -> None:
        document = self._session.document
        own = document.path or self._session.source
        hidden = None if self._with_own and document.dirty else own
        cards = tuple(card for card in cards if card.path != hidden and not card.trouble)
        dialog = ChooseLooksDialog(self._title, self._said, cards, self._ticked, self._parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(
            lambda: self.answered.emit(tuple(c for c in cards if c.path in dialog.chosen()))
        )
        self._session.document.renewed.connect(dialog.reject)
        dialog.open()


class ChooseLooksDialog(QDialog):
    """A list of looks to tick.

    Parameters
    ----------
    title, said : str
        What the looks are chosen for, and what becomes of the open one.
    cards : sequence of LookCard
        What can be ticked: saved looks and built-in ones.
    chosen : sequence of Path
        What is ticked at first.
    """

    def __init__(
        self,
        title: str,
        said: str,
        cards: Sequence[LookCard],
        chosen: Sequence[Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.list = QListWidget()
        self.list.setProperty("ringed", True)
        self.list.setAccessibleName(self.tr("Looks"))
        self.list.setMinimumSize(80 * GRID, 80 * GRID)
        self.list.setSpacing(GRID // 2)
        for card in cards:
            name = look_name(card.name, card.path)
            detail = self.tr("built in") if card.builtin else card.author
            item = QListWidgetItem(f"{name} – {detail}" if detail else name, self.list)
            item.setData(_PATH, card.path)
            ticked = Qt.CheckState.Checked if card.path in chosen else Qt.CheckState.Unchecked
            item.setCheckState(ticked)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(5 * GRID, 4 * GRID, 5 * GRID, 3 * GRID)
        box.setSpacing(2 * GRID)
        box.addWidget(QLabel(said, wordWrap=True))
        box.addWidget(self.list, 1)
        box.addWidget(buttons)

    def chosen(self) -> tuple[Path, ...]:
        """The looks that are ticked, in the order of the list."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(
            item.data(_PATH) for item in items if item.checkState() == Qt.CheckState.Checked
        )
