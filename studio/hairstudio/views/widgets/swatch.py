"""A patch of colour, and the read-out of the goal."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QWidget

from hairstudio.core.colour.difference import lch_difference
from hairstudio.core.colour.oklab import from_oklab, to_oklab
from hairstudio.core.parameters import Colour
from hairstudio.services.numbers import number_text
from hairstudio.views.widgets.monitor import monitors
from hairstudio.views.widgets.theme import GRID, ROW, tabular

__all__ = ["GoalReadout", "Swatch", "hex_of", "qcolor"]


def qcolor(colour: Colour) -> QColor:
    """Return a Qt colour of sRGB-encoded channels in [0, 1]; beyond that they are clipped."""
    red, green, blue = (round(min(max(channel, 0.0), 1.0) * 255) for channel in colour)
    return QColor(red, green, blue)


def hex_of(colour: Colour) -> str:
    """Return ``#A6462A`` of sRGB-encoded channels in [0, 1]."""
    return qcolor(colour).name().upper()


class Swatch(QAbstractButton):
    """A patch of colour that can be pressed; it shows an empty frame for no colour."""

    def __init__(self, colour: Colour | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = colour
        self._range: tuple[Colour, Colour] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_colour(self, colour: Colour | None) -> None:
        """Show a colour, or an empty frame."""
        self._colour = colour
        self.setAccessibleDescription(hex_of(colour) if colour else self.tr("none"))
        self.update()

    def set_range(self, low: Colour | None, high: Colour | None) -> None:
        """Show a darker and a lighter colour beside the main one; nothing takes them off."""
        self._range = None if low is None or high is None else (low, high)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(10 * GRID, ROW - GRID)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        focused = self.hasFocus()
        line = self.palette().accent() if focused else self.palette().dark()
        painter.setPen(QPen(line.color(), 1))
        if self._colour is None:
            painter.setBrush(self.palette().base())
            painter.drawRoundedRect(frame, 3, 3)
            painter.setPen(QPen(self.palette().placeholderText().color(), 1))
            painter.drawLine(frame.bottomLeft(), frame.topRight())
            return
        monitor = monitors.of(self)
        painter.setBrush(monitor.colour(qcolor(self._colour)))
        painter.drawRoundedRect(frame, 3, 3)
        if self._range is not None:
            inner = frame.adjusted(1, 1, -1, -1)
            third = inner.width() / 3
            edges = (inner.left(), inner.right() - third)
            for colour, left in zip(self._range, edges, strict=True):
                part = QRectF(left, inner.top(), third, inner.height())
                painter.fillRect(part, monitor.colour(qcolor(colour)))


class GoalReadout(QWidget):
    """How far each reference's result is from the goal, in ΔE2000."""

    clicked = Signal()
    """The goal's swatch was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.swatch = Swatch()
        self.swatch.setAccessibleName(self.tr("Goal colour"))
        self.text = QLabel()
        self.text.setFont(tabular(self.text.font()))
        self.text.setMinimumWidth(QFontMetrics(self.text.font()).horizontalAdvance("0" * 20))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(QLabel(self.tr("Goal")))
        row.addWidget(self.swatch)
        row.addWidget(self.text, 1)
        self.swatch.clicked.connect(self.clicked)
        self.set_goal(None)

    def set_goal(
        self,
        colour: Colour | None,
        light: float | None = None,
        dark: float | None = None,
        spread: Colour | None = None,
    ) -> None:
        """Show the goal and the distances of the light and the dark result, where known.

        Parameters
        ----------
        colour : (r, g, b) or None
            sRGB-encoded in [0, 1].
        light, dark : float or None
            CIEDE2000.
        spread : (L, a, b) or None
            Standard deviations of the goal's hair in OkLab: the swatch shows its shadows and
            lights beside the mean.
        """
        self.swatch.set_colour(colour)
        self._show_spread(colour, spread)
        if colour is None:
            self.text.setText(self.tr("Pick the colour you are after"))
            self.text.setToolTip("")
            return
        parts = [
            f"{name} {number_text(distance, '.1f')}"
            for name, distance in ((self.tr("light"), light), (self.tr("dark"), dark))
            if distance is not None
        ]
        self.text.setText("ΔE " + " · ".join(parts) if parts else hex_of(colour))

    def set_results(self, goal: Colour, light: Colour | None, dark: Colour | None) -> None:
        """Tell in a tooltip which way the light and the dark result stray from the goal.

        Parameters
        ----------
        goal, light, dark : (r, g, b) or None
            sRGB-encoded in [0, 1].
        """
        lines = []
        for name, colour in ((self.tr("light"), light), (self.tr("dark"), dark)):
            if colour is not None:
                off = np.round(lch_difference(np.array(colour), np.array(goal)), 1) + 0.0  # no −0
                parts = (
                    f"Δ{what}* {number_text(by, '+.1f')}"
                    for what, by in zip("LCH", off, strict=True)
                )
                lines.append(f"{name} {hex_of(colour)}:  {'   '.join(parts)}")
        signs = self.tr(
            "L* lightness, C* chroma, H* hue: + is lighter and more colourful than the goal, and "
            "further round from red over yellow to green"
        )
        self.text.setToolTip("\n".join([*lines, signs]) if lines else "")

    def _show_spread(self, colour: Colour | None, spread: Colour | None) -> None:
        tip = self.tr("The colour that both references shall land on")
        if colour is None or spread is None:
            self.swatch.set_range(None, None)
        else:
            mean = to_oklab(np.array(colour, np.float64))
            step = np.array([spread[0], 0.0, 0.0])
            self.swatch.set_range(
                *(tuple(np.clip(from_oklab(mean + side * step), 0, 1)) for side in (-1.0, 1.0))
            )
            tip += "\n" + self.tr(
                "From a photo: its hair strays by ±{0} in lightness; the fit aims at that too"
            ).format(number_text(spread[0], ".2f"))
        self.swatch.setToolTip(tip if colour is None else f"{hex_of(colour)}\n{tip}")
