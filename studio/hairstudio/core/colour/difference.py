"""CIE Lab and the CIEDE2000 colour difference."""

from __future__ import annotations

import numpy as np

from hairstudio.core.colour.srgb import RGB_TO_XYZ, Array, decode

__all__ = ["ciede2000", "delta_e", "lab_of_xyz", "lch_difference", "to_lab", "xyz_of_lab"]

_WHITE = RGB_TO_XYZ.sum(axis=1)
_DELTA = 6 / 29


def to_lab(rgb: Array) -> Array:
    """Return CIE L*a*b* (D65) of sRGB-encoded colours, shape (..., 3), float64.

    L* is in 0..100. Source: CIE 15:2018.
    """
    return lab_of_xyz(decode(np.asarray(rgb, np.float64)) @ RGB_TO_XYZ.T / _WHITE)


def lab_of_xyz(xyz: Array) -> Array:
    """Return CIE L*a*b* of CIE XYZ divided by its white, shape (..., 3): CIE 15:2018, 8.2.1."""
    f = np.where(xyz > _DELTA**3, np.cbrt(xyz), xyz / (3 * _DELTA**2) + 4 / 29)
    return np.stack(
        [
            116 * f[..., 1] - 16,
            500 * (f[..., 0] - f[..., 1]),
            200 * (f[..., 1] - f[..., 2]),
        ],
        axis=-1,
    )


def xyz_of_lab(lab: Array) -> Array:
    """Return CIE XYZ divided by its white of CIE L*a*b*, shape (..., 3): CIE 15:2018, annex."""
    y = (lab[..., 0] + 16) / 116
    f = np.stack([y + lab[..., 1] / 500, y, y - lab[..., 2] / 200], axis=-1)
    return np.where(f > _DELTA, f**3, 3 * _DELTA**2 * (f - 4 / 29))


def delta_e(first: Array, second: Array) -> Array:
    """Return CIEDE2000 between sRGB-encoded colours, shapes (..., 3) to (...), float64."""
    return ciede2000(to_lab(first), to_lab(second))


def lch_difference(first: Array, second: Array) -> Array:
    """Return ΔL*, ΔC* and ΔH* of the first sRGB-encoded colours from the second, float64.

    Shapes (..., 3) to (..., 3). ΔH* is positive where the hue lies further round from red over
    yellow to green. Source: CIE 15:2018, 8.2.1.
    """
    l1, a1, b1 = np.moveaxis(to_lab(first), -1, 0)
    l2, a2, b2 = np.moveaxis(to_lab(second), -1, 0)
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    turn = np.arctan2(a2 * b1 - a1 * b2, a1 * a2 + b1 * b2)
    return np.stack([l1 - l2, c1 - c2, 2 * np.sqrt(c1 * c2) * np.sin(turn / 2)], axis=-1)


def ciede2000(first: Array, second: Array) -> Array:
    """Return CIEDE2000 between CIE Lab colours, shapes (..., 3) to (...).

    Source: Sharma, Wu and Dalal 2005, whose equation numbers the comments give.
    """
    l1, a1, b1 = np.moveaxis(np.asarray(first, np.float64), -1, 0)
    l2, a2, b2 = np.moveaxis(np.asarray(second, np.float64), -1, 0)
    mean_c = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2  # (3)
    g = 0.5 * (1 - np.sqrt(mean_c**7 / (mean_c**7 + 25.0**7)))  # (4)
    a1, a2 = a1 * (1 + g), a2 * (1 + g)  # (5)
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)  # (6)
    h1 = np.degrees(np.arctan2(b1, a1)) % 360  # (7)
    h2 = np.degrees(np.arctan2(b2, a2)) % 360

    grey = c1 * c2 == 0
    dh = np.where(grey, 0.0, (h2 - h1 + 180) % 360 - 180)  # (10)
    d_l, d_c = l2 - l1, c2 - c1  # (8), (9)
    d_h = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(dh / 2))  # (11)

    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2  # (12), (13)
    mean_h = np.where(np.abs(h1 - h2) > 180, (h1 + h2 + 360) / 2 % 360, (h1 + h2) / 2)  # (14)
    mean_h = np.where(grey, h1 + h2, mean_h)
    t = (  # (15)
        1
        - 0.17 * np.cos(np.radians(mean_h - 30))
        + 0.24 * np.cos(np.radians(2 * mean_h))
        + 0.32 * np.cos(np.radians(3 * mean_h + 6))
        - 0.20 * np.cos(np.radians(4 * mean_h - 63))
    )
    turn = 30 * np.exp(-(((mean_h - 275) / 25) ** 2))  # (16)
    r_c = 2 * np.sqrt(mean_c**7 / (mean_c**7 + 25.0**7))  # (17)
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / np.sqrt(20 + (mean_l - 50) ** 2)  # (18)
    s_c = 1 + 0.045 * mean_c  # (19)
    s_h = 1 + 0.015 * mean_c * t  # (20)
    r_t = -np.sin(np.radians(2 * turn)) * r_c  # (21)
    result: Array = np.sqrt(  # (22)
        (d_l / s_l) ** 2 + (d_c / s_c) ** 2 + (d_h / s_h) ** 2 + r_t * (d_c / s_c) * (d_h / s_h)
    )
    return result
