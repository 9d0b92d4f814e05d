"""The hair's pixels, and the base of the scopes that show them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hairstudio.views.widgets.theme import GRID

__all__ = ["PixelScope", "hair_pixels"]

Pixels = npt.NDArray[np.uint8]

MOST = 20_000
"""More pixels than this do not change what a scope shows, only how long it takes."""


def hair_pixels(image: Pixels, mask: npt.NDArray[np.float32] | None, most: int = MOST) -> Pixels:
    """Return the pixels of the hair, evenly thinned out.

    Parameters
    ----------
    image : ndarray, shape (H, W, 3), uint8
    mask : ndarray, shape (H, W), float32, or None
        Pixels above 0.5 count; without a mask, all do.
    most : int
        No more than about this many.

    Returns
    -------
    ndarray, shape (N, 3), uint8
        The same places for every image with that mask, so that before and after match.
    """
    if mask is None:
        index = np.arange(image.shape[0] * image.shape[1])
    else:
        index = np.flatnonzero(mask > 0.5)
    # A stride that is no multiple of the width, or columns would be left out.
    index = index[:: max(-(-len(index) // most), 1)]
    pixels: Pixels = image.reshape(-1, 3)[index]
    return pixels


class PixelScope(QWidget):
    """A scope of pixels before and after; it computes when it is painted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: Pixels | None = None
        self._after: Pixels | None = None
        self._stale = True
        self.computed = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(40 * GRID, 30 * GRID)

    def set_pixels(self, before: Pixels | None, after: Pixels | None) -> None:
        """Show pixels of the hair, shape (N, 3), uint8; see :func:`hair_pixels`."""
        self._before, self._after = before, after
        self._stale = True
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(72 * GRID, 48 * GRID)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        if self._stale:
            self._stale = False
            self.computed += 1
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
