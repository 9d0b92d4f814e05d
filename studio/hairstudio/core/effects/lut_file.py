"""A LUT read from a file."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np

from hairsdk.cube import read_cube
from hairsdk.lut import Lut3D
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.parameters import file
from hairstudio.core.paths import exists


@dataclass(frozen=True)
class LutFile(Effect):
    """Look colours up in a 3D LUT from a ``.cube`` file, trilinearly."""

    type_id: ClassVar[str] = "lut-file"
    label: ClassVar[str] = "LUT from file"
    group: ClassVar[str] = "Colour"
    summary: ClassVar[str] = "Apply a .cube made elsewhere."

    path: str = file("File", (".cube",))

    @property
    def changes_nothing(self) -> bool:
        return self.path == ""

    def apply(self, rgb: Colours) -> Colours:
        """Return the changed colours; the file's own errors come through."""
        if not self.path:
            return rgb
        path = Path(self.path)
        modified = path.stat().st_mtime_ns if exists(path) else 0
        return look_up(_read(path, modified), rgb)


@functools.lru_cache(maxsize=8)
def _read(path: Path, modified: int) -> Lut3D:
    """Read once per version of the file: a slider bakes many times a second."""
    return read_cube(path)


def look_up(lut: Lut3D, rgb: Colours) -> Colours:
    table = lut.table.astype(rgb.dtype, copy=False)
    last = lut.size - 1
    low, high = np.array(lut.domain_min, rgb.dtype), np.array(lut.domain_max, rgb.dtype)
    position = np.clip((rgb - low) / (high - low), 0, 1) * last
    index = np.minimum(position.astype(np.intp), last - 1)
    fraction = position - index.astype(rgb.dtype)
    result = np.zeros_like(rgb)
    for corner in np.ndindex(2, 2, 2):
        weight = np.prod(np.where(np.array(corner) == 1, fraction, 1 - fraction), axis=-1)
        r, g, b = np.moveaxis(index + np.array(corner), -1, 0)
        result += weight[..., None].astype(rgb.dtype) * table[r, g, b]
    return result
