"""What the loop does: frames per second, milliseconds per stage, the device that really runs."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from hairstudio.services.numbers import number_text
from hairstudio.views.widgets.elided import ElidedLabel
from hairstudio.views.widgets.theme import GRID, set_faint, small, tabular

__all__ = ["Readout"]

_STAGES = ("convert", "segment", "steady", "matte", "intensity", "lut", "apply", "others")
_RATE = 0.15
_LEAST_MS = 0.95
_LEAST_SHARE = 0.02


def _smoothed(before: Mapping[str, float], now: Mapping[str, float]) -> dict[str, float]:
    """Follow times slowly, so that the figures can be read; stages that ended are left out."""
    return {
        name: before[name] + _RATE * (value - before[name]) if name in before else value
        for name, value in now.items()
    }


def _figure(ms: float) -> str:
    """Three figures are more than anybody reads."""
    return number_text(ms, ".1f") if ms < 9.95 else f"{ms:.0f}"


class _Bar(QWidget):
    """The stages of a frame one after another, in the width of the time that a frame has."""

    accessible_role = QAccessible.Role.Chart

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stages: list[tuple[str, float]] = []
        self.budget = 1000 / 30
        self.setFixedHeight(3 * GRID)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(50 * GRID, 3 * GRID)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self.palette()
        painter.fillRect(self.rect(), palette.base())
        whole = max(self.budget, sum(ms for _, ms in self.stages))
        left = 0.0
        inks = (palette.placeholderText(), palette.mid())
        for index, (_, ms) in enumerate(self.stages):
            wide = ms / whole * self.width()
            painter.fillRect(QRectF(left, 0, wide, self.height()), inks[index % 2])
            left += wide
        if whole > self.budget:
            # The frame takes longer than there is time for it.
            x = self.budget / whole * self.width()
            painter.fillRect(QRectF(x, 0, 1.5, self.height()), palette.brightText())


class Readout(QWidget):
    """Figures beside the plot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timings: dict[str, float] = {}
        self._rate: tuple[float, int] | None = None
        self._names = {
            "convert": self.tr("convert"),
            "segment": self.tr("network"),
            "steady": self.tr("steadiness"),
            "matte": self.tr("edges"),
            "intensity": self.tr("intensity"),
            "lut": self.tr("LUT"),
            "apply": self.tr("colour"),
            "others": self.tr("other looks"),
        }
        self.rate = ElidedLabel(1)
        self.device = ElidedLabel(1)
        self.stages = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignTop)
        self.bar = _Bar()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        self.bar.setAccessibleName(self.tr("Time of a frame, stage by stage"))
        for row, widget in enumerate((self.rate, self.device, self.bar, self.stages)):
            grid.addWidget(widget, row, 0)
        for label in (self.rate, self.device, self.stages):
            label.setFont(tabular(label.font()))
        for label in (self.device, self.stages):
            set_faint(label)
        self.stages.setFont(small(self.stages.font()))
        # Two lines, always: the page must not move as figures change.
        self.stages.setFixedHeight(2 * self.stages.fontMetrics().lineSpacing())
        self.stages.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(62 * GRID)
        self.setMaximumWidth(84 * GRID)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No frames: no figures."""
        self._timings, self._rate = {}, None
        self.bar.stages = []
        self.bar.update()
        self.rate.setText(self.tr("– fps"))
        self.stages.setText("")

    def show_rate(self, fps: float, dropped: int) -> None:
        """Take frames per second, and how many came that nobody worked on; `tell` shows them."""
        self._rate = (fps, dropped)

    def show_device(self, text: str) -> None:
        """Show what really runs."""
        self.device.setText(text)

    def take(self, timings: Mapping[str, float]) -> None:
        """Take a frame's times; `tell` shows them."""
        self._timings = _smoothed(self._timings, timings)

    def tell(self) -> None:
        """Show the figures, now and then: nobody reads thirty a second."""
        if self._rate is not None:
            fps, dropped = self._rate
            self.rate.setText(
                self.tr("{0} fps · {1} dropped · {2} ms").format(
                    number_text(fps, ".1f"), dropped, f"{self._timings.get('total', 0.0):.0f}"
                )
            )
        known = [(name, self._timings[name]) for name in _STAGES if name in self._timings]
        self.bar.stages = known
        self.bar.update()
        # A name and its figure stay on one line.
        lines = [f"{self._names[name]} {_figure(ms)}".replace(" ", "\u00a0") for name, ms in known]
        # The small ones stand in the tooltip.
        least = max(_LEAST_MS, _LEAST_SHARE * sum(ms for _, ms in known))
        self.stages.setText(
            "\u00a0· ".join(line for line, (_, ms) in zip(lines, known, strict=True) if ms >= least)
        )
        self.bar.setToolTip(self.tr("Milliseconds: {0}").format(", ".join(lines)))
