"""Slices of constant blue side by side, as post-processing stacks of game engines take them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from hairsdk.bundle.layouts.layout import Layout, decode_png, encode_png, quantised, unquantised
from hairsdk.lut import Lut3D

__all__ = ["STRIP", "UNITY_STRIP"]

SIZE = 32
"""Unity's default LUT size; Unreal and others take it too."""


def _pack(lut: Lut3D) -> bytes:
    size = lut.size
    green_blue_red = quantised(lut.table, 8).transpose(1, 2, 0, 3)
    return encode_png(green_blue_red.reshape(size, size * size, 3))


def _unpack(data: bytes, size: int) -> NDArray[np.float32]:
    strip = decode_png(data, size * size, size, 8).reshape(size, size, size, 3)
    return unquantised(strip.transpose(2, 0, 1, 3))


def _pack_upwards(lut: Lut3D) -> bytes:
    return _pack(Lut3D(lut.table[:, ::-1]))


def _unpack_upwards(data: bytes, size: int) -> NDArray[np.float32]:
    return _unpack(data, size)[:, ::-1]


STRIP = Layout(
    name="strip",
    suffix=".strip.png",
    bits=8,
    component="unorm8",
    filtering="bilinear within two slices, then linear between them",
    size_for=lambda size: SIZE,
    pack=_pack,
    unpack=_unpack,
    shape=lambda size: (size * size, size, 1),
    extra=(("origin", "top-left"),),
)

UNITY_STRIP = replace(
    STRIP,
    name="unity-strip",
    suffix=".unity-strip.png",
    pack=_pack_upwards,
    unpack=_unpack_upwards,
    # Unity counts texture rows from the bottom, so that is where green is 0.
    extra=(("origin", "bottom-left"),),
)
