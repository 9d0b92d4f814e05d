"""Correcting a mask with brush and eraser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from hairstudio.document.reference import Mask

__all__ = ["Stroke", "paint"]


@dataclass(frozen=True)
class Stroke:
    """One stroke of the brush, in pixels of the photo.

    Attributes
    ----------
    points : sequence of (x, y)
    radius : float
    hardness : float
        In [0, 1]: share of the radius that is painted fully.
    erase : bool
    """

    points: Sequence[tuple[float, float]]
    radius: float
    hardness: float = 0.5
    erase: bool = False


def paint(mask: Mask, stroke: Stroke) -> Mask:
    """The mask after a stroke.

    Coverage falls smoothly from 1 at ``hardness · radius`` to 0 at ``radius``, measured from
    the stroke's line, so that a slow stroke is no stronger than a quick one.
    """
    points = np.array(stroke.points, np.float32).reshape(-1, 2)
    height, width = mask.shape
    radius = max(stroke.radius, 0.5)
    margin = int(np.ceil(radius)) + 1
    left, top = np.maximum(np.floor(points.min(axis=0)).astype(int) - margin, 0)
    right, bottom = np.minimum(
        np.ceil(points.max(axis=0)).astype(int) + margin + 1, (width, height)
    )
    if left >= right or top >= bottom:
        return mask
    line = np.full((bottom - top, right - left), 255, np.uint8)
    # Four fractional bits keep thin strokes where the pointer was.
    local = np.rint((points - (left, top)) * 16.0).astype(np.int32)
    if len(local) == 1:
        local = np.repeat(local, 2, axis=0)
    cv2.polylines(line, [local.reshape(-1, 1, 2)], False, 0, 1, cv2.LINE_8, 4)
    distance = cv2.distanceTransform(line, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    core = radius * min(max(stroke.hardness, 0.0), 1.0)
    soft = np.clip((radius - distance) / max(radius - core, 1.0), 0.0, 1.0)
    cover = soft * soft * (3.0 - 2.0 * soft)
    result = mask.copy()
    part = result[top:bottom, left:right]
    np.copyto(part, np.minimum(part, 1.0 - cover) if stroke.erase else np.maximum(part, cover))
    return result
