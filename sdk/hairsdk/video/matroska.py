"""The shape of pixels in Matroska and WebM: FFmpeg's writer has a place for it, PyAV no way there.

Elements are those of RFC 8794 (EBML) and RFC 9559 (Matroska): id, size, contents.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

__all__ = ["ROOM", "tell_pixel_aspect"]

ROOM = " " * 40
"""Title that the picture is to have meanwhile: the file keeps its length."""

_SEGMENT, _TRACKS, _TRACK, _NAME, _VIDEO = 0x18538067, 0x1654AE6B, 0xAE, 0x536E, 0xE0
_DISPLAY_WIDTH, _DISPLAY_HEIGHT, _DISPLAY_UNIT = 0x54B0, 0x54BA, 0x54B2
_CHECKSUM, _VOID = 0xBF, 0xEC

_HEAD = 1 << 20
"""Bytes at the beginning of a file among which its tracks are told."""


class _Element(NamedTuple):
    id: int
    start: int
    contents: int
    end: int


def tell_pixel_aspect(path: Path, width: int, height: int, aspect: Fraction) -> None:
    """Write down the shape of the pixels in a film whose picture is its first track.

    Parameters
    ----------
    path : Path
    width, height : int
        Of the picture, in pixels.
    aspect : Fraction
        Width over height of a pixel.

    Raises
    ------
    OSError
        The file cannot be read or written.
    """
    one = Fraction(1)
    shown = round(width * max(aspect, one)), round(height / min(aspect, one))
    with path.open("r+b") as file:
        head = file.read(_HEAD)
        segment = next(e for e in _elements(head, 0, len(head)) if e.id == _SEGMENT)
        tracks = next(e for e in _inside(head, segment) if e.id == _TRACKS)
        track = next(e for e in _inside(head, tracks) if e.id == _TRACK)
        told = _told(head, track, *shown)
        body = head[tracks.contents : track.contents] + told + head[track.end : tracks.end]
        first = next(_elements(body, 0, len(body)))
        if first.id == _CHECKSUM:
            checksum = zlib.crc32(body[first.end :]).to_bytes(4, "little")
            body = body[: first.contents] + checksum + body[first.end :]
        file.seek(tracks.contents)
        file.write(body)


def _told(data: bytes, track: _Element, width: int, height: int) -> bytes:
    """A track's contents, as long as before: what the title took is the picture's now."""
    parts = []
    for child in _inside(data, track):
        if child.id == _VIDEO:
            told = (_DISPLAY_WIDTH, _DISPLAY_HEIGHT, _DISPLAY_UNIT)
            kept = [data[e.start : e.end] for e in _inside(data, child) if e.id not in told]
            kept.append(_element(_DISPLAY_WIDTH, width.to_bytes(8, "big")))
            kept.append(_element(_DISPLAY_HEIGHT, height.to_bytes(8, "big")))
            parts.append(_element(_VIDEO, b"".join(kept)))
        elif child.id != _NAME:
            parts.append(data[child.start : child.end])
    contents = b"".join(parts)
    spare = track.end - track.contents - len(contents)
    return contents + _element(_VOID, bytes(spare - len(_element(_VOID, b""))))


def _inside(data: bytes, element: _Element) -> Iterator[_Element]:
    return _elements(data, element.contents, element.end)


def _elements(data: bytes, at: int, end: int) -> Iterator[_Element]:
    while at < end:
        after_id = at + _length(data[at])
        contents = after_id + _length(data[after_id])
        size = int.from_bytes(data[after_id:contents], "big")
        size &= (1 << 7 * (contents - after_id)) - 1
        stop = min(contents + size, end)
        yield _Element(int.from_bytes(data[at:after_id], "big"), at, contents, stop)
        at = stop


def _length(first: int) -> int:
    """Bytes of a number by its first one, which has as many bits of 0 in front, less one."""
    return 9 - first.bit_length()


def _element(name: int, contents: bytes) -> bytes:
    size = (1 << 28 | len(contents)).to_bytes(4, "big")
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + size + contents
