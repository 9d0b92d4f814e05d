"""The numbers that the render step takes, as the SDK itself uses them."""

from __future__ import annotations

import struct
from typing import Any

from hairsdk import closer, follow
from hairsdk.bundle.shaders import RENDER
from hairsdk.closer import Window
from hairsdk.follow import SETTLED, IntensityFollower
from hairsdk.heads import GROWTH, MOST, SHARE, SURE
from hairsdk.intensity import METRIC, REC709
from hairsdk.matte import STILL, UNSURE, MatteSettings
from hairsdk.motion import EASE, LEVELS
from hairsdk.preset import Preset
from hairsdk.segmenter import LEAST_WINDOW
from hairsdk.sights import LOOKS
from hairsdk.steady import CELLS, MaskSteadier
from hairsdk.stream import GLANCE, SOMEBODY, CutFinder
from hairsdk.wear import LEAST_HAIR

__all__ = ["render_record", "render_settings"]

_FOLLOWER = IntensityFollower()
_STEADIER = MaskSteadier()
_CUTS = CutFinder()


def render_settings(
    preset: Preset,
    strength: float = 1.0,
    toe: float = MatteSettings.toe,
    window: Window | None = None,
    head: int = 0,
) -> bytes:
    """Settings of the module `hair_render`, laid out as its shaders read them.

    Parameters
    ----------
    preset : Preset
    strength : float
    toe : float
    window : Window or None
        The part of the frame that the mask covers; None for all of it.
    head : int
        Number of the head whose hair counts; see `hairsdk.heads.Heads`.
    """
    values = {
        "intensityDark": preset.intensity_dark,
        "intensityLight": preset.intensity_light,
        "strength": strength,
        "toe": toe,
        "slow": _FOLLOWER.slow,
        "fast": _FOLLOWER.fast,
        "jump": _FOLLOWER.jump,
        "leastHair": LEAST_HAIR,
    }
    numbers = [values[name] for name, _ in RENDER.settings if name in values]
    place = (window.left, window.top, window.width, window.height) if window else (0, 0, 0, 0)
    # Std140 fills up to 16 bytes.
    return struct.pack("<16f", *numbers, *place, head, 0.0, 0.0, 0.0)


def render_record() -> dict[str, Any]:
    """What the manifest says of the render step."""
    matte = MatteSettings()
    return {
        "colour_space": "srgb-encoded",
        "intensity": {
            "metric": METRIC,
            "formula": "sum(mask * luma) / sum(mask), luma = r*R + g*G + b*B",
            "luma_weights": list(REC709),
            "measured_on": "the frame as the network saw it, with the network's mask",
            "least_hair": LEAST_HAIR,
        },
        "position": {"formula": "clamp((I - I_dark) / (I_light - I_dark), 0, 1)"},
        "lut": {"formula": "(1 - t) * dark + t * light", "interpolation": "tetrahedral"},
        "blend": {"formula": "frame + strength * mask * (lut(frame) - frame)"},
        "stream": {
            "formula": "I += rate * (measured - I), rate = slow + (fast - slow) * smoothstep(x), "
            "x = min(|measured - I| / jump, 1); the first measurement, and the first after a cut, "
            "is taken as it is",
            "slow": _FOLLOWER.slow,
            "fast": _FOLLOWER.fast,
            "jump": _FOLLOWER.jump,
        },
        "steady": {
            "formula": "answer + carry * trust * agreement * (carried - answer), trust = "
            "exp(-(difference / noise)^2), "
            "agreement = clamp(1.5 - 1.5 * |carried - answer|, 0, 1), carry = "
            "weight * min(1, age / settle), age = frames since the start of the shot",
            "cells": CELLS,
            "levels": LEVELS,
            "ease": EASE,
            "noise": _STEADIER.noise,
            "weight": _STEADIER.weight,
            "settle": _STEADIER.settle,
        },
        "cuts": {
            "formula": "a cut: difference > least and difference > times * usual; then usual += "
            "rate * (difference - usual), usual = 0 at first; difference = mean |grey - grey of "
            "the frame before|; grey = (level - mean) / max(standard deviation, least_contrast), "
            "level = 0.299 * R + 0.587 * G + 0.114 * B of the frame shrunk to side * side",
            "side": _CUTS.side,
            "least": _CUTS.least,
            "times": _CUTS.times,
            "rate": _CUTS.rate,
            "least_contrast": _CUTS.least_contrast,
        },
        "closer": {
            "cells": closer.CELLS,
            "hair": closer.HAIR,
            "faint": closer.FAINT,
            "margin": closer.MARGIN,
            "worth": closer.WORTH,
            "slack": closer.SLACK,
            "fade": closer.FADE,
            "least": LEAST_WINDOW,
            "glance": GLANCE,
            "somebody": SOMEBODY,
        },
        "heads": {
            "share": SHARE,
            "sure": SURE,
            "growth": GROWTH,
            "most": MOST,
            "ease": follow.EASE,
            "settled": SETTLED,
            "looks": LOOKS,
        },
        "matte": {
            "grid": matte.grid,
            "radius": matte.radius,
            "reach": matte.reach,
            "noise": matte.noise,
            "toe": matte.toe,
            "still": {"toe": STILL.toe, "shoulder": STILL.shoulder},
            "unsure": UNSURE,
        },
    }
