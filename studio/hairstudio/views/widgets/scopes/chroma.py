"""The hair on OkLab's chroma plane."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from hairstudio.core.colour.oklab import from_oklab, to_oklab
from hairstudio.core.parameters import Colour
from hairstudio.views.widgets.scopes.pixels import PixelScope
from hairstudio.views.widgets.swatch import qcolor
from hairstudio.views.widgets.theme import GRID, small

__all__ = ["ChromaPlane"]

_REACH = 0.30
_CELLS = 120
_RINGS = (0.1, 0.2, 0.3)


class ChromaPlane(PixelScope):
    """How the hair's colours lie around grey: before in grey, after in its own hues.

    The rings are chroma 0.1, 0.2 and 0.3; the line goes from the mean before to the mean after.
    """

    def __init__(self, parent=None) -> None:  # type: ignore[no-untyped-def]
        super().__init__(parent)
        self._goal: Colour | None = None
        self._layer: npt.NDArray[np.uint8] | None = None
        self._means: list[tuple[float, float, Colour]] = []
        self.setAccessibleName(self.tr("Chroma plane of the hair"))

    def set_goal(self, goal: Colour | None) -> None:
        """Mark the goal colour, sRGB-encoded in [0, 1]."""
        self._goal = goal
        self.update()

    def compute(self) -> None:
        """Count the pixels in the plane's cells."""
        layer = np.zeros((_CELLS, _CELLS, 4), np.float32)
        self._means = []
        for pixels, coloured in ((self._before, False), (self._after, True)):
            if pixels is None or not len(pixels):
                continue
            rgb = pixels.astype(np.float32) / 255
            lab = to_oklab(rgb)
            density = _density(lab[:, 1], lab[:, 2])
            ink = _plane_colours() if coloured else np.full((_CELLS, _CELLS, 3), 0.55)
            cover = (density * (0.95 if coloured else 0.55))[..., None]
            layer[..., :3] = layer[..., :3] * (1 - cover) + ink * cover
            layer[..., 3:] = layer[..., 3:] * (1 - cover) + cover
            red, green, blue = rgb.mean(axis=0).tolist()
            mean = lab.mean(axis=0)
            self._means.append((float(mean[1]), float(mean[2]), (red, green, blue)))
        pixels = np.rint(layer * 255).astype(np.uint8)
        # Qt's ARGB32 has blue first in memory on little-endian machines.
        self._layer = np.ascontiguousarray(pixels[..., [2, 1, 0, 3]])

    def paint(self, painter: QPainter) -> None:
        """Draw axes, rings, cells and means."""
        palette = self.palette()
        side = min(self.width(), self.height()) - 4 * GRID
        plane = QRectF(0, 0, side, side)
        plane.moveCenter(QRectF(self.rect()).center())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small(self.font()))
        middle = plane.center()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ring in _RINGS:
            painter.setPen(QPen(palette.button().color(), 1))
            radius = ring / _REACH * side / 2
            painter.drawEllipse(middle, radius, radius)
        painter.drawLine(QPointF(plane.left(), middle.y()), QPointF(plane.right(), middle.y()))
        painter.drawLine(QPointF(middle.x(), plane.top()), QPointF(middle.x(), plane.bottom()))
        self._paint_hues(painter, middle, side / 2)
        if not self._means:
            self.paint_nothing(painter)
        elif self._layer is not None:
            form = QImage.Format.Format_ARGB32_Premultiplied
            image = QImage(self._layer.data, _CELLS, _CELLS, 4 * _CELLS, form)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(plane, image)
            places = [_place(plane, a, b) for a, b, _ in self._means]
            if len(places) == 2:
                painter.setPen(QPen(palette.windowText().color(), 1.2))
                painter.drawLine(places[0], places[1])
            for place, (_, _, colour) in zip(places, self._means, strict=True):
                painter.setPen(QPen(palette.windowText().color(), 1.5))
                painter.setBrush(qcolor(colour))
                painter.drawEllipse(place, 5, 5)
        if self._goal is not None:
            self._paint_goal(painter, plane, self._goal)

    def _paint_goal(self, painter: QPainter, plane: QRectF, goal: Colour) -> None:
        lab = to_oklab(np.array(goal, np.float64))
        place = _place(plane, float(lab[1]), float(lab[2]))
        painter.setPen(QPen(self.palette().windowText().color(), 1.5))
        painter.setBrush(qcolor(goal))
        painter.drawRect(QRectF(place.x() - 5, place.y() - 5, 10, 10))

    def _paint_hues(self, painter: QPainter, middle: QPointF, radius: float) -> None:
        for degrees in range(0, 360, 30):
            angle = math.radians(degrees)
            lab = np.array([0.7, 0.12 * math.cos(angle), 0.12 * math.sin(angle)])
            red, green, blue = np.clip(from_oklab(lab), 0, 1).tolist()
            place = middle + QPointF(math.cos(angle), -math.sin(angle)) * (radius + GRID)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor.fromRgbF(red, green, blue))
            painter.drawEllipse(place, 2.5, 2.5)


def _place(plane: QRectF, a: float, b: float) -> QPointF:
    half = plane.width() / 2
    return plane.center() + QPointF(a / _REACH * half, -b / _REACH * half)


def _density(a: npt.NDArray[np.float32], b: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return how full each cell is, in [0, 1]; the root keeps rare colours visible."""
    columns = ((a / _REACH + 1) / 2 * _CELLS).astype(np.intp).clip(0, _CELLS - 1)
    rows = ((1 - b / _REACH) / 2 * _CELLS).astype(np.intp).clip(0, _CELLS - 1)
    counts = np.bincount(rows * _CELLS + columns, minlength=_CELLS * _CELLS)
    shares = counts.reshape(_CELLS, _CELLS).astype(np.float32) / max(counts.max(), 1)
    result: npt.NDArray[np.float32] = np.minimum(shares**0.4, 1.0)
    return result


def _plane_colours() -> npt.NDArray[np.float64]:
    axis = (np.arange(_CELLS) + 0.5) / _CELLS * 2 - 1
    a, b = np.meshgrid(axis * _REACH, -axis * _REACH)
    return np.clip(from_oklab(np.stack([np.full_like(a, 0.68), a, b], axis=-1)), 0, 1)
