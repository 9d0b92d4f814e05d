"""White balance by chromatic adaptation."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from hairstudio.core.colour.adaptation import adaptation_matrix, white_uv
from hairstudio.core.colour.srgb import decode, encode
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.parameters import number

_UV_PER_TINT = 0.0002


@dataclass(frozen=True)
class WhiteBalance(Effect):
    """Adapt the picture's white from D65 to one along and across the Planckian locus.

    Temperature counts in mired, in which equal steps look equally large; tint in units of
    0.0002 in CIE 1960 uv. The adaptation is Bradford's and keeps the luminance of white.
    """

    type_id: ClassVar[str] = "white-balance"
    label: ClassVar[str] = "White balance"
    group: ClassVar[str] = "Tone"
    summary: ClassVar[str] = "Warmer or cooler, greener or more magenta."

    temperature: float = number(
        "Temperature",
        0.0,
        -80.0,
        100.0,
        unit="mired",
        step=1.0,
        decimals=0,
        help="Positive is warmer.",
        groove="temperature",
    )
    tint: float = number(
        "Tint",
        0.0,
        -100.0,
        100.0,
        step=1.0,
        decimals=0,
        help="Positive is more magenta, negative greener.",
        groove="tint",
    )

    @property
    def changes_nothing(self) -> bool:
        return self.temperature == 0.0 and self.tint == 0.0

    def apply(self, rgb: Colours) -> Colours:
        return encode(decode(rgb) @ _matrix(self.temperature, self.tint, rgb.dtype))


@functools.lru_cache(maxsize=16)
def _matrix(temperature: float, tint: float, dtype: np.dtype[Any]) -> Colours:
    matrix = adaptation_matrix(white_uv(temperature, tint * _UV_PER_TINT))
    transposed: Colours = matrix.T.astype(dtype)
    transposed.setflags(write=False)
    return transposed
