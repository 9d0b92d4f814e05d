"""The things of an EXIF block that must not be carried over as they are, and the space it names.

The structure is TIFF's (TIFF 6.0, section 2; CIPA DC-008, "Exif 2.32", section 4.5).
"""

from __future__ import annotations

import struct

from hairsdk.imagefiles.directory import entries

__all__ = ["is_adobe_rgb", "orientation", "upright"]

_ORIENTATION = 0x0112
_EXIF, _COLOUR_SPACE, _INTEROPERABILITY, _INDEX = 0x8769, 0xA001, 0xA005, 0x0001
_SHORT = 3
_SRGB = 1


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


def is_adobe_rgb(block: bytes) -> bool:
    """Whether the colours are Adobe RGB, as cameras tell it that are set to that (DCF 2.0).

    Parameters
    ----------
    block : bytes
        See `orientation`.
    """
    layout = _layout(block)
    if layout is None:
        return False
    order, first = layout
    inner = _link(block, order, first, _EXIF)
    other = _link(block, order, inner, _INTEROPERABILITY)
    spaces = [at for tag, _, _, at in entries(block, order, inner) if tag == _COLOUR_SPACE]
    is_srgb = any(struct.unpack_from(order + "H", block, at)[0] == _SRGB for at in spaces)
    names = [block[at : at + 3] for tag, _, _, at in entries(block, order, other) if tag == _INDEX]
    return names == [b"R03"] and not is_srgb


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
    for tag, kind, _, at in entries(block, order, first):
        value = struct.unpack_from(order + "H", block, at)[0]
        if tag == _ORIENTATION and kind == _SHORT and 1 <= value <= 8:
            return at, value
    return None


def _link(block: bytes, order: str, directory: int, tag: int) -> int:
    """Offset of the directory that an entry of another one leads to; 0 if there is none."""
    found = [at for each, _, _, at in entries(block, order, directory) if each == tag]
    return int(struct.unpack_from(order + "I", block, found[0])[0]) if found else 0
