"""GIF89a: read only, since 256 colours cannot hold a recoloured photo."""

from __future__ import annotations

import struct

from hairsdk.imagefiles.probe import ImageFormat, Probe

__all__ = ["FORMAT"]

_IMAGE, _EXTENSION, _TRAILER = 0x2C, 0x21, 0x3B


def _matches(data: bytes) -> bool:
    return data[:6] in (b"GIF87a", b"GIF89a")


def _probe(data: bytes) -> Probe:
    if len(data) < 13:
        return Probe(complete=False)
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    place = 13 + _table(flags)
    frames = 0
    while place < len(data) and data[place] != _TRAILER:
        if data[place] == _EXTENSION:
            place = _after_blocks(data, place + 2)
        elif data[place] == _IMAGE and place + 9 < len(data):
            frames += 1
            place = _after_blocks(data, place + 11 + _table(data[place + 9]))
        else:
            place = len(data)
    return Probe(width=width, height=height, complete=place < len(data), frames=max(1, frames))


def _table(flags: int) -> int:
    """Bytes of the colour table that `flags` announces."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: bytes, place: int) -> int:
    while place < len(data) and data[place]:
        place += data[place] + 1
    return place + 1


FORMAT = ImageFormat(
    name="GIF",
    suffixes=(".gif",),
    matches=_matches,
    probe=_probe,
    alpha=True,
)
