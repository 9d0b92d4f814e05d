"""Fit: move chosen parameters of a stack so that a reference's hair lands on a goal.

>>> from hairstudio.core import Stack, load_registry
>>> from hairstudio.core.fit import fit, fittable
>>> from hairstudio.core.hair import HairColour
>>> from hairstudio.core.references import load_reference
>>> registry, reference = load_registry(), load_reference("brown_bun_2007")
>>> stack = Stack().append(registry.get("exposure")()).append(registry.get("dye")(amount=0.5))
>>> result = fit(stack, reference.image, reference.mask, HairColour.of_colour("#8a3b22"))
>>> bool(result.after < result.before)
True
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from hairstudio.core.colour.difference import delta_e
from hairstudio.core.colour.oklab import to_oklab
from hairstudio.core.errors import FitCancelled, FitError
from hairstudio.core.hair import HairColour, hair_pixels
from hairstudio.core.parameters import Parameter, Value
from hairstudio.core.stack import Stack

__all__ = ["FitProgress", "FitResult", "Knob", "fit", "fittable"]

Floats = npt.NDArray[np.float64]

_FITTABLE = ("float", "colour", "wheel", "curve")
_PIXELS = 1500
# A little pull to where the parameters stood decides between answers that look the same.
_STAY = 0.003
_SPREAD_WEIGHT = 0.5
_FALLING_WEIGHT = 1.0


@dataclasses.dataclass(frozen=True)
class Knob:
    """A parameter that the fit may move.

    Attributes
    ----------
    entry : int
        Index in the stack.
    name : str
        Name of the parameter.
    at_most : float
        How far up the fit may move it, where that is less than the parameter's own range.
    """

    entry: int
    name: str
    at_most: float = np.inf


@dataclasses.dataclass(frozen=True)
class FitProgress:
    """What a running fit reports.

    Attributes
    ----------
    share : float
        Of the evaluations it may use, in [0, 1].
    difference : float
        CIEDE2000 of mean hair to goal, at best so far.
    """

    share: float
    difference: float


@dataclasses.dataclass(frozen=True)
class FitResult:
    """What a fit came to.

    Attributes
    ----------
    stack : Stack
    before, after : float
        CIEDE2000 of mean hair to goal.
    evaluations : int
    at_bounds : tuple of Knob
        Numbers and wheels that stopped at the end of their range: what kept it from the goal.
    """

    stack: Stack
    before: float
    after: float
    evaluations: int
    at_bounds: tuple[Knob, ...]


def fittable(stack: Stack, *, curves: bool = True) -> tuple[Knob, ...]:
    """Return all parameters that a fit can move: numbers, colours, wheels, heights of curves.

    Those of entries that are off are left out, and without `curves` all curves.
    """
    return tuple(
        Knob(index, parameter.name)
        for index, entry in enumerate(stack.entries)
        if entry.enabled and entry.opacity > 0
        for parameter in entry.effect.parameters()
        if parameter.kind in _FITTABLE and (curves or parameter.kind != "curve")
    )


def fit(
    stack: Stack,
    image: npt.NDArray[Any],
    mask: npt.NDArray[np.floating[Any]],
    goal: HairColour,
    knobs: Sequence[Knob] | None = None,
    *,
    progress: Callable[[FitProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    max_evaluations: int = 1500,
) -> FitResult:
    """Solve the chosen parameters by bounded least squares.

    Parameters
    ----------
    stack : Stack
        Where to start from.
    image : ndarray, shape (H, W, 3), uint8, or float in [0, 1]
        The reference, sRGB-encoded.
    mask : ndarray, shape (H, W)
        Its hair in [0, 1].
    goal : HairColour
        A colour, or the measured hair of another photo.
    knobs : sequence of Knob, optional
        What may move; all of :func:`fittable` when left out.
    progress : callable, optional
        Called after each evaluation that came closer; in the caller's thread.
    cancelled : callable, optional
        Asked before each evaluation; true stops the fit.
    max_evaluations : int
        Limit on the number of evaluations of the stack, of at most 1500 pixels each.

    Returns
    -------
    FitResult
        Never worse than the start.

    Raises
    ------
    FitError
        If there is nothing to move, or the mask shows no hair.
    FitCancelled
        If ``cancelled`` said so.
    """
    from scipy.optimize import least_squares

    knobs = fittable(stack) if knobs is None else tuple(knobs)
    space = _Space(stack, knobs)
    pixels = hair_pixels(image, mask, _PIXELS)
    task = _Task(space, pixels, goal, progress, cancelled, max_evaluations)
    start = space.start
    before = task.measure(stack)
    width = space.high - space.low
    with contextlib.suppress(_Exhausted):
        # Each range as 1..2: the solver's difference step is relative, so that a parameter that
        # stands at 0 would be tried with steps too small for float32 and never move.
        least_squares(
            lambda vector: task.residuals(space.low + (vector - 1.0) * width),
            1.0 + (start - space.low) / width,
            bounds=(np.ones_like(start), np.full_like(start, 2.0)),
            diff_step=1e-3,
            ftol=1e-4,
            xtol=1e-4,
            gtol=1e-6,
        )
    best = space.stack(task.best)
    return FitResult(
        stack=best,
        before=before,
        after=task.measure(best),
        evaluations=task.evaluations,
        at_bounds=space.at_bounds(task.best),
    )


class _Exhausted(Exception):  # noqa: N818 - ends the solver, never leaves this module
    pass


class _Space:
    """The chosen parameters as one vector, and the way back to a stack."""

    def __init__(self, stack: Stack, knobs: Sequence[Knob]) -> None:
        self._stack = stack
        self._parts: list[tuple[Knob, Parameter, slice]] = []
        start: list[float] = []
        low: list[float] = []
        high: list[float] = []
        for knob in knobs:
            parameter, value = _lookup(stack, knob)
            numbers = _flatten(parameter, value)
            self._parts.append((knob, parameter, slice(len(start), len(start) + len(numbers))))
            start += numbers
            low += [parameter.minimum] * len(numbers)
            high += [min(parameter.maximum, knob.at_most)] * len(numbers)
        if not start:
            raise FitError("there is nothing to fit: choose a number, colour or curve to move")
        self.low, self.high = np.array(low), np.array(high)
        # The solver wants to start inside; on a bound it would not know which way to go.
        inset = 1e-4 * (self.high - self.low)
        self.start = np.clip(np.array(start), self.low + inset, self.high - inset)

    def stack(self, vector: Floats) -> Stack:
        stack = self._stack
        for knob, parameter, part in self._parts:
            effect = stack.entries[knob.entry].effect
            value = _unflatten(parameter, getattr(effect, knob.name), vector[part])
            stack = stack.replace(knob.entry, effect.with_values(**{knob.name: value}))
        return stack

    def falling(self, vector: Floats) -> Floats:
        """Return by how much curves fall: they are meant to rise."""
        drops = [
            np.minimum(np.diff(vector[part]), 0)
            for _, parameter, part in self._parts
            if parameter.kind == "curve"
        ]
        return np.concatenate(drops) if drops else np.zeros(0)

    def at_bounds(self, vector: Floats) -> tuple[Knob, ...]:
        return tuple(
            knob
            for knob, parameter, part in self._parts
            if parameter.kind in ("float", "wheel") and _at_end(parameter, vector[part])
        )


class _Task:
    """The residuals, and what is to be told to the outside while they are evaluated."""

    def __init__(
        self,
        space: _Space,
        pixels: npt.NDArray[np.float32],
        goal: HairColour,
        progress: Callable[[FitProgress], None] | None,
        cancelled: Callable[[], bool] | None,
        max_evaluations: int,
    ) -> None:
        self._space, self._pixels, self._goal = space, pixels, goal
        self._progress, self._cancelled = progress, cancelled
        self._max_evaluations = max_evaluations
        self.evaluations = 0
        self.best = space.start
        self._best_cost = np.inf

    def residuals(self, vector: Floats) -> Floats:
        if self._cancelled is not None and self._cancelled():
            raise FitCancelled("the fit was stopped; nothing was changed")
        if self.evaluations >= self._max_evaluations:
            raise _Exhausted
        self.evaluations += 1
        stack = self._space.stack(vector)
        hair = stack.apply(self._pixels).astype(np.float64)
        # Colours are mixed as a viewer's eye mixes strands that it cannot tell apart on a screen,
        # and as the goal of a photo was: encoded.
        parts = [to_oklab(hair.mean(axis=0)) - np.array(self._goal.mean)]
        if self._goal.spread is not None:
            lab = to_oklab(hair)
            parts.append(_SPREAD_WEIGHT * (lab.std(axis=0) - np.array(self._goal.spread)))
        width = self._space.high - self._space.low
        parts.append(_STAY * (vector - self._space.start) / width)
        parts.append(_FALLING_WEIGHT * self._space.falling(vector))
        residuals = np.concatenate(parts)
        cost = float(residuals @ residuals)
        if cost < self._best_cost:
            self._best_cost, self.best = cost, vector.copy()
            if self._progress is not None:
                share = min(1.0, self.evaluations / self._max_evaluations)
                self._progress(FitProgress(share, self.measure(stack)))
        return residuals

    def measure(self, stack: Stack) -> float:
        mean = stack.apply(self._pixels).astype(np.float64).mean(axis=0)
        return float(delta_e(np.clip(mean, 0, 1), np.array(self._goal.rgb)))


def _lookup(stack: Stack, knob: Knob) -> tuple[Parameter, Value]:
    if not 0 <= knob.entry < len(stack):
        raise FitError(f"there is no entry {knob.entry} in a stack of {len(stack)}")
    effect = stack.entries[knob.entry].effect
    for parameter in effect.parameters():
        if parameter.name == knob.name and parameter.kind in _FITTABLE:
            return parameter, getattr(effect, knob.name)
    raise FitError(f"{effect.type_id} has no parameter {knob.name} that a fit can move")


def _at_end(parameter: Parameter, numbers: Floats) -> bool:
    near = 2e-3 * (parameter.maximum - parameter.minimum)
    low, high = parameter.minimum + near, parameter.maximum - near
    return bool(((numbers < low) | (numbers > high)).any())


def _flatten(parameter: Parameter, value: Any) -> list[float]:
    if parameter.kind == "float":
        return [value]
    if parameter.kind == "curve":
        return [y for _, y in value]
    return list(value)


def _unflatten(parameter: Parameter, old: Any, numbers: Floats) -> Value:
    clipped = np.clip(numbers, parameter.minimum, parameter.maximum)
    if parameter.kind == "float":
        return float(clipped[0])
    if parameter.kind == "curve":
        return tuple((x, float(y)) for (x, _), y in zip(old, clipped, strict=True))
    red, green, blue = (float(number) for number in clipped)
    return red, green, blue
