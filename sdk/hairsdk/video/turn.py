"""How films lie, and what puts their frames upright."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

__all__ = ["Turn"]


@dataclass(frozen=True)
class Turn:
    """What puts frames upright: the axes are swapped, if at all, and then turned about."""

    swaps_axes: bool = False
    turns_x: bool = False
    turns_y: bool = False

    @classmethod
    def of(cls, frame: VideoFrame) -> Turn:
        """Read it from a frame's display matrix (ISO/IEC 14496-12, 8.3.2), which may mirror.

        That maps stored places to shown ones: ``x' = a·x + c·y``, ``y' = b·x + d·y``.
        """
        matrix: Any = frame.side_data.get("DISPLAYMATRIX")
        if matrix is None:
            return cls()
        a, b, _, c, d = struct.unpack_from("=5i", matrix)
        if abs(a) + abs(d) >= abs(b) + abs(c):
            return cls(False, a < 0, d < 0)
        return cls(True, c < 0, b < 0)

    def applied(self, pixels: NDArray[Any]) -> NDArray[Any]:
        """The pixels of a frame, upright."""
        if self.swaps_axes:
            pixels = pixels.swapaxes(0, 1)
        pixels = pixels[:: -1 if self.turns_y else 1, :: -1 if self.turns_x else 1]
        return np.ascontiguousarray(pixels)
