"""The looks there are: built-in ones and the artist's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hairsdk.errors import HairSdkError
from hairstudio.document.look import About
from hairstudio.services.control import TaskControl
from hairstudio.services.explain import explained, explained_failure
from hairstudio.services.library import LookCard, describe_look, duplicate_look, list_looks
from hairstudio.services.look_names import as_shown
from hairstudio.services.retold import retold
from hairstudio.services.session import Session
from hairstudio.services.trash import Trashed, move_to_trash
from hairstudio.views.dialogs.about_look import AboutLookDialog
from hairstudio.views.widgets.looks_browser import LookItem, LooksBrowser

__all__ = ["LooksPanel"]


class LooksPanel(QWidget):
    """Opens, duplicates, describes and removes looks."""

    open_requested = Signal(object, bool)
    """(Path, whether as a copy)"""

    new_requested = Signal()
    info_requested = Signal()
    """Of the look that is open."""

    failed = Signal(str)
    removed = Signal(str, object)
    """(what happened, a callable that takes it back)"""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._cards: dict[str, LookCard] = {}
        self._changed = ""
        self.browser = LooksBrowser()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.browser)
        self._list = session.make_task()
        self._list.done.connect(self._on_listed)
        self._list.failed.connect(self._on_failed)
        self._again = False
        self._list.ended.connect(self._on_list_ended)
        self._change = session.make_task()
        self._change.done.connect(self._on_changed)
        self._change.failed.connect(self._on_failed)
        browser = self.browser
        browser.open_requested.connect(self._on_open)
        browser.new_requested.connect(self.new_requested)
        browser.duplicate_requested.connect(self._on_duplicate)
        browser.rename_requested.connect(self._on_info)
        browser.info_requested.connect(self._on_info)
        browser.remove_requested.connect(self._on_remove)
        session.document.path_changed.connect(self._show)
        session.opened.connect(self._show)
        session.document.undo_stack.cleanChanged.connect(lambda _: self._show())

    def refresh(self) -> None:
        """Read the folders again."""
        own = self._session.places.looks
        self._again = not self._list.start(lambda control: list_looks(own))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _on_list_ended(self) -> None:
        if self._again:
            self.refresh()

    def _on_listed(self, cards: tuple[LookCard, ...]) -> None:
        self._cards = {str(card.path): card for card in cards}
        self._show()
        if self._changed in self._cards:
            self.browser.select(self._changed)
            self._changed = ""

    def _show(self) -> None:
        document = self._session.document
        here = document.path or self._session.source
        items: list[LookItem] = []
        for key, card in self._cards.items():
            current = here is not None and card.path == here
            shown = as_shown(card, card.path)
            detail = retold(card.trouble) or (self.tr("built in") if card.builtin else card.author)
            items.append(
                LookItem(
                    key,
                    shown.name,
                    card.thumbnail,
                    detail,
                    card.builtin,
                    current,
                    current and document.dirty,
                    f"{card.name} {card.author} {card.licence} {shown.notes}",
                )
            )
        self.browser.set_looks(items)

    def _on_open(self, key: str) -> None:
        card = self._cards[key]
        if card.trouble:
            self.failed.emit(f"{card.name} {retold(card.trouble)}")
            return
        self.open_requested.emit(card.path, card.builtin)

    def _on_duplicate(self, key: str) -> None:
        path, own = Path(key), self._session.places.looks
        self._start_change(lambda control: duplicate_look(path, own))

    def _on_info(self, key: str) -> None:
        card = self._cards[key]
        if card.path == self._session.document.path:
            self.info_requested.emit()
            return
        shown = as_shown(card, card.path)
        about = About(card.id, shown.name, shown.author, shown.licence, "", shown.notes)
        dialog = AboutLookDialog(about, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.set_read_only(card.builtin)
        dialog.accepted.connect(lambda: self._describe(card, dialog.changes()))
        dialog.open()

    def _describe(self, card: LookCard, changes: dict[str, str]) -> None:
        if changes:
            self._start_change(lambda control: describe_look(card.path, changes))

    def _start_change(self, work: Callable[[TaskControl], Path]) -> None:
        if not self._change.start(work):
            self.failed.emit(self.tr("Another look is still being changed; try again"))

    def _on_changed(self, path: Path) -> None:
        # It is chosen once it is in the list: the next key is for the copy.
        self._changed = str(path)
        self.refresh()

    def _on_remove(self, key: str) -> None:
        card = self._cards[key]
        try:
            trashed = move_to_trash(card.path)
        except HairSdkError as error:
            self.failed.emit(explained(error))
            return
        if card.path == self._session.document.path:
            self._session.document.forget_file()
        self.refresh()
        self.removed.emit(
            self.tr("“{0}” is in the trash.").format(card.name), lambda: self._put_back(trashed)
        )

    def _put_back(self, trashed: Trashed) -> None:
        try:
            self._session.document.find_file(trashed.put_back())
        except HairSdkError as error:
            self.failed.emit(explained(error))
        self.refresh()

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(explained_failure(error))
