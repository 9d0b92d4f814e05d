"""OkLab and OkLCh (Ottosson 2020, https://bottosson.github.io/posts/oklab/).

Matrices are those of the post's sRGB path. Shapes are (..., 3); dtype is kept.
"""

from __future__ import annotations

import numpy as np

from hairstudio.core.colour.srgb import Array, decode, encode, power

__all__ = ["from_oklab", "from_oklch", "to_oklab", "to_oklch"]

_RGB_TO_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_LMS_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
# Inverted here and not copied from the post: its printed inverses are rounded, and the way
# there and back would then move 8-bit values.
_LAB_TO_LMS = np.linalg.inv(np.array(_LMS_TO_LAB))
_LMS_TO_RGB = np.linalg.inv(np.array(_RGB_TO_LMS))


def to_oklab(rgb: Array) -> Array:
    """Return (L, a, b) of sRGB-encoded colours; L is 0 for black and 1 for white."""
    lms = decode(rgb) @ np.array(_RGB_TO_LMS, rgb.dtype).T
    return _cube_root(lms) @ np.array(_LMS_TO_LAB, rgb.dtype).T


def from_oklab(lab: Array) -> Array:
    """Return sRGB-encoded colours of (L, a, b); out of gamut is not clipped."""
    lms = lab @ _LAB_TO_LMS.astype(lab.dtype).T
    return encode(lms * lms * lms @ _LMS_TO_RGB.astype(lab.dtype).T)


def to_oklch(rgb: Array) -> tuple[Array, Array, Array]:
    """Return lightness, chroma and hue in radians, each of shape (...)."""
    lab = to_oklab(rgb)
    return lab[..., 0], np.hypot(lab[..., 1], lab[..., 2]), np.arctan2(lab[..., 2], lab[..., 1])


def from_oklch(lightness: Array, chroma: Array, hue: Array) -> Array:
    """Return sRGB-encoded colours of lightness, chroma and hue in radians."""
    return from_oklab(np.stack([lightness, chroma * np.cos(hue), chroma * np.sin(hue)], axis=-1))


def _cube_root(values: Array) -> Array:
    magnitude = np.maximum(np.abs(values), 1e-12)
    return np.copysign(power(magnitude, 1 / 3), values)
