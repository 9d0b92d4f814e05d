"""Hue versus saturation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from hairstudio.core.colour.oklab import from_oklab, to_oklab
from hairstudio.core.curves import hue_histogram, lookup, tabulate_periodic
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.parameters import Curve, hue_curve


@dataclass(frozen=True)
class HueVsSaturation(Effect):
    """Scale the chroma of each OkLCh hue by what a curve over the hue circle says."""

    type_id: ClassVar[str] = "hue-vs-saturation"
    label: ClassVar[str] = "Hue vs saturation"
    group: ClassVar[str] = "Curves"
    summary: ClassVar[str] = "More colour in some hues, less in others."

    curve: Curve = hue_curve("Saturation", 1.0, 0.0, 3.0)

    @property
    def changes_nothing(self) -> bool:
        return all(y == 1.0 for _, y in self.curve)

    def histograms(self, rgb: Colours) -> dict[str, npt.NDArray[np.float64]]:
        return {"curve": hue_histogram(rgb)}

    def apply(self, rgb: Colours) -> Colours:
        lab = to_oklab(rgb)
        turn = np.arctan2(lab[..., 2], lab[..., 1]) / np.asarray(2 * np.pi, rgb.dtype)
        factor = lookup(tabulate_periodic(self.curve, rgb.dtype), np.mod(turn, 1))
        lab[..., 1] *= factor
        lab[..., 2] *= factor
        return from_oklab(lab)
