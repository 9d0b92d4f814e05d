"""Dye: a translucent colorant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from hairstudio.core.colour.srgb import decode, encode
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.parameters import Colour, colour, number

_DARKEST = 0.002


@dataclass(frozen=True)
class Dye(Effect):
    """Lay a translucent colorant over the hair, as a salon's colour does.

    Absorbances add (Beer–Lambert): with ``A = −ln`` of linear RGB, the hair becomes
    ``A + amount · A(colour)``. White hair takes the colour itself, light hair most of it, and
    dark hair hardly changes, as in life: it has to be lightened first.
    """

    type_id: ClassVar[str] = "dye"
    label: ClassVar[str] = "Dye"
    group: ClassVar[str] = "Hair"
    summary: ClassVar[str] = "A translucent colour: strong on light hair, faint on dark."

    colour: Colour = colour("Colour", (0.65, 0.27, 0.16), help="What white hair would become.")
    amount: float = number("Amount", 0.0, 0.0, 2.0)

    @classmethod
    def added(cls, goal: Colour | None = None) -> Dye:
        return cls(goal or cls.colour, amount=1.0)

    @property
    def changes_nothing(self) -> bool:
        return self.amount == 0.0

    def apply(self, rgb: Colours) -> Colours:
        pigment = np.maximum(decode(np.array(self.colour, np.float64)), _DARKEST)
        return encode(decode(rgb) * (pigment**self.amount).astype(rgb.dtype))
