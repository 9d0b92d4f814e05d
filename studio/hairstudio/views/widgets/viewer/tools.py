"""What the mouse does on the picture: brush and eyedropper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from hairstudio.views.widgets.monitor import monitors
from hairstudio.views.widgets.swatch import hex_of, qcolor
from hairstudio.views.widgets.theme import GRID, small, tabular
from hairstudio.views.widgets.viewer.brush import StrokePainter
from hairstudio.views.widgets.viewer.view import Mask

if TYPE_CHECKING:
    from hairstudio.views.widgets.viewer.compare import CompareViewer

__all__ = ["BRUSH_STEP", "LEAST_RADIUS", "MOST_RADIUS", "BrushTool", "Eyedropper"]

LEAST_RADIUS, MOST_RADIUS = 1.0, 400.0
"""Of the brush, in pixels of the picture."""

BRUSH_STEP = 1.15
"""What a step to the next larger brush multiplies its radius by: small ones are told apart, too."""


class BrushTool:
    """Paints on the viewer's mask while the mouse or a pen is dragged.

    A pen paints as wide as it is pressed, as elsewhere, and takes away with its other end.
    """

    def __init__(self, viewer: CompareViewer) -> None:
        self._viewer = viewer
        self.radius, self.hardness, self.erase = 24.0, 0.5, False
        self._painter: StrokePainter | None = None
        self._before: Mask | None = None
        self.cursor: QPointF | None = None
        self._begun = QPointF()
        self._turned = False

    @property
    def is_painting(self) -> bool:
        """True during a stroke."""
        return self._painter is not None

    def set_shape(self, radius: float, hardness: float) -> None:
        """Set radius (in the picture's pixels) and hardness (in [0, 1])."""
        radius = min(max(radius, LEAST_RADIUS), MOST_RADIUS)
        hardness = min(max(hardness, 0.0), 1.0)
        if (radius, hardness) != (self.radius, self.hardness):
            self.radius, self.hardness = radius, hardness
            self._viewer.brush_changed.emit(radius, hardness)
            self._viewer.update()

    def grow(self, steps: int) -> None:
        """Make the brush larger or smaller by steps of 15 %."""
        self.set_shape(self.radius * BRUSH_STEP**steps, self.hardness)

    def harden(self, steps: int) -> None:
        """Make the brush harder or softer by steps of 10 %."""
        self.set_shape(self.radius, round(self.hardness + 0.1 * steps, 2))

    def press(self, place: QPointF, pressure: float = 1.0, turned: bool = False) -> None:
        """Start a stroke.

        Parameters
        ----------
        place : QPointF
        pressure : float
            In [0, 1]: the share of the radius that is painted.
        turned : bool
            Whether it is the other end of a pen.
        """
        self.release()
        self._begun = place
        self._before = self._viewer.mask()
        mask = self._viewer.writable_mask()
        if mask is not None:
            erase = self.erase or turned
            self._painter = StrokePainter(mask, self.radius, self.hardness, erase)
            self._viewer.stroke_started.emit()
        self.move(place, pressure, turned)

    def move(self, place: QPointF, pressure: float = 1.0, turned: bool = False) -> None:
        """Go on with the stroke, if there is one; show the cursor."""
        self.cursor = place
        self._turned = turned
        # Side by side, the picture in the other pane is another place of the same one.
        geometry = self._viewer.geometry_at(self._begun)
        if self._painter is not None and geometry is not None:
            self._viewer.paint_mask(self._painter.add(*geometry.to_image(place), pressure))
        self._viewer.update()

    def release(self) -> None:
        """End the stroke."""
        if self._painter is not None:
            erased = self._painter.erase
            self._painter = None
            self._viewer.stroke_finished.emit(erased)

    def cancel(self) -> None:
        """Take the stroke back."""
        if self._painter is not None:
            self._painter = None
            self._viewer.set_mask(self._before)
            self._viewer.stroke_cancelled.emit()

    def leave(self) -> None:
        """Hide the cursor; that of a stroke by keys stays where they led it."""
        if not self.is_painting:
            self.cursor = None
        self._viewer.update()

    def paint(self, painter: QPainter) -> None:
        """Draw the cursor: the brush's rim, and where it is hard."""
        geometry = self._viewer.geometry_at(self.cursor)
        if self.cursor is None or geometry is None:
            return
        radius = self.radius * geometry.scale
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for width, level in ((2.5, 0), (1.2, 255)):
            painter.setPen(QPen(QColor(level, level, level, 210), width))
            painter.drawEllipse(self.cursor, radius, radius)
        if 0 < self.hardness < 1:
            painter.setPen(QPen(QColor(255, 255, 255, 110), 1, Qt.PenStyle.DotLine))
            painter.drawEllipse(self.cursor, radius * self.hardness, radius * self.hardness)
        for turn in (QPointF(3, 0), QPointF(0, 3)):
            painter.setPen(QPen(QColor(255, 255, 255, 200), 1))
            # A cross adds, a bar takes away.
            if not ((self.erase or self._turned) and turn.x() == 0):
                painter.drawLine(self.cursor - turn, self.cursor + turn)


class Eyedropper:
    """Shows the colour under the cursor and takes it with a click."""

    def __init__(self, viewer: CompareViewer) -> None:
        self._viewer = viewer
        self.cursor: QPointF | None = None

    def move(self, place: QPointF) -> None:
        """Show the colour under a place."""
        self.cursor = place
        self._viewer.update()

    def press(self, place: QPointF) -> None:
        """Take the colour under a place."""
        colour = self._viewer.picked_at(place)
        if colour is not None:
            self._viewer.set_tool("none")
            self._viewer.colour_picked.emit(colour)

    def leave(self) -> None:
        """Hide the loupe."""
        self.cursor = None
        self._viewer.update()

    def paint(self, painter: QPainter) -> None:
        """Draw the colour beside the cursor."""
        colour = self._viewer.picked_at(self.cursor) if self.cursor is not None else None
        if colour is None or self.cursor is None:
            return
        box = QRectF(0, 0, 19 * GRID, 14 * GRID)
        x, y = self.cursor.x() + 4 * GRID, self.cursor.y() + 4 * GRID
        if x + box.width() > self._viewer.width():
            x -= box.width() + 8 * GRID
        if y + box.height() > self._viewer.height():
            y -= box.height() + 8 * GRID
        box.moveTo(x, y)
        painter.setPen(QPen(QColor(0, 0, 0, 160), 1))
        painter.setBrush(QColor(30, 30, 30))
        painter.drawRoundedRect(box, 4, 4)
        painter.setBrush(monitors.of(self._viewer).colour(qcolor(colour)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRect(box.adjusted(GRID, GRID, -GRID, -6 * GRID))
        painter.setPen(QColor(235, 235, 235))
        painter.setFont(small(tabular(self._viewer.font())))
        foot = QRectF(box.left(), box.bottom() - 6 * GRID, box.width(), 6 * GRID)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, hex_of(colour))
