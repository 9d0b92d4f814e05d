"""ASC CDL: the interchange grade of the film world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from hairstudio.core.colour.srgb import luma, power
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.parameters import Colour, number, wheel


@dataclass(frozen=True)
class Cdl(Effect):
    """``clamp(x · slope + offset)^power``, then saturation about Rec. 709 luma, clamped.

    Source: ASC Color Decision List, version 1.2, on encoded values.
    """

    type_id: ClassVar[str] = "cdl"
    label: ClassVar[str] = "ASC CDL"
    group: ClassVar[str] = "Tone"
    summary: ClassVar[str] = "Slope, offset, power and saturation, as grades travel between tools."

    slope: Colour = wheel("Slope", 1.0, 0.0, 4.0)
    offset: Colour = wheel("Offset", 0.0, -1.0, 1.0)
    power: Colour = wheel("Power", 1.0, 0.1, 4.0, inverse=True)
    saturation: float = number("Saturation", 1.0, 0.0, 4.0, groove="saturation")

    @property
    def changes_nothing(self) -> bool:
        return self == Cdl()

    def apply(self, rgb: Colours) -> Colours:
        slope, offset = np.array(self.slope, rgb.dtype), np.array(self.offset, rgb.dtype)
        graded = np.clip(rgb * slope + offset, 0, 1)
        tiny = np.finfo(rgb.dtype).tiny
        if self.power != (1.0, 1.0, 1.0):
            channels = [
                power(np.maximum(graded[..., index], tiny), exponent)
                for index, exponent in enumerate(self.power)
            ]
            graded = np.stack(channels, axis=-1)
        if self.saturation == 1.0:
            return graded
        grey = luma(graded)
        return np.clip(grey + np.asarray(self.saturation, rgb.dtype) * (graded - grey), 0, 1)
