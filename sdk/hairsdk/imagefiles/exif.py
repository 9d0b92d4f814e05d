"""The two things of an EXIF block that must not be carried over as they are.

The structure is TIFF's (TIFF 6.0, section 2; CIPA DC-008, "Exif 2.32", section 4.5).
"""

from __future__ import annotations

import struct

__all__ = ["orientation", "upright"]

_ORIENTATION = 0x0112
_SHORT = 3


def orientation(block: bytes) -> int:
    """Orientation tag of an EXIF block.

    Parameters
    ----------
    block : bytes
        A TIFF structure (`II*` or `MM*`), without the `Exif` prefix that JPEG puts before it.

    Returns
    -------
    int
        1 to 8, as in TIFF 6.0's tag 274. 1 (upright) also where the tag is missing or nonsense:
        a broken EXIF block is no reason to refuse a photo.
    """
    found = _find_orientation(block)
    return found[1] if found else 1


def upright(block: bytes) -> bytes:
    """EXIF block for pixels that have been turned upright and then changed.

    The orientation becomes 1, and the link to the thumbnail is cut: it would go on showing
    the old hair in file browsers.
    """
    layout = _layout(block)
    if layout is None:
        return b""
    order, first = layout
    changed = bytearray(block)
    found = _find_orientation(block)
    if found:
        struct.pack_into(order + "H", changed, found[0], 1)
    count = struct.unpack_from(order + "H", block, first)[0]
    link = first + 2 + 12 * count
    if link + 4 <= len(changed):
        struct.pack_into(order + "I", changed, link, 0)
    return bytes(changed)


def _layout(block: bytes) -> tuple[str, int] | None:
    """Byte order as `struct` writes it, and the offset of the first directory."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(block[:4])
    if order is None or len(block) < 8:
        return None
    first: int = struct.unpack_from(order + "I", block, 4)[0]
    return (order, first) if first + 2 <= len(block) else None


def _find_orientation(block: bytes) -> tuple[int, int] | None:
    """Offset of the orientation's value, and the value if it is one of 1 to 8."""
    layout = _layout(block)
    if layout is None:
        return None
    order, first = layout
    count = struct.unpack_from(order + "H", block, first)[0]
    for entry in range(first + 2, min(first + 2 + 12 * count, len(block) - 11), 12):
        tag, kind, _, value = struct.unpack_from(order + "HHIH", block, entry)
        if tag == _ORIENTATION and kind == _SHORT and 1 <= value <= 8:
            return entry + 8, value
    return None
