"""`.cube` files: read tolerantly, written for the strictest readers.

The format is Adobe's *Cube LUT Specification 1.0* (2013), with `LUT_3D_INPUT_RANGE` as
DaVinci Resolve has it (Peter Chamberlain, "Resolve LUT Info", forum.blackmagicdesign.com, 2015).
"""

from __future__ import annotations

import io
import re
import unicodedata
from array import array
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from hairsdk.checks import checked_bytes, checked_path
from hairsdk.errors import CubeError, LutError
from hairsdk.files import read_bytes, write_bytes
from hairsdk.lut import LARGEST, MAX_SIZE, MIN_SIZE, Lut3D, Triple, checked_lut

__all__ = ["MAX_CUBE_BYTES", "Flavour", "format_cube", "parse_cube", "read_cube", "write_cube"]

Flavour = Literal["adobe", "resolve"]

MAX_CUBE_BYTES = 192 * 2**20
"""Room for 129³ rows with three numbers of 28 characters."""

_MAX_LINES = 2 * MAX_SIZE**3
"""Room for as many empty lines, which CRLF that was converted twice leaves, or for comments."""

_MAX_FIELDS = 9
"""A row has three: a file without line ends would be millions in one line."""

_FIELDS_AT_A_TIME = 3 << 14
"""Text takes twenty times the memory of its numbers."""

_NUMBER_START = frozenset("+-.0123456789")
_KEYWORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity)(\(\w*\))?", re.IGNORECASE)
_MICROSOFT_NOT_FINITE = re.compile(r"[+-]?1\.#(QNAN|SNAN|IND|INF)", re.IGNORECASE)


def read_cube(path: str | Path) -> Lut3D:
    """Read a 3D LUT from a `.cube` file.

    Tolerates a byte order mark, CRLF, tabs, lower-case keywords, unquoted titles, comments
    anywhere, the keywords in any order, and unknown keywords before the table.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    Lut3D

    Raises
    ------
    FileReadError
        The file cannot be read.
    CubeError
        It is no 3D `.cube` file; the message names the line.
    ParameterError
        `path` is no path.
    """
    path = checked_path(path, "parse_cube takes the bytes of a file")
    return parse_cube(read_bytes(path, MAX_CUBE_BYTES), str(path))


def write_cube(path: str | Path, lut: Lut3D, flavour: Flavour = "adobe") -> None:
    """Write a LUT as a `.cube` file, atomically.

    Parameters
    ----------
    path : str or Path
    lut : Lut3D
    flavour : {"adobe", "resolve"}
        "resolve" leaves out TITLE, on which some versions of DaVinci Resolve stumble, and gives a
        domain as LUT_3D_INPUT_RANGE, the only keyword for it that Resolve knows.

    Raises
    ------
    FileWriteError
        The file cannot be written.
    LutError
        `lut` is no `Lut3D`.
    CubeError
        There is no such flavour, or the domain is too narrow to be written, or for Resolve
        another in each channel.
    ParameterError
        `path` is no path.
    """
    path = checked_path(path, "format_cube gives the bytes of a file")
    write_bytes(path, format_cube(lut, flavour))


def format_cube(lut: Lut3D, flavour: Flavour = "adobe") -> bytes:
    """Text of a `.cube` file: ASCII, LF, six decimals, red fastest.

    Non-ASCII letters in title and comments lose their accents or become ``?``.

    Parameters
    ----------
    lut : Lut3D
    flavour : {"adobe", "resolve"}
        See `write_cube`.

    Raises
    ------
    LutError
        `lut` is no `Lut3D`.
    CubeError
        There is no such flavour, or the domain is too narrow to be written, or for Resolve
        another in each channel.
    """
    if flavour not in ("adobe", "resolve"):
        raise CubeError(f"unknown flavour {flavour!r}: choose 'adobe' or 'resolve'")
    lut = checked_lut(lut)
    head = [f"# {_ascii(line)}".rstrip() for text in lut.comments for line in text.splitlines()]
    title = _ascii(lut.title).replace('"', "'")
    if flavour == "adobe" and title:
        head.append(f'TITLE "{title}"')
    head.append(f"LUT_3D_SIZE {lut.size}")
    if not lut.has_unit_domain:
        low, high = (
            [f"{value:.6f}" for value in side] for side in (lut.domain_min, lut.domain_max)
        )
        if any(a == b for a, b in zip(low, high, strict=True)):
            raise CubeError(
                f"a domain from {lut.domain_min} to {lut.domain_max} has no width in six decimals"
            )
        if flavour == "adobe":
            head += [f"DOMAIN_MIN {' '.join(low)}", f"DOMAIN_MAX {' '.join(high)}"]
        elif len(set(low)) == len(set(high)) == 1:
            head.append(f"LUT_3D_INPUT_RANGE {low[0]} {high[0]}")
        else:
            raise CubeError(
                "Resolve knows one domain for all three channels, this LUT's is from "
                f"{lut.domain_min} to {lut.domain_max}: write it in the flavour 'adobe'"
            )
    red_fastest = lut.table.transpose(2, 1, 0, 3).astype(np.float64)
    # Adding zero turns the −0.0 that rounding leaves into 0.0.
    values = (np.round(red_fastest, 6) + 0.0).ravel().tolist()
    body = ("%.6f %.6f %.6f\n" * lut.size**3) % tuple(values)
    return ("\n".join(head) + "\n" + body).encode("ascii")


def parse_cube(data: bytes, source: str = "") -> Lut3D:
    """Read a 3D LUT from the bytes of a `.cube` file.

    Parameters
    ----------
    data : bytes
    source : str
        What to call the file in errors.

    Raises
    ------
    CubeError
        The bytes are no 3D `.cube` file; the message names the line.
    ParameterError
        `data` is something else than bytes.
    """
    data = checked_bytes(data, "a .cube file; read_cube takes a path")
    encoding = _encoding(data, source)
    try:
        return _parsed(io.TextIOWrapper(io.BytesIO(data), encoding), source)
    except UnicodeDecodeError as error:
        if encoding == "utf-16":
            raise CubeError(f"is not text: {error.reason}", source) from error
    return _parsed(io.TextIOWrapper(io.BytesIO(data), "latin-1"), source)


def _parsed(file: Iterable[str], source: str) -> Lut3D:
    reader = _Reader(source)
    fields, lines = reader.fields, reader.row_lines
    for number, line in enumerate(islice(file, _MAX_LINES + 1), start=1):
        # Nearly every line is a plain row: a 65³ file has 274,625 of them.
        row = line.split(None, _MAX_FIELDS)
        if len(row) == 3 and row[0][0] in _NUMBER_START and "#" not in line:
            fields += row
            lines.append(number)
        else:
            reader.feed(number, line)
        if len(fields) >= _FIELDS_AT_A_TIME:
            reader.convert()
        if number > _MAX_LINES:
            raise CubeError(f"more than {_MAX_LINES:,} lines: no LUT has so many", source, number)
    return reader.finish()


class _Reader:
    """Collects header and rows; one instance reads one file."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.size: int | None = None
        self.title = ""
        self.comments: list[str] = []
        self.low: Triple = (0.0, 0.0, 0.0)
        self.high: Triple = (1.0, 1.0, 1.0)
        self.fields: list[str] = []
        self.row_lines = array("I")
        self.values: list[NDArray[np.float32]] = []

    def feed(self, number: int, line: str) -> None:
        before, hash_sign, comment = line.partition("#")
        fields = before.split(None, _MAX_FIELDS)
        if fields and fields[0].upper() == "TITLE":
            # A number sign may stand inside the title.
            hash_sign = ""
        elif fields and (found := _MICROSOFT_NOT_FINITE.search(line)):
            raise self._error(f"{found.group()!r} is not a finite number", number)
        if hash_sign:
            self.comments.append(comment.removeprefix(" ").rstrip())
        if not fields:
            return
        if fields[0][0] in _NUMBER_START:
            self._row(number, fields)
        else:
            self._keyword(number, line, fields)

    def _error(self, message: str, line: int | None = None) -> CubeError:
        return CubeError(message, self.source, line)

    def _row(self, number: int, fields: list[str]) -> None:
        if len(fields) != 3:
            raise self._error(f"a row needs 3 numbers, found {_count(fields)}", number)
        self.fields += fields
        self.row_lines.append(number)

    def _not_a_number(self, text: str, number: int) -> CubeError:
        if _NOT_FINITE.fullmatch(text) or _is_number(text):
            return self._error(f"{text[:40]!r} is not a finite 32-bit number", number)
        hint = " (a decimal comma? use a point)" if "," in text else ""
        return self._error(f"{text[:40]!r} is not a number{hint}", number)

    def _keyword(self, number: int, line: str, fields: list[str]) -> None:
        word, arguments = fields[0].upper(), fields[1:]
        if word == "TITLE":
            self.title = _title(line)
        elif word == "LUT_3D_SIZE":
            self._lut_size(number, arguments)
        elif word == "DOMAIN_MIN":
            self.low = self._numbers(number, word, arguments)
        elif word == "DOMAIN_MAX":
            self.high = self._numbers(number, word, arguments)
        elif word == "LUT_3D_INPUT_RANGE":
            if len(arguments) != 2:
                raise self._error(f"{word} needs 2 numbers, found {_count(arguments)}", number)
            low, high = (self._number(number, a) for a in arguments)
            self.low, self.high = (low, low, low), (high, high, high)
        elif word in ("LUT_1D_SIZE", "LUT_1D_INPUT_RANGE"):
            raise self._error(
                "this is a 1D LUT (or has one in front), which cannot turn one hue into another; "
                "export the look as a 3D LUT",
                number,
            )
        elif word in ("LUT_IN_VIDEO_RANGE", "LUT_OUT_VIDEO_RANGE"):
            raise self._error(f"{word}: export the LUT for full range (data levels)", number)
        elif _NOT_FINITE.fullmatch(word):
            raise self._error(f"{fields[0][:40]!r} is not a finite 32-bit number", number)
        elif self.row_lines or not _KEYWORD.fullmatch(word):
            raise self._error(f"{line.strip()[:60]!r} is neither a keyword nor a row", number)

    def _lut_size(self, number: int, arguments: list[str]) -> None:
        if self.size is not None:
            raise self._error("LUT_3D_SIZE stands here a second time", number)
        if len(arguments) != 1 or not re.fullmatch(r"\+?\d{1,9}", arguments[0]):
            found = " ".join(arguments).rstrip()[:40]
            raise self._error(f"LUT_3D_SIZE needs one whole number, found {found!r}", number)
        size = int(arguments[0])
        if not MIN_SIZE <= size <= MAX_SIZE:
            raise self._error(f"LUT_3D_SIZE {size} is outside {MIN_SIZE}..{MAX_SIZE}", number)
        self.size = size

    def _number(self, line: int, text: str) -> float:
        if not _is_number(text) or not abs(float(text)) <= LARGEST:
            raise self._not_a_number(text, line)
        return float(text)

    def _numbers(self, line: int, word: str, arguments: list[str]) -> Triple:
        if len(arguments) != 3:
            raise self._error(f"{word} needs 3 numbers, found {_count(arguments)}", line)
        r, g, b = (self._number(line, a) for a in arguments)
        return r, g, b

    def finish(self) -> Lut3D:
        if self.size is None:
            raise self._error("no LUT_3D_SIZE: this is not a 3D .cube file")
        rows, found = self.size**3, len(self.row_lines)
        if found > rows:
            raise self._error(
                f"a LUT of size {self.size} has {rows} rows, here begins one too many",
                self.row_lines[rows],
            )
        if found < rows:
            raise self._error(
                f"a LUT of size {self.size} has {rows} rows, the file ends after {found}",
                self.row_lines[-1] if self.row_lines else None,
            )
        self.convert()
        values = np.concatenate(self.values)
        table = values.reshape(self.size, self.size, self.size, 3).transpose(2, 1, 0, 3)
        try:
            return Lut3D(table, self.title, tuple(self.comments), self.low, self.high)
        except LutError as error:
            raise self._error(str(error)) from error

    def convert(self) -> None:
        """Make numbers of the rows that are text yet."""
        try:
            if "_" in "".join(self.fields):
                raise ValueError("Python alone has 1_0 for 10")
            numbers = list(map(float, self.fields))
        except ValueError:
            numbers = [float(f) if _is_number(f) else np.nan for f in self.fields]
        with np.errstate(over="ignore"):
            values = np.array(numbers, dtype=np.float64).astype(np.float32)
        finite = np.isfinite(values)
        if not finite.all():
            first = int(np.argmin(finite))
            row = (first - len(self.fields)) // 3
            raise self._not_a_number(self.fields[first], self.row_lines[row])
        self.values.append(values)
        self.fields.clear()


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return "_" not in text


def _title(line: str) -> str:
    text = line.strip()[len("TITLE") :].strip()
    quoted = re.match(r'"([^"]*)"', text)
    return quoted.group(1) if quoted else text.strip('"')


def _count(fields: list[str]) -> str:
    return f"{len(fields)}" if len(fields) < _MAX_FIELDS else f"{_MAX_FIELDS}+"


def _encoding(data: bytes, source: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" in data[:4096]:
        raise CubeError("is a binary file, not a .cube text file", source)
    return "utf-8-sig"


def _ascii(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    printable = "".join(c if c.isprintable() else " " for c in bare)
    return printable.encode("ascii", "replace").decode("ascii").strip()
