"""What can be said about a look in numbers: distance to the goal, trouble with references."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from hairsdk.apply import recolor_pixels
from hairsdk.lookup import LutLookup
from hairsdk.lut import Lut3D
from hairstudio.core.colour.difference import delta_e
from hairstudio.document.look import MIN_GAP, SIDES, Look, SideName
from hairstudio.document.reference import Mask, Pixels
from hairstudio.services.numbers import number_text
from hairstudio.services.translate import translate

__all__ = [
    "HairNumbers",
    "distance_to_goal",
    "dyed_colour",
    "hair_colour",
    "hair_numbers",
    "reference_trouble",
]

_CLIPPED_TROUBLE = 0.05


@dataclass(frozen=True)
class HairNumbers:
    """Shares of the hair, in [0, 1].

    Attributes
    ----------
    crushed, blown : float
        Pixels with all channels at 0, or all at 255.
    at_gamut : float
        Pixels with some, not all, channels at an end: colour that sRGB cannot hold.
    """

    crushed: float
    blown: float
    at_gamut: float


def hair_colour(image: Pixels, mask: Mask) -> tuple[float, float, float] | None:
    """Mean of the sRGB-encoded colour where the mask is above a half; None without hair.

    The fit looks at the same pixels: at the mask's edge there is background, too.
    """
    hair = (mask > 0.5).astype(np.uint8)
    if not hair.any():
        return None
    r, g, b, _ = cv2.mean(image, hair)
    return r / 255.0, g / 255.0, b / 255.0


def dyed_colour(
    image: Pixels, mask: Mask, lut: Lut3D | LutLookup
) -> tuple[float, float, float] | None:
    """`hair_colour` in the colours of a LUT, wholly, as the exported files hold them."""
    whole = (mask > 0.5).astype(np.float32)
    if not whole.any():
        return None
    return hair_colour(recolor_pixels(image, whole, lut), mask)


def distance_to_goal(colour: tuple[float, float, float], goal: tuple[float, float, float]) -> float:
    """CIEDE2000 between the mean colour of hair and the goal, both sRGB-encoded."""
    return float(delta_e(np.array(colour), np.array(goal)))


def hair_numbers(hair: Pixels) -> HairNumbers:
    """How much of the hair has lost detail or left the gamut.

    Parameters
    ----------
    hair : ndarray of uint8, shape (N, 3)
        Pixels of the hair, or an even sample of them.
    """
    if not len(hair):
        return HairNumbers(0.0, 0.0, 0.0)
    low, high = hair == 0, hair == 255
    crushed, blown = low.all(axis=1), high.all(axis=1)
    some = (low | high).any(axis=1) & ~crushed & ~blown
    return HairNumbers(float(crushed.mean()), float(blown.mean()), float(some.mean()))


def reference_trouble(look: Look) -> tuple[str, ...]:
    """What is wrong with the references, in words that say what to do; empty if nothing is."""
    light, dark = look.light.reference, look.dark.reference
    trouble = []
    for name in SIDES:
        reference = look.side(name).reference
        if reference is None:
            continue
        if not reference.has_hair:
            trouble.append(_no_hair(name))
        elif reference.clipped > _CLIPPED_TROUBLE:
            trouble.append(_clipped(name).format(round(100 * reference.clipped)))
    if light is None or dark is None or not (light.has_hair and dark.has_hair):
        return tuple(trouble)
    if light.same_photo(dark):
        trouble.append(
            translate(
                "Trouble",
                "Both references are the same photo: choose one of lighter or darker hair.",
            )
        )
        return tuple(trouble)
    gap = light.intensity - dark.intensity
    if gap < 0:
        trouble.append(
            translate("Trouble", "The light reference is darker than the dark one: swap them.")
        )
    elif gap < MIN_GAP:
        trouble.append(
            translate(
                "Trouble",
                "The references are close together ({0} and {1}): the look is sure only for hair "
                "between them.",
            ).format(number_text(light.intensity, ".2f"), number_text(dark.intensity, ".2f"))
        )
    return tuple(trouble)


def _no_hair(side: SideName) -> str:
    if side == "light":
        return translate(
            "Trouble", "No hair is marked in the light reference: paint it with the brush (B)."
        )
    return translate(
        "Trouble", "No hair is marked in the dark reference: paint it with the brush (B)."
    )


def _clipped(side: SideName) -> str:
    if side == "light":
        return translate(
            "Trouble",
            "{0} % of the hair in the light reference is clipped: a photo with detail there gives "
            "a better look.",
        )
    return translate(
        "Trouble",
        "{0} % of the hair in the dark reference is clipped: a photo with detail there gives "
        "a better look.",
    )
