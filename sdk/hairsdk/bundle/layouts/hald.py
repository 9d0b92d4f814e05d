"""Hald CLUT pictures of level 8: 64³ colours in reading order, red fastest.

After Eskil Steenberg's definition, as ImageMagick, ffmpeg and Pillow-LUT read them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.bundle.layouts.layout import Layout, decode_png, encode_png, quantised, unquantised
from hairsdk.lut import Lut3D

__all__ = ["HALD_8", "HALD_16"]

SIZE = 64
SIDE = 512


def _picture(lut: Lut3D, bits: int) -> bytes:
    rows: NDArray[Any] = quantised(lut.table, bits).transpose(2, 1, 0, 3)
    return encode_png(rows.reshape(SIDE, SIDE, 3))


def _table(data: bytes, bits: int) -> NDArray[np.float32]:
    rows = decode_png(data, SIDE, SIDE, bits).reshape(SIZE, SIZE, SIZE, 3)
    return unquantised(rows.transpose(2, 1, 0, 3))


def _hald(bits: int) -> Layout:
    return Layout(
        name=f"hald-{bits}",
        suffix=f".hald{bits}.png",
        bits=bits,
        component=f"unorm{bits}",
        filtering="by the program that reads it",
        size_for=lambda size: SIZE,
        pack=lambda lut: _picture(lut, bits),
        unpack=lambda data, size: _table(data, bits),
        shape=lambda size: (SIDE, SIDE, 1),
        extra=(("level", 8), ("origin", "top-left")),
    )


HALD_8 = _hald(8)
HALD_16 = _hald(16)
