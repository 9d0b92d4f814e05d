"""Noisy student (Xie et al. 2020): our best network labels photos that have no masks."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from hairnet.evaluate import Segments, mirrored
from hairnet.metrics import Mask
from hairnet.pictures import Image

UNKNOWN = 128
"""Grey level of a pixel whose label is not to be trusted; the loss leaves it out."""


def consensus(segment: Segments, image: Image, scales: Sequence[float] = (1.0, 0.8, 1.25)) -> Mask:
    """Mean mask over the photo, its mirror image and several framings."""
    height, width = image.shape[:2]
    total = np.zeros((height, width), np.float32)
    for scale in scales:
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 0, scale)
        back = cv2.invertAffineTransform(matrix)
        view = cv2.warpAffine(image, matrix, (width, height), borderMode=cv2.BORDER_REFLECT_101)
        for mask in (segment(view), mirrored(segment(mirrored(view)))):
            total += cv2.warpAffine(mask, back, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return total / (2 * len(scales))


def confident_label(mask: Mask, sure: float = 0.85) -> Image:
    """8-bit label: 255 hair, 0 not, `UNKNOWN` where the consensus is under `sure`."""
    label = np.full(mask.shape, UNKNOWN, np.uint8)
    label[mask >= sure] = 255
    label[mask <= 1 - sure] = 0
    return label


def useful(label: Image) -> bool:
    """Whether enough of the photo is certain to learn from it."""
    return float((label == UNKNOWN).mean()) < 0.08
