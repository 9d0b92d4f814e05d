"""Lighten: bleach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from hairstudio.core.colour.srgb import REC709_WEIGHTS, decode, encode, luminance
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.parameters import number

# Absorption of the two melanins per linear RGB channel: Chiang, Bitterli, Tappan and Burley,
# "A Practical and Controllable Hair and Fur Model for Production Path Tracing" (2016).
EUMELANIN = (0.419, 0.697, 1.37)
PHEOMELANIN = (0.187, 0.4, 1.05)

# Rates at which a bleach breaks the two down. Only their order is known from chemistry: the
# larger eumelanin granules go first, which is why bleached black hair turns orange.
_EUMELANIN_RATE = 5.0
_PHEOMELANIN_RATE = 2.2

_TABLE_SIZE = 2049
_DEEPEST = 7.0


@dataclass(frozen=True)
class Lighten(Effect):
    """Take the melanin out, eumelanin before pheomelanin.

    With ``A = −ln`` of linear RGB, a pixel is read as natural hair of its own luminance: the
    concentrations ``e`` and ``p = warmth · e`` whose ``exp(−e σe − p σp)`` has that luminance.
    What the pixel has beyond that, its own cast and the light's, is kept as a remainder.
    Bleaching leaves ``e · exp(−5 a)`` and ``p · exp(−2.2 a)``, and of the remainder the share
    of melanin that is left. So black passes through red-brown and orange to pale yellow.

    ``shadow`` is light added before and taken off after: without it the curve would be
    infinitely steep at black, and noise would be lightened along with the hair.
    """

    type_id: ClassVar[str] = "lighten"
    label: ClassVar[str] = "Lighten"
    group: ClassVar[str] = "Hair"
    summary: ClassVar[str] = "Bleach: black through red-brown and orange to pale yellow."

    amount: float = number("Bleach", 0.0, 0.0, 1.0)
    warmth: float = number(
        "Pheomelanin", 0.3, 0.0, 2.0, help="Red pigment for each part of brown: what bleach leaves."
    )
    shadow: float = number(
        "Hold shadows", 0.25, 0.0, 1.0, help="Keeps the deepest tones, and their noise, down."
    )

    @property
    def changes_nothing(self) -> bool:
        return self.amount == 0.0

    def apply(self, rgb: Colours) -> Colours:
        dtype = rgb.dtype
        toe = np.asarray(0.02 * self.shadow**2 + 1e-4, dtype)
        linear = np.maximum(decode(rgb), 0) + toe
        absorbance = -np.log(linear)
        depth = self._depth(luminance(linear))
        before = depth * np.array(self._melanin(0.0), dtype)
        after = depth * np.array(self._melanin(self.amount), dtype)
        left = sum(self._melanin(self.amount)) / sum(self._melanin(0.0))
        lightened = after + np.asarray(left, dtype) * (absorbance - before)
        return encode(np.exp(-lightened) - toe)

    def _melanin(self, amount: float) -> tuple[float, float, float]:
        eumelanin = np.exp(-_EUMELANIN_RATE * amount)
        pheomelanin = self.warmth * np.exp(-_PHEOMELANIN_RATE * amount)
        red, green, blue = (
            float(eumelanin * e + pheomelanin * p)
            for e, p in zip(EUMELANIN, PHEOMELANIN, strict=True)
        )
        return red, green, blue

    def _depth(self, y: Colours) -> Colours:
        """Return the eumelanin concentration of natural hair of luminance ``y``."""
        depths = np.linspace(0.0, _DEEPEST / self._melanin(0.0)[0], _TABLE_SIZE)
        colours = np.exp(-depths[:, None] * np.array(self._melanin(0.0)))
        # Luminance against depth is steep at first and flat later; minus its logarithm is
        # nearly a line, so an even table over that is accurate everywhere.
        known = -np.log(colours @ np.array(REC709_WEIGHTS))
        even = np.interp(np.linspace(0.0, known[-1], _TABLE_SIZE), known, depths)
        position = np.clip(-np.log(y), 0, known[-1]) * ((_TABLE_SIZE - 1) / known[-1])
        index = np.minimum(position.astype(np.intp), _TABLE_SIZE - 2)
        table = even.astype(y.dtype)
        fraction = position.astype(y.dtype) - index.astype(y.dtype)
        depth: Colours = table[index] + fraction * (table[index + 1] - table[index])
        return depth
