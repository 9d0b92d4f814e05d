"""Steadier masks in a stream: the mask of the frame before counts, too, where it belongs now.

The network has that mask in its fourth channel, but answers anew for every pixel, and along the
edge of the hair its answers tremble. So the mask of the frame before is carried along with the
motion of the frames (`hairsdk.motion`), and the two are averaged, as far as

- the frame before, carried along as well, looks like this one: elsewhere the flow is wrong, or
  something has come into view;
- the two masks do not contradict each other: the network has changed its mind.

The shaders of bundles do the same (`bundle/shaders/hair_steady.slang`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk.memory import memory_errors
from hairsdk.motion import carried, mean_around, motion
from hairsdk.resize import shrunk

__all__ = ["CELLS", "MaskSteadier", "cell_side"]

CELLS = 128
"""Cells along a side, roughly, in which motion is looked for."""

_SURE = 0.02
"""Masks this near to 0 or 1 have no edge."""


@dataclass
class MaskSteadier:
    """Averages the masks of a stream along the motion of its frames.

    Parameters
    ----------
    weight : float
        Of the carried mask, in [0, 1): at most, where nothing speaks against it.
    noise : float
        Difference of brightness, of 255, at which a carried frame counts only e⁻¹ of `weight`.
    settle : int
        Frames until the weight has grown to `weight`: a wrong start would last longer.
    """

    weight: float = 0.7
    noise: float = 16.0
    settle: int = 3
    _age: int = 0
    _last: NDArray[np.float32] | None = None

    @memory_errors()
    def update(
        self,
        small: NDArray[np.uint8],
        mask: NDArray[np.float32],
        before: NDArray[np.float32] | None,
    ) -> NDArray[np.float32]:
        """Take in a frame and the network's mask of it.

        Parameters
        ----------
        small : ndarray of uint8, shape (S, S, 3)
            The frame as the network sees it.
        mask : ndarray of float32, shape (S, S)
            In [0, 1].
        before : ndarray of float32, shape (S, S), or None
            What this gave for the frame before; None where that frame has nothing to do with this
            one.

        Returns
        -------
        ndarray of float32, shape (S, S)
            `mask` itself where there is nothing to average.
        """
        cell = cell_side(mask.shape[0])
        last = self._last
        grey = self.retake(small)
        if before is None or last is None or last.shape != grey.shape:
            self._age = 0
            return mask
        self._age += 1
        box = _edges(mask, before, cell)
        if box is None:
            return mask
        flow = motion(grey, last)
        difference = mean_around(np.abs(carried(last, flow) - grey))
        most = np.float32(self.weight * min(1.0, self._age / self.settle))
        # What weighs next to nothing is none, also in programs in which NumPy is to raise.
        with np.errstate(under="ignore"):
            trust = most * np.exp(np.square(difference) * -(self.noise**-2))
            # Away from the edges both masks are sure: they are equal, or contradict each other.
            cells, pixels = box
            here = mask[pixels]
            size = here.shape[::-1]
            flow_here: Any = cv2.resize(flow[cells] * np.float32(cell), size)
            change = carried(before[pixels], flow_here) - here
            share = cv2.resize(trust[cells], size)
            share *= np.clip(1.5 - 1.5 * np.abs(change), 0.0, 1.0)
            steady = mask.copy()
            steady[pixels] += share * change
        return steady

    def retake(self, small: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Take in the last frame as it looks through the next one's window.

        Parameters
        ----------
        small : ndarray of uint8, shape (S, S, 3)

        Returns
        -------
        ndarray of float32, shape (C, C)
            Its cells' grey levels, in [0, 255].
        """
        cells = small.shape[0] // cell_side(small.shape[0])
        grey = cv2.cvtColor(shrunk(small, cells), cv2.COLOR_RGB2GRAY).astype(np.float32)
        self._last = grey
        return grey


def cell_side(side: int) -> int:
    """Width of a cell in pixels: a power of two that divides the side."""
    cell = 1
    while side >= 2 * cell * CELLS and side % (2 * cell) == 0:
        cell *= 2
    return cell


def _edges(
    mask: NDArray[np.float32], before: NDArray[np.float32], cell: int
) -> tuple[tuple[slice, slice], tuple[slice, slice]] | None:
    """The rectangle, in cells and in pixels, that holds the edges of both masks."""
    unsure = cv2.bitwise_or(*(cv2.inRange(m, _SURE, 1 - _SURE) for m in (mask, before)))
    left, top, width, height = cv2.boundingRect(unsure)
    if not width:
        return None

    def cells(first: int, length: int) -> slice:
        # One more on either side: what is interpolated at the border does not matter then.
        end = -(-(first + length) // cell) + 1
        return slice(max(0, first // cell - 1), min(end, mask.shape[0] // cell))

    rows, columns = cells(top, height), cells(left, width)
    return (rows, columns), (_scaled(rows, cell), _scaled(columns, cell))


def _scaled(cells: slice, cell: int) -> slice:
    return slice(cells.start * cell, cells.stop * cell)
