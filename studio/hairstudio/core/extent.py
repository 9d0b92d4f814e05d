"""Which part of a picture a screen shows, and at what size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

__all__ = ["Extent", "shrunk_to"]


@dataclass(frozen=True)
class Extent:
    """A part of a picture, shrunk to the pixels that the screen has for it.

    Attributes
    ----------
    left, top, right, bottom : int
        In the picture's pixels; the last two excluded.
    columns, rows : int
        Size that the part is shown at; no larger than the part.
    """

    left: int
    top: int
    right: int
    bottom: int
    columns: int
    rows: int

    def cut(self, picture: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """The part of a picture or mask, shape (rows, columns) or (rows, columns, channels).

        Each pixel is the mean of those that it covers, nearly. OpenCV's area interpolation takes
        16 ms for a megapixel and a crooked factor, 1 ms for a whole one: a bilinear step of less
        than two comes first.
        """
        return self.shrunk(picture[self.top : self.bottom, self.left : self.right])

    def shrunk(self, part: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """The part, cut out already, at the size it is shown at."""
        if (self.columns, self.rows) == (self.right - self.left, self.bottom - self.top):
            return np.ascontiguousarray(part)
        factor = max((self.right - self.left) // self.columns, 1)
        size = self.columns * factor, self.rows * factor
        nearly = cv2.resize(part, size, interpolation=cv2.INTER_LINEAR)
        if factor == 1:
            return nearly
        return cv2.resize(nearly, (self.columns, self.rows), interpolation=cv2.INTER_AREA)

    @property
    def pixels(self) -> int:
        """How many pixels of the picture the part has."""
        return (self.right - self.left) * (self.bottom - self.top)

    def within(self, x: float, y: float) -> tuple[int, int]:
        """Column and row of the cut that a place of the picture falls into."""
        column = int((x - self.left) * self.columns / (self.right - self.left))
        row = int((y - self.top) * self.rows / (self.bottom - self.top))
        return column, row


def shrunk_to(picture: npt.NDArray[np.uint8], longest: int) -> npt.NDArray[np.uint8]:
    """The picture, its longer side of no more than that many pixels."""
    scale = longest / max(picture.shape[:2])
    if scale >= 1.0:
        return np.ascontiguousarray(picture)
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
