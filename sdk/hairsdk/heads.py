"""Whose hair is whose: the heads in a picture of several people.

Each has an intensity of its own, and in a still is looked at on its own: of a dark and a light
head, a mean of both intensities would leave one too dark and the other too pale.

The code in bundles does the same: `bundle/web/heads.js`, and in Java, Swift and C#.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk.closer import CELLS, FAINT, Bounds, Window, cell_means, hair_cells

__all__ = ["GROWTH", "MOST", "SHARE", "SURE", "Heads", "apart"]

Mask = NDArray[np.float32]

SHARE = 0.03
"""Cells of a head's hair, as a part of those of the largest one's: less is a strand or a speck, and
of the head that is nearest."""

SURE = 0.5
"""Hair takes up this part of at least one cell of a head: with less it may be another's piece."""

GROWTH = 1.7
"""A patch that touches no other hair is a head's if that hair is at most this many times as long
with it, as where a face under a hat lies between."""

MOST = 8
"""Heads that are told apart: in a still, each takes the time of two looks."""


@dataclass(frozen=True, eq=False)
class Heads:
    """How what is seen is shared out among the heads in it.

    Parameters
    ----------
    numbers : ndarray of uint8, shape (CELLS, CELLS)
        Of the head whose hair is nearest, from 0, that with the most hair.
    hair : ndarray of bool, shape (CELLS, CELLS)
        In which cells there is hair.
    count : int
        At least 1.
    """

    numbers: NDArray[np.uint8]
    hair: NDArray[np.bool_]
    count: int

    def only(self, number: int, mask: Mask) -> Mask:
        """The hair of one head alone.

        Parameters
        ----------
        number : int
        mask : ndarray of float32, shape (h, w)
            Of what is shared out, stretched to any size.

        Returns
        -------
        ndarray of float32, shape (h, w)
            The one given, if there is only one head.
        """
        return mask if self.count == 1 else self._own(number, mask)

    def part(self, number: int, mask: Mask, seen: Window) -> tuple[Mask, Window]:
        """The hair of one head alone, and the least part of a picture that holds it.

        Of many heads in a large picture, masks of all of it would take much memory and time.

        Parameters
        ----------
        number : int
        mask : ndarray of float32, shape (height, width) of the window
            Of what is shared out.
        seen : Window

        Returns
        -------
        mask : ndarray of float32, shape (height, width) of the part
            The one given, if there is only one head.
        window : Window
            That part; at least one pixel.
        """
        if self.count == 1:
            return mask, seen
        left, top, width, height = cv2.boundingRect((self.numbers == number).astype(np.uint8))
        rows = _pixels(top, top + height, mask.shape[0])
        columns = _pixels(left, left + width, mask.shape[1])
        own = self._own(number, mask, rows, columns)
        left, top, width, height = cv2.boundingRect((own > 0.0).astype(np.uint8))
        own = own[top : top + max(height, 1), left : left + max(width, 1)].copy()
        start = seen.left + columns.start + left, seen.top + rows.start + top
        return own, Window(*start, *own.shape[::-1])

    def _own(
        self, number: int, mask: Mask, rows: slice = slice(None), columns: slice = slice(None)
    ) -> Mask:
        height, width = mask.shape
        cells = (self.numbers == number).astype(np.float32)
        # Rows are copied whole: gathering single pixels takes three times as long.
        share = cells[:, _cells(width)[columns]][_cells(height)[rows]]
        own: Mask = mask[rows, columns] * share
        return own


def apart(mask: Mask, seen: Window) -> Heads:
    """Share out what is seen among the heads in it.

    Parameters
    ----------
    mask : ndarray of float32, shape (h, w)
        Of what is seen, stretched to any size; in [0, 1].
    seen : Window

    Returns
    -------
    Heads
        A single one where there is no hair.
    """
    means = cell_means(mask)
    cells = hair_cells(means, FAINT)
    groups: list[_Group] = []
    for patch in _patches(cells, means):
        bounds = Bounds.of_cells(*patch.box, seen)
        growths = [group.bounds.with_(bounds).longer / group.bounds.longer for group in groups]
        if groups and (min(growths) <= GROWTH or len(groups) == MOST):
            nearest = groups[growths.index(min(growths))]
            nearest.bounds = nearest.bounds.with_(bounds)
            nearest.cells |= patch.cells
        else:
            groups.append(_Group(bounds, patch.cells))
    return Heads(_nearest([group.cells for group in groups]), cells > 0, max(len(groups), 1))


def _cells(length: int) -> NDArray[np.intp]:
    """The cell that each pixel's centre lies in, as in the bundles' shaders."""
    return ((np.arange(length) + 0.5) * CELLS / length).astype(np.intp)


def _pixels(start: int, stop: int, length: int) -> slice:
    """Those whose centres lie in a run of cells; one, where cells are too small for any."""
    first, end = np.searchsorted(_cells(length), (start, stop)).tolist()
    first = min(first, length - 1)
    return slice(first, max(end, first + 1))


@dataclass(frozen=True)
class _Patch:
    """Cells of hair that touch."""

    box: tuple[int, int, int, int]
    cells: NDArray[np.bool_]


@dataclass
class _Group:
    """Patches of one head."""

    bounds: Bounds
    cells: NDArray[np.bool_]


def _patches(cells: NDArray[np.uint8], means: Mask) -> list[_Patch]:
    """Those of heads. The largest first, of equals the upper one, then the left one."""
    count, numbers, statistics, _ = cv2.connectedComponentsWithStats(cells, connectivity=8)
    boxes = statistics.tolist()
    ranked = sorted(range(1, count), key=lambda i: (-boxes[i][4], boxes[i][1], boxes[i][0]))
    heads = [i for i in ranked if boxes[i][4] >= SHARE * boxes[ranked[0]][4]]
    patches = [_Patch(tuple(boxes[i][:4]), numbers == i) for i in heads]
    return [patch for patch in patches if means[patch.cells].max() >= SURE]


def _nearest(groups: list[NDArray[np.bool_]]) -> NDArray[np.uint8]:
    """Per cell the number of the group that is nearest, in steps to any of the 8 neighbours."""
    numbers = np.zeros((CELLS, CELLS), np.uint8)
    if len(groups) < 2:
        return numbers
    for number, group in enumerate(groups, 1):
        numbers[group] = number
    # Of those that are as near, the one with the least hair.
    while (free := numbers == 0).any():
        numbers[free] = cv2.dilate(numbers, np.ones((3, 3), np.uint8))[free]
    numbers -= 1
    return numbers
