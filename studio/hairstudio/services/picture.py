"""A photo with the look on its hair, as large as it is, in a file for the client."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from hairsdk.errors import HairSdkError
from hairsdk.files import require_parent, write_bytes
from hairsdk.images import Photo, decode_photo, encode_photo, read_photo
from hairsdk.lut import blend_luts
from hairsdk.matte import stretch
from hairsdk.models import DEFAULT_MODEL
from hairstudio.document.look import Look
from hairstudio.document.reference import Mask, Reference
from hairstudio.services.baking import make_preset
from hairstudio.services.control import TaskControl
from hairstudio.services.hair import HairFinder, open_recolorer
from hairstudio.services.heads import NoHairError, people_of
from hairstudio.services.retold import retold
from hairstudio.services.translate import translate

if TYPE_CHECKING:
    from hairsdk.recolored import Recolored
    from hairsdk.recolorer import Recolorer

__all__ = ["PICTURE_SUFFIXES", "Wear", "picture_suffix", "wearing", "write_picture", "write_worn"]

Wear: TypeAlias = Callable[[Photo, "Mask | None"], "Recolored"]
"""Puts a look on a photo's hair, which is looked for where there is no mask of it."""

PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp")

_SHOWN = 0.5
"""Part of a person's hair that a mask has, which was found at another size, if it is theirs."""


@dataclass(frozen=True, eq=False)
class _Original:
    """A photo, what is known of its hair, and what the artist should know of it.

    Attributes
    ----------
    photo : Photo
    shown : callable or None
        The hair that the artist sees the look on, at any size: of several people perhaps one's.
        None where that is all hair.
    mask : ndarray or None
        The hair, where it is not looked for.
    remarks : tuple of str
    """

    photo: Photo
    shown: Callable[[], Mask] | None
    mask: Mask | None = None
    remarks: tuple[str, ...] = ()


def write_picture(
    path: Path,
    look: Look,
    source: Reference | Path,
    finder: HairFinder,
    control: TaskControl,
    *,
    position: float | None = None,
    person: int = 0,
) -> tuple[str, ...]:
    """Write a photo with the look on its hair, as `hairsdk recolor` does with the exported look.

    Of several people in it the one wears it who does so where the artist sees them: a reference and
    a head of the gallery have one intensity.

    Parameters
    ----------
    path : Path
        Its suffix, one of `PICTURE_SUFFIXES`, chooses the format.
    look : Look
    source : Reference or Path
        A reference is read again from its file, at full size. Where that is gone or another photo
        by now, what the look holds is written. The mask of a built-in head, and one that the artist
        corrected, counts; else hair is looked for at full size.
    finder : HairFinder
        Says by which network, and on what.
    control : TaskControl
    position : float or None
        Between the LUTs, set by hand; None where the photo's own intensity says.
    person : int
        Which of the people in a photo that is no reference, from 0, who has the most hair.

    Returns
    -------
    tuple of str
        What the artist should know: what the format could not hold, say.

    Raises
    ------
    FileReadError, ImageError
        A photo that is no reference cannot be read.
    FileWriteError
        What was there before is untouched.
    HairSdkError
        There is no hair, it cannot be looked for, or an effect not be evaluated.
    MemoryError
    Cancelled
    """
    control.progress(0.0, translate("Picture", "Baking the look"))
    with wearing(look, finder, position) as wear:
        shown = None
        if isinstance(source, Path):
            shown = functools.partial(_hair_of, source, person, finder)
        return write_worn(path, source, wear, control, shown)


@contextmanager
def wearing(look: Look, finder: HairFinder, position: float | None = None) -> Iterator[Wear]:
    """Bake a look for as many photos as come; networks are opened when they are needed first.

    Parameters
    ----------
    look, finder, position
        As for `write_picture`.

    Raises
    ------
    HairSdkError
        An effect cannot be evaluated.
    """
    preset = make_preset(look, recipe=False)
    if position is not None:
        lut = blend_luts(preset.dark, preset.light, position)
        preset = replace(preset, dark=lut, light=lut)
    chosen = finder.model, finder.wish
    with ExitStack() as opened:

        @functools.cache
        def recolorer(model: str, wish: str) -> Recolorer:
            return opened.enter_context(open_recolorer(preset, model, wish))

        def wear(photo: Photo, mask: Mask | None) -> Recolored:
            # With a mask no network is asked: not even an own one that is gone stands in the way.
            network = chosen if mask is None else (DEFAULT_MODEL, "cpu")
            return recolorer(*network).still(photo.pixels, photo.icc_profile, mask)

        yield wear


def write_worn(
    path: Path,
    source: Reference | Path,
    wear: Wear,
    control: TaskControl,
    shown: Callable[[], Mask] | None = None,
) -> tuple[str, ...]:
    """Write a photo with a look that is baked already.

    Parameters
    ----------
    path, source, control
        As for `write_picture`.
    wear : callable
        From `wearing`.
    shown : callable or None
        The hair, at any size, of those in a photo that is no reference who alone wear the look;
        None where all do.

    Returns
    -------
    tuple of str

    Raises
    ------
    FileReadError, ImageError, FileWriteError, HairSdkError, MemoryError, Cancelled
        As `write_picture`.
    """
    control.progress(0.0, translate("HairFinder", "Reading the photo"))
    if isinstance(source, Reference):
        original = _of_reference(source)
    else:
        original = _Original(read_photo(source), shown)
    control.progress(0.3, translate("Picture", "Colouring the hair"))
    result = wear(original.photo, original.mask)
    if np.isnan(result.intensity):
        raise NoHairError(_no_hair(source))
    control.progress(0.6, path.name)
    data, lost = encode_photo(original.photo.with_pixels(_as_shown(original, result)), path)
    control.progress(1.0, path.name)
    require_parent(path)
    control.commit()
    write_bytes(path, data)
    return *map(retold, original.photo.notes), *original.remarks, *map(retold, lost)


def _hair_of(path: Path, person: int, finder: HairFinder) -> Mask:
    people = people_of(path, finder)
    return people[min(person, len(people) - 1)].mask


def picture_suffix(photo: Path) -> str:
    """What a picture of a photo ends in: the photo's own format has room for what the photo has."""
    return photo.suffix if photo.suffix.lower() in PICTURE_SUFFIXES else PICTURE_SUFFIXES[0]


def _no_hair(source: Reference | Path) -> str:
    if isinstance(source, Path):  # a head of the gallery has no mask to be painted
        return translate("Gallery", "No hair was found in {0}").format(source.name)
    return translate("HairFinder", "No hair was found in this photo. Paint it with the brush (B).")


def _of_reference(reference: Reference) -> _Original:
    photo = _photo_of(reference)
    remarks: tuple[str, ...] = ()
    if photo is None:
        photo = decode_photo(reference.encoded, reference.name)
        if not reference.builtin:
            held = (
                translate(
                    "Picture",
                    "The photo's file is gone or was changed: what the look holds of it is saved, "
                    "{0} × {1} pixels",
                )
                if reference.source
                else translate(
                    "Picture",
                    "The photo's file is not known: what the look holds of it is saved, "
                    "{0} × {1} pixels",
                )
            )
            remarks = (held.format(photo.width, photo.height),)
    mask: Mask | None = None
    if reference.builtin or reference.corrected:
        # No finer edges are looked for: what was painted is meant.
        mask = reference.mask
        if mask.shape != photo.pixels.shape[:2]:
            mask = stretch(mask, photo.height, photo.width)
    return _Original(photo, lambda: reference.mask, mask, remarks)


def _photo_of(reference: Reference) -> Photo | None:
    """The photo in its file, if that is there and shows the same still."""
    if reference.source is None:
        return None
    try:
        photo = read_photo(reference.source)
    except HairSdkError:
        return None
    empty = np.zeros(photo.pixels.shape[:2], np.float32)
    again = Reference.from_photo(photo, empty, name=reference.name)
    return photo if again.same_photo(reference) else None


def _as_shown(original: _Original, result: Recolored) -> NDArray[Any]:
    """Of several people, the new colours of those whose hair is shown; the others keep theirs."""
    if original.mask is not None or original.shown is None or len(result.heads) < 2:
        return result.image
    photo = original.photo
    shown = stretch(original.shown(), photo.height, photo.width)
    worn = [head for head in result.heads if not np.isnan(head.intensity)]
    shares = [
        np.vdot(head.mask, shown[head.window.part]) / max(head.mask.sum(), 1.0) for head in worn
    ]
    least = min(_SHOWN, max(shares))
    pixels = photo.pixels.copy()
    for head, share in zip(worn, shares, strict=True):
        if share >= least:
            hair = head.mask > 0.0
            pixels[head.window.part][hair] = result.image[head.window.part][hair]
    return pixels
