"""Both references onto the goal colour, by the colour engine's fit."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from hairsdk.errors import PresetError
from hairsdk.position import between
from hairstudio.core import Entry, FitCancelled, Stack
from hairstudio.core.bake import bake
from hairstudio.core.effects.lift_gamma_gain import LiftGammaGain
from hairstudio.core.errors import FitError
from hairstudio.core.fit import Between, FitProgress, FitResult, Knob, Target, fit, fittable
from hairstudio.core.hair import HairColour, hair_pixels
from hairstudio.core.looks.goal import design_for
from hairstudio.core.looks.recipe import Recipe
from hairstudio.core.parameters import Colour
from hairstudio.core.references import list_references, load_reference
from hairstudio.document.look import MIN_GAP, SIDES, Look, SideName
from hairstudio.document.reference import Reference
from hairstudio.services.control import Cancelled, TaskControl
from hairstudio.services.head_names import head_name
from hairstudio.services.look_names import entry_name
from hairstudio.services.measure import distance_to_goal, dyed_colour
from hairstudio.services.numbers import number_text
from hairstudio.services.translate import translate

__all__ = ["FitOutcome", "fit_look"]

_PIXELS = 1500
_TRIM = "Trim"
_HEAD_PIXELS = 50
_AIMS = 4
_NEAR = 0.1
"""ΔE at which there is nothing left to aim at."""
_MISSED = 1.0
"""ΔE above which an artist sees that it is not the goal, and wants to know why."""
_FAR = 5.0
"""ΔE above which it is another colour, which the effects that are there will not become."""


@dataclass(frozen=True)
class FitOutcome:
    """A fitted look, and how near the LUTs of each side came (CIEDE2000)."""

    look: Look
    before: dict[SideName, float]
    after: dict[SideName, float]
    others: tuple[float, str] | None = None
    """The built-in head that is farthest from the goal, its distance first."""
    remark: str = ""
    far: tuple[SideName, ...] = ()
    """Sides that got another colour than the goal's, which they can have without their effects."""


@dataclass(frozen=True)
class _Part:
    """A side that is fitted: where it starts, what moves, and whether all was made for the goal."""

    reference: Reference
    stack: Stack
    knobs: tuple[Knob, ...]
    alone: bool


def fit_look(look: Look, control: TaskControl, afresh: Collection[SideName]) -> FitOutcome:
    """Move the parameters of both stacks until the hair has the goal's colour.

    A side without any effect that could be moved gets what a built-in look of that colour has:
    tone curves that are solved over all built-in heads, a ramp of colours, and a trim, which alone
    is fitted. What a built-in look or an earlier fit has put there like this, by the names of its
    effects, is made anew, and the effects around it stay. Where the goal is a photo's hair, the
    trim narrows what strays further from its colour than it does there. Curves move only where the
    goal says how far strands stray from it: free to hit a mean, they would make the strands alike.
    What the references leave open brings the built-in heads between them near the goal's chroma
    and hue. Linked stacks are parted: one stack cannot bring light and dark hair to the same
    colour.

    Parameters
    ----------
    look : Look
    control : TaskControl
    afresh : collection of {"light", "dark"}
        Sides that are fitted as if they had no effects: those that they have are left out.

    Returns
    -------
    FitOutcome

    Raises
    ------
    PresetError
        There is no goal, or no reference to fit on.
    FitError
        The fit has no answer.
    Cancelled
    """
    if look.goal is None:
        raise PresetError("choose a goal colour first")
    goal = replace(HairColour.of_colour(look.goal), spread=look.goal_spread)
    parts = _parts(look, look.goal, afresh)
    if not parts:
        raise PresetError("there is no reference with hair to fit on: drop a photo into a slot")
    fitted = replace(look, linked=False)
    before: dict[SideName, float] = {}
    after: dict[SideName, float] = {}
    remarks = []
    missed: dict[str, list[SideName]] = {}
    far: list[SideName] = []
    if look.linked:
        remarks.append(translate("Fit", "Light and Dark are no longer linked"))
    for name, result in _solved(parts, goal, look, control).items():
        part = parts[name]
        fitted = fitted.with_stack(name, result.stack)
        for distances, tried in ((before, look.side(name).stack), (after, result.stack)):
            reached = _reached(tried, part.reference, look.size)
            distances[name] = distance_to_goal(reached, goal.rgb)
        if after[name] > _MISSED:
            missed.setdefault(_ends(result), []).append(name)
        if after[name] > _FAR and not part.alone:
            far.append(name)
    remarks += [_obstacle(sides, ends) for ends, sides in missed.items()]
    if far:
        text = translate("Fit", "{0}: without any effects, Fit makes a look of this colour")
        remarks.append(text.format(_titles(far)))
    others = _farthest(fitted, goal)
    return FitOutcome(fitted, before, after, others, "; ".join(remarks), tuple(far))


def _parts(look: Look, goal: Colour, afresh: Collection[SideName]) -> dict[SideName, _Part]:
    """The sides that have hair to fit on."""
    parts: dict[SideName, _Part] = {}
    with_spread = look.goal_spread is not None
    starter: Recipe | None = None
    for name in SIDES:
        side, alone = look.side(name), False
        if side.reference is None or not side.reference.has_hair:
            continue
        stack = Stack() if name in afresh else side.stack
        knobs = fittable(stack, curves=with_spread)
        if _made(stack) is not None or not knobs:
            starter = starter or _starter(look, goal)
            made = starter.light if name == "light" else starter.dark
            stack, knobs = _remade(stack, made, with_spread=with_spread)
            alone = len(stack) == len(made) + 1
        parts[name] = _Part(side.reference, stack, knobs, alone)
    return parts


def _titles(sides: Iterable[SideName]) -> str:
    names = {"light": translate("Effects", "Light"), "dark": translate("Effects", "Dark")}
    return ", ".join(names[side] for side in sides)


def _ends(result: FitResult) -> str:
    """What has come to the end of its range."""
    return ", ".join(_knob_title(result.stack, knob) for knob in result.at_bounds[:3])


def _obstacle(sides: Iterable[SideName], ends: str) -> str:
    """What keeps sides from the goal."""
    if not ends:
        text = translate("Fit", "{0}: these effects come no nearer; add another and fit again")
        return text.format(_titles(sides))
    return translate("Fit", "{0}: {1} is at its limit").format(_titles(sides), ends)


def _knob_title(stack: Stack, knob: Knob) -> str:
    entry = stack.entries[knob.entry]
    label = next(each.label for each in entry.effect.parameters() if each.name == knob.name)
    title = entry_name(entry.name) or translate("Effects", entry.effect.label)
    return f"{title} – {translate('Effects', label)}"


def _starter(look: Look, goal: Colour) -> Recipe:
    """A look that is made for the goal and for the references' intensities."""
    # It needs SciPy, which the window must not wait for when it opens.
    from hairstudio.core.looks.author import author

    dark, light = look.dark.reference, look.light.reference
    if dark and light and light.intensity - dark.intensity >= MIN_GAP:
        return author(design_for(goal), dark.intensity, light.intensity)
    return author(design_for(goal))


def _remade(stack: Stack, made: Stack, *, with_spread: bool) -> tuple[Stack, tuple[Knob, ...]]:
    """A stack with what was made for the goal and a trim, and what of the trim is fitted."""
    first, end = _made(stack) or (len(stack), len(stack))
    trim = Entry(LiftGammaGain(), name=_TRIM)
    remade = Stack((*stack.entries[:first], *made.entries, trim, *stack.entries[end:]))
    place = first + len(made)
    # No gain that lifts: the curves are solved over all built-in heads, and more contrast than
    # theirs on the two references takes the hair in between away from the goal. And where strands
    # shall stray as on a photo, one for all channels: three would do so by the light strands' hue.
    gain = "gain_master" if with_spread else "gain"
    return remade, (Knob(place, "gamma"), Knob(place, gain, at_most=1.0))


def _made(stack: Stack) -> tuple[int, int] | None:
    """Where in a stack the effects of a built-in look stand: the first, and one after the last."""
    names = [entry.name for entry in stack.entries]
    for tone, (name, following) in enumerate(pairwise(names)):
        if name == "Tone" and following.endswith(" ramp"):
            first = tone - 1 if tone and names[tone - 1] == "Bleach" else tone
            end = tone + 2
            return first, end + 1 if names[end : end + 1] == [_TRIM] else end
    return None


def _solved(
    parts: dict[SideName, _Part], goal: HairColour, look: Look, control: TaskControl
) -> dict[SideName, FitResult]:
    """Fit the sides at once; how far strands may stray counts less than their mean.

    A photo's strands may stray further from a strong colour than sRGB has room for, or not at all,
    as a drawn one's do, which no look keeps to without losing the colour.
    """
    best, missed = _aimed(parts, goal, look, control)
    if goal.spread is not None and missed > _MISSED:
        plain, left = _aimed(parts, replace(goal, spread=None), look, control)
        if missed - left > _MISSED:
            return plain
    return best


def _aimed(
    parts: dict[SideName, _Part], goal: HairColour, look: Look, control: TaskControl
) -> tuple[dict[SideName, FitResult], float]:
    """Fit again for what LUTs get wrong between lattice points; gives all sides' distance, too."""
    heads = _between(look, goal) if len(parts) == len(SIDES) else None
    stacks = {name: part.stack for name, part in parts.items()}
    aims = dict.fromkeys(parts, goal.rgb)
    best: dict[SideName, FitResult] = {}
    least = np.inf
    for turn in range(_AIMS):

        def report(step: FitProgress, turn: int = turn) -> None:
            difference = number_text(step.difference, ".1f")
            control.progress((turn + step.share) / _AIMS, f"ΔE {difference}")

        targets = []
        for name, part in parts.items():
            aim = replace(HairColour.of_colour(aims[name]), spread=goal.spread)
            reference = part.reference
            targets.append(Target(stacks[name], reference.image, reference.mask, aim, part.knobs))
        try:
            found = fit(targets, heads, progress=report, cancelled=lambda: control.cancelled)
        except FitCancelled as error:
            raise Cancelled from error
        results = dict(zip(parts, found, strict=True))
        distances = []
        for name, result in results.items():
            stacks[name] = result.stack
            reached = _reached(result.stack, parts[name].reference, look.size)
            distances.append(distance_to_goal(reached, goal.rgb))
            missed = np.array(goal.rgb) - reached
            red, green, blue = np.clip(aims[name] + missed, 0.0, 1.0).tolist()
            aims[name] = (red, green, blue)
        if sum(distances) < least:
            best, least = results, sum(distances)
        if max(distances) < _NEAR:
            break
    return best, float(least)


def _between(look: Look, goal: HairColour) -> Between | None:
    """The built-in heads between the references, if there are any."""
    high, low = look.usable_intensities
    pixels, shares = [], []
    for head in map(load_reference, list_references()):
        t = between(head.intensity, low, high)
        if 0.0 < t < 1.0:
            hair = hair_pixels(head.image, head.mask, _PIXELS)
            pixels.append(hair[np.linspace(0, len(hair) - 1, _HEAD_PIXELS).astype(int)])
            shares.append([t if name == "light" else 1.0 - t for name in SIDES])
    return Between(np.array(pixels), np.array(shares).T, goal) if pixels else None


def _reached(stack: Stack, reference: Reference, size: int) -> Colour:
    """Mean colour that the side's LUT gives the hair."""
    colour = dyed_colour(*reference.sample, bake(stack, size))
    if colour is None:
        raise FitError("the mask shows no hair: paint some, or choose another photo")
    return colour


def _farthest(look: Look, goal: HairColour) -> tuple[float, str] | None:
    """Of the built-in heads, as the SDK would colour them; None without two references."""
    dark, light = look.dark.reference, look.light.reference
    if not (dark and light and light.intensity > dark.intensity):
        return None
    found = []
    for name in list_references():
        head = load_reference(name)
        hair = hair_pixels(head.image, head.mask, _PIXELS)
        t = between(head.intensity, dark.intensity, light.intensity)
        mixed = (1 - t) * look.dark.stack.apply(hair) + t * look.light.stack.apply(hair)
        mean = np.clip(mixed, 0, 1).astype(np.float64).mean(axis=0)
        found.append((distance_to_goal(mean.tolist(), goal.rgb), head_name(head.label)))
    return max(found)
