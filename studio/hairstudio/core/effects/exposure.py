"""Exposure in stops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from hairstudio.core.colour.srgb import decode, encode
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.parameters import number


@dataclass(frozen=True)
class Exposure(Effect):
    """Multiply linear light by 2^stops."""

    type_id: ClassVar[str] = "exposure"
    label: ClassVar[str] = "Exposure"
    group: ClassVar[str] = "Tone"
    summary: ClassVar[str] = "More or less light, in stops."

    stops: float = number("Exposure", 0.0, -5.0, 5.0, unit="EV", groove="lightness")

    @property
    def changes_nothing(self) -> bool:
        return self.stops == 0.0

    def apply(self, rgb: Colours) -> Colours:
        return encode(decode(rgb) * np.asarray(2.0**self.stops, rgb.dtype))
