"""Photos and masks as people have them: read upright and to 8 bits, or refused in words."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import cv2
from numpy.typing import NDArray

from hairsdk.depth import as_bytes
from hairsdk.errors import HairSdkError
from hairsdk.images import READABLE_SUFFIXES, Photo, read_photo

Image = NDArray[Any]
"""8-bit, RGB or grey. OpenCV's stubs give every array the type of any number."""

DARKEST_WHITE = 32
"""A mask that reaches less holds numbers of classes, or 8 bits in a file of 16."""
MOST_COLOUR = 32
"""Difference between the channels of a grey mask: what lossy files add stays below."""


class DataError(ValueError):
    """The training or test data are not as described; the message says where."""


def photos_in(folder: Path, pattern: str = "*") -> list[Path]:
    """The pictures of a folder that are no masks, sorted, or the one picture that is named.

    Raises
    ------
    DataError
        There are none, or no such folder.
    """
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise DataError(f"{folder}: there is no such folder or photo")
    found = sorted(
        path
        for path in folder.glob(pattern)
        if path.suffix.lower() in READABLE_SUFFIXES
        and not path.stem.endswith(".mask")
        and path.is_file()
    )
    if not found:
        raise DataError(f"{folder}: no photos in this folder")
    return found


def read_rgb(path: Path) -> Image:
    """A photo in sRGB, ``(H, W, 3)``, upright; `DataError` where it is damaged or none."""
    return _read(path).srgb


def read_mask(path: Path) -> Image:
    """A mask, ``(H, W)``, 255 = hair.

    Raises
    ------
    DataError
        The file cannot be read, or is no grey picture that means that: it has colours or
        transparency, or is so dark that it must be meant otherwise. A black one is a bald head.
    """
    photo = _read(path)
    if photo.alpha is not None and photo.alpha.min() < photo.alpha.max():
        raise _unclear(path, "has transparency")
    rgb = as_bytes(photo.pixels)
    colour = max(int(cv2.absdiff(a, b).max()) for a, b in combinations(cv2.split(rgb), 2))
    if colour > MOST_COLOUR:
        raise _unclear(path, "has colours")
    brightest, white = int(photo.pixels.max()), 65535 if photo.sixteen_bit else 255
    if 0 < brightest < DARKEST_WHITE * white // 255:
        raise _unclear(path, f"is black but for values up to {brightest}, where {white} is white")
    return cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)


def _read(path: Path) -> Photo:
    try:
        return read_photo(path)
    except HairSdkError as error:
        raise DataError(str(error)) from error


def _unclear(path: Path, reason: str) -> DataError:
    return DataError(
        f"{path}: the mask {reason}: save it as a grey picture, white where there is hair and "
        "black elsewhere"
    )
