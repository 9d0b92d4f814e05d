"""Painting on a mask while the mouse or a pen moves."""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

__all__ = ["StrokePainter"]

Box = tuple[int, int, int, int]
"""Left, top, right, bottom; the last two excluded."""


Point = tuple[float, float, float]
"""Of a stroke: x, y, and the radius there."""


class StrokePainter:
    """Paints one stroke into a mask, segment by segment.

    Coverage falls smoothly from 1 at ``hardness · radius`` to 0 at ``radius``, over a pixel at
    least. Segments are joined by maximum, so that a slow stroke is no stronger than a quick one.

    Parameters
    ----------
    mask : ndarray, shape (H, W), float32
        Written to.
    radius : float
        In the picture's pixels.
    hardness : float
        In [0, 1]: the share of the radius that is painted fully.
    erase : bool
    """

    def __init__(
        self, mask: npt.NDArray[np.float32], radius: float, hardness: float, erase: bool
    ) -> None:
        self.mask = mask
        self.radius, self.hardness, self.erase = radius, min(max(hardness, 0.0), 1.0), erase
        self._last: Point | None = None

    def add(self, x: float, y: float, pressure: float = 1.0) -> Box | None:
        """Go on to a point of the picture, and return the part of the mask that changed.

        Parameters
        ----------
        x, y : float
            In the picture's pixels; (0, 0) is its corner.
        pressure : float
            In [0, 1]: the share of the radius that is painted there. In between it goes over.
        """
        end = (x, y, max(self.radius * pressure, 0.5))
        begin = self._last or end
        self._last = end
        reach = max(begin[2], end[2]) + 1.0
        height, width = self.mask.shape
        left = max(math.floor(min(begin[0], x) - reach), 0)
        top = max(math.floor(min(begin[1], y) - reach), 0)
        right = min(math.ceil(max(begin[0], x) + reach), width)
        bottom = min(math.ceil(max(begin[1], y) + reach), height)
        if left >= right or top >= bottom:
            return None
        cover = self._cover(begin, end, (left, top, right, bottom))
        part = self.mask[top:bottom, left:right]
        if self.erase:
            np.minimum(part, 1.0 - cover, out=part)
        else:
            np.maximum(part, cover, out=part)
        return left, top, right, bottom

    def _cover(self, begin: Point, end: Point, box: Box) -> npt.NDArray[np.float32]:
        left, top, right, bottom = box
        # From the segment's beginning to the middle of each pixel.
        x = np.arange(left, right, dtype=np.float32) + np.float32(0.5 - begin[0])
        y = np.arange(top, bottom, dtype=np.float32)[:, None] + np.float32(0.5 - begin[1])
        along_x, along_y, growth = (np.float32(b - a) for a, b in zip(begin, end, strict=True))
        length = max(along_x * along_x + along_y * along_y, np.float32(1e-6))
        share = np.clip(x * (along_x / length) + y * (along_y / length), 0.0, 1.0)
        distance = cv2.magnitude(x - share * along_x, y - share * along_y)
        radius = np.float32(begin[2]) + share * growth
        # A rim of less than a pixel would let thin strokes flicker from pixel to pixel.
        core = np.minimum(radius * np.float32(self.hardness), radius - 0.5)
        rim = np.maximum(radius - core, 1.0)
        soft = np.clip((core + rim - distance) / rim, 0.0, 1.0)
        cover: npt.NDArray[np.float32] = soft * soft * (3.0 - 2.0 * soft)
        return cover
