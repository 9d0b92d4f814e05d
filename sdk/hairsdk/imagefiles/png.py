"""PNG (third edition): chunks; EXIF in eXIf, APNG's frame count in acTL.

Colours in iCCP, cICP, sRGB or cHRM and gAMA, in this order: the specification has cICP before iCCP,
but who writes both means the same, and a profile is carried on as it is; unless it is of tables,
as HDR's are, which are not read here.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from hairsdk.icc import make_profile
from hairsdk.imagefiles.probe import UNSPECIFIED, ImageFormat, Probe
from hairsdk.rgb_space import foreign_space, read_space

__all__ = ["FORMAT"]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_END_OF_HEADER = len(_SIGNATURE) + 25
_LARGEST_PROFILE = 1 << 24
_LARGEST_CHUNK = 0x7FFFFFFF
_GREY = 0
_SRGB = (1, 13)
"""Primaries and transfer function by ITU-T H.273."""


def _matches(data: bytes) -> bool:
    return data.startswith(_SIGNATURE)


def _probe(data: bytes) -> Probe:
    width = height = None
    frames = 1
    exif = profile = b""
    complete = False
    colour_type = None
    codes: tuple[int, int] | None = None
    measured: dict[bytes, bytes] = {}
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
        elif kind == b"cICP" and end - start >= 2:
            codes = data[start], data[start + 1]
        elif kind in (b"sRGB", b"cHRM", b"gAMA"):
            measured[kind] = data[start:end]
        elif kind == b"IEND":
            complete = True
            break
    if codes is not None and read_space(profile) is None:
        profile = b""
    if codes is None and b"sRGB" in measured:
        codes = _SRGB
    if codes is None and not profile:
        profile = _measured(measured.get(b"cHRM", b""), measured.get(b"gAMA", b""))
    primaries, transfer = codes or (UNSPECIFIED, UNSPECIFIED)
    return Probe(
        width=width,
        height=height,
        complete=complete,
        frames=frames,
        exif=exif,
        icc_profile=profile,
        primaries=primaries,
        transfer=transfer,
        unread=tuple(unread),
    )


def _measured(chromaticities: bytes, gamma: bytes) -> bytes:
    """An ICC profile of what cHRM and gAMA say; empty if they say sRGB, or nothing of use."""
    if len(chromaticities) != 32 or len(gamma) != 4:
        return b""
    white_x, white_y, *rest = (n / 100_000 for n in struct.unpack(">8I", chromaticities))
    red, green, blue = zip(rest[::2], rest[1::2], strict=True)
    points = (red, green, blue, (white_x, white_y))
    power = 100_000 / max(struct.unpack(">I", gamma)[0], 1)
    try:
        # Programs disagree so much about the powers of sRGB's primaries that viewers ignore them.
        if power > 10 or foreign_space(make_profile("sRGB", points)) is None:
            return b""
        return make_profile("cHRM and gAMA of a PNG", points, power)
    except ValueError:
        return b""


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
