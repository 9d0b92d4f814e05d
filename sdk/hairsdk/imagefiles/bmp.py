"""Windows bitmap: no place for metadata that anyone reads."""

from __future__ import annotations

import struct

from hairsdk.imagefiles.probe import ImageFormat, Probe

__all__ = ["FORMAT"]


def _matches(data: bytes) -> bool:
    return data[:2] == b"BM" and data[6:10] == b"\0\0\0\0"


def _probe(data: bytes) -> Probe:
    if len(data) < 34:
        return Probe(complete=False)
    pixels, header = struct.unpack_from("<II", data, 10)
    if header < 40:
        width, height, _, bits = struct.unpack_from("<HHHH", data, 18)
        compression = 0
    else:
        width, height, _, bits, compression = struct.unpack_from("<iiHHI", data, 18)
    rows = abs(height)
    needed = pixels + rows * ((width * bits + 31) // 32 * 4) if compression == 0 else pixels
    return Probe(width=width, height=rows, complete=len(data) >= needed)


FORMAT = ImageFormat(
    name="BMP",
    suffixes=(".bmp", ".dib"),
    matches=_matches,
    probe=_probe,
    writable=True,
)
