"""Channel mixer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from hairstudio.core.colour.srgb import decode, encode
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.parameters import number


@dataclass(frozen=True)
class ChannelMixer(Effect):
    """Each channel as a weighted sum of all three, in linear light."""

    type_id: ClassVar[str] = "channel-mixer"
    label: ClassVar[str] = "Channel mixer"
    group: ClassVar[str] = "Colour"
    summary: ClassVar[str] = "Make each channel from a mix of all three."

    red_from_red: float = number("Red from red", 1.0, -2.0, 2.0)
    red_from_green: float = number("Red from green", 0.0, -2.0, 2.0)
    red_from_blue: float = number("Red from blue", 0.0, -2.0, 2.0)
    green_from_red: float = number("Green from red", 0.0, -2.0, 2.0)
    green_from_green: float = number("Green from green", 1.0, -2.0, 2.0)
    green_from_blue: float = number("Green from blue", 0.0, -2.0, 2.0)
    blue_from_red: float = number("Blue from red", 0.0, -2.0, 2.0)
    blue_from_green: float = number("Blue from green", 0.0, -2.0, 2.0)
    blue_from_blue: float = number("Blue from blue", 1.0, -2.0, 2.0)

    @property
    def changes_nothing(self) -> bool:
        return self == ChannelMixer()

    def apply(self, rgb: Colours) -> Colours:
        matrix = np.array(
            [
                (self.red_from_red, self.red_from_green, self.red_from_blue),
                (self.green_from_red, self.green_from_green, self.green_from_blue),
                (self.blue_from_red, self.blue_from_green, self.blue_from_blue),
            ],
            rgb.dtype,
        )
        return encode(decode(rgb) @ matrix.T)
