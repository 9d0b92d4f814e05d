"""LUTs from elsewhere, as an effect: whatever OpenColorIO reads, and graded charts."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import numpy as np

from hairsdk.cube import format_cube, read_cube
from hairsdk.errors import CubeError, FileReadError, HairSdkError, LutError
from hairsdk.files import make_folder, write_bytes
from hairsdk.images import READABLE_SUFFIXES
from hairsdk.lut import Lut3D
from hairstudio.core.bake import lattice
from hairstudio.services.hald import read_chart

__all__ = ["LUT_FILTER", "LUT_SUFFIXES", "import_lut"]

LUT_SUFFIXES = (
    *(".3dl", ".cc", ".ccc", ".cdl", ".clf", ".csp", ".ctf", ".cub", ".cube", ".hdl", ".itx"),
    *(".look", ".lut", ".mga", ".m3d", ".spi1d", ".spi3d", ".spimtx", ".vf"),
)
LUT_FILTER = " ".join(f"*{suffix}" for suffix in LUT_SUFFIXES)
_LATTICE = 65
_COMMA = re.compile(rb"^\s*(?=[-+.\d])[^#\n]*?([^\s,]*,\S*)", re.MULTILINE)
_CURVES = re.compile(rb"^\s*LUT_1D_", re.IGNORECASE | re.MULTILINE)


def import_lut(path: Path, folder: Path) -> Path:
    """Take a LUT over into the studio's own folder, as `.cube`.

    Parameters
    ----------
    path : Path
        A LUT of any format that OpenColorIO reads, or a graded chart (a picture).
    folder : Path
        Where the result goes, named by its contents.

    Returns
    -------
    Path
        The `.cube` file, for the effect "LUT from file".

    Raises
    ------
    HairSdkError
        The file cannot be read, or is none of these; the message is fit to show.
    """
    if not path.is_file():
        raise FileReadError(f"cannot read {path}: no such file", path)
    lut = _read(path)
    data = format_cube(lut)
    stored = folder / f"{_plain(path.stem)}-{hashlib.sha256(data).hexdigest()[:8]}.cube"
    make_folder(folder)
    write_bytes(stored, data)
    return stored


def _read(path: Path) -> Lut3D:
    if path.suffix.lower() in READABLE_SUFFIXES:
        return read_chart(path)
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
                word = comma[1].decode(errors="replace")
                line = content.count(b"\n", 0, comma.start(1)) + 1
                words = f"{word!r} is not a number (a decimal comma? use a point)"
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

    try:
        transform = ocio.FileTransform(str(path.absolute()), interpolation=ocio.INTERP_BEST)
        processor = ocio.Config.CreateRaw().getProcessor(transform).getDefaultCPUProcessor()
        colours = np.ascontiguousarray(lattice(_LATTICE)).copy()
        processor.apply(ocio.PackedImageDesc(colours, len(colours), 1, 3))
    except ocio.Exception as error:
        reason = str(error).strip().splitlines()
        raise LutError(
            f"{path.name} is no LUT that OpenColorIO can read: {reason[0] if reason else ''}"
        ) from error
    if not np.isfinite(colours).all():
        raise LutError(f"{path.name} gives values that are not finite numbers for plain colours")
    table = np.clip(colours, 0.0, 1.0).reshape(_LATTICE, _LATTICE, _LATTICE, 3)
    return Lut3D(table, title=path.stem)


def _plain(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in name)[:48]
