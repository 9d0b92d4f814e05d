"""Fit: move chosen parameters of a stack so that a reference's hair lands on a goal.

Several stacks are fitted at once: what they leave open brings the hair in between, which gets a
mixture of the LUTs, near the goal.

>>> from hairstudio.core import Stack, load_registry
>>> from hairstudio.core.fit import Target, fit
>>> from hairstudio.core.hair import HairColour
>>> from hairstudio.core.references import load_reference
>>> registry, reference = load_registry(), load_reference("brown_bun_2007")
>>> stack = Stack().append(registry.get("exposure")()).append(registry.get("dye")(amount=0.5))
>>> goal = HairColour.of_colour("#8a3b22")
>>> (result,) = fit([Target(stack, reference.image, reference.mask, goal)])
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

__all__ = ["Between", "FitProgress", "FitResult", "Knob", "Target", "fit", "fittable"]

Floats = npt.NDArray[np.float64]

_FITTABLE = ("float", "colour", "wheel", "curve")
_PIXELS = 1500
# A little pull to where the parameters stood decides between answers that look the same.
_STAY = 0.003
_SPREAD_WEIGHT = 0.5
_FALLING_WEIGHT = 1.0
# Of all hair in between together. Not its lightness: one LUT makes it too light, and the other too
# dark, by what keeps strands apart; the answer would be flat paint.
_BETWEEN_WEIGHT = 0.1


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


@dataclasses.dataclass(frozen=True, eq=False)
class Target:
    """A stack, the hair that it is fitted on, and where that should land.

    Attributes
    ----------
    stack : Stack
        Where to start from.
    image : ndarray, shape (H, W, 3), uint8, or float in [0, 1]
        The reference, sRGB-encoded.
    mask : ndarray, shape (H, W)
        Its hair in [0, 1].
    goal : HairColour
        A colour, or the measured hair of another photo: then strands shall stray from its
        lightness as far as there, and from its colour no further than there.
    knobs : sequence of Knob, optional
        What may move; all of :func:`fittable` when left out.
    """

    stack: Stack
    image: npt.NDArray[Any]
    mask: npt.NDArray[np.floating[Any]]
    goal: HairColour
    knobs: Sequence[Knob] | None = None


@dataclasses.dataclass(frozen=True, eq=False)
class Between:
    """Hair between the references, which gets a mixture of the stacks.

    Attributes
    ----------
    pixels : ndarray, shape (K, N, 3), float32
        Of K heads, sRGB-encoded, in [0, 1].
    shares : ndarray, shape (T, K)
        How much of each stack a head gets.
    goal : HairColour
        Its colour is what they should have.
    """

    pixels: npt.NDArray[np.float32]
    shares: Floats
    goal: HairColour


@dataclasses.dataclass(frozen=True)
class FitProgress:
    """What a running fit reports.

    Attributes
    ----------
    share : float
        Of the evaluations it may use, in [0, 1].
    difference : float
        CIEDE2000 of mean hair to goal, at best so far; the largest of the targets.
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
    targets: Sequence[Target],
    between: Between | None = None,
    *,
    progress: Callable[[FitProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    max_evaluations: int = 1500,
) -> tuple[FitResult, ...]:
    """Solve the chosen parameters of several stacks by one bounded least squares.

    Parameters
    ----------
    targets : sequence of Target
    between : Between, optional
        Other hair whose chroma and hue should come near the goal, too, at small weight.
    progress : callable, optional
        Called after each evaluation that came closer; in the caller's thread.
    cancelled : callable, optional
        Asked before each evaluation; true stops the fit.
    max_evaluations : int
        Limit on the number of evaluations of each stack, on average, of at most 1500 pixels each
        and those in between.

    Returns
    -------
    tuple of FitResult
        One for each target; together never worse than the start.

    Raises
    ------
    FitError
        If there is nothing to move, or a mask shows no hair.
    FitCancelled
        If ``cancelled`` said so.
    """
    from scipy.optimize import least_squares

    others = np.empty((0, 1, 3), np.float32) if between is None else between.pixels
    ends = [_End(target, others) for target in targets]
    task = _Task(ends, between, progress, cancelled, max_evaluations * len(ends))
    low, start, width = task.low, task.start, task.width
    with contextlib.suppress(_Exhausted):
        # Each range as 1..2: the solver's difference step is relative, so that a parameter that
        # stands at 0 would be tried with steps too small for float32 and never move.
        least_squares(
            lambda vector: task.residuals(low + (vector - 1.0) * width),
            1.0 + (start - low) / width,
            bounds=(np.ones_like(start), np.full_like(start, 2.0)),
            diff_step=1e-3,
            ftol=1e-3,
            xtol=1e-4,
            gtol=1e-6,
        )
    results = []
    for target, end, part in zip(targets, ends, task.split(task.best), strict=True):
        best = end.space.stack(part)
        before, after = end.measure(target.stack), end.measure(best)
        at_bounds = end.space.at_bounds(part)
        results.append(FitResult(best, before, after, end.evaluations, at_bounds))
    return tuple(results)


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
        # Each effect checks all that it is given: made anew once, not once for each parameter.
        changes: dict[int, dict[str, Value]] = {}
        numbers = np.clip(vector, self.low, self.high).tolist()
        for knob, parameter, part in self._parts:
            old = getattr(self._stack.entries[knob.entry].effect, knob.name)
            value = _unflatten(parameter, old, numbers[part])
            changes.setdefault(knob.entry, {})[knob.name] = value
        stack = self._stack
        for index, values in changes.items():
            stack = stack.replace(index, stack.entries[index].effect.with_values(**values))
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


@dataclasses.dataclass(frozen=True, eq=False)
class _Hair:
    """What a stack makes of hair.

    Attributes
    ----------
    mean : ndarray, shape (3,)
        Of the reference, sRGB-encoded.
    missed : ndarray, shape (M,)
        By how much the reference and the curves miss what they should be.
    others : ndarray, shape (K, 3)
        Means of the heads in between, sRGB-encoded.
    """

    mean: Floats
    missed: Floats
    others: Floats


class _End:
    """A target while it is fitted."""

    def __init__(self, target: Target, others: npt.NDArray[np.float32]) -> None:
        stack, knobs = target.stack, target.knobs
        self.space = _Space(stack, fittable(stack) if knobs is None else tuple(knobs))
        self.evaluations = 0
        self._goal = target.goal
        self._pixels = hair_pixels(target.image, target.mask, _PIXELS)
        self._all = np.concatenate([self._pixels, others.reshape(-1, 3)])
        self._heads = others.shape
        self._known: tuple[Floats, _Hair] | None = None

    def hair(self, vector: Floats) -> _Hair:
        # A step of the solver moves one parameter, which only one of the stacks has.
        if self._known is None or not np.array_equal(self._known[0], vector):
            self.evaluations += 1
            self._known = (vector.copy(), self._measured(vector))
        return self._known[1]

    def _measured(self, vector: Floats) -> _Hair:
        colours = self.space.stack(vector).apply(self._all).astype(np.float64)
        own, others = np.split(colours, [len(self._pixels)])
        mean = own.mean(axis=0)
        # Colours are mixed as a viewer's eye mixes strands that it cannot tell apart on a screen,
        # and as the goal of a photo was: encoded.
        parts = [to_oklab(mean) - np.array(self._goal.mean)]
        if self._goal.spread is not None:
            wider = to_oklab(own).std(axis=0) - np.array(self._goal.spread)
            # Brought to a photo's light and reflections in colour, strands of one colour would
            # become as many colours as there are.
            wider[1:] = np.maximum(wider[1:], 0.0)
            parts.append(_SPREAD_WEIGHT * wider)
        parts.append(_FALLING_WEIGHT * self.space.falling(vector))
        return _Hair(mean, np.concatenate(parts), others.reshape(self._heads).mean(axis=1))

    def difference(self, vector: Floats) -> float:
        return self._difference(self.hair(vector).mean)

    def measure(self, stack: Stack) -> float:
        return self._difference(stack.apply(self._pixels).astype(np.float64).mean(axis=0))

    def _difference(self, mean: Floats) -> float:
        return float(delta_e(np.clip(mean, 0, 1), np.array(self._goal.rgb)))


class _Task:
    """The residuals, and what is to be told to the outside while they are evaluated."""

    def __init__(
        self,
        ends: Sequence[_End],
        between: Between | None,
        progress: Callable[[FitProgress], None] | None,
        cancelled: Callable[[], bool] | None,
        max_evaluations: int,
    ) -> None:
        self._ends, self._between = ends, between
        self._progress, self._cancelled = progress, cancelled
        self._max_evaluations = max_evaluations
        self._cuts = np.cumsum([len(end.space.start) for end in ends])[:-1]
        self.start, self.low, high = (
            np.concatenate([getattr(end.space, name) for end in ends])
            for name in ("start", "low", "high")
        )
        self.width = high - self.low
        self.best = self.start
        self._best_cost = np.inf

    def split(self, vector: Floats) -> list[Floats]:
        """Return the part of each stack."""
        return np.split(vector, self._cuts)

    def residuals(self, vector: Floats) -> Floats:
        if self._cancelled is not None and self._cancelled():
            raise FitCancelled("the fit was stopped; nothing was changed")
        evaluations = sum(end.evaluations for end in self._ends)
        if evaluations >= self._max_evaluations:
            raise _Exhausted
        vectors = self.split(vector)
        parts = [_STAY * (vector - self.start) / self.width]
        for end, own in zip(self._ends, vectors, strict=True):
            parts.append(end.hair(own).missed)
        if self._between is not None:
            parts.append(self._missed_between(self._between, vectors))
        residuals = np.concatenate(parts)
        cost = float(residuals @ residuals)
        if cost < self._best_cost:
            self._best_cost, self.best = cost, vector.copy()
            if self._progress is not None:
                share = min(1.0, (evaluations + 1) / self._max_evaluations)
                pairs = zip(self._ends, vectors, strict=True)
                self._progress(FitProgress(share, max(end.difference(own) for end, own in pairs)))
        return residuals

    def _missed_between(self, between: Between, vectors: Sequence[Floats]) -> Floats:
        """Return by how much the hair in between misses the goal's chroma and hue."""
        means = [end.hair(own).others for end, own in zip(self._ends, vectors, strict=True)]
        mixed = (between.shares[..., np.newaxis] * means).sum(axis=0)
        missed = to_oklab(mixed)[:, 1:] - np.array(between.goal.mean[1:])
        return np.asarray(missed.ravel() * (_BETWEEN_WEIGHT / np.sqrt(len(missed))))


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


def _unflatten(parameter: Parameter, old: Any, numbers: Sequence[float]) -> Value:
    if parameter.kind == "float":
        return numbers[0]
    if parameter.kind == "curve":
        return tuple((x, y) for (x, _), y in zip(old, numbers, strict=True))
    red, green, blue = numbers
    return red, green, blue
