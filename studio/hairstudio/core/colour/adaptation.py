"""Chromatic adaptation of linear sRGB to another white."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from hairsdk.icc import bradford
from hairstudio.core.colour.srgb import RGB_TO_XYZ

__all__ = ["adaptation_matrix", "uv_of_temperature", "white_uv"]

_D65_KELVIN = 6504.0
_D65_XYZ = RGB_TO_XYZ.sum(axis=1)


def uv_of_temperature(kelvin: float) -> npt.NDArray[np.float64]:
    """Return CIE 1960 (u, v) of the Planckian locus: Krystek 1985, 1000 K to 15 000 K."""
    t = kelvin
    u = (0.860117757 + 1.54118254e-4 * t + 1.28641212e-7 * t**2) / (
        1 + 8.42420235e-4 * t + 7.08145163e-7 * t**2
    )
    v = (0.317398726 + 4.22806245e-5 * t + 4.20481691e-8 * t**2) / (
        1 - 2.89741816e-5 * t + 1.61456053e-7 * t**2
    )
    return np.array([u, v])


def white_uv(mired_shift: float, tint: float) -> npt.NDArray[np.float64]:
    """Return CIE 1960 (u, v) of D65 moved along and across the Planckian locus.

    Parameters
    ----------
    mired_shift : float
        Along the locus in mired, positive to warm.
    tint : float
        Across it in uv units (Duv with its sign turned), positive to magenta.
    """
    mired = 1e6 / _D65_KELVIN
    here = uv_of_temperature(1e6 / (mired + mired_shift))
    step = uv_of_temperature(1e6 / (mired + mired_shift + 1.0)) - here
    across = np.array([step[1], -step[0]]) / np.hypot(*step)
    x, y, z = _D65_XYZ
    d65 = np.array([4 * x, 6 * y]) / (x + 15 * y + 3 * z)
    return np.asarray(d65 + here - uv_of_temperature(_D65_KELVIN) + across * tint)


def adaptation_matrix(uv: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the 3×3 matrix on linear sRGB that takes D65 white to (u, v) at equal luminance.

    Von Kries' rule on Bradford cone responses.
    """
    u, v = uv
    x, y = 3 * u / (2 * u - 8 * v + 4), 2 * v / (2 * u - 8 * v + 4)
    target = np.array([x / y, 1.0, (1 - x - y) / y])
    xyz_matrix = bradford(_D65_XYZ, target)
    return np.asarray(np.linalg.inv(RGB_TO_XYZ) @ xyz_matrix @ RGB_TO_XYZ)
