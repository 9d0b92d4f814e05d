"""Lighten: bleach."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from hairsdk.intensity import REC709
from hairstudio.core.colour.srgb import decode, encode, luminance
from hairstudio.core.curves import lookup
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.parameters import number

# Absorption of the two melanins per linear RGB channel: Chiang, Bitterli, Tappan and Burley,
# "A Practical and Controllable Hair and Fur Model for Production Path Tracing" (2016).
EUMELANIN = np.array((0.419, 0.697, 1.37))
PHEOMELANIN = np.array((0.187, 0.4, 1.05))

# Rates at which a bleach breaks the two down, and forgets what else coloured the hair. Only
# their order is known from chemistry: eumelanin goes first, which is why black hair turns orange.
_EUMELANIN_RATE = 6.0
_PHEOMELANIN_RATE = 2.5
_CAST_RATE = 16.0
_OWN_COLOUR = 0.15

# Depth of melanin (in −ln of luminance) that black hair holds beyond white hair: the black and
# the platinum render of one head differ by about this much.
_BLACK = 3.8

_TABLE_SIZE = 2049


@dataclass(frozen=True)
class Lighten(Effect):
    """Take the melanin out, eumelanin before pheomelanin.

    On absorbance ``A = −ln`` of linear RGB. A pixel of luminance Y has the depth
    ``d = −ln Y``. Of that, ``m = 3.8 (1 − exp(−(d / 3.8)^1.5))`` is read as melanin: little of
    what is light, most of what is dark, and no more than black hair holds; the rest is shade
    and stays, so that strands keep their form. The melanin is eumelanin and ``warmth`` times
    as much pheomelanin, whose absorption per channel gives its colour; what the pixel has
    beyond shade and melanin is its cast.

    Bleaching by ``a`` leaves ``exp(−6 a)`` of the eumelanin, ``exp(−2.5 a²)`` of the pheomelanin
    and ``exp(−16 a)`` of the cast, so that black passes through red-brown and orange to pale
    yellow; 15 % of the pixel's own distance from grey stays throughout, for the light's colour.

    ``shadow`` is a light added to the picture first, and taken off again as long as there is
    a cast to hide it. Without it the curve is ten times as steep at black as elsewhere and
    lightens the noise along with the hair.
    """

    type_id: ClassVar[str] = "lighten"
    label: ClassVar[str] = "Lighten"
    group: ClassVar[str] = "Hair"
    summary: ClassVar[str] = "Bleach: black through red-brown and orange to pale yellow."

    amount: float = number("Bleach", 0.0, 0.0, 1.0)
    warmth: float = number(
        "Warmth", 2.0, 0.0, 4.0, help="Pheomelanin, the red pigment that bleach leaves longest."
    )
    shadow: float = number(
        "Open shadows", 0.5, 0.0, 1.0, help="Lifts the deepest tones and spares their noise."
    )

    @property
    def changes_nothing(self) -> bool:
        return self.amount == 0.0

    def apply(self, rgb: Colours) -> Colours:
        dtype = rgb.dtype
        toe = np.asarray(1e-4 + 0.006 * self.shadow, dtype)
        linear = np.maximum(decode(rgb), 0) + toe
        absorbance = -np.log(linear)
        depth = np.maximum(-np.log(luminance(linear)), 0)
        melanin = _melanin_depth(depth)
        concentration = lookup(_concentrations(self.warmth, dtype), melanin / dtype.type(_BLACK))
        shade = depth - melanin

        # shade + after + cast_left · (absorbance − shade − before) + own · (absorbance − depth),
        # gathered by shape: numpy is slow where a column meets three channels.
        cast_left = dtype.type(np.exp(-_CAST_RATE * self.amount))
        own = dtype.type(_OWN_COLOUR) * (1 - cast_left)
        before, after = _left(self.warmth, 0.0), _left(self.warmth, self.amount)
        lightened = absorbance * (cast_left + own)
        lightened += (1 - cast_left) * shade - own * depth
        lightened += concentration * (after - float(cast_left) * before).astype(dtype)
        return encode(np.exp(-lightened) - cast_left * toe)


def _left(warmth: float, amount: float) -> Colours:
    """Return the absorption left of one part of eumelanin and its pheomelanin."""
    eumelanin = np.exp(-_EUMELANIN_RATE * amount)
    pheomelanin = warmth * np.exp(-_PHEOMELANIN_RATE * amount**2)
    left: Colours = eumelanin * EUMELANIN + pheomelanin * PHEOMELANIN
    return left


@functools.lru_cache(maxsize=16)
def _concentrations(warmth: float, dtype: np.dtype[Any]) -> Colours:
    """Return eumelanin concentrations whose colour has the luminance exp(−m), over even m."""
    known = np.linspace(0.0, 4 * _BLACK, _TABLE_SIZE)
    colours = np.exp(-known[:, None] * _left(warmth, 0.0))
    depths = -np.log(colours @ np.array(REC709))
    table: Colours = np.interp(np.linspace(0.0, _BLACK, _TABLE_SIZE), depths, known).astype(dtype)
    table.setflags(write=False)
    return table


def _melanin_depth(depth: Colours) -> Colours:
    ratio = depth / np.asarray(_BLACK, depth.dtype)
    # exp and not expm1, which numpy does not vectorise and which here gives no digit more.
    result: Colours = np.asarray(_BLACK, depth.dtype) * (1 - np.exp(-ratio * np.sqrt(ratio)))
    return result
