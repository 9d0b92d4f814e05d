"""Whose hair is whose: the heads in a picture of several people.

Each is looked at on its own and has an intensity of its own: of a dark and a light head, a mean of
both intensities would leave one too dark and the other too pale. The code in bundles does the same:
`bundle/web/closer.js`, and in Java and C#.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk.closer import CELLS, FAINT, WORTH, Bounds, Mask, Window, around, hair_cells

__all__ = ["MOST", "SHARE", "apart", "only"]

SHARE = 0.03
"""Cells of a head's hair, as a part of those of the largest one's: less is a strand or a speck."""

MOST = 8
"""Heads that are looked at on their own: each takes the time of two looks."""


@dataclass
class _Head:
    bounds: Bounds
    patches: list[int]


def apart(mask: Mask, frame: Window, least: int) -> list[NDArray[np.uint8]]:
    """Share a frame out among the heads in it.

    Patches of hair that do not touch are of one head where the window around both is little larger
    than the one around the larger patch: as on both sides of a face under a hat.

    Parameters
    ----------
    mask : ndarray of float32, shape (h, w)
        Of all of the frame, stretched to any size; in [0, 1].
    frame : Window
        All of it.
    least : int
        Side in pixels of the smallest window; see `closer`.

    Returns
    -------
    list of ndarray of uint8, shape (CELLS, CELLS)
        Per head, that with the most hair first, 1 in the cells that are nearest to its hair, else
        0; together they cover the frame. One of ones where there is no hair.
    """
    cells = hair_cells(mask, FAINT)
    count, patches, boxes, _ = cv2.connectedComponentsWithStats(cells, connectivity=8)
    sizes = boxes[:, cv2.CC_STAT_AREA]
    heads: list[_Head] = []

    def rank(patch: int) -> tuple[int, int, int]:
        # Of equals the upper one first, then the left one.
        left, top, _, _, size = map(int, boxes[patch])
        return -size, top, left

    for patch in sorted(range(1, count), key=rank):
        left, top, width, height = map(int, boxes[patch, :4])
        bounds = Bounds.of_cells(left, top, width, height, frame)
        growths = [_growth(head.bounds, bounds, frame, least) for head in heads]
        nearest = int(np.argmin(growths)) if heads else -1
        largest = sizes[heads[0].patches[0]] if heads else 0
        if heads and (
            growths[nearest] <= 1.0 / WORTH or sizes[patch] < SHARE * largest or len(heads) == MOST
        ):
            heads[nearest].bounds = heads[nearest].bounds.with_(bounds)
            heads[nearest].patches.append(patch)
        else:
            heads.append(_Head(bounds, [patch]))
    if len(heads) < 2:
        return [np.ones((CELLS, CELLS), np.uint8)]
    numbers = np.zeros((CELLS, CELLS), np.uint8)
    for number, head in enumerate(heads, 1):
        numbers[np.isin(patches, head.patches)] = number
    while (free := numbers == 0).any():
        numbers[free] = cv2.dilate(numbers, np.ones((3, 3), np.uint8))[free]
    return [(numbers == number).astype(np.uint8) for number in range(1, len(heads) + 1)]


def only(mask: Mask, cells: NDArray[np.uint8]) -> Mask:
    """The hair of one head alone.

    Parameters
    ----------
    mask : ndarray of float32, shape (h, w)
        Of all of the frame.
    cells : ndarray of uint8, shape (CELLS, CELLS)
        Those of the head, from `apart`.

    Returns
    -------
    ndarray of float32, shape (h, w)
    """
    if cells.all():
        return mask
    height, width = mask.shape
    there = cv2.resize(cells, (width, height), interpolation=cv2.INTER_NEAREST)
    return mask * there


def _growth(head: Bounds, patch: Bounds, frame: Window, least: int) -> float:
    """How much larger the window around a head would be, were the patch hair of its own."""
    joined = around(head.with_(patch), frame, least)
    return joined.side / around(head, frame, least).side
