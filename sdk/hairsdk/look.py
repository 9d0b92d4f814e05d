"""A preset being worn: its two LUTs, blended for the hair at hand and prepared for look-up."""

from __future__ import annotations

import math
import threading
from collections import OrderedDict

import numpy as np

from hairsdk.lookup import LutLookup, in_space
from hairsdk.lut import Lut3D, blend_luts
from hairsdk.position import position
from hairsdk.preset import Preset
from hairsdk.rgb_space import RgbSpace

__all__ = ["Look"]

_KEPT = 8
"""Prepared LUTs kept: an intensity that trembles moves to and fro between two steps, and four heads
have one each."""

_FAR = 1e4
"""Where entries of a LUT are clipped: no look has such, and their span might be infinite."""


class Look:
    """Gives the prepared LUT for an intensity.

    May be used from several threads at once.

    Parameters
    ----------
    preset : Preset
    """

    def __init__(self, preset: Preset) -> None:
        self.preset = preset
        # Colours so far off are white or black.
        light, dark = (np.clip(lut.table, -_FAR, _FAR) for lut in (preset.light, preset.dark))
        span = float(np.abs(light - dark).max())
        # From one step to the next no colour moves by more than one 8-bit step.
        self._steps = max(1, math.ceil(255.0 * span))
        self._prepared: OrderedDict[tuple[float, RgbSpace | None], LutLookup] = OrderedDict()
        self._lock = threading.Lock()

    def at(
        self, intensity: float, space: RgbSpace | None = None, *, exactly: bool = False
    ) -> tuple[float, LutLookup]:
        """LUT for a hair intensity.

        Parameters
        ----------
        intensity : float
            In [0, 1].
        space : RgbSpace, optional
            That of the images, if they are not in sRGB.
        exactly : bool
            Exactly for this intensity; else for one near it, off by half an 8-bit step of any
            colour at most, which is prepared seldom and kept.

        Returns
        -------
        position : float
            Where the intensity stands between dark (0) and light (1).
        lookup : LutLookup
        """
        t = position(intensity, self.preset)
        if exactly:
            return t, LutLookup(self._blended(t), space)
        near = round(t * self._steps) / self._steps
        with self._lock:
            lookup = self._prepared.pop((near, space), None) or self._prepare(near, space)
            self._prepared[near, space] = lookup
            if len(self._prepared) > _KEPT:
                self._prepared.popitem(last=False)
        return t, lookup

    def _prepare(self, t: float, space: RgbSpace | None) -> LutLookup:
        lut = self._blended(t)
        return LutLookup(lut if space is None else in_space(lut, space))

    def _blended(self, t: float) -> Lut3D:
        return blend_luts(self.preset.dark, self.preset.light, t)
