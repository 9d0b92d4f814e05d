"""What every reader gets, and what a reader is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.bundle.testkit import Kit
from hairsdk.lut import Lut3D
from hairsdk.preset import Preset
from hairsdk.resample import sample

__all__ = ["Case", "Pixels", "Reader", "Render", "blended"]

Pixels = NDArray[Any]
Render = Callable[["Case"], Pixels]


@dataclass(frozen=True, eq=False)
class Case:
    """A look on the test frame.

    Parameters
    ----------
    preset : Preset
    kit : Kit
    """

    preset: Preset
    kit: Kit

    @property
    def position(self) -> float:
        """LUT position of the frame."""
        return self.kit.position(self.preset)

    @property
    def lut(self) -> Lut3D:
        """The pair, blended there."""
        return self.kit.lut(self.preset)

    def reference(self) -> Pixels:
        """The result in double precision, rounded once, at the end. uint8, (H, W, 3)."""
        colours = self.kit.frame.astype(np.float64) / 255.0
        t = self.position
        dark, light = (sample(lut, colours) for lut in (self.preset.dark, self.preset.light))
        looked_up = (1.0 - t) * dark.astype(np.float64) + t * light
        return blended(self, looked_up * 255.0)


def blended(case: Case, looked_up: Pixels) -> Pixels:
    """Lay looked-up colours, 0 to 255, over the frame by the mask. uint8."""
    frame = case.kit.frame.astype(np.float64)
    mask = case.kit.mask.astype(np.float64)[..., None]
    result = frame + mask * (np.clip(looked_up.astype(np.float64), 0.0, 255.0) - frame)
    return np.rint(result).astype(np.uint8)


@dataclass(frozen=True)
class Reader:
    """A way to render a look.

    Parameters
    ----------
    name : str
    textures : str
        What it reads the LUTs from.
    limit : int
        Largest difference from the reference allowed, in 8-bit levels.
    open : callable
        Makes what is to be called for each case; whatever it enters on the stack is closed after
        the last one. Raises a `HairSdkError` where the reader is not to be had.
    """

    name: str
    textures: str
    limit: int
    open: Callable[[ExitStack], Render]
