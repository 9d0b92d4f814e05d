"""WebP (RFC 9649): RIFF chunks; EXIF and ICC need the extended header VP8X."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import cv2

from hairsdk.imagefiles.probe import ImageFormat, Probe

__all__ = ["FORMAT"]

_LARGEST_CHUNK = 0xFFFFFFFF - 1
_HAS_ICC, _HAS_ALPHA, _HAS_EXIF = 0x20, 0x10, 0x08


def _matches(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def _probe(data: bytes) -> Probe:
    size = struct.unpack_from("<I", data, 4)[0]
    width, height, _ = _canvas(data)
    exif = profile = b""
    frames = 0
    for kind, start, end in _chunks(data):
        if kind == b"EXIF":
            exif = data[start:end].removeprefix(b"Exif\0\0")
        elif kind == b"ICCP":
            profile = data[start:end]
        elif kind == b"ANMF":
            frames += 1
    return Probe(
        width=width,
        height=height,
        complete=size + 8 <= len(data),
        frames=max(1, frames),
        exif=exif,
        icc_profile=profile,
    )


def _embed(data: bytes, exif: bytes, icc_profile: bytes) -> bytes:
    if not exif and not icc_profile:
        return data
    width, height, alpha = _canvas(data)
    if width is None or height is None:
        return data
    flags = _HAS_ALPHA * alpha | _HAS_EXIF * bool(exif) | _HAS_ICC * bool(icc_profile)
    body = _chunk(
        b"VP8X",
        bytes((flags, 0, 0, 0)) + _three_bytes(width - 1) + _three_bytes(height - 1),
    )
    if icc_profile:
        body += _chunk(b"ICCP", icc_profile)
    for kind, start, end in _chunks(data):
        if kind not in (b"VP8X", b"ICCP", b"EXIF"):
            body += _chunk(kind, data[start:end])
    if exif:
        body += _chunk(b"EXIF", exif)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _options(quality: int) -> list[int]:
    """100 asks for lossless, which OpenCV writes above 100."""
    return [cv2.IMWRITE_WEBP_QUALITY, quality if quality < 100 else 101]


def _canvas(data: bytes) -> tuple[int | None, int | None, bool]:
    """Width, height and whether there is alpha, from whichever header comes first."""
    for kind, start, end in _chunks(data):
        body = data[start : min(end, start + 16)]
        if kind == b"VP8X" and len(body) >= 10:
            width = int.from_bytes(body[4:7], "little") + 1
            height = int.from_bytes(body[7:10], "little") + 1
            return width, height, bool(body[0] & _HAS_ALPHA)
        if kind == b"VP8L" and len(body) >= 5:
            bits = int.from_bytes(body[1:5], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bool(bits >> 28 & 1)
        if kind == b"VP8 " and len(body) >= 10:
            lossy_width, lossy_height = struct.unpack_from("<HH", body, 6)
            return lossy_width & 0x3FFF, lossy_height & 0x3FFF, False
    return None, None, False


def _three_bytes(value: int) -> bytes:
    return value.to_bytes(3, "little")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) & 1)


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of each chunk; a chunk cut off by the end of the file ends there."""
    place = 12
    while place + 8 <= len(data):
        length = struct.unpack_from("<I", data, place + 4)[0]
        start = place + 8
        yield data[place : place + 4], start, min(start + length, len(data))
        place = start + length + (length & 1)


FORMAT = ImageFormat(
    name="WebP",
    suffixes=(".webp",),
    matches=_matches,
    probe=_probe,
    embed=_embed,
    options=_options,
    writable=True,
    alpha=True,
    exif_room=_LARGEST_CHUNK,
    icc_room=_LARGEST_CHUNK,
    largest_side=16383,
)
