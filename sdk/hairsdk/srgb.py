"""The transfer function of sRGB, IEC 61966-2-1."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["decode", "encode"]


def decode(values: NDArray[Any]) -> NDArray[Any]:
    """From encoded to linear, both in [0, 1]; what lies beyond is clipped."""
    v = np.clip(values.astype(np.float64), 0.0, 1.0)
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)


def encode(values: NDArray[Any]) -> NDArray[Any]:
    """From linear to encoded, both in [0, 1]; what lies beyond is clipped."""
    v = np.clip(values.astype(np.float64), 0.0, 1.0)
    return np.where(v <= 0.0031308, v * 12.92, 1.055 * v ** (1 / 2.4) - 0.055)
