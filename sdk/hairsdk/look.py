"""A preset being worn: its two LUTs, blended for the hair at hand and prepared for look-up."""

from __future__ import annotations

import threading

import numpy as np

from hairsdk.lookup import LutLookup
from hairsdk.lut import blend_luts
from hairsdk.position import position
from hairsdk.preset import Preset

__all__ = ["Look"]

_INVISIBLE = 0.5 / 255.0


class Look:
    """Gives the prepared LUT for an intensity, rebuilt only where that would be seen.

    May be used from several threads at once.

    Parameters
    ----------
    preset : Preset
    """

    def __init__(self, preset: Preset) -> None:
        self.preset = preset
        # How far the LUT moves, at most, on the way from dark to light.
        self._span = float(np.abs(preset.light.table - preset.dark.table).max())
        self._lock = threading.Lock()
        self._position = 0.0
        self._lookup: LutLookup | None = None

    def at(self, intensity: float, *, exactly: bool = False) -> tuple[float, LutLookup]:
        """LUT for a hair intensity.

        Parameters
        ----------
        intensity : float
            In [0, 1].
        exactly : bool
            Rebuild for any change; else only where some colour moves by half an 8-bit step.

        Returns
        -------
        position : float
            In [0, 1].
        lookup : LutLookup
        """
        t = position(intensity, self.preset)
        with self._lock:
            moved = abs(t - self._position) * self._span
            if self._lookup is None or moved > (0.0 if exactly else _INVISIBLE):
                self._lookup = LutLookup(blend_luts(self.preset.dark, self.preset.light, t))
                self._position = t
            return t, self._lookup
