"""JPEG (ITU T.81): its segments, EXIF in APP1, ICC in APP2 (ICC.1, annex B.4)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

import cv2
import numpy as np

from hairsdk.imagefiles.pixels import LIBJPEG_WARNING, decoded
from hairsdk.imagefiles.probe import MAX_SCANS, ImageFormat, Probe

__all__ = ["FORMAT"]

_END = b"\xff\xd9"
_EXIF = b"Exif\0\0"
_ICC = b"ICC_PROFILE\0"
_APP0, _APP1, _APP2, _SOS, _EOI = 0xE0, 0xE1, 0xE2, 0xDA, 0xD9
_GAIN_MAPS = (b"hdrgm:", b"urn:iso:std:iso:ts:21496:-1", b"aux:hdrgainmap")
"""How Adobe and Google, ISO and Apple mark the picture that holds the HDR part of a photo."""

_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""One that ends the data of a scan."""

_RESTART = re.compile(rb"\xff([\xd0-\xd7])")
_FILLS = b"\x11\x55\x5a\xaa"
"""Data as it might go on. Several: one may by chance decode to what the end mark alone gives."""

_SEQUENTIAL, _PROGRESSIVE = (0xC0, 0xC1), 0xC2
_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SEGMENT_ROOM = 0xFFFF - 2
_ICC_PIECE = _SEGMENT_ROOM - len(_ICC) - 2


def _matches(data: bytes) -> bool:
    return data[:3] == b"\xff\xd8\xff"


def _probe(data: bytes) -> Probe:
    width = height = None
    components = 3
    exif = b""
    parts: dict[int, bytes] = {}
    complete, scans = False, 0
    for marker, start, end in _segments(data):
        body = data[start:end]
        if marker in _FRAME_HEADERS and len(body) >= 6:
            height, width, components = struct.unpack_from(">HHB", body, 1)
        elif marker == _APP1 and body.startswith(_EXIF) and not exif:
            exif = body[len(_EXIF) :]
        elif marker == _APP2 and body.startswith(_ICC) and len(body) > 14:
            parts[body[12]] = body[14:]
        elif marker == _SOS:
            # A byte FF in the compressed data is followed by 00, so this is the real end.
            complete = complete or data.find(_END, end) >= 0
            scans += 1
            if scans > MAX_SCANS:
                break
    profile = b"".join(parts[number] for number in sorted(parts))
    return Probe(
        width=width,
        height=height,
        complete=complete,
        scans=scans,
        cmyk=components == 4,
        exif=exif,
        icc_profile=profile,
        unread=("its HDR gain map",) if any(mark in data for mark in _GAIN_MAPS) else (),
    )


def _lacks_pixels(data: bytes) -> bool:
    """Whether the picture is cut off; some cameras and scanners leave out the end mark alone.

    What comes after all of its pixels does not change them.
    """
    kind, scan, missing = 0, 0, {-1}
    for marker, start, end in _segments(data):
        body = data[start:end]
        if marker in _FRAME_HEADERS and len(body) >= 6:
            kind = marker
            missing = {64 * name + k for name in body[6::3] for k in range(64)}
        elif marker == _SOS and len(body) >= 4:
            scan = end
            first, last, bits = body[-3:]
            if not bits & 15:  # Else less than its lowest bit is still to come.
                missing -= {64 * name + k for name in body[1:-3:2] for k in range(first, last + 1)}
    if missing or kind not in (*_SEQUENTIAL, _PROGRESSIVE):
        return True
    # Zeros fill up buffers, and downloads that broke off. A few may be data, as is one behind FF.
    whole = data.rstrip(b"\0")
    if whole.endswith(b"\xff"):
        whole = data[: len(whole) + 1]
    few = whole if data.endswith(bytes(64)) else data
    return all(_is_cut(rest, scan, kind) for rest in {whole, few})


def _is_cut(data: bytes, scan: int, kind: int) -> bool:
    """Whether the last scan, whose data begin there, ends before its pixels do."""
    # Half a mark, be it the end's.
    data = data.removesuffix(b"\xff")
    pixels = decoded(data + _END, LIBJPEG_WARNING)
    if pixels is None or _warnings_are_heard():
        return pixels is None
    return kind == _PROGRESSIVE or any(
        other is None or not np.array_equal(pixels, other)
        for other in (decoded(data + more + _END) for more in _continued(data[scan:]))
    )


def _warnings_are_heard() -> bool:
    """Whether what libjpeg writes to stderr can be caught: not where a process has none."""
    cut = cv2.imencode(".jpg", np.zeros((64, 64), np.uint8))[1].tobytes()[:-8]
    return decoded(cut + _END, LIBJPEG_WARNING) is None


def _continued(scan: bytes) -> Iterator[bytes]:
    """What might follow the data of a scan, wherever it was cut off: also between restarts."""
    restarts = _RESTART.findall(scan)
    following = restarts[-1][0] - 0xD0 + 1 if restarts else 0
    for fill in _FILLS:
        yield b"".join(
            64 * bytes((fill,)) + bytes((0xFF, 0xD0 + number % 8))
            for number in range(following, following + 9)
        )


def _decodable(data: bytes) -> bytes:
    return data if data.endswith(_END) else data + _END


def _embed(data: bytes, exif: bytes, icc_profile: bytes) -> bytes:
    segments = b""
    if exif:
        segments += _segment(_APP1, _EXIF + exif)
    pieces = [icc_profile[i : i + _ICC_PIECE] for i in range(0, len(icc_profile), _ICC_PIECE)]
    for number, piece in enumerate(pieces, start=1):
        segments += _segment(_APP2, _ICC + bytes((number, len(pieces))) + piece)
    marker, _, end = next(_segments(data))
    place = end if marker == _APP0 else 2
    return data[:place] + segments + data[place:]


def _options(quality: int) -> list[int]:
    """Full colour resolution: at half of it, hair's colour bleeds into skin and background."""
    return [
        cv2.IMWRITE_JPEG_QUALITY,
        quality,
        cv2.IMWRITE_JPEG_OPTIMIZE,
        1,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444,
    ]


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of the body of each segment, the scans' headers included."""
    place = 2
    while place + 4 <= len(data):
        if data[place] != 0xFF:
            return
        marker = data[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            place += 2
            continue
        length = struct.unpack_from(">H", data, place + 2)[0]
        if marker == _EOI or length < 2 or place + 2 + length > len(data):
            return
        yield marker, place + 4, place + 2 + length
        place += 2 + length
        if marker == _SOS:
            following = _MARKER.search(data, place)
            place = following.start() if following else len(data)


FORMAT = ImageFormat(
    name="JPEG",
    suffixes=(".jpg", ".jpeg", ".jpe", ".jfif"),
    matches=_matches,
    probe=_probe,
    lacks_pixels=_lacks_pixels,
    decodable=_decodable,
    embed=_embed,
    options=_options,
    writable=True,
    exif_room=_SEGMENT_ROOM - len(_EXIF),
    icc_room=255 * _ICC_PIECE,
    largest_side=65500,
)
