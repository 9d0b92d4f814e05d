"""Saturation and vibrance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from hairstudio.core.colour.srgb import luma, max_channel, min_channel
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.parameters import number


@dataclass(frozen=True)
class Saturation(Effect):
    """Scale the distance from luma: all colours alike, and pale ones more than strong ones.

    The factor is ``saturation · (1 + vibrance · (1 − s))`` with ``s = max − min`` of the
    encoded channels; Rec. 709 luma stays.
    """

    type_id: ClassVar[str] = "saturation"
    label: ClassVar[str] = "Saturation"
    group: ClassVar[str] = "Colour"
    summary: ClassVar[str] = "More or less colour; vibrance spares what is strong already."

    saturation: float = number("Saturation", 1.0, 0.0, 3.0, groove="saturation")
    vibrance: float = number("Vibrance", 0.0, -1.0, 1.0, groove="saturation")

    @property
    def changes_nothing(self) -> bool:
        return self.saturation == 1.0 and self.vibrance == 0.0

    def apply(self, rgb: Colours) -> Colours:
        grey = luma(rgb)
        factor = np.asarray(self.saturation, rgb.dtype)
        if self.vibrance != 0.0:
            strength = max_channel(rgb) - min_channel(rgb)
            factor = factor * (1 + self.vibrance * (1 - np.minimum(strength, 1)))
        return grey + factor * (rgb - grey)
