"""LUTs from elsewhere, as an effect: whatever OpenColorIO reads, and graded charts."""

from __future__ import annotations

import hashlib
from pathlib import Path

from hairsdk.cube import format_cube
from hairsdk.errors import FileReadError
from hairsdk.files import make_folder, write_bytes
from hairsdk.images import READABLE_SUFFIXES
from hairsdk.lut import Lut3D
from hairstudio.core.lut_reading import read_lut
from hairstudio.services.hald import read_chart

__all__ = ["LUT_FILTER", "LUT_SUFFIXES", "import_lut"]

LUT_SUFFIXES = (
    *(".3dl", ".cc", ".ccc", ".cdl", ".clf", ".csp", ".ctf", ".cub", ".cube", ".hdl", ".itx"),
    *(".look", ".lut", ".mga", ".m3d", ".spi1d", ".spi3d", ".spimtx", ".vf"),
)
LUT_FILTER = " ".join(f"*{suffix}" for suffix in LUT_SUFFIXES)


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
    return read_chart(path) if path.suffix.lower() in READABLE_SUFFIXES else read_lut(path)


def _plain(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in name)[:48]
