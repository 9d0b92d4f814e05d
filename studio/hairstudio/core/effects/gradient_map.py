"""Gradient map."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from hairstudio.core.colour.srgb import luma
from hairstudio.core.curves import TABLE_SIZE, evaluate_gradient, lookup
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.parameters import Gradient, gradient, number


@dataclass(frozen=True)
class GradientMap(Effect):
    """Give every tone the colour that a gradient has at its luma.

    Between stops each encoded channel runs as a monotone cubic. From black to white it is a plain
    black-and-white. ``keep`` leaves that share of the source's own chroma in, so that strands
    still differ from each other in more than lightness.
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
        mapped = lookup(_table(self.stops, rgb.dtype), grey[..., 0])
        if self.keep == 0.0:
            return mapped
        return mapped + np.asarray(self.keep, rgb.dtype) * (rgb - grey)


@functools.lru_cache(maxsize=16)
def _table(stops: Gradient, dtype: np.dtype[Any]) -> Colours:
    table: Colours = evaluate_gradient(stops, np.linspace(0.0, 1.0, TABLE_SIZE)).astype(dtype)
    table.setflags(write=False)
    return table
