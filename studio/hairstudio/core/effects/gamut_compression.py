"""Gamut compression."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from hairstudio.core.colour.srgb import decode, encode, max_channel
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.parameters import number


@dataclass(frozen=True)
class GamutCompression(Effect):
    """Bring colours outside the gamut back in, softly, instead of clipping a channel.

    The distance of each linear channel from the achromatic axis, ``d = (max − c) / max``, is
    left alone up to ``threshold`` and compressed above it so that ``limit`` lands on 1, with
    the Reinhard curve of the ACES Reference Gamut Compression's family:
    ``d' = t + s x / (1 + x)``, ``x = (d − t) / s``, with ``s`` chosen so that limit → 1.
    """

    type_id: ClassVar[str] = "gamut-compression"
    label: ClassVar[str] = "Gamut compression"
    group: ClassVar[str] = "Colour"
    summary: ClassVar[str] = "Bring colours that are too strong back in, without hard edges."

    amount: float = number("Amount", 0.0, 0.0, 1.0)
    threshold: float = number("Protect", 0.8, 0.0, 0.95, help="Colours below this stay.")
    limit: float = number("Reach", 1.3, 1.01, 3.0, help="The strength that lands on the edge.")

    @property
    def changes_nothing(self) -> bool:
        return self.amount == 0.0

    def apply(self, rgb: Colours) -> Colours:
        linear = decode(rgb)
        top = max_channel(linear)
        distance = (top - linear) / np.maximum(top, np.asarray(1e-6, rgb.dtype))
        t, reach = self.threshold, self.limit - self.threshold
        scale = reach * (1 - t) / (reach - (1 - t))
        x = np.clip((distance - t) / scale, 0, None)
        compressed = np.where(distance > t, t + scale * x / (1 + x), distance)
        return encode(linear + self.amount * (distance - compressed) * np.maximum(top, 0))
