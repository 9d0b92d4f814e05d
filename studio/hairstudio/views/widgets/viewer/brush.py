"""Painting on a mask while the mouse moves."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

__all__ = ["StrokePainter"]

Box = tuple[int, int, int, int]
"""Left, top, right, bottom; the last two excluded."""


class StrokePainter:
    """Paints one stroke into a mask, segment by segment.

    Coverage falls smoothly from 1 at ``hardness · radius`` to 0 at ``radius``. Segments are
    joined by maximum, so that a slow stroke is no stronger than a quick one.

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
        self.radius, self.hardness, self.erase = max(radius, 0.5), hardness, erase
        self._last: tuple[float, float] | None = None

    def add(self, x: float, y: float) -> Box | None:
        """Go on to a point of the picture, and return the part of the mask that changed."""
        segment = np.array([self._last or (x, y), (x, y)], np.float32)
        self._last = (x, y)
        height, width = self.mask.shape
        margin = int(np.ceil(self.radius)) + 1
        left, top = np.maximum(np.floor(segment.min(axis=0)).astype(int) - margin, 0).tolist()
        right, bottom = np.minimum(
            np.ceil(segment.max(axis=0)).astype(int) + margin + 1, (width, height)
        ).tolist()
        if left >= right or top >= bottom:
            return None
        line = np.full((bottom - top, right - left), 255, np.uint8)
        # Four fractional bits keep thin strokes where the pointer was.
        local = np.rint((segment - (left, top)) * 16.0).astype(np.int32)
        cv2.polylines(line, [local.reshape(-1, 1, 2)], False, 0, 1, cv2.LINE_8, 4)
        distance = cv2.distanceTransform(line, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
        core = self.radius * min(max(self.hardness, 0.0), 1.0)
        soft = np.clip((self.radius - distance) / max(self.radius - core, 1.0), 0.0, 1.0)
        cover = soft * soft * (3.0 - 2.0 * soft)
        part = self.mask[top:bottom, left:right]
        if self.erase:
            np.minimum(part, 1.0 - cover, out=part)
        else:
            np.maximum(part, cover, out=part)
        return left, top, right, bottom
