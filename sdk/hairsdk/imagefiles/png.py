"""PNG (third edition): chunks; EXIF in eXIf, ICC in iCCP, APNG's frame count in acTL."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from hairsdk.imagefiles.probe import ImageFormat, Probe

__all__ = ["FORMAT"]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_END_OF_HEADER = len(_SIGNATURE) + 25
_LARGEST_PROFILE = 1 << 24
_LARGEST_CHUNK = 0x7FFFFFFF
_GREY = 0


def _matches(data: bytes) -> bool:
    return data.startswith(_SIGNATURE)


def _probe(data: bytes) -> Probe:
    width = height = None
    frames = 1
    exif = profile = b""
    complete = False
    colour_type = None
    unread = []
    for kind, start, end in _chunks(data):
        if kind == b"IHDR" and end - start >= 10:
            width, height, _, colour_type = struct.unpack_from(">IIBB", data, start)
        elif kind == b"tRNS" and colour_type == _GREY:
            # OpenCV reads it of colours and palettes only.
            unread.append("its transparency")
        elif kind == b"acTL" and end - start >= 4:
            frames = max(1, struct.unpack_from(">I", data, start)[0])
        elif kind == b"eXIf":
            exif = data[start:end]
        elif kind == b"iCCP":
            profile = _inflate(data[start:end])
        elif kind == b"IEND":
            complete = True
            break
    return Probe(
        width=width,
        height=height,
        complete=complete,
        frames=frames,
        exif=exif,
        icc_profile=profile,
        unread=tuple(unread),
    )


def _embed(data: bytes, exif: bytes, icc_profile: bytes) -> bytes:
    chunks = b""
    if icc_profile:
        chunks += _chunk(b"iCCP", b"ICC profile\0\0" + zlib.compress(icc_profile))
    if exif:
        chunks += _chunk(b"eXIf", exif)
    return data[:_END_OF_HEADER] + chunks + data[_END_OF_HEADER:]


def _inflate(body: bytes) -> bytes:
    compressed = body.partition(b"\0")[2][1:]
    unpacker = zlib.decompressobj()
    try:
        profile = unpacker.decompress(compressed, _LARGEST_PROFILE)
    except zlib.error:
        return b""
    return profile if unpacker.eof else b""


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    place = len(_SIGNATURE)
    while place + 12 <= len(data):
        length = struct.unpack_from(">I", data, place)[0]
        if place + 12 + length > len(data):
            return
        yield data[place + 4 : place + 8], place + 8, place + 8 + length
        place += 12 + length


FORMAT = ImageFormat(
    name="PNG",
    suffixes=(".png", ".apng"),
    matches=_matches,
    probe=_probe,
    embed=_embed,
    writable=True,
    sixteen_bit=True,
    alpha=True,
    exif_room=_LARGEST_CHUNK,
    icc_room=_LARGEST_CHUNK,
)
