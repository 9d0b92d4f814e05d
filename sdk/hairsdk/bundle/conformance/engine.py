"""The shaders' passes on any graphics API: what an engine offers, and the passes in order."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from hairsdk.bundle.layouts import LAYOUTS
from hairsdk.bundle.rendering import render_settings
from hairsdk.bundle.shaders import BLOCK, RENDER, Module
from hairsdk.heads import Heads
from hairsdk.matte import MatteSettings
from hairsdk.preset import Preset

__all__ = ["Engine", "LookTextures", "Texture", "as_rgba", "measured", "one_head", "recoloured"]

Texture = Any


class Engine(Protocol):
    """Runs passes. Arrays have shape (H, W, 4), or (N, N, N, 4) indexed [blue, green, red]."""

    @property
    def name(self) -> str:
        """Device, as its driver calls it."""

    def upload(self, texels: NDArray[Any]) -> Texture:
        """A texture of uint8 (UNORM), float16 or float32 texels."""

    def run(
        self,
        module: Module,
        entry: str,
        settings: bytes,
        textures: Mapping[str, Texture],
        size: tuple[int, int],
        dtype: str,
    ) -> Texture:
        """Render one pass into a new texture of `size` (width, height): u1, f2 or f4."""

    def download(self, texture: Texture) -> NDArray[Any]:
        """The texels of a texture that a pass rendered into."""


@dataclass(frozen=True, eq=False)
class LookTextures:
    """A look as textures.

    Parameters
    ----------
    preset : Preset
    dark, light : texture
    """

    preset: Preset
    dark: Texture
    light: Texture

    @classmethod
    def of(cls, engine: Engine, preset: Preset, layout: str = "rgba16f") -> LookTextures:
        """Upload a preset as a bundle would carry it.

        Parameters
        ----------
        engine : Engine
        preset : Preset
        layout : {"rgba16f", "rgba8"}
        """
        size = preset.light.size
        dtype = "<f2" if layout == "rgba16f" else "u1"
        tables = [
            np.frombuffer(LAYOUTS[layout].encode(lut), dtype).reshape(size, size, size, 4)
            for lut in (preset.dark, preset.light)
        ]
        return cls(preset, *(engine.upload(table) for table in tables))


def as_rgba(pixels: NDArray[Any]) -> NDArray[Any]:
    """(H, W) or (H, W, 3) as opaque (H, W, 4) of the same dtype."""
    opaque = 255 if pixels.dtype == np.uint8 else 1
    result = np.full((*pixels.shape[:2], 4), opaque, dtype=pixels.dtype)
    result[..., :3] = pixels[..., None] if pixels.ndim == 2 else pixels
    return result


def measured(
    engine: Engine,
    small: Texture,
    coarse: Texture,
    size: tuple[int, int],
    settings: bytes,
    previous: Texture | None = None,
    heads: Texture | None = None,
    dtype: str = "f4",
) -> Texture:
    """The state: the hair's intensity, from the network's view of the frame."""
    size = _blocks(size)
    seen = {"small": small, "coarse": coarse, "heads": heads or one_head(engine)}
    sums = engine.run(RENDER, "measure", settings, seen, size, dtype)
    while max(size) > BLOCK:
        size = _blocks(size)
        sums = engine.run(RENDER, "gather", settings, {"sums": sums}, size, dtype)
    if previous is None:
        previous = engine.upload(np.zeros((1, 1, 4), np.float32))
    textures = {"sums": sums, "previousState": previous}
    return engine.run(RENDER, "settle", settings, textures, (1, 1), dtype)


def one_head(engine: Engine) -> Texture:
    """The texture `heads` where only one is in the picture."""
    return engine.upload(np.zeros((1, 1, 4), np.uint8))


def _blocks(size: tuple[int, int]) -> tuple[int, int]:
    return math.ceil(size[0] / BLOCK), math.ceil(size[1] / BLOCK)


def recoloured(
    engine: Engine,
    frame: NDArray[np.uint8],
    mask: NDArray[np.float32],
    look: LookTextures,
    strength: float = 1.0,
    toe: float = MatteSettings.toe,
    heads: Heads | None = None,
) -> tuple[NDArray[np.uint8], float]:
    """The whole render step on a still whose mask is given.

    Parameters
    ----------
    engine : Engine
    frame : ndarray of uint8, shape (H, W, 3)
    mask : ndarray of float32, shape (H, W)
    look : LookTextures
    strength : float
    toe : float
    heads : Heads, optional
        Of the mask; without, all hair is one head's.

    Returns
    -------
    image : ndarray of uint8, shape (H, W, 3)
    intensity : float
        As the shaders measured it, of the head with the most hair.
    """
    size = (frame.shape[1], frame.shape[0])
    pixels, hair = engine.upload(as_rgba(frame)), engine.upload(as_rgba(mask))
    numbers = engine.upload(as_rgba(heads.numbers)) if heads else one_head(engine)
    image, intensities = pixels, []
    for head in range(heads.count if heads else 1):
        settings = render_settings(look.preset, strength, toe, head=head)
        state = measured(engine, pixels, hair, size, settings, heads=numbers)
        textures = {
            "frame": image,
            "mask": hair,
            "state": state,
            "darkLut": look.dark,
            "lightLut": look.light,
            "heads": numbers,
        }
        image = engine.run(RENDER, "recolor", settings, textures, size, "u1")
        intensities.append(float(engine.download(state)[0, 0, 0]))
    return engine.download(image)[..., :3], intensities[0]
