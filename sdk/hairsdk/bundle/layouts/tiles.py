"""GPUImage's look-up picture: 8 × 8 tiles of 64 × 64 pixels.

Red runs across a tile, green down it, and blue counts the tiles row by row, as in
`GPUImageLookupFilter` (BradLarson/GPUImage, framework/Source/GPUImageLookupFilter.m).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hairsdk.bundle.layouts.layout import Layout, decode_png, encode_png, quantised, unquantised
from hairsdk.lut import Lut3D

__all__ = ["TILES_512"]

SIZE = 64
TILES = 8
SIDE = SIZE * TILES


def _pack(lut: Lut3D) -> bytes:
    blue_green_red = quantised(lut.table, 8).transpose(2, 1, 0, 3)
    tiles = blue_green_red.reshape(TILES, TILES, SIZE, SIZE, 3)
    return encode_png(tiles.transpose(0, 2, 1, 3, 4).reshape(SIDE, SIDE, 3))


def _unpack(data: bytes, size: int) -> NDArray[np.float32]:
    tiles = decode_png(data, SIDE, SIDE, 8).reshape(TILES, SIZE, TILES, SIZE, 3)
    blue_green_red = tiles.transpose(0, 2, 1, 3, 4).reshape(SIZE, SIZE, SIZE, 3)
    return unquantised(blue_green_red.transpose(2, 1, 0, 3))


TILES_512 = Layout(
    name="tiles-512",
    suffix=".tiles.png",
    bits=8,
    component="unorm8",
    filtering="bilinear within two tiles, then linear between them",
    size_for=lambda size: SIZE,
    pack=_pack,
    unpack=_unpack,
    shape=lambda size: (SIDE, SIDE, 1),
    extra=(("tiles", [TILES, TILES]), ("origin", "top-left")),
)
