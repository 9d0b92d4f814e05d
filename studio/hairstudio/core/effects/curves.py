"""Tone curves: luma, and each channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from hairstudio.core.colour.srgb import luma
from hairstudio.core.curves import histogram, lookup, tabulate
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.parameters import IDENTITY_CURVE, Curve, curve


@dataclass(frozen=True)
class Curves(Effect):
    """A curve for each channel, then one for luma, on encoded values.

    The luma curve moves a colour on the line to black where it darkens and on the line to
    white where it lightens, so that its Rec. 709 luma lands exactly on the curve. That never
    leaves the gamut, and colour noise in lifted shadows is not multiplied as it is by
    a common gain on all channels.
    """

    type_id: ClassVar[str] = "curves"
    label: ClassVar[str] = "Curves"
    group: ClassVar[str] = "Curves"
    summary: ClassVar[str] = "Tone curves for luma and for each channel."

    luma: Curve = curve("Luma")
    red: Curve = curve("Red")
    green: Curve = curve("Green")
    blue: Curve = curve("Blue")

    @property
    def changes_nothing(self) -> bool:
        return self == Curves()

    def histograms(self, rgb: Colours) -> dict[str, npt.NDArray[np.float64]]:
        channels = zip(("red", "green", "blue"), np.moveaxis(rgb, -1, 0), strict=True)
        found = {name: histogram(values) for name, values in channels}
        return {"luma": histogram(luma(self._channels(rgb))), **found}

    def _channels(self, rgb: Colours) -> Colours:
        channels = (self.red, self.green, self.blue)
        if all(points == IDENTITY_CURVE for points in channels):
            return rgb
        curved = [
            lookup(tabulate(points, rgb.dtype), rgb[..., index])
            for index, points in enumerate(channels)
        ]
        return np.stack(curved, axis=-1)

    def apply(self, rgb: Colours) -> Colours:
        rgb = self._channels(rgb)
        if self.luma == IDENTITY_CURVE:
            return rgb
        before = np.clip(luma(rgb), 0, 1)
        after = lookup(tabulate(self.luma, rgb.dtype), before)
        tiny = np.finfo(rgb.dtype).tiny
        darker = rgb * (after / np.maximum(before, tiny))
        lighter = 1 - (1 - rgb) * ((1 - after) / np.maximum(1 - before, tiny))
        return np.where(after <= before, darker, lighter)
