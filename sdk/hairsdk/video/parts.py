"""What a film is made of: the facts about it, its frames and the packets of its sound."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.icc import coded_profile

__all__ = ["FilmFrame", "FilmInfo", "Sound"]


@dataclass(frozen=True)
class FilmInfo:
    """What is known of a film before its first frame.

    By default one of frames of your own is in BT.709 of limited range, as players expect it.

    Parameters
    ----------
    width, height : int
        Of the upright frames, in pixels.
    rate : Fraction
        Frames per second; the mean for a variable rate.
    time_base : Fraction
        Seconds per tick of the frames' `pts`.
    pixel_aspect : Fraction
        Width over height of a pixel of the upright frames.
    matrix, colour_range, primaries, transfer : int
        Codes of ITU-T H.273 as decoded; 2 is unspecified. `colour_range` is FFmpeg's: 2 is full.
        HDR comes as SDR, so that these are BT.709's then.
    frames : int or None
        How many there will be, an estimate.
    duration : float or None
        Seconds.
    metadata : dict of str to str
        Title, time code and the like; bytes that are no UTF-8 are surrogates, as in file names.
    chapters : tuple of dict
        As PyAV has them.
    """

    width: int
    height: int
    rate: Fraction
    time_base: Fraction
    pixel_aspect: Fraction = Fraction(1)
    matrix: int = 1
    colour_range: int = 1
    primaries: int = 1
    transfer: int = 1
    frames: int | None = None
    duration: float | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    chapters: tuple[Any, ...] = ()

    @property
    def icc_profile(self) -> bytes:
        """Profile of the frames' RGB values, for `Recolorer.stream`; empty where they are sRGB."""
        return coded_profile(self.primaries, self.transfer)


@dataclass(frozen=True, eq=False)
class FilmFrame:
    """A decoded frame.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W, 3)
        RGB, upright.
    pts : int
        When it is shown, in ticks of the film's time base; the film begins at 0.
    duration : int
        For how long, in ticks; 0 if the film does not tell.
    time_base : Fraction
        Seconds per tick, as `FilmInfo.time_base`.
    """

    pixels: NDArray[np.uint8] = field(repr=False)
    pts: int
    duration: int
    time_base: Fraction

    @property
    def time(self) -> float:
        """Seconds at which it is shown, from the film's beginning: for `Recolorer.process`."""
        return float(self.pts * self.time_base)


@dataclass(frozen=True, eq=False)
class Sound:
    """A packet of encoded sound.

    Parameters
    ----------
    packet : av.Packet
    stream : int
        Index of its stream in the film. The packet's own reference to the stream dies with the
        container, which may be closed before the packet is written.
    """

    packet: Any
    stream: int
