"""A LUT read from a file."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from hairsdk.lut import Lut3D
from hairsdk.resample import sample
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.lut_reading import read_lut
from hairstudio.core.parameters import file
from hairstudio.core.paths import exists


@dataclass(frozen=True)
class LutFile(Effect):
    """Look colours up in a 3D LUT from a ``.cube`` file, as the SDK does: tetrahedrally."""

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
        return sample(_read(path, modified), rgb).astype(rgb.dtype, copy=False)


@functools.lru_cache(maxsize=8)
def _read(path: Path, modified: int) -> Lut3D:
    """Read once per version of the file: a slider bakes many times a second."""
    return read_lut(path)
