"""CIE Lab under D50, as Adobe's programs, spectrophotometers and brand books write it.

What the studio measures itself is CIE Lab under sRGB's own white: see ``difference``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hairsdk.icc import D50, bradford
from hairstudio.core.colour.difference import ciede2000, lab_of_xyz, xyz_of_lab
from hairstudio.core.colour.srgb import RGB_TO_XYZ, Array, decode, encode
from hairstudio.core.parameters import Colour

__all__ = ["SEEN", "from_lab_d50", "gamut_mapped", "to_lab_d50"]

SEEN = 1.0
"""CIEDE2000 from which on a colour is not the one that was asked for."""

_SHARES = np.linspace(1.0, 0.0, 257)
"""Of a chroma that is reduced: in steps that are not seen."""

_RGB_TO_XYZ_D50 = bradford(RGB_TO_XYZ.sum(axis=1), D50) @ RGB_TO_XYZ


def to_lab_d50(rgb: Array) -> Array:
    """Return L*a*b* (D50, adapted by Bradford) of sRGB-encoded colours, shape (..., 3)."""
    linear = decode(np.asarray(rgb, np.float64))
    return lab_of_xyz(linear @ _RGB_TO_XYZ_D50.T / D50)


def from_lab_d50(lab: Array) -> Array:
    """Return sRGB-encoded colours of L*a*b* (D50), shape (..., 3); nothing is clipped."""
    xyz = xyz_of_lab(np.asarray(lab, np.float64)) * D50
    return encode(xyz @ np.linalg.inv(_RGB_TO_XYZ_D50).T)


def gamut_mapped(lab: Sequence[float]) -> tuple[Colour, float]:
    """Return the sRGB-encoded colour that stands for a L*a*b* (D50), and how far it is from that.

    A colour outside sRGB keeps its lightness and hue: its chroma is reduced until what is still
    outside can be clipped channel by channel without being seen. So maps CSS Color 4, section
    13.2.2, though in OKLCh; here in the space in which the artist typed the colour.

    Parameters
    ----------
    lab : (L*, a*, b*)
        L* beyond 0..100 counts as its end.

    Returns
    -------
    colour : (r, g, b)
        In [0, 1].
    distance : float
        CIEDE2000; 0 for a colour inside sRGB.
    """
    asked = np.array(lab, np.float64)
    paler = np.tile(asked, (len(_SHARES), 1))
    paler[:, 0] = np.clip(asked[0], 0.0, 100.0)
    paler[:, 1:] *= _SHARES[:, None]
    shown = np.clip(from_lab_d50(paler), 0.0, 1.0)
    taken = shown[int(np.argmax(ciede2000(paler, to_lab_d50(shown)) < SEEN))]
    red, green, blue = taken.tolist()
    return (red, green, blue), round(float(ciede2000(asked, to_lab_d50(taken))), 6)
