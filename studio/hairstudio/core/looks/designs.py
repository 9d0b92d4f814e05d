"""What each built-in look is meant to be, in the words of its maker."""

from __future__ import annotations

import dataclasses

__all__ = ["AUTHOR", "CREATED", "DESIGNS", "LICENCE", "Design"]

AUTHOR = "Hair Studio"
LICENCE = "CC0-1.0"
CREATED = "2025-11-22"


@dataclasses.dataclass(frozen=True)
class Design:
    """A look as its maker thinks of it.

    Attributes
    ----------
    id, name, family, notes : str
        For code; for people; ``natural`` or ``fashion``; one sentence.
    ramp : tuple of str
        Colours from the deepest shadow to the shine, ``#rrggbb``, luma rising from 0 to 1.
    level, level_light : float
        Mean luma of the hair where it was dark, and where it was very light.
    contrast : (float, float)
        Wanted spread of luma: ``scale · spread of the hair + base``.
    floor : float
        Least slope of the tone curves where they matter.
    gain : float
        Largest slope of the dark curve: the limit on noise gain.
    black : float
        How far black may be lifted.
    bleach, warmth : float
        The dark stack's lightening.
    keep, keep_dark : float
        Share of the hair's own chroma that stays, in the light and in the dark stack.
    """

    id: str
    name: str
    family: str
    notes: str
    ramp: tuple[str, ...]
    level: float
    level_light: float
    contrast: tuple[float, float] = (0.65, 0.03)
    floor: float = 0.3
    gain: float = 3.2
    black: float = 0.08
    bleach: float = 0.4
    warmth: float = 2.0
    keep: float = 0.15
    keep_dark: float = 0.08

    def level_at(self, intensity: float) -> float:
        """Return the luma that hair of this intensity shall have.

        Constant up to 0.3 and rising from there: very light hair is, as a rule, hair in much
        light, and pulling it down all the way would look dull.
        """
        share: float = min(max((intensity - 0.3) / 0.38, 0.0), 1.0) ** 1.5
        return self.level + (self.level_light - self.level) * share

    def shoulder_at(self, luma: float) -> float:
        """Return where the dark curve should be for what is too light to be dark hair."""
        pull = 0.45 * (1 - luma) * (2 * self.level)
        return luma - (1 - luma) * 0.25 + pull

    def spread_of(self, spread: float) -> float:
        """Return the wanted standard deviation of luma for hair that has ``spread``."""
        return self.contrast[0] * spread + self.contrast[1]


DESIGNS = (
    Design(
        "jet-black",
        "Jet black",
        "natural",
        "Blue-black with a cold shine.",
        ("#000000", "#0c0b0d", "#1c1b1f", "#3a3a40", "#686970", "#a1a3a9", "#d5d7da", "#ffffff"),
        level=0.115,
        level_light=0.135,
        contrast=(0.62, 0.01),
        floor=0.5,
        black=0.06,
        bleach=0.0,
        keep=0.08,
    ),
    Design(
        "copper",
        "Copper",
        "natural",
        "Bright orange-red with peach lights.",
        ("#000000", "#140805", "#3c160b", "#7a2f16", "#b4552b", "#d98a5c", "#f2c5a4", "#ffffff"),
        level=0.35,
        level_light=0.42,
        contrast=(0.65, 0.045),
        floor=0.5,
        bleach=0.35,
    ),
    Design(
        "platinum",
        "Platinum",
        "natural",
        "The lightest blond, toned almost white.",
        ("#000000", "#161412", "#4a443d", "#868074", "#bfb8aa", "#e8e2d6", "#fbf8f2", "#ffffff"),
        level=0.57,
        level_light=0.68,
        contrast=(0.6, 0.06),
        floor=0.6,
        black=0.18,
        bleach=0.9,
        keep=0.1,
    ),
)
