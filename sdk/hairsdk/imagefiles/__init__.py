"""Picture file formats: one module each, registered in `FORMATS`."""

from __future__ import annotations

from pathlib import Path

from hairsdk.imagefiles import avif, bmp, gif, heic, jpeg, jpeg2000, png, pnm, tiff, webp
from hairsdk.imagefiles.probe import ImageFormat, Probe
from hairsdk.imagefiles.strangers import describe

__all__ = ["FORMATS", "ImageFormat", "Probe", "describe", "identify", "writer_for"]

FORMATS: tuple[ImageFormat, ...] = tuple(
    module.FORMAT for module in (jpeg, png, webp, tiff, bmp, gif, jpeg2000, pnm, heic, avif)
)


def identify(data: bytes) -> ImageFormat | None:
    """Format of a file by its first bytes, whatever its name says."""
    return next((known for known in FORMATS if known.matches(data)), None)


def writer_for(path: Path) -> ImageFormat | None:
    """Format to write for the suffix of `path`; None if photos are not written in it."""
    suffix = path.suffix.lower()
    return next((known for known in FORMATS if known.writable and suffix in known.suffixes), None)
