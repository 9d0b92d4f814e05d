"""Where to look closer: the part of a frame that the hair is in.

The network sees a square of a few hundred pixels, whatever the frame's size. Of a head that fills a
third of the picture's height, as before a webcam, that leaves little: so once the hair is found,
the network looks at the window around it alone.

The code in bundles does the same: `bundle/web/closer.js`, and in Java, Swift and C#.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = [
    "CELLS",
    "FADE",
    "FAINT",
    "HAIR",
    "MARGIN",
    "SLACK",
    "WORTH",
    "Bounds",
    "Window",
    "cell_means",
    "closer",
    "escaped",
    "faded",
    "hair_cells",
    "moved",
]

Mask = NDArray[np.float32]

CELLS = 64
"""Along a side of what is seen."""

HAIR = 0.2
"""Part of a cell from which its hair counts: faint strands belong into the window."""

FAINT = 0.05
"""As `HAIR`, where all hair in the whole frame is faint, as that of heads that are very small."""

MARGIN = 0.2
"""Room on each side of the hair, as a part of its longer side: the network judges by the head."""

WORTH = 0.75
"""Side of a window, as a part of that of what is seen now, up to which it is worth the change."""

SLACK = 0.05
"""Part of a window's side that stays free of hair on each of its own borders."""

FADE = 0.04
"""Part of a window's side over which a mask ends at borders that are not the frame's."""


@dataclass(frozen=True)
class Window:
    """A part of a frame, in pixels.

    Parameters
    ----------
    left, top, width, height : int
    """

    left: int
    top: int
    width: int
    height: int

    @classmethod
    def whole(cls, frame: NDArray[Any]) -> Window:
        """All of a frame of shape ``(H, W, …)``."""
        return cls(0, 0, frame.shape[1], frame.shape[0])

    @property
    def part(self) -> tuple[slice, slice]:
        """Rows and columns, to index a frame with."""
        return (
            slice(self.top, self.top + self.height),
            slice(self.left, self.left + self.width),
        )

    @property
    def side(self) -> float:
        """Geometric mean of width and height."""
        return float(np.sqrt(self.width * self.height))


def closer(mask: Mask, seen: Window, frame: Window, least: int) -> Window:
    """The window to look through next: the one around the hair, where it is worth the change.

    Parameters
    ----------
    mask : ndarray of float32, shape (h, w)
        Of what was seen, stretched to any size; in [0, 1].
    seen : Window
    frame : Window
        All of the frame.
    least : int
        Side in pixels that a window has at least, as far as the frame has: enlarged by more, the
        picture tells the network nothing new.

    Returns
    -------
    Window
        The one that was seen for as long as it fits the hair; all of the frame where there is none.
    """
    # Through a window all hair is seen well: what is faint there is memory of what has gone.
    hair = _bounds(mask, seen, FAINT if seen == frame else HAIR)
    if hair is None:
        return frame
    wanted = _around(hair, frame, least)
    if wanted.side > WORTH * seen.side and _fits(hair, seen, frame, SLACK):
        return seen
    return frame if wanted.side > WORTH * frame.side else wanted


def escaped(mask: Mask, seen: Window, frame: Window) -> bool:
    """Whether hair goes on beyond the window, or is gone: it moves faster than that follows.

    Parameters
    ----------
    mask : ndarray of float32, shape (h, w)
        Of what was seen, before `faded`.
    seen, frame : Window

    Returns
    -------
    bool
        False where all of the frame was seen.
    """
    if seen == frame:
        return False
    hair = _bounds(mask, seen, HAIR)
    return hair is None or not _fits(hair, seen, frame, 1 / CELLS)


def moved(picture: NDArray[np.float32], seen: Window, other: Window) -> NDArray[np.float32]:
    """What a square picture of one window says of another one; 0 where nothing was seen.

    Parameters
    ----------
    picture : ndarray of float32, shape (S, S)
    seen, other : Window

    Returns
    -------
    ndarray of float32, shape (S, S)
    """
    side = picture.shape[0]
    wide, high = other.width / seen.width, other.height / seen.height
    # From the other's pixel centres to those of the picture.
    across = (other.left - seen.left) * side / seen.width + 0.5 * wide - 0.5
    down = (other.top - seen.top) * side / seen.height + 0.5 * high - 0.5
    matrix = np.array([[wide, 0.0, across], [0.0, high, down]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(picture, matrix, (side, side), flags=flags)  # type: ignore[return-value]


def faded(mask: Mask, seen: Window, frame: Window) -> Mask:
    """Let a mask end at the window's borders, but for those of the frame.

    Parameters
    ----------
    mask : ndarray of float32, shape (h, w)
        Of what was seen.
    seen, frame : Window

    Returns
    -------
    ndarray of float32, shape (h, w)
    """
    if seen == frame:
        return mask
    height, width = mask.shape
    right, bottom = seen.left + seen.width, seen.top + seen.height
    down = _ramp(height, seen.top > 0, bottom < frame.height)
    across = _ramp(width, seen.left > 0, right < frame.width)
    result: Mask = mask * down[:, None] * across
    return result


def _ramp(length: int, at_start: bool, at_end: bool) -> Mask:
    up = np.minimum((np.arange(length, dtype=np.float32) + 0.5) / (FADE * length), 1.0)
    ramp = np.ones(length, np.float32)
    if at_start:
        ramp = up
    return np.minimum(ramp, up[::-1]) if at_end else ramp


@dataclass(frozen=True)
class Bounds:
    """Borders of hair, in pixels of the frame.

    Parameters
    ----------
    left, top, right, bottom : float
    """

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of_cells(cls, left: int, top: int, width: int, height: int, seen: Window) -> Bounds:
        """Those of a box of `CELLS` × `CELLS` cells of a window."""
        across, down = seen.width / CELLS, seen.height / CELLS
        return cls(
            seen.left + left * across,
            seen.top + top * down,
            seen.left + (left + width) * across,
            seen.top + (top + height) * down,
        )

    @property
    def longer(self) -> float:
        """The longer side."""
        return max(self.right - self.left, self.bottom - self.top)

    def with_(self, other: Bounds) -> Bounds:
        """The least that hold both."""
        return Bounds(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


def cell_means(mask: Mask) -> Mask:
    """How much hair there is in each cell of what was seen: specks are no hair.

    Parameters
    ----------
    mask : ndarray of float32, shape (h, w)
        In [0, 1].

    Returns
    -------
    ndarray of float32, shape (CELLS, CELLS)
    """
    return cv2.resize(mask, (CELLS, CELLS), interpolation=cv2.INTER_AREA)  # type: ignore[return-value]


def hair_cells(means: Mask, least: float) -> NDArray[np.uint8]:
    """In which cells there is hair.

    Parameters
    ----------
    means : ndarray of float32, shape (CELLS, CELLS)
        See `cell_means`.
    least : float
        Part of a cell from which its hair counts, where all of it is faint: `FAINT` or `HAIR`.

    Returns
    -------
    ndarray of uint8, shape (CELLS, CELLS)
        255 where there is hair, else 0.
    """
    level = min(HAIR, max(least, float(means.max()) / 2.0))
    return cv2.inRange(means, level, np.inf)  # type: ignore[return-value]


def _bounds(mask: Mask, seen: Window, least: float) -> Bounds | None:
    left, top, width, height = cv2.boundingRect(hair_cells(cell_means(mask), least))
    return Bounds.of_cells(left, top, width, height, seen) if width else None


def _around(hair: Bounds, frame: Window, least: int) -> Window:
    side = max(least, _rounded(hair.longer * (1.0 + 2.0 * MARGIN)))
    width, height = min(side, frame.width), min(side, frame.height)
    left = _rounded((hair.left + hair.right - width) / 2)
    top = _rounded((hair.top + hair.bottom - height) / 2)
    return Window(
        min(max(left, 0), frame.width - width),
        min(max(top, 0), frame.height - height),
        width,
        height,
    )


def _rounded(length: float) -> int:
    # Halves go up, as in the languages of bundles.
    return math.floor(length + 0.5)


def _fits(hair: Bounds, seen: Window, frame: Window, slack: float) -> bool:
    """Whether hair keeps clear of the window's borders, but for those of the frame."""
    across, down = slack * seen.width, slack * seen.height
    right, bottom = seen.left + seen.width, seen.top + seen.height
    return (
        (seen.left == 0 or hair.left >= seen.left + across)
        and (seen.top == 0 or hair.top >= seen.top + down)
        and (right == frame.width or hair.right <= right - across)
        and (bottom == frame.height or hair.bottom <= bottom - down)
    )
