"""Tint that keeps luminance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from hairstudio.core.colour.srgb import decode, encode, luminance
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.parameters import Colour, colour, number


@dataclass(frozen=True)
class Tint(Effect):
    """Mix towards one colour, brought to each pixel's own luminance.

    In linear light the colour is scaled down, or mixed with white, until its luminance is the
    pixel's; mixing two colours of one luminance keeps it exactly, and nothing leaves the gamut.
    """

    type_id: ClassVar[str] = "tint"
    label: ClassVar[str] = "Tint"
    group: ClassVar[str] = "Hair"
    summary: ClassVar[str] = "Another colour at the same luminance."

    colour: Colour = colour("Colour", (0.65, 0.27, 0.16))
    amount: float = number("Amount", 0.0, 0.0, 1.0)

    @classmethod
    def added(cls, goal: Colour | None = None) -> Tint:
        return cls(goal or cls.colour, amount=1.0)

    @property
    def changes_nothing(self) -> bool:
        return self.amount == 0.0

    def apply(self, rgb: Colours) -> Colours:
        linear = decode(rgb)
        y = luminance(linear)
        goal = decode(np.array(self.colour, rgb.dtype))
        goal_y = float(luminance(goal)[0])
        down = y / max(goal_y, 1e-6)
        up = np.clip((y - goal_y) / max(1 - goal_y, 1e-6), 0, None)
        tinted = np.where(y <= goal_y, goal * down, goal + (1 - goal) * up)
        return encode(linear + np.asarray(self.amount, rgb.dtype) * (tinted - linear))
