"""From a look to a preset."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from hairsdk.errors import HairSdkError, PresetError
from hairsdk.preset import Preset
from hairstudio.core import Entry, Stack, bake
from hairstudio.core.looks.build import thumbnail
from hairstudio.document.look import SIDES, Look
from hairstudio.document.recipe import lut_paths, to_recipe, with_stored_luts
from hairstudio.services.renderer import COARSE, bake_exact

__all__ = ["make_preset", "require_exportable", "without_lost_luts"]


def require_exportable(look: Look) -> None:
    """Raise `PresetError` if the references cannot place a frame between the two LUTs."""
    if look.usable_intensities != look.intensities:
        light, dark = look.intensities
        raise PresetError(
            f"the Light reference (intensity {light:.2f}) must be lighter than the Dark one "
            f"({dark:.2f}); swap them (Look menu), or choose other photos"
        )


def make_preset(look: Look, size: int | None = None, *, recipe: bool = True) -> Preset:
    """Bake a look.

    Parameters
    ----------
    look : Look
    size : int or None
        Lattice points per axis; None takes the look's own.
    recipe : bool
        Whether the preset carries what the studio needs to edit it again.

    Raises
    ------
    HairSdkError
        An effect cannot be evaluated.
    """
    luts = {name: bake_exact(look.side(name).stack, size or look.size) for name in SIDES}
    light, dark = look.usable_intensities
    about = look.about
    preset = Preset(
        id=about.id,
        name=about.name,
        author=about.author,
        licence=about.licence,
        created=about.created,
        light=luts["light"],
        dark=luts["dark"],
        intensity_light=light,
        intensity_dark=dark,
        recipe=_portable(look, luts["light"].size) if recipe else None,
        notes=about.notes,
    )
    return replace(preset, thumbnail=thumbnail(preset))


def without_lost_luts(look: Look) -> tuple[Look, tuple[str, ...]]:
    """The look as it can be baked where LUT files are gone, and the names of those.

    The effects that need them are switched off: a document must be savable all the same.
    """
    lost: list[str] = []

    def readable(stack: Stack) -> Iterator[Entry]:
        for entry in stack.entries:
            alone = Stack((entry,))
            paths = lut_paths(alone)
            try:
                if paths:
                    bake(alone, COARSE)
                yield entry
            except (HairSdkError, OSError):
                lost.extend(Path(path).name for path in paths)
                yield replace(entry, enabled=False)

    for name in SIDES:
        side = look.side(name)
        look = look.with_side(name, replace(side, stack=Stack(tuple(readable(side.stack)))))
    return look, tuple(dict.fromkeys(lost))


def _portable(look: Look, size: int) -> dict[str, Any]:
    """The recipe without the photos: those stay in the artist's document."""
    look, luts = with_stored_luts(look)
    recipe, _ = to_recipe(look)
    builtin = {
        name: reference.builtin
        for name in SIDES
        if (reference := look.side(name).reference) is not None and reference.builtin
    }
    authored = dict(zip(SIDES, look.usable_intensities, strict=True))
    return {
        **recipe,
        "references": builtin,
        "authored": authored,
        "luts": {name: name for name in luts},
        "size": size,
    }
