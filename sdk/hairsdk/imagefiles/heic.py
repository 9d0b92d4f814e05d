"""HEIC (ISO 23008-12) of phones, and of cameras (.HIF): read only, if pillow-heif is installed."""

from __future__ import annotations

import importlib.util
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.imagefiles.pixels import filled
from hairsdk.imagefiles.probe import UNSPECIFIED, ImageFormat, Probe

__all__ = ["FORMAT"]

_IS_READABLE = importlib.util.find_spec("pillow_heif") is not None

_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")

_DAMAGED = (EOFError, RuntimeError, SyntaxError, ValueError)
"""What libheif's errors are in Python."""


def _matches(data: bytes) -> bool:
    # AVIF may call itself by the general brand first.
    return data[4:8] == b"ftyp" and data[8:12] in _BRANDS and b"avif" not in data[12:64]


def _probe(data: bytes) -> Probe:
    picture = _opened(data)
    if picture is None:
        return Probe()
    width, height = picture.size
    info = picture.info
    codes = info.get("nclx_profile") or {}
    unread = []
    if any("gainmap" in kind.lower() for kind in info.get("aux", {})):
        unread.append("its HDR gain map")
    if info.get("depth_images"):
        unread.append("its depth")
    return Probe(
        width=width,
        height=height,
        frames=len(picture),
        premultiplied=picture.premultiplied_alpha,
        exif=(info.get("exif") or b"").removeprefix(b"Exif\0\0"),
        icc_profile=info.get("icc_profile") or b"",
        primaries=codes.get("color_primaries", UNSPECIFIED),
        transfer=codes.get("transfer_characteristics", UNSPECIFIED),
        bits=_bits(picture),
        unread=tuple(unread),
    )


def _decode(data: bytes) -> NDArray[Any] | None:
    picture = _opened(data)
    if picture is None:
        return None
    try:
        pixels: NDArray[Any] = np.asarray(picture)
    except _DAMAGED:
        return None
    if pixels.dtype == np.uint8:
        return pixels
    return filled(pixels, _bits(picture))


def _bits(picture: Any) -> int:
    bits = picture.info.get("bit_depth", 8)
    return bits if bits > 8 else 0


def _opened(data: bytes) -> Any:
    import pillow_heif

    try:
        opened = pillow_heif.open_heif(
            data, convert_hdr_to_8bit=False, hdr_to_16bit=False, bgr_mode=True
        )
    except _DAMAGED:
        return None
    return opened if len(opened) else None


FORMAT = ImageFormat(
    name="HEIC",
    suffixes=(".heic", ".heif", ".hif"),
    matches=_matches,
    probe=_probe,
    decode=_decode,
    sixteen_bit=True,
    alpha=True,
    decoded_upright=True,
    needs="" if _IS_READABLE else "pip install 'hairsdk[heif]' brings the reader",
)
