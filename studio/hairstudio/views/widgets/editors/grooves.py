"""What a slider's groove can show: named ramps, muted so that they do not outshine the hair."""

from __future__ import annotations

import functools

import numpy as np
from PySide6.QtGui import QColor, QLinearGradient

from hairstudio.core.colour.oklab import from_oklch
from hairstudio.views.widgets.monitor import Monitor

__all__ = ["GROOVES", "groove_gradient"]

_RAMPS: dict[str, tuple[tuple[float, float, float], ...]] = {
    # (OkLCh lightness, chroma, hue in degrees)
    "temperature": ((0.62, 0.10, 255), (0.80, 0.0, 255), (0.74, 0.12, 70)),
    "tint": ((0.66, 0.11, 145), (0.80, 0.0, 145), (0.64, 0.13, 330)),
    "lightness": ((0.15, 0.0, 0), (0.95, 0.0, 0)),
    "saturation": ((0.62, 0.0, 40), (0.62, 0.08, 40), (0.62, 0.17, 40)),
}

GROOVES = ("hue", *_RAMPS)


@functools.cache
def _stops(name: str) -> tuple[tuple[float, int], ...]:
    if name == "hue":
        # A hue slider turns by −180..180°; its middle is the hue of brown hair.
        points = [(0.68, 0.11, 50 + turn) for turn in np.linspace(-180, 180, 13)]
    else:
        points = list(_RAMPS[name])
    colours = from_oklch(*(np.array(points).T * np.array([[1], [1], [np.pi / 180]])))
    levels = np.rint(np.clip(colours, 0, 1) * 255).astype(int)
    positions = np.linspace(0, 1, len(points))
    return tuple(
        (float(position), QColor(*map(int, level)).rgb())
        for position, level in zip(positions, levels, strict=True)
    )


def groove_gradient(
    name: str, left: float, right: float, neutral: float, monitor: Monitor
) -> QLinearGradient | None:
    """Return the ramp from ``left`` to ``right``, or nothing for a name that is not known.

    Its middle stands at the neutral value, which is this share of the way.
    """
    if name not in GROOVES:
        return None
    gradient = QLinearGradient(left, 0, right, 0)
    for position, rgb in _stops(name):
        place = float(np.interp(position, (0.0, 0.5, 1.0), (0.0, neutral, 1.0)))
        gradient.setColorAt(place, monitor.colour(QColor(rgb)))
    return gradient
