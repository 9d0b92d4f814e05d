"""Gradient map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from hairstudio.core.colour.oklab import from_oklab, to_oklab
from hairstudio.core.colour.srgb import luma
from hairstudio.core.curves import TABLE_SIZE, evaluate, lookup
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.parameters import Gradient, gradient, number


@dataclass(frozen=True)
class GradientMap(Effect):
    """Give every tone the colour that a gradient has at its luma.

    Between stops the gradient runs as a monotone cubic in OkLab: straight lines would show
    their corners as bands. ``keep`` leaves that share of the source's own chroma in, so that
    strands still differ from each other in more than lightness.
    """

    type_id: ClassVar[str] = "gradient-map"
    label: ClassVar[str] = "Gradient map"
    group: ClassVar[str] = "Hair"
    summary: ClassVar[str] = "Colours by lightness: shadows, midtones, highlights."

    stops: Gradient = gradient("Gradient", ((0.0, (0.0, 0.0, 0.0)), (1.0, (1.0, 1.0, 1.0))))
    keep: float = number(
        "Keep chroma", 0.0, 0.0, 1.0, help="How much of the hair's own colour differences stays."
    )

    def apply(self, rgb: Colours) -> Colours:
        grey = luma(rgb)
        mapped = lookup(self._table(rgb.dtype), grey[..., 0])
        if self.keep == 0.0:
            return mapped
        return mapped + np.asarray(self.keep, rgb.dtype) * (rgb - grey)

    def _table(self, dtype: npt.DTypeLike) -> Colours:
        positions = [position for position, _ in self.stops]
        lab = to_oklab(np.array([colour for _, colour in self.stops]))
        x = np.linspace(0.0, 1.0, TABLE_SIZE)
        axes = [evaluate(list(zip(positions, lab[:, axis], strict=True)), x) for axis in range(3)]
        return from_oklab(np.stack(axes, axis=-1)).astype(dtype)
