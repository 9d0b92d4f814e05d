"""A recipe: the two stacks of a look, and what is to be known of it, as JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hairsdk.files import make_folder, write_bytes
from hairsdk.strict_json import parse_json
from hairstudio.core.errors import StackError
from hairstudio.core.registry import Registry
from hairstudio.core.stack import Stack

__all__ = ["RECIPES", "Recipe", "builtin_recipes", "load_recipe", "recipe_from_json", "save_recipe"]

RECIPES = Path(__file__).parent / "recipes"
SCHEMA_VERSION = 1
_TEXTS = ("id", "name", "family", "author", "licence", "created", "notes")


@dataclasses.dataclass(frozen=True)
class Recipe:
    """A look before it is baked.

    Attributes
    ----------
    id, name : str
        For code and for people.
    family : str
        ``natural`` or ``fashion``.
    author, licence, created, notes : str
        As in a preset.
    light_reference, dark_reference : str
        Names of the references that the stacks were authored against.
    light, dark : Stack
    """

    id: str
    name: str
    family: str
    author: str
    licence: str
    created: str
    notes: str
    light_reference: str
    dark_reference: str
    light: Stack
    dark: Stack

    def to_json(self) -> dict[str, Any]:
        """Return the recipe as JSON values; a preset carries them in ``recipe``."""
        return {
            "schema_version": SCHEMA_VERSION,
            **{name: getattr(self, name) for name in _TEXTS},
            "references": {"light": self.light_reference, "dark": self.dark_reference},
            "light": self.light.to_json(),
            "dark": self.dark.to_json(),
        }


def recipe_from_json(data: object, registry: Registry, *, where: str = "recipe") -> Recipe:
    """Read a recipe from JSON values, such as ``Preset.recipe``.

    Raises
    ------
    StackError, ParameterError
        If a field is missing or wrong; the message names it.
    """
    if not isinstance(data, Mapping):
        raise StackError(f"{where}: expected an object, found {type(data).__name__}")
    version = data.get("schema_version")
    if not isinstance(version, int) or version > SCHEMA_VERSION:
        raise StackError(
            f"{where}.schema_version: this version reads up to {SCHEMA_VERSION}, found {version!r}"
        )
    for name in _TEXTS:
        if not isinstance(data.get(name), str):
            raise StackError(f"{where}.{name}: expected text, found {data.get(name)!r}")
    references = data.get("references")
    if not isinstance(references, Mapping):
        raise StackError(f"{where}.references: expected light and dark, found {references!r}")
    light, dark = (
        Stack.from_json(data.get(side), registry, where=f"{where}.{side}")
        for side in ("light", "dark")
    )
    return Recipe(
        **{name: data[name] for name in _TEXTS},
        light_reference=str(references.get("light", "")),
        dark_reference=str(references.get("dark", "")),
        light=light,
        dark=dark,
    )


def load_recipe(path: Path, registry: Registry) -> Recipe:
    """Read a recipe file.

    Raises
    ------
    StackError, ParameterError
        If it is no recipe; the message names the file and the field.
    """
    try:
        data = parse_json(path.read_bytes())
    except ValueError as error:
        raise StackError(f"{path.name} is not JSON: {error}") from error
    return recipe_from_json(data, registry, where=path.name)


def save_recipe(path: Path, recipe: Recipe) -> None:
    """Write a recipe file, whole or not at all; its folder is made if there is none.

    Raises
    ------
    FileWriteError
        It cannot be written.
    """
    make_folder(path.parent)
    text = json.dumps(recipe.to_json(), indent=2, ensure_ascii=False) + "\n"
    write_bytes(path, text.encode())


def builtin_recipes(registry: Registry) -> tuple[Recipe, ...]:
    """Return the recipes of the built-in looks in the order of their names."""
    return tuple(load_recipe(path, registry) for path in sorted(RECIPES.glob("*.json")))
