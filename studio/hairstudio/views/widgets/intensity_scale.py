"""Black to white, with the two references on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from hairstudio.services.numbers import number_text
from hairstudio.views.widgets.icons import draw_icon
from hairstudio.views.widgets.theme import GRID, set_faint, small, tabular

__all__ = ["IntensityScale"]

_MARGIN = 3 * GRID
_PIN = 4 * GRID


class _Ramp(QWidget):
    """The ramp and its pins."""

    accessible_role = QAccessible.Role.Canvas

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.light: float | None = None
        self.dark: float | None = None
        self.marks: tuple[float, ...] = ()
        self.active = ""
        self.letters = (self.tr("L"), self.tr("D"))
        self.setFixedHeight(12 * GRID)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(80 * GRID, 12 * GRID)

    def x_of(self, intensity: float) -> float:
        return _MARGIN + intensity * (self.width() - 2 * _MARGIN)

    def pins(self) -> list[tuple[str, str, float]]:
        """(side, letter, intensity) of the references there are."""
        sides = (("light", self.letters[0], self.light), ("dark", self.letters[1], self.dark))
        return [(side, letter, value) for side, letter, value in sides if value is not None]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self.pins():
            return
        x = event.position().x()
        side, _, value = min(self.pins(), key=lambda pin: abs(self.x_of(pin[2]) - x))
        if abs(self.x_of(value) - x) <= _PIN:
            self.pressed.emit(side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Left:
            self.pressed.emit("dark")
        elif event.key() == Qt.Key.Key_Right:
            self.pressed.emit("light")
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        bar = QRectF(_MARGIN, 5 * GRID, self.width() - 2 * _MARGIN, 3 * GRID)
        ramp = QLinearGradient(bar.left(), 0, bar.right(), 0)
        ramp.setColorAt(0, QColor(0, 0, 0))
        ramp.setColorAt(1, QColor(255, 255, 255))
        focused = palette.accent() if self.hasFocus() else palette.dark()
        painter.setPen(QPen(focused.color(), 1))
        painter.setBrush(ramp)
        painter.drawRoundedRect(bar, 2, 2)
        self._paint_span(painter, bar)
        for mark in self.marks:
            x = self.x_of(mark)
            level = 0 if mark > 0.5 else 255
            painter.setPen(QPen(QColor(level, level, level, 150), 1))
            painter.drawLine(QPointF(x, bar.top() + 2), QPointF(x, bar.bottom() - 2))
        painter.setFont(small(tabular(self.font())))
        for pin in self.pins():
            self._paint_pin(painter, bar, *pin)

    def _paint_span(self, painter: QPainter, bar: QRectF) -> None:
        # Between the references the look is interpolated; outside it stays as it is.
        if self.light is None or self.dark is None:
            return
        left, right = sorted((self.x_of(self.dark), self.x_of(self.light)))
        painter.setPen(QPen(self.palette().placeholderText().color(), 1.5))
        y = bar.bottom() + 3
        painter.drawLine(QPointF(left, y), QPointF(right, y))

    def _paint_pin(
        self, painter: QPainter, bar: QRectF, side: str, letter: str, value: float
    ) -> None:
        palette = self.palette()
        x = self.x_of(value)
        active = side == self.active
        painter.setPen(QPen(palette.base().color(), 1))
        painter.setBrush(palette.highlight() if active else palette.windowText())
        tip = QPointF(x, bar.top() + 1)
        shape = [tip, tip + QPointF(7, -6), tip + QPointF(7, -19)]
        shape += [tip + QPointF(-7, -19), tip + QPointF(-7, -6)]
        painter.drawPolygon(QPolygonF(shape))
        painter.setPen(palette.highlightedText().color() if active else palette.window().color())
        painter.drawText(
            QRectF(x - 7, bar.top() - 18, 14, 13), Qt.AlignmentFlag.AlignCenter, letter
        )
        painter.setPen(
            palette.windowText().color() if active else palette.placeholderText().color()
        )
        text = number_text(value, ".2f")
        width = painter.fontMetrics().horizontalAdvance(text) + 2
        place = QRectF(x - width / 2, bar.bottom() + 4, width, 3.5 * GRID)
        other = [v for s, _, v in self.pins() if s != side]
        if other and abs(self.x_of(other[0]) - x) < width + GRID:
            # Too near to stand side by side: each moves away from the other.
            away = 1 if (value, side == "light") > (other[0], side != "light") else -1
            place.translate(away * (width / 2 + 2), 0)
        place.moveLeft(min(max(place.left(), 0), self.width() - width))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


class _Warning(QLabel):
    """A line with a sign before it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        sign = QRectF(0, 1, 4 * GRID, 4 * GRID)
        draw_icon(painter, "warning", sign, self.palette().brightText().color())


class IntensityScale(QWidget):
    """Where the references' average hair intensities stand between black and white.

    A press on a pin, or Left and Right with the focus, asks for that side.
    """

    side_requested = Signal(str)
    """``light`` or ``dark``: its pin was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # The ramp is painted from black at the left, in a host that writes from the right, too.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.ramp = _Ramp()
        self.ramp.setAccessibleName(self.tr("Intensity of the references"))
        self.warning = _Warning()
        self.warning.setWordWrap(True)
        self.warning.setIndent(5 * GRID)
        self.warning.hide()
        ends = [QLabel(self.tr("black")), QLabel(self.tr("white"))]
        row = QHBoxLayout()
        row.setSpacing(0)
        for index, end in enumerate(ends):
            end.setFont(small(end.font()))
            set_faint(end)
            row.addWidget(end)
            if index == 0:
                row.addWidget(self.ramp, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        box.addLayout(row)
        box.addWidget(self.warning)
        self.ramp.pressed.connect(self.side_requested)

    def set_intensities(self, light: float | None, dark: float | None) -> None:
        """Show the references' intensities in [0, 1]; nothing where there is no reference."""
        self.ramp.light, self.ramp.dark = light, dark
        parts = [
            f"{name} {number_text(value, '.2f')}"
            for name, value in ((self.tr("Light"), light), (self.tr("Dark"), dark))
            if value is not None
        ]
        self.ramp.setAccessibleDescription(", ".join(parts))
        self.ramp.setToolTip(" · ".join(parts))
        self.ramp.update()

    def set_marks(self, intensities: Sequence[float]) -> None:
        """Show other heads as ticks: the gallery's, or the camera's."""
        self.ramp.marks = tuple(intensities)
        self.ramp.update()

    def set_active(self, side: str) -> None:
        """Mark ``light``, ``dark`` or neither as the side that is edited."""
        self.ramp.active = side
        self.ramp.update()

    def set_warning(self, text: str) -> None:
        """Say what is wrong with the references; empty hides the line."""
        self.warning.setText(text)
        self.warning.setVisible(bool(text))
