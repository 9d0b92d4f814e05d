"""What stricter readers than ours may stumble on in a `.cube` file that we can read.

The strict form is Adobe's *Cube LUT Specification 1.0* (2013) as `hairsdk.write_cube` gives it.
"""

from __future__ import annotations

import re

import numpy as np

from hairsdk.lut import Lut3D

__all__ = ["colours_outside", "cube_remarks"]

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_KEYWORD = re.compile(rb"^[ \t]*([A-Za-z_][A-Za-z0-9_]*)", re.MULTILINE)
_ROW = re.compile(rb"^[ \t]*[-+.0-9]", re.MULTILINE)
_LARGEST_USUAL = 65


def cube_remarks(data: bytes, lut: Lut3D) -> list[str]:
    """Deviations from the strict form, each in words with its remedy.

    Parameters
    ----------
    data : bytes
        The file.
    lut : Lut3D
        What was read from it.
    """
    text, remarks = data.removeprefix(_BYTE_ORDER_MARK), []
    if len(text) < len(data):
        remarks.append("a byte order mark: 'lut convert' removes it")
    elif data.startswith(_UTF_16):
        text = data.decode("utf-16").encode()
        remarks.append("UTF-16, of which most readers make nothing: 'lut convert' writes ASCII")
    remarks += [words for pattern, words in _PATTERNS if re.search(pattern, text, re.MULTILINE)]
    # Every line ends in LF from here on.
    text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    first_row = _ROW.search(text)
    if first_row:
        below = text[first_row.start() :]
        if b"#" in below:
            remarks.append("comments among the colours: only the lines before them are safe")
        if _KEYWORD.search(below):
            remarks.append("keywords below the colours: readers want them above")
    if any(word != word.upper() for word in _KEYWORD.findall(text)):
        remarks.append("keywords in lower case: some readers know capitals only")
    if lut.size > _LARGEST_USUAL:
        remarks.append(f"{lut.size}³ is more than the {_LARGEST_USUAL}³ that most readers take")
    if outside := colours_outside(lut):
        low, high = float(np.min(lut.table)), float(np.max(lut.table))
        remarks.append(
            f"{outside:,} colours outside [0, 1] ({low:.4f} to {high:.4f}): they will be clipped"
        )
    if not lut.has_unit_domain:
        remarks.append("a domain other than [0, 1]: several readers ignore it")
    return remarks


def colours_outside(lut: Lut3D) -> int:
    """How many colours of a LUT leave [0, 1]."""
    return int(((lut.table < 0) | (lut.table > 1)).any(axis=-1).sum())


_PATTERNS = (
    (rb"\r\n", "Windows line ends: 'lut convert' writes LF"),
    (rb"\r(?!\n)", "line ends of old Macs, a CR alone: 'lut convert' writes LF"),
    (rb"^[ \t]*(?i:LUT_3D_INPUT_RANGE)", "LUT_3D_INPUT_RANGE: only Resolve reads it"),
    (rb"^[ \t]*(?i:TITLE)[ \t]+[^\"\s]", "a TITLE without quotation marks"),
    (rb"[\x80-\xff]", "characters outside ASCII"),
    (rb"^[ \t]*[-+.0-9](?:[^#\n]*[0-9.])?[eE]", "numbers with exponents"),
)
