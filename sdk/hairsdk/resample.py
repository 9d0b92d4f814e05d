"""Colours of a 3D LUT between its lattice points, and the same LUT on another lattice."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.errors import LutError
from hairsdk.lut import Lut3D, checked_lut

__all__ = ["resample", "sample"]


def sample(lut: Lut3D, rgb: NDArray[Any]) -> NDArray[np.float32]:
    """Look colours up with tetrahedral interpolation.

    Each cell of the lattice is cut into six tetrahedra along its grey diagonal; the colour is
    the linear blend of the four corners of the one it falls in (Kasson, Nin, Plouffe and
    Hafner, "Performing color space conversions with three-dimensional linear interpolation",
    Journal of Electronic Imaging 4(3), 1995).

    Parameters
    ----------
    lut : Lut3D
    rgb : ndarray of float, shape (..., 3)
        In the LUT's domain; colours outside are moved to its edge.

    Returns
    -------
    ndarray of float32, shape (..., 3)

    Raises
    ------
    LutError
        The colours have another shape, or are no numbers.
    """
    checked_lut(lut)
    try:
        colours = np.asarray(rgb, dtype=np.float64)
    except (TypeError, ValueError):
        raise LutError(f"colours are an array of numbers, found {type(rgb).__name__}") from None
    if colours.shape[-1:] != (3,):
        raise LutError(f"colours have shape (..., 3), these have {colours.shape}")
    if np.isnan(colours).any():
        raise LutError("colours are numbers, NaN is among these")
    low, high = np.array(lut.domain_min), np.array(lut.domain_max)
    last = lut.size - 1
    place = np.clip((colours - low) / (high - low), 0.0, 1.0) * last
    corner = np.minimum(place.astype(np.intp), last - 1)
    inside = place - corner
    # From the cell's low corner to its high one, along the axes in the order of how far in
    # the colour lies: the corners passed are the tetrahedron.
    order = np.argsort(-inside, axis=-1, kind="stable")
    ranked = np.take_along_axis(inside, order, axis=-1)
    bounds = [np.ones(ranked.shape[:-1]), *np.moveaxis(ranked, -1, 0)]
    bounds.append(np.zeros(ranked.shape[:-1]))
    result = np.zeros(colours.shape)
    # Corners by their row in the table: NumPy finds one index much faster than three.
    table, strides = lut.table.reshape(-1, 3), np.array([lut.size**2, lut.size, 1])
    row = corner @ strides
    for step in range(4):
        weight = (bounds[step] - bounds[step + 1])[..., np.newaxis]
        result += weight * table.take(row, axis=0)
        if step < 3:
            row += strides[order[..., step]]
    return result.astype(np.float32)


def resample(lut: Lut3D, size: int) -> Lut3D:
    """The same LUT on a lattice of another size; domain, title and comments stay.

    Exact where the new lattice contains the old one's points, as 65 contains 33.

    Parameters
    ----------
    lut : Lut3D
    size : int
        Lattice points per axis, 2 to 129.

    Raises
    ------
    LutError
        The size is out of range.
    """
    checked_lut(lut)
    grid = Lut3D.identity(size).table.astype(np.float64)
    low, high = np.array(lut.domain_min), np.array(lut.domain_max)
    table = sample(lut, low + grid * (high - low))
    return Lut3D(table, lut.title, lut.comments, lut.domain_min, lut.domain_max)
