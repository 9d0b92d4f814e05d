"""Samples of any depth as 8 bits."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["as_bytes"]


def as_bytes(samples: NDArray[Any]) -> NDArray[np.uint8]:
    """Round samples to the nearest of 8 bits.

    Parameters
    ----------
    samples : ndarray of uint8, uint16 or float
        Integers over their whole range, floats in [0, 1]; NaN counts as 0.

    Examples
    --------
    >>> as_bytes(np.array([0, 128, 129, 65535], np.uint16)).tolist()
    [0, 0, 1, 255]
    """
    if samples.dtype == np.uint8:
        return samples
    if samples.dtype == np.uint16:
        return ((samples.astype(np.uint32) + 128) // 257).astype(np.uint8)
    # np.clip would let NaN through, of which each processor makes another byte; fmax makes it 0.
    rounded: NDArray[Any] = np.rint(np.fmin(np.fmax(samples, 0.0), 1.0) * 255.0)
    return rounded.astype(np.uint8)
