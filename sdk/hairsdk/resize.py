"""Images shrunk fast, and masks brought to another size."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk.memory import memory_errors

__all__ = ["halved_towards", "resized", "shrunk"]


def halved_towards(image: NDArray[Any], height: int, width: int) -> NDArray[Any]:
    """Halve an image, each axis by itself, for as long as it stays at least that large.

    Bilinear interpolation at a scale of exactly two samples midway between two pixels: it is
    their mean. That makes this the area average, at a sixth of the price of OpenCV's
    INTER_AREA for fractional scales.

    Parameters
    ----------
    image : ndarray, shape (H, W, ...)
    height, width : int
        Lower bounds of the result.

    Returns
    -------
    ndarray
        The image itself where nothing was to be halved.
    """
    h, w = image.shape[:2]
    while h >= 2 * height or w >= 2 * width:
        h = h // 2 if h >= 2 * height else h
        w = w // 2 if w >= 2 * width else w
        # The mean of four pixels is INTER_AREA's, too, at the same price; OpenCV's bilinear one
        # for ARM is up to a level larger.
        by_area = image.shape[:2] == (2 * h, 2 * w)
        method = cv2.INTER_AREA if by_area else cv2.INTER_LINEAR
        image = cv2.resize(image, (w, h), interpolation=method)
    return image


@memory_errors()
def shrunk(image: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """Stretch an image to a square, averaging where it shrinks.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W, 3)
    side : int

    Returns
    -------
    ndarray of uint8, shape (side, side, 3)
    """
    result: NDArray[np.uint8] = halved_towards(image, side, side)
    if result.shape[:2] == (side, side):
        return result
    return cv2.resize(result, (side, side), interpolation=cv2.INTER_LINEAR)  # type: ignore[return-value]


def resized(mask: NDArray[np.float32], height: int, width: int) -> NDArray[np.float32]:
    """Bring a mask to another size, averaging where both axes shrink.

    Parameters
    ----------
    mask : ndarray of float32, shape (h, w)
    height, width : int

    Returns
    -------
    ndarray of float32, shape (height, width)
    """
    # Where either axis grows, OpenCV's INTER_AREA averages nothing, and moves by half a pixel.
    shrinks = height <= mask.shape[0] and width <= mask.shape[1]
    method = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return cv2.resize(mask, (width, height), interpolation=method)  # type: ignore[return-value]
