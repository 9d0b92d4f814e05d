"""What a video stream remembers from one frame to the next."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

__all__ = ["IntensityFollower", "StreamState"]


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
    """

    slow: float = 0.1
    fast: float = 0.8
    jump: float = 0.15
    value: float = math.nan

    def update(self, measured: float) -> float:
        """Take in the measurement of a frame, NaN where it has no hair.

        Returns
        -------
        float
            The intensity to use for this frame.
        """
        if math.isnan(measured):
            return self.value
        if math.isnan(self.value):
            self.value = measured
            return measured
        difference = measured - self.value
        x = min(abs(difference) / self.jump, 1.0)
        # Smoothstep: no step in speed as a difference grows.
        rate = self.slow + (self.fast - self.slow) * x * x * (3.0 - 2.0 * x)
        self.value += rate * difference
        return self.value


@dataclass
class StreamState:
    """Memory of one stream; a fresh one is what `Recolorer.reset` makes.

    Parameters
    ----------
    shape : tuple of 2 int or None
        Height and width of the last frame.
    previous : ndarray of float32, shape (S, S), or None
        The network's answer to the last frame.
    intensity : IntensityFollower
    """

    shape: tuple[int, int] | None = None
    previous: NDArray[np.float32] | None = None
    intensity: IntensityFollower = field(default_factory=IntensityFollower)
