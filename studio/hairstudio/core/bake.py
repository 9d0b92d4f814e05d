"""Baking: a stack evaluated on the points of a lattice gives a 3D LUT."""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

from hairsdk.lut import Lut3D
from hairstudio.core.effect import Colours
from hairstudio.core.errors import ParameterError
from hairstudio.core.stack import Stack

__all__ = ["BAKE_SIZES", "bake", "lattice"]

BAKE_SIZES = (17, 33, 65)
"""17 while a slider moves, 33 for presets, 65 for proofs."""


def bake(stack: Stack, size: int = 33, *, precision: npt.DTypeLike = np.float32) -> Lut3D:
    """Evaluate a stack on a lattice.

    Parameters
    ----------
    stack : Stack
    size : int
        Points per axis: 17, 33 or 65.
    precision : dtype
        float32 for speed. float64 makes the last digit in a file independent of the machine's
        float32 instructions; the built-in looks are written that way.

    Returns
    -------
    hairsdk.lut.Lut3D
        float32 table indexed ``[r, g, b]``, values in [0, 1].

    Raises
    ------
    ParameterError
        If the size is none of the three.
    """
    if size not in BAKE_SIZES:
        raise ParameterError("size", "17, 33 or 65", size)
    colours = stack.apply(lattice(size, np.dtype(precision)))
    return Lut3D(colours.reshape(size, size, size, 3))


@functools.lru_cache(maxsize=8)
def lattice(size: int, dtype: npt.DTypeLike = np.float32) -> Colours:
    """Return the lattice points in [0, 1], shape (size³, 3), blue fastest; read-only."""
    axis = np.linspace(0.0, 1.0, size).astype(dtype)
    points = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1).reshape(-1, 3)
    points.setflags(write=False)
    return points
