"""What comes out of a `Recolorer`: a frame in its new colours, and the numbers behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.wear import Head

__all__ = ["Recolored"]


@dataclass(frozen=True, eq=False)
class Recolored:
    """A recoloured frame of a stream, or a still, and the numbers behind it.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W, 3)
        The recoloured frame, RGB; a still keeps its dtype.
    mask : ndarray of float32, shape (H, W)
        Hair, in [0, 1].
    intensity : float
        Hair intensity that was used, in a stream smoothed over time, in [0, 1]; NaN before any
        hair was seen. Of several people it is that of the first of `heads` whose hair is enough to
        tell.
    position : float
        Where that lies between the dark LUT (0) and the light one (1); NaN likewise.
    timings : dict of str to float
        Milliseconds per stage: segment (unless a mask was given), steady (in a stream only), matte
        (in a still part of segment), intensity, lut, apply (these two where hair was seen), and
        their total: the time that the frame was worked on.
    heads : tuple of Head
        The heads that were told apart, that with the most hair first, but in a stream the one that
        was first before: each (`hairsdk.wear.Head`) with its own part of the mask, where that is
        (`window`), and the intensity that was used for it.
    """

    # Not shown: they fill pages of a log.
    image: NDArray[Any] = field(repr=False)
    mask: NDArray[np.float32] = field(repr=False)
    intensity: float
    position: float
    timings: dict[str, float]
    heads: tuple[Head, ...] = field(default=(), repr=False)
