"""HDR films and photos as SDR: looks, networks and 8-bit films are made for sRGB.

Light comes from ITU-R BT.2100's curves, in units of its reference white, 203 cd/m² (BT.2408). What
is darker than half of that stays as it is; what is brighter is compressed until 1000 cd/m² are
white, by the largest channel, so that hues stay.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hairsdk.intensity import REC709
from hairsdk.lut import Lut3D
from hairsdk.srgb import encode

__all__ = ["BT2020", "HDR_TRANSFER", "HLG", "PQ", "sdr_lut"]

PQ, HLG = 16, 18
HDR_TRANSFER = {PQ: "PQ (SMPTE ST 2084)", HLG: "HLG (ARIB STD-B67)"}
"""Codes of ITU-T H.273."""

_SIZE = 65
_WHITE, _PEAK = 203.0, 1000.0
_KNEE = 0.5

BT2020, _BT709, _DISPLAY_P3 = 9, 1, 12

_TO_BT709 = {
    # ITU-R BT.2087.
    BT2020: np.array(
        [
            [1.6605, -0.5876, -0.0728],
            [-0.1246, 1.1329, -0.0083],
            [-0.0182, -0.1006, 1.1187],
        ]
    ),
    _DISPLAY_P3: np.array(
        [
            [1.2249, -0.2249, 0.0],
            [-0.0421, 1.0421, 0.0],
            [-0.0196, -0.0786, 1.0982],
        ]
    ),
    _BT709: np.eye(3),
}

_BT2020_LUMINANCE = np.array([0.2627, 0.6780, 0.0593])

Floats = NDArray[np.float64]


def sdr_lut(transfer: int, primaries: int = BT2020) -> Lut3D:
    """What HDR is in sRGB.

    Parameters
    ----------
    transfer : int
        `PQ` or `HLG`.
    primaries : int
        By ITU-T H.273; HDR that does not tell them has those of BT.2020.

    Returns
    -------
    Lut3D
        From encoded HDR to sRGB.
    """
    axis = np.linspace(0.0, 1.0, _SIZE)
    signal = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1)
    light = _light_of_pq(signal) if transfer == PQ else _light_of_hlg(signal)
    linear = _within_gamut(_compressed(light) @ _TO_BT709.get(primaries, _TO_BT709[BT2020]).T)
    return Lut3D(encode(linear).astype(np.float32))


def _light_of_pq(signal: Floats) -> Floats:
    m1, m2 = 2610 / 16384, 2523 / 32
    c1, c2, c3 = 3424 / 4096, 2413 / 128, 2392 / 128
    power = signal ** (1 / m2)
    light: Floats = (np.maximum(power - c1, 0.0) / (c2 - c3 * power)) ** (1 / m1)
    return light * (10_000.0 / _WHITE)


def _light_of_hlg(signal: Floats) -> Floats:
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)
    # On a display of 1000 cd/m² the system's gamma is 1.2, on luminance.
    luminance = scene @ _BT2020_LUMINANCE
    light: Floats = scene * luminance[..., None] ** 0.2
    return light * (_PEAK / _WHITE)


def _compressed(light: Floats) -> Floats:
    largest = light.max(axis=-1, keepdims=True)
    room, excess = 1.0 - _KNEE, _PEAK / _WHITE - _KNEE
    over = np.clip(largest - _KNEE, 0.0, excess)
    # As steep as before at the knee, and white at the peak.
    level = np.minimum(largest, _KNEE) + over / (1 + over * (1 / room - 1 / excess))
    share: Floats = level / np.maximum(largest, 1e-9)
    return light * share


def _within_gamut(linear: Floats) -> Floats:
    """Colours that sRGB does not hold, as much paler as it takes."""
    grey = (linear @ np.array(REC709))[..., None]
    low = linear.min(axis=-1, keepdims=True)
    high = linear.max(axis=-1, keepdims=True)
    share = np.minimum(
        np.where(low < 0.0, grey / np.maximum(grey - low, 1e-9), 1.0),
        np.where(high > 1.0, (1.0 - grey) / np.maximum(high - grey, 1e-9), 1.0),
    )
    pale: Floats = grey + share * (linear - grey)
    return pale.clip(0.0, 1.0)
