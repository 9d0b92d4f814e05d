"""Points of a curve and how they may move: no Qt in it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from hairstudio.core.curves import evaluate, evaluate_periodic
from hairstudio.core.parameters import Curve, Parameter

__all__ = ["CurveShape"]

_GUARD = 40.0
"""Degrees to each side of the first point on a hue curve; beyond them nothing changes."""


@dataclass(frozen=True)
class CurveShape:
    """The plane in which a curve's points move.

    Attributes
    ----------
    right : float
        The right end of the abscissa; the left one is 0.
    low, high : float
        Range of the ordinate.
    periodic : bool
        A hue curve: its ends meet.
    default : Curve
    """

    right: float
    low: float
    high: float
    periodic: bool
    default: Curve

    @classmethod
    def of(cls, parameter: Parameter) -> CurveShape:
        """Return the plane of a ``curve`` or ``hue-curve`` parameter."""
        periodic = parameter.kind == "hue-curve"
        default: Any = parameter.default
        right = 360.0 if periodic else 1.0
        return cls(right, parameter.minimum, parameter.maximum, periodic, default)

    @property
    def decimals(self) -> int:
        """Digits of an abscissa."""
        return 1 if self.periodic else 3

    @property
    def step(self) -> tuple[float, float]:
        """How far an arrow key moves a point, across and up."""
        return self.right / 100, (self.high - self.low) / 100

    @property
    def fewest(self) -> int:
        """How many points there must be."""
        return 1 if self.periodic else 2

    def sample(self, points: Curve, count: int = 181) -> npt.NDArray[np.float64]:
        """Return the curve as (count, 2) points."""
        x = np.linspace(0.0, self.right, count)
        y = evaluate_periodic(points, x) if self.periodic else evaluate(points, x)
        return np.stack([x, y], axis=-1)

    def move(self, points: Curve, index: int, x: float, y: float) -> Curve:
        """Return the curve with a point moved, kept between its neighbours and in range."""
        gap = self.right / 1000
        low = points[index - 1][0] + gap if index else 0.0
        high = points[index + 1][0] - gap if index + 1 < len(points) else self._last()
        moved = list(points)
        moved[index] = (
            round(min(max(x, low), high), self.decimals + 1),
            round(min(max(y, self.low), self.high), 4),
        )
        return tuple(moved)

    def add(self, points: Curve, x: float, y: float) -> tuple[Curve, int]:
        """Return the curve with one more point, and where that stands in it."""
        x = round(min(max(x, 0.0), self._last()), self.decimals + 1)
        y = round(min(max(y, self.low), self.high), 4)
        if self.periodic and points == self.default:
            # One flat point would tilt the whole circle: guards keep the change local.
            neutral = points[0][1]
            guards = ((x - _GUARD) % 360, neutral), ((x + _GUARD) % 360, neutral)
            points = tuple(sorted(guards))
        for index, (other, _) in enumerate(points):
            if abs(other - x) < self.right / 1000:
                return self.move(points, index, x, y), index
        more = tuple(sorted([*points, (x, y)]))
        return more, more.index((x, y))

    def remove(self, points: Curve, index: int) -> Curve:
        """Return the curve without a point, or as it was if there would be too few."""
        if len(points) <= self.fewest:
            return points
        return points[:index] + points[index + 1 :]

    def widest_gap(self, points: Curve, index: int) -> tuple[float, float]:
        """Return a place on the curve in the wider gap beside a point, to add one by key."""
        ends = [x for x, _ in points]
        if self.periodic:
            ends = [ends[-1] - 360, *ends, ends[0] + 360]
            index += 1
        gaps = [(b - a, (a + b) / 2) for a, b in itertools.pairwise(ends)]
        x = max(gaps[max(index - 1, 0) : index + 1])[1] % (360 if self.periodic else 2)
        sampled = self.sample(points, 721)
        return x, float(np.interp(x, sampled[:, 0], sampled[:, 1]))

    def _last(self) -> float:
        return 359.9 if self.periodic else self.right
