"""The look on many heads at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from hairstudio.core.parameters import Parameter
from hairstudio.services.numbers import number_text
from hairstudio.services.translate import translate
from hairstudio.views.widgets.editors.number import NumberEditor, percentage
from hairstudio.views.widgets.icons import IconButton
from hairstudio.views.widgets.theme import GRID, set_faint, small, tabular
from hairstudio.views.widgets.thumbnails import ITEM_ROLE, ItemModel, draw_thumbnail, is_chosen

__all__ = ["AROUND", "LEAST_SIDE", "GalleryItem", "GalleryView"]

LEAST_SIDE = 56.0
"""Of a thumbnail on which a look can still be judged."""

_CAPTION = 5 * GRID
_LINE = 3 * GRID
_PAD = GRID // 2

_DRAGGED = 24 * GRID

_GONE = 0.3
"""Opacity of a head whose photo is gone."""

AROUND = 3 * _PAD
"""What a thumbnail takes besides its own width."""


@dataclass(frozen=True, eq=False)
class GalleryItem:
    """One head.

    Attributes
    ----------
    name : str
    image : ndarray, shape (H, W, 3), uint8
        With the look on it.
    intensity : float
        Of its hair, in [0, 1].
    position : float
        Between the dark LUT (0) and the light one (1).
    distance : float or None
        CIEDE2000 of its hair to the goal; nothing without a goal.
    gone : bool
        Whether its photo was deleted or moved since it was looked at.
    """

    name: str
    image: npt.NDArray[np.uint8] = field(repr=False)
    intensity: float
    position: float
    distance: float | None = None
    gone: bool = False

    @property
    def description(self) -> str:
        """Name and numbers, for tooltips and screen readers."""
        numbers = [
            translate("GalleryView", "intensity") + " " + number_text(self.intensity, ".2f"),
            translate("GalleryView", "position {0} %").format(round(self.position * 100)),
        ]
        if self.distance is not None:
            numbers.append(
                translate("GalleryView", "ΔE to the goal {0}").format(self.distance_text)
            )
        if self.gone:
            numbers.append(
                translate("GalleryView", "its photo is gone: put it back, or add it once more")
            )
        return ", ".join([self.name, *numbers])

    @property
    def distance_text(self) -> str:
        """The distance as the read-out of the goal says it."""
        return "" if self.distance is None else number_text(self.distance, ".1f")


class _Delegate(QStyledItemDelegate):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.side = 28 * GRID
        self.caption = _CAPTION

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        return QSize(self.side + 2 * _PAD, self.side + self.caption + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        item: GalleryItem = index.data(ITEM_ROLE)
        palette = option.palette
        painter.save()
        picture = QRectF(option.rect.x() + _PAD, option.rect.y() + _PAD, self.side, self.side)
        painter.setOpacity(_GONE if item.gone else 1.0)
        draw_thumbnail(painter, item.image, picture, option.widget)
        painter.setOpacity(1.0)
        if item.gone:
            painter.setPen(palette.windowText().color())
            painter.drawText(
                picture, Qt.AlignmentFlag.AlignCenter, translate("GalleryView", "gone")
            )
        if is_chosen(option):
            painter.setPen(QPen(palette.accent().color(), 2))
            painter.drawRect(picture.adjusted(1, 1, -1, -1))
        caption = QRectF(picture.left(), picture.bottom(), self.side, _CAPTION)
        painter.setFont(small(tabular(option.font)))
        painter.setPen(palette.windowText().color())
        painter.drawText(caption, Qt.AlignmentFlag.AlignVCenter, number_text(item.intensity, ".2f"))
        self._paint_position(painter, option, caption, item.position)
        if item.distance is not None:
            painter.setPen(palette.windowText().color())
            below = QRectF(caption.left(), caption.bottom() - GRID, self.side, 2 * _LINE)
            painter.drawText(below, Qt.AlignmentFlag.AlignTop, f"ΔE {item.distance_text}")
        painter.restore()

    def _paint_position(
        self, painter: QPainter, option: QStyleOptionViewItem, caption: QRectF, position: float
    ) -> None:
        # Small thumbnails have room for little more than the number.
        wide = min(16.0 * GRID, caption.width() - 9.0 * GRID)
        line = QRectF(caption.right() - wide, caption.center().y() - 0.5, wide, 1)
        painter.fillRect(line, option.palette.mid())
        x = line.left() + position * line.width()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(option.palette.windowText())
        painter.drawEllipse(QRectF(x - 2.5, line.center().y() - 2.5, 5, 5))


class _List(QListView):
    drag_requested = Signal(int)
    left = Signal()

    def startDrag(self, _actions: Qt.DropAction) -> None:
        self.drag_requested.emit(self.currentIndex().row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()


class GalleryView(QWidget):
    """Thumbnails with each head's intensity and its place between dark and light.

    The slider takes the position in hand: all heads then show the look there, until *By
    intensity* gives it back.
    """

    activated = Signal(int)
    """A head was double-clicked, or Enter was pressed on it."""

    menu_requested = Signal(int, QPoint)
    """A head's context menu is asked for, at this place on the screen."""

    drag_requested = Signal(int)
    """The mouse begins to take a head away."""

    left = Signal()
    """The pointer is not over the heads any more: they may be put in order."""

    more_requested = Signal()
    """The artist wants to add heads."""

    position_changed = Signal(object)
    """A step of the slider: the position in [0, 1], or ``None`` for each head's own."""

    position_committed = Signal(object)
    """The end of a gesture: the position, or ``None``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model: ItemModel[GalleryItem] = ItemModel(self)
        self.list = _List()
        self.list.setModel(self.model)
        self._delegate = _Delegate(self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setUniformItemSizes(True)
        self.list.setSpacing(_PAD)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(self.tr("Gallery"))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.empty = QLabel(
            self.tr("Drop photos of heads, or a folder of them, to see the look on all of them.")
        )
        self.empty.setWordWrap(True)  # the longest sentence of a page must not widen the window
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_faint(self.empty)
        self.slider = NumberEditor(
            percentage(
                "position",
                self.tr("Position"),
                50.0,
                self.tr("Between the dark LUT and the light one, on all heads"),
                "lightness",
            )
        )
        self.slider.label.set_fitting()
        self.slider.setMaximumWidth(140 * GRID)
        self.auto = QPushButton(self.tr("By intensity"))
        self.auto.setCheckable(True)
        self.auto.setChecked(True)
        self.auto.setToolTip(self.tr("Each head at the position that its own hair asks for"))
        self.add = IconButton("folder", self.tr("Add heads: photos or folders"))
        self.thumbnail_size = NumberEditor(
            Parameter(
                "size", "float", self.tr("Size"), 112.0, LEAST_SIDE, 240.0, step=8.0, decimals=0
            )
        )
        self.thumbnail_size.set_compact()
        self.thumbnail_size.setFixedWidth(24 * GRID)
        self.thumbnail_size.setToolTip(self.tr("Size of the thumbnails"))
        foot = QHBoxLayout()
        foot.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        foot.setSpacing(2 * GRID)
        foot.addWidget(self.slider, 8)
        foot.addWidget(self.auto)
        foot.addStretch(1)
        foot.addWidget(self.thumbnail_size)
        foot.addWidget(self.add)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, GRID)
        box.setSpacing(GRID)
        box.addWidget(self.list, 1)
        box.addWidget(self.empty, 1)
        box.addLayout(foot)

        self.list.activated.connect(lambda index: self.activated.emit(index.row()))
        self.list.customContextMenuRequested.connect(self._on_menu)
        self.list.drag_requested.connect(self.drag_requested)
        self.list.left.connect(self.left)
        self.slider.changed.connect(self._on_scrubbed)
        self.slider.committed.connect(lambda _: self.position_committed.emit(self.position()))
        self.auto.clicked.connect(self._on_auto)
        self.add.clicked.connect(self.more_requested)
        self.thumbnail_size.changed.connect(self.set_thumbnail_size)
        self.set_items([])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where room is scarce it belongs to the position.
        self.thumbnail_size.setVisible(self.width() >= 160 * GRID)

    def set_items(self, items: Sequence[GalleryItem]) -> None:
        """Show heads, in this order."""
        measured = any(item.distance is not None for item in items)
        caption = _CAPTION + _LINE if measured else _CAPTION
        if caption != self._delegate.caption:
            self._delegate.caption = caption
            self.list.doItemsLayout()
        self.model.set_items(items)
        self.list.setVisible(bool(items))
        self.empty.setVisible(not items)

    def expect_items(self) -> None:
        """Say nothing of an empty gallery: heads are on their way."""
        self.list.show()
        self.empty.hide()

    def position(self) -> float | None:
        """Return the position by hand, or nothing where each head has its own."""
        return None if self.auto.isChecked() else self.slider.value() / 100

    @property
    def pointed_at(self) -> bool:
        """Whether the pointer is over the heads: what it is about to take must stay there."""
        return self.list.underMouse()

    def rows_in_sight(self) -> list[int]:
        """Return the rows of the heads that are not scrolled away."""
        shown, area = self.list, self.list.viewport().rect()
        rows = range(self.model.rowCount())
        return [row for row in rows if area.intersects(shown.visualRect(self.model.index(row)))]

    def chosen(self) -> int:
        """Return the row of the chosen head, or -1."""
        return self.list.currentIndex().row()

    def choose(self, row: int) -> None:
        """Choose the head of a row, if it is not chosen."""
        if row != self.chosen():
            self.list.setCurrentIndex(self.model.index(row))

    def caption(self) -> int:
        """Return the height of what stands below a thumbnail, in device-independent pixels."""
        return self._delegate.caption

    def thumbnail(self, row: int) -> QPixmap:
        """Return a head as it goes along with the mouse: small, so that the picture is seen."""
        side, ratio = min(self._delegate.side, _DRAGGED), self.devicePixelRatioF()
        picture = QPixmap(QSize(side, side) * ratio)
        picture.setDevicePixelRatio(ratio)
        with QPainter(picture) as painter:
            image = self.model.items()[row].image
            draw_thumbnail(painter, image, QRectF(0, 0, side, side), self)
        return picture

    def set_thumbnail_size(self, pixels: float) -> None:
        """Make the thumbnails this wide, in device-independent pixels."""
        self.thumbnail_size.set_value(float(pixels))
        if self._delegate.side != round(pixels):
            self._delegate.side = round(pixels)
            self.list.doItemsLayout()

    def _on_menu(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        if index.isValid():
            self.menu_requested.emit(index.row(), self.list.viewport().mapToGlobal(place))

    def _on_scrubbed(self, position: float) -> None:
        self.auto.setChecked(False)
        self.position_changed.emit(position / 100)

    def _on_auto(self) -> None:
        self.position_changed.emit(self.position())
        self.position_committed.emit(self.position())
