"""The series: one head with hair of several colours, and exact masks.

A folder of ``HEAD_COLOUR.jpg`` (or .png) with ``HEAD_COLOUR.mask.png`` beside each, where every
head comes in the same pose and light with each of several hair colours.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from hairsdk.images import read_photo
from hairstudio.core.errors import ColourEngineError

__all__ = ["Picture", "SeriesError", "load_series"]

_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")


class SeriesError(ColourEngineError, OSError):
    """A folder that is no series of heads."""


@dataclasses.dataclass(frozen=True, eq=False)
class Picture:
    """A head with hair of one colour: RGB uint8 (H, W, 3), hair float32 (H, W) in [0, 1]."""

    colour: str
    image: npt.NDArray[np.uint8]
    mask: npt.NDArray[np.float32]


def load_series(folder: Path) -> Mapping[str, Mapping[str, Picture]]:
    """Return the pictures by head and hair colour, both sorted.

    Raises
    ------
    SeriesError
        If the folder holds no series, or heads lack colours that others have.
    hairsdk.errors.FileReadError, hairsdk.errors.ImageError
        If a picture or its mask is missing or damaged.
    """
    heads: dict[str, dict[str, Picture]] = {}
    for path in sorted(folder.glob("*")):
        if path.suffix.lower() not in _SUFFIXES or path.stem.endswith(".mask"):
            continue
        head, separator, colour = path.stem.rpartition("_")
        if separator:
            heads.setdefault(head, {})[colour] = _load(path, colour)
    if not heads:
        raise SeriesError(f"{folder}: expected pictures called HEAD_COLOUR.jpg with masks")
    colours = set().union(*heads.values())
    for head, pictures in heads.items():
        if set(pictures) != colours:
            missing = ", ".join(sorted(colours - set(pictures)))
            raise SeriesError(f"{folder}: head {head} lacks {missing}, which other heads have")
    return heads


def _load(path: Path, colour: str) -> Picture:
    image = read_photo(path).rgb
    mask = read_photo(path.with_name(f"{path.stem}.mask.png")).rgb[..., 0]
    if image.shape[:2] != mask.shape:
        raise SeriesError(f"{path}: the picture is {image.shape[:2]}, its mask {mask.shape}")
    return Picture(colour, image, mask.astype(np.float32) / np.float32(255))
