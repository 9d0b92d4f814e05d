"""JPEG 2000 (ISO 15444-1), as a bare codestream or in a JP2 file: read only."""

from __future__ import annotations

import struct

from hairsdk.imagefiles.probe import ImageFormat, Probe

__all__ = ["FORMAT"]

_CODESTREAM = b"\xff\x4f\xff\x51"
_END = b"\xff\xd9"


def _matches(data: bytes) -> bool:
    return data.startswith((_CODESTREAM, b"\0\0\0\x0cjP  \r\n\x87\n"))


def _probe(data: bytes) -> Probe:
    at = data.find(_CODESTREAM)
    if at < 0 or at + 24 > len(data):
        return Probe(complete=False)
    right, bottom, left, top = struct.unpack_from(">IIII", data, at + 8)
    return Probe(width=right - left, height=bottom - top, complete=_END in data[at:])


FORMAT = ImageFormat(
    name="JPEG 2000",
    suffixes=(".jp2", ".j2k"),
    matches=_matches,
    probe=_probe,
    sixteen_bit=True,
    alpha=True,
)
