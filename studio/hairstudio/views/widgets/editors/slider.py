"""A horizontal slider for real numbers, as colourists expect one."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleValueChangeEvent,
    QBrush,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from hairstudio.views.widgets.editors.grooves import groove_gradient
from hairstudio.views.widgets.monitor import monitors
from hairstudio.views.widgets.theme import GRID, ROW

__all__ = ["FINE", "Slider"]

FINE = 0.1
"""With Shift held, the mouse moves this much as far."""

_HANDLE = 6.0
_PAGE = 10


class Slider(QWidget):
    """A slider from ``minimum`` to ``maximum`` with a fill that starts at the neutral value.

    A press on the groove jumps there, a press on the handle does not; dragging then moves by
    as much as the mouse, with Shift a tenth of it. The wheel works only with focus.
    """

    moved = Signal(float, bool)
    """A step of a gesture, and whether Shift asks for a finer one."""

    released = Signal(bool)
    """The end of a gesture; true if more may follow: a second click, or the key once more."""

    wheel_turned = Signal(float, bool)
    """The wheel asks for this value, finely with Shift; more turns may follow."""

    reset_requested = Signal()
    """Double click."""

    cancelled = Signal()
    """Escape."""

    def __init__(
        self,
        minimum: float,
        maximum: float,
        *,
        step: float = 0.01,
        neutral: float | None = None,
        groove: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.minimum, self.maximum, self.step = minimum, maximum, step
        self.neutral = minimum if neutral is None else neutral
        self.groove = groove
        self._value = self.neutral
        self._drag: tuple[float, float] | None = None
        self._jumped = False
        self._dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(12 * GRID)
        self.setFixedHeight(ROW)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def value(self) -> float:
        """Return the value shown."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show a value; nothing is emitted."""
        value = min(max(value, self.minimum), self.maximum)
        if value != self._value:
            self._value = value
            self.update()
            QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, value))

    def ask_for(self, value: float, fine: bool = False) -> None:
        """Ask for a value as the wheel does; more may follow."""
        self.wheel_turned.emit(min(max(value, self.minimum), self.maximum), fine)

    def handle_x(self) -> float:
        """Return where the handle's centre is, in pixels."""
        left, right = self._span()
        share = (self._value - self.minimum) / (self.maximum - self.minimum)
        return left + share * (right - left)

    def sizeHint(self) -> QSize:
        return QSize(32 * GRID, ROW)

    def _span(self) -> tuple[float, float]:
        return _HANDLE + 1, self.width() - _HANDLE - 1

    def _per_pixel(self) -> float:
        left, right = self._span()
        return (self.maximum - self.minimum) / max(right - left, 1.0)

    def _move_to(self, value: float, fine: bool = False) -> None:
        self.moved.emit(min(max(value, self.minimum), self.maximum), fine)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        x = event.position().x()
        self._jumped = abs(x - self.handle_x()) > _HANDLE + 1
        self._dragged = False
        if self._jumped:
            self._move_to(self.minimum + (x - self._span()[0]) * self._per_pixel())
        self._drag = (x, self._value)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            return
        x, start = self._drag
        fine = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        self._dragged = True
        target = start + (event.position().x() - x) * self._per_pixel() * fine
        target = min(max(target, self.minimum), self.maximum)
        # The anchor follows, so that pressing or leaving Shift midway does not jump.
        self._drag = (event.position().x(), target)
        self._move_to(target, fine != 1.0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None and event.button() == Qt.MouseButton.LeftButton:
            self._drag = None
            self.update()
            self.released.emit(self._jumped and not self._dragged)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag = None
            self.reset_requested.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus():
            event.ignore()
            return
        notches = (event.angleDelta().y() or event.angleDelta().x()) / 120
        fine = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        self.ask_for(self._value + notches * self.step * fine, fine != 1.0)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key
        fine = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        steps = {
            key.Key_Right: self.step * fine,
            key.Key_Up: self.step * fine,
            key.Key_Left: -self.step * fine,
            key.Key_Down: -self.step * fine,
            key.Key_PageUp: self.step * _PAGE,
            key.Key_PageDown: -self.step * _PAGE,
        }
        if event.key() in steps:
            self._move_to(self._value + steps[key(event.key())], fine != 1.0)
        elif event.key() == key.Key_Home:
            self._move_to(self.minimum)
        elif event.key() == key.Key_End:
            self._move_to(self.maximum)
        elif event.key() == key.Key_Delete:
            self.reset_requested.emit()
        elif event.key() == key.Key_Escape:
            self._drag = None
            self.cancelled.emit()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() or self._drag is not None:
            event.ignore()
        else:
            self.released.emit(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        left, right = self._span()
        middle = self.height() / 2
        share = (self.neutral - self.minimum) / (self.maximum - self.minimum)
        ramp = None
        if self.isEnabled():
            ramp = groove_gradient(self.groove, left, right, share, monitors.of(self))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(ramp) if ramp else palette.mid())
        thick = 3.0 if ramp else 1.5
        painter.drawRoundedRect(QRectF(left, middle - thick, right - left, 2 * thick), thick, thick)
        x = self.handle_x()
        if not ramp and self.isEnabled():
            start = left + share * (right - left)
            painter.setBrush(palette.placeholderText())
            painter.drawRoundedRect(
                QRectF(min(start, x), middle - thick, abs(x - start), 2 * thick), thick, thick
            )
            if self.minimum < self.neutral < self.maximum:
                painter.drawRect(QRectF(start - 0.5, middle - 4, 1, 8))
        outline = palette.accent().color() if self.hasFocus() else palette.dark().color()
        painter.setPen(QPen(outline, 2 if self.hasFocus() else 1))
        active = self._drag is not None or self.underMouse()
        fill = palette.windowText() if active else palette.placeholderText()
        painter.setBrush(fill if self.isEnabled() else palette.mid())
        painter.drawEllipse(QPointF(x, middle), _HANDLE - 0.5, _HANDLE - 0.5)
