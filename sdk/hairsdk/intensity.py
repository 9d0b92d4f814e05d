"""How bright the hair is: the number that places a frame between a preset's two LUTs."""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk.checks import FloatMask, checked_array
from hairsdk.errors import FrameError

__all__ = ["METRIC", "REC709", "hair_intensity", "luma"]

METRIC = "rec709-luma-srgb"
"""Name of the metric, written into every file that stores an intensity."""

REC709 = (0.2126, 0.7152, 0.0722)
"""Luma weights of red, green and blue, ITU-R BT.709-6, item 3.2."""

_BAND = 32
"""Rows that are measured at a time."""

_SCALE = {"u1": 1.0 / 255.0, "u2": 1.0 / 65535.0}


def luma(image: NDArray[Any]) -> NDArray[np.float32]:
    """Rec. 709 luma of an sRGB-encoded image.

    Parameters
    ----------
    image : ndarray, shape (..., 3)
        uint8, uint16 (whole range) or float in [0, 1].

    Returns
    -------
    ndarray of float32, shape (...)
        In [0, 1] for images in their range.

    Raises
    ------
    FrameError
        The image has another shape or type.
    """
    checked_array(image, "an RGB image")
    if image.shape[-1:] != (3,):
        raise FrameError(f"an RGB image has shape (..., 3), this one has {image.shape}")
    weights = np.array(REC709, dtype=np.float64) * _scale(image.dtype)
    return image.astype(np.float32) @ weights.astype(np.float32)


def hair_intensity(image: NDArray[Any], mask: FloatMask) -> float:
    """Mask-weighted mean luma: the paper's average hair intensity.

    The formula is ``Σ mask·luma / Σ mask`` with Rec. 709 luma of the sRGB-encoded image,
    after section 4.2 of Tkachenka et al., "Real-time Hair Segmentation and Recoloring on
    Mobile GPUs" (2019).

    Parameters
    ----------
    image : ndarray, shape (H, W, 3)
        uint8, uint16 (whole range) or float in [0, 1].
    mask : ndarray of float, shape (H, W)
        In [0, 1].

    Returns
    -------
    float
        In [0, 1]; NaN where the mask is empty, as there is no hair to measure.

    Raises
    ------
    FrameError
        The image has another shape or type, or the mask another size.

    Examples
    --------
    >>> grey = np.full((2, 2, 3), 51, np.uint8)
    >>> round(hair_intensity(grey, np.ones((2, 2), np.float32)), 3)
    0.2
    """
    checked_array(image, "an RGB image")
    checked_array(mask, "a mask")
    if image.ndim != 3 or image.shape[2] != 3:
        raise FrameError(f"an RGB image has shape (H, W, 3), this one has {image.shape}")
    if mask.shape != image.shape[:2]:
        raise FrameError(f"the mask has shape {mask.shape}, the image {image.shape[:2]}")
    weights = np.ascontiguousarray(mask, dtype=np.float32)
    total = float(weights.sum(dtype=np.float64))
    if total <= 0.0:
        return math.nan
    # Luma is linear in RGB: the luma of the mean colour is the mean of the lumas.
    # OpenCV would take bytes in another order than the machine's for what they are not.
    rgb = image if image.dtype in (np.uint8, np.uint16) else image.astype(np.float32)
    # Not by a matrix product: the threads of NumPy's BLAS spin on after it, and keep the cores
    # from the network for longer than the product itself takes. In bands, which stay in the cache.
    sums = np.zeros(3)
    for top in range(0, len(weights), _BAND):
        band = np.s_[top : top + _BAND]
        weighted = cv2.multiply(rgb[band], cv2.merge([weights[band]] * 3), dtype=cv2.CV_32F)
        sums += cv2.sumElems(weighted)[:3]
    mean = float(sums @ np.array(REC709)) / total
    value = mean * _scale(image.dtype)
    return min(max(value, 0.0), 1.0)


def _scale(dtype: np.dtype[Any]) -> float:
    if dtype.kind == "f":
        return 1.0
    scale = _SCALE.get(dtype.str[1:])
    if scale is None:
        raise FrameError(f"an image is uint8, uint16 or float, this one is {dtype}")
    return scale
