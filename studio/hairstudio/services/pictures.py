"""All of the artist's photos with the look on their hair, in a folder for the client."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hairsdk.errors import FileReadError, FileWriteError, HairSdkError, ImageError
from hairsdk.files import make_folder
from hairstudio.core.paths import free_name
from hairstudio.document.look import SIDES, Look
from hairstudio.document.reference import Reference
from hairstudio.services.control import Cancelled, TaskControl
from hairstudio.services.explain import explained
from hairstudio.services.hair import HairFinder
from hairstudio.services.heads import NoHairError
from hairstudio.services.picture import picture_suffix, wearing, write_worn

__all__ = ["Pictures", "write_pictures"]


@dataclass(frozen=True)
class Pictures:
    """What was written.

    Attributes
    ----------
    folder : Path
    written, wanted : int
        How many pictures there are, and how many there would be.
    stopped : bool
        Whether the artist stopped it before all were tried.
    left_out : tuple of str
        Why photos have no picture; what kept all further ones from being tried comes first.
    remarks : tuple of str
        What else the artist should know: what a format could not hold, say.
    """

    folder: Path
    written: int
    wanted: int
    stopped: bool
    left_out: tuple[str, ...]
    remarks: tuple[str, ...]


def write_pictures(
    folder: Path,
    look: Look,
    photos: Sequence[Path],
    finder: HairFinder,
    control: TaskControl,
    position: float | None = None,
) -> Pictures:
    """Write photos with the look on the hair of all people in them, under their own names.

    Parameters
    ----------
    folder : Path
        Is made, under a name with a number where there is something of that name.
    look : Look
        The mask of a reference that the artist corrected counts in its photo.
    photos : sequence of Path
        One that cannot be read, shows no hair, or has a name that the folder's drive cannot hold
        is left out.
    finder, control, position
        As for `hairstudio.services.picture.write_picture`.

    Raises
    ------
    FileWriteError
        The folder cannot be made, or nothing be written there.
    HairSdkError
        No hair can be looked for, or an effect not be evaluated.
    Cancelled
        Before there was a picture.
    """
    corrected = _corrected(look)
    written, stopped = 0, False
    left_out: list[str] = []
    remarks: list[str] = []
    control.progress(0.0, folder.name)
    with wearing(look, finder, position) as wear:
        folder = free_name(folder)
        make_folder(folder)
        try:
            for index, photo in enumerate(photos):
                part = _part(control, index, len(photos), photo.name)
                path = free_name(folder / f"{photo.stem}{picture_suffix(photo)}")
                try:
                    told = write_worn(path, corrected.get(photo, photo), wear, part)
                except (FileReadError, ImageError, NoHairError, MemoryError) as error:
                    left_out.append(_of(photo, explained(error)))
                except FileWriteError as error:
                    if not _is_for_the_name(error):
                        raise
                    left_out.append(_of(photo, explained(error)))
                else:
                    written += 1
                    remarks += (_of(photo, each) for each in told)
        except Cancelled:
            if not written:
                raise
            stopped = True
        except HairSdkError as error:  # it would keep the next ones from being written, too
            if not written:
                raise
            left_out.insert(0, explained(error))
        finally:
            if not written:
                with suppress(OSError):
                    folder.rmdir()
    # A wish to stop since then came too late, or is met.
    control.finish()
    return Pictures(folder, written, len(photos), stopped, tuple(left_out), tuple(remarks))


def _corrected(look: Look) -> dict[Path, Reference]:
    """References whose masks the artist corrected, by their photos."""
    references = (look.side(side).reference for side in SIDES)
    return {
        each.source: each
        for each in references
        if each is not None and each.source is not None and each.corrected
    }


def _part(control: TaskControl, index: int, count: int, name: str) -> TaskControl:
    """What one of several photos reports through, and is stopped by; until it is written."""
    return TaskControl(lambda share, _text: control.progress((index + share) / count, name))


def _is_for_the_name(error: FileWriteError) -> bool:
    """Whether only a file of this name cannot be written: too long a one, or one with a colon."""
    cause = error.__cause__
    return isinstance(cause, OSError) and cause.errno in (errno.ENAMETOOLONG, errno.EINVAL)


def _of(photo: Path, said: str) -> str:
    return said if photo.name in said else f"{photo.name}: {said}"
