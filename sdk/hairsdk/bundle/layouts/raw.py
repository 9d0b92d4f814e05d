"""Plain RGBA entries, red fastest, then green, then blue: what a 3D texture upload takes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.bundle.layouts.layout import Layout, quantised, unquantised
from hairsdk.errors import BundleError
from hairsdk.lut import Lut3D

__all__ = ["CICOLORCUBE", "RGBA8", "RGBA16F"]

_IN_SHADER = "none: the shaders read texels and interpolate tetrahedrally themselves"

CICOLORCUBE_LIMIT = 64
"""Largest `inputCubeDimension` that CIColorCube takes on every release of iOS and macOS."""


def _red_fastest(table: NDArray[Any], opaque: Any, dtype: str) -> bytes:
    size = table.shape[0]
    texels = np.full((size, size, size, 4), opaque, dtype=dtype)
    texels[..., :3] = table.transpose(2, 1, 0, 3)
    return texels.tobytes()


def _from_red_fastest(data: bytes, size: int, dtype: str) -> NDArray[Any]:
    expected = size**3 * 4 * np.dtype(dtype).itemsize
    if len(data) != expected:
        raise BundleError(
            f"expected {expected:,} bytes for a lattice of {size}, found {len(data):,}"
        )
    texels = np.frombuffer(data, dtype).reshape(size, size, size, 4)
    return texels[..., :3].transpose(2, 1, 0, 3)


def _same(size: int) -> int:
    return size


def _cube(size: int) -> tuple[int, int, int]:
    return size, size, size


def _pack_half(lut: Lut3D) -> bytes:
    # The largest finite half is 65504; looks stay near [0, 1].
    return _red_fastest(np.clip(lut.table, -65504.0, 65504.0), 1.0, "<f2")


def _pack_bytes(lut: Lut3D) -> bytes:
    return _red_fastest(quantised(lut.table, 8), 255, "u1")


def _pack_float(lut: Lut3D) -> bytes:
    return _red_fastest(np.clip(lut.table, 0.0, 1.0), 1.0, "<f4")


def _unpack_half(data: bytes, size: int) -> NDArray[np.float32]:
    return _from_red_fastest(data, size, "<f2").astype(np.float32)


def _unpack_bytes(data: bytes, size: int) -> NDArray[np.float32]:
    return unquantised(_from_red_fastest(data, size, "u1"))


def _unpack_float(data: bytes, size: int) -> NDArray[np.float32]:
    return _from_red_fastest(data, size, "<f4").astype(np.float32)


RGBA16F = Layout(
    name="rgba16f",
    suffix=".rgba16f.bin",
    bits=16,
    component="float16",
    filtering=_IN_SHADER,
    size_for=_same,
    pack=_pack_half,
    unpack=_unpack_half,
    shape=_cube,
    extra=(("byte_order", "little"),),
)

RGBA8 = Layout(
    name="rgba8",
    suffix=".rgba8.bin",
    bits=8,
    component="unorm8",
    filtering=_IN_SHADER,
    size_for=_same,
    pack=_pack_bytes,
    unpack=_unpack_bytes,
    shape=_cube,
)

CICOLORCUBE = Layout(
    name="cicolorcube",
    suffix=".cicolorcube.bin",
    bits=32,
    component="float32",
    filtering="by Core Image, between lattice points",
    size_for=lambda size: min(size, CICOLORCUBE_LIMIT),
    pack=_pack_float,
    unpack=_unpack_float,
    shape=_cube,
    extra=(("byte_order", "little"),),
)
