"""RGB spaces other than sRGB, as the ICC profiles of photos describe them.

Looks are made for sRGB. Phones save in Display P3, some cameras in Adobe RGB, raw converters in
ProPhoto: there the same numbers are other colours.
"""

from __future__ import annotations

import functools
import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.errors import ParameterError
from hairsdk.ocio import Processor

__all__ = ["RgbSpace", "foreign_space", "read_space"]

_SRGB_TO_PCS = np.array(
    [
        [0.4360747, 0.3850649, 0.1430804],
        [0.2225045, 0.7168786, 0.0606169],
        [0.0139322, 0.0971045, 0.7141733],
    ]
)
"""Linear sRGB (IEC 61966-2-1) to ICC's XYZ, adapted to D50 by Bradford's method."""

_SAMPLES = 4096
_STEP = 1.0 / 255.0

_PARAMETERS = (1, 3, 4, 5, 7)
"""How many each kind of parametric curve has, ICC.1:2022, 10.18."""


class RgbSpace:
    """An RGB space of a curve per channel and a matrix.

    Parameters
    ----------
    curves : ndarray of float, shape (N, 3)
        Linear light of N evenly spaced values of red, green and blue, all in [0, 1].
    matrix : ndarray of float, shape (3, 3)
        From linear RGB of this space to linear sRGB.
    """

    def __init__(self, curves: NDArray[Any], matrix: NDArray[Any]) -> None:
        self._curves = curves
        self._matrix = matrix

    def is_srgb(self) -> bool:
        """Whether it is sRGB, to within an 8-bit step of any colour."""
        axis = np.linspace(0.0, 1.0, 17, dtype=np.float32)
        lattice = np.stack(np.meshgrid(axis, axis, axis), axis=-1).reshape(17, 289, 3)
        return bool(np.abs(self.to_srgb(lattice) - lattice).max() < _STEP)

    def to_srgb(self, image: NDArray[Any]) -> NDArray[Any]:
        """The same colours as sRGB; those that it does not hold are taken to its edge.

        Parameters
        ----------
        image : ndarray of uint8, uint16 or float32, shape (H, W, 3)

        Returns
        -------
        ndarray
            A new image of the same shape and dtype.
        """
        return _applied(self._there, image)

    def from_srgb(self, image: NDArray[Any]) -> NDArray[Any]:
        """Colours of sRGB in this space; those that it does not hold are taken to its edge.

        Parameters
        ----------
        image : ndarray of uint8, uint16 or float32, shape (H, W, 3)

        Returns
        -------
        ndarray
            A new image of the same shape and dtype.
        """
        return _applied(self._back, image)

    @functools.cached_property
    def _there(self) -> Processor:
        return Processor(self.transform())

    @functools.cached_property
    def _back(self) -> Processor:
        return Processor(self.transform(back=True))

    def transform(self, *, back: bool = False) -> Any:
        """OpenColorIO's transform to sRGB, or `back`."""
        import PyOpenColorIO

        curves = PyOpenColorIO.Lut1DTransform(len(self._curves), False)
        curves.setData(self._curves.astype(np.float32).ravel())
        matrix = np.eye(4)
        matrix[:3, :3] = self._matrix
        encoding = PyOpenColorIO.ExponentWithLinearTransform(
            gamma=[2.4, 2.4, 2.4, 1.0],
            offset=[0.055, 0.055, 0.055, 0.0],
            negativeStyle=PyOpenColorIO.NEGATIVE_LINEAR,
            direction=PyOpenColorIO.TRANSFORM_DIR_INVERSE,
        )
        group = PyOpenColorIO.GroupTransform(
            [curves, PyOpenColorIO.MatrixTransform(matrix.ravel().tolist()), encoding]
        )
        if back:
            group.setDirection(PyOpenColorIO.TRANSFORM_DIR_INVERSE)
        return group


def read_space(icc_profile: bytes) -> RgbSpace | None:
    """The RGB space that an ICC profile describes by curves and a matrix, as most do.

    Parameters
    ----------
    icc_profile : bytes

    Returns
    -------
    RgbSpace or None
        None if it is described otherwise, or the profile is damaged.
    """
    try:
        tags = _tags(icc_profile)
        columns = [_numbers(tags[name], 8, 3) for name in (b"rXYZ", b"gXYZ", b"bXYZ")]
        curves = [_curve(tags[name]) for name in (b"rTRC", b"gTRC", b"bTRC")]
        matrix = np.linalg.solve(_SRGB_TO_PCS, np.stack(columns, axis=1))
    except (KeyError, ValueError, struct.error):
        return None
    samples = np.stack(curves, axis=1)
    # Without a way back from them, nothing can be done with such colours.
    if np.linalg.cond(matrix) > 1e3 or not (samples[-1] > samples[0]).all():
        return None
    return RgbSpace(samples, matrix)


def foreign_space(icc_profile: bytes | None) -> RgbSpace | None:
    """The same, for colours that must be converted: None also for sRGB and for no profile.

    Raises
    ------
    ParameterError
        `icc_profile` is something else than bytes.
    """
    if icc_profile is None:
        return None
    if not isinstance(icc_profile, bytes):
        raise ParameterError(
            f"icc_profile is a profile's bytes or None, found {type(icc_profile).__name__}"
        )
    return _foreign_space(icc_profile)


@functools.lru_cache(maxsize=8)
def _foreign_space(icc_profile: bytes) -> RgbSpace | None:
    # A stream asks with every frame.
    space = read_space(icc_profile)
    return None if space is None or space.is_srgb() else space


def _applied(processor: Processor, image: NDArray[Any]) -> NDArray[Any]:
    result: NDArray[Any] = np.array(image, order="C")
    processor.apply(result)
    return result.clip(0.0, 1.0) if result.dtype.kind == "f" else result


def _tags(profile: bytes) -> dict[bytes, bytes]:
    if profile[16:24] != b"RGB XYZ ":
        raise ValueError("no RGB profile with a matrix")
    (count,) = struct.unpack_from(">I", profile, 128)
    tags = {}
    for place in range(132, min(132 + 12 * count, len(profile) - 11), 12):
        name, start, size = struct.unpack_from(">4sII", profile, place)
        tags[name] = profile[start : start + size]
    return tags


def _numbers(tag: bytes, place: int, count: int) -> NDArray[np.float64]:
    """Numbers of 16 bits before the point and 16 behind it."""
    return np.array(struct.unpack_from(f">{count}i", tag, place)) / 65536.0


def _curve(tag: bytes) -> NDArray[np.float64]:
    """Samples of a tone curve, ICC.1:2022, 10.6 and 10.18."""
    x = np.linspace(0.0, 1.0, _SAMPLES)
    if tag[:4] == b"curv":
        (count,) = struct.unpack_from(">I", tag, 8)
        points = np.array(struct.unpack_from(f">{min(count, len(tag))}H", tag, 12))
        if count == 0:
            y = x
        elif count == 1:
            y = x ** (points[0] / 256.0)
        else:
            y = np.interp(x, np.linspace(0.0, 1.0, count), points / 65535.0)
    elif tag[:4] == b"para":
        y = _parametric(x, tag)
    else:
        raise ValueError("neither of the two kinds of curve")
    if not np.isfinite(y).all():
        raise ValueError("a curve without values")
    return np.maximum.accumulate(y.clip(0.0, 1.0))


def _parametric(x: NDArray[np.float64], tag: bytes) -> NDArray[np.float64]:
    (kind,) = struct.unpack_from(">H", tag, 8)
    if kind >= len(_PARAMETERS):
        raise ValueError("no such parametric curve")
    numbers: list[float] = _numbers(tag, 12, _PARAMETERS[kind]).tolist()
    gamma, rest = numbers[0], numbers[1:]
    if kind < 3:
        # These are level where the base of the power would be negative.
        a, b, e = rest + [1.0, 0.0, 0.0][len(rest) :]
        c = d = f = 0.0
    else:
        a, b, c, d, e, f = [*rest, 0.0, 0.0][:6]
    with np.errstate(all="ignore"):
        power = np.maximum(a * x + b, 0.0) ** gamma + e
    return np.where(x >= d, power, c * x + f)
