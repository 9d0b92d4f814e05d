"""What the colour picker offers below its pads: colours chosen last, and palettes of brands."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from hairstudio.core.palettes import NamedColour, Palette
from hairstudio.core.parameters import Colour
from hairstudio.services.palettes import Palettes
from hairstudio.views.widgets.elided import NameLabel
from hairstudio.views.widgets.icons import IconButton
from hairstudio.views.widgets.monitor import monitors
from hairstudio.views.widgets.quiet import QuietComboBox
from hairstudio.views.widgets.search import search_field
from hairstudio.views.widgets.swatch import hex_of, qcolor
from hairstudio.views.widgets.theme import GRID, set_faint, small
from hairstudio.views.widgets.words import menu_text, tip_text

__all__ = ["PaletteShelf", "SwatchGrid"]

_CELL = 18
_ROWS = 4
_COLOUR = Qt.ItemDataRole.UserRole


class _Painter(QStyledItemDelegate):
    """A square of the colour; the name is told by tooltip and screen reader."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(_CELL, _CELL)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        state, palette = option.state, option.palette
        square = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        marked = state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected)
        line = palette.accent() if focused else palette.text() if marked else palette.dark()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(line.color(), 2 if focused else 1))
        painter.setBrush(monitors.of(option.widget).colour(qcolor(index.data(_COLOUR))))
        painter.drawRoundedRect(square, 2, 2)
        painter.restore()


class SwatchGrid(QListWidget):
    """Swatches in rows: arrows and letters of a name go to one, Space or Enter takes it."""

    chosen = Signal(object)
    """(r, g, b), sRGB-encoded in [0, 1]."""

    pointed = Signal(str)
    """Name of the swatch under the pointer or with the focus."""

    def __init__(self, name: str, rows: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setGridSize(QSize(_CELL, _CELL))
        self.setFixedHeight(rows * _CELL)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setItemDelegate(_Painter(self))
        self.itemClicked.connect(self._choose)
        self.itemEntered.connect(lambda item: self.pointed.emit(item.text()))
        self.currentTextChanged.connect(self.pointed)

    def show_colours(self, colours: Iterable[NamedColour], now: Colour) -> None:
        """Show swatches; the one of the colour now is marked."""
        self.clear()
        for each in colours:
            digits = hex_of(each.colour)
            item = QListWidgetItem(each.name or digits)
            item.setData(_COLOUR, each.colour)
            item.setToolTip(tip_text(f"{each.name}\n{digits}" if each.name else digits))
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, digits)
            self.addItem(item)
            if each.colour == now and self.currentItem() is None:
                self.setCurrentItem(item)

    def narrow(self, words: str) -> None:
        """Show only swatches whose names have all of the words in them."""
        wanted = words.casefold().split()
        for row in range(self.count()):
            name = self.item(row).text().casefold()
            self.setRowHidden(row, not all(word in name for word in wanted))
        if self.currentItem() is not None and self.currentItem().isHidden():
            self.setCurrentRow(self._first())  # keys take what is seen

    def choose_first(self) -> None:
        """Take the first swatch that is shown."""
        self.setCurrentRow(self._first())
        self._choose(self.currentItem())

    def _first(self) -> int:
        rows = range(self.count())
        return next((row for row in rows if not self.isRowHidden(row)), -1)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_COLOUR))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentItem())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentItem() is not None:
            self.pointed.emit(self.currentItem().text())


class PaletteShelf(QWidget):
    """The colours chosen last, and the swatches of one palette.

    Parameters
    ----------
    palettes : Palettes
    now : (r, g, b)
        The colour that is being changed, sRGB-encoded in [0, 1].
    """

    chosen = Signal(object)
    """A swatch was taken: (r, g, b)."""

    load_requested = Signal()
    """The artist wants to load a palette."""

    def __init__(self, palettes: Palettes, now: Colour, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palettes = palettes
        self._now = now
        self._known: tuple[Palette, ...] = ()
        self.caption = QLabel(self.tr("Recent"))
        self.caption.setFont(small(self.caption.font()))
        set_faint(self.caption)
        self.recent = SwatchGrid(self.tr("Recent colours"), 1)
        self.load_button = QPushButton(self.tr("Load brand colours…"))
        self.load_button.setAutoDefault(False)
        self.load_button.setToolTip(
            self.tr(".ase and .aco of Adobe, .gpl of GIMP, Inkscape and Krita")
        )
        self.box = QuietComboBox()
        self.box.setAccessibleName(self.tr("Palette"))
        self.box.setMinimumContentsLength(4)
        self.box.setSizeAdjustPolicy(
            QuietComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.more = IconButton("more", self.tr("Palettes: load, take away"))
        self.search = search_field(self.tr("Find by name"))
        self.swatches = SwatchGrid(self.tr("Swatches"), _ROWS)
        self.name = NameLabel()
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._shown_with_palettes = (self.box, self.more, self.search, self.swatches, self.name)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.box, 1)
        head.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.caption)
        column.addWidget(self.recent)
        column.addWidget(self.load_button)
        column.addLayout(head)
        for widget in (self.search, self.swatches, self.name):
            column.addWidget(widget)
        for grid in (self.recent, self.swatches):
            grid.chosen.connect(self.chosen)
        self.swatches.pointed.connect(self.name.setText)
        self.load_button.clicked.connect(self.load_requested)
        self.more.clicked.connect(lambda: self.more.open_below(self.build_menu()))
        self.box.currentIndexChanged.connect(self._show_palette)
        self.box.activated.connect(self._on_activated)
        self.search.textChanged.connect(self.swatches.narrow)
        self.search.returnPressed.connect(self.swatches.choose_first)
        recent = [NamedColour("", colour) for colour in palettes.recent]
        self.recent.show_colours(recent, now)
        self.caption.setVisible(bool(recent))
        self.recent.setVisible(bool(recent))
        self._fill()

    def build_menu(self) -> QMenu:
        """What can be done with palettes."""
        menu = QMenu(self)
        menu.addAction(self.tr("Load a palette…")).triggered.connect(self.load_requested)
        palette = self._known[self.box.currentIndex()]
        away = menu.addAction(self.tr("Take “{0}” away").format(menu_text(palette.name)))
        away.triggered.connect(lambda: self._take_away(palette))
        return menu

    def _fill(self) -> None:
        self._known = self._palettes.all()
        names = [palette.name for palette in self._known]
        with QSignalBlocker(self.box):  # the first would be shown before the current one
            self.box.clear()
            self.box.addItems(names)
            if self._palettes.current in names:
                self.box.setCurrentIndex(names.index(self._palettes.current))
        self._show_palette(self.box.currentIndex())
        self.load_button.setVisible(not names)
        for widget in self._shown_with_palettes:
            widget.setVisible(bool(names))

    def _show_palette(self, index: int) -> None:
        colours = self._known[index].colours if index >= 0 else ()
        self.name.clear()
        self.swatches.show_colours(colours, self._now)
        self.swatches.narrow(self.search.text())

    def _on_activated(self, index: int) -> None:
        self._palettes.current = self._known[index].name

    def _take_away(self, palette: Palette) -> None:
        self._palettes.take_away(palette)
        self._fill()
