"""Photos on their way into a document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hairsdk.errors import FileReadError, ImageError
from hairsdk.files import read_bytes
from hairsdk.images import READABLE_SUFFIXES, Photo, decode_photo
from hairstudio.document.reference import Mask, Pixels, Reference
from hairstudio.services.control import TaskControl
from hairstudio.services.hair import HairFinder
from hairstudio.services.people import of_one_person
from hairstudio.services.translate import translate

__all__ = ["PHOTO_FILTER", "Intake", "read_mask", "take_in"]

_MAX_BYTES = 1 << 30
PHOTO_FILTER = " ".join(f"*{suffix}" for suffix in READABLE_SUFFIXES)


@dataclass(frozen=True, eq=False)
class Intake:
    """A new reference, and what the artist should know of it."""

    reference: Reference
    remarks: tuple[str, ...] = ()
    trouble: str = ""
    """Why its hair could not even be looked for; among the remarks, too."""


def take_in(
    source: Path | Pixels,
    finder: HairFinder,
    control: TaskControl,
    name: str = "",
    person: int = 0,
) -> Intake:
    """Read a photo and find its hair.

    Parameters
    ----------
    source : Path or ndarray of uint8, shape (H, W, 3)
    finder : HairFinder
    control : TaskControl
    name : str
        What to call it; a file's own name otherwise.
    person : int
        Which of the people in it, from 0, who has the most hair.

    Raises
    ------
    FileReadError, ImageError
        The photo cannot be read; the message is fit to show.
    Cancelled
    """
    control.progress(0.05, translate("HairFinder", "Reading the photo"))
    path: Path | None = None
    if isinstance(source, Path):
        if source.is_dir():
            raise FileReadError(f"{source.name} is a folder; drop a photo here", source)
        data = read_bytes(source, _MAX_BYTES)
        photo = decode_photo(data, source.name)
        name = name or source.stem
        path = source.absolute()
    else:
        data = b""
        photo = Photo(np.ascontiguousarray(source))
        name = name or "Photo"
    if min(photo.width, photo.height) < 16:
        raise ImageError(f"{name} is only {photo.width} × {photo.height} pixels: too small to use")
    control.progress(0.3, translate("HairFinder", "Finding the hair"))
    empty = np.zeros((photo.height, photo.width), np.float32)
    reference = Reference.from_photo(photo, empty, name=name, data=data, source=path)
    found = finder.find(reference.image)
    control.progress(0.95, "")
    mask, remark = of_one_person(reference.image, found, person)
    remarks = (*photo.notes, remark) if remark else photo.notes
    trouble = found.remark if found.failed else ""
    return Intake(reference.with_found(mask).measured(), remarks, trouble)


def read_mask(path: Path, shape: tuple[int, int]) -> Mask:
    """Read a mask painted elsewhere: white is hair, black and transparent are not.

    Parameters
    ----------
    path : Path
    shape : (int, int)
        Of the reference; a mask as large as the photo was before it was shrunk fits, too.

    Raises
    ------
    FileReadError, ImageError
        It cannot be read, or is not of the photo's size.
    """
    photo = decode_photo(read_bytes(path, _MAX_BYTES), path.name)
    white = photo.rgb.max(axis=2).astype(np.float32) / np.float32(255.0)
    if photo.alpha is not None:
        white *= photo.alpha.astype(np.float32) / np.float32(np.iinfo(photo.alpha.dtype).max)
    mask = Reference.from_photo(photo, white, name=path.name).mask
    if mask.shape != shape:
        raise ImageError(
            f"{path.name} is {photo.width} × {photo.height} pixels, the photo {shape[1]} × "
            f"{shape[0]}; a mask must be of the photo's size"
        )
    return mask
