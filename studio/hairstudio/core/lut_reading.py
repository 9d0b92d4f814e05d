"""LUTs of every kind that OpenColorIO reads, as one 3D table."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import numpy as np

from hairsdk.cube import MAX_CUBE_BYTES, read_cube
from hairsdk.errors import CubeError, FileReadError, HairSdkError, LutError
from hairsdk.files import found_at, read_bytes
from hairsdk.lut import Lut3D
from hairstudio.core.bake import lattice
from hairstudio.core.paths import modified

__all__ = ["lut_at", "read_lut"]

_LATTICE = 65
# Each takes a line but once: of a damaged file one may have millions of characters.
_COMMA = re.compile(rb"^[ \t]*[-+.\d][^#,\n]*,\S*", re.MULTILINE)
_CURVES = re.compile(rb"^[ \t]*LUT_1D_", re.IGNORECASE | re.MULTILINE)
_METADATA = re.compile(rb"^[ \t]*(BEGIN|END) METADATA", re.IGNORECASE | re.MULTILINE)


def lut_at(path: Path) -> Lut3D:
    """Like `read_lut`, once per version of the file: a slider bakes many times a second."""
    return _read_once(path, modified(path))


@functools.lru_cache(maxsize=8)
def _read_once(path: Path, version: int) -> Lut3D:
    return read_lut(path)


def read_lut(path: Path) -> Lut3D:
    """Read a LUT; curves, also those before a 3D LUT, become a table of 65 points an axis.

    Parameters
    ----------
    path : Path
        A `.cube`, or any other file that OpenColorIO reads.

    Returns
    -------
    hairsdk.lut.Lut3D

    Raises
    ------
    HairSdkError
        The file cannot be read, or is no LUT; the message is fit to show.
    """
    if found_at(path) == "device":
        # A look from elsewhere may name any: a terminal would be waited for.
        raise FileReadError(f"cannot read {path}: it is a device or a pipe, no file", path)
    first: HairSdkError | None = None
    if path.suffix.lower() == ".cube":
        try:
            return read_cube(path)
        except CubeError as error:
            content = path.read_bytes()
            # OpenColorIO reads curves; in other files it takes for 0 what is no number.
            if not _CURVES.search(content):
                raise
            comma = _COMMA.search(content)
            if comma:
                word = comma[0].split()[-1].decode(errors="replace")
                line = content.count(b"\n", 0, comma.start()) + 1
                words = f"{word[:40]!r} is not a number (a decimal comma? use a point)"
                raise CubeError(words, str(path), line) from error
            first = error
    try:
        return _through_ocio(path)
    except LutError as error:
        if first is None:
            raise
        raise first from error


def _through_ocio(path: Path) -> Lut3D:
    import PyOpenColorIO as ocio  # noqa: N813

    marks = _METADATA.findall(read_bytes(path, MAX_CUBE_BYTES))
    if marks and marks[-1].upper() == b"BEGIN":
        # It would look for the end of the file for ever, and put all that it finds into memory.
        raise LutError(f"{path.name} is no LUT that OpenColorIO can read: END METADATA is missing")
    try:
        # It keeps files by their names, also once something else is in them.
        ocio.ClearAllCaches()
        transform = ocio.FileTransform(str(path.absolute()), interpolation=ocio.INTERP_BEST)
        processor = ocio.Config.CreateRaw().getProcessor(transform).getDefaultCPUProcessor()
        colours = np.ascontiguousarray(lattice(_LATTICE)).copy()
        processor.apply(ocio.PackedImageDesc(colours, len(colours), 1, 3))
    except (ocio.Exception, UnicodeDecodeError) as error:
        # It quotes the file, also what is no text.
        reason = str(error).strip().splitlines()
        raise LutError(
            f"{path.name} is no LUT that OpenColorIO can read: {reason[0] if reason else ''}"
        ) from error
    if not np.isfinite(colours).all():
        raise LutError(f"{path.name} gives values that are not finite numbers for plain colours")
    table = np.clip(colours, 0.0, 1.0).reshape(_LATTICE, _LATTICE, _LATTICE, 3)
    return Lut3D(table, title=path.stem)
