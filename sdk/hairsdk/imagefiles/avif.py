"""AVIF, as web pages have it: read only, where a Pillow that knows it is installed."""

from __future__ import annotations

import importlib.util
import io
import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.imagefiles.boxes import read_boxes
from hairsdk.imagefiles.pixels import decoded, filled
from hairsdk.imagefiles.probe import ImageFormat, Probe

__all__ = ["FORMAT"]

_BRANDS = (b"avif", b"avis")
_GENERAL_BRANDS = (b"mif1", b"msf1")


def _is_readable() -> bool:
    has_pillow = importlib.util.find_spec("PIL") is not None
    return has_pillow and importlib.util.find_spec("PIL._avif") is not None


def _matches(data: bytes) -> bool:
    if data[4:8] != b"ftyp":
        return False
    brand = data[8:12]
    return brand in _BRANDS or (brand in _GENERAL_BRANDS and b"avif" in data[12:64])


def _probe(data: bytes) -> Probe:
    picture = _opened(data)
    if picture is None:
        return Probe()
    width, height = picture.size
    boxes = read_boxes(data)
    return Probe(
        width=width,
        height=height,
        frames=picture.n_frames,
        exif=picture.info.get("exif", b"").removeprefix(b"Exif\0\0"),
        icc_profile=picture.info.get("icc_profile", b""),
        primaries=boxes.primaries,
        transfer=boxes.transfer,
        bits=boxes.bits if boxes.bits > 8 else 0,
    )


def _decode(data: bytes) -> NDArray[Any] | None:
    picture = _opened(data)
    if picture is None:
        return None
    bits = read_boxes(data).bits
    if bits > 8:
        # Pillow gives 8 at most.
        deep = decoded(data)
        if deep is not None and deep.dtype == np.uint16:
            return filled(deep, bits)
    try:
        pixels = np.asarray(picture)
    except _damaged():
        return None
    if pixels.ndim == 2:  # Newer versions of Pillow leave grey as it is.
        return pixels
    # Blue first, as OpenCV has it.
    return pixels[..., [2, 1, 0, 3]] if pixels.shape[2] == 4 else pixels[..., ::-1]


def _opened(data: bytes) -> Any:
    from PIL import Image

    try:
        # Of damaged EXIF it would say something on stderr.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Image.open(io.BytesIO(data), formats=["AVIF"])
    except _damaged():
        return None


def _damaged() -> tuple[type[Exception], ...]:
    from PIL import Image

    return (OSError, RuntimeError, SyntaxError, ValueError, Image.DecompressionBombError)


FORMAT = ImageFormat(
    name="AVIF",
    suffixes=(".avif",),
    matches=_matches,
    probe=_probe,
    decode=_decode,
    sixteen_bit=True,
    alpha=True,
    needs="" if _is_readable() else "pip install 'hairsdk[heif]' brings the reader",
)
