"""Bake recipes into presets; the same recipes give the same LUTs, byte for byte."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from hairsdk.lut import Lut3D
from hairsdk.preset import Preset
from hairstudio.core.bake import bake
from hairstudio.core.hair import crop_to_hair
from hairstudio.core.looks.recipe import Recipe
from hairstudio.core.looks.recolour import recolour
from hairstudio.core.references import load_reference
from hairstudio.core.stack import Stack

__all__ = ["build_preset", "thumbnail"]

LUT_SIZE = 33
# A quarter of an 8-bit level: no eye sees it, files pack three times as well, and the last
# float32 digits, which differ between processors, never reach the file.
_DECIMALS = 3
_THUMBNAIL = "brown_bun_2007"
_THUMBNAIL_SIZE = 160


def build_preset(recipe: Recipe) -> Preset:
    """Return the preset of a recipe: both LUTs, both intensities, recipe and thumbnail."""
    light = load_reference(recipe.light_reference)
    dark = load_reference(recipe.dark_reference)
    preset = Preset(
        id=recipe.id,
        name=recipe.name,
        author=recipe.author,
        licence=recipe.licence,
        created=recipe.created,
        light=_bake(recipe.light),
        dark=_bake(recipe.dark),
        intensity_light=round(light.intensity, 4),
        intensity_dark=round(dark.intensity, 4),
        recipe=recipe.to_json(),
        notes=recipe.notes,
    )
    return replace(preset, thumbnail=thumbnail(preset))


def thumbnail(preset: Preset) -> bytes:
    """Return a square PNG of a look on a built-in reference."""
    reference = load_reference(_THUMBNAIL)
    image = recolour(reference.image, reference.mask, preset)
    small, _ = crop_to_hair(image, reference.mask, _THUMBNAIL_SIZE)
    _, png = cv2.imencode(".png", small[..., ::-1], [cv2.IMWRITE_PNG_COMPRESSION, 9])
    return bytes(png)


def _bake(stack: Stack) -> Lut3D:
    table = bake(stack, LUT_SIZE, precision=np.float64).table.astype(np.float64)
    return Lut3D(np.round(table, _DECIMALS))
