"""What the built-in looks are called in the artist's language; their files and ids stay."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from hairsdk import resources
from hairsdk.errors import HairSdkError
from hairsdk.preset import slug

__all__ = ["LOOKS", "entry_name", "file_stem", "look_name"]

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
    try:
        builtin = path is not None and path.parent == resources.presets_dir()
    except HairSdkError:
        builtin = False
    own = not builtin and not (path is None and name == _UNTITLED)
    return name if own else QCoreApplication.translate("Looks", name)


def file_stem(identifier: str, name: str, shown: str) -> str:
    """What files of a look are called: after its id, or after what a built-in look is called here.

    Parameters
    ----------
    identifier, name : str
        Of the look.
    shown : str
        What `look_name` gives for it.
    """
    return identifier if shown == name else slug(shown)


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
