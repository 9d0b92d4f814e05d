"""Photos as people have them: read with all that must be carried on, written without loss.

Carried on: transparency, 16-bit precision, the ICC profile, and EXIF in JPEG, PNG and WebP.
The pixels are not converted: a Display P3 photo stays one, byte for byte where there is no
hair, and where it names its space otherwise than by a profile, it gets one. Only a format without a
place for the profile gets sRGB, as does HDR. Left behind: EXIF's thumbnail (it shows the old hair)
and XMP; and what a reader or a format has no place for, of which people are told.
"""

from __future__ import annotations

from dataclasses import replace
from numbers import Integral
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk.checks import FloatMask, checked_bytes, checked_mask, checked_path
from hairsdk.depth import as_bytes
from hairsdk.errors import FileReadError, FileWriteError, FrameError, ImageError, ParameterError
from hairsdk.files import found_at, read_bytes, write_bytes
from hairsdk.imagefiles import FORMATS, ImageFormat, Probe, describe, exif, identify, writer_for
from hairsdk.imagefiles.pixels import decoded, split, turned, unmultiplied
from hairsdk.imagefiles.probe import check_header
from hairsdk.imagefiles.space import as_sdr, hdr_of, profile_of
from hairsdk.memory import memory_errors, opencv_words
from hairsdk.photo import Photo
from hairsdk.rgb_space import foreign_space, read_space

__all__ = [
    "ALPHA_SUFFIXES",
    "FORMAT_SUFFIXES",
    "MASK_SUFFIXES",
    "MAX_PIXELS",
    "READABLE_SUFFIXES",
    "WRITABLE_SUFFIXES",
    "Photo",
    "check_mask_suffix",
    "check_photo_suffix",
    "decode_photo",
    "encode_photo",
    "read_photo",
    "write_mask",
    "write_photo",
]

READABLE_SUFFIXES = tuple(suffix for known in FORMATS for suffix in known.suffixes)
WRITABLE_SUFFIXES = tuple(
    suffix for known in FORMATS if known.writable for suffix in known.suffixes
)
FORMAT_SUFFIXES = {known.suffixes[0][1:]: known.suffixes for known in FORMATS if known.writable}
"""Names that photos are written under, the usual one first, by format: "jpg", "png" and so on."""

ALPHA_SUFFIXES = tuple(
    suffix for known in FORMATS if known.writable and known.alpha for suffix in known.suffixes
)
MASK_SUFFIXES = (".png", ".tif", ".tiff", ".bmp")

MAX_PIXELS = 1 << 28
"""268 megapixels: above any camera of today, below what would exhaust a laptop's memory."""

_MAX_FILE_BYTES = 1 << 31


def read_photo(path: str | Path, max_pixels: int = MAX_PIXELS) -> Photo:
    """Read a photo: JPEG, PNG, WebP, TIFF, BMP, GIF, JPEG 2000, PGM, PPM, HEIC or AVIF.

    The last two need the `heif` extra. The format is told by the content, not by the name.
    EXIF orientation is applied, grey and palettes become RGB, CMYK too (without its ink profile).
    Of an animation or a multi-page TIFF the first picture is taken. `Photo.notes` says so.

    Parameters
    ----------
    path : str or Path
    max_pixels : int
        Larger photos are refused by their header, before any memory is taken for them. A service
        sets it lower: a file of 1 MB may hold 100 megapixels. To read, recolour and write a photo
        takes some 16 bytes a pixel, up to 40 where it has 16 bits or transparency.

    Raises
    ------
    FileReadError
        The file is missing, a folder or unreadable.
    ImageError
        It is empty, no picture, truncated, damaged, larger than `max_pixels` or of a kind
        that cannot be handled.
    ParameterError
        `path` is no path, or `max_pixels` no number above 0.
    MemoryError
        There is too little for a photo of up to `max_pixels`.

    Examples
    --------
    >>> photo = read_photo("portrait.jpg")  # doctest: +SKIP
    >>> photo.rgb.shape  # doctest: +SKIP
    (1080, 720, 3)
    """
    path = checked_path(path, "decode_photo takes the bytes of a file")
    found = found_at(path)
    if found == "folder":
        raise FileReadError(f"{path} is a folder, a photo was expected", path)
    if found is None:
        raise FileReadError(f"{path}: no such file", path)
    return decode_photo(read_bytes(path, _MAX_FILE_BYTES), str(path), max_pixels)


@memory_errors()
def decode_photo(data: bytes, name: str = "photo", max_pixels: int = MAX_PIXELS) -> Photo:
    """Like `read_photo`, from memory.

    Both turn stderr aside for what the decoders print. A program that another thread starts
    meanwhile would inherit that: hand it a stderr of its own.

    Parameters
    ----------
    data : bytes
        The whole file.
    name : str
        What error messages call it.
    max_pixels : int
        See `read_photo`.

    Raises
    ------
    ImageError
        See `read_photo`.
    ParameterError
        `data` is something else than bytes, or `max_pixels` no number above 0.
    """
    data = checked_bytes(data, "a picture file; read_photo takes a path")
    if not data:
        raise ImageError(f"{name} is empty (0 bytes)")
    known = identify(data)
    if known is None:
        raise ImageError(
            f"{name} is {describe(data)}; photos are read as "
            + ", ".join(each.name for each in FORMATS)
        )
    if known.needs:
        raise ImageError(f"{name} is in the {known.name} format: {known.needs}")
    probe = known.probe(data)
    check_header(probe, known, name, max_pixels)
    if not probe.complete and known.lacks_pixels(data):
        raise ImageError(f"{name} is truncated: the {known.name} file ends before its picture does")
    found = known.decode(data) if known.decode else decoded(known.decodable(data), known.damage)
    if found is None:
        raise ImageError(_undecodable(known, name))
    pixels, alpha = split(found, name)
    if probe.cmyk:
        alpha = None
    if probe.premultiplied and alpha is not None:
        pixels = unmultiplied(pixels, alpha)
    if not known.decoded_upright:
        orientation = exif.orientation(probe.exif)
        pixels = turned(pixels, orientation)
        alpha = None if alpha is None else turned(alpha, orientation)
    if hdr_of(probe):
        pixels = as_sdr(pixels, probe)
    unread = list(probe.unread)
    profile = profile_of(probe)
    if probe.icc_profile and profile != probe.icc_profile and not probe.cmyk:
        unread.append("its ICC profile, which is not for RGB,")
    if probe.bits and pixels.dtype == np.uint8:
        unread.append("what it has beyond 8 bits a channel")
    return Photo(
        pixels,
        alpha,
        exif=exif.upright(probe.exif),
        icc_profile=profile,
        notes=_notes(probe, profile),
        unread=tuple(unread),
        bits=probe.bits,
    )


def write_photo(path: str | Path, photo: Photo, quality: int = 95) -> tuple[str, ...]:
    """Write a photo in the format that the suffix names, whole or not at all.

    Parameters
    ----------
    path : str or Path
        Ends in one of `WRITABLE_SUFFIXES`.
    photo : Photo
    quality : int
        1 to 100, for JPEG and WebP; 100 makes a WebP lossless.

    Returns
    -------
    tuple of str
        What the format could not hold or the reader not read, in words; empty if nothing was lost.

    Raises
    ------
    ImageError
        The suffix is not a known one, or the photo is too large for the format.
    ParameterError
        `path` is no path, `photo` no `Photo`, or `quality` no whole number from 1 to 100.
    FileWriteError
        The file cannot be written.
    MemoryError
        There is too little to encode the photo.
    """
    path = checked_path(path, "encode_photo gives the bytes of a file")
    check_photo_suffix(path)
    data, lost = encode_photo(photo, path, quality)
    write_bytes(path, data)
    return lost


@memory_errors()
def encode_photo(
    photo: Photo, path: str | Path, quality: int = 95
) -> tuple[bytes, tuple[str, ...]]:
    """Like `write_photo`, into memory: the file's bytes, and what was lost.

    Parameters
    ----------
    photo : Photo
    path : str or Path
        Its suffix names the format; no such file need be: "photo.jpg", or ".jpg", will do.
    quality : int
        1 to 100, for JPEG and WebP; 100 makes a WebP lossless.

    Returns
    -------
    bytes
    tuple of str
        See `write_photo`.

    Raises
    ------
    ImageError, ParameterError, MemoryError
        See `write_photo`.
    """
    path = checked_path(path)
    if not isinstance(photo, Photo):
        raise ParameterError(
            f"expected a Photo, found {type(photo).__name__}; photo.with_pixels(pixels) makes one "
            "of the photo that was read, Photo(pixels) a new one"
        )
    if not isinstance(quality, Integral) or not 1 <= quality <= 100:
        raise ParameterError(f"quality is a whole number from 1 to 100, this one is {quality!r}")
    if path.name.startswith("."):
        # To pathlib, ".jpg" is a name without a suffix.
        path = path.with_name(f"photo{path.name}")
    known = writer_for(path)
    if known is None:
        raise ImageError(_unknown_suffix(path, WRITABLE_SUFFIXES))
    side = max(photo.width, photo.height)
    if side > known.largest_side:
        raise ImageError(
            f"{path}: {known.name} holds {known.largest_side} pixels a side, the photo is "
            f"{photo.width} × {photo.height}; write it as PNG or TIFF"
        )
    fitted, lost = _fit(photo, known)
    pixels, alpha = fitted.pixels, fitted.alpha
    channels = [pixels] if alpha is None else [pixels, alpha[..., np.newaxis]]
    code = cv2.COLOR_RGB2BGR if alpha is None else cv2.COLOR_RGBA2BGRA
    ordered = cv2.cvtColor(np.concatenate(channels, axis=2), code)
    data = _encode(path, known.suffixes[0], ordered, known.options(int(quality)))
    return known.embed(data, fitted.exif, fitted.icc_profile), lost


def write_mask(path: str | Path, mask: FloatMask) -> None:
    """Write a mask as an 8-bit grey picture: 0 is no hair, 255 all hair.

    Parameters
    ----------
    path : str or Path
        Ends in `.png`, `.tif`, `.tiff` or `.bmp`: the formats that keep it exact.
    mask : ndarray of float, shape (H, W)
        In [0, 1]; what lies beyond is cut.

    Raises
    ------
    ImageError
        The suffix is another.
    FrameError
        The mask has another shape, or is not of floats.
    FileWriteError
        The file cannot be written.
    ParameterError
        `path` is no path.
    """
    path = checked_path(path)
    check_mask_suffix(path)
    shape = np.shape(mask)
    if len(shape) != 2 or 0 in shape:
        raise FrameError(f"a mask has shape (H, W) and no side of 0, this one {shape}")
    data = _encode(path, path.suffix.lower(), as_bytes(checked_mask(mask, *shape)), [])
    write_bytes(path, data)


def check_photo_suffix(path: str | Path) -> None:
    """Raise `ImageError` if photos are not written under such a name."""
    path = checked_path(path)
    if writer_for(path) is None:
        raise ImageError(_unknown_suffix(path, WRITABLE_SUFFIXES))


def check_mask_suffix(path: str | Path) -> None:
    """Raise `ImageError` if masks are not written under such a name."""
    path = checked_path(path)
    if path.suffix.lower() not in MASK_SUFFIXES:
        raise ImageError(_unknown_suffix(path, MASK_SUFFIXES))


def _undecodable(known: ImageFormat, name: str) -> str:
    # OpenCV can be asked by suffix for its writers only; no build has a reader without one.
    if known.decode is None and not cv2.haveImageWriter(known.suffixes[0]):
        return (
            f"{name} is a {known.name}, which this OpenCV {cv2.__version__} was built without; "
            "upgrade opencv-python"
        )
    return (
        f"{name} is damaged, or of a kind of {known.name} that is not read; where another program "
        "opens it, save it there as PNG"
    )


def _encode(path: Path, suffix: str, array: NDArray[Any], options: list[int]) -> bytes:
    try:
        done, data = cv2.imencode(suffix, array, options)
    except cv2.error as error:
        raise FileWriteError(f"cannot encode {path}: {opencv_words(error)[1]}", path) from error
    if not done:
        # What fails within libjpeg and its like OpenCV tells its own log alone; all else that it
        # could fail at was checked.
        raise MemoryError(f"cannot encode {path}: too little memory")
    return data.tobytes()


def _notes(probe: Probe, profile: bytes) -> tuple[str, ...]:
    notes = []
    if probe.frames > 1:
        notes.append(f"the first of its {probe.frames} pictures was taken")
    if probe.cmyk:
        notes.append("CMYK was converted without its ink profile; colours may be a little off")
    if hdr := hdr_of(probe):
        notes.append(f"HDR with {hdr} becomes SDR, its highlights toned down")
    if profile and read_space(profile) is None:
        notes.append("its ICC profile has more to it than curves and a matrix; it counts as sRGB")
    return tuple(notes)


def _fit(photo: Photo, known: ImageFormat) -> tuple[Photo, tuple[str, ...]]:
    """The photo as the format can hold it, and what that costs."""
    pixels, alpha = photo.pixels, photo.alpha
    exif_block, profile = photo.exif, photo.icc_profile
    lost = []
    if photo.sixteen_bit and not known.sixteen_bit:
        pixels = as_bytes(pixels)
        alpha = None if alpha is None else as_bytes(alpha)
        lost.append(f"{known.name} holds 8 bits a channel, the photo had {photo.bits or 16}")
    if alpha is not None and not known.alpha:
        most = np.float32(np.iinfo(pixels.dtype).max)
        if (alpha < most).any():
            opacity = alpha[..., np.newaxis] / most
            flat = pixels * opacity + most * (np.float32(1.0) - opacity)
            pixels = np.rint(flat).astype(pixels.dtype)
            lost.append(f"{known.name} holds no transparency: the photo was laid on white")
        alpha = None
    if len(photo.exif) > known.exif_room:
        exif_block = b""
        lost.append(_no_room(known, "EXIF", known.exif_room))
    if len(photo.icc_profile) > known.icc_room:
        profile = b""
        space = foreign_space(photo.icc_profile)
        if space is None:
            lost.append(_no_room(known, "ICC profile", known.icc_room))
        else:
            pixels = space.to_srgb(pixels)
            lost.append(f"{known.name} holds no such ICC profile: the photo became sRGB")
    lost.extend(f"{what} was left out" for what in photo.unread)
    fitted = replace(photo, pixels=pixels, alpha=alpha, exif=exif_block, icc_profile=profile)
    return fitted, tuple(lost)


def _no_room(known: ImageFormat, what: str, room: int) -> str:
    limit = f"at most {room // 1000} kB of {what}" if room else f"no {what}"
    return f"{known.name} holds {limit}: the photo's was left out"


def _unknown_suffix(path: Path, allowed: tuple[str, ...]) -> str:
    found = f"ends in {path.suffix}" if path.suffix else "has no suffix"
    return f"{path} {found}; the name must end in one of {', '.join(allowed)}"
