"""Readers of LUTs in pictures: they get the pictures that a bundle carries."""

from __future__ import annotations

import io
from contextlib import ExitStack
from typing import Any

import numpy as np

from hairsdk.bundle.conformance.case import Case, Pixels, Reader, Render, blended
from hairsdk.bundle.layouts import LAYOUTS
from hairsdk.bundle.layouts.layout import decode_png
from hairsdk.errors import BackendMissingError
from hairsdk.lut import Lut3D

__all__ = ["READERS"]


def _pillow_lut(stack: ExitStack) -> Render:
    try:
        import pillow_lut
        from PIL import Image, ImageFilter
    except ImportError as error:
        raise BackendMissingError("pillow-lut is not installed: pip install pillow-lut") from error

    def table(lut: Lut3D) -> Any:
        picture = Image.open(io.BytesIO(LAYOUTS["hald-8"].encode(lut)))
        return np.asarray(pillow_lut.load_hald_image(picture).table, dtype=np.float64)

    def render(case: Case) -> Pixels:
        t = case.position
        values = (1.0 - t) * table(case.preset.dark) + t * table(case.preset.light)
        look_up = ImageFilter.Color3DLUT(64, values.tolist())
        return blended(case, np.asarray(Image.fromarray(case.kit.frame).filter(look_up)))

    return render


def _gpuimage(stack: ExitStack) -> Render:
    def render(case: Case) -> Pixels:
        t = case.position
        luts = (case.preset.dark, case.preset.light)
        dark, light = (_from_tiles(lut, case.kit.frame) for lut in luts)
        return blended(case, (1.0 - t) * dark + t * light)

    return render


def _from_tiles(lut: Lut3D, frame: Pixels) -> Pixels:
    """GPUImageLookupFilter's fragment shader, line by line, with its bilinear sampler."""
    picture = decode_png(LAYOUTS["tiles-512"].encode(lut), 512, 512, 8).astype(np.float64)
    colour = frame.astype(np.float64) / 255.0
    blue = colour[..., 2] * 63.0
    sides = []
    for quad in (np.floor(blue), np.ceil(blue)):
        row = np.floor(np.floor(quad) / 8.0)
        column = np.floor(quad) - row * 8.0
        half, span = 0.5 / 512.0, 0.125 - 1.0 / 512.0
        x = column * 0.125 + half + span * colour[..., 0]
        y = row * 0.125 + half + span * colour[..., 1]
        sides.append(_bilinear(picture, x * 512.0 - 0.5, y * 512.0 - 0.5))
    share = (blue - np.floor(blue))[..., None]
    return sides[0] * (1.0 - share) + sides[1] * share


def _bilinear(picture: Pixels, x: Pixels, y: Pixels) -> Pixels:
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    right, bottom = (np.minimum(i + 1, 511) for i in (left, top))
    across, down = (x - left)[..., None], (y - top)[..., None]
    upper = picture[top, left] * (1.0 - across) + picture[top, right] * across
    lower = picture[bottom, left] * (1.0 - across) + picture[bottom, right] * across
    mixed: Pixels = upper * (1.0 - down) + lower * down
    return mixed


READERS = (
    Reader("Pillow-LUT", "Hald, 8 bit", 3, _pillow_lut),
    Reader("GPUImage's formula", "tiles, 8 bit", 3, _gpuimage),
)
