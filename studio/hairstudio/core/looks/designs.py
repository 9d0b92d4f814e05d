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
    ramp : str
        Colours from the deepest shadow to the shine, ``#rrggbb`` each, luma rising from 0 to 1.
    level, level_light : float
        Mean luma of the hair where it was dark, and where it was very light.
    contrast : (float, float)
        Wanted spread of luma: ``scale · spread of the hair + base``.
    floor : float
        Least slope of the tone curves where they matter.
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
    ramp: str
    level: float
    level_light: float
    contrast: tuple[float, float]
    floor: float
    black: float
    bleach: float
    warmth: float
    keep: float
    keep_dark: float

    def level_at(self, intensity: float) -> float:
        """Return the luma that hair of this intensity shall have.

        Constant up to 0.3 and rising from there: very light hair is, as a rule, hair in much
        light, and pulling it down all the way would look dull.
        """
        share: float = min(max((intensity - 0.3) / 0.38, 0.0), 1.0) ** 1.5
        return self.level + (self.level_light - self.level) * share

    def shoulder_at(self, luma: float) -> float:
        """Return where the dark curve should be for what is too light to be dark hair.

        Near where it was; lower for dark looks, or the light strands of hair in between the
        references would stay grey.
        """
        near = luma + (1 - luma) * (0.9 * self.level - 0.25)
        return near * (0.5 + 0.5 * min(1.0, self.level / 0.3))

    def spread_of(self, spread: float) -> float:
        """Return the wanted standard deviation of luma for hair that has ``spread``."""
        return self.contrast[0] * spread + self.contrast[1]


DESIGNS = (
    Design(
        "jet-black",
        "Jet black",
        "natural",
        "Blue-black with a cold shine.",
        "#000000 #0b0b0c #28292b #4c4d50 #737479 #9c9ea3 #c5c7cb #e7e8ea #ffffff",
        level=0.132,
        level_light=0.135,
        contrast=(0.3, 0.055),
        floor=0.5,
        black=0.04,
        bleach=0.0,
        warmth=2.0,
        keep=0.1,
        keep_dark=0.05,
    ),
    Design(
        "espresso",
        "Espresso",
        "natural",
        "The darkest brown, nearly black in the shade.",
        "#000000 #100907 #33251f #5c483e #886e61 #b29889 #d7c3b5 #f0e6de #ffffff",
        level=0.14,
        level_light=0.16,
        contrast=(0.35, 0.05),
        floor=0.5,
        black=0.06,
        bleach=0.05,
        warmth=2.0,
        keep=0.07,
        keep_dark=0.1,
    ),
    Design(
        "brunette",
        "Brunette",
        "natural",
        "Plain medium brown.",
        "#000000 #100907 #34251f #5e473e #8b6d5f #b59786 #dac2b1 #f2e5db #ffffff",
        level=0.188,
        level_light=0.21,
        contrast=(0.5, 0.05),
        floor=0.5,
        black=0.06,
        bleach=0.1,
        warmth=2.0,
        keep=0.1,
        keep_dark=0.1,
    ),
    Design(
        "chestnut",
        "Chestnut",
        "natural",
        "Warm brown with a red undertone.",
        "#000000 #150704 #3e2016 #6c4030 #9a6650 #c49277 #e4bfa6 #f7e4d6 #ffffff",
        level=0.205,
        level_light=0.25,
        contrast=(0.7, 0.04),
        floor=0.5,
        black=0.06,
        bleach=0.15,
        warmth=2.0,
        keep=0.1,
        keep_dark=0.08,
    ),
    Design(
        "auburn",
        "Auburn",
        "natural",
        "Deep red-brown.",
        "#000000 #190403 #471711 #7a3527 #ac5a46 #d3896d #efbaa1 #f9e3d7 #ffffff",
        level=0.235,
        level_light=0.29,
        contrast=(0.7, 0.045),
        floor=0.5,
        black=0.06,
        bleach=0.2,
        warmth=2.0,
        keep=0.12,
        keep_dark=0.08,
    ),
    Design(
        "copper",
        "Copper",
        "natural",
        "Bright orange-red with peach lights.",
        "#000000 #190502 #471807 #7d3414 #b1582b #d98858 #f0bb97 #f9e3d4 #ffffff",
        level=0.335,
        level_light=0.41,
        contrast=(0.68, 0.06),
        floor=0.5,
        black=0.11,
        bleach=0.35,
        warmth=2.0,
        keep=0.12,
        keep_dark=0.06,
    ),
    Design(
        "strawberry-blond",
        "Strawberry blond",
        "natural",
        "Light blond with a touch of red.",
        "#000000 #150704 #3e2013 #6e4028 #9d6542 #c89166 #e6bf9b #f9e4cf #ffffff",
        level=0.43,
        level_light=0.53,
        contrast=(0.62, 0.065),
        floor=0.55,
        black=0.17,
        bleach=0.6,
        warmth=1.6,
        keep=0.12,
        keep_dark=0.06,
    ),
    Design(
        "dark-blond",
        "Dark blond",
        "natural",
        "Between brown and blond, sandy.",
        "#000000 #100906 #34251c #5e4838 #8a6e56 #b5997a #d9c4a7 #f1e6d6 #ffffff",
        level=0.318,
        level_light=0.4,
        contrast=(0.65, 0.058),
        floor=0.5,
        black=0.1,
        bleach=0.4,
        warmth=1.5,
        keep=0.15,
        keep_dark=0.08,
    ),
    Design(
        "honey-blond",
        "Honey blond",
        "natural",
        "Golden blond.",
        "#000000 #130804 #3a2214 #67442a #956a42 #c09661 #e3c28f #f7e6c6 #ffffff",
        level=0.45,
        level_light=0.55,
        contrast=(0.62, 0.065),
        floor=0.55,
        black=0.17,
        bleach=0.6,
        warmth=2.0,
        keep=0.12,
        keep_dark=0.06,
    ),
    Design(
        "ash-blond",
        "Ash blond",
        "natural",
        "Cool blond without gold.",
        "#000000 #0f0a07 #31271f #594a3c #84715c #af9b7f #d5c5a8 #efe7d6 #ffffff",
        level=0.42,
        level_light=0.54,
        contrast=(0.62, 0.065),
        floor=0.55,
        black=0.18,
        bleach=0.8,
        warmth=1.0,
        keep=0.1,
        keep_dark=0.04,
    ),
    Design(
        "mushroom",
        "Mushroom",
        "natural",
        "Grey-brown, cool and matte.",
        "#000000 #0f0a08 #312620 #5a4940 #837064 #ac9b8c #d2c5b6 #eee7dd #ffffff",
        level=0.305,
        level_light=0.38,
        contrast=(0.65, 0.055),
        floor=0.5,
        black=0.1,
        bleach=0.5,
        warmth=1.0,
        keep=0.1,
        keep_dark=0.05,
    ),
    Design(
        "platinum",
        "Platinum",
        "natural",
        "The lightest blond, toned almost white.",
        "#000000 #110b05 #32281f #5c4a3b #85715d #ae9c86 #d4c5ae #f0e7d7 #ffffff",
        level=0.58,
        level_light=0.72,
        contrast=(0.6, 0.07),
        floor=0.6,
        black=0.33,
        bleach=0.9,
        warmth=1.2,
        keep=0.08,
        keep_dark=0.03,
    ),
    Design(
        "silver",
        "Silver",
        "natural",
        "Neutral grey, light and metallic.",
        "#000000 #0b0b0b #292929 #4d4d4d #747474 #9e9e9e #c7c7c7 #e8e8e8 #ffffff",
        level=0.46,
        level_light=0.58,
        contrast=(0.65, 0.065),
        floor=0.6,
        black=0.2,
        bleach=0.9,
        warmth=1.0,
        keep=0.0,
        keep_dark=0.0,
    ),
    Design(
        "burgundy",
        "Burgundy",
        "fashion",
        "Dark wine red.",
        "#000000 #1a0307 #4a111f #7f2c3f #b05164 #d7828d #f1b5ba #fbe1e2 #ffffff",
        level=0.165,
        level_light=0.22,
        contrast=(0.7, 0.035),
        floor=0.5,
        black=0.06,
        bleach=0.15,
        warmth=2.0,
        keep=0.08,
        keep_dark=0.06,
    ),
    Design(
        "rose",
        "Rose",
        "fashion",
        "Dusty pink.",
        "#000000 #150609 #3f1c25 #713948 #a35b6e #d38592 #f3b4ba #fbe0e2 #ffffff",
        level=0.44,
        level_light=0.56,
        contrast=(0.6, 0.065),
        floor=0.55,
        black=0.17,
        bleach=0.7,
        warmth=1.5,
        keep=0.08,
        keep_dark=0.04,
    ),
    Design(
        "violet",
        "Violet",
        "fashion",
        "Rich purple.",
        "#000000 #0f051d #32194f #5d3785 #895cb4 #b489d7 #d9b9f0 #f0e2f9 #ffffff",
        level=0.25,
        level_light=0.33,
        contrast=(0.68, 0.05),
        floor=0.5,
        black=0.08,
        bleach=0.5,
        warmth=1.0,
        keep=0.06,
        keep_dark=0.03,
    ),
    Design(
        "teal",
        "Teal",
        "fashion",
        "Blue-green, deep and clear.",
        "#000000 #000e12 #012f36 #06585f #268388 #56afb0 #96d5d3 #d2efed #ffffff",
        level=0.3,
        level_light=0.4,
        contrast=(0.68, 0.055),
        floor=0.5,
        black=0.09,
        bleach=0.6,
        warmth=1.0,
        keep=0.06,
        keep_dark=0.03,
    ),
    Design(
        "ocean",
        "Ocean",
        "fashion",
        "Deep blue with light blue lights.",
        "#000000 #030a1e #0d284f #1f4d86 #3e77b5 #69a5d7 #a2ceed #d7ebf8 #ffffff",
        level=0.27,
        level_light=0.37,
        contrast=(0.68, 0.055),
        floor=0.5,
        black=0.09,
        bleach=0.6,
        warmth=1.0,
        keep=0.06,
        keep_dark=0.03,
    ),
    Design(
        "apricot",
        "Apricot",
        "fashion",
        "Soft orange pastel.",
        "#000000 #160703 #401e10 #723d21 #a46136 #d18d58 #f1bb8b #fbe3cd #ffffff",
        level=0.49,
        level_light=0.6,
        contrast=(0.6, 0.068),
        floor=0.55,
        black=0.2,
        bleach=0.7,
        warmth=2.0,
        keep=0.08,
        keep_dark=0.05,
    ),
    Design(
        "lilac",
        "Pastel lilac",
        "fashion",
        "Pale violet on white blond.",
        "#000000 #0d0914 #2d243a #544567 #7f6a95 #ac92c3 #d4bde6 #efe3f7 #ffffff",
        level=0.5,
        level_light=0.63,
        contrast=(0.6, 0.07),
        floor=0.55,
        black=0.22,
        bleach=0.9,
        warmth=1.0,
        keep=0.06,
        keep_dark=0.02,
    ),
)
