"""Figures of a soft mask against its annotation, per photo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[Any]
"""float32 in [0, 1]. OpenCV's stubs give every array the type of any number."""
HAIR_AT_LEAST = 0.002
"""Photos with less hair than this share have no IoU; their false-positive area is reported."""


@dataclass(frozen=True)
class Score:
    """Figures of one photo.

    Attributes
    ----------
    iou
        Intersection over union at 0.5, or NaN where there is no hair.
    boundary_f
        F-measure of the two outlines within 0.75 % of the diagonal (Perazzi et al. 2016), NaN
        where there is no hair.
    mae
        Mean absolute difference of the soft masks.
    false_area
        Share of the frame called hair where none is annotated.
    hair, found
        Share of the frame annotated as hair, and called hair.
    """

    iou: float
    boundary_f: float
    mae: float
    false_area: float
    hair: float
    found: float


def score(predicted: Mask, annotated: Mask) -> Score:
    """Compare ``(H, W)`` masks in [0, 1]."""
    found, true = predicted > 0.5, annotated > 0.5
    hairy = has_hair(true)
    return Score(
        iou=iou(predicted, annotated) if hairy else float("nan"),
        boundary_f=boundary_f(found, true) if hairy else float("nan"),
        mae=float(np.abs(predicted - annotated).mean()),
        false_area=float((found & ~true).mean()),
        hair=float(true.mean()),
        found=float(found.mean()),
    )


def iou(predicted: Mask, annotated: Mask) -> float:
    """Intersection over union at 0.5; 1 where neither has any hair."""
    found, true = predicted > 0.5, annotated > 0.5
    union = np.count_nonzero(found | true)
    return np.count_nonzero(found & true) / union if union else 1.0


def has_hair(annotated: NDArray[np.bool_]) -> bool:
    """Whether there is enough to have an IoU."""
    return float(annotated.mean()) >= HAIR_AT_LEAST


def boundary_f(
    found: NDArray[np.bool_], true: NDArray[np.bool_], tolerance: float = 0.0075
) -> float:
    """F-measure of the outlines: DAVIS' boundary accuracy (Perazzi et al. 2016, section 3)."""
    reach = max(1, round(tolerance * float(np.hypot(*true.shape))))
    element = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1,) * 2)
    a, b = outline(found), outline(true)
    if not a.any() or not b.any():
        return float(a.any() == b.any())
    precision = float(cv2.dilate(b, element)[a > 0].mean())
    recall = float(cv2.dilate(a, element)[b > 0].mean())
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def outline(mask: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """1 on the inner edge of the mask; the frame's border is no edge."""
    solid = mask.astype(np.uint8)
    element = np.ones((3, 3), np.uint8)
    inner: NDArray[Any] = cv2.erode(solid, element, borderType=cv2.BORDER_REPLICATE)
    edge: NDArray[np.uint8] = solid - inner
    return edge


def dtssd(predicted: NDArray[np.float32], annotated: NDArray[np.float32]) -> float:
    """Temporal error of a sequence ``(T, H, W)``, as RobustVideoMatting defines it (Lin 2021).

    ``100 · mean over t of √mean(((p_t − p_{t−1}) − (g_t − g_{t−1}))²)``.
    """
    change = np.diff(predicted, axis=0) - np.diff(annotated, axis=0)
    return float(100 * np.sqrt((change**2).mean((1, 2))).mean())


def bootstrap_interval(values: NDArray[np.float64]) -> tuple[float, float]:
    """95 % interval of the mean, by resampling photos; the same each time."""
    means = np.random.default_rng(0).choice(values, (2000, len(values))).mean(1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)
