"""A look as JSON and named files, and back: what a ``.hairlook`` and a recovery both hold."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hairsdk.cube import MAX_CUBE_BYTES
from hairsdk.errors import HairSdkError, PresetError, PresetVersionError
from hairsdk.files import read_bytes, write_bytes
from hairstudio.core import BAKE_SIZES, Effect, MissingEffect, Registry, Stack
from hairstudio.core.lut_reading import lut_at
from hairstudio.core.paths import is_file
from hairstudio.document.look import DEFAULT_INTENSITY, SIDES, About, Look, Side, SideName
from hairstudio.document.reference import Reference, builtin_reference

__all__ = [
    "LUT_NAME",
    "PHOTO_NAME",
    "RECIPE_VERSION",
    "Opened",
    "authored_on",
    "from_recipe",
    "lut_paths",
    "to_recipe",
    "with_stored_luts",
]

RECIPE_VERSION = 1
LUT_NAME = re.compile(r"lut-[0-9a-f]{16}\.cube")
PHOTO_NAME = re.compile(r"reference-(light|dark)\.")


@dataclass(frozen=True)
class Opened:
    """A look that was read, and what the artist should know about it."""

    look: Look
    remarks: tuple[str, ...] = ()


def to_recipe(look: Look) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Write a look down.

    Returns
    -------
    recipe : dict
        JSON values.
    files : dict of str to bytes
        References, masks and imported LUTs, by the names the recipe calls them.
    """
    files: dict[str, bytes] = {}
    recipe: dict[str, Any] = {
        "schema_version": RECIPE_VERSION,
        "light": look.light.stack.to_json(),
        "dark": look.dark.stack.to_json(),
        "linked": look.linked,
        "goal": None if look.goal is None else list(look.goal),
        "goal_spread": None if look.goal_spread is None else list(look.goal_spread),
        "size": look.size,
        "references": {},
        "luts": {},
    }
    for name in SIDES:
        reference, authored = look.side(name).reference, look.side(name).authored
        if reference is not None:
            recipe["references"][name] = _write_reference(name, reference, files)
        elif authored is not None:
            recipe.setdefault("authored", {})[name] = authored
        for path in lut_paths(look.side(name).stack):
            stored = _write_lut(path, files)
            if stored is not None:
                recipe["luts"][path] = stored
    return recipe, files


def from_recipe(
    recipe: Mapping[str, Any],
    read: Callable[[str], bytes],
    about: About,
    registry: Registry,
    luts_folder: Path,
) -> Opened:
    """Read a look back.

    Parameters
    ----------
    recipe : mapping
        What `to_recipe` gave.
    read : callable
        Gives the bytes of a named file, or raises a `HairSdkError`.
    about : About
    registry : Registry
        The effects there are; others are kept as they are and reported.
    luts_folder : Path
        Where imported LUTs go that are not on this machine.

    Raises
    ------
    PresetVersionError
        A newer studio wrote the recipe.
    PresetError, ColourEngineError
        It is damaged; the message names the field.
    """
    version = recipe.get("schema_version", 1)
    if not isinstance(version, int) or version > RECIPE_VERSION:
        raise PresetVersionError(
            f"{about.name} was made in a newer Hair Studio (recipe format {version}; this one "
            f"reads up to {RECIPE_VERSION}). Update Hair Studio to edit it"
        )
    remarks: list[str] = []
    sides: dict[SideName, Side] = {}
    moved = _read_luts(recipe.get("luts", {}), read, luts_folder, remarks)
    for name in SIDES:
        stack = Stack.from_json(
            recipe.get(name, {"entries": []}), registry, where=name, missing="keep"
        )
        remarks += [
            f'the effect "{entry.effect.missing_type}" is not installed; it is kept, but does '
            "nothing here"
            for entry in stack.entries
            if isinstance(entry.effect, MissingEffect)
        ]
        reference = _read_reference(recipe.get("references", {}), name, read, remarks)
        authored = None
        if reference is None:
            authored = authored_on(recipe.get("authored"), name, remarks)
        sides[name] = Side(_relocated(stack, moved), reference, authored)
    look = Look(
        about,
        sides["light"],
        sides["dark"],
        linked=bool(recipe.get("linked", False)),
        goal=_three(recipe.get("goal"), "goal"),
        goal_spread=_three(recipe.get("goal_spread"), "goal_spread"),
        size=_size(recipe.get("size", 33)),
    )
    return Opened(look, tuple(dict.fromkeys(remarks)))


def lut_paths(stack: Stack) -> list[str]:
    """Paths of the LUT files that a stack uses."""
    return [path for entry in stack.entries for path in _files(entry.effect).values()]


def _files(effect: Effect) -> dict[str, str]:
    """Paths of the files that an effect uses, by its parameters."""
    return {
        parameter.name: path
        for parameter in effect.parameters()
        if parameter.kind == "file" and (path := getattr(effect, parameter.name))
    }


def with_stored_luts(look: Look) -> tuple[Look, dict[str, bytes]]:
    """The look with its imported LUTs called by the names they are stored under, and those files.

    What goes to others so names no folder of this machine, but for LUTs that are gone from it.
    """
    files: dict[str, bytes] = {}
    for name in SIDES:
        side = look.side(name)
        stored = {path: _write_lut(path, files) for path in lut_paths(side.stack)}
        there = {path: lut for path, lut in stored.items() if lut is not None}
        look = look.with_side(name, replace(side, stack=_relocated(side.stack, there)))
    return look, files


def _write_reference(
    name: SideName, reference: Reference, files: dict[str, bytes]
) -> dict[str, Any]:
    stored = {
        "name": reference.name,
        "builtin": reference.builtin,
        "image": f"reference-{name}{reference.suffix}",
        "mask": f"mask-{name}.png",
    }
    files[stored["image"]] = reference.encoded
    files[stored["mask"]] = reference.mask_png
    if reference.found_png:
        stored["found"] = f"found-{name}.png"
        files[stored["found"]] = reference.found_png
    return stored


def _read_reference(
    references: object, name: SideName, read: Callable[[str], bytes], remarks: list[str]
) -> Reference | None:
    stored = references.get(name) if isinstance(references, Mapping) else None
    try:
        if isinstance(stored, str):
            return builtin_reference(stored)
        if not isinstance(stored, Mapping):
            return None
        found = stored.get("found")
        return Reference.from_bytes(
            read(str(stored["image"])),
            read(str(stored["mask"])),
            name=str(stored.get("name", name)),
            found_png=read(str(found)) if found else b"",
            builtin=str(stored.get("builtin", "")),
        )
    except KeyError as error:
        raise PresetError(f"recipe.references.{name}: the field {error} is missing") from error
    except HairSdkError as error:
        remarks.append(f"the {name} reference could not be read and was left out: {error}")
        return None


def authored_on(stored: object, name: SideName, remarks: list[str]) -> float | None:
    """Intensity of a photo that is not in the file, None where there never was one.

    Parameters
    ----------
    stored : mapping of str to float, or what else stands there
        Intensities by side.
    name : SideName
    remarks : list of str
        Gets what to tell of it.
    """
    value = stored.get(name) if isinstance(stored, Mapping) else None
    if not isinstance(value, int | float) or not 0.0 <= value <= 1.0:
        return None
    if value == DEFAULT_INTENSITY[name]:
        return None  # there never was a photo
    remarks.append(
        f"the {name} photo is not in this file; its intensity, {value:.2f}, is kept for the look"
    )
    return float(value)


def _write_lut(path: str, files: dict[str, bytes]) -> str | None:
    try:
        # A look from elsewhere may name any file of this machine, which nobody means to send on.
        lut_at(Path(path))
        data = read_bytes(path, MAX_CUBE_BYTES)
    except HairSdkError:
        return None  # the effect names what is wrong with the file itself, beside its editor
    stored = f"lut-{hashlib.sha256(data).hexdigest()[:16]}.cube"
    files[stored] = data
    return stored


def _read_luts(
    luts: object, read: Callable[[str], bytes], folder: Path, remarks: list[str]
) -> dict[str, str]:
    moved: dict[str, str] = {}
    if not isinstance(luts, Mapping):
        return moved
    for path, stored in luts.items():
        if is_file(path) or not LUT_NAME.fullmatch(str(stored)):
            continue
        try:
            data = read(stored)
            folder.mkdir(parents=True, exist_ok=True)
            write_bytes(folder / stored, data)
        except (HairSdkError, OSError) as error:
            remarks.append(f"the LUT {Path(path).name} could not be taken over: {error}")
        else:
            moved[str(path)] = str(folder / stored)
    return moved


def _relocated(stack: Stack, moved: Mapping[str, str]) -> Stack:
    for index, entry in enumerate(stack.entries):
        files = _files(entry.effect).items()
        values = {name: moved[path] for name, path in files if path in moved}
        if values:
            stack = stack.replace(index, entry.effect.with_values(**values))
    return stack


def _three(value: Any, name: str) -> tuple[float, float, float] | None:
    if value is None:
        return None
    try:
        r, g, b = map(float, value)
        if not all(map(math.isfinite, (r, g, b))):  # "nan" is a number to Python
            raise ValueError
    except (TypeError, ValueError, OverflowError) as error:
        raise PresetError(f"recipe.{name}: expected three numbers, found {value!r}") from error
    return min(max(r, 0.0), 1.0), min(max(g, 0.0), 1.0), min(max(b, 0.0), 1.0)


def _size(value: object) -> int:
    if value not in BAKE_SIZES:
        raise PresetError(f"recipe.size: expected 17, 33 or 65, found {value!r}")
    return int(value)
