"""The hair on OkLab's chroma plane."""

from __future__ import annotations

import functools
import math

import cv2
import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from hairstudio.core.colour.oklab import from_oklab, to_oklab
from hairstudio.core.parameters import Colour
from hairstudio.services.numbers import number_text
from hairstudio.views.widgets.monitor import monitors
from hairstudio.views.widgets.scopes.pixels import PixelScope
from hairstudio.views.widgets.swatch import qcolor
from hairstudio.views.widgets.theme import GRID, small

__all__ = ["ChromaPlane"]

_REACHES = (0.1, 0.2, 0.3, 0.4)
_CELLS = 160
_MOST = 8000
"""Colours that are converted: OkLab's roots take their time, and the cells are blurred anyway."""


class ChromaPlane(PixelScope):
    """How the hair's colours lie around grey: before in grey, after in its own hues.

    The line goes from the mean before to the mean after. The plane reaches as far as the hair
    and the goal do, in steps of chroma 0.1; so do its rings.
    """

    def __init__(self) -> None:
        super().__init__()
        self._goal: Colour | None = None
        self._reach = _REACHES[0]
        self._layer: npt.NDArray[np.uint8] | None = None
        self._means: list[tuple[float, float, Colour]] = []
        self.setAccessibleName(self.tr("Chroma plane of the hair"))

    def set_goal(self, goal: Colour | None) -> None:
        """Mark the goal colour, sRGB-encoded in [0, 1]."""
        self._goal = goal
        self._stale = True
        self.update()

    def compute(self) -> None:
        """Count the pixels in the plane's cells."""
        layer = np.zeros((_CELLS, _CELLS, 4), np.float32)
        self._means = []
        clouds = [
            (to_oklab(pixels[::thin].astype(np.float32) / 255), pixels, coloured)
            for pixels, coloured in ((self._before, False), (self._after, True))
            if pixels is not None and len(pixels)
            for thin in [-(-len(pixels) // _MOST)]
        ]
        self._reach = self._needed([lab for lab, _, _ in clouds])
        for lab, pixels, coloured in clouds:
            density = _density(lab[:, 1], lab[:, 2], self._reach)
            ink = _plane_colours(self._reach) if coloured else np.full((_CELLS, _CELLS, 3), 0.5)
            cover = (density * (0.95 if coloured else 0.5))[..., None]
            layer[..., :3] = layer[..., :3] * (1 - cover) + ink * cover
            layer[..., 3:] = layer[..., 3:] * (1 - cover) + cover
            red, green, blue = (pixels.mean(axis=0) / 255).tolist()
            mean = lab.mean(axis=0)
            self._means.append((float(mean[1]), float(mean[2]), (red, green, blue)))
        bytes_ = np.rint(layer * 255).astype(np.uint8)
        # Qt's ARGB32 has blue first in memory on little-endian machines.
        self._layer = np.ascontiguousarray(bytes_[..., [2, 1, 0, 3]])

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
        for ring in _REACHES:
            if ring > self._reach:
                break
            radius = ring / self._reach * side / 2
            painter.setPen(QPen(palette.midlight().color(), 1))
            painter.drawEllipse(middle, radius, radius)
            painter.setPen(palette.placeholderText().color())
            painter.drawText(middle + QPointF(2, -radius - 2 + 4 * GRID), number_text(ring, "g"))
        painter.setPen(QPen(palette.midlight().color(), 1))
        painter.drawLine(QPointF(plane.left(), middle.y()), QPointF(plane.right(), middle.y()))
        painter.drawLine(QPointF(middle.x(), plane.top()), QPointF(middle.x(), plane.bottom()))
        self._paint_hues(painter, middle, side / 2)
        if not self._means:
            self.paint_nothing(painter)
        elif self._layer is not None:
            form = QImage.Format.Format_ARGB32_Premultiplied
            image = QImage(self._layer.data, _CELLS, _CELLS, 4 * _CELLS, form)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(plane, monitors.of(self).image(image))
            places = [_place(plane, a, b, self._reach) for a, b, _ in self._means]
            if len(places) == 2:
                painter.setPen(QPen(palette.windowText().color(), 1.2))
                painter.drawLine(places[0], places[1])
            for place, (_, _, colour) in zip(places, self._means, strict=True):
                painter.setPen(QPen(palette.windowText().color(), 1.5))
                painter.setBrush(monitors.of(self).colour(qcolor(colour)))
                painter.drawEllipse(place, 3.5, 3.5)
        if self._goal is not None:
            self._paint_goal(painter, plane, self._goal)

    def _needed(self, labs: list[npt.NDArray[np.float32]]) -> float:
        chromas = [float(np.quantile(np.hypot(lab[:, 1], lab[:, 2]), 0.995)) for lab in labs]
        if self._goal is not None:
            goal = to_oklab(np.array(self._goal, np.float64))
            chromas.append(float(np.hypot(goal[1], goal[2])))
        most = max(chromas, default=0.0) * 1.05
        return next((reach for reach in _REACHES if reach >= most), _REACHES[-1])

    def _paint_goal(self, painter: QPainter, plane: QRectF, goal: Colour) -> None:
        lab = to_oklab(np.array(goal, np.float64))
        place = _place(plane, float(lab[1]), float(lab[2]), self._reach)
        painter.setPen(QPen(self.palette().windowText().color(), 1.5))
        painter.setBrush(monitors.of(self).colour(qcolor(goal)))
        painter.drawRect(QRectF(place.x() - 4, place.y() - 4, 8, 8))

    def _paint_hues(self, painter: QPainter, middle: QPointF, radius: float) -> None:
        for degrees in range(0, 360, 30):
            angle = math.radians(degrees)
            lab = np.array([0.7, 0.12 * math.cos(angle), 0.12 * math.sin(angle)])
            red, green, blue = np.clip(from_oklab(lab), 0, 1).tolist()
            place = middle + QPointF(math.cos(angle), -math.sin(angle)) * (radius + GRID)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(monitors.of(self).colour(QColor.fromRgbF(red, green, blue)))
            painter.drawEllipse(place, 2.5, 2.5)


def _place(plane: QRectF, a: float, b: float, reach: float) -> QPointF:
    half = plane.width() / 2
    return plane.center() + QPointF(a / reach * half, -b / reach * half)


def _density(
    a: npt.NDArray[np.float32], b: npt.NDArray[np.float32], reach: float
) -> npt.NDArray[np.float32]:
    """Return how full each cell is, in [0, 1]; the root keeps rare colours visible."""
    columns = ((a / reach + 1) / 2 * _CELLS).astype(np.intp).clip(0, _CELLS - 1)
    rows = ((1 - b / reach) / 2 * _CELLS).astype(np.intp).clip(0, _CELLS - 1)
    counts = np.bincount(rows * _CELLS + columns, minlength=_CELLS * _CELLS)
    # Clipped pixels pile up in one cell: a quantile keeps the cloud around it visible.
    smooth = cv2.GaussianBlur(counts.reshape(_CELLS, _CELLS).astype(np.float32), (0, 0), 1.2)
    full = float(np.quantile(smooth[smooth > 0.05], 0.9))
    fullness: npt.NDArray[np.float32] = np.sqrt(np.minimum(smooth / full, np.float32(1.0)))
    return fullness


@functools.lru_cache(maxsize=4)
def _plane_colours(reach: float) -> npt.NDArray[np.float64]:
    axis = (np.arange(_CELLS) + 0.5) / _CELLS * 2 - 1
    a, b = np.meshgrid(axis * reach, -axis * reach)
    return np.clip(from_oklab(np.stack([np.full_like(a, 0.68), a, b], axis=-1)), 0, 1)
