"""Shine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from hairstudio.core.colour.srgb import luma
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.parameters import Colour, colour, number


@dataclass(frozen=True)
class Highlight(Effect):
    """Add a coloured sheen to the light strands, or take it away.

    Above ``threshold`` a smooth step of luma, ``softness`` wide, times ``amount`` mixes
    encoded values towards the sheen's colour raised to white (positive) or scales what stands
    above the threshold down (negative). It stays under white, so shine does not clip.
    """

    type_id: ClassVar[str] = "highlight"
    label: ClassVar[str] = "Highlight"
    group: ClassVar[str] = "Hair"
    summary: ClassVar[str] = "More shine on the light strands, or a matte finish."

    amount: float = number("Shine", 0.0, -1.0, 1.0, help="Negative is matte.")
    threshold: float = number("From", 0.5, 0.0, 0.95, groove="lightness")
    softness: float = number("Softness", 0.4, 0.05, 1.0)
    colour: Colour = colour("Colour", (1.0, 1.0, 1.0))

    @property
    def changes_nothing(self) -> bool:
        return self.amount == 0.0

    def apply(self, rgb: Colours) -> Colours:
        result: Colours
        y = luma(rgb)
        t = np.clip((y - self.threshold) / self.softness, 0, 1)
        share = abs(self.amount) * t * t * (3 - 2 * t)
        if self.amount > 0:
            sheen = np.array(self.colour, rgb.dtype)
            # Half-way at most: a full mix would paint the strands out.
            result = rgb + 0.5 * share * np.clip(sheen - rgb, 0, None)
            return result
        matte = self.threshold / np.maximum(y, self.threshold + 1e-6)
        result = rgb * (1 - share * (1 - matte) * 0.9)
        return result
