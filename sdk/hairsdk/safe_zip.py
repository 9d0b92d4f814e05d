"""Reading zips from strangers: nothing is extracted, every size is bounded."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from types import TracebackType

from hairsdk.errors import PresetError
from hairsdk.files import read_bytes

__all__ = ["SafeZip"]

MAX_ARCHIVE_BYTES = 128 * 2**20
MAX_ENTRIES = 64
MAX_TOTAL_BYTES = 400 * 2**20
MAX_RATIO = 200
"""Deflate reaches about 1000:1 on zeros; LUT text stays below 30:1, even for a flat LUT ~150:1."""


class SafeZip:
    """The files of a preset inside a zip, by name.

    All entries may stand in one common folder, as they do when somebody zips a folder.

    Parameters
    ----------
    path : Path

    Raises
    ------
    FileReadError
        The file cannot be read.
    PresetError
        It is no zip, or one that is unsafe to read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        data = read_bytes(path, MAX_ARCHIVE_BYTES)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
            raise PresetError(f"{path} is not a readable .hairlook (zip) file: {error}") from error
        self._entries = self._check(self._zip.infolist())

    def __enter__(self) -> SafeZip:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._zip.close()

    def has(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return name in self._entries

    def read(self, name: str, limit: int) -> bytes:
        """Contents of one file, at most `limit` bytes.

        Raises
        ------
        PresetError
            The file is larger, damaged or packed in a way that cannot be read.
        """
        info = self._entries[name]
        if info.file_size > limit:
            raise PresetError(
                f"{self._path}: {name} has {info.file_size:,} bytes, {limit:,} allowed"
            )
        try:
            with self._zip.open(info) as file:
                data = file.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise PresetError(f"{self._path}: {name} is damaged: {error}") from error
        if len(data) != info.file_size:
            raise PresetError(f"{self._path}: {name} is damaged: its size is not the one declared")
        return data

    def _check(self, infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        if len(infos) > MAX_ENTRIES:
            raise PresetError(f"{self._path} holds {len(infos)} files, {MAX_ENTRIES} allowed")
        total = sum(info.file_size for info in infos)
        if total > MAX_TOTAL_BYTES:
            raise PresetError(
                f"{self._path} unpacks to {total:,} bytes, {MAX_TOTAL_BYTES:,} allowed"
            )
        entries: dict[PurePosixPath, zipfile.ZipInfo] = {}
        for info in infos:
            self._check_entry(info)
            if info.is_dir() or info.filename.startswith("__MACOSX/"):
                continue
            name = PurePosixPath(info.filename)
            if name in entries:
                raise PresetError(f"{self._path}: {name} is in it twice")
            entries[name] = info
        root = next((n.parent for n in entries if n.name == "preset.json"), PurePosixPath("."))
        return {n.name: info for n, info in entries.items() if n.parent == root}

    def _check_entry(self, info: zipfile.ZipInfo) -> None:
        name = info.filename
        parts = name.replace("\\", "/").split("/")
        if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
            raise PresetError(f"{self._path}: {name!r} points outside of the archive; not read")
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise PresetError(f"{self._path}: {name!r} is a link or a special file; not read")
        if info.flag_bits & 0x1:
            raise PresetError(f"{self._path}: {name!r} is encrypted")
        if info.file_size > MAX_RATIO * max(info.compress_size, 1024):
            raise PresetError(
                f"{self._path}: {name!r} claims to unpack from {info.compress_size:,} to "
                f"{info.file_size:,} bytes; not read"
            )
