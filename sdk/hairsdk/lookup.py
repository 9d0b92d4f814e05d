"""A LUT prepared for look-up, by OpenColorIO."""

from __future__ import annotations

import functools
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk.lut import Lut3D, checked_lut
from hairsdk.ocio import Processor
from hairsdk.rgb_space import RgbSpace

__all__ = ["LutLookup", "in_space", "quick_srgb"]

_QUICK_SIZE = 33

_MOST_IN_BYTES = 1e6
"""Entry of a LUT up to which OpenCV makes bytes of it: 255 times as much fits 32 bits."""


class LutLookup:
    """A LUT ready to be applied to images, with tetrahedral interpolation.

    May be used from several threads at once.

    Parameters
    ----------
    lut : Lut3D
        For sRGB.
    space : RgbSpace, optional
        That of the images, if they are not in sRGB: their colours are taken there for the LUT,
        and then back.

    Raises
    ------
    LutError
        `lut` is no `Lut3D`.
    """

    def __init__(self, lut: Lut3D, space: RgbSpace | None = None) -> None:
        self.lut = checked_lut(lut)
        self._processor = Processor(_transform(lut, space))
        low, high = float(lut.table.min()), float(lut.table.max())
        # Between sRGB and other spaces there are negative colours, too.
        self._fits_bytes = space is None and 0.0 <= low <= high <= _MOST_IN_BYTES

    def __call__(self, image: NDArray[Any]) -> NDArray[Any]:
        """Look an image up.

        Parameters
        ----------
        image : ndarray of uint8, uint16 or float32, shape (H, W, 3)
            C-contiguous; floats are clipped to the LUT's domain.

        Returns
        -------
        ndarray
            A new image of the same shape and dtype.
        """
        if image.dtype == np.uint8 and self._fits_bytes:
            return self._looked_up_bytes(image)
        result: NDArray[Any] = image.copy()
        self._processor.apply(result)
        return result

    def _looked_up_bytes(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        # OpenColorIO is at its fastest with four floats a pixel. Through them and back takes
        # two thirds of the time of its own way from bytes to bytes, with the same result.
        values = cv2.cvtColor(image, cv2.COLOR_RGB2RGBA) * np.float32(1.0 / 255.0)
        self._processor.apply(values)
        # It takes the absolute value, so it will do only for LUTs without negative colours.
        return cv2.cvtColor(cv2.convertScaleAbs(values, alpha=255.0), cv2.COLOR_RGBA2RGB)  # type: ignore[return-value]


def in_space(lut: Lut3D, space: RgbSpace) -> Lut3D:
    """A LUT for sRGB as one for images of another space.

    Looking it up costs no more than the other, and differs from `LutLookup(lut, space)` by the
    interpolation: most colours by a level of 255 or less, a few at the edge of sRGB by several.

    Parameters
    ----------
    lut : Lut3D
    space : RgbSpace

    Returns
    -------
    Lut3D
        Of the same size, with the domain [0, 1].
    """
    table = space.from_srgb(LutLookup(lut)(space.to_srgb(_grid(lut.size))))
    return Lut3D(table.reshape(lut.table.shape))


@functools.lru_cache(maxsize=8)
def quick_srgb(space: RgbSpace) -> LutLookup:
    """`RgbSpace.to_srgb` in a third of the time, for frames of films: see `in_space`."""
    table = space.to_srgb(_grid(_QUICK_SIZE))
    return LutLookup(Lut3D(table.reshape(_QUICK_SIZE, _QUICK_SIZE, _QUICK_SIZE, 3)))


def _grid(size: int) -> NDArray[np.float32]:
    """The colours of a LUT's lattice, as an image."""
    return Lut3D.identity(size).table.reshape(size, size * size, 3)


def _transform(lut: Lut3D, space: RgbSpace | None) -> Any:
    import PyOpenColorIO

    transform = PyOpenColorIO.Lut3DTransform(lut.size)
    transform.setInterpolation(PyOpenColorIO.INTERP_TETRAHEDRAL)
    # setData wants blue fastest, which is how a table indexed [r, g, b] lies in memory.
    transform.setData(lut.table.ravel())
    # OpenColorIO's tables cover [0, 1]; other domains are mapped there first.
    if not lut.has_unit_domain:
        low, high = np.array(lut.domain_min), np.array(lut.domain_max)
        scale = 1.0 / (high - low)
        matrix = np.diag([*scale, 1.0]).ravel().tolist()
        offset = [*(-low * scale).tolist(), 0.0]
        fit = PyOpenColorIO.MatrixTransform(matrix, offset)
        transform = PyOpenColorIO.GroupTransform([fit, transform])
    if space is not None:
        transform = PyOpenColorIO.GroupTransform(
            [space.transform(), transform, space.transform(back=True)]
        )
    return transform
