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

    Positive: above ``threshold`` a smooth step of luma, ``softness`` wide, mixes up to half of
    ``amount`` of the sheen's colour in where that is lighter; it stays under white, so shine
    does not clip. Negative: the excess x of luma over ``threshold`` becomes
    ``x / (1 + 2 |amount| x / softness)``, which flattens shine and keeps its order.
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
        excess = y - self.threshold
        if self.amount > 0:
            t = np.clip(excess / self.softness, 0, 1)
            share = self.amount * t * t * (3 - 2 * t)
            sheen = np.array(self.colour, rgb.dtype)
            # Half-way at most: a full mix would paint the strands out.
            result = rgb + 0.5 * share * np.clip(sheen - rgb, 0, None)
            return result
        excess = np.maximum(excess, 0)
        flat = y - excess + excess / (1 - 2 * self.amount * excess / self.softness)
        result = rgb * np.where(excess > 0, flat / np.where(excess > 0, y, 1), 1)
        return result
