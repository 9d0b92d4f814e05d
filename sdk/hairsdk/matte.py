"""From the network's small mask to a mask at the photo's own resolution, strands included.

Around the edge of the hair every pixel is taken as a mix ``I = α·F + (1 − α)·B`` of a local hair
colour F and a local background colour B, as in natural image matting (Porter and Duff's
compositing equation; Chuang et al., "A Bayesian Approach to Digital Matting", CVPR 2001). F and
B are box-filtered means, weighted with the network's mask p, on a coarse grid:

    F = mean(p·I) / mean(p)        B = mean((1 − p)·I) / mean(1 − p)

With d = F − B, projecting a pixel on the line between them gives ``α = (I − B)·d / |d|²``. The
projection and the network's own opinion p are weighed by their variances, σ² / |d|² for a colour
noise σ, and s²·u for the network, where u says how unsure it is thereabouts:

    α = g·(I − B)·d / |d|² + (1 − g)·p        g = |d|²·u / (|d|²·u + (σ / s)²)
    u = mean(4·p·(1 − p)) · mean(ramp(max p − min p))² · min(6·p·(1 − p), 1)²

Maximum and minimum are taken within `reach` cells, and ramp goes from 0 at a half to 1 at 0.9: only
where the network has seen hair and no hair close by is there an edge to sharpen. Elsewhere, as on a
collar that it calls hair by a fifth, F and B are no samples of anything. The last factor leaves to
the network what it is sure of: an eyebrow under a fringe has the colour of hair.

For a given frame that is linear in I with smooth coefficients. They are computed on the grid
and brought up to full resolution only near edges, as in He and Sun's "Fast Guided Filter" (2015).
"""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk.checks import checked_array, checked_frame
from hairsdk.errors import FrameError, ParameterError
from hairsdk.memory import memory_errors
from hairsdk.resize import halved_towards, resized
from hairsdk.tiles import runs, tile_means

__all__ = [
    "STILL",
    "TILE",
    "UNSURE",
    "MatteSettings",
    "cell_size",
    "checked_settings",
    "cut_toe",
    "refine",
    "stretch",
]

Mask = NDArray[np.float32]


@dataclass(frozen=True)
class MatteSettings:
    """How masks are refined: by these values in streams, by those of `STILL` in stills.

    Parameters
    ----------
    grid : int
        Cells along the longer side of the frame, roughly: cells are 1, 2, 4, 8 … pixels wide.
    radius : int
        Radius of the box filters, in cells.
    reach : int
        How near, in cells, the network must have seen both hair and no hair.
    noise : float
        σ / s: colour noise (colours in [0, 1]) over the network's standard deviation where it
        is least sure. The larger, the more the network's mask counts.
    toe : float
        Probabilities below count as no hair.
    shoulder : float, optional
        Those above ``1 − shoulder`` count as hair; as wide as the toe where it is None.

    Raises
    ------
    ParameterError
        `grid`, `radius` or `reach` is no whole number from 1, `noise` is not from 1e-6 to 1e6, or
        `toe` or `shoulder` not in [0, 0.5).
    """

    grid: int = 360
    radius: int = 3
    reach: int = 5
    noise: float = 0.1
    toe: float = 0.02
    shoulder: float | None = None

    def __post_init__(self) -> None:
        for name in ("grid", "radius", "reach"):
            value = getattr(self, name)
            if not isinstance(value, Integral) or value < 1:
                raise ParameterError(f"{name} must be a whole number from 1, found {value!r}")
        # The square of less is nought in 32 bits.
        if not isinstance(self.noise, Real) or not 1e-6 <= self.noise <= 1e6:
            raise ParameterError(f"noise must be from 1e-6 to 1e6, found {self.noise!r}")
        for name in ("toe", "shoulder"):
            value = getattr(self, name)
            if name == "shoulder" and value is None:
                continue
            if not isinstance(value, Real) or not 0.0 <= value < 0.5:
                raise ParameterError(f"{name} must be from 0 to below 0.5, found {value!r}")


STILL = MatteSettings(toe=0.1, shoulder=0.05)
"""For stills: faint haze beside the hair is left out.

In streams so wide a toe makes faint hair come and go. A wider shoulder fills the gaps between
strands, and clipper fades end in a line.
"""


def checked_settings(settings: Any, usual: MatteSettings | None = None) -> MatteSettings:
    """Check that these are settings; None stands for the `usual` ones, by default a stream's.

    Raises
    ------
    ParameterError
    """
    if settings is None:
        return usual or MatteSettings()
    if not isinstance(settings, MatteSettings):
        raise ParameterError(f"expected MatteSettings, found {settings!r}")
    return settings


TILE = 12
"""Cells per side of the tiles in which edges are looked for."""

_TILES_PER_STRIP = 4
"""Rows of tiles in a strip, one thread's portion: its arrays stay in the cache."""

UNSURE = 1e-3
"""Mean of u in a tile below which refining could not be seen."""


def stretch(
    coarse: Mask, height: int, width: int, toe: float = 0.0, shoulder: float | None = None
) -> Mask:
    """Bring a mask to a frame's size without looking at the frame.

    Parameters
    ----------
    coarse : ndarray of float32, shape (S, S)
        In [0, 1].
    height, width : int
    toe, shoulder : float
        See `MatteSettings`.

    Returns
    -------
    ndarray of float32, shape (height, width)
    """
    # Cutting the toe commutes with interpolation nearly everywhere, and is cheaper before it.
    return resized(cut_toe(coarse, toe, shoulder), height, width)


@memory_errors()
def refine(
    image: NDArray[np.uint8],
    coarse: Mask,
    settings: MatteSettings | None = None,
    pool: Executor | None = None,
) -> Mask:
    """Bring a mask to a photo's own resolution, following its strands.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W, 3)
        RGB.
    coarse : ndarray of float32, shape (h, w)
        Mask of the whole photo, stretched to any size; in [0, 1].
    settings : MatteSettings, optional
    pool : concurrent.futures.Executor, optional
        Threads to share the work with.

    Returns
    -------
    ndarray of float32, shape (H, W)
        In [0, 1]; exactly 0 where there is no hair.

    Raises
    ------
    FrameError
        The image or the mask has the wrong shape or type.
    ParameterError
        `settings` are none.
    """
    settings = checked_settings(settings)
    image = checked_frame(image)
    coarse = checked_array(coarse, "a mask")
    if coarse.ndim != 2 or coarse.dtype != np.float32 or coarse.size == 0:
        raise FrameError(f"a mask is (h, w) float32, this one is {coarse.shape} {coarse.dtype}")
    # Next to nothing is nought, also in programs in which NumPy is to raise.
    with np.errstate(under="ignore"):
        return _refined(image, coarse, settings, pool)


def _refined(
    image: NDArray[np.uint8], coarse: Mask, settings: MatteSettings, pool: Executor | None
) -> Mask:
    height, width = image.shape[:2]
    ends = settings.toe, settings.shoulder
    mask = stretch(coarse, height, width, *ends)
    cell = cell_size(max(height, width), settings.grid)
    grid = _grid_image(image, cell)
    rows, columns = grid.shape[:2]
    p = _grid_mask(cut_toe(coarse, *ends), mask.shape, cell, (rows, columns))
    unsure = _doubt(p, settings)
    # Room for the box filters, and one cell more to interpolate towards.
    room = settings.radius + 1
    guide, prior, doubt = (_padded(x, room) for x in (grid, p, unsure))

    def work(strip: list[_Region]) -> None:
        left, right = min(r.left for r in strip), max(r.right for r in strip)
        area = _Region(strip[0].top, strip[-1].bottom, left, right)
        piece = np.s_[area.top : area.bottom + 2 * room, area.left : area.right + 2 * room]
        lines = _colour_lines(guide[piece], prior[piece], doubt[piece], settings)
        for region in strip:
            _apply(lines, area, region, cell, image, mask)

    # Regions do not overlap, so threads never write the same pixel.
    list((pool.map if pool else map)(work, _strips(unsure)))
    return mask


@dataclass(frozen=True)
class _Region:
    """Cells [top, bottom) × [left, right) of the grid."""

    top: int
    bottom: int
    left: int
    right: int


def cut_toe(mask: Mask, toe: float, shoulder: float | None = None) -> Mask:
    """Probabilities below `toe` become 0, those above ``1 − shoulder`` 1, linear between."""
    shoulder = toe if shoulder is None else shoulder
    if toe <= 0.0 and shoulder <= 0.0:
        return mask
    span = 1.0 - toe - shoulder
    scaled = mask * np.float32(1.0 / span) - np.float32(toe / span)
    return np.clip(scaled, 0.0, 1.0, out=scaled)


def cell_size(longer_side: int, grid: int) -> int:
    """Width of a cell in pixels: the power of two that gives about `grid` cells."""
    return 1 << max(0, round(float(np.log2(longer_side / grid))))


def _grid_image(image: NDArray[np.uint8], cell: int) -> NDArray[np.float32]:
    height, width = image.shape[:2]
    below, right = -height % cell, -width % cell
    if below or right:
        image = cv2.copyMakeBorder(image, 0, below, 0, right, cv2.BORDER_REPLICATE)  # type: ignore
        height, width = image.shape[:2]
    small = halved_towards(image, height // cell, width // cell)
    return small * np.float32(1.0 / 255.0)


def _grid_mask(
    coarse: Mask, frame: tuple[int, ...], cell: int, grid: tuple[int, int]
) -> NDArray[np.float32]:
    # Cell centres in the coordinates of the coarse mask; both axes by pixel centres.
    sy, sx = coarse.shape[0] / frame[0], coarse.shape[1] / frame[1]
    matrix = np.array(
        [[cell * sx, 0.0, 0.5 * cell * sx - 0.5], [0.0, cell * sy, 0.5 * cell * sy - 0.5]]
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = (grid[1], grid[0])
    return cv2.warpAffine(coarse, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)  # type: ignore


def _box(x: NDArray[np.float32], radius: int) -> NDArray[np.float32]:
    side = (2 * radius + 1, 2 * radius + 1)
    return cv2.boxFilter(x, -1, side, borderType=cv2.BORDER_REPLICATE)  # type: ignore[return-value]


def _doubt(p: Mask, settings: MatteSettings) -> Mask:
    side = 2 * settings.reach + 1
    around = np.ones((side, side), np.uint8)
    contrast = cv2.dilate(p, around) - cv2.erode(p, around)
    ramp = np.clip(contrast * np.float32(2.5) - np.float32(1.25), 0.0, 1.0)
    edge = _box(ramp, settings.radius)
    spread: Mask = p * (np.float32(1.0) - p)
    own = np.minimum(np.float32(6.0) * spread, 1.0)
    own *= edge
    doubt: Mask = _box(np.float32(4.0) * spread, settings.radius) * own * own
    return doubt


def _planes(x: NDArray[np.float32]) -> list[Mask]:
    return list(cv2.split(x))  # type: ignore[arg-type]


def _padded(x: NDArray[np.float32], room: int) -> NDArray[np.float32]:
    return cv2.copyMakeBorder(x, room, room, room, room, cv2.BORDER_REPLICATE)  # type: ignore


def _colour_lines(
    guide: NDArray[np.float32], p: Mask, unsure: Mask, settings: MatteSettings
) -> list[Mask]:
    """Planes a_r, a_g, a_b, b with ``α = a·I + b`` for I in 0..255.

    They are `radius` cells smaller than the arguments on every side.
    """
    radius = settings.radius
    inner = np.s_[radius:-radius, radius:-radius]
    *mean, weight = _planes(_box(cv2.merge([*cv2.split(guide), p]), radius)[inner])  # type: ignore
    hairs = _planes(_box(cv2.multiply(guide, cv2.merge([p, p, p])), radius)[inner])  # type: ignore
    weight = np.clip(weight, 1e-3, 1.0 - 1e-3)
    to_hair, to_background = 1.0 / weight, 1.0 / (1.0 - weight)
    backgrounds = [(m - h) * to_background for m, h in zip(mean, hairs, strict=True)]
    differences = [h * to_hair - b for h, b in zip(hairs, backgrounds, strict=True)]
    length = np.add.reduce([d * d for d in differences])
    trust = length * unsure[inner]
    g = trust / (trust + np.float32(settings.noise**2))
    scale = g / np.maximum(length, np.float32(1e-6))
    slopes = [d * scale for d in differences]
    b = (1.0 - g) * p[inner]
    for a, background in zip(slopes, backgrounds, strict=True):
        b -= a * background
    return [*(a * np.float32(1.0 / 255.0) for a in slopes), b]


def _strips(unsure: Mask) -> list[list[_Region]]:
    """Runs of neighbouring tiles with an edge in them, strip by strip."""
    rows, columns = unsure.shape
    strips: dict[int, list[_Region]] = {}
    for row, start, stop in runs(tile_means(unsure, TILE, TILE) > UNSURE):
        bottom, end = min((row + 1) * TILE, rows), min(stop * TILE, columns)
        region = _Region(row * TILE, bottom, start * TILE, end)
        strips.setdefault(row // _TILES_PER_STRIP, []).append(region)
    return list(strips.values())


def _apply(
    lines: list[Mask],
    area: _Region,
    region: _Region,
    cell: int,
    image: NDArray[np.uint8],
    mask: Mask,
) -> None:
    """Evaluate the colour lines of `area`, which have one cell of margin, in `region`."""
    y0, y1 = region.top * cell, min(region.bottom * cell, image.shape[0])
    x0, x1 = region.left * cell, min(region.right * cell, image.shape[1])
    top, left = region.top - area.top, region.left - area.left
    height, width = region.bottom - region.top + 2, region.right - region.left + 2

    def upsampled(plane: Mask) -> Any:
        # With its neighbours around it the piece interpolates as the whole plane would.
        piece = plane[top : top + height, left : left + width]
        size = (width * cell, height * cell)
        large = cv2.resize(piece, size, interpolation=cv2.INTER_LINEAR)
        return large[cell : cell + y1 - y0, cell : cell + x1 - x0]

    red, green, blue, offset = map(upsampled, lines)
    alpha = offset.copy()
    for plane, channel in zip((red, green, blue), cv2.split(image[y0:y1, x0:x1]), strict=True):
        cv2.accumulateProduct(plane, channel.astype(np.float32), alpha)
    np.clip(alpha, 0.0, 1.0, out=mask[y0:y1, x0:x1])
