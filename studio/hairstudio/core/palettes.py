"""Swatches of hair-colour brands: Adobe's .ase and .aco, and GIMP's .gpl.

Of the readers on PyPI none is kept up: swatch (.ase) rests since 2014, adobecolor since 2013,
adobe-color-swatch since 2022, and colourswatch reads no .aco and stands on the first.
"""

from __future__ import annotations

import colorsys
import itertools
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hairsdk.files import read_bytes
from hairstudio.core.colour.cielab import SEEN, gamut_mapped, to_lab_d50
from hairstudio.core.errors import PaletteError
from hairstudio.core.parameters import Colour

__all__ = [
    "MAX_NAME",
    "PALETTE_SUFFIXES",
    "NamedColour",
    "Palette",
    "format_gpl",
    "parse_palette",
    "read_palette",
]

PALETTE_SUFFIXES = (".ase", ".aco", ".gpl")
_MAX_BYTES = 8 << 20
_MAX_COLOURS = 10_000
MAX_NAME = 100
"""Characters of a name; what is longer is cut."""

_LARGEST = 1000.0
"""No channel of any model comes near it."""

_CHANNELS = {"RGB": 3, "LAB": 3, "GRAY": 1, "CMYK": 4}
"""Of the models that Adobe's programs write and read: After Effects' ``parseSwatchFile``."""

_GPL = b"GIMP Palette"
_GPL_HEADER = re.compile(r"(\w+):(.*)")
_GPL_COLOUR = re.compile(r"\s*(\d{1,3})\s+(\d{1,3})\s+(\d{1,3})(?:\s+(.*))?")


@dataclass(frozen=True)
class NamedColour:
    """One swatch.

    Attributes
    ----------
    name : str
        Empty where the file gives none.
    colour : (r, g, b)
        sRGB-encoded in [0, 1], on the grid of 8 bits.
    """

    name: str
    colour: Colour


@dataclass(frozen=True)
class Palette:
    """Swatches in the order of their file.

    Attributes
    ----------
    name : str
    colours : tuple of NamedColour
    outside : int
        How many of them lie outside of sRGB, and have less chroma here.
    inks : int
        Colours that were left out: inks and numbers of colour books mean no colour by themselves.
    unknown : tuple of str
        The model of each that was left out, as no .ase should have it: HSB, in whatever units.
    """

    name: str
    colours: tuple[NamedColour, ...]
    outside: int = 0
    inks: int = 0
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Found:
    """A colour as it stands in a file: the model, its values, and its name."""

    model: str
    values: tuple[float, ...]
    name: str


def read_palette(path: Path) -> Palette:
    """Read the swatches of a brand.

    Raises
    ------
    FileReadError, PaletteError
        The file cannot be read, or holds no swatches; the message is fit to show.
    """
    return parse_palette(read_bytes(path, _MAX_BYTES), path.name)


def parse_palette(data: bytes, file_name: str) -> Palette:
    """Read the swatches in the bytes of a file: see `read_palette`."""
    name = _clean(Path(file_name).stem)
    found: list[_Found] | None = None
    try:
        if data.startswith(b"ASEF"):
            found = list(itertools.islice(_ase(data), _MAX_COLOURS + 1))
        elif data.lstrip(b"\xef\xbb\xbf").startswith(_GPL):
            name, found = _gpl(data, file_name, name)
        elif data[:2] in (b"\x00\x01", b"\x00\x02"):
            found = _aco(data)
    except (struct.error, IndexError) as error:
        raise PaletteError(f"{file_name} is truncated: it ends before its swatches do") from error
    if found is None:
        raise PaletteError(
            f"{file_name} holds no swatches that are read: .ase and .aco of Adobe, .gpl of GIMP"
        )
    if len(found) > _MAX_COLOURS:
        raise PaletteError(f"{file_name} has more than {_MAX_COLOURS} swatches")
    return _palette(found, file_name, name)


def format_gpl(palette: Palette) -> bytes:
    """The palette as `parse_palette` reads it back, for GIMP, Inkscape and Krita, too."""
    lines = ["GIMP Palette", f"Name: {palette.name}", "#"]
    for each in palette.colours:
        numbers = " ".join(f"{round(channel * 255):3d}" for channel in each.colour)
        lines.append(f"{numbers}\t{each.name}".rstrip())
    return ("\n".join(lines) + "\n").encode()


def _ase(data: bytes) -> Iterator[_Found]:
    """Colours of an Adobe Swatch Exchange file, each after the name of its group.

    Adobe has published no description. Source: C. Camera, "ASE File Specification",
    https://carl.camera/default.aspx?id=109, and what J. Greely (dotclue.org, 2013) adds to it.
    """
    place, group = 12, ""
    for _ in range(struct.unpack_from(">I", data, 8)[0]):
        kind, length = struct.unpack_from(">HI", data, place)
        block = data[place + 6 : place + 6 + length]
        if len(block) < length:
            raise IndexError
        place += 6 + length
        if kind == 0xC001:
            group = _utf16(block[2:])
        elif kind == 0xC002:
            group = ""
        elif kind == 0x0001:
            end = 2 + 2 * struct.unpack_from(">H", block)[0]
            name = _utf16(block[2:end])
            model = block[end : end + 4].decode("latin-1").strip().upper()
            values = struct.unpack_from(f">{_CHANNELS.get(model, 0)}f", block, end + 4)
            if model == "LAB":  # L* is in 0..1; some programs write 0..100
                values = (values[0] * 100 if values[0] <= 1 else values[0], *values[1:])
            yield _Found(model, values, f"{group} · {name}" if group and name else name or group)


def _aco(data: bytes) -> list[_Found] | None:
    """Colours of a Photoshop swatch file; of its two lists, the second one has names.

    Source: "Adobe Photoshop File Formats Specification", November 2019, "Color swatches".
    """
    found: list[_Found] = []
    place = 0
    while data[place : place + 2] in (b"\x00\x01", b"\x00\x02"):
        version, count = struct.unpack_from(">HH", data, place)
        place, found = place + 4, []
        for _ in range(count):
            space, *words = struct.unpack_from(">5H", data, place)
            if space > 15:
                return None  # another kind of file, which begins alike
            place, name = place + 10, ""
            if version == 2:
                end = place + 4 + 2 * struct.unpack_from(">I", data, place)[0]
                if end > len(data):
                    raise IndexError
                name, place = _utf16(data[place + 4 : end]), end
            found.append(_Found(*_aco_values(space, words), name))
        if version == 2:
            break
    return found


def _aco_values(space: int, words: Sequence[int]) -> tuple[str, tuple[float, ...]]:
    if space == 0:
        return "RGB", tuple(word / 65535 for word in words[:3])
    if space == 1:
        return "RGB", colorsys.hsv_to_rgb(*(word / 65535 for word in words[:3]))
    if space == 7:
        a, b = ((word ^ 0x8000) - 0x8000 for word in words[1:3])  # signed
        return "LAB", (words[0] / 100, a / 100, b / 100)
    if space == 8:  # ink, which the specification leaves open: "White" of Photoshop's own is 0
        return "GRAY", (1 - words[0] / 10_000,)
    return "CMYK", ()


def _gpl(data: bytes, file_name: str, name: str) -> tuple[str, list[_Found]]:
    """Name and colours of a GIMP palette.

    Source: "GIMP Palette Format Version 2", https://developer.gimp.org/core/standards/gpl/.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:  # from before the format was UTF-8
        text = data.decode("cp1252", "replace")
    found: list[_Found] = []
    # `splitlines` would also split names, at characters such as U+2028.
    for number, line in enumerate(re.split(r"\r\n?|\n", text)[1:], 2):
        header = None if found else _GPL_HEADER.fullmatch(line)
        if header is not None:
            name = (header[1] == "Name" and _clean(header[2])) or name
        elif line.strip() and not line.startswith("#"):
            match = _GPL_COLOUR.fullmatch(line)
            levels = [int(word) for word in match.groups()[:3]] if match else [256]
            if match is None or max(levels) > 255:
                raise PaletteError(
                    f"{file_name}, line {number}: a swatch needs red, green and blue in 0..255"
                )
            found.append(_Found("RGB", tuple(level / 255 for level in levels), match[4] or ""))
    return name, found


def _palette(found: Sequence[_Found], file_name: str, name: str) -> Palette:
    colours, outside, inks, unknown = [], 0, 0, []
    for each in found:
        if each.model not in _CHANNELS:
            unknown.append(_clean(each.model))
            continue
        if each.model == "CMYK":
            inks += 1
            continue
        if not all(abs(value) <= _LARGEST for value in each.values):  # nor NaN
            raise PaletteError(f"{file_name} is damaged: a swatch has a value of {each.values}")
        colour, inside = _shown(each)
        outside += not inside
        colours.append(NamedColour(_clean(each.name), colour))
    if unknown and not colours:
        raise PaletteError(
            f"{file_name} holds only swatches of a colour model that is not read "
            f"({', '.join(sorted(set(unknown)))}): ask for its RGB or Lab swatches"
        )
    if inks and not colours:
        raise PaletteError(
            f"{file_name} holds only inks (CMYK), which mean no colour without their profile: "
            "ask for its RGB or Lab swatches"
        )
    if not colours:
        raise PaletteError(f"{file_name} holds no swatches")
    return Palette(name, tuple(colours), outside, inks, tuple(unknown))


def _shown(found: _Found) -> tuple[Colour, bool]:
    """The colour on the grid of 8 bits, and whether it lies inside sRGB."""
    if found.model == "LAB":
        channels, distance = gamut_mapped(found.values)
    else:
        red, green, blue = found.values if found.model == "RGB" else 3 * found.values
        channels, distance = (red, green, blue), 0.0
        if not all(0.0 <= channel <= 1.0 for channel in channels):
            channels, distance = gamut_mapped(to_lab_d50(np.array(channels)).tolist())
    red, green, blue = (round(channel * 255) / 255 for channel in channels)
    return (red, green, blue), distance < SEEN


def _utf16(data: bytes) -> str:
    return data.decode("utf-16-be", "replace").rstrip("\0")


def _clean(name: str) -> str:
    # Names stand in one line; control characters have no place in it.
    words = "".join(c if c.isprintable() else " " for c in name).split()
    return " ".join(words)[:MAX_NAME].rstrip()
