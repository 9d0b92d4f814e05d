"""Hue, chroma and lightness in OkLCh."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from hairstudio.core.colour.oklab import from_oklab, to_oklab
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.parameters import number


@dataclass(frozen=True)
class OkLch(Effect):
    """Turn the hue, scale the chroma and move the lightness in OkLCh.

    Lightness moves by ``amount · 4 L (1 − L)``, most in the middle and not at all at black and
    white, so that it never clips.
    """

    type_id: ClassVar[str] = "oklch"
    label: ClassVar[str] = "Hue, chroma, lightness"
    group: ClassVar[str] = "Colour"
    summary: ClassVar[str] = "Turn hue, scale chroma and move lightness, evenly to the eye."

    hue: float = number("Hue", 0.0, -180.0, 180.0, unit="°", step=1.0, decimals=1, groove="hue")
    chroma: float = number("Chroma", 1.0, 0.0, 3.0, groove="saturation")
    lightness: float = number("Lightness", 0.0, -0.25, 0.25, groove="lightness")

    @property
    def changes_nothing(self) -> bool:
        return self.hue == 0.0 and self.chroma == 1.0 and self.lightness == 0.0

    def apply(self, rgb: Colours) -> Colours:
        lab = to_oklab(rgb)
        turn = np.radians(self.hue)
        cos, sin = self.chroma * np.cos(turn), self.chroma * np.sin(turn)
        turned = lab @ np.array([[1, 0, 0], [0, cos, sin], [0, -sin, cos]], rgb.dtype)
        lightness = lab[..., 0]
        turned[..., 0] += self.lightness * 4 * np.clip(lightness * (1 - lightness), 0, None)
        return from_oklab(turned)
