"""The menu of effects: by category, with a search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from hairstudio.core import Effect
from hairstudio.views.widgets.announce import announce
from hairstudio.views.widgets.search import search_field
from hairstudio.views.widgets.theme import GRID, ROW, small
from hairstudio.views.widgets.words import word

__all__ = ["AddEffectMenu"]

_TYPE = Qt.ItemDataRole.UserRole


class AddEffectMenu(QFrame):
    """A popup: type to search, arrows to choose, Enter or a click to add.

    Parameters
    ----------
    groups : mapping of str to sequence of Effect classes
        What ``Registry.groups`` gives.
    parent : QWidget, optional
    """

    chosen = Signal(str)
    """The type id of an effect."""

    def __init__(
        self, groups: Mapping[str, Sequence[type[Effect]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._groups = groups
        self.search = search_field(self.tr("Search effects"))
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(self.tr("Effects"))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(self)
        box.setContentsMargins(GRID, GRID, GRID, GRID)
        box.setSpacing(GRID)
        box.addWidget(self.search)
        box.addWidget(self.list)
        self.search.textChanged.connect(self._on_typed)
        self.search.installEventFilter(self)
        self.list.itemClicked.connect(self._take)
        self.list.itemEntered.connect(self._hover)
        self.setFocusProxy(self.search)
        self._fill("")

    def open_at(self, place: QPoint, width: int) -> None:
        """Show the menu with its upper left corner at a place on the screen, moved into it."""
        rows = min(self.list.count(), 26)
        space = self.screen().availableGeometry()
        self.resize(max(width, 60 * GRID), min((rows + 2) * ROW, space.height()))
        x = min(max(place.x(), space.left()), space.right() - self.width())
        y = min(max(place.y(), space.top()), space.bottom() - self.height())
        self.move(x, y)
        self.show()
        self.search.setFocus()

    def _fill(self, text: str) -> None:
        words = text.casefold().split()
        self.list.clear()
        for group, effects in self._groups.items():
            found = [effect for effect in effects if _matches(effect, group, words)]
            if not found:
                continue
            head = QListWidgetItem(word(group))
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            head.setFont(small(self.font()))
            head.setForeground(self.palette().placeholderText())
            head.setSizeHint(QSize(0, ROW))
            self.list.addItem(head)
            for effect in found:
                item = QListWidgetItem("   " + word(effect.label))
                item.setData(_TYPE, effect.type_id)
                item.setToolTip(word(effect.summary))
                item.setSizeHint(QSize(0, ROW))
                self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(1)
        else:
            nothing = QListWidgetItem(self.tr("No effect is called that"))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
            self.list.setCurrentItem(nothing)

    def _on_typed(self, text: str) -> None:
        self._fill(text)
        self._tell()

    def _hover(self, item: QListWidgetItem) -> None:
        if item.data(_TYPE):
            self.list.setCurrentItem(item)

    def _take(self, item: QListWidgetItem | None) -> None:
        type_id = item.data(_TYPE) if item is not None else None
        if type_id:
            self.close()
            self.chosen.emit(type_id)

    def _step(self, by: int) -> None:
        row = self.list.currentRow() + by
        while 0 <= row < self.list.count():
            if self.list.item(row).data(_TYPE):
                self.list.setCurrentRow(row)
                self._tell()
                return
            row += by

    def _tell(self) -> None:
        # The field keeps the focus, and a screen reader with it.
        item = self.list.currentItem()
        if item is not None:
            announce(self.search, item.text().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent):
            pressed = event.type() == QEvent.Type.KeyPress
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                if pressed:
                    self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if pressed:
                    self._take(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)


def _matches(effect: type[Effect], group: str, words: list[str]) -> bool:
    names = f"{effect.label} {word(effect.label)} {group} {word(group)}"
    text = f"{names} {effect.type_id} {effect.summary} {word(effect.summary)}".casefold()
    return all(word in text for word in words)
