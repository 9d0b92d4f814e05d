"""A LUT read from a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from hairsdk.resample import sample
from hairstudio.core.effect import Colours, Effect
from hairstudio.core.lut_reading import lut_at
from hairstudio.core.parameters import file


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
        return sample(lut_at(Path(self.path)), rgb).astype(rgb.dtype, copy=False)
