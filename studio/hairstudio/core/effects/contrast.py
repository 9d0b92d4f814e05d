"""Contrast around a pivot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from hairstudio.core.colour.srgb import power
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.parameters import number


@dataclass(frozen=True)
class Contrast(Effect):
    """Steepen or flatten encoded values around a pivot that stays.

    More contrast is a pair of power curves that meet at the pivot with the wanted slope c and
    keep black and white where they are: ``p (x/p)^c`` below it, ``1 − (1−p) ((1−x)/(1−p))^c``
    above; nothing can clip. Less contrast is the line ``p + c (x − p)``: the inverse power
    would have an infinite slope at black and blow its noise up.
    """

    type_id: ClassVar[str] = "contrast"
    label: ClassVar[str] = "Contrast"
    group: ClassVar[str] = "Tone"
    summary: ClassVar[str] = "Steepen or flatten the tones around a pivot."

    contrast: float = number("Contrast", 1.0, 0.0, 4.0)
    pivot: float = number(
        "Pivot", 0.4, 0.05, 0.95, help="The tone that stays as it is.", groove="lightness"
    )

    @property
    def changes_nothing(self) -> bool:
        return self.contrast == 1.0

    def apply(self, rgb: Colours) -> Colours:
        pivot, slope = self.pivot, self.contrast
        if slope <= 1.0:
            return pivot + slope * (rgb - pivot)
        x = np.clip(rgb, 0, 1)
        tiny = np.finfo(rgb.dtype).tiny
        below = pivot * power(np.maximum(np.minimum(x / pivot, 1), tiny), slope)
        above = np.maximum(np.minimum((1 - x) / (1 - pivot), 1), tiny)
        return np.where(x < pivot, below, 1 - (1 - pivot) * power(above, slope))
