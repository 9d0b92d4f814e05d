"""Recolour a picture whose hair mask is known, exactly as the SDK does."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from hairsdk.intensity import hair_intensity
from hairsdk.lut import Lut3D, blend_luts
from hairsdk.position import position
from hairsdk.preset import Preset
from hairstudio.core.effects.lut_file import look_up

__all__ = ["recolour"]


def recolour(
    image: npt.NDArray[np.uint8],
    mask: npt.NDArray[np.float32],
    preset: Preset,
    side: Literal["pair", "light", "dark"] = "pair",
) -> npt.NDArray[np.uint8]:
    """Return the picture with its hair recoloured.

    Parameters
    ----------
    image : ndarray, shape (H, W, 3), uint8
    mask : ndarray, shape (H, W), float32
        In [0, 1].
    preset : Preset
    side : {"pair", "light", "dark"}
        The interpolated pair, as the SDK uses it, or one LUT alone.
    """
    lut = _lut(image, mask, preset, side)
    rgb = image.astype(np.float32) / np.float32(255)
    changed = look_up(lut, rgb)
    mixed = rgb + mask[..., None] * (changed - rgb)
    return np.asarray(np.rint(mixed * 255), np.uint8)


def _lut(
    image: npt.NDArray[np.uint8],
    mask: npt.NDArray[np.float32],
    preset: Preset,
    side: Literal["pair", "light", "dark"],
) -> Lut3D:
    if side == "light":
        return preset.light
    if side == "dark":
        return preset.dark
    return blend_luts(preset.dark, preset.light, position(hair_intensity(image, mask), preset))
