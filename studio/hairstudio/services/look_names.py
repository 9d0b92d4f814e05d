"""What the built-in looks are called in the artist's language; their files and ids stay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from hairsdk import resources
from hairsdk.errors import HairSdkError
from hairsdk.preset import Preset, slug
from hairstudio.document.look import About

if TYPE_CHECKING:
    from hairstudio.services.library import LookCard

__all__ = ["LOOKS", "NOTES", "as_shown", "entry_name", "look_name"]

Described = TypeVar("Described", About, Preset, "LookCard")

# pyside6-lupdate collects them here; a test compares them with the looks there are.
LOOKS = (
    QT_TRANSLATE_NOOP("Looks", "Apricot"),
    QT_TRANSLATE_NOOP("Looks", "Ash blond"),
    QT_TRANSLATE_NOOP("Looks", "Auburn"),
    QT_TRANSLATE_NOOP("Looks", "Brunette"),
    QT_TRANSLATE_NOOP("Looks", "Burgundy"),
    QT_TRANSLATE_NOOP("Looks", "Chestnut"),
    QT_TRANSLATE_NOOP("Looks", "Copper"),
    QT_TRANSLATE_NOOP("Looks", "Dark blond"),
    QT_TRANSLATE_NOOP("Looks", "Espresso"),
    QT_TRANSLATE_NOOP("Looks", "Honey blond"),
    QT_TRANSLATE_NOOP("Looks", "Jet black"),
    QT_TRANSLATE_NOOP("Looks", "Mushroom"),
    QT_TRANSLATE_NOOP("Looks", "Ocean"),
    QT_TRANSLATE_NOOP("Looks", "Pastel lilac"),
    QT_TRANSLATE_NOOP("Looks", "Platinum"),
    QT_TRANSLATE_NOOP("Looks", "Rose"),
    QT_TRANSLATE_NOOP("Looks", "Silver"),
    QT_TRANSLATE_NOOP("Looks", "Strawberry blond"),
    QT_TRANSLATE_NOOP("Looks", "Teal"),
    QT_TRANSLATE_NOOP("Looks", "Violet"),
)

# What they say of themselves, in the same order.
NOTES = (
    QT_TRANSLATE_NOOP("Looks", "Soft orange pastel."),
    QT_TRANSLATE_NOOP("Looks", "Cool blond without gold."),
    QT_TRANSLATE_NOOP("Looks", "Deep red-brown."),
    QT_TRANSLATE_NOOP("Looks", "Plain medium brown."),
    QT_TRANSLATE_NOOP("Looks", "Dark wine red."),
    QT_TRANSLATE_NOOP("Looks", "Warm brown with a red undertone."),
    QT_TRANSLATE_NOOP("Looks", "Bright orange-red with peach lights."),
    QT_TRANSLATE_NOOP("Looks", "Between brown and blond, sandy."),
    QT_TRANSLATE_NOOP("Looks", "The darkest brown, nearly black in the shade."),
    QT_TRANSLATE_NOOP("Looks", "Golden blond."),
    QT_TRANSLATE_NOOP("Looks", "Blue-black with a cold shine."),
    QT_TRANSLATE_NOOP("Looks", "Pale violet on white blond."),
    QT_TRANSLATE_NOOP("Looks", "Grey-brown, cool and matte."),
    QT_TRANSLATE_NOOP("Looks", "Deep blue with light blue lights."),
    QT_TRANSLATE_NOOP("Looks", "The lightest blond, toned almost white."),
    QT_TRANSLATE_NOOP("Looks", "Dusty pink."),
    QT_TRANSLATE_NOOP("Looks", "Neutral grey, light and metallic."),
    QT_TRANSLATE_NOOP("Looks", "Light blond with a touch of red."),
    QT_TRANSLATE_NOOP("Looks", "Blue-green, deep and clear."),
    QT_TRANSLATE_NOOP("Looks", "Rich purple."),
)

# What the effects of a built-in look and those of the fit are called in its stacks.
_ENTRIES = (
    QT_TRANSLATE_NOOP("Looks", "Tone"),
    QT_TRANSLATE_NOOP("Looks", "Bleach"),
    QT_TRANSLATE_NOOP("Looks", "Trim"),
    QT_TRANSLATE_NOOP("Looks", "Goal ramp"),
)
_RAMP = QT_TRANSLATE_NOOP("Looks", "{0} ramp")
_UNTITLED = QT_TRANSLATE_NOOP("Looks", "Untitled")
"""What a new look is called; it is in no file or folder."""


def look_name(name: str, path: Path | None) -> str:
    """What the look in a folder or file is called; the artist's own as they typed it."""
    named_here = name == _UNTITLED if path is None else _is_builtin(path)
    return QCoreApplication.translate("Looks", name) if named_here else name


def _is_builtin(path: Path) -> bool:
    try:
        return path.parent == resources.presets_dir()
    except HairSdkError:
        return False


def as_shown(described: Described, path: Path | None) -> Described:
    """A look as the window speaks of it: a built-in or a new one in the artist's language.

    So are copies of it that are opened, saved and exported: id and files follow the name.
    """
    name = look_name(described.name, path)
    notes = described.notes
    if path is not None and _is_builtin(path):
        notes = QCoreApplication.translate("Looks", notes)
    identifier = described.id if name == described.name else slug(name)
    return replace(described, id=identifier, name=name, notes=notes)


def entry_name(name: str) -> str:
    """What an effect is called that the studio has named; the artist's own name as they typed it.

    The fit finds those effects by their names: documents keep the English ones.
    """
    if name in _ENTRIES:
        return QCoreApplication.translate("Looks", name)
    look = name.removesuffix(" ramp")
    if look != name and look in LOOKS:
        ramp = QCoreApplication.translate("Looks", str(_RAMP))
        return ramp.format(QCoreApplication.translate("Looks", look))
    return name
