"""The hair in a picture: where it is, and its colour as mean and spread in OkLab."""

from __future__ import annotations

import dataclasses
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from hairstudio.core.colour.oklab import from_oklab, to_oklab
from hairstudio.core.errors import FitError
from hairstudio.core.kinds import colour_from_json
from hairstudio.core.parameters import Colour

__all__ = ["HairColour", "crop_to_hair", "hair_pixels", "measure_hair", "square_around"]

Triple = tuple[float, float, float]


@dataclasses.dataclass(frozen=True)
class HairColour:
    """Mean and standard deviation of hair in OkLab.

    Attributes
    ----------
    mean : (L, a, b)
    spread : (L, a, b) or None
        None where only a colour is known.
    """

    mean: Triple
    spread: Triple | None = None

    @classmethod
    def of_colour(cls, value: str | Colour) -> HairColour:
        """Return a plain colour, ``"#a6462a"`` or three sRGB-encoded numbers, as a goal.

        Raises
        ------
        ParameterError
            If it is no colour.
        """
        rgb = np.array(colour_from_json(value, "colour"), np.float64)
        return cls(_triple(to_oklab(rgb)))

    @property
    def rgb(self) -> Colour:
        """The mean as sRGB-encoded colour, clipped to [0, 1]."""
        return _triple(np.clip(from_oklab(np.array(self.mean, np.float64)), 0, 1))


def hair_pixels(
    image: npt.NDArray[Any], mask: npt.NDArray[np.floating[Any]], at_most: int = 4000
) -> npt.NDArray[np.float32]:
    """Return an even sample of the pixels that are surely hair.

    Parameters
    ----------
    image : ndarray, shape (H, W, 3), uint8, or float in [0, 1]
    mask : ndarray, shape (H, W)
        In [0, 1]; pixels above one half count.
    at_most : int
        Size of the sample.

    Returns
    -------
    ndarray, shape (N, 3), float32, sRGB-encoded in [0, 1]

    Raises
    ------
    FitError
        If the mask holds no hair or does not fit the image.
    """
    if image.shape[:2] != mask.shape or image.ndim != 3 or image.shape[2] != 3:
        raise FitError(
            f"expected an image (H, W, 3) and a mask (H, W), found {image.shape} and {mask.shape}"
        )
    hair = np.flatnonzero(mask > 0.5)
    if not len(hair):
        raise FitError("the mask shows no hair: paint some, or choose another photo")
    sample = image.reshape(-1, 3)[hair[:: -(-len(hair) // at_most)]].astype(np.float32)
    return sample / np.float32(255) if image.dtype == np.uint8 else sample


def measure_hair(image: npt.NDArray[Any], mask: npt.NDArray[np.floating[Any]]) -> HairColour:
    """Return mean and spread of the hair in a picture.

    Raises
    ------
    FitError
        As :func:`hair_pixels`.
    """
    lab = to_oklab(hair_pixels(image, mask).astype(np.float64))
    return HairColour(_triple(lab.mean(axis=0)), _triple(lab.std(axis=0)))


def square_around(mask: npt.NDArray[np.floating[Any]], room: float) -> tuple[slice, slice]:
    """Return the rows and columns of a square around the hair, inside the picture.

    Parameters
    ----------
    mask : ndarray, shape (H, W)
        In [0, 1]; pixels above one half count. Without any, the square is in the middle.
    room : float
        Side of the square as a multiple of what the hair is high or wide.
    """
    height, width = mask.shape
    rows = np.flatnonzero(mask.max(axis=1) > 0.5)
    columns = np.flatnonzero(mask.max(axis=0) > 0.5)
    if not rows.size:
        rows, columns = np.arange(height), np.arange(width)
    side = min(height, width, max(16, int(room * max(np.ptp(rows), np.ptp(columns)))))
    top = int(np.clip((rows[0] + rows[-1] - side) // 2, 0, height - side))
    left = int(np.clip((columns[0] + columns[-1] - side) // 2, 0, width - side))
    return slice(top, top + side), slice(left, left + side)


def crop_to_hair(
    image: npt.NDArray[np.uint8], mask: npt.NDArray[np.float32], side: int
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]:
    """Return a square of picture and mask around the hair, shrunk to ``side`` pixels."""
    region = square_around(mask, 1.3)
    shrink = cv2.INTER_AREA
    small = cv2.resize(np.ascontiguousarray(image[region]), (side, side), interpolation=shrink)
    soft = cv2.resize(np.ascontiguousarray(mask[region]), (side, side), interpolation=shrink)
    return np.ascontiguousarray(small, np.uint8), np.ascontiguousarray(soft, np.float32)


def _triple(values: npt.NDArray[np.floating[Any]]) -> Triple:
    first, second, third = (float(value) for value in values)
    return first, second, third
