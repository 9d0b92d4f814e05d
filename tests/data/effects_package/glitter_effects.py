"""An effect of another package."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from hairstudio.core import Effect
from hairstudio.core.effect import Colours
from hairstudio.core.parameters import choice, flag, whole


@dataclass(frozen=True)
class Posterise(Effect):
    """Round colours to a few levels."""

    type_id: ClassVar[str] = "glitter-posterise"
    label: ClassVar[str] = "Posterise"
    group: ClassVar[str] = "Glitter"
    summary: ClassVar[str] = "Few levels, as on a poster."

    levels: int = whole("Levels", 4, 2, 16)
    way: str = choice("Rounding", "near", (("near", "To the nearest"), ("down", "Down")))
    on: bool = flag("Active", True)

    def apply(self, rgb: Colours) -> Colours:
        if not self.on:
            return rgb
        steps = np.asarray(self.levels - 1, rgb.dtype)
        rounded = np.rint if self.way == "near" else np.floor
        return rounded(rgb * steps) / steps
