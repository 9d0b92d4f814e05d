"""The looks on the shelf: the built-in ones and the artist's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from hairstudio.services.translate import translate
from hairstudio.views.widgets.search import search_field
from hairstudio.views.widgets.theme import GRID, set_faint, small
from hairstudio.views.widgets.thumbnails import (
    ITEM_ROLE,
    Index,
    ItemModel,
    draw_thumbnail,
    is_chosen,
)

__all__ = ["LookItem", "LooksBrowser"]

_ROW = 14 * GRID
_THUMB = 12 * GRID


@dataclass(frozen=True, eq=False)
class LookItem:
    """One look.

    Attributes
    ----------
    id : str
        What the signals say: a name or a path, as the owner of the browser likes.
    name : str
    thumbnail : ndarray, shape (H, W, 3), uint8, or None
    detail : str
        A second line: author, ``built in``, when it was saved.
    builtin : bool
        It can be duplicated, but neither renamed nor deleted.
    current : bool
        It is the one that is open.
    dirty : bool
        It has changes that are not saved.
    keywords : str
        What the search finds besides name and detail.
    """

    id: str
    name: str
    thumbnail: npt.NDArray[np.uint8] | None = field(default=None, repr=False)
    detail: str = ""
    builtin: bool = False
    current: bool = False
    dirty: bool = False
    keywords: str = ""

    @property
    def description(self) -> str:
        """Name, state and detail, for tooltips and screen readers."""
        current = translate("LooksBrowser", "open") if self.current else ""
        changed = translate("LooksBrowser", "changed") if self.dirty else ""
        return ", ".join(part for part in (self.name, current, changed, self.detail) if part)


class _Filter(QSortFilterProxyModel):
    """Keeps the looks that have all words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words: list[str] = []

    def set_text(self, text: str) -> None:
        self._words = text.casefold().split()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        item: LookItem = self.sourceModel().index(row, 0, parent).data(ITEM_ROLE)
        text = f"{item.name} {item.detail} {item.keywords}".casefold()
        return all(word in text for word in self._words)


def captions(
    name: str, mark: str, detail: str, width: int, metrics: QFontMetrics
) -> tuple[list[str], str]:
    """The lines of a name, and what stands below.

    Two lines of name say more than one that is cut, and what stands below it. The mark stands
    at the name's end, or before the detail where it has no room there.
    """
    advance, words = metrics.horizontalAdvance, name.split()
    if advance(name + mark) <= width:
        return [name + mark], detail
    if len(words) < 2:
        lines, below = [name], f"{mark} {detail}".strip()
    else:
        first = [words.pop(0)]
        while words[1:] and advance(" ".join([*first, words[0]])) <= width:
            first.append(words.pop(0))
        lines, below = [" ".join(first), " ".join(words) + mark], ""
    # Versions of a look differ at the end, where the mark stands, too.
    middle = Qt.TextElideMode.ElideMiddle
    return [metrics.elidedText(line, middle, width) for line in lines], below


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        return QSize(30 * GRID, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        item: LookItem = index.data(ITEM_ROLE)
        palette, rect = option.palette, QRectF(option.rect)
        painter.save()
        hovered = option.state & QStyle.StateFlag.State_MouseOver
        if item.current or hovered:
            painter.fillRect(rect, palette.midlight() if item.current else palette.alternateBase())
        picture = QRectF(rect.x() + GRID, rect.y() + GRID, _THUMB, _THUMB)
        if item.thumbnail is None:
            painter.fillRect(picture, palette.shadow())
        else:
            draw_thumbnail(painter, item.thumbnail, picture, option.widget)
        text = QRectF(picture.right() + 2 * GRID, rect.y(), 0, rect.height())
        text.setRight(rect.right() - GRID)
        self._paint_words(painter, option, text, item)
        if is_chosen(option):
            painter.setPen(QPen(palette.accent().color(), 1))
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.restore()

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, text: QRectF, item: LookItem
    ) -> None:
        palette, flags = option.palette, Qt.AlignmentFlag
        font = option.font
        font.setBold(item.current)
        painter.setFont(font)
        painter.setPen(palette.windowText().color())
        width, mark = int(text.width()), " •" if item.dirty else ""
        lines, below = captions(item.name, mark, item.detail, width, painter.fontMetrics())
        elided = "\n".join(lines)
        if not below:
            painter.drawText(text, flags.AlignVCenter, elided)
            return
        middle = text.center().y() + 1
        painter.drawText(text.adjusted(0, 0, 0, middle - text.bottom()), flags.AlignBottom, elided)
        font.setBold(False)
        painter.setFont(small(font))
        painter.setPen(palette.placeholderText().color())
        detail = painter.fontMetrics().elidedText(below, Qt.TextElideMode.ElideRight, width)
        painter.drawText(text.adjusted(0, middle - text.top(), 0, 0), flags.AlignTop, detail)


class LooksBrowser(QWidget):
    """Thumbnails and names with a search; Enter or a double click opens.

    In the search, Down goes to the looks that were found, and Escape shows all again.
    """

    open_requested = Signal(str)
    """Id of a look."""

    duplicate_requested = Signal(str)
    """Id of a look."""

    rename_requested = Signal(str)
    """Id of one of the artist's own looks."""

    info_requested = Signal(str)
    """Name, author, licence and notes of a look are wanted."""

    remove_requested = Signal(str)
    """Id of one of the artist's own looks."""

    new_requested = Signal()
    """A new look is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model: ItemModel[LookItem] = ItemModel(self)
        self._filter = _Filter(self)
        self._filter.setSourceModel(self.model)
        self.search = search_field(self.tr("Search looks"))
        self.list = QListView()
        self.list.setModel(self._filter)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.setAccessibleName(self.tr("Looks"))
        self.nothing = QLabel(self.tr("No look is called that."))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_faint(self.nothing)
        self.new = QPushButton(self.tr("+ New look"))
        box = QVBoxLayout(self)
        box.setContentsMargins(GRID, GRID, GRID, 2 * GRID)
        box.setSpacing(GRID)
        box.addWidget(self.search)
        box.addWidget(self.list, 1)
        box.addWidget(self.nothing, 1)
        box.addWidget(self.new)
        self.nothing.hide()
        self.setMinimumWidth(40 * GRID)

        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._open_first)
        self.search.installEventFilter(self)
        self.list.activated.connect(lambda index: self._emit(self.open_requested, index))
        self.list.customContextMenuRequested.connect(self._on_menu)
        self.new.clicked.connect(self.new_requested)
        for key, signal in (
            ("Ctrl+D", self.duplicate_requested),
            ("F2", self.rename_requested),
            ("Del", self.remove_requested),
            ("Alt+Return", self.info_requested),
        ):
            action = QAction(self.list)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(
                lambda _=False, to=signal: self._emit(to, self.list.currentIndex())
            )
            self.list.addAction(action)

    def set_looks(self, looks: Sequence[LookItem]) -> None:
        """Show looks in this order. The choice stays; with none, arrows begin at the open look."""
        chosen = self.selected() if self.list.selectionModel().hasSelection() else ""
        self.model.set_items(looks)
        self._filter.invalidate()
        self._on_search(self.search.text())
        self.select(chosen)
        if not self.list.selectionModel().hasSelection():
            self._go_to(next((look.id for look in looks if look.current), ""), select=False)

    def select(self, look_id: str) -> None:
        """Choose a look in the list; it is not opened."""
        self._go_to(look_id, select=True)

    def selected(self) -> str:
        """Return the id of the chosen look, or the empty string."""
        item = self.list.currentIndex().data(ITEM_ROLE)
        return item.id if item is not None else ""

    def make_menu(self, item: LookItem) -> QMenu:
        """Return the context menu of a look."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = [
            (self.tr("Open"), "Return", self.open_requested, True),
            (self.tr("Duplicate"), "Ctrl+D", self.duplicate_requested, True),
            (self.tr("Rename…"), "F2", self.rename_requested, not item.builtin),
            (self.tr("Name, author, notes…"), "Alt+Return", self.info_requested, True),
            (self.tr("Delete"), "Del", self.remove_requested, not item.builtin),
        ]
        for text, key, signal, enabled in entries:
            action = QAction(text, menu)
            # Shown only: the list's own actions do the work.
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setEnabled(enabled)
            action.triggered.connect(lambda _=False, to=signal: to.emit(item.id))
            menu.addAction(action)
        return menu

    def _go_to(self, look_id: str, *, select: bool) -> None:
        flags = QItemSelectionModel.SelectionFlag
        for row, item in enumerate(self.model.items()):
            if item.id == look_id:
                index = self._filter.mapFromSource(self.model.index(row))
                flag = flags.ClearAndSelect if select else flags.NoUpdate
                self.list.selectionModel().setCurrentIndex(index, flag)

    def _on_menu(self, place: QPoint) -> None:
        item = self.list.indexAt(place).data(ITEM_ROLE)
        if item is not None:
            self.make_menu(item).popup(self.list.viewport().mapToGlobal(place))

    def _emit(self, signal: SignalInstance, index: QModelIndex) -> None:
        item = index.data(ITEM_ROLE)
        owned = signal in (self.rename_requested, self.remove_requested)
        if item is not None and not (owned and item.builtin):
            signal.emit(item.id)

    def _on_search(self, text: str) -> None:
        self._filter.set_text(text)
        found = self._filter.rowCount() > 0
        self.list.setVisible(found)
        self.nothing.setVisible(not found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and _is_plain(event):
            if event.key() == Qt.Key.Key_Down and self._filter.rowCount():
                self.list.setFocus()
                here = self.list.currentIndex()
                if self.search.text() or not here.isValid():
                    here = self._filter.index(0, 0)
                self.list.setCurrentIndex(here)
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _open_first(self) -> None:
        if self._filter.rowCount() and self.search.text():
            self._emit(self.open_requested, self._filter.index(0, 0))


def _is_plain(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.type() == QEvent.Type.KeyPress and held == Qt.KeyboardModifier.NoModifier
