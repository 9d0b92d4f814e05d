"""Hald charts: a LUT as a picture, so that any program with a picture can grade it.

A Hald chart of level L is a picture of L³ × L³ pixels that holds each colour of an
(L²)³ lattice once, red fastest, then green, then blue, in reading order. Source: Eskil
Steenberg, "Hald CLUT", http://www.quelsolaar.com/technology/clut.html.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from hairsdk.errors import ImageError
from hairsdk.icc import SRGB
from hairsdk.images import Photo, read_photo, write_photo
from hairsdk.intensity import REC709
from hairsdk.lookup import LutLookup
from hairsdk.lut import MAX_SIZE, Lut3D
from hairsdk.rgb_space import foreign_space
from hairstudio.document.reference import Pixels

__all__ = ["read_chart", "write_chart", "write_hald"]

_CHART_LEVEL = 6
"""36³ colours in 216 × 216 pixels: finer than the pair's 33³."""

_EXPORT_LEVEL = 8
_LEVELS = range(2, 17)
"""Film simulations come at level 12, whose 144³ colours are more than a LUT holds."""

_FINEST = 65
"""Points per axis that remain of a lattice of more than 129."""

_LEAST_ALIKE = 0.25
"""Correlation of a graded chart's luma with the neutral one's, of either sign. The built-in looks
have 0.9 and more; of 437 photos that were read as charts none had more than 0.2."""


def neutral(level: int) -> npt.NDArray[np.uint16]:
    """The chart that changes nothing, 16 bits, shape (L³, L³, 3)."""
    size = level * level
    axis = np.rint(np.linspace(0.0, 65535.0, size)).astype(np.uint16)
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")
    side = level**3
    return np.stack([red, green, blue], axis=-1).reshape(side, side, 3)


def write_hald(path: Path, lut: Lut3D, level: int = _EXPORT_LEVEL) -> None:
    """Write a LUT as a 16-bit Hald PNG.

    Raises
    ------
    FileWriteError, ImageError
    """
    write_photo(path, Photo(LutLookup(lut)(neutral(level))))


def write_chart(path: Path, photo: Pixels | None = None) -> None:
    """Write a neutral chart to be graded elsewhere.

    Parameters
    ----------
    path : Path
    photo : ndarray of uint8, shape (H, W, 3), or None
        Stands above the chart, so that the artist sees hair while grading.

    Raises
    ------
    FileWriteError, ImageError
    """
    chart = neutral(_CHART_LEVEL)
    if photo is not None:
        chart = _below(photo, chart)
    # Untagged, its numbers would be taken for colours of whatever space the other program works in.
    write_photo(path, Photo(chart, icc_profile=SRGB))


def read_chart(path: Path) -> Lut3D:
    """Read a graded chart, with or without a photo above it, as a LUT.

    It may have been saved in another space than sRGB, with a profile that says so.

    Raises
    ------
    FileReadError, ImageError
        It cannot be read, has another size than it was written with, or is no chart.
    """
    photo = read_photo(path)
    height, width = photo.height, photo.width
    whole = [level for level in _LEVELS if level**3 == height == width]
    side = _CHART_LEVEL**3
    if not whole and min(height, width) < side:
        raise ImageError(
            f"{path.name} is {width} × {height} pixels, too small for a chart ({side} × {side}): "
            "save it in the size it was written, neither cropped nor scaled"
        )
    for level in (*whole, _CHART_LEVEL):
        if level**3 <= min(height, width):
            table = _table(photo, level)
            if _alike(table) >= _LEAST_ALIKE:
                return Lut3D(table, title=path.stem)
    raise ImageError(
        f"{path.name} holds no chart at its lower left: write one with File → Round trip, "
        "grade it, and save it in the same size, neither cropped nor scaled"
    )


def _table(photo: Photo, level: int) -> npt.NDArray[np.float32]:
    """What stands at the lower left, read as a chart of that level."""
    side, size = level**3, level**2
    block = photo.pixels[photo.height - side :, :side].astype(np.float32)
    block /= np.float32(65535.0 if photo.sixteen_bit else 255.0)
    space = foreign_space(photo.icc_profile)
    if space is not None:
        block = space.to_srgb(block)
    table = block.reshape(size, size, size, 3).transpose(2, 1, 0, 3)
    return _thinned(table, _FINEST) if size > MAX_SIZE else table


def _below(photo: Pixels, chart: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
    height, width = photo.shape[:2]
    side = chart.shape[0]
    sheet = np.full((height + side, max(width, side), 3), 0x8080, np.uint16)
    sheet[:height, :width] = photo.astype(np.uint16) * 257
    sheet[height:, :side] = chart
    return sheet


def _thinned(table: npt.NDArray[Any], size: int) -> npt.NDArray[Any]:
    """The colours of a lattice on another of so many points per axis, between its own linearly."""
    places = np.linspace(0.0, table.shape[0] - 1.0, size)
    before = np.minimum(places.astype(np.intp), table.shape[0] - 2)
    share = (places - before).astype(table.dtype)[:, None, None, None]
    for axis in range(3):
        slices = np.moveaxis(table, axis, 0)
        table = np.moveaxis(slices[before] * (1 - share) + slices[before + 1] * share, 0, axis)
    return table


def _alike(table: npt.NDArray[np.float32]) -> float:
    """How far the luma goes along with that of the neutral chart, or against it: 0 to 1."""
    weights = np.array(REC709)
    lumas = Lut3D.identity(table.shape[0]).table @ weights, table @ weights
    neutral, graded = (luma - luma.mean() for luma in lumas)
    spread = np.linalg.norm(neutral) * np.linalg.norm(graded)
    return float(abs((neutral * graded).sum()) / spread) if spread else 0.0
