"""Who is who among the heads in a stream, and how light, from one frame to the next."""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hairsdk.closer import CELLS, Window
from hairsdk.heads import Heads

__all__ = ["EASE", "SETTLED", "HeadsFollower", "HeadsMatcher", "IntensityFollower", "Origin"]

EASE = 0.04
"""Part of the way per frame after heads have met or parted: what is measured then is of both, or of
each alone, which differs by much."""

SETTLED = 60
"""Frames for which that holds."""


@dataclass
class IntensityFollower:
    """The hair's intensity over time, so that the colour does not pump.

    Each frame moves the value a part of the way towards the measurement: `slow` for small
    differences, which are noise and flicker of the mask, up to `fast` for differences of `jump`
    and more, which are a cut or a light switched on.

    Parameters
    ----------
    slow, fast : float
        Part of the way per frame, in (0, 1].
    jump : float
        Difference of intensity that counts as a cut.
    value : float
        In [0, 1]; NaN until hair was seen.
    is_new_shot : bool
        Whether no hair was seen since the last cut.
    unsettled : int
        Frames for which the value moves by `EASE` alone.
    """

    slow: float = 0.1
    fast: float = 0.8
    jump: float = 0.15
    value: float = math.nan
    is_new_shot: bool = True
    unsettled: int = 0

    def update(self, measured: float) -> float:
        """Take in the measurement of a frame, NaN where it has no hair.

        The first one of a new shot counts at once, however many frames later it comes.

        Parameters
        ----------
        measured : float
            Hair intensity of the frame alone, in [0, 1] or NaN.

        Returns
        -------
        float
            The intensity to use for this frame.
        """
        settles = self.unsettled > 0
        self.unsettled -= settles
        if math.isnan(measured):
            return self.value
        if self.is_new_shot:
            self.is_new_shot = False
            self.value = measured
            return measured
        difference = measured - self.value
        x = min(abs(difference) / self.jump, 1.0)
        # Smoothstep: no step in speed as a difference grows.
        rate = self.slow + (self.fast - self.slow) * x * x * (3.0 - 2.0 * x)
        self.value += (EASE if settles else rate) * difference
        return self.value


@dataclass(frozen=True)
class Origin:
    """What a head goes on from.

    Parameters
    ----------
    number : int or None
        Its own in the frame before; None where it is new.
    is_mixed : bool
        Whether heads have met or parted there.
    """

    number: int | None
    is_mixed: bool = False


@dataclass
class HeadsMatcher:
    """Tells which head of the frame before each head is: the one that its hair lies upon.

    Where two have met, they go on from the one with more hair there, and where one has parted,
    each from that.
    """

    _count: int = 1
    _places: NDArray[np.uint8] | None = None
    """Per cell of the last frame's window, 1 more than the number of the head with hair there."""
    _window: Window | None = None

    def match(self, heads: Heads, window: Window, is_cut: bool = False) -> list[Origin]:
        """Take in the heads of a frame.

        Parameters
        ----------
        heads : Heads
            Of what was seen through the window.
        window : Window
        is_cut : bool
            Whether the frame begins a new shot.

        Returns
        -------
        list of Origin
            Per head; none where there is no hair.
        """
        if is_cut:
            self._count, self._places = 1, None
        if not heads.hair.any():
            # Who comes back may be any of them.
            return []
        origins = [Origin(0)]
        if heads.count > 1 or self._count > 1:
            origins = self._met(heads, window)
        self._count = heads.count
        self._places = np.where(heads.hair, heads.numbers + 1, 0).astype(np.uint8)
        self._window = window
        return origins

    def _met(self, heads: Heads, window: Window) -> list[Origin]:
        there = self._there(window)
        # Cells of each head now, by row, in which each head of the last frame had hair.
        cells = np.zeros((heads.count, self._count), np.intp)
        for number in range(heads.count):
            own = there[heads.hair & (heads.numbers == number)]
            cells[number] = np.bincount(own, minlength=self._count + 1)[1:]
        origins = []
        for row in cells:
            chosen = int(row.argmax())
            is_mixed = np.count_nonzero(row) > 1 or np.count_nonzero(cells[:, chosen]) > 1
            origins.append(Origin(chosen, bool(is_mixed)) if row.any() else Origin(None))
        return origins

    def _there(self, window: Window) -> NDArray[np.uint8]:
        """Where the heads of the last frame were, in the cells of another window."""
        there = np.zeros((CELLS, CELLS), np.uint8)
        if self._places is None or self._window is None:
            return there
        seen = self._window
        columns = _cells(window.left, window.width, seen.left, seen.width)
        rows = _cells(window.top, window.height, seen.top, seen.height)
        across, down = (np.flatnonzero((cells >= 0) & (cells < CELLS)) for cells in (columns, rows))
        there[np.ix_(down, across)] = self._places[np.ix_(rows[down], columns[across])]
        return there


@dataclass
class HeadsFollower:
    """The intensity of each head in a stream.

    Heads that have met or parted go on from what the one that they are told to be had: slowly. Who
    comes in has an own one at once.

    Parameters
    ----------
    told : int
        Number of the head whose intensity is told as the frame's: the same one's for as long as it
        is there, then that with the most hair.
    """

    told: int = 0
    _matcher: HeadsMatcher = field(default_factory=HeadsMatcher)
    """Not that of `Sights`: a frame in which heads were found may fail, or not be asked for, before
    they are measured."""
    _followers: list[IntensityFollower] = field(default_factory=lambda: [IntensityFollower()])

    @property
    def values(self) -> list[float]:
        """Per head, in [0, 1]; NaN until its hair was seen."""
        return [follower.value for follower in self._followers]

    def update(
        self, heads: Heads, window: Window, measured: Sequence[float], is_cut: bool = False
    ) -> list[float]:
        """Take in the measurements of a frame.

        Parameters
        ----------
        heads : Heads
            Of what was seen through the window.
        window : Window
        measured : sequence of float
            Per head, the intensity of its hair in the frame alone, in [0, 1] or NaN.
        is_cut : bool
            Whether the frame begins a new shot.

        Returns
        -------
        list of float
            Per head, the intensity to use for this frame.
        """
        origins = self._matcher.match(heads, window, is_cut)
        if is_cut:
            self._followers = [IntensityFollower(value=self._followers[self.told].value)]
            self.told = 0
        if not origins:
            # Who comes back may be any of them.
            self.told = 0
            return [self._followers[0].update(measured[0])]
        numbers = [origin.number for origin in origins]
        self.told = numbers.index(self.told) if self.told in numbers else 0
        self._followers = [self._gone_on(origin) for origin in origins]
        return [
            follower.update(value)
            for follower, value in zip(self._followers, measured, strict=True)
        ]

    def _gone_on(self, origin: Origin) -> IntensityFollower:
        if origin.number is None:
            return IntensityFollower()
        follower = copy.copy(self._followers[origin.number])
        if origin.is_mixed:
            follower.unsettled = SETTLED
        return follower


def _cells(start: int, length: int, other_start: int, other_length: int) -> NDArray[np.intp]:
    """In which cell of another window the middle of each cell of a window is, along an axis."""
    middles = start + (np.arange(CELLS) + 0.5) * length / CELLS
    return np.floor((middles - other_start) * CELLS / other_length).astype(np.intp)
