"""Colour stops over dark to light."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hairstudio.core.curves import evaluate_gradient
from hairstudio.core.parameters import Colour, Gradient, Parameter
from hairstudio.views.widgets.editors.base import ParameterEditor, ParameterLabel
from hairstudio.views.widgets.editors.colour import ColourEditor
from hairstudio.views.widgets.editors.number import NumberEdit
from hairstudio.views.widgets.editors.slider import FINE
from hairstudio.views.widgets.monitor import monitors
from hairstudio.views.widgets.swatch import hex_of, qcolor
from hairstudio.views.widgets.theme import GRID

__all__ = ["GradientEditor"]

_MARGIN = 7
_GAP = 0.001
"""Stops rise strictly; two never share a place."""

_STEP = 0.01
"""How far an arrow key moves a stop."""


class _Bar(QWidget):
    """The ramp with its stops: drag, click to add, right click or Delete to remove.

    Shift is fine, as on sliders.
    """

    accessible_role = QAccessible.Role.Canvas

    edited = Signal(object)
    released = Signal()
    key_released = Signal()
    selected = Signal(int)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stops: Gradient = ()
        self.index = 0
        self._dragging = False
        self._anchor = (0.0, 0.0)
        """Where the mouse was without Shift, and the chosen stop's position there."""

        self.setFixedHeight(10 * GRID)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(
            self.tr("Click to add a stop, drag to move it, right click or Delete to remove it")
        )

    def show_stops(self, stops: Gradient) -> None:
        self.stops = stops
        self.index = min(self.index, len(stops) - 1)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(50 * GRID, 10 * GRID)

    def x_of(self, position: float) -> float:
        return _MARGIN + position * (self.width() - 2 * _MARGIN)

    def _position(self, x: float) -> float:
        return min(max((x - _MARGIN) / max(self.width() - 2 * _MARGIN, 1), 0.0), 1.0)

    def _near(self, x: float) -> int | None:
        distances = [abs(self.x_of(position) - x) for position, _ in self.stops]
        nearest = int(np.argmin(distances))
        return nearest if distances[nearest] <= _MARGIN else None

    def _select(self, index: int) -> None:
        self.index = index
        self.selected.emit(index)
        self.update()

    def move_stop(self, position: float) -> None:
        low = self.stops[self.index - 1][0] + _GAP if self.index else 0.0
        last = self.index == len(self.stops) - 1
        high = 1.0 if last else self.stops[self.index + 1][0] - _GAP
        stops = list(self.stops)
        stops[self.index] = (round(min(max(position, low), high), 3), stops[self.index][1])
        self.edited.emit(tuple(stops))

    def _add(self, position: float) -> None:
        position = round(position, 3)
        if any(abs(position - other) < _GAP for other, _ in self.stops):
            return
        rgb = evaluate_gradient(self.stops, np.array([position]))[0]
        colour = tuple(float(round(channel * 255)) / 255 for channel in rgb)
        stops = sorted([*self.stops, (position, colour)])
        self.edited.emit(tuple(stops))
        self._select(next(i for i, stop in enumerate(stops) if stop[0] == position))

    def _remove(self, index: int) -> None:
        if len(self.stops) > 2:
            self.edited.emit(self.stops[:index] + self.stops[index + 1 :])
            self._select(min(index, len(self.stops) - 1))
            self.released.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        near = self._near(event.position().x())
        if event.button() == Qt.MouseButton.RightButton:
            if near is not None:
                self._remove(near)
        elif event.button() == Qt.MouseButton.LeftButton:
            if near is None:
                self._add(self._position(event.position().x()))
            else:
                self._select(near)
            self._dragging = True
            self._anchor = (event.position().x(), self.stops[self.index][0])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._dragging:
            return
        x = event.position().x()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            start, position = self._anchor
            self.move_stop(position + FINE * (x - start) / max(self.x_of(1.0) - self.x_of(0.0), 1))
            return
        self.move_stop(self._position(x))
        self._anchor = (x, self.stops[self.index][0])

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        if self._dragging:
            self._dragging = False
            self.released.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        position = self.stops[self.index][0]
        step = _STEP * (FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.move_stop(position + (step if key == Qt.Key.Key_Right else -step))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            offset = 1 if key == Qt.Key.Key_PageUp else -1
            self._select((self.index + offset) % len(self.stops))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._remove(self.index)
        elif key in (Qt.Key.Key_Insert, Qt.Key.Key_Plus):
            after = min(self.index, len(self.stops) - 2)
            self._add((self.stops[after][0] + self.stops[after + 1][0]) / 2)
            self.released.emit()
        elif key == Qt.Key.Key_Escape:
            self._dragging = False
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat() and not self._dragging:
            self.key_released.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.stops:
            return
        ramp = QRectF(_MARGIN, 2, self.width() - 2 * _MARGIN, 5 * GRID)
        colours = evaluate_gradient(self.stops, np.linspace(0, 1, 256))
        pixels = np.ascontiguousarray(np.rint(colours * 255).astype(np.uint8)[None])
        image = QImage(pixels.data, 256, 1, 768, QImage.Format.Format_RGB888)
        monitor = monitors.of(self)
        painter.drawImage(ramp, monitor.image(image))
        frame = self.palette().accent() if self.hasFocus() else self.palette().dark()
        painter.setPen(QPen(frame.color(), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(ramp.adjusted(-0.5, -0.5, 0.5, 0.5))
        for index, (position, colour) in enumerate(self.stops):
            x, top = self.x_of(position), ramp.bottom() + 1
            chosen = index == self.index
            accent = self.palette().accent() if self.hasFocus() else self.palette().windowText()
            line = accent if chosen else self.palette().light()
            painter.setPen(QPen(line.color(), 2 if chosen else 1))
            painter.setBrush(monitor.colour(qcolor(colour)))
            corners = ((0, 0), (5.5, 5), (5.5, 14), (-5.5, 14), (-5.5, 5))
            painter.drawPolygon(QPolygonF([QPointF(x + dx, top + dy) for dx, dy in corners]))


class GradientEditor(ParameterEditor):
    """A ramp whose stops are dragged, with the chosen stop's place and colour below."""

    def __init__(self, parameter: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parameter, parent)
        self.label = ParameterLabel(parameter.label)
        self.bar = _Bar()
        self.bar.setAccessibleName(parameter.label)
        stop = Parameter("stop", "colour", self.tr("Stop"), (0.0, 0.0, 0.0))
        self.stop = ColourEditor(stop)
        self.position = NumberEdit("", 3)
        self.position.setFixedWidth(13 * GRID)
        self.position.setAccessibleName(self.tr("Position of the stop"))
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.label)
        head.addWidget(self.bar, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self.stop, 1)
        foot.addWidget(self.position)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        box.addLayout(head)
        box.addLayout(foot)
        self.stop.label.set_fitting()

        self.label.double_clicked.connect(self.reset)
        self.bar.edited.connect(self._edit)
        self.bar.released.connect(self._finish)
        self.bar.key_released.connect(self._finish_later)
        self.bar.cancelled.connect(self._cancel)
        self.bar.selected.connect(lambda _: self._show_stop())
        self.stop.changed.connect(self._on_colour)
        self.stop.committed.connect(lambda _: self._finish())
        self.stop.eyedropper_requested.connect(self.eyedropper_requested)
        self.position.entered.connect(self._on_position)
        self.position.stepped.connect(self._on_stepped)
        self.position.step_ended.connect(self._finish_later)
        for part in (self.bar, self.position):
            self._flush_for(part)
        self._show(self._value)

    def accept_colour(self, colour: Colour) -> None:
        """Give the chosen stop a colour that was picked on the picture."""
        self.stop.accept_colour(colour)

    def _show(self, value: Any) -> None:
        self.bar.show_stops(value)
        self._show_stop()

    def _show_stop(self) -> None:
        position, colour = self._value[self.bar.index]
        self.stop.set_value(colour)
        self.position.show_number(position)
        told = self.tr("Stop {0} of {1}: {2}, {3}").format(
            self.bar.index + 1, len(self._value), self.position.text(), hex_of(colour)
        )
        self.bar.setAccessibleDescription(told)

    def _on_colour(self, colour: Colour) -> None:
        stops = list(self._value)
        stops[self.bar.index] = (stops[self.bar.index][0], colour)
        self._edit(tuple(stops))

    def _on_position(self, position: float) -> None:
        self.bar.move_stop(position)
        self._show_stop()
        self._finish()

    def _on_stepped(self, steps: float) -> None:
        self.bar.move_stop(self._value[self.bar.index][0] + steps * _STEP)
