"""Heads that wear a look: where the hair of each is, how light it is, and its new colours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.apply import recolor_in_place
from hairsdk.clock import Clock
from hairsdk.closer import Window
from hairsdk.heads import apart
from hairsdk.intensity import hair_intensity
from hairsdk.look import Look
from hairsdk.matte import MatteSettings, cut_toe
from hairsdk.memory import memory_errors
from hairsdk.rgb_space import RgbSpace
from hairsdk.segmenter import Coarse, spread

__all__ = ["LEAST_HAIR", "Head", "found_heads", "heads_of", "measured", "wear"]

LEAST_HAIR = 1e-4
"""Part of what the network sees below which the hair is too little to measure its intensity."""


@dataclass(frozen=True, eq=False)
class Head:
    """One head in a picture.

    Parameters
    ----------
    mask : ndarray of float32, shape (height, width) of the window
        Its hair, in [0, 1].
    window : Window
        The part of the picture that holds all of it: `left`, `top`, `width` and `height` in
        pixels, and `part`, rows and columns to index the picture with.
    intensity : float
        In [0, 1]; NaN where there is too little hair to tell.
    """

    mask: NDArray[np.float32]
    window: Window
    intensity: float


def measured(coarse: Coarse, settings: MatteSettings) -> float:
    """Intensity of the hair that the network found; NaN where there is too little.

    Parameters
    ----------
    coarse : Coarse
    settings : MatteSettings

    Returns
    -------
    float
    """
    # Measured where the network looked: its frame is the area average of the full one.
    mask = cut_toe(coarse.mask, settings.toe, settings.shoulder)
    if float(mask.mean()) < LEAST_HAIR:
        return math.nan
    return hair_intensity(coarse.image, mask)


def found_heads(
    coarses: list[Coarse],
    image: NDArray[np.uint8],
    settings: MatteSettings,
    pool: Executor | None = None,
) -> tuple[list[Head], NDArray[np.float32]]:
    """The heads that the network found, at the still's own resolution.

    Parameters
    ----------
    coarses : list of Coarse
        From `Segmenter.infer_heads`.
    image : ndarray of uint8, shape (H, W, 3)
    settings : MatteSettings
    pool : concurrent.futures.Executor, optional

    Returns
    -------
    heads : list of Head
    mask : ndarray of float32, shape (H, W)
        The hair of all of them.
    """
    parts = [coarse.refined_part(image, settings, pool) for coarse in coarses]
    heads = [
        Head(part, coarse.window, measured(coarse, settings))
        for part, coarse in zip(parts, coarses, strict=True)
    ]
    return heads, spread(parts, [coarse.window for coarse in coarses], image)


def heads_of(mask: NDArray[np.float32], image: NDArray[Any]) -> list[Head]:
    """The heads in a mask that is given, measured at full size.

    Parameters
    ----------
    mask : ndarray of float32, shape (H, W)
        In [0, 1].
    image : ndarray, shape (H, W, 3)

    Returns
    -------
    list of Head
        That with the most hair first; at least one.
    """
    whole = Window.whole(image)
    heads = apart(mask, whole)
    parts = (heads.part(number, mask, whole) for number in range(heads.count))
    return [Head(own, window, hair_intensity(image[window.part], own)) for own, window in parts]


@memory_errors()
def wear(
    image: NDArray[Any],
    heads: Sequence[Head],
    look: Look,
    strength: float,
    clock: Clock,
    *,
    space: RgbSpace | None = None,
    exactly: bool = False,
    pool: Executor | None = None,
) -> tuple[NDArray[Any], float, float]:
    """Give each head the colours of a look for its intensity.

    Parameters
    ----------
    image : ndarray of uint8, uint16 or float32, shape (H, W, 3)
        Checked; see `hairsdk.checks.checked_frame`.
    heads : sequence of Head
    look : Look
    strength : float
        From 0, which changes nothing, to 1.
    clock : Clock
        Told of the stages lut and apply, where there is hair.
    space, exactly
        See `Look.at`.
    pool : concurrent.futures.Executor, optional

    Returns
    -------
    image : ndarray, shape (H, W, 3)
        A new one of the same dtype.
    intensity, position : float
        Those of the first head that has some; NaN without one.
    """
    # A plain array: of a masked one some pixels could not be written.
    image = np.asarray(image)
    heads = [head for head in heads if not math.isnan(head.intensity)]
    if not heads:
        return image.copy(), math.nan, math.nan
    worn = [look.at(head.intensity, space, exactly=exactly) for head in heads]
    clock.lap("lut")
    # A copy in the machine's own byte order.
    result = image.astype(image.dtype.newbyteorder("="), order="C")
    for head, (_, lookup) in zip(heads, worn, strict=True):
        recolor_in_place(result[head.window.part], head.mask, lookup, strength, pool)
    clock.lap("apply")
    # In the byte order that it came in.
    return result.astype(image.dtype, copy=False), heads[0].intensity, worn[0][0]
