"""Edges of masks against exact coverage: what the refinement at full resolution gains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk.errors import FileReadError
from hairsdk.images import read_photo
from hairsdk.matte import MatteSettings, refine, stretch
from hairsdk.segmenter import Segmenter

__all__ = ["EdgeRow", "boundary_f", "measure_edges", "soft_mae"]

Mask = NDArray[np.float32]

_TOLERANCE = 2
"""Pixels within which a boundary counts as met."""

_SUFFIXES = (".jpg", ".png", ".webp")


@dataclass(frozen=True)
class EdgeRow:
    """Means over a folder.

    Parameters
    ----------
    source : str
        Where the small masks come from.
    mae_before, mae_after : float
        Mean absolute difference from the exact coverage.
    band_before, band_after : float
        The same, within a few pixels of the hair's edge.
    f_before, f_after : float
        Boundary F.
    """

    source: str
    mae_before: float
    mae_after: float
    band_before: float
    band_after: float
    f_before: float
    f_after: float


def soft_mae(mask: Mask, exact: Mask) -> float:
    """Mean absolute difference of two soft masks."""
    return float(np.abs(mask - exact).mean())


def boundary_f(mask: Mask, exact: Mask) -> float:
    """Harmonic mean of the parts of either boundary that lie near the other.

    After Perazzi et al., "A Benchmark Dataset and Evaluation Methodology for Video Object
    Segmentation", CVPR 2016, section 4.1; masks are cut at a half.
    """
    found, true = _boundary(mask), _boundary(exact)
    if not found.any() or not true.any():
        return float(found.any() == true.any())
    disk = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * _TOLERANCE + 1,) * 2)
    precision = cv2.dilate(true, disk)[found > 0].mean()
    recall = cv2.dilate(found, disk)[true > 0].mean()
    return float(2.0 * precision * recall / max(precision + recall, 1e-9))


def _boundary(mask: Mask) -> NDArray[np.uint8]:
    inside = (mask > 0.5).astype(np.uint8)
    return cv2.subtract(inside, cv2.erode(inside, np.ones((3, 3), np.uint8)))  # type: ignore[return-value]


def measure_edges(
    folder: Path, segmenters: Sequence[Segmenter], sides: Sequence[int], height: int | None = None
) -> list[EdgeRow]:
    """Measure over a folder of NAME.jpg, .png or .webp with NAME.mask.png beside each.

    Parameters
    ----------
    folder : Path
    segmenters : sequence of Segmenter
        Networks to take masks from.
    sides : sequence of int
        Sides of squares that the exact mask is shrunk to, in place of a network's answer: what
        the refinement makes of a perfect network.
    height : int, optional
        Enlarge photos and masks to this height first.

    Raises
    ------
    FileReadError
        There are no such pairs.
    """
    pairs = _pairs(folder)
    sources: list[tuple[str, Segmenter | int]] = [(f"network {s.model}", s) for s in segmenters]
    sources += [(f"exact mask, shrunk to {side}²", side) for side in sides]
    figures: dict[str, list[list[float]]] = {name: [] for name, _ in sources}
    for photo, mask in pairs:
        image = read_photo(photo).rgb
        exact = read_photo(mask).rgb[..., 0].astype(np.float32) / np.float32(255.0)
        if height is not None:
            size = (round(image.shape[1] * height / image.shape[0]), height)
            image = cv2.resize(image, size, interpolation=cv2.INTER_CUBIC)  # type: ignore[assignment]
            exact = cv2.resize(exact, size, interpolation=cv2.INTER_LINEAR)  # type: ignore[assignment]
        for name, source in sources:
            coarse = (
                cv2.resize(exact, (source, source), interpolation=cv2.INTER_AREA)
                if isinstance(source, int)
                else source.infer(image).mask
            )
            figures[name].append(_figures(image, coarse, exact))  # type: ignore[arg-type]
    return [EdgeRow(name, *np.mean(rows, axis=0).tolist()) for name, rows in figures.items()]


def _figures(image: NDArray[np.uint8], coarse: Mask, exact: Mask) -> list[float]:
    settings = MatteSettings()
    height, width = exact.shape
    before = stretch(coarse, height, width, settings.toe)
    after = refine(image, coarse, settings)
    near = _near_edge(exact)
    values = [soft_mae(before, exact), soft_mae(after, exact)]
    values += [float(np.abs(m - exact)[near].mean()) for m in (before, after)]
    return [*values, boundary_f(before, exact), boundary_f(after, exact)]


def _near_edge(exact: Mask) -> NDArray[np.bool_]:
    side = 2 * max(3, exact.shape[0] // 100) + 1
    around = np.ones((side, side), np.uint8)
    return (cv2.dilate(exact, around) - cv2.erode(exact, around)) > 0.1


def _pairs(folder: Path) -> list[tuple[Path, Path]]:
    found = []
    for photo in sorted(folder.iterdir()) if folder.is_dir() else []:
        mask = photo.with_name(f"{photo.stem}.mask.png")
        is_photo = photo.suffix in _SUFFIXES and not photo.stem.endswith(".mask")
        # Without hair there is no edge.
        if is_photo and mask.exists() and read_photo(mask).rgb.max() > 127:
            found.append((photo, mask))
    if not found:
        raise FileReadError(
            f"{folder}: expected photos NAME.jpg, .png or .webp with NAME.mask.png beside them, "
            "found none with hair",
            folder,
        )
    return found
