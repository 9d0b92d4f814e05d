"""Where a picture stands in a view: zoom, pan, and pixels there and back."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF

from hairstudio.core.extent import Extent

__all__ = ["LARGEST", "SMALLEST", "Geometry", "Viewport"]

SMALLEST, LARGEST = 0.05, 16.0
_STOPS = (0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0)


@dataclass(frozen=True)
class Viewport:
    """What linked views share; pictures of different sizes show the same place.

    Attributes
    ----------
    zoom : float or None
        Screen pixels per pixel of the picture; ``None`` fits the whole picture in.
    centre : (x, y)
        The place in the middle of the view, as shares of the picture's width and height.
    """

    zoom: float | None = None
    centre: tuple[float, float] = (0.5, 0.5)


@dataclass(frozen=True)
class Geometry:
    """A picture in a rectangle of a widget.

    Attributes
    ----------
    area : QRectF
        The rectangle, in the widget's device-independent pixels.
    size : (width, height)
        Of the picture, in its pixels.
    ratio : float
        Screen pixels per device-independent pixel.
    viewport : Viewport
    """

    area: QRectF
    size: tuple[int, int]
    ratio: float
    viewport: Viewport

    @property
    def zoom(self) -> float:
        """Screen pixels per pixel of the picture."""
        if self.viewport.zoom is not None:
            return self.viewport.zoom
        width, height = self.size
        fit = min(self.area.width() / width, self.area.height() / height) * self.ratio
        return min(max(fit, 0.001), LARGEST)

    @property
    def scale(self) -> float:
        """Device-independent pixels per pixel of the picture."""
        return self.zoom / self.ratio

    @property
    def origin(self) -> QPointF:
        """Where the picture's upper left corner is, on a whole screen pixel."""
        width, height = self.size
        x = self.area.center().x() - self.viewport.centre[0] * width * self.scale
        y = self.area.center().y() - self.viewport.centre[1] * height * self.scale
        return QPointF(round(x * self.ratio) / self.ratio, round(y * self.ratio) / self.ratio)

    @property
    def target(self) -> QRectF:
        """The whole picture in the widget; it may reach beyond the area."""
        width, height = self.size
        return QRectF(self.origin.x(), self.origin.y(), width * self.scale, height * self.scale)

    @property
    def extent(self) -> Extent | None:
        """The part of the picture that is seen, and its size on the screen; None if none is.

        Enlarged pictures are drawn from their own pixels, so there it is the size of the part.
        """
        target, (width, height) = self.target, self.size
        visible = target.intersected(self.area)
        if visible.isEmpty():
            return None
        left = max(math.floor((visible.left() - target.left()) / self.scale), 0)
        top = max(math.floor((visible.top() - target.top()) / self.scale), 0)
        right = min(math.ceil((visible.right() - target.left()) / self.scale), width)
        bottom = min(math.ceil((visible.bottom() - target.top()) / self.scale), height)
        zoom = min(self.zoom, 1.0)
        columns = max(round((right - left) * zoom), 1)
        rows = max(round((bottom - top) * zoom), 1)
        return Extent(left, top, right, bottom, columns, rows)

    def place(self, extent: Extent) -> QRectF:
        """Where a part of the picture stands in the widget; on whole screen pixels if shrunk."""
        corner = self.to_widget(extent.left, extent.top)
        width, height = extent.right - extent.left, extent.bottom - extent.top
        if self.zoom < 1.0:
            columns, rows = max(round(width * self.zoom), 1), max(round(height * self.zoom), 1)
            return QRectF(corner.x(), corner.y(), columns / self.ratio, rows / self.ratio)
        return QRectF(corner.x(), corner.y(), width * self.scale, height * self.scale)

    def to_image(self, place: QPointF) -> tuple[float, float]:
        """Return the picture's coordinates of a place in the widget; (0, 0) is its corner."""
        return (
            (place.x() - self.origin.x()) / self.scale,
            (place.y() - self.origin.y()) / self.scale,
        )

    def to_widget(self, x: float, y: float) -> QPointF:
        """Return the place in the widget of the picture's coordinates."""
        return QPointF(self.origin.x() + x * self.scale, self.origin.y() + y * self.scale)

    def zoomed(self, zoom: float, anchor: QPointF) -> Viewport:
        """Return the viewport with another zoom that leaves the place under ``anchor`` there."""
        zoom = min(max(zoom, SMALLEST), LARGEST)
        x, y = self.to_image(anchor)
        scale = zoom / self.ratio
        middle = self.area.center()
        return self._held(
            Viewport(
                zoom,
                (
                    (x - (anchor.x() - middle.x()) / scale) / self.size[0],
                    (y - (anchor.y() - middle.y()) / scale) / self.size[1],
                ),
            )
        )

    def panned(self, offset: QPointF) -> Viewport:
        """Return the viewport with the picture moved by ``offset``."""
        x, y = self.viewport.centre
        width, height = self.size
        centre = (
            x - offset.x() / self.scale / width,
            y - offset.y() / self.scale / height,
        )
        return self._held(replace(self.viewport, zoom=self.zoom, centre=centre))

    def step(self, by: int) -> float:
        """Return the next zoom of the usual ones: 25 %, 50 %, 100 %, …"""
        now = self.zoom
        if by > 0:
            return next((stop for stop in _STOPS if stop > now * 1.001), LARGEST)
        return next((stop for stop in reversed(_STOPS) if stop < now * 0.999), SMALLEST)

    def _held(self, viewport: Viewport) -> Viewport:
        # Some of the picture stays in view, or the artist would look for it.
        x, y = (min(max(share, 0.0), 1.0) for share in viewport.centre)
        return replace(viewport, centre=(x, y))
