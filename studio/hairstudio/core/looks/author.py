"""Solve the two stacks of a look from its design.

A design says which colours a look has from shadow to shine, and how light it is on dark and on
light hair. What it cannot say is which tone curves bring every head there. With the SDK's rule,
hair of intensity I gets ``(1 − t) D + t L`` at ``t = (I − I_dark) / (I_light − I_dark)``, so
both curves act on all hair in between, and are therefore solved together, over all built-in
references, as one bounded linear least-squares problem in their increments:

- each reference's mean luma shall land on the look's level, weighed by how visible a miss is
  there (dL*/dy over CIEDE2000's S_L);
- each pixel shall land as far from that level as it stands from its own mean, by the wanted
  contrast, so that strands stay strands;
- the bounds on each increment are bounds on slope: not flatter than a floor where the curve
  matters, not steeper than a limit on noise gain;
- what is too light to be dark hair stays near where it was, and slopes change gently.

The gradient map's stops are placed at their own luma, so that it colours and does not shift.
"""

from __future__ import annotations

import dataclasses
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.optimize import lsq_linear

from hairsdk.position import between
from hairstudio.core.colour.difference import to_lab
from hairstudio.core.colour.srgb import luma
from hairstudio.core.effects.curves import Curves
from hairstudio.core.effects.gradient_map import GradientMap
from hairstudio.core.effects.lighten import Lighten
from hairstudio.core.kinds import colour_from_json
from hairstudio.core.looks.designs import AUTHOR, CREATED, LICENCE, Design
from hairstudio.core.looks.recipe import Recipe
from hairstudio.core.parameters import Gradient
from hairstudio.core.references import DARKEST, LIGHTEST, list_references, load_reference
from hairstudio.core.stack import Entry, Stack

__all__ = ["author"]

Floats: TypeAlias = npt.NDArray[np.floating[Any]]

# Where the curves have their points, in luma of the hair before any change.
_DARK_NODES = np.array((0.0, 0.03, 0.07, 0.12, 0.18, 0.26, 0.36, 0.5, 0.68, 0.84, 1.0))
_LIGHT_NODES = np.array((0.0, 0.12, 0.24, 0.34, 0.44, 0.54, 0.64, 0.74, 0.84, 0.92, 1.0))
# These heads are also those of the series on which looks are measured: not to be tuned on.
_HELD_OUT = ("2020", "2059", "2067")
_PIXELS = 1200
_MEAN_WEIGHT = 2.0
_SMOOTHNESS = 0.12
_WHITE_WEIGHT = 0.15
# Above this luma the dark curve, and below that one the light curve, hardly touch hair that
# they are meant for; there a floor on their slope would only tie the other end down.
_DARK_REACH = 0.36
# In a frame of dark hair what is lighter than this is shine, or skin and background that shows
# through the mask's edge: the dark curve bends to where it was, or there would be halos.
_SHOULDER_FROM = 0.5
_SHOULDER_WEIGHT = 0.3
_LIGHT_REACH = 0.44
# The steepest that the curves may be: noise is multiplied by that.
_DARK_STEEPEST, _LIGHT_STEEPEST = 3.2, 3.0


@dataclasses.dataclass(frozen=True)
class _Head:
    """Pixels of one reference: luma for the light curve, lightened luma for the dark one."""

    intensity: float
    spread: float
    position: float
    luma: Floats
    lightened: Floats


def author(
    design: Design, dark_hair: float | None = None, light_hair: float | None = None
) -> Recipe:
    """Return the recipe of a design.

    Parameters
    ----------
    design : Design
    dark_hair, light_hair : float, optional
        Intensities of the references that the stacks are for, in [0, 1], instead of those of the
        built-in ones.

    Returns
    -------
    Recipe
        Numbers rounded to three decimals: what an artist would see, and the same anywhere.
    """
    bleach = Lighten(amount=design.bleach, warmth=design.warmth)
    dark_hair = load_reference(DARKEST).intensity if dark_hair is None else dark_hair
    light_hair = load_reference(LIGHTEST).intensity if light_hair is None else light_hair
    heads = _heads(bleach, dark_hair, light_hair)
    nodes = np.clip(luma(bleach.apply(np.repeat(_DARK_NODES[:, None], 3, axis=1)))[:, 0], 0, 1)
    dark, light = _solve(design, heads, nodes)
    stops = _stops(design)
    name = f"{design.name} ramp"
    light_colours = Entry(GradientMap(stops=stops, keep=design.keep), name=name)
    dark_colours = Entry(GradientMap(stops=stops, keep=design.keep_dark), name=name)
    dark_tone = Entry(Curves(luma=_points(nodes, dark)), name="Tone")
    light_tone = Entry(Curves(luma=_points(_LIGHT_NODES, light)), name="Tone")
    return Recipe(
        id=design.id,
        name=design.name,
        family=design.family,
        author=AUTHOR,
        licence=LICENCE,
        created=CREATED,
        notes=design.notes,
        light_reference=LIGHTEST,
        dark_reference=DARKEST,
        light=Stack((light_tone, light_colours)),
        dark=Stack((Entry(bleach, name="Bleach"), dark_tone, dark_colours)),
    )


def _heads(bleach: Lighten, dark: float, light: float) -> tuple[_Head, ...]:
    heads = []
    for name in list_references():
        if name.endswith(_HELD_OUT):
            continue
        reference = load_reference(name)
        pixels = reference.image[reference.mask > 0.5]
        hair = pixels[:: max(1, len(pixels) // _PIXELS)].astype(np.float64) / 255
        values = luma(hair)[:, 0]
        position = between(reference.intensity, dark, light)
        lightened = np.clip(luma(bleach.apply(hair))[:, 0], 0, 1)
        heads.append(_Head(reference.intensity, float(values.std()), position, values, lightened))
    return tuple(heads)


def _solve(design: Design, heads: tuple[_Head, ...], dark_nodes: Floats) -> tuple[Floats, Floats]:
    count = len(dark_nodes)
    rise = np.tril(np.ones((count, count)))
    rows: list[Floats] = []
    goals: list[Floats] = []
    for head in heads:
        level = design.level_at(head.intensity)
        dark = (1 - head.position) * _hats(dark_nodes, head.lightened) @ rise
        light = head.position * _hats(_LIGHT_NODES, head.luma) @ rise
        both = np.hstack([dark, light])
        away = np.clip((head.luma - head.luma.mean()) / head.spread, -2.5, 2.5)
        goal = np.clip(level + design.spread_of(head.spread) * away, 0.01, 0.97)
        rows += [both / np.sqrt(len(goal)), _MEAN_WEIGHT * _visibility(level) * both.mean(0)[None]]
        goals += [goal / np.sqrt(len(goal)), np.array([_MEAN_WEIGHT * _visibility(level) * level])]
    for start, nodes in ((0, dark_nodes), (count, _LIGHT_NODES)):
        steps = np.diff(nodes)
        for index in range(1, count - 1):
            row = np.zeros((1, 2 * count))
            row[0, start + index + 1] = _SMOOTHNESS / steps[index]
            row[0, start + index] = -_SMOOTHNESS / steps[index - 1]
            rows.append(row)
            goals.append(np.zeros(1))
    for index, node in enumerate(_DARK_NODES):
        if node >= _SHOULDER_FROM:
            row = np.zeros((1, 2 * count))
            row[0, : index + 1] = _SHOULDER_WEIGHT
            rows.append(row)
            goals.append(np.array([_SHOULDER_WEIGHT * design.shoulder_at(float(node))]))
    row = np.zeros((1, 2 * count))
    row[0, count:] = _WHITE_WEIGHT
    rows.append(row)
    goals.append(np.array([_WHITE_WEIGHT]))
    result = lsq_linear(np.vstack(rows), np.concatenate(goals), _bounds(design)).x
    return rise @ result[:count], rise @ result[count:]


def _bounds(design: Design) -> tuple[Floats, Floats]:
    steps = np.diff(_DARK_NODES)
    dark_floor = np.where(_DARK_NODES[1:] <= _DARK_REACH, design.floor, design.floor * 0.6) * steps
    dark_limit = _DARK_STEEPEST * steps
    steps = np.diff(_LIGHT_NODES)
    light_floor = np.where(_LIGHT_NODES[:-1] >= _LIGHT_REACH, design.floor * 0.8, 0.03) * steps
    light_limit = _LIGHT_STEEPEST * steps
    low = np.concatenate([[0.0], dark_floor, [0.0], light_floor])
    high = np.concatenate([[design.black], dark_limit, [0.03], light_limit])
    return low, np.maximum(high, low + 1e-6)


def _hats(nodes: Floats, x: Floats) -> Floats:
    """Return the weights of linear interpolation between ``nodes`` at ``x``."""
    x = np.clip(x, nodes[0], nodes[-1])
    index = np.clip(np.searchsorted(nodes, x, side="right") - 1, 0, len(nodes) - 2)
    share = (x - nodes[index]) / (nodes[index + 1] - nodes[index])
    weights = np.zeros((len(x), len(nodes)))
    weights[np.arange(len(x)), index] = 1 - share
    weights[np.arange(len(x)), index + 1] = share
    return weights


def _visibility(level: float) -> float:
    """Return how visible a step in luma is at a level: dL*/dy over CIEDE2000's S_L."""
    greys = np.repeat(np.array([level - 0.01, level, level + 0.01])[:, None], 3, axis=1)
    below, here, above = to_lab(greys)[:, 0]
    scale = 1 + 0.015 * (here - 50) ** 2 / np.sqrt(20 + (here - 50) ** 2)
    return float((above - below) / 0.02 / scale / 100)


def _points(nodes: Floats, values: Floats) -> tuple[tuple[float, float], ...]:
    heights = np.clip(values, 0, 1)
    return tuple(
        (round(float(x), 3), round(float(y), 3)) for x, y in zip(nodes, heights, strict=True)
    )


def _stops(design: Design) -> Gradient:
    colours = [colour_from_json(text, f"{design.id}.ramp") for text in design.ramp.split()]
    positions = luma(np.array(colours))[:, 0]
    return tuple(
        (round(float(position), 3), colour)
        for position, colour in zip(positions, colours, strict=True)
    )
