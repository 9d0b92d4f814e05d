"""LUT look-up and blending, only where there is hair."""

from __future__ import annotations

from concurrent.futures import Executor
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk.checks import FloatMask, checked_frame, checked_mask, checked_strength
from hairsdk.errors import FrameError
from hairsdk.lookup import LutLookup
from hairsdk.lut import Lut3D
from hairsdk.memory import memory_errors
from hairsdk.tiles import runs, tile_means

__all__ = ["IMAGE_TYPES", "checked_weights", "recolor_in_place", "recolor_pixels"]

IMAGE_TYPES = (np.uint8, np.uint16, np.float32)

_TILE_ROWS, _TILE_COLUMNS = 40, 32
"""Tiles that hair is looked for in, in pixels; they divide 720p, 1080p and 4K without rest."""

_GAP = 2
"""Tiles without hair between two runs that are cheaper to work on than to leave out."""

_SLIP = 1e-3
"""How far the mean of a tile may lie outside [0, 1]: a filter's rounding cannot be seen."""


def checked_weights(mask: Any, height: int, width: int) -> NDArray[np.float32]:
    """Like `checked_mask`, and check that the mask lies in [0, 1].

    Raises
    ------
    FrameError
    """
    weights = checked_mask(mask, height, width)
    _checked_means(weights)
    return weights


@memory_errors()
def recolor_pixels(
    image: NDArray[Any],
    mask: FloatMask,
    lut: Lut3D | LutLookup,
    strength: float = 1.0,
    pool: Executor | None = None,
) -> NDArray[Any]:
    """Give hair the colours of a LUT: ``image + strength·mask·(LUT(image) − image)``.

    Parameters
    ----------
    image : ndarray of uint8, uint16 or float32, shape (H, W, 3)
        sRGB-encoded RGB; floats in [0, 1].
    mask : ndarray of float, shape (H, W)
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
    FrameError
        The image or the mask has the wrong shape or type, or the mask lies beyond [0, 1] or holds
        NaN.
    ParameterError
        `strength` is outside its range.
    LutError
        `lut` is neither.

    Examples
    --------
    >>> image = np.full((4, 4, 3), 200, np.uint8)
    >>> mask = np.ones((4, 4), np.float32)
    >>> bool((recolor_pixels(image, mask, Lut3D.identity(33)) == image).all())
    True
    """
    pixels = checked_frame(image, IMAGE_TYPES)
    weights = checked_mask(mask, *pixels.shape[:2])
    strength = checked_strength(strength)
    result = pixels.copy()
    lookup = lut if isinstance(lut, LutLookup) else LutLookup(lut)
    recolor_in_place(result, weights, lookup, strength, pool)
    # In the byte order that it came in.
    return result.astype(image.dtype, copy=False)


def recolor_in_place(
    pixels: NDArray[Any],
    weights: NDArray[np.float32],
    lookup: LutLookup,
    strength: float,
    pool: Executor | None = None,
) -> None:
    """Like `recolor_pixels`, of what was checked, and without a copy.

    Parameters
    ----------
    pixels : ndarray of uint8, uint16 or float32, shape (H, W, 3)
    weights : ndarray of float32, shape (H, W)
    lookup : LutLookup
    strength : float
    pool : concurrent.futures.Executor, optional
    """
    blend = _blend_bytes if pixels.dtype == np.uint8 else _blend_values

    def work(region: tuple[slice, slice]) -> None:
        source = np.ascontiguousarray(pixels[region])
        weight = weights[region]
        if strength != 1.0:
            weight = weight * np.float32(strength)
        pixels[region] = blend(source, lookup(source), weight)

    if strength > 0.0:
        # Regions do not overlap, so threads never write the same pixel.
        list((pool.map if pool else map)(work, _regions(weights)))


def _checked_means(mask: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mean of the mask in each tile; `FrameError` if it leaves [0, 1]."""
    means = tile_means(mask, _TILE_ROWS, _TILE_COLUMNS)
    if not (means.min() >= -_SLIP and means.max() <= 1.0 + _SLIP):
        raise FrameError(
            f"expected a mask in [0, 1], found one from {mask.min():g} to {mask.max():g}; divide "
            "one of 8 bits by 255, and cut what goes beyond by numpy.clip(mask, 0, 1)"
        )
    return means


def _regions(mask: NDArray[np.float32]) -> list[tuple[slice, slice]]:
    """Runs of tiles with hair in them, row of tiles by row of tiles.

    A run's source, look-up and weights stay in the L2 cache.
    """
    height, width = mask.shape
    joined: list[tuple[int, int, int]] = []
    # Their mean is above 0 if one pixel is.
    for row, start, stop in runs(_checked_means(mask) > 0.0):
        if joined and joined[-1][0] == row and start - joined[-1][2] <= _GAP:
            _, start, _ = joined.pop()
        joined.append((row, start, stop))
    return [
        (
            slice(row * _TILE_ROWS, min((row + 1) * _TILE_ROWS, height)),
            slice(start * _TILE_COLUMNS, min(stop * _TILE_COLUMNS, width)),
        )
        for row, start, stop in joined
    ]


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
