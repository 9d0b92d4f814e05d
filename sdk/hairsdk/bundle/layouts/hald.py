"""Hald CLUT pictures of level 8: 64³ colours in reading order, red fastest.

After Eskil Steenberg's definition, as ImageMagick, ffmpeg and Pillow-LUT read them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.bundle.layouts.layout import Layout, decode_png, encode_png, quantised
from hairsdk.lut import Lut3D

__all__ = ["HALD_8", "HALD_16"]

SIZE = 64
SIDE = 512


def _picture(lut: Lut3D, levels: int) -> bytes:
    rows: NDArray[Any] = quantised(lut.table, levels).transpose(2, 1, 0, 3)
    return encode_png(rows.reshape(SIDE, SIDE, 3))


def _table(data: bytes, levels: int) -> NDArray[np.float32]:
    dtype = np.uint8 if levels == 255 else np.uint16
    rows = decode_png(data, SIDE, SIDE, dtype).reshape(SIZE, SIZE, SIZE, 3)
    return rows.transpose(2, 1, 0, 3).astype(np.float32) / np.float32(levels)


def _hald(bits: int) -> Layout:
    levels = 2**bits - 1
    return Layout(
        name=f"hald-{bits}",
        suffix=f".hald{bits}.png",
        bits=bits,
        component=f"unorm{bits}",
        filtering="by the program that reads it",
        size_for=lambda size: SIZE,
        pack=lambda lut: _picture(lut, levels),
        unpack=lambda data, size: _table(data, levels),
        shape=lambda size: (SIDE, SIDE, 1),
        extra=(("level", 8), ("origin", "top-left")),
    )


HALD_8 = _hald(8)
HALD_16 = _hald(16)
