"""How far each place of a frame has moved since the frame before.

Lucas and Kanade's method ("An iterative image registration technique with an application to stereo
vision", IJCAI 1981) on a pyramid, one step a level. The shaders of bundles do the same, pass by
pass (`bundle/shaders/hair_steady.slang`), so that masks are as steady there.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["EASE", "LEVELS", "WINDOW", "carried", "mean_around", "motion"]

LEVELS = 4
"""Of the pyramid: of 128 cells, motion up to 15 is found."""

WINDOW = 5
"""Side of the square that is thought to move as one."""

EASE = 100.0
"""Added to the mean square of the slopes, in grey levels²: ground without texture stays."""

_MOST = 2.0
"""Cells that a level may add."""

Picture = NDArray[np.float32]


def motion(grey: Picture, last: Picture) -> NDArray[np.float32]:
    """Where the cells of a frame were in the frame before.

    Parameters
    ----------
    grey, last : ndarray of float32, shape (H, W)
        This frame and the one before, grey levels in [0, 255].

    Returns
    -------
    ndarray of float32, shape (H, W, 2)
        For each cell how far to the right and how far down, in cells: its picture is at
        ``last[y + down, x + right]``.
    """
    pyramid = [(grey, last)]
    for _ in range(LEVELS - 1):
        pyramid.append((_halved(pyramid[-1][0]), _halved(pyramid[-1][1])))
    flow: Picture = np.zeros((*pyramid[-1][0].shape, 2), np.float32)
    for grey, last in reversed(pyramid):
        if flow.shape[:2] != grey.shape:
            scale = np.divide(grey.shape[::-1], flow.shape[1::-1]).astype(np.float32)
            flow = cv2.resize(flow, grey.shape[::-1]) * scale
        flow = mean_around(flow + _step(grey, last, flow))
    return flow


def _halved(picture: Picture) -> Picture:
    """Where a side is even, means of 2 × 2 cells."""
    size = ((picture.shape[1] + 1) // 2, (picture.shape[0] + 1) // 2)
    return cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR)  # type: ignore[return-value]


def _step(grey: Picture, last: Picture, flow: Picture) -> Picture:
    """What is missing from `flow`: the least squares of difference + slope · step in a window."""
    difference = carried(last, flow) - grey
    across, down = (
        cv2.Sobel(grey, cv2.CV_32F, *order, ksize=1, scale=0.5, borderType=cv2.BORDER_REPLICATE)
        for order in ((1, 0), (0, 1))
    )
    xx = mean_around(across * across) + np.float32(EASE)
    yy = mean_around(down * down) + np.float32(EASE)
    xy = mean_around(across * down)
    x = mean_around(across * difference)
    y = mean_around(down * difference)
    share = np.float32(1.0) / (xx * yy - xy * xy)
    steps: Any = ((xy * y - yy * x) * share, (xy * x - xx * y) * share)
    return cv2.merge([np.clip(step, -_MOST, _MOST) for step in steps])  # type: ignore


def carried(picture: Picture, flow: Picture) -> Picture:
    """A picture of the frame before, where its places are now."""
    flags = cv2.INTER_LINEAR | cv2.WARP_RELATIVE_MAP
    return cv2.remap(picture, flow, None, flags, borderMode=cv2.BORDER_REPLICATE)  # type: ignore


def mean_around(picture: Picture) -> Picture:
    """Mean in the window around each cell."""
    return cv2.blur(picture, (WINDOW, WINDOW), borderType=cv2.BORDER_REPLICATE)  # type: ignore
