"""Boxes of HEIF and AVIF (ISO 14496-12, ISO 23008-12): what readers do not tell of a picture."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from hairsdk.imagefiles.probe import UNSPECIFIED

__all__ = ["PictureBoxes", "read_boxes"]


@dataclass(frozen=True)
class PictureBoxes:
    """Properties of a file's primary picture.

    Attributes
    ----------
    primaries, transfer : int
        Codes of ITU-T H.273; `UNSPECIFIED` where the file tells none.
    bits : int
        Bits a channel.
    """

    primaries: int = UNSPECIFIED
    transfer: int = UNSPECIFIED
    bits: int = 8


def read_boxes(data: bytes) -> PictureBoxes:
    """Properties of the primary picture; the usual ones where they cannot be found."""
    try:
        return _read(data)
    except (struct.error, IndexError, KeyError, StopIteration):
        return PictureBoxes()


def _read(data: bytes) -> PictureBoxes:
    # What comes behind is the pictures, or anything else, of any length.
    start, end = next((a, b) for kind, a, b in _boxes(data, 0, len(data)) if kind == b"meta")
    meta = _inside(data, start + 4, end)
    properties = _inside(data, *meta[b"iprp"])
    whole = list(_boxes(data, *properties[b"ipco"]))
    start, _ = meta[b"pitm"]
    # Its item's number is longer in later versions of the box.
    primary = struct.unpack_from(">H" if data[start] == 0 else ">I", data, start + 4)[0]
    primaries = transfer = UNSPECIFIED
    bits = 8
    for index in _properties(data, properties[b"ipma"][0], primary):
        kind, start, _ = whole[index - 1]
        if kind == b"colr" and data[start : start + 4] == b"nclx":
            primaries, transfer = struct.unpack_from(">HH", data, start + 4)
        elif kind == b"pixi":
            bits = max(bits, data[start + 5])
        elif kind == b"av1C" and data[start + 2] & 0x40:
            bits = max(bits, 12 if data[start + 2] & 0x20 else 10)
    return PictureBoxes(primaries, transfer, bits)


def _properties(data: bytes, place: int, item: int) -> list[int]:
    """Numbers of an item's properties, from 1, by the box of associations."""
    version, is_wide = data[place], data[place + 3] & 1
    (count,) = struct.unpack_from(">I", data, place + 4)
    place += 8
    for _ in range(count):
        (number,) = struct.unpack_from(">H" if version == 0 else ">I", data, place)
        place += 2 if version == 0 else 4
        amount = data[place]
        code = f">{amount}{'H' if is_wide else 'B'}"
        if number == item:
            # The highest bit says that readers must know the property.
            mask = 0x7FFF if is_wide else 0x7F
            numbers = [each & mask for each in struct.unpack_from(code, data, place + 1)]
            return [each for each in numbers if each]
        place += 1 + struct.calcsize(code)
    return []


def _inside(data: bytes, start: int, end: int) -> dict[bytes, tuple[int, int]]:
    """Start and end of what each box holds, by its name; the first of a name."""
    found: dict[bytes, tuple[int, int]] = {}
    for kind, first, last in _boxes(data, start, end):
        found.setdefault(kind, (first, last))
    return found


def _boxes(data: bytes, place: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    while place + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, place)
        header = 8
        if size == 1:
            header, size = 16, struct.unpack_from(">Q", data, place + 8)[0]
        elif size == 0:
            size = end - place
        if size < header:
            return
        yield kind, place + header, min(place + size, end)
        place += size
