"""Colour wheels for a triple of channel values."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QConicalGradient,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hairstudio.core.parameters import Parameter
from hairstudio.views.widgets.editors.base import ARROWS, ParameterEditor, ParameterLabel
from hairstudio.views.widgets.editors.number import NumberEdit
from hairstudio.views.widgets.editors.slider import FINE, Slider
from hairstudio.views.widgets.monitor import monitors
from hairstudio.views.widgets.theme import GRID, small

__all__ = ["BalanceWheel", "WheelEditor"]

# Red, green and blue stand a third of a turn apart, red where a vectorscope has it.
_ANGLES = np.radians([104.0, 224.0, 344.0])
_DIRECTIONS = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)], axis=-1)
_SPAN = 0.5
"""The rim of the wheel is this share of the way from neutral to the nearer limit."""


def balance_of(triple: tuple[float, ...], span: float) -> tuple[float, float]:
    """Return where on the unit disc the channels' differences from their mean put the puck."""
    deviations = np.array(triple) - np.mean(triple)
    x, y = deviations @ _DIRECTIONS * (2 / 3) / span
    return float(x), float(y)


def triple_of(x: float, y: float, mean: float, span: float) -> tuple[float, float, float]:
    """Return the channels for a place on the disc: the inverse of :func:`balance_of`."""
    red, green, blue = mean + span * (_DIRECTIONS @ np.array([x, y]))
    return float(red), float(green), float(blue)


class BalanceWheel(QWidget):
    """A disc with a puck that is dragged, relative to where it was; Shift is fine."""

    accessible_role = QAccessible.Role.Canvas

    moved = Signal(float, float)
    """A step: the puck on the unit disc, y upwards."""

    released = Signal()
    """The end of a gesture."""

    reset_requested = Signal()
    """Double click or Delete."""

    key_released = Signal()
    """A key came up; if it is held it may be down again at once."""

    cancelled = Signal()
    """Escape."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._puck = (0.0, 0.0)
        self._last: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumSize(20 * GRID, 20 * GRID)
        self.setMaximumSize(36 * GRID, 36 * GRID)

    def show_puck(self, x: float, y: float) -> None:
        """Show the puck; beyond the rim it stands on it."""
        length = math.hypot(x, y)
        self._puck = (x / length, y / length) if length > 1 else (x, y)
        self.update()

    def puck_pixel(self) -> QPointF:
        """Return where the puck is on the widget."""
        centre, radius = self._disc()
        return QPointF(
            centre.x() + self._puck[0] * radius,
            centre.y() - self._puck[1] * radius,
        )

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return min(max(width, self.minimumHeight()), self.maximumHeight())

    def sizeHint(self) -> QSize:
        return QSize(24 * GRID, 24 * GRID)

    def _disc(self) -> tuple[QPointF, float]:
        side = min(self.width(), self.height())
        return QPointF(self.width() / 2, self.height() / 2), side / 2 - 9

    def _move(self, dx: float, dy: float) -> None:
        x, y = self._puck[0] + dx, self._puck[1] + dy
        length = max(math.hypot(x, y), 1.0)
        self.moved.emit(x / length, y / length)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._last = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._last is None:
            return
        step = event.position() - self._last
        self._last = event.position()
        fine = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        radius = self._disc()[1] / fine
        self._move(step.x() / radius, -step.y() / radius)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        if self._last is not None:
            self._last = None
            self.released.emit()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self._last = None
        self.reset_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = 0.02 * (FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0)
        if event.key() in ARROWS:
            right, up = ARROWS[event.key()]
            self._move(right * step, up * step)
        elif event.key() == Qt.Key.Key_Delete:
            self.reset_requested.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self._last = None
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat() and self._last is None:
            self.key_released.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        centre, radius = self._disc()
        ring = QConicalGradient(centre, 0)
        for turn in np.linspace(0, 1, 25):
            angle = 2 * math.pi * turn
            direction = np.array([math.cos(angle), math.sin(angle)])
            levels = 0.5 + 0.26 * (_DIRECTIONS @ direction)
            colour = QColor.fromRgbF(*map(float, levels))
            ring.setColorAt(float(turn), monitors.of(self).colour(colour))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ring, 4))
        painter.drawEllipse(centre, radius + 4, radius + 4)
        painter.setPen(QPen(palette.accent() if self.hasFocus() else palette.dark(), 1))
        painter.setBrush(palette.base())
        painter.drawEllipse(centre, radius, radius)
        painter.setPen(QPen(palette.midlight().color(), 1))
        for across in (QPointF(radius, 0), QPointF(0, radius)):
            painter.drawLine(centre - across, centre + across)
        puck = self.puck_pixel()
        painter.setPen(QPen(palette.placeholderText().color(), 1))
        painter.drawLine(centre, puck)
        painter.setPen(QPen(palette.base().color(), 1))
        painter.setBrush(palette.windowText())
        painter.drawEllipse(puck, 4.5, 4.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawArc(QRectF(puck.x() - 3, puck.y() - 3, 6, 6), 0, 16 * 360)


class WheelEditor(ParameterEditor):
    """A wheel for the balance of the channels, a slider for their mean, and the three numbers.

    Parameters
    ----------
    parameter : Parameter
    parent : QWidget, optional
    with_level : bool
        Leave the slider out where another parameter is the master.
    """

    def __init__(
        self, parameter: Parameter, parent: QWidget | None = None, *, with_level: bool = True
    ) -> None:
        super().__init__(parameter, parent)
        neutral = float(parameter.default[0])  # type: ignore[index, arg-type]
        room = min(parameter.maximum - neutral, neutral - parameter.minimum)
        # The hair takes the colour that the puck is led to.
        self._span = _SPAN * (-room if parameter.inverse else room)
        self.label = ParameterLabel(parameter.label)
        self.label.set_flexible()
        self.label.setFont(small(self.label.font()))
        self.wheel = BalanceWheel()
        self.wheel.setAccessibleName(self.tr("{} balance").format(parameter.label))
        self.level: Slider | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        self._head = QHBoxLayout()
        self._head.setSpacing(0)
        self._head.addWidget(self.label, 1)
        box.addLayout(self._head)
        box.addWidget(self.wheel)
        numbers = QHBoxLayout()
        numbers.setSpacing(1)
        self.channels: list[NumberEdit] = []
        for index, name in enumerate((self.tr("Red"), self.tr("Green"), self.tr("Blue"))):
            edit = NumberEdit("", 2)
            edit.setMinimumWidth(6 * GRID)
            edit.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            edit.set_tight()
            edit.setAccessibleName(f"{parameter.label}: {name}")
            edit.setToolTip(name)
            edit.entered.connect(lambda number, i=index: self._on_channel(i, number))
            edit.stepped.connect(lambda steps, i=index: self._on_step(i, steps))
            edit.step_ended.connect(self._finish_later)
            self._flush_for(edit)
            numbers.addWidget(edit)
            self.channels.append(edit)
        box.addLayout(numbers)
        if with_level:
            self.level_edit = NumberEdit("", 2)
            self.level_edit.setAccessibleName(self.tr("{} level").format(parameter.label))
            self.level_edit.entered.connect(self._on_level_entered)
            self.level_edit.stepped.connect(self._on_level_step)
            self.level_edit.step_ended.connect(self._finish_later)
            self._flush_for(self.level_edit)
            self.add_to_head(self.level_edit)
            self.level = Slider(
                parameter.minimum, parameter.maximum, step=parameter.step, neutral=neutral
            )
            self.level.setAccessibleName(self.tr("{} level").format(parameter.label))
            box.addWidget(self.level)

        self.label.double_clicked.connect(self.reset)
        self.wheel.moved.connect(self._on_balance)
        self.wheel.released.connect(self._finish)
        self.wheel.key_released.connect(self._finish_later)
        self._flush_for(self.wheel)
        self.wheel.reset_requested.connect(self._on_balance_reset)
        self.wheel.cancelled.connect(self._cancel)
        if self.level is not None:
            self.level.moved.connect(self._on_level)
            self.level.wheel_turned.connect(self._on_level_wheel)
            self.level.released.connect(self._on_released)
            self.level.reset_requested.connect(self._on_level_reset)
            self.level.cancelled.connect(self._cancel)
            self._flush_for(self.level)
        self._show(self._value)

    def add_to_head(self, edit: NumberEdit) -> None:
        """Show a number beside the name: the level's."""
        edit.setFixedWidth(9 * GRID)
        edit.set_tight()
        self._head.addWidget(edit)

    def _mean(self) -> float:
        return float(sum(self._value)) / 3

    def _take(self, triple: tuple[float, float, float]) -> None:
        low, high = self.parameter.minimum, self.parameter.maximum
        self._edit(tuple(round(min(max(channel, low), high), 4) for channel in triple))

    def _show(self, value: Any) -> None:
        self.wheel.show_puck(*balance_of(value, self._span))
        if self.level is not None:
            self.level.set_value(sum(value) / 3)
            self.level_edit.show_number(sum(value) / 3)
        for edit, channel in zip(self.channels, value, strict=True):
            edit.show_number(channel)
        told = (f"{edit.toolTip()} {edit.text()}" for edit in self.channels)
        self.wheel.setAccessibleDescription(", ".join(told))

    def _on_balance(self, x: float, y: float) -> None:
        # Of the gesture's start: where a channel has no more room the mean gives way, and a puck
        # that goes round would wind it up.
        self._take(triple_of(x, y, sum(self._start) / 3, self._span))

    def _on_balance_reset(self) -> None:
        self._on_balance(0.0, 0.0)
        self._finish()

    def _on_level(self, mean: float, _fine: bool = False) -> None:
        # From the gesture's start: channels that come to an end on the way part again on the way
        # back.
        shift = mean - sum(self._start) / 3
        self._take(tuple(channel + shift for channel in self._start))

    def _on_level_wheel(self, mean: float, _fine: bool) -> None:
        self._on_level(mean)
        self._finish_later()

    def _on_level_entered(self, mean: float) -> None:
        self._on_level(mean)
        self._show(self._value)
        self._finish()

    def _on_level_step(self, steps: float) -> None:
        self._on_level(self._mean() + steps * self.parameter.step)

    def _on_level_reset(self) -> None:
        self._on_level(float(self.parameter.default[0]))  # type: ignore[index, arg-type]
        self._finish()

    def _on_channel(self, index: int, number: float) -> None:
        triple = list(self._value)
        triple[index] = number
        self._take(tuple(triple))
        self._show(self._value)
        self._finish()

    def _on_step(self, index: int, steps: float) -> None:
        triple = list(self._value)
        triple[index] += steps * self.parameter.step
        self._take(tuple(triple))
