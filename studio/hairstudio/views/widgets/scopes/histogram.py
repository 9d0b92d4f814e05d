"""Luma and RGB histogram of the hair, before and after."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from hairsdk.intensity import REC709
from hairstudio.services.numbers import number_text
from hairstudio.views.widgets.scopes.pixels import PixelScope
from hairstudio.views.widgets.theme import GRID, small

__all__ = ["Histogram", "histograms"]

Counts = npt.NDArray[np.float32]

_BINS = 128
_INKS = ((206, 84, 78), (84, 150, 80), (88, 124, 214))


def histograms(pixels: npt.NDArray[np.uint8]) -> Counts:
    """Return the shares of red, green, blue and luma, shape (4, 128), each row summing to 1."""
    # Not a matrix product: for three columns, waking BLAS's threads costs more than the sum.
    channels = zip(pixels.T, REC709, strict=True)
    luma = sum(channel * np.float32(weight) for channel, weight in channels)
    rows = [np.bincount(pixels[:, c] >> 1, minlength=_BINS) for c in range(3)]
    rows.append(np.bincount(np.rint(luma).astype(np.intp) >> 1, minlength=_BINS))
    counts: Counts = np.stack(rows).astype(np.float32) / np.float32(max(len(pixels), 1))
    return counts


class Histogram(PixelScope):
    """After: red, green, blue and luma; before: luma as a dotted line."""

    def __init__(self) -> None:
        super().__init__()
        self._old: Counts | None = None
        self._new: Counts | None = None
        self.setAccessibleName(self.tr("Histogram of the hair"))

    def compute(self) -> None:
        """Count."""
        self._old = self._counts(self._before)
        self._new = self._counts(self._after)

    def _counts(self, pixels: npt.NDArray[np.uint8] | None) -> Counts | None:
        return None if pixels is None or not len(pixels) else histograms(pixels)

    def paint(self, painter: QPainter) -> None:
        """Draw the curves over quarters of the range."""
        shown = self._new if self._new is not None else self._old
        if shown is None:
            self.paint_nothing(painter)
            return
        palette = self.palette()
        area = QRectF(self.rect()).adjusted(2 * GRID, 2 * GRID, -2 * GRID, -5 * GRID)
        painter.setFont(small(self.font()))
        for quarter in range(5):
            x = area.left() + area.width() * quarter / 4
            painter.setPen(QPen(palette.midlight().color(), 1))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            painter.setPen(palette.placeholderText().color())
            place = QRectF(x - 20, area.bottom() + 2, 40, 4 * GRID)
            place.moveLeft(min(max(place.left(), area.left()), area.right() - 40))
            ends = {0: Qt.AlignmentFlag.AlignLeft, 4: Qt.AlignmentFlag.AlignRight}
            align = ends.get(quarter, Qt.AlignmentFlag.AlignHCenter)
            painter.drawText(place, align, number_text(quarter / 4, "g"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        both = [counts for counts in (self._old, self._new) if counts is not None]
        # Spikes at the ends (clipping) would flatten everything else.
        top = max(float(np.quantile(counts, 0.995)) for counts in both) * 1.1 or 1.0
        for counts, ink in zip(shown, _INKS, strict=False):
            colour = QColor(*ink)
            line = self._line(counts, top, area)
            fill = QColor(colour)
            fill.setAlpha(70)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawPolygon(QPolygonF([*line, area.bottomRight(), area.bottomLeft()]))
            painter.setPen(QPen(colour, 1))
            painter.drawPolyline(line)
        painter.setPen(QPen(palette.windowText().color(), 1.4))
        painter.drawPolyline(self._line(shown[3], top, area))
        if self._old is not None and self._new is not None:
            painter.setPen(QPen(palette.placeholderText().color(), 1.4, Qt.PenStyle.DotLine))
            painter.drawPolyline(self._line(self._old[3], top, area))

    def _line(self, counts: Counts, top: float, area: QRectF) -> list[QPointF]:
        x = np.linspace(area.left(), area.right(), len(counts))
        y = area.bottom() - np.minimum(counts / top, 1.0) * area.height()
        return [QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)]
