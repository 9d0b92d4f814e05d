"""Split toning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from hairsdk.intensity import REC709
from hairstudio.core.colour.srgb import luma
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.parameters import Colour, colour, number


@dataclass(frozen=True)
class SplitToning(Effect):
    """Lay one colour over the shadows and another over the highlights; luma stays.

    A colour's own distance from its luma is added with the weight ``amount · (1 − s)`` for
    shadows and ``amount · s`` for highlights; ``s`` rises smoothly with luma around
    ``balance``, and both fade at black and white, where there is no room for colour.
    """

    type_id: ClassVar[str] = "split-toning"
    label: ClassVar[str] = "Split toning"
    group: ClassVar[str] = "Colour"
    summary: ClassVar[str] = "One colour for the shadows, another for the highlights."

    shadows: Colour = colour("Shadows", (0.2, 0.3, 0.5))
    shadow_amount: float = number("Shadow amount", 0.0, 0.0, 1.0)
    highlights: Colour = colour("Highlights", (1.0, 0.8, 0.5))
    highlight_amount: float = number("Highlight amount", 0.0, 0.0, 1.0)
    balance: float = number("Balance", 0.5, 0.1, 0.9, help="The luma at which the two meet.")

    @property
    def changes_nothing(self) -> bool:
        return self.shadow_amount == 0.0 and self.highlight_amount == 0.0

    def apply(self, rgb: Colours) -> Colours:
        y = np.clip(luma(rgb), 0, 1)
        position = (
            np.where(
                y < self.balance, y / self.balance, 1 + (y - self.balance) / (1 - self.balance)
            )
            / 2
        )
        share = position * position * (3 - 2 * position)
        room = 4 * y * (1 - y)
        shadows = self.shadow_amount * room * (1 - share) * _chroma(self.shadows, rgb)
        highlights = self.highlight_amount * room * share * _chroma(self.highlights, rgb)
        return rgb + shadows + highlights


def _chroma(value: Colour, like: Colours) -> Colours:
    grey = sum(weight * channel for weight, channel in zip(REC709, value, strict=True))
    return np.array(value, like.dtype) - np.asarray(grey, like.dtype)
