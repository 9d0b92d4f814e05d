"""The hair's intensity over time, between the two references."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFontMetrics,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from hairstudio.services.numbers import number_text
from hairstudio.views.widgets.theme import GRID, small, tabular

__all__ = ["IntensityPlot"]

SPAN_S = 20.0
_REPAINT_MS = 100
_STEP = 3
"""Pixels between two points of the curve."""
_RAMP = 2 * GRID
_RIGHT = 13 * GRID
_WORDS_PAD = 12


class IntensityPlot(QWidget):
    """Scrolls: now is at the right, twenty seconds ago at the left.

    The left axis is the hair's intensity, black to white. The lines of the two references are
    where the right axis begins and ends: the position between the LUTs, D 0 % and L 100 %.

    Parameters
    ----------
    clock : callable
        Seconds; for tests.
    """

    accessible_role = QAccessible.Role.Chart

    def __init__(
        self, parent: QWidget | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._points: deque[tuple[float, float]] = deque()
        self._light: float | None = None
        self._dark: float | None = None
        self._position = math.nan
        self._timer = QTimer(self)
        self._timer.setInterval(_REPAINT_MS)
        self._timer.timeout.connect(self._on_tick)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(32 * GRID, 14 * GRID)
        self.setAccessibleName(self.tr("Intensity of the hair over time"))

    def set_references(self, light: float | None, dark: float | None) -> None:
        """Mark the references' intensities in [0, 1]; nothing where there is none."""
        self._light, self._dark = light, dark
        self.update()

    def add(self, intensity: float, position: float) -> None:
        """Take a frame's intensity and position between the LUTs; NaN where no hair was seen."""
        now = self._clock()
        self._points.append((now, intensity))
        while self._points and self._points[0][0] < now - SPAN_S:
            self._points.popleft()
        self._position = position
        if not self._timer.isActive() and self.isVisible():
            self._timer.start()

    def part(self) -> None:
        """End the line: what comes next does not follow what came until now."""
        self._points.append((self._clock(), math.nan))

    def clear(self) -> None:
        """Forget the curve: another source was chosen."""
        self._points.clear()
        self._position = math.nan
        self.update()

    def curve(self) -> list[QPolygonF]:
        """The curve as it stands in the widget, one line for each stretch with hair."""
        box, now = self._box(), self._clock()
        lines: list[QPolygonF] = []
        broken = True
        left, right, bottom, high = box.left(), box.right(), box.bottom(), box.height()
        speed = box.width() / SPAN_S
        step, last = _STEP / speed, self._points[-1][0] if self._points else 0.0
        until = -math.inf
        for when, value in self._points:
            if math.isnan(value):
                broken = True
                continue
            x = right - (now - when) * speed
            if x < left:
                continue
            # More points than the screen can show would only take time to draw. Which are left
            # out must not change as the curve scrolls, or it would tremble.
            if not broken and when < until and when != last:
                continue
            until = (when // step + 1) * step
            if broken:
                lines.append(QPolygonF())
                broken = False
            lines[-1].append(QPointF(x, bottom - value * high))
        return lines

    def y_of(self, intensity: float) -> float:
        """Where an intensity stands, in pixels from the top."""
        box = self._box()
        return box.bottom() - intensity * box.height()

    def sizeHint(self) -> QSize:
        return QSize(80 * GRID, 22 * GRID)

    def _on_tick(self) -> None:
        # A curve that has scrolled out needs no repainting, and neither does a hidden one.
        now = self._clock()
        if not self.isVisible() or not self._points or self._points[-1][0] < now - SPAN_S:
            self._timer.stop()
        described = self._describe()
        if described != self.accessibleDescription():
            self.setAccessibleDescription(described)
        self.update()

    def _describe(self) -> str:
        last = self._points[-1][1] if self._points else math.nan
        if math.isnan(last):
            return self.tr("no hair seen")
        text = self.tr("intensity {0}").format(number_text(last, ".2f"))
        if not math.isnan(self._position):
            text += ", " + self.tr("position {0} %").format(round(self._position * 100))
        return text

    def words(self) -> str:
        """What stands on the plot: of a narrow one the figures alone, as none may be cut off."""
        if not self._points:
            return self.tr("intensity of the hair")
        words, last = self._describe(), self._points[-1][1]
        metrics = QFontMetrics(small(tabular(self.font())))
        if metrics.horizontalAdvance(words) <= self._box().width() - _WORDS_PAD:
            return words
        if math.isnan(last) or math.isnan(self._position):
            return words
        return f"{number_text(last, '.2f')} · {round(self._position * 100)} %"

    def _box(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_RAMP + 2, 2, -_RIGHT, -3)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, box = self.palette(), self._box()
        painter.fillRect(box, palette.base())
        ramp = QLinearGradient(0, box.top(), 0, box.bottom())
        ramp.setColorAt(0, QColor(255, 255, 255))
        ramp.setColorAt(1, QColor(0, 0, 0))
        painter.fillRect(QRectF(box.left() - _RAMP - 1, box.top(), _RAMP, box.height()), ramp)
        painter.setFont(small(tabular(self.font())))
        self._paint_references(painter, box)
        self._paint_seconds(painter, box)
        painter.setClipRect(box)
        ink = palette.windowText().color()
        painter.setPen(QPen(ink, 1.5))
        for line in self.curve():
            painter.drawPolyline(line)
        painter.setClipping(False)
        self._paint_words(painter, box, self.words())
        if not self._points or math.isnan(self._points[-1][1]):
            return
        here = QPointF(box.right(), self.y_of(self._points[-1][1]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.windowText())
        painter.drawEllipse(here, 3, 3)

    def _paint_references(self, painter: QPainter, box: QRectF) -> None:
        palette = self.palette()
        pins = [
            (self.tr("L"), self._light, "100 %"),
            (self.tr("D"), self._dark, "0 %"),
        ]
        if self._light is not None and self._dark is not None:
            top, bottom = sorted((self.y_of(self._light), self.y_of(self._dark)))
            band = QColor(palette.windowText().color())
            band.setAlpha(14)
            painter.fillRect(QRectF(box.left(), top, box.width(), bottom - top), band)
        half = painter.fontMetrics().height() / 2
        places = {
            letter: min(max(self.y_of(value), half), self.height() - half)
            for letter, value, _ in pins
            if value is not None
        }
        if len(places) == 2:
            upper, lower = sorted(places, key=lambda letter: places[letter])
            # Too near to stand side by side: each moves away from the other.
            lack = 2 * half - (places[lower] - places[upper])
            if lack > 0:
                middle = (places[upper] + places[lower]) / 2
                middle = min(max(middle, 2 * half), self.height() - 2 * half)
                places[upper], places[lower] = middle - half, middle + half
        for letter, value, share in pins:
            if value is None:
                continue
            y = self.y_of(value)
            painter.setPen(QPen(palette.placeholderText().color(), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            painter.setPen(palette.placeholderText().color())
            place = QRectF(box.right() + GRID, places[letter] - half, _RIGHT - GRID, 2 * half)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, flags, f"{letter} {share}")

    def _paint_seconds(self, painter: QPainter, box: QRectF) -> None:
        tick = QColor(self.palette().placeholderText().color())
        tick.setAlpha(90)
        painter.setPen(QPen(tick, 1))
        for seconds in range(5, round(SPAN_S), 5):
            x = round(box.right() - seconds / SPAN_S * box.width()) + 0.5
            painter.drawLine(QPointF(x, box.bottom() - 4), QPointF(x, box.bottom()))

    def _paint_words(self, painter: QPainter, box: QRectF, words: str) -> None:
        metrics = painter.fontMetrics()
        room = round(box.width()) - _WORDS_PAD
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        width, height = metrics.horizontalAdvance(words) + 8, metrics.height()
        # At the top, unless the curve's end is there.
        high = bool(self._points) and self._points[-1][1] > 0.75
        y = box.bottom() - height - 2 if high else box.top() + 2
        ground = QRectF(box.left() + 2, y, width, height)
        shade = QColor(self.palette().base().color())
        shade.setAlpha(190)
        painter.fillRect(ground, shade)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, words)
