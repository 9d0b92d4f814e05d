"""The plot on which a curve is drawn. Import it only when one is shown: pyqtgraph is heavy."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QEnterEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from hairstudio.core.colour.oklab import from_oklch
from hairstudio.core.parameters import Curve
from hairstudio.services.qimages import pixels_of
from hairstudio.views.widgets.editors.base import ARROWS
from hairstudio.views.widgets.editors.curve import PLOT_SIZE
from hairstudio.views.widgets.editors.curve_model import CurveShape
from hairstudio.views.widgets.editors.slider import FINE
from hairstudio.views.widgets.monitor import monitors

__all__ = ["CurvePlot"]

_REACH = 9.0
_INK = {"red": (206, 96, 90), "green": (84, 150, 80), "blue": (96, 132, 206)}


class CurvePlot(pg.GraphicsView):
    """A curve and its points.

    A press on a point drags it, elsewhere it adds one; right click or Delete removes; arrows
    move, Page Up and Page Down choose, Insert adds.
    """

    accessible_role = QAccessible.Role.Canvas

    edited = Signal(object)
    """A step: the points now."""

    key_released = Signal()
    """A key came up; if it is held it may be down again at once."""

    released = Signal()
    """The end of a gesture."""

    cancelled = Signal()
    """Escape."""

    selected = Signal(int)
    """Another point was chosen."""

    def __init__(self, shape: CurveShape, ink: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.shape, self.points, self.index = shape, shape.default, 0
        self._ink = ink
        self._dragging = False
        # A bare view box: a plot item brings axes, buttons and menus that outlive it.
        self._view = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        self.setCentralItem(self._view)
        pad = (shape.high - shape.low) * 0.05
        self._view.setRange(
            xRange=(-0.03 * shape.right, 1.03 * shape.right),
            yRange=(shape.low - pad, shape.high + pad),
            padding=0,
        )
        self._backdrop = pg.ImageItem()
        self._grid = pg.PlotCurveItem(connect="pairs")
        self._bars = pg.PlotCurveItem(fillLevel=shape.low)
        self._neutral = pg.PlotCurveItem()
        self._line = pg.PlotCurveItem(antialias=True)
        self._dots = pg.ScatterPlotItem(size=10, antialias=True)
        for item in (
            self._backdrop,
            self._bars,
            self._grid,
            self._neutral,
            self._line,
            self._dots,
        ):
            self._view.addItem(item, ignoreBounds=True)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self.setToolTip(
            self.tr(
                "Click to add a point, drag to move it, right click or Delete to remove it. "
                "Shift is fine."
            )
        )
        self._draw_backdrop()
        self.show_points(shape.default)

    def sizeHint(self) -> QSize:
        return PLOT_SIZE

    def show_points(self, points: Curve) -> None:
        """Show points; nothing is emitted."""
        self.points = points
        self.index = min(self.index, len(points) - 1)
        sampled = self.shape.sample(points)
        self._line.setData(sampled[:, 0], sampled[:, 1])
        self._draw_dots()

    def show_histogram(self, counts: npt.NDArray[np.floating] | None) -> None:
        """Show how often each abscissa occurs, behind the curve; any scale."""
        if counts is None or not counts.size or counts.max() <= 0:
            self._bars.clear()
            return
        x = np.linspace(0, self.shape.right, counts.size)
        height = np.sqrt(counts / counts.max()) * 0.9 * (self.shape.high - self.shape.low)
        self._bars.setData(x, self.shape.low + height)

    def select(self, index: int) -> None:
        """Choose a point."""
        self.index = index % len(self.points)
        self._draw_dots()
        self.selected.emit(self.index)

    def pixel_of(self, x: float, y: float) -> QPointF:
        """Return where a point of the curve's plane is on the widget."""
        return QPointF(self.mapFromScene(self._view.mapViewToScene(QPointF(x, y))))

    def _plane(self, place: QPointF) -> tuple[float, float]:
        point = self._view.mapSceneToView(self.mapToScene(place.toPoint()))
        return point.x(), point.y()

    def _near(self, place: QPointF) -> int | None:
        offsets = [self.pixel_of(x, y) - place for x, y in self.points]
        lengths = [np.hypot(offset.x(), offset.y()) for offset in offsets]
        nearest = int(np.argmin(lengths))
        return nearest if lengths[nearest] <= _REACH else None

    def _move(self, x: float, y: float) -> None:
        self.edited.emit(self.shape.move(self.points, self.index, x, y))

    def _add(self, x: float, y: float) -> None:
        points, index = self.shape.add(self.points, x, y)
        self.edited.emit(points)
        self.select(index)

    def _remove(self, index: int) -> None:
        points = self.shape.remove(self.points, index)
        if points != self.points:
            self.edited.emit(points)
            self.select(min(index, len(points) - 1))
            self.released.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        near = self._near(event.position())
        if event.button() == Qt.MouseButton.RightButton:
            if near is not None:
                self._remove(near)
        elif event.button() == Qt.MouseButton.LeftButton:
            if near is None:
                self._add(*self._plane(event.position()))
            else:
                self.select(near)
            self._dragging = True
            self._last = event.position()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._dragging:
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            new, old = self._plane(event.position()), self._plane(self._last)
            x, y = self.points[self.index]
            self._move(x + (new[0] - old[0]) * FINE, y + (new[1] - old[1]) * FINE)
        else:
            self._move(*self._plane(event.position()))
        self._last = event.position()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._dragging = False
            self.released.emit()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The panel scrolls; pyqtgraph would zoom.
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, names = event.key(), Qt.Key
        fine = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        if key in ARROWS:
            (x, y), (dx, dy) = self.points[self.index], self.shape.step
            right, up = ARROWS[key]
            self._move(x + right * fine * dx, y + up * fine * dy)
        elif key in (names.Key_PageUp, names.Key_PageDown):
            self.select(self.index + (1 if key == names.Key_PageUp else -1))
        elif key in (names.Key_Delete, names.Key_Backspace):
            self._remove(self.index)
        elif key in (names.Key_Insert, names.Key_Plus):
            self._add(*self.shape.widest_gap(self.points, self.index))
            self.released.emit()
        elif key == names.Key_Escape:
            self._dragging = False
            self.cancelled.emit()
        else:
            event.ignore()
            return
        event.accept()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat() and not self._dragging:
            self.key_released.emit()
        event.accept()

    def enterEvent(self, event: QEnterEvent) -> None:
        # pyqtgraph's own hover handling is of no use without its mouse modes.
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._draw_dots()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._draw_dots()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.shape.periodic and self._monitor is not monitors.of(self):
            self._draw_spectrum()
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(self.palette().accent().color(), 1))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange and hasattr(self, "_dots"):
            self._draw_backdrop()
            self.show_points(self.points)

    def _draw_dots(self) -> None:
        palette = self.palette()
        accent = palette.accent() if self.hasFocus() else palette.windowText()
        hollow, full = palette.base().color(), accent.color()
        self._dots.setData(
            [x for x, _ in self.points],
            [y for _, y in self.points],
            pen=pg.mkPen(palette.windowText().color(), width=1.4),
            brush=[full if i == self.index else hollow for i in range(len(self.points))],
        )

    def _draw_backdrop(self) -> None:
        shape, palette = self.shape, self.palette()
        self.setBackground(palette.base().color())
        ink = QColor(*_INK[self._ink]) if self._ink in _INK else palette.windowText().color()
        self._line.setPen(pg.mkPen(ink, width=2))
        self._grid.setPen(pg.mkPen(palette.midlight().color(), width=1))
        fill = palette.mid().color()
        self._bars.setPen(pg.mkPen(None))
        self._bars.setBrush(pg.mkBrush(fill))
        self._neutral.setPen(pg.mkPen(palette.light().color(), width=1, dash=[3, 3]))
        quarters = np.linspace(0, 1, 5)
        x, y = quarters * shape.right, shape.low + quarters * (shape.high - shape.low)
        lines = [((v, shape.low), (v, shape.high)) for v in x]
        lines += [((0, v), (shape.right, v)) for v in y]
        ends = np.array(lines, float).reshape(-1, 2)
        self._grid.setData(ends[:, 0], ends[:, 1])
        level = shape.sample(shape.default, 2)
        self._neutral.setData(level[:, 0], level[:, 1])
        if shape.periodic:
            self._draw_spectrum()

    def _draw_spectrum(self) -> None:
        hues = np.radians(np.linspace(0, 360, 181))
        dark = self.palette().base().color().lightness() < 128
        lightness = np.full_like(hues, 0.42 if dark else 0.80)
        chroma = np.full_like(hues, 0.075 if dark else 0.085)
        rgb = np.clip(from_oklch(lightness, chroma, hues), 0, 1)
        row = np.rint(rgb * 255).astype(np.uint8)[None]
        image = QImage(row.data, len(hues), 1, 3 * len(hues), QImage.Format.Format_RGB888)
        self._monitor = monitors.of(self)
        pixels = pixels_of(self._monitor.image(image)).swapaxes(0, 1)
        self._backdrop.setImage(pixels, levels=(0, 255), autoDownsample=False)
        height = self.shape.high - self.shape.low
        self._backdrop.setRect(QRectF(0, self.shape.low, self.shape.right, height))
