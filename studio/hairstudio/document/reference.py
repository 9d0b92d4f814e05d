"""A reference: a photo and the mask of the hair in it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from hairsdk.errors import FrameError
from hairsdk.images import Photo, decode_photo, encode_photo
from hairsdk.intensity import hair_intensity
from hairstudio.core.references import load_reference, reference_path
from hairstudio.document.packed import Packed

__all__ = [
    "WORKING_PIXELS",
    "Mask",
    "Pixels",
    "Reference",
    "builtin_reference",
    "hair_sample",
    "mask_of_steps",
    "mask_steps",
    "quantised",
]

Pixels = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.float32]

WORKING_PIXELS = 4_000_000
"""Larger photos are shrunk to this on import: no screen shows more, and colours do not change."""

_MOST_PIXELS = 4 * WORKING_PIXELS
"""What is read of a document: another program may have written it."""

_SAMPLE = 20_000
_ROWS_APART = 101
_KEEP_BYTES = 12_000_000
_KEPT_SUFFIXES = {b"\xff\xd8\xff": ".jpg", b"\x89PN": ".png", b"RIF": ".webp"}
_CLIPPED_LOW, _CLIPPED_HIGH = 1, 254
_LEVELS = np.arange(256, dtype=np.float32) / np.float32(255.0)


def quantised(mask: npt.NDArray[Any]) -> Mask:
    """Round a mask to 8 bits, as the document stores it.

    The average intensity is measured on the stored mask: a reopened look must give the very
    same number.
    """
    result = mask_of_steps(mask_steps(mask))
    result.flags.writeable = False
    return result


def mask_steps(mask: npt.NDArray[Any]) -> Pixels:
    """Return a mask in [0, 1] as numbers from 0 to 255, shape (H, W): a quarter of the memory."""
    # A tenth of the time that np.rint takes, which would hold each stroke up.
    positive = np.maximum(np.asarray(mask, np.float32), 0.0)
    return cv2.convertScaleAbs(positive, alpha=255.0).astype(np.uint8, copy=False)


def mask_of_steps(steps: Pixels) -> Mask:
    """Return the mask, float32 in [0, 1], of which `mask_steps` made numbers."""
    return cv2.LUT(steps, _LEVELS).astype(np.float32, copy=False)


def hair_sample(image: Pixels, mask: Mask) -> tuple[Pixels, Mask]:
    """Pixels of the hair, shape (1, N, 3), and their weights, (1, N), evenly thinned out.

    More than these do not change what is measured on them, only how long it takes.
    """
    index = np.flatnonzero(mask)
    # A stride that is a multiple of the width would leave columns out.
    stride = -(-len(index) // _SAMPLE) | 1 if len(index) > _SAMPLE else 1
    index = index[::stride]
    pixels: Pixels = image.reshape(-1, 3)[index][None]
    weights: Mask = mask.reshape(-1)[index][None]
    return pixels, weights


@dataclass(frozen=True, eq=False)
class Reference:
    """A photo of very light or very dark hair, and where the hair is.

    Attributes
    ----------
    name : str
        What the artist calls the photo: its file name, as a rule.
    photo : Packed of uint8, shape (H, W, 3)
        RGB, in sRGB whatever the file has, and the file that the document carries.
    hair : Packed of float32, shape (H, W)
        The mask, in [0, 1], in steps of 1/255.
    found_hair : Packed of float32, shape (H, W)
        The mask as it was found, before the artist corrected it.
    builtin : str
        Name of the built-in head, empty for the artist's own photo.
    source : Path or None
        File that the artist's photo was read from in this sitting: documents go to others, and
        name no folder of the artist's machine.
    """

    name: str
    photo: Packed[Pixels]
    hair: Packed[Mask]
    found_hair: Packed[Mask]
    builtin: str = ""
    source: Path | None = None

    def __post_init__(self) -> None:
        if len(self.photo.shape) != 3 or self.photo.shape[2] != 3:
            raise FrameError(f"a photo has shape (H, W, 3), this one has {self.photo.shape}")
        if self.hair.shape != self.photo.shape[:2]:
            raise FrameError(
                f"the mask has shape {self.hair.shape}, the photo {self.photo.shape[:2]}"
            )

    @classmethod
    def of(
        cls,
        name: str,
        image: Pixels,
        mask: npt.NDArray[Any],
        encoded: bytes = b"",
        *,
        builtin: str = "",
    ) -> Reference:
        """Build a reference from pixels and the mask that was found.

        Parameters
        ----------
        name : str
        image : ndarray of uint8, shape (H, W, 3)
        mask : ndarray of float, shape (H, W)
        encoded : bytes
            The picture file that `image` is decoded from; a PNG is made without one.
        builtin : str
        """
        hair = _packed_mask(mask)
        return cls(name, _packed_photo(image, encoded), hair, hair, builtin)

    @classmethod
    def from_photo(
        cls,
        photo: Photo,
        mask: npt.NDArray[Any],
        *,
        name: str,
        data: bytes = b"",
        source: Path | None = None,
    ) -> Reference:
        """Build a reference from a decoded photo.

        Parameters
        ----------
        photo : hairsdk.images.Photo
        mask : ndarray of float, shape of the photo
        name : str
        data : bytes
            The file the photo was read from. It is kept where that is cheap; otherwise, and
            where the photo had to be shrunk, the working pixels are stored as PNG.
        source : Path or None
            Where that file is.
        """
        image, small = _working_size(photo.srgb, mask)
        untouched = image.shape == photo.pixels.shape and not photo.sixteen_bit
        if not (untouched and data and len(data) <= _KEEP_BYTES and data[:3] in _KEPT_SUFFIXES):
            data = b""
        return replace(cls.of(name, image, small, data), source=source)

    @classmethod
    def from_bytes(
        cls, data: bytes, mask_png: bytes, *, name: str, found_png: bytes = b"", builtin: str = ""
    ) -> Reference:
        """Decode a reference as the document stores it.

        Raises
        ------
        ImageError, FrameError
            The picture or its mask is damaged, or they do not fit together.
        """
        image = np.ascontiguousarray(decode_photo(data, name, _MOST_PIXELS).srgb)
        hair = found = _packed_mask(_mask_from_png(mask_png, f"mask of {name}"), mask_png)
        if found_png:
            found = _packed_mask(_mask_from_png(found_png, f"found mask of {name}"), found_png)
        return cls(name, _packed_photo(image, data), hair, found, builtin)

    def with_mask(self, mask: npt.NDArray[Any]) -> Reference:
        """The same photo with another mask."""
        return replace(self, hair=_packed_mask(mask))

    def with_found(self, mask: npt.NDArray[Any]) -> Reference:
        """The same photo with a newly found mask."""
        hair = _packed_mask(mask)
        return replace(self, hair=hair, found_hair=hair)

    @property
    def image(self) -> Pixels:
        """The photo's pixels, shape (H, W, 3), read-only."""
        return self.photo.values

    @property
    def mask(self) -> Mask:
        """The mask, shape (H, W), read-only."""
        return self.hair.values

    @property
    def found(self) -> Mask:
        """The mask as it was found, read-only."""
        return self.found_hair.values

    @property
    def encoded(self) -> bytes:
        """The picture file that the document carries."""
        return self.photo.data

    @property
    def suffix(self) -> str:
        """Suffix that belongs to `encoded`."""
        return _KEPT_SUFFIXES.get(self.encoded[:3], ".png")

    @cached_property
    def corrected(self) -> bool:
        """Whether the artist changed the mask."""
        return not self.hair.same(self.found_hair)

    @cached_property
    def intensity(self) -> float:
        """Average hair intensity in [0, 1]; NaN if there is no hair, or too little to measure."""
        return hair_intensity(self.image, self.mask) if self.has_hair else math.nan

    def measured(self) -> Reference:
        """Itself, measured and packed: in a thread, not while the window should paint."""
        _ = self.intensity, self.coverage, self.clipped, self.corrected
        _ = self.encoded, self.mask_png
        return self

    def rest(self, beside: Iterable[Reference | None] = ()) -> None:
        """Hold as files what none of the references `beside` shows.

        A history has hundreds of strokes, or of photos.
        """
        shown = {id(part) for other in beside if other is not None for part in other._parts}
        for part in self._parts:
            if id(part) not in shown:
                part.rest()
        vars(self).pop("sample", None)

    @property
    def _parts(self) -> tuple[Packed[Any], ...]:
        return self.photo, self.hair, self.found_hair

    @property
    def has_hair(self) -> bool:
        """Whether the mask holds enough to measure anything on."""
        return bool(self.coverage > 0.0005)

    @cached_property
    def coverage(self) -> float:
        """Share of the photo that is hair, in [0, 1]."""
        return float(self.mask.mean(dtype=np.float64))

    @cached_property
    def clipped(self) -> float:
        """Share of the hair that is blown out or crushed, in [0, 1].

        A pixel counts when all its channels are at the same end of the range: a single
        saturated channel is colour, all three are lost detail.
        """
        total = float(self.mask.sum(dtype=np.float64))
        if total <= 0.0:
            return 0.0
        red, green, blue = cv2.split(self.image)
        darkest = cv2.min(cv2.min(red, green), blue)
        lightest = cv2.max(cv2.max(red, green), blue)
        lost = (lightest <= _CLIPPED_LOW) | (darkest >= _CLIPPED_HIGH)
        return float(self.mask[lost].sum(dtype=np.float64)) / total

    @cached_property
    def sample(self) -> tuple[Pixels, Mask]:
        """See `hair_sample`."""
        return hair_sample(self.image, self.mask)

    @property
    def mask_png(self) -> bytes:
        """The mask as an 8-bit grey PNG."""
        return self.hair.data

    @property
    def found_png(self) -> bytes:
        """The mask as it was found, as PNG; empty if it is the mask itself."""
        return self.found_hair.data if self.corrected else b""

    def same_photo(self, other: Reference) -> bool:
        """Whether both show the same pixels."""
        if self.photo.shape != other.photo.shape:
            return False
        # The window asks at every step: a few rows tell two photos apart, in place of millions
        # of pixels.
        few = slice(None, None, _ROWS_APART)
        return np.array_equal(self.image[few], other.image[few]) and self.photo.same(other.photo)


@lru_cache(maxsize=4)
def builtin_reference(name: str) -> Reference:
    """One of the heads that ship with the studio, with its exact mask, measured.

    Every new look begins with two of them: they are kept.

    Raises
    ------
    ParameterError, ResourceError
        There is none of that name, or the installation lacks it.
    """
    head = load_reference(name)
    data = reference_path(name).read_bytes()
    return Reference.of(head.label, head.image, head.mask, data, builtin=name).measured()


def _packed_photo(image: Pixels, encoded: bytes) -> Packed[Pixels]:
    return Packed(image, _photo_to_png, _photo_from_file, encoded)


def _packed_mask(mask: npt.NDArray[Any], png: bytes = b"") -> Packed[Mask]:
    return Packed(quantised(mask), _mask_to_png, _mask_from_png, png)


def _working_size(image: Pixels, mask: npt.NDArray[Any]) -> tuple[Pixels, Mask]:
    height, width = image.shape[:2]
    soft = np.ascontiguousarray(mask, dtype=np.float32)
    if soft.shape != (height, width):
        raise FrameError(f"the mask has shape {soft.shape}, the photo {(height, width)}")
    if height * width <= WORKING_PIXELS:
        return np.ascontiguousarray(image), soft
    scale = (WORKING_PIXELS / (height * width)) ** 0.5
    size = (max(1, int(width * scale)), max(1, int(height * scale)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return (
        np.ascontiguousarray(small, dtype=np.uint8),
        np.ascontiguousarray(cv2.resize(soft, size, interpolation=cv2.INTER_AREA), np.float32),
    )


def _photo_to_png(image: Pixels) -> bytes:
    return encode_photo(Photo(image), Path("reference.png"))[0]


def _photo_from_file(data: bytes) -> Pixels:
    return np.ascontiguousarray(decode_photo(data, "reference").srgb)


def _mask_to_png(mask: Mask) -> bytes:
    # Whoever names a compression gets all filters tried, which takes four times as long for a
    # tenth of the size.
    _, data = cv2.imencode(".png", mask_steps(mask))
    return bytes(data.tobytes())


def _mask_from_png(data: bytes, name: str = "mask") -> Mask:
    grey = decode_photo(data, name, _MOST_PIXELS).rgb[..., 0]
    return mask_of_steps(np.ascontiguousarray(grey))
