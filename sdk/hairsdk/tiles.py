"""Masks tile by tile: work is done only where there is something to do."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["runs", "tile_means"]


def tile_means(mask: NDArray[np.float32], rows: int, columns: int) -> NDArray[np.float32]:
    """Mean of a mask in each tile; what it lacks below and at the right is 0.

    Parameters
    ----------
    mask : ndarray of float32, shape (H, W)
    rows, columns : int
        Of a tile, in pixels.

    Returns
    -------
    ndarray of float32, shape (ceil(H / rows), ceil(W / columns))
    """
    height, width = mask.shape
    below, right = -height % rows, -width % columns
    if below or right:
        mask = cv2.copyMakeBorder(mask, 0, below, 0, right, cv2.BORDER_CONSTANT, value=0)  # type: ignore
    size = ((width + right) // columns, (height + below) // rows)
    return cv2.resize(mask, size, interpolation=cv2.INTER_AREA)  # type: ignore[return-value]


def runs(tiles: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """Neighbouring tiles that are set, from row to row: the row, the first and beyond the last."""
    steps = np.diff(tiles.astype(np.int8), axis=1, prepend=0, append=0)
    starts, stops = np.argwhere(steps > 0).tolist(), np.argwhere(steps < 0).tolist()
    return [(row, start, stop) for (row, start), (_, stop) in zip(starts, stops, strict=True)]
