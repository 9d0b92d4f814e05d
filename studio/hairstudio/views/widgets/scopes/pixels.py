"""The base of the scopes that show the hair's pixels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hairstudio.views.widgets.theme import GRID

__all__ = ["PixelScope"]

Pixels = npt.NDArray[np.uint8]


class PixelScope(QWidget):
    """A scope of pixels before and after; it computes when it is painted."""

    accessible_role = QAccessible.Role.Chart

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: Pixels | None = None
        self._after: Pixels | None = None
        self._stale = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(40 * GRID, 30 * GRID)

    def set_pixels(self, before: Pixels | None, after: Pixels | None) -> None:
        """Show pixels of the hair, shape (N, 3), uint8."""
        self._before, self._after = before, after
        self._stale = True
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(72 * GRID, 48 * GRID)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._stale:
            self._stale = False
            self.compute()
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().base())
        self.paint(painter)

    def compute(self) -> None:
        """Work out what :meth:`paint` draws."""
        raise NotImplementedError

    def paint(self, painter: QPainter) -> None:
        """Draw it."""
        raise NotImplementedError

    def paint_nothing(self, painter: QPainter) -> None:
        """Say why there is nothing."""
        painter.setPen(self.palette().placeholderText().color())
        text = self.tr("Shows the hair of the chosen reference")
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)
