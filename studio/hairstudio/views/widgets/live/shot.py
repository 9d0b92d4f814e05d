"""What a video view shows: one frame of a stream, and what was found out about it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hairsdk.apply import recolor_pixels
from hairsdk.lut import Lut3D, blend_luts

__all__ = ["Shot"]


@dataclass(frozen=True, eq=False)
class Shot:
    """A frame before and after; do not write to the arrays afterwards.

    Attributes
    ----------
    frame : ndarray, shape (H, W, 3), uint8
        RGB.
    image : ndarray of the same shape, or None
        The frame recoloured; None where the graphics card shall do that.
    mask : ndarray, shape (H, W), float32, or None
        Hair, in [0, 1].
    dark, light : Lut3D or None
        What the graphics card needs instead of `image`: the two LUTs of the look,
    position : float
        where the frame stands between them, NaN before hair was seen,
    strength : float
        and how much of the look is mixed in.
    """

    frame: NDArray[np.uint8]
    image: NDArray[np.uint8] | None = None
    mask: NDArray[np.float32] | None = None
    dark: Lut3D | None = None
    light: Lut3D | None = None
    position: float = math.nan
    strength: float = 1.0

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.frame.shape[1], self.frame.shape[0]

    def recoloured(self, top: int, left: int, bottom: int, right: int) -> NDArray[np.uint8]:
        """A part of the result, worked out here if it did not come along."""
        box = (slice(top, bottom), slice(left, right))
        if self.image is not None:
            return self.image[box]
        part = np.ascontiguousarray(self.frame[box])
        if self.mask is None or self.dark is None or self.light is None:
            return part
        if math.isnan(self.position):
            return part
        lut = blend_luts(self.dark, self.light, self.position)
        mask = np.ascontiguousarray(self.mask[box])
        result: NDArray[np.uint8] = recolor_pixels(part, mask, lut, self.strength)
        return result
