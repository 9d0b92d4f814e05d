"""The sRGB transfer function, and luma and luminance of its primaries.

All functions keep the dtype (float32 or float64) and the shape. Values outside [0, 1] are
carried through: negative ones by odd symmetry, as IEC 61966-2-1 Amendment 1 does for bg-sRGB.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from hairsdk.intensity import REC709

__all__ = [
    "RGB_TO_XYZ",
    "decode",
    "encode",
    "luma",
    "luminance",
    "max_channel",
    "min_channel",
    "power",
]

Array: TypeAlias = npt.NDArray[np.floating[Any]]

RGB_TO_XYZ = np.array(
    (
        (0.4124, 0.3576, 0.1805),
        (0.2126, 0.7152, 0.0722),
        (0.0193, 0.1192, 0.9505),
    )
)
"""Linear sRGB to CIE XYZ, white of Y 1: IEC 61966-2-1."""


def decode(encoded: Array) -> Array:
    """Return linear light of sRGB-encoded values (IEC 61966-2-1)."""
    magnitude = np.abs(encoded)
    # np.where on both branches: a branch per element is slower in numpy than computing both.
    curved = power((magnitude + 0.055) / 1.055, 2.4)
    linear = np.where(magnitude <= 0.04045, magnitude / 12.92, curved)
    return _with_sign(linear, encoded)


def encode(linear: Array) -> Array:
    """Return sRGB-encoded values of linear light (IEC 61966-2-1)."""
    magnitude = np.abs(linear)
    curved = 1.055 * power(np.maximum(magnitude, 0.0031308), 1 / 2.4) - 0.055
    encoded = np.where(magnitude <= 0.0031308, magnitude * 12.92, curved)
    return _with_sign(encoded, linear)


def luma(rgb: Array) -> Array:
    """Return Rec. 709 luma of encoded colours, shape (..., 1): the SDK's hair intensity metric."""
    red, green, blue = REC709
    weighted: Array = red * rgb[..., 0] + green * rgb[..., 1] + blue * rgb[..., 2]
    return weighted[..., None]


def luminance(linear: Array) -> Array:
    """Return relative luminance of linear colours, shape (..., 1): the weights are luma's."""
    return luma(linear)


def power(base: Array, exponent: float) -> Array:
    """Return ``base ** exponent`` for positive ``base``.

    For float32 it is exp(exponent · log(base)), twice as fast as numpy's power and within
    1e-6 of it over the range of colours.
    """
    if base.dtype == np.float32:
        result: Array = np.log(base)
        result *= np.float32(exponent)
        np.exp(result, out=result)
        return result
    powers: Array = np.power(base, exponent)
    return powers


def max_channel(rgb: Array) -> Array:
    """Return the largest of three channels, shape (..., 1), five times as fast as ``max``."""
    largest: Array = np.maximum(np.maximum(rgb[..., 0], rgb[..., 1]), rgb[..., 2])[..., None]
    return largest


def min_channel(rgb: Array) -> Array:
    """Return the smallest of three channels, shape (..., 1)."""
    smallest: Array = np.minimum(np.minimum(rgb[..., 0], rgb[..., 1]), rgb[..., 2])[..., None]
    return smallest


def _with_sign(magnitude: Array, like: Array) -> Array:
    if like.size and like.min() >= 0:
        return magnitude
    return np.copysign(magnitude, like)
