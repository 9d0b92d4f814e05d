"""A stream for ports to play: it goes through all that a port remembers from frame to frame.

A small rendered head moves, jumps, is cut away to, and is joined by another one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.bundle.testkit import encode_rgb
from hairsdk.images import read_photo
from hairsdk.stream import GLANCE

__all__ = ["stream_files", "stream_record"]

_FRAMES_PER_SECOND = 30
"""Of the test's stream, where a port asks for times."""

_TOLERANCE = 3
"""Largest difference of a port's frame, in 8-bit levels."""

_STRAY = 3e-4
"""Part of a frame's pixels that may differ by more: arithmetic puts them beyond some threshold."""

_FOLDER = "test/stream"
_HEIGHT, _WIDTH = 360, 640
_HEAD = Path(__file__).with_name("kit") / "head.png"


@dataclass(frozen=True)
class _Shot:
    """A frame of the test's stream, for as long as it stands still.

    Parameters
    ----------
    heads : sequence of pairs of int
        Columns and rows of the upper left corners of heads.
    frames : int
    tries : str
        What a port needs to draw it, in words.
    is_dark : bool
        Whether the light is low, on heads and ground.
    """

    heads: Sequence[tuple[int, int]]
    frames: int
    tries: str
    is_dark: bool = False

    def picture(self, head: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The frame, of shape (H, W, 3)."""
        # Stripes make a jump of the head no cut, and the change of their places one.
        picture = np.full((_HEIGHT, _WIDTH, 3), (214, 190, 160), np.uint8)
        picture[(slice(0, 60) if self.is_dark else slice(-60, None))] = (60, 50, 44)
        for column, row in self.heads:
            picture[row : row + head.shape[0], column : column + head.shape[1]] = head
        return picture // 2 if self.is_dark else picture


_SHOTS = (
    _Shot([(20, 60)], 1, "the first frame: three looks, two of them through a window"),
    *(
        _Shot([(20 + 30 * step, 60 + step)], 1, "a head that moves: memory, steady, the window")
        for step in range(1, 7)
    ),
    _Shot([(420, 130)], 3, "a head that jumps out of its window"),
    _Shot([(60, 150)], 3, "a cut, to less light", is_dark=True),
    _Shot([(60, 150), (440, 180)], GLANCE + 2, "a second head, found by a glance", is_dark=True),
)


def stream_files() -> dict[str, bytes]:
    """The frames as they stand in a bundle."""
    head = read_photo(_HEAD).rgb
    return {_name(number): encode_rgb(shot.picture(head)) for number, shot in enumerate(_SHOTS)}


def stream_record() -> dict[str, Any]:
    """The manifest's entry of the test's stream."""
    return {
        "frames_per_second": _FRAMES_PER_SECOND,
        "tolerance": _TOLERANCE,
        "stray": _STRAY,
        "frames": [
            {"file": _name(number), "tries": shot.tries}
            for number, shot in enumerate(_SHOTS)
            for _ in range(shot.frames)
        ],
    }


def _name(number: int) -> str:
    return f"{_FOLDER}/{number:02}.png"
