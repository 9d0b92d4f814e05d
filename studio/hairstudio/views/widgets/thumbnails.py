"""Lists of pictures with captions: what the gallery and the looks browser are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

import cv2
import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from hairstudio.views.widgets.monitor import monitors
from hairstudio.views.widgets.words import tip_text

__all__ = ["ItemModel", "draw_thumbnail", "is_chosen"]

Item = TypeVar("Item")
Index = QModelIndex | QPersistentModelIndex

ITEM_ROLE = Qt.ItemDataRole.UserRole


class ItemModel(QAbstractListModel, Generic[Item]):
    """A list of frozen items with a ``name``; the item itself is under ``ITEM_ROLE``."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._items: list[Item] = []

    def items(self) -> tuple[Item, ...]:
        """Return the items."""
        return tuple(self._items)

    def set_items(self, items: Sequence[Item]) -> None:
        """Show other items; places and selection stay, rows are added and taken away at the end."""
        before, number = self._items, len(items)
        if number > len(before):
            self.beginInsertRows(QModelIndex(), len(before), number - 1)
            self._items = [*before, *items[len(before) :]]
            self.endInsertRows()
        elif number < len(before):
            self.beginRemoveRows(QModelIndex(), number, len(before) - 1)
            self._items = before[:number]
            self.endRemoveRows()
        changed = [i for i, item in enumerate(before[:number]) if item is not items[i]]
        self._items = list(items)
        for row in changed:
            self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._items)

    def flags(self, index: Index) -> Qt.ItemFlag:
        # Where a list lets them be dragged at all.
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._items):
            return None
        item: Any = self._items[index.row()]
        if role == ITEM_ROLE:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return item.description
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(item.description)
        return None


def is_chosen(option: QStyleOptionViewItem) -> bool:
    """Whether an item is chosen, or where the keys would go on from."""
    states = QStyle.StateFlag
    return bool(option.state & (states.State_Selected | states.State_HasFocus))


def draw_thumbnail(
    painter: QPainter, image: npt.NDArray[np.uint8], target: QRectF, widget: QWidget
) -> None:
    """Fill a rectangle with the middle of an RGB image, shrunk by area.

    Parameters
    ----------
    painter : QPainter
    image : ndarray, shape (H, W, 3), uint8
    target : QRectF
        In device-independent pixels.
    widget : QWidget
        It is seen where that is.
    """
    ratio = widget.devicePixelRatioF()
    height, width = image.shape[:2]
    scale = min(width / target.width(), height / target.height())
    columns, rows = round(target.width() * scale), round(target.height() * scale)
    left, top = (width - columns) // 2, (height - rows) // 2
    size = max(round(target.width() * ratio), 1), max(round(target.height() * ratio), 1)
    part = image[top : top + rows, left : left + columns]
    shrink = cv2.INTER_AREA if size[0] < columns else cv2.INTER_LINEAR
    pixels = cv2.resize(part, size, interpolation=shrink)
    shown = QImage(pixels.data, *size, pixels.strides[0], QImage.Format.Format_RGB888)
    painter.drawImage(target, monitors.of(widget).image(shown))
