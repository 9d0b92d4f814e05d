"""A LUT's lattice in three dimensions, splatted point by point."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from hairstudio.services.qimages import pixels_of
from hairstudio.views.widgets.monitor import monitors
from hairstudio.views.widgets.theme import GRID

__all__ = ["LatticeView"]

_TURN, _TILT = -0.62, 0.48
_POINTS = 17
_CORNERS = np.array(list(itertools.product((0.0, 1.0), repeat=3)))
_EDGES = [
    (i, j)
    for i, j in itertools.combinations(range(8), 2)
    if np.abs(_CORNERS[i] - _CORNERS[j]).sum() == 1
]


class LatticeView(QWidget):
    """Where a LUT sends the points of the RGB cube; drag or arrow keys turn it.

    Parameters
    ----------
    parent : QWidget, optional
    """

    accessible_role = QAccessible.Role.Canvas

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: npt.NDArray[np.float32] | None = None
        self._colours: npt.NDArray[np.uint8] | None = None
        self._turn, self._tilt, self._size = _TURN, _TILT, 1.0
        self._last: QPointF | None = None
        self._buffer: npt.NDArray[np.uint8] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(40 * GRID, 30 * GRID)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName(self.tr("Lattice of the LUT"))
        self.setToolTip(self.tr("Drag to turn, wheel to zoom, double click to start again"))

    def set_table(self, table: npt.NDArray[np.float32] | None) -> None:
        """Show a LUT's table, shape (N, N, N, 3), indexed ``[r, g, b]``, values in [0, 1]."""
        if table is None:
            self._points = self._colours = None
        else:
            step = max((table.shape[0] - 1) // (_POINTS - 1), 1)
            thinned = table[::step, ::step, ::step].reshape(-1, 3)
            self._points = thinned.astype(np.float32)
            self._colours = np.rint(np.clip(thinned, 0, 1) * 255).astype(np.uint8)
        self.update()

    def turn_by(self, turn: float, tilt: float) -> None:
        """Turn the lattice, in radians."""
        self._turn = math.remainder(self._turn + turn, 2 * math.pi)
        self._tilt = min(max(self._tilt + tilt, -math.pi / 2), math.pi / 2)
        self.update()

    def reset_view(self) -> None:
        """Return to the angles of the start."""
        self._turn, self._tilt, self._size = _TURN, _TILT, 1.0
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(72 * GRID, 60 * GRID)

    def _project(self, points: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
        """Return x, y in device-independent pixels, and depth; grey's axis stands upright."""
        centred = np.asarray(points, np.float32) - 0.5
        # Rows: two axes across grey, and grey itself.
        frame = np.array([[1, -1, 0], [1, 1, -2], [1, 1, 1]], np.float32) / np.sqrt(
            np.array([[2], [6], [3]], np.float32)
        )
        across, deep, up = frame @ centred.T
        cos, sin = math.cos(self._turn), math.sin(self._turn)
        x, z = across * cos - deep * sin, across * sin + deep * cos
        tip, lean = math.cos(self._tilt), math.sin(self._tilt)
        y, depth = up * tip + z * lean, z * tip - up * lean
        scale = min(self.width(), self.height()) / 1.9 * self._size
        perspective = 1 + depth * 0.15
        return np.stack(
            [
                self.width() / 2 + x * scale * perspective,
                self.height() / 2 - y * scale * perspective,
                depth,
            ],
            axis=-1,
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self.palette()
        painter.fillRect(self.rect(), palette.base())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corners = self._project(_CORNERS)
        painter.setPen(QPen(palette.mid().color(), 1))
        for i, j in _EDGES:
            painter.drawLine(QPointF(*corners[i, :2].tolist()), QPointF(*corners[j, :2].tolist()))
        if self._points is None or self._colours is None:
            painter.setPen(palette.placeholderText().color())
            text = self.tr("Shows the LUT of the chosen side")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)
        else:
            ratio = self.devicePixelRatioF()
            image = self._splat(ratio)
            image.setDevicePixelRatio(ratio)
            painter.drawImage(QPointF(0, 0), image)
        if self.hasFocus():
            painter.setPen(QPen(palette.accent().color(), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _splat(self, ratio: float) -> QImage:
        assert self._points is not None
        assert self._colours is not None
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        self._buffer = np.zeros((height, width, 4), np.uint8)
        places = self._project(self._points)
        order = np.argsort(places[:, 2])
        columns, rows = np.rint(places[order, :2].T * ratio).astype(np.intp)
        # Nearer points are brighter: depth without lines.
        depth = np.clip((places[order, 2] + 0.87) / 1.74, 0, 1)
        shade = (0.45 + 0.55 * depth)[:, None]
        colours = (self._colours[order] * shade).astype(np.uint8)
        count, rgb = len(colours), QImage.Format.Format_RGB888
        row = monitors.of(self).image(QImage(colours.data, count, 1, 3 * count, rgb))
        ink = np.empty((count, 4), np.uint8)
        ink[:, :3] = pixels_of(row)[0, :, ::-1]
        ink[:, 3] = 255
        radius = max(round(1.1 * ratio), 1)
        for dy, dx in itertools.product(range(-radius, radius + 1), repeat=2):
            if dx * dx + dy * dy > (radius + 0.4) ** 2:
                continue
            y, x = rows + dy, columns + dx
            seen = (y >= 0) & (y < height) & (x >= 0) & (x < width)
            # Later writes win, and the nearest come last.
            self._buffer[y[seen], x[seen]] = ink[seen]
        form = QImage.Format.Format_ARGB32_Premultiplied
        return QImage(self._buffer.data, width, height, 4 * width, form)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._last = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._last is not None:
            step = event.position() - self._last
            self._last = event.position()
            self.turn_by(-step.x() * 0.01, step.y() * 0.01)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._last = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.reset_view()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus():
            event.ignore()
            return
        self._size = min(max(self._size * 1.1 ** (event.angleDelta().y() / 120), 0.5), 4.0)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {
            Qt.Key.Key_Left: (0.1, 0.0),
            Qt.Key.Key_Right: (-0.1, 0.0),
            Qt.Key.Key_Up: (0.0, -0.1),
            Qt.Key.Key_Down: (0.0, 0.1),
        }
        if event.key() in turns:
            self.turn_by(*turns[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Home:
            self.reset_view()
        else:
            super().keyPressEvent(event)
