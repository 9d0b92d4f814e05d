"""Names for the files that people hand in by mistake, so that the error can say what it got."""

from __future__ import annotations

import re

__all__ = ["describe"]

_SIGNATURES = (
    (rb"\xff\x0a|\0\0\0\x0cJXL ", "a JPEG XL picture"),
    (rb"8BPS", "a Photoshop document"),
    (rb"II\x2b\0|MM\0\x2b", "a BigTIFF"),
    (rb"II(RO|RS|U\0)|MMOR|FUJIFILMCCD-RAW|FOVb", "a raw photo"),
    (rb"%PDF-", "a PDF document"),
    (rb"\x76\x2f\x31\x01", "an OpenEXR picture"),
    (rb"#\?(RADIANCE|RGBE)", "a Radiance HDR picture"),
    (rb"PK\x03\x04", "a ZIP archive"),
    (rb"\x1a\x45\xdf\xa3", "a video (Matroska or WebM)"),
    (rb"RIFF....AVI ", "a video (AVI)"),
    (rb"....(moov|mdat|free|wide)", "a video (QuickTime)"),
    (rb".{0,4096}<svg[\s>]", "an SVG drawing"),
)


def describe(data: bytes) -> str:
    """What a file that is none of our formats seems to be, with its article."""
    if data[4:8] == b"ftyp":
        return "a raw photo" if data[8:12] == b"crx " else "a video (MP4 or MOV)"
    for pattern, name in _SIGNATURES:
        if re.match(pattern, data, re.DOTALL):
            return name
    return "a text file" if _is_text(data[:4096]) else "a file of no known picture format"


def _is_text(start: bytes) -> bool:
    if b"\0" in start:
        return False
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(start) - 3 > 0
    return True
