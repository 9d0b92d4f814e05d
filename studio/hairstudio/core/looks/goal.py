"""A design for a goal colour: what a look is meant to be whose maker names one colour only."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from hairstudio.core.colour.oklab import from_oklab, to_oklab
from hairstudio.core.colour.srgb import luma
from hairstudio.core.kinds import hexadecimal
from hairstudio.core.looks.designs import Design

__all__ = ["design_for"]

Floats = npt.NDArray[np.floating[Any]]

# Chroma along a ramp of one hue, from black to white, as the built-in looks have it on average.
_LIGHTNESS = np.array((0.0, 0.15, 0.28, 0.42, 0.56, 0.7, 0.83, 0.93, 1.0))
_CHROMA = np.array((0.0, 0.31, 0.58, 0.83, 0.98, 0.95, 0.75, 0.38, 0.0))
# A dark colour as strong as can be would ask for more in the lights than any hair shows.
_MOST_CHROMA = 1.4
# How the built-in looks are made, by their level.
_LEVELS = (0.13, 0.2, 0.3, 0.42, 0.54)
_SCALE = (0.35, 0.65, 0.67, 0.62, 0.6)
_BASE = (0.05, 0.04, 0.055, 0.065, 0.07)
_FLOOR = (0.5, 0.5, 0.5, 0.55, 0.6)
_BLACK = (0.05, 0.06, 0.1, 0.18, 0.25)
_BLEACH = (0.0, 0.15, 0.4, 0.65, 0.9)
# Lighter than any built-in look: what the tone curves leave to the trim's gamma costs contrast,
# and comes to the end of its range. Above this no room is left for lights.
_LIGHTEST = 0.8


def design_for(goal: tuple[float, float, float]) -> Design:
    """Return the design of a look that gives all hair one colour.

    Parameters
    ----------
    goal : tuple of 3 float
        sRGB-encoded, in [0, 1].
    """
    level = float(np.clip(luma(np.array([goal]))[0, 0], _LEVELS[0], _LIGHTEST))

    def at_level(values: tuple[float, ...]) -> float:
        return float(np.interp(level, _LEVELS, values))

    return Design(
        id="goal",
        name="Goal",
        family="natural",
        notes="",
        ramp=" ".join(_ramp(goal)),
        level=level,
        level_light=level,
        contrast=(at_level(_SCALE), at_level(_BASE)),
        floor=at_level(_FLOOR),
        black=at_level(_BLACK),
        bleach=at_level(_BLEACH),
        warmth=1.5,
        keep=0.08,
        keep_dark=0.04,
    )


def _ramp(goal: tuple[float, float, float]) -> list[str]:
    lightness, a, b = to_oklab(np.array(goal, np.float64))
    chroma = float(np.hypot(a, b))
    share = max(float(np.interp(lightness, _LIGHTNESS, _CHROMA)), 1 / _MOST_CHROMA)
    hue = np.array((a, b)) / chroma if chroma > 1e-4 else np.zeros(2)
    colours = [
        _inside(np.array((x, *(hue * chroma * y / share))))
        for x, y in zip(_LIGHTNESS, _CHROMA, strict=True)
        if abs(x - lightness) > 0.06 or x in (0.0, 1.0)
    ]
    if 0.03 < lightness < 0.97:
        colours.append(np.array(goal))
    colours.sort(key=lambda colour: float(luma(colour[np.newaxis])[0, 0]))
    return [hexadecimal(colour.tolist()) for colour in colours]


def _inside(lab: Floats) -> Floats:
    """The nearest colour of that lightness and hue that sRGB holds."""
    for share in np.linspace(1.0, 0.0, 41):
        rgb = from_oklab(lab * (1.0, share, share))
        if rgb.min() >= -1e-3 and rgb.max() <= 1 + 1e-3:
            break
    return np.clip(rgb, 0.0, 1.0)
