"""TIFF 6.0 (classic, 32-bit offsets): the directories; the ICC profile in tag 34675.

EXIF is not carried, which the probe tells: in a TIFF it is spread over the file and would have to
be rewritten whole.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from hairsdk.imagefiles.directory import entries
from hairsdk.imagefiles.probe import ImageFormat, Probe

__all__ = ["FORMAT"]

_WIDTH, _HEIGHT, _BITS, _PHOTOMETRIC, _SAMPLES, _PLANES, _EXTRA = 256, 257, 258, 262, 277, 284, 338
_COMPRESSION = 259
_SUBFILE, _EXIF, _ICC, _DNG = 254, 34665, 34675, 50706
_SHORT, _UNDEFINED = 3, 7
_NUMBERS = {1: "B", 3: "H", 4: "I"}
"""Types of whole numbers; libtiff takes any of them for another."""
_MIN_IS_WHITE, _MIN_IS_BLACK, _SEPARATED = 0, 1, 5
_LAB = (8, 9, 10)
_COMPRESSIONS = {*range(1, 9), 32766, 32771, 32773, 32809, 32909, 32946, 34661, 34676, 34677, 34887}
_COMPRESSIONS |= {34925, 50000, 50001}
"""Those that libtiff knows: it refuses what it was built without, but others come out black."""
_RAW = (32803, 34892)
_REDUCED = 1
_IN_PLANES = 2
_ASSOCIATED_ALPHA, _UNASSOCIATED_ALPHA = 1, 2
_MOST_PAGES = 10_000
_LARGEST_PROFILE = 0x7FFFFFFF


def _matches(data: bytes) -> bool:
    return data[:4] in (b"II*\0", b"MM\0*")


def _probe(data: bytes) -> Probe:
    order = _order(data)
    directories = list(_directories(data, order))
    if not directories:
        return Probe(complete=False)
    fields = {
        tag: (kind, count, at) for tag, kind, count, at in entries(data, order, directories[0])
    }

    def number(tag: int) -> int | None:
        """The first value."""
        kind, count, at = fields.get(tag, (0, 0, 0))
        if kind not in _NUMBERS:
            return None
        code = _NUMBERS[kind]
        size = struct.calcsize(order + code)
        if count * size > 4:
            # They do not fit the field, which says where they are.
            at = struct.unpack_from(order + "I", data, at)[0]
        return struct.unpack_from(order + code, data, at)[0] if at + size <= len(data) else None

    is_deep = number(_BITS) == 16
    # Cameras' raw photos begin with a preview the size of a stamp.
    is_preview = bool((number(_SUBFILE) or 0) & _REDUCED) or data[8:10] == b"CR"
    photometric = number(_PHOTOMETRIC)
    samples = number(_SAMPLES) or 1
    in_planes = samples > 1 and number(_PLANES) == _IN_PLANES
    if is_preview or _DNG in fields or photometric in _RAW:
        unreadable = "it is a raw photo; develop it, and save it as JPEG, PNG or TIFF"
    else:
        unreadable = _misread(photometric, is_deep, samples, in_planes)
        compression = number(_COMPRESSION) or 1
        if compression not in _COMPRESSIONS:
            unreadable = f"its compression is number {compression}; save it with LZW, or as PNG"
    profile = b""
    kind, count, at = fields.get(_ICC, (0, 0, 0))
    if kind in (1, _UNDEFINED) and count > 4:
        start = struct.unpack_from(order + "I", data, at)[0]
        profile = data[start : start + count]
    unread = []
    if samples == 2:
        unread.append("its transparency")
        if is_deep:
            unread.append("what it has beyond 8 bits a channel")
    if _EXIF in fields:
        unread.append("its EXIF")
    return Probe(
        width=number(_WIDTH),
        height=number(_HEIGHT),
        frames=len(directories),
        cmyk=photometric == _SEPARATED,
        premultiplied=number(_EXTRA) == _ASSOCIATED_ALPHA,
        unreadable=unreadable,
        icc_profile=profile,
        unread=tuple(unread),
    )


def _misread(photometric: int | None, is_deep: bool, samples: int, in_planes: bool) -> str:
    """What OpenCV would read wrongly of such colours, and what to do; empty if nothing."""
    if photometric in _LAB:
        # libtiff takes D50 for the white of screens: greys come out yellow.
        return "its colours are CIE Lab; save it as RGB"
    if not is_deep:
        return ""
    if in_planes:
        return "its 16-bit channels lie in planes; save it interleaved, or as PNG"
    if photometric == _SEPARATED:
        return "its inks have 16 bits; save it with 8, or as RGB"
    if photometric == _MIN_IS_WHITE:
        return "its 16-bit grey is stored as a negative; save it with 0 as black, or as PNG"
    if photometric != _MIN_IS_BLACK and samples < 3:
        # OpenCV takes three where the file tells no number, and libtiff fills a third of them.
        return "its 16-bit colours have fewer than three channels; save it as RGB, or as PNG"
    return ""


def _decodable(data: bytes) -> bytes:
    """The same picture, its alpha called an extra channel: libtiff multiplies colours by alpha."""
    order = _order(data)
    for directory in list(_directories(data, order))[:1]:
        for tag, kind, count, at in entries(data, order, directory):
            value = struct.pack(order + "H", _UNASSOCIATED_ALPHA)
            if (tag, kind, count) == (_EXTRA, _SHORT, 1) and data[at : at + 2] == value:
                return data[:at] + b"\0\0" + data[at + 2 :]
    return data


def _embed(data: bytes, exif: bytes, icc_profile: bytes) -> bytes:
    order = _order(data)
    directories = list(_directories(data, order))
    if not icc_profile or not directories:
        return data
    first = directories[0]
    count = struct.unpack_from(order + "H", data, first)[0]
    fields = [data[at : at + 12] for at in range(first + 2, first + 2 + 12 * count, 12)]
    link = data[first + 2 + 12 * count :][:4]
    padded = data + b"\0" * (len(data) & 1)
    profile = icc_profile + b"\0" * (len(icc_profile) & 1)
    fields.append(struct.pack(order + "HHII", _ICC, _UNDEFINED, len(icc_profile), len(padded)))
    fields.sort(key=lambda entry: struct.unpack_from(order + "H", entry)[0])
    directory = struct.pack(order + "H", len(fields)) + b"".join(fields) + link
    place = struct.pack(order + "I", len(padded) + len(profile))
    return padded[:4] + place + padded[8:] + profile + directory


def _order(data: bytes) -> str:
    return "<" if data[:2] == b"II" else ">"


def _directories(data: bytes, order: str) -> Iterator[int]:
    """Offset of each page's directory; stops at one that points back or outside the file."""
    seen: set[int] = set()
    place = 4
    while place + 4 <= len(data) and len(seen) < _MOST_PAGES:
        directory = struct.unpack_from(order + "I", data, place)[0]
        if directory in seen or directory < 8 or directory + 2 > len(data):
            return
        count = struct.unpack_from(order + "H", data, directory)[0]
        if directory + 2 + 12 * count > len(data):
            return
        seen.add(directory)
        yield directory
        place = directory + 2 + 12 * count


FORMAT = ImageFormat(
    name="TIFF",
    suffixes=(".tif", ".tiff"),
    matches=_matches,
    probe=_probe,
    decodable=_decodable,
    # By TIFF's own words: a webcam's frames, read at the same time, may end prematurely, too.
    damage="TIFF_Error|TIFF_Warning.*premature",
    embed=_embed,
    writable=True,
    sixteen_bit=True,
    alpha=True,
    decoded_upright=True,
    icc_room=_LARGEST_PROFILE,
)
