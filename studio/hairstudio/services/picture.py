"""A photo with the look on its hair, as large as it is, in a file for the client."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from hairstudio.services.heads import people_of
from hairstudio.services.retold import retold
from hairstudio.services.translate import translate

if TYPE_CHECKING:
    from hairsdk.preset import Preset
    from hairsdk.recolored import Recolored

__all__ = ["PICTURE_SUFFIXES", "write_picture"]

PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp")

_SHOWN = 0.5
"""Part of a person's hair that a mask has, which was found at another size, if it is theirs."""


@dataclass(frozen=True, eq=False)
class _Original:
    """A photo, what is known of its hair, and what the artist should know of it.

    Attributes
    ----------
    photo : Photo
    shown : callable
        The hair that the artist sees the look on, at any size: of several people perhaps one's.
    mask : ndarray or None
        The hair, where it is not looked for.
    remarks : tuple of str
    """

    photo: Photo
    shown: Callable[[], Mask]
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
    control.progress(0.0, translate("HairFinder", "Reading the photo"))
    if isinstance(source, Reference):
        original = _of_reference(source)
    else:
        original = _of_file(source, person, finder)
    control.progress(0.2, translate("Picture", "Baking the look"))
    preset = make_preset(look, recipe=False)
    if position is not None:
        lut = blend_luts(preset.dark, preset.light, position)
        preset = replace(preset, dark=lut, light=lut)
    control.progress(0.4, translate("Picture", "Colouring the hair"))
    result = _recoloured(original, preset, finder)
    if np.isnan(result.intensity):
        raise HairSdkError(_no_hair(source))
    pixels = result.image if original.mask is not None else _as_shown(original, result)
    control.progress(0.7, path.name)
    data, lost = encode_photo(original.photo.with_pixels(pixels), path)
    control.progress(1.0, path.name)
    require_parent(path)
    control.commit()
    write_bytes(path, data)
    return *map(retold, original.photo.notes), *original.remarks, *map(retold, lost)


def _no_hair(source: Reference | Path) -> str:
    if isinstance(source, Path):  # a head of the gallery has no mask to be painted
        return translate("Gallery", "No hair was found in {0}").format(source.name)
    return translate("HairFinder", "No hair was found in this photo. Paint it with the brush (B).")


def _of_file(path: Path, person: int, finder: HairFinder) -> _Original:
    def shown() -> Mask:
        people = people_of(path, finder)
        return people[min(person, len(people) - 1)].mask

    return _Original(read_photo(path), shown)


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


def _recoloured(original: _Original, preset: Preset, finder: HairFinder) -> Recolored:
    # With a mask no network is asked: not even an own one that is gone stands in the way.
    own = original.mask is None
    model, wish = (finder.model, finder.wish) if own else (DEFAULT_MODEL, "cpu")
    with open_recolorer(preset, model, wish) as recolorer:
        photo = original.photo
        return recolorer.still(photo.pixels, photo.icc_profile, original.mask)


def _as_shown(original: _Original, result: Recolored) -> NDArray[Any]:
    """Of several people, the new colours of those whose hair is shown; the others keep theirs."""
    if len(result.heads) < 2:
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
