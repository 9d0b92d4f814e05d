"""Netpbm's PGM and PPM, binary: read only."""

from __future__ import annotations

import re

from hairsdk.imagefiles.probe import ImageFormat, Probe

__all__ = ["FORMAT"]

_HEADER = re.compile(
    rb"P([56])(?:\s|#[^\n]*\n)+(\d+)(?:\s|#[^\n]*\n)+(\d+)(?:\s|#[^\n]*\n)+(\d+)\s"
)


def _matches(data: bytes) -> bool:
    return data[:2] in (b"P5", b"P6") and data[2:3].isspace()


def _probe(data: bytes) -> Probe:
    header = _HEADER.match(data[:4096])
    if header is None:
        return Probe(complete=False)
    kind, width, height, most = (int(number) for number in header.groups())
    size = width * height * (3 if kind == 6 else 1) * (2 if most > 255 else 1)
    unreadable = ""
    if most not in (255, 65535):
        unreadable = f"its largest value is {most}; save it with 255 or 65535"
    complete = len(data) - header.end() >= size
    return Probe(width=width, height=height, complete=complete, unreadable=unreadable)


FORMAT = ImageFormat(
    name="PNM",
    suffixes=(".ppm", ".pgm", ".pnm"),
    matches=_matches,
    probe=_probe,
    sixteen_bit=True,
)
