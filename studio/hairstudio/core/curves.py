"""Monotone curves through points, and their evaluation by table.

Curves are Fritsch–Carlson piecewise cubics (SIAM J. Numer. Anal. 17, 1980, with the harmonic
mean of Fritsch and Butland 1984): smooth, through every point, and never overshooting, so
a rising curve cannot make a band turn back.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from hairstudio.core.colour.oklab import to_oklch
from hairstudio.core.colour.srgb import Array
from hairstudio.core.parameters import Gradient

__all__ = [
    "evaluate",
    "evaluate_gradient",
    "evaluate_periodic",
    "histogram",
    "hue_histogram",
    "lookup",
    "tabulate",
    "tabulate_periodic",
]

TABLE_SIZE = 4097

_BINS = 128

Floats = npt.NDArray[np.float64]


def evaluate(points: Sequence[tuple[float, float]], x: npt.ArrayLike) -> Floats:
    """Return the curve through ``points`` at ``x``; beyond the ends it is flat.

    Parameters
    ----------
    points : sequence of (x, y)
        Two or more, x rising.
    x : array_like

    Returns
    -------
    ndarray, float64, the shape of ``x``
    """
    px, py = np.array(points, np.float64).T
    return _hermite(px, py, _slopes(px, py), np.clip(np.asarray(x, np.float64), px[0], px[-1]))


def evaluate_periodic(points: Sequence[tuple[float, float]], degrees: npt.ArrayLike) -> Floats:
    """Return the curve over the hue circle at ``degrees``; one point is a constant."""
    px, py = np.array(points, np.float64).T
    # Three neighbours on each side of the circle give the slopes their true values at its seam.
    px = np.concatenate([px - 720, px - 360, px, px + 360, px + 720])
    py = np.tile(py, 5)
    return _hermite(px, py, _slopes(px, py), np.mod(np.asarray(degrees, np.float64), 360.0))


def evaluate_gradient(stops: Gradient, x: npt.NDArray[np.float64]) -> Floats:
    """Return the colours of a gradient at ``x``, shape (N, 3): a curve for each encoded channel.

    Straight lines between the stops would show their corners as bands.
    """
    channels = zip(*(colour for _, colour in stops), strict=True)
    positions = [position for position, _ in stops]
    curves = [evaluate([*zip(positions, values, strict=True)], x) for values in channels]
    return np.stack(curves, axis=-1)


def histogram(x: npt.ArrayLike, weights: npt.ArrayLike | None = None) -> Floats:
    """Count abscissas in [0, 1], a whole turn on the hue circle, in even bins."""
    values = np.clip(np.asarray(x), 0, 1)
    counts, _ = np.histogram(values, _BINS, (0, 1), weights=weights)
    return counts.astype(np.float64)


def hue_histogram(rgb: Array) -> Floats:
    """Count the OkLCh hues of sRGB-encoded colours, (..., 3), by their chroma."""
    _, chroma, hue = to_oklch(rgb)
    # The hue of a grey is chance.
    return histogram(np.mod(hue / (2 * np.pi), 1), weights=chroma)


@functools.lru_cache(maxsize=64)
def tabulate(points: tuple[tuple[float, float], ...], dtype: np.dtype[Any]) -> Array:
    """Return the curve sampled evenly over [0, 1] for :func:`lookup`; read-only."""
    return _frozen(evaluate(points, np.linspace(0.0, 1.0, TABLE_SIZE)), dtype)


@functools.lru_cache(maxsize=16)
def tabulate_periodic(points: tuple[tuple[float, float], ...], dtype: np.dtype[Any]) -> Array:
    """Return the curve over the hue circle sampled evenly over one turn; read-only."""
    return _frozen(evaluate_periodic(points, np.linspace(0.0, 360.0, TABLE_SIZE)), dtype)


def lookup(table: Array, x: Array) -> Array:
    """Return the table, even over [0, 1], at ``x`` by linear interpolation; flat beyond.

    Parameters
    ----------
    table : ndarray, shape (N,) or (N, C)
    x : ndarray, any shape

    Returns
    -------
    ndarray
        Shape of ``x``, with C appended if the table has it; the table's dtype.
    """
    last = table.shape[0] - 1
    position = np.clip(x, 0, 1) * np.asarray(last, table.dtype)
    index = np.minimum(position.astype(np.intp), last - 1)
    fraction = position - index.astype(table.dtype)
    if table.ndim == 2:
        fraction = fraction[..., None]
    result: Array = table[index] + fraction * (table[1:] - table[:-1])[index]
    return result


def _frozen(table: Floats, dtype: np.dtype[Any]) -> Array:
    result: Array = table.astype(dtype)
    result.setflags(write=False)
    return result


def _slopes(px: Floats, py: Floats) -> Floats:
    if len(px) == 2:
        return np.full(2, (py[1] - py[0]) / (px[1] - px[0]))
    h, d = np.diff(px), np.diff(py) / np.diff(px)
    slopes = np.zeros_like(px)
    w1, w2 = 2 * h[1:] + h[:-1], h[1:] + 2 * h[:-1]
    same = d[:-1] * d[1:] > 0
    safe = np.where(same, d[:-1], 1.0), np.where(same, d[1:], 1.0)
    slopes[1:-1] = np.where(same, (w1 + w2) / (w1 / safe[0] + w2 / safe[1]), 0.0)
    slopes[0] = _end_slope(h[0], h[1], d[0], d[1])
    slopes[-1] = _end_slope(h[-1], h[-2], d[-1], d[-2])
    return slopes


def _end_slope(h0: float, h1: float, d0: float, d1: float) -> float:
    slope = ((2 * h0 + h1) * d0 - h0 * d1) / (h0 + h1)
    if slope * d0 <= 0:
        return 0.0
    if d0 * d1 <= 0 and abs(slope) > 3 * abs(d0):
        return 3 * d0
    return slope


def _hermite(px: Floats, py: Floats, slopes: Floats, x: Floats) -> Floats:
    index = np.clip(np.searchsorted(px, x, side="right") - 1, 0, len(px) - 2)
    h = px[index + 1] - px[index]
    t = (x - px[index]) / h
    result: Floats = (
        (1 + 2 * t) * (1 - t) ** 2 * py[index]
        + t * (1 - t) ** 2 * h * slopes[index]
        + t * t * (3 - 2 * t) * py[index + 1]
        + t * t * (t - 1) * h * slopes[index + 1]
    )
    return result
