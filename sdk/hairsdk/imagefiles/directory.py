"""Directories of TIFF 6.0, section 2: a TIFF's own, and those of EXIF."""

from __future__ import annotations

import struct
from collections.abc import Iterator

__all__ = ["entries"]


def entries(data: bytes, order: str, directory: int) -> Iterator[tuple[int, int, int, int]]:
    """Tag, type, count and the offset of the value field of each entry that is whole.

    Parameters
    ----------
    data : bytes
    order : str
        Of bytes, as `struct` writes it: "<" or ">".
    directory : int
        Offset of the directory; at 0 there is none.
    """
    if not 0 < directory <= len(data) - 2:
        return
    count = struct.unpack_from(order + "H", data, directory)[0]
    for at in range(directory + 2, min(directory + 2 + 12 * count, len(data) - 11), 12):
        tag, kind, length = struct.unpack_from(order + "HHI", data, at)
        yield tag, kind, length, at + 8
