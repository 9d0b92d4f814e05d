"""The shaders that make a mask, pass by pass, as a port runs them."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hairsdk.bundle.conformance.engine import Engine, Texture, as_rgba
from hairsdk.bundle.shaders import MASK, STEADY
from hairsdk.matte import TILE, UNSURE, MatteSettings, cell_size
from hairsdk.motion import EASE, LEVELS
from hairsdk.steady import MaskSteadier, cell_side


def shrunk(engine: Engine, frame: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """The frame as the network sees it; compare `hairsdk.resize.shrunk`."""
    texture = engine.upload(as_rgba(frame))
    height, width = frame.shape[:2]
    while (width, height) != (side, side):
        size = _nearer(width, side), _nearer(height, side)
        if size == (width, height):
            size = side, side
        settings = _mask_settings(scale=(width / size[0], height / size[1]))
        texture = engine.run(MASK, "shrink", settings, {"seen": texture}, size, "u1")
        width, height = size
    return engine.download(texture)[..., :3]


def _nearer(length: int, side: int) -> int:
    return length // 2 if length >= 2 * side else length


@dataclass
class ShaderSteadier:
    """Steady masks of a stream; compare `hairsdk.steady.MaskSteadier`."""

    engine: Engine
    _age: int = 0
    _greys: list[Texture] = field(default_factory=list)
    _before: Texture = None

    def update(self, small: NDArray[np.uint8], coarse: NDArray[np.float32]) -> NDArray[np.float32]:
        """Take in a frame as the network saw it, and the network's answer."""
        engine, side = self.engine, coarse.shape[0]
        steadier = MaskSteadier()
        carry = steadier.weight * min(1.0, self._age / steadier.settle)
        settings = struct.pack("<i3f", cell_side(side), EASE, steadier.noise, carry)
        textures = {
            "small": engine.upload(as_rgba(small)),
            "coarse": engine.upload(as_rgba(coarse)),
        }

        def run(entry: str, size: int) -> Texture:
            return engine.run(STEADY, entry, settings, textures, (size, size), "f4")

        sizes = [side // cell_side(side)]
        textures["grey"] = run("greyOfCells", sizes[0])
        greys = [textures["grey"]]
        for _ in range(LEVELS - 1):
            sizes.append((sizes[-1] + 1) // 2)
            textures["grey"] = run("halve", sizes[-1])
            greys.append(textures["grey"])
        textures["motion"] = engine.upload(np.zeros((1, 1, 4), np.float32))
        levels = list(zip(sizes, greys, self._greys or greys, strict=True))
        for size, textures["grey"], textures["greyBefore"] in reversed(levels):
            textures["slopes"] = run("slopesOfCells", size)
            textures["moved"] = run("advance", size)
            textures["motion"] = run("calm", size)
        textures["slopes"] = run("slopesOfCells", sizes[0])
        textures["trusted"] = run("trust", sizes[0])
        textures["before"] = self._before or textures["coarse"]
        self._before = run("steady", side)
        self._greys = greys
        self._age += 1
        return engine.download(self._before)[..., 0]


def refined(
    engine: Engine, frame: NDArray[np.uint8], coarse: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The network's mask at the frame's size; compare `hairsdk.matte.refine`."""
    height, width = frame.shape[:2]
    cell = cell_size(max(width, height), MatteSettings.grid)
    grid = math.ceil(width / cell), math.ceil(height / cell)
    tiles = math.ceil(grid[0] / TILE), math.ceil(grid[1] / TILE)
    textures = {"seen": engine.upload(as_rgba(frame)), "coarse": engine.upload(as_rgba(coarse))}

    def run(entry: str, size: tuple[int, int], dtype: str) -> Texture:
        return engine.run(MASK, entry, _mask_settings(cell), textures, size, dtype)

    textures["cells"] = run("coloursOfCells", grid, "f4")
    textures["ramps"] = run("rampsOfCells", grid, "f4")
    textures["doubts"] = run("doubtsOfCells", grid, "f4")
    textures["lines"] = run("linesOfCells", (grid[0] + 2, grid[1] + 2), "f4")
    textures["edges"] = run("edgesOfTiles", tiles, "u1")
    return engine.download(run("matte", (width, height), "f4"))[..., 0]


def _mask_settings(cell: int = 1, scale: tuple[float, float] = (1.0, 1.0)) -> bytes:
    """As the shaders read them; the scale is for `shrink`: source over target."""
    matte = MatteSettings()
    floats = (*scale, matte.toe, matte.noise)
    return struct.pack("<4f3if", *floats, cell, matte.radius, matte.reach, UNSURE)
