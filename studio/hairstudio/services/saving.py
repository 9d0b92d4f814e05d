"""Looks on their way into the artist's files."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from hairsdk.errors import FileWriteError
from hairstudio.core.paths import Stamp, exists, stamp_of
from hairstudio.document.hairlook import save_look
from hairstudio.document.look import About, Look
from hairstudio.document.versions import Version, named_after
from hairstudio.services.baking import make_preset, without_lost_luts

__all__ = ["Saved", "save_document", "save_next_version"]


@dataclass(frozen=True)
class Saved:
    """A look in its file.

    Attributes
    ----------
    path : Path
    look : Look
        As it is in there.
    stamp : tuple of int, or None
        Of the file.
    lost : tuple of str
        Names of LUT files that are gone, whose effects the look's own LUTs lack.
    name : callable
        Gives what the look is called in there, also as it was before some steps of its history.
    """

    path: Path
    look: Look
    stamp: Stamp | None
    lost: tuple[str, ...]
    name: Callable[[About], About]


def save_document(path: Path, look: Look, own: Path | None, given: Collection[str] = ()) -> Saved:
    """Bake a look and write it, also where LUT files are gone that it imports.

    Parameters
    ----------
    path : Path
    look : Look
    own : Path or None
        The file that it was read from or last written to.
    given : collection of str
        Names that are not the artist's: a look of one of them is called after its file.

    Raises
    ------
    HairSdkError
        It cannot be baked or written; a file that was there is untouched.
    """

    def name(about: About) -> About:
        return named_after(about, path) if about.name in given else about

    look = replace(look, about=name(look.about))
    bakeable, lost = without_lost_luts(look)
    save_look(path, look, make_preset(bakeable, recipe=False), own)
    return Saved(path, look, stamp_of(path), lost, name)


def save_next_version(own: Path, look: Look, given: Collection[str]) -> Saved:
    """Bake a look and write it beside its file, under the next number that is free.

    Parameters
    ----------
    own : Path
        The file that it was read from or last written to; nothing need be there.
    look : Look
    given : collection of str
        Names that are not the artist's, as for `save_document`; others get the number.

    Raises
    ------
    HairSdkError
        It cannot be baked or written.
    """
    bakeable, lost = without_lost_luts(look)
    preset = make_preset(bakeable, recipe=False)
    last = version = Version.of(own)
    while True:
        version = version.next()
        path = version.path
        if exists(path):
            continue
        name = _numbered(version, last, given)
        about = name(look.about)
        numbered = replace(look, about=about)
        try:
            save_look(path, numbered, replace(preset, id=about.id, name=about.name), own, new=True)
        except FileWriteError as error:
            if isinstance(error.__cause__, FileExistsError):  # someone else was quicker
                continue
            raise
        return Saved(path, numbered, stamp_of(path), lost, name)


def _numbered(version: Version, last: Version, given: Collection[str]) -> Callable[[About], About]:
    def name(about: About) -> About:
        if about.name in given:
            return named_after(about, version.path)
        return version.about(about, last)

    return name
