"""Hue versus hue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from hairstudio.core.colour.oklab import from_oklch, to_oklch
from hairstudio.core.curves import TABLE_SIZE, evaluate_periodic, lookup
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.parameters import Curve, hue_curve


@dataclass(frozen=True)
class HueVsHue(Effect):
    """Turn each OkLCh hue by what a curve over the hue circle says."""

    type_id: ClassVar[str] = "hue-vs-hue"
    label: ClassVar[str] = "Hue vs hue"
    group: ClassVar[str] = "Curves"
    summary: ClassVar[str] = "Move some hues and leave the others."

    curve: Curve = hue_curve("Hue shift", 0.0, -180.0, 180.0, unit="°")

    @property
    def changes_nothing(self) -> bool:
        return all(y == 0.0 for _, y in self.curve)

    def apply(self, rgb: Colours) -> Colours:
        lightness, chroma, hue = to_oklch(rgb)
        turns = evaluate_periodic(self.curve, np.linspace(0.0, 360.0, TABLE_SIZE))
        table = np.radians(turns).astype(rgb.dtype)
        shift = lookup(table, np.mod(hue / np.asarray(2 * np.pi, rgb.dtype), 1))
        return from_oklch(lightness, chroma, hue + shift)
