"""Manifests that no reader may take: neither hairsdk, nor the classes and scripts in bundles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hairsdk.bundle.manifest import SCHEMA_FILE

_MISSING = object()
_OTHERS = (_MISSING, None, -1, 0, 10**9, "many")
_SHAPES = (
    [1, -64, -64, 4],
    [1, 0, 0, 4],
    [1, 3000, 3000, 4],
    [1, 64, 64, 3],
    [1, 64, 64],
    [2, 64, 64, 4],
)
_SECTIONS = ("intensity", "stream", "steady", "cuts", "closer", "heads", "matte")

TAKEN = ("schema_version", "render", "looks", "shaders", "passes", "modules", "model")
"""What apps take of a manifest."""


def refused(good: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each with the name, or the last two, of what is wrong in it."""
    for place in _numbers(good["render"]):
        for value in (*_OTHERS, _just_above_most(place)):
            yield ".".join(place[-2:]), _with(good, ("render", *place), value)
    for section in _SECTIONS:
        for value in (_MISSING, None, 5, []):
            yield section, _with(good, ("render", section), value)
    for value in (_MISSING, None, 0, 2, "1"):
        yield "schema_version", _with(good, ("schema_version",), value)
    for value in (_MISSING, None, 0, -3, 1, 130, 2**31 - 1):
        yield "lut_size", _with(good, ("looks", 0, "lut_size"), value)
    for side in ("dark", "light"):
        for value in (-0.1, 1.5, 10**9):
            yield "intensity", _with(good, ("looks", 0, "intensity", side), value)
    for shape in _SHAPES:
        yield "shape", _with(good, ("model", "input", "shape"), shape)
    for name in ("module", "entry", "reads"):
        yield name, _with(good, ("passes", 3, name), _MISSING)
    yield "render", _with(good, ("render",), _MISSING)
    yield "looks", _with(good, ("looks",), _MISSING)


def fractions(good: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each with one where a whole number is to be."""
    for place in _numbers(good["render"]):
        if _schema(place)["type"] == "integer":
            yield _with(good, ("render", *place), 1.5)
    yield _with(good, ("looks", 0, "lut_size"), 9.5)


def wrong_throughout(good: dict[str, Any]) -> Iterator[tuple[list[str], dict[str, Any]]]:
    """The same in a few, each with all the names: for readers that tell all faults at once."""
    places = list(_numbers(good["render"]))
    for value, shape in zip(_OTHERS, _SHAPES, strict=True):
        wrong = good
        for place in places:
            wrong = _with(wrong, ("render", *place), value)
        wrong = _with(wrong, ("looks", 0, "lut_size"), value)
        wrong = _with(wrong, ("model", "input", "shape"), shape)
        names = [".".join(place[-2:]) for place in places]
        yield [*names, "looks.0.lut_size", "model.input.shape"], wrong


def _numbers(section: dict[str, Any], place: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, value in section.items():
        if isinstance(value, dict):
            yield from _numbers(value, (*place, name))
        elif isinstance(value, (int, float)):
            yield (*place, name)


def _just_above_most(place: tuple[str, ...]) -> float:
    """What the schema has as the most in `render`, and a little: readers have it written anew."""
    about = _schema(place)
    most: float = about["maximum"]
    return most + 1 if about["type"] == "integer" else most * 1.01


def _schema(place: tuple[str, ...]) -> dict[str, Any]:
    about: dict[str, Any] = json.loads(SCHEMA_FILE.read_text())["properties"]["render"]
    for name in place:
        about = about["properties"][name]
    return about


def _with(document: dict[str, Any], place: tuple[str | int, ...], value: object) -> dict[str, Any]:
    changed = deepcopy(document)
    at: Any = changed
    for name in place[:-1]:
        at = at[name]
    if value is _MISSING:
        del at[place[-1]]
    else:
        at[place[-1]] = value
    return changed


def torn(text: str) -> list[str]:
    """What is no manifest at all, or holds what is no number."""
    cells = '"cells": 128'
    assert cells in text
    numbers = [text.replace(cells, f'"cells": {wrong}') for wrong in ("1e999", "NaN", "-Infinity")]
    return ["", "null", "[]", "7", "{}", text[: len(text) // 2], "\ufffd" * 64, "[" * 400, *numbers]
