"""Recolour a picture whose hair mask is known, with the SDK's own functions."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from hairsdk.apply import recolor_pixels
from hairsdk.intensity import hair_intensity
from hairsdk.lut import Lut3D, blend_luts
from hairsdk.position import position
from hairsdk.preset import Preset

__all__ = ["Side", "lut_for", "recolour"]

Side = Literal["pair", "light", "dark"]


def lut_for(
    image: npt.NDArray[np.uint8],
    mask: npt.NDArray[np.float32],
    preset: Preset,
    side: Side = "pair",
) -> Lut3D:
    """Return the LUT that a picture gets.

    Parameters
    ----------
    image : ndarray, shape (H, W, 3), uint8
    mask : ndarray, shape (H, W), float32
        In [0, 1].
    preset : Preset
    side : {"pair", "light", "dark"}
        Interpolated by the picture's hair intensity, as the SDK does, or one LUT alone.
    """
    if side == "light":
        return preset.light
    if side == "dark":
        return preset.dark
    return blend_luts(preset.dark, preset.light, position(hair_intensity(image, mask), preset))


def recolour(
    image: npt.NDArray[np.uint8],
    mask: npt.NDArray[np.float32],
    preset: Preset,
    side: Side = "pair",
) -> npt.NDArray[np.uint8]:
    """Return the picture with its hair recoloured; parameters as in :func:`lut_for`."""
    result = recolor_pixels(image, mask, lut_for(image, mask, preset, side))
    return np.asarray(result, np.uint8)
