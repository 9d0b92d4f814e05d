"""Hue versus hue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from hairstudio.core.colour.oklab import from_oklch, to_oklch
from hairstudio.core.curves import hue_histogram, lookup, tabulate_periodic
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

    def histograms(self, rgb: Colours) -> dict[str, npt.NDArray[np.float64]]:
        return {"curve": hue_histogram(rgb)}

    def apply(self, rgb: Colours) -> Colours:
        lightness, chroma, hue = to_oklch(rgb)
        turn = np.mod(hue / np.asarray(2 * np.pi, rgb.dtype), 1)
        degrees = lookup(tabulate_periodic(self.curve, rgb.dtype), turn)
        return from_oklch(lightness, chroma, hue + np.radians(degrees))
