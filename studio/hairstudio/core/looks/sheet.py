"""A contact sheet: every look on every head of a series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from hairsdk.preset import Preset
from hairstudio.core.hair import square_around
from hairstudio.core.looks.recolour import recolour
from hairstudio.core.looks.series import Picture

__all__ = ["contact_sheet"]

Image = npt.NDArray[np.uint8]

_TILE = 108
_LABEL_WIDTH = 150
_HEADER = 26
_GAP = 4
_GROUND = 46  # 18 % grey, about what the studio has: no hue of its own beside colours
_INK = (200, 200, 200)


def contact_sheet(presets: Sequence[Preset], series: Mapping[str, Mapping[str, Picture]]) -> Image:
    """Return one row for each look and one column for each picture, the untouched ones first.

    Parameters
    ----------
    presets : sequence of Preset
    series : mapping
        As from :func:`hairstudio.core.looks.series.load_series`.

    Returns
    -------
    ndarray, shape (H, W, 3), uint8
    """
    heads = [
        sorted(pictures.values(), key=lambda p: float(p.image[p.mask > 0.5].mean()))
        for pictures in series.values()
    ]
    header = _row("", [[_text_tile(p.colour) for p in pictures] for pictures in heads], _HEADER)
    originals = [[_tile(p.image, p) for p in pictures] for pictures in heads]
    rows = [header, _row("(as it is)", originals, _TILE)]
    for preset in presets:
        tiles = [
            [_tile(recolour(p.image, p.mask, preset), p) for p in pictures] for pictures in heads
        ]
        rows.append(_row(preset.name, tiles, _TILE))
    return np.vstack(rows)


def _tile(image: Image, picture: Picture) -> Image:
    crop = image[square_around(picture.mask, 1.15)]
    small = cv2.resize(crop, (_TILE, _TILE), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)


def _row(label: str, groups: Sequence[Sequence[Image]], height: int) -> Image:
    parts = [_text(label, _LABEL_WIDTH, height, 0.48)]
    for group in groups:
        parts += [*group, np.full((height, _GAP, 3), _GROUND, np.uint8)]
    return np.hstack(parts)


def _text_tile(text: str) -> Image:
    return _text(text, _TILE, _HEADER, 0.42)


def _text(text: str, width: int, height: int, size: float) -> Image:
    tile = np.full((height, width, 3), _GROUND, np.uint8)
    place = (8, height // 2 + 5)
    cv2.putText(tile, text, place, cv2.FONT_HERSHEY_SIMPLEX, size, _INK, 1, cv2.LINE_AA)
    return tile
