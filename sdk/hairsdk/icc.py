"""ICC profiles for RGB spaces that files name without one: by a code, or by chromaticities.

ICC.1:2022, version 4: a matrix and one curve, adapted to D50 by Bradford's method.
"""

from __future__ import annotations

import struct

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "ADOBE_RGB",
    "D50",
    "SRGB",
    "Chromaticities",
    "bradford",
    "coded_profile",
    "make_profile",
]

_D65 = (0.3127, 0.3290)

_WIDE = {
    9: ("BT.2020", ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046), _D65)),
    11: ("DCI-P3", ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), (0.314, 0.351))),
    12: ("Display P3", ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), _D65)),
}
"""Primaries by their codes of ITU-T H.273; the others count as sRGB's, which they are near to."""

_GAMMAS = {4: 2.2, 5: 2.8, 8: 1.0, 17: 2.6}
"""Transfer functions that are powers; the others of SDR are shown like sRGB's."""

_SRGB_CURVE = (3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)

D50 = np.array([0.9642, 1.0, 0.8249])
"""The white of profiles, CIE XYZ: ICC.1:2022, 7.2.16."""

_BRADFORD = np.array(
    [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
)
"""CIE XYZ to cone responses: Lam 1985, as in ICC.1:2022, annex E."""

Chromaticity = tuple[float, float]
Chromaticities = tuple[Chromaticity, Chromaticity, Chromaticity, Chromaticity]
"""x and y of red, green, blue and white."""


def coded_profile(primaries: int, transfer: int) -> bytes:
    """The ICC profile of a space by its codes of ITU-T H.273.

    Parameters
    ----------
    primaries, transfer : int

    Returns
    -------
    bytes
        Empty for primaries that are near to those of sRGB, or unknown.
    """
    if primaries not in _WIDE:
        return b""
    name, chromaticities = _WIDE[primaries]
    return make_profile(name, chromaticities, _GAMMAS.get(transfer))


def make_profile(name: str, chromaticities: Chromaticities, gamma: float | None = None) -> bytes:
    """An ICC profile.

    Parameters
    ----------
    name : str
        What programs call it.
    chromaticities : tuple of 4 tuples of 2 float
        x and y of red, green, blue and white.
    gamma : float, optional
        Of the curve; sRGB's curve without one.

    Returns
    -------
    bytes

    Raises
    ------
    ValueError
        They are those of no space.
    """
    columns, adaptation = _adapted(chromaticities)
    kind, *numbers = _SRGB_CURVE if gamma is None else (0, gamma)
    curve = struct.pack(">4s4xHH", b"para", int(kind), 0) + _fixed(*numbers)
    words = {b"desc": name, b"cprt": "CC0"}
    tags = {key: _text(word) for key, word in words.items()}
    tags[b"wtpt"] = b"XYZ \0\0\0\0" + _fixed(*D50)
    tags[b"chad"] = b"sf32\0\0\0\0" + _fixed(*adaptation.ravel())
    for key, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns.T, strict=True):
        tags[key] = b"XYZ \0\0\0\0" + _fixed(*column)
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    return _assembled(tags)


def bradford(white: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """The matrix that adapts colours from one white to another, by Bradford's method.

    Parameters
    ----------
    white, other : ndarray of float, shape (3,)
        CIE XYZ, as the colours are.

    Returns
    -------
    ndarray of float, shape (3, 3)
    """
    cones = (_BRADFORD @ other) / (_BRADFORD @ white)
    adaptation: NDArray[np.float64] = np.linalg.inv(_BRADFORD) @ np.diag(cones) @ _BRADFORD
    return adaptation


def _adapted(
    chromaticities: Chromaticities,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """XYZ of the primaries, as columns, adapted to D50, and the matrix that adapts them."""
    points = np.array(chromaticities, np.float64)
    if not (np.isfinite(points).all() and (points[:, 1] > 0.0).all()):
        raise ValueError("chromaticities of no colour")
    xyz = np.stack([points[:, 0], points[:, 1], 1.0 - points.sum(axis=1)]) / points[:, 1]
    try:
        amounts = np.linalg.solve(xyz[:, :3], xyz[:, 3])
    except np.linalg.LinAlgError:
        raise ValueError("primaries on one line") from None
    adaptation = bradford(xyz[:, 3], D50)
    columns = adaptation @ (xyz[:, :3] * amounts)
    if not (np.abs([columns, adaptation]) < 100.0).all():
        raise ValueError("primaries nearly on one line")
    return columns, adaptation


def _assembled(tags: dict[bytes, bytes]) -> bytes:
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    places: dict[bytes, int] = {}
    for key, tag in tags.items():
        if tag not in places:
            places[tag] = start + len(body)
            body += tag + bytes(-len(tag) % 4)
        table += struct.pack(">4sII", key, places[tag], len(tag))
    head = struct.pack(">I4xI", start + len(body), 0x04400000) + b"mntrRGB XYZ "
    # A date that never changes: the same space is always the same bytes.
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp"
    head = head.ljust(68, b"\0") + _fixed(*D50)
    return head.ljust(128, b"\0") + table + body


def _text(word: str) -> bytes:
    encoded = word.encode("utf-16-be")
    return struct.pack(">4s4xII2s2sII", b"mluc", 1, 12, b"en", b"US", len(encoded), 28) + encoded


def _fixed(*numbers: float) -> bytes:
    """Numbers of 16 bits before the point and 16 behind it."""
    return struct.pack(f">{len(numbers)}i", *(round(65536 * number) for number in numbers))


ADOBE_RGB = make_profile(
    "Adobe RGB (1998)", ((0.64, 0.33), (0.21, 0.71), (0.15, 0.06), _D65), 563 / 256
)
"""That of cameras which are set to it, by DCF 2.0."""

SRGB = make_profile("sRGB", ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06), _D65))
