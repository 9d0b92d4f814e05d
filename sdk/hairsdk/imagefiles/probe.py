"""What can be learnt from an image file without decoding its pixels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from numbers import Real
from typing import Any

from numpy.typing import NDArray

from hairsdk.errors import ImageError, ParameterError

__all__ = ["MAX_SCANS", "UNSPECIFIED", "ImageFormat", "Probe", "check_header"]

MAX_SCANS = 100
"""Passes over its pixels in which a JPEG may come: ten are usual. A few bytes each would keep a
decoder busy for hours."""

UNSPECIFIED = 2
"""ITU-T H.273's code for primaries or a transfer function that are not told."""


@dataclass(frozen=True)
class Probe:
    """Header of an image file.

    Attributes
    ----------
    width, height : int or None
        Size in pixels as the header gives it, before any rotation; None where it gives none.
    complete : bool
        False when the file ends before its own structure says that it should.
    frames : int
        Pictures in the file: more than one in an animation or a multi-page TIFF.
    scans : int
        Passes over its pixels; those beyond one more than `MAX_SCANS` are not counted.
    cmyk : bool
        The colours are ink, not light.
    premultiplied : bool
        The colours are stored multiplied by alpha.
    unreadable : str
        In words, what OpenCV would read wrongly without a word, and what to do; empty if nothing.
    exif : bytes
        EXIF as a TIFF structure, without prefix; empty if there is none.
    icc_profile : bytes
        ICC profile; empty if there is none.
    primaries, transfer : int
        Codes of ITU-T H.273 that name the colours.
    bits : int
        Bits a channel, where they are neither 8 nor 16; else 0.
    unread : tuple of str
        What the file holds besides and is not read: "its EXIF".
    """

    width: int | None = None
    height: int | None = None
    complete: bool = True
    frames: int = 1
    scans: int = 1
    cmyk: bool = False
    premultiplied: bool = False
    unreadable: str = ""
    exif: bytes = b""
    icc_profile: bytes = b""
    primaries: int = UNSPECIFIED
    transfer: int = UNSPECIFIED
    bits: int = 0
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImageFormat:
    """One file format. Each module beside this one makes one.

    Attributes
    ----------
    name : str
        As people know it.
    suffixes : tuple of str
        Lower case, with the dot, the usual one first.
    matches : callable
        Whether a file is of this format, from its first bytes.
    probe : callable
        Reads the header.
    lacks_pixels : callable
        Whether a file that is not complete lacks more than its end mark.
    decodable : callable
        The file as OpenCV reads it right.
    damage : str
        Pattern of the lines in OpenCV's log that tell of lost pixels, where it goes on without.
    decode : callable, optional
        Decodes the file as `cv2.imdecode` would, where OpenCV cannot; None if it is damaged.
    embed : callable
        Puts EXIF and an ICC profile, in this order, into a file as OpenCV wrote it; either may
        be empty, and neither is larger than its room.
    options : callable
        `cv2.imencode`'s options for a quality of 1 to 100.
    writable : bool
        Whether photos are written in it: formats that would lose too much are only read.
    sixteen_bit, alpha : bool
        Whether it can hold them.
    needs : str
        What must be done before such files can be read, in words; empty if nothing.
    decoded_upright : bool
        Whether the decoder turns the pixels upright itself: OpenCV does, although it is told not
        to.
    exif_room, icc_room : int
        Bytes of EXIF and of an ICC profile that it can hold at most.
    largest_side : int
        Pixels of width or height that the format, or OpenCV's writer of it, can hold.
    """

    name: str
    suffixes: tuple[str, ...]
    matches: Callable[[bytes], bool]
    probe: Callable[[bytes], Probe]
    lacks_pixels: Callable[[bytes], bool] = lambda data: True
    decodable: Callable[[bytes], bytes] = lambda data: data
    damage: str = ""
    decode: Callable[[bytes], NDArray[Any] | None] | None = None
    embed: Callable[[bytes, bytes, bytes], bytes] = lambda data, exif, icc_profile: data
    options: Callable[[int], list[int]] = lambda quality: []
    writable: bool = False
    sixteen_bit: bool = False
    alpha: bool = False
    decoded_upright: bool = False
    needs: str = ""
    exif_room: int = 0
    icc_room: int = 0
    largest_side: int = 1 << 20


def check_header(probe: Probe, known: ImageFormat, name: str, max_pixels: int) -> None:
    """Raise `ImageError` if a photo must not be decoded by what its header says.

    Raise `ParameterError` if `max_pixels` is no number above 0.
    """
    if not isinstance(max_pixels, Real) or not max_pixels > 0:
        raise ParameterError(f"max_pixels is a number of pixels, found {max_pixels!r}")
    if probe.width is not None and probe.height is not None:
        size = f"{probe.width} × {probe.height}"
        if probe.width <= 0 or probe.height <= 0:
            raise ImageError(f"{name} has no pixels: its {known.name} header says {size}")
        if probe.width * probe.height > max_pixels:
            raise ImageError(
                f"{name} is {size} pixels; at most {max_pixels / 10**6:.3g} megapixels are read: "
                "scale it down"
            )
    if probe.scans > MAX_SCANS:
        raise ImageError(
            f"{name} is a {known.name} of more than {MAX_SCANS} scans, which would take hours to "
            "read: save it anew"
        )
    if probe.unreadable:
        raise ImageError(f"{name} is a {known.name} that would be misread: {probe.unreadable}")
