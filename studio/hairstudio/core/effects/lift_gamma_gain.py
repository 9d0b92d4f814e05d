"""Lift, gamma, gain: the three wheels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from hairstudio.core.colour.srgb import power
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.parameters import Colour, number, wheel


@dataclass(frozen=True)
class LiftGammaGain(Effect):
    """``(gain · (x + lift · (1 − x)))^(1/gamma)`` on encoded values, per channel.

    Each wheel's channels are joined by a master: added to lift, multiplied into gamma and gain.
    """

    type_id: ClassVar[str] = "lift-gamma-gain"
    label: ClassVar[str] = "Lift, gamma, gain"
    group: ClassVar[str] = "Tone"
    summary: ClassVar[str] = "Colour and level of shadows, midtones and highlights."

    lift: Colour = wheel("Lift", 0.0, -0.5, 0.5, help="Shadows.")
    lift_master: float = number("Lift level", 0.0, -0.5, 0.5)
    gamma: Colour = wheel("Gamma", 1.0, 0.25, 4.0, help="Midtones.")
    gamma_master: float = number("Gamma level", 1.0, 0.25, 4.0)
    gain: Colour = wheel("Gain", 1.0, 0.0, 4.0, help="Highlights.")
    gain_master: float = number("Gain level", 1.0, 0.0, 4.0)

    @property
    def changes_nothing(self) -> bool:
        return self == LiftGammaGain()

    def apply(self, rgb: Colours) -> Colours:
        lift = np.array(self.lift, rgb.dtype) + np.asarray(self.lift_master, rgb.dtype)
        gain = np.array(self.gain, rgb.dtype) * np.asarray(self.gain_master, rgb.dtype)
        raised = gain * (rgb + lift * (1 - rgb))
        channels = [
            _signed_power(raised[..., index], 1.0 / (gamma * self.gamma_master))
            for index, gamma in enumerate(self.gamma)
        ]
        return np.stack(channels, axis=-1)


def _signed_power(values: Colours, exponent: float) -> Colours:
    if exponent == 1.0:
        return values
    tiny = np.finfo(values.dtype).tiny
    return np.copysign(power(np.maximum(np.abs(values), tiny), exponent), values)
