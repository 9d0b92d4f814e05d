"""LUT look-up and blending, only where there is hair."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk.checks import checked_frame, checked_mask, checked_strength
from hairsdk.lookup import LutLookup
from hairsdk.lut import Lut3D

__all__ = ["IMAGE_TYPES", "recolor_pixels"]

IMAGE_TYPES = (np.uint8, np.uint16, np.float32)

_STRIP_PIXELS = 1 << 16
"""Pixels in a strip, one thread's portion: source, look-up and weights stay in the L2 cache."""

_LEAST_WEIGHT = 1.0 / 1024.0
"""Weights below cannot change a byte: 255 / 1024 is less than a half."""


def recolor_pixels(
    image: NDArray[Any],
    mask: NDArray[np.float32],
    lut: Lut3D | LutLookup,
    strength: float = 1.0,
    pool: Executor | None = None,
) -> NDArray[Any]:
    """Give hair the colours of a LUT: ``image + strength·mask·(LUT(image) − image)``.

    Parameters
    ----------
    image : ndarray of uint8, uint16 or float32, shape (H, W, 3)
        sRGB-encoded RGB; floats in [0, 1].
    mask : ndarray of float32, shape (H, W)
        In [0, 1].
    lut : Lut3D or LutLookup
        A `LutLookup` is a LUT prepared once, for many frames.
    strength : float
        From 0, which changes nothing, to 1.
    pool : concurrent.futures.Executor, optional
        Threads to share the work with.

    Returns
    -------
    ndarray, shape (H, W, 3)
        A new image of the same dtype. Pixels without hair keep every bit.

    Raises
    ------
    FrameError, ParameterError

    Examples
    --------
    >>> image = np.full((4, 4, 3), 200, np.uint8)
    >>> mask = np.ones((4, 4), np.float32)
    >>> bool((recolor_pixels(image, mask, Lut3D.identity(33)) == image).all())
    True
    """
    image = checked_frame(image, IMAGE_TYPES)
    mask = checked_mask(mask, *image.shape[:2])
    strength = checked_strength(strength)
    result = image.copy()
    if strength == 0.0:
        return result
    lookup = lut if isinstance(lut, LutLookup) else LutLookup(lut)
    blend = _blend_bytes if image.dtype == np.uint8 else _blend_values

    def work(region: tuple[slice, slice]) -> None:
        source = np.ascontiguousarray(image[region])
        weight = mask[region] * np.float32(strength)
        result[region] = blend(source, lookup(source), weight)

    # Regions do not overlap, so threads never write the same pixel.
    list((pool.map if pool else map)(work, _regions(mask, _LEAST_WEIGHT / strength)))
    return result


def _regions(mask: NDArray[np.float32], least: float) -> Iterator[tuple[slice, slice]]:
    """Strips of rows, each cut to the columns where the mask exceeds `least`."""
    height, width = mask.shape
    step = max(1, min(height, _STRIP_PIXELS // width))
    for top in range(0, height, step):
        strip = mask[top : top + step]
        columns = np.flatnonzero(cv2.reduce(strip, 0, cv2.REDUCE_MAX)[0] > least)
        if not columns.size:
            continue
        piece = strip[:, columns[0] : columns[-1] + 1]
        rows = np.flatnonzero(cv2.reduce(piece, 1, cv2.REDUCE_MAX)[:, 0] > least)
        yield (
            slice(top + int(rows[0]), top + int(rows[-1]) + 1),
            slice(int(columns[0]), int(columns[-1]) + 1),
        )


def _blend_bytes(
    source: NDArray[np.uint8], looked_up: NDArray[np.uint8], weight: NDArray[np.float32]
) -> NDArray[np.uint8]:
    # blendLinear divides by the sum of the weights plus 1e-5, which lowers a byte by 0.003 at
    # most: after rounding, equal inputs come out as they were.
    return cv2.blendLinear(looked_up, source, weight, 1.0 - weight)  # type: ignore[return-value]


def _blend_values(
    source: NDArray[Any], looked_up: NDArray[Any], weight: NDArray[np.float32]
) -> NDArray[Any]:
    start = source.astype(np.float32)
    blended = start + (looked_up.astype(np.float32) - start) * weight[..., None]
    if source.dtype.kind == "f":
        # Exact where the weight is nought, even for values that the LUT would have clipped.
        return np.where(weight[..., None] > 0.0, blended, source)
    return np.rint(blended).astype(source.dtype)
