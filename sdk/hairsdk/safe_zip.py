"""Reading zips from strangers: nothing is extracted, every size is bounded."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from hairsdk.errors import FileReadError, HairSdkError, PresetError
from hairsdk.files import read_bytes, reading

__all__ = ["PRESET_ZIP", "SafeZip", "ZipRules", "open_zip"]


_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError)


@dataclass(frozen=True)
class ZipRules:
    """What a zip may hold.

    Parameters
    ----------
    kind : str
        What error messages call such a file.
    main : str
        The file whose folder is the root: zips often hold everything in one common folder.
    subfolders : bool
        Whether files below the root count too, named by their path from it.
    archive_bytes, entries, total_bytes : int
        Limits of the packed size, the number of files and the unpacked size.
    error : type
        Raised for whatever is wrong.
    """

    kind: str = ".hairlook"
    main: str = "preset.json"
    subfolders: bool = False
    archive_bytes: int = 512 * 2**20
    entries: int = 256
    total_bytes: int = 1024 * 2**20
    error: type[HairSdkError] = PresetError


PRESET_ZIP = ZipRules()


@contextlib.contextmanager
def open_zip(path: Path, rules: ZipRules) -> Iterator[zipfile.ZipFile]:
    """Open a zip that is neither too large nor holds too many files, and read its directory alone.

    Its names are unchecked.

    Raises
    ------
    FileReadError
        The file cannot be read.
    PresetError
        It is no zip, or holds too many files; `rules` may name another error.
    """
    with reading(path):
        file = path.open("rb", buffering=0)
    with _Watched(file, path, rules) as watched:
        if os.fstat(file.fileno()).st_size > rules.archive_bytes:
            raise FileReadError(
                f"{path} is larger than the {rules.archive_bytes:,} bytes allowed", path
            )
        with _opened(watched, path, rules) as archive:
            yield archive


class _Watched(io.BufferedReader):
    """A zip whose directory, which zipfile reads in one go, is refused before it is parsed."""

    def __init__(self, file: io.FileIO | io.BytesIO, path: Path, rules: ZipRules) -> None:
        super().__init__(file)
        self._path = path
        self._rules = rules

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        # By the signature before each: to parse a million takes long.
        if (count := data.count(b"PK\x01\x02")) > self._rules.entries:
            raise self._rules.error(
                f"{self._path} holds {count} files, {self._rules.entries} allowed"
            )
        return data


def _opened(file: _Watched, path: Path, rules: ZipRules) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        if isinstance(error, HairSdkError):
            raise
        raise rules.error(f"{path} is not a readable {rules.kind} (zip) file: {error}") from error


class SafeZip:
    """The files inside a zip, by name.

    Parameters
    ----------
    path : Path
    rules : ZipRules
        Those of a preset by default.

    Raises
    ------
    FileReadError
        The file cannot be read.
    PresetError
        It is no zip, or one that is unsafe to read; `rules` may name another error.
    """

    def __init__(self, path: Path, rules: ZipRules = PRESET_ZIP) -> None:
        self._path = path
        self._rules = rules
        data = read_bytes(path, rules.archive_bytes)
        self._zip = _opened(_Watched(io.BytesIO(data), path, rules), path, rules)
        self._entries = self._check(self._zip.infolist())

    def __enter__(self) -> SafeZip:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the file."""
        self._zip.close()

    def names(self) -> list[str]:
        """Names of all files, sorted."""
        return sorted(self._entries)

    def has(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return name in self._entries

    def read(self, name: str, limit: int) -> bytes:
        """Contents of one file, at most `limit` bytes.

        Raises
        ------
        KeyError
            There is no such file; ask `has`.
        PresetError
            It is larger or damaged; `rules` may name another error.
        """
        info = self._entries[name]
        if info.file_size > limit:
            raise self._rules.error(
                f"{self._path}: {name} has {info.file_size:,} bytes, {limit:,} allowed"
            )
        try:
            with self._zip.open(info) as file:
                data = file.read(limit + 1)
        except _DAMAGED as error:
            raise self._rules.error(f"{self._path}: {name} is damaged: {error}") from error
        except ValueError as error:
            raise self._rules.error(
                f"{self._path}: {name} is damaged: it seems to begin before the zip does"
            ) from error
        if len(data) != info.file_size:
            raise self._rules.error(
                f"{self._path}: {name} is damaged: its size is not the one declared"
            )
        return data

    def _check(self, infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        total = sum(info.file_size for info in infos)
        if total > self._rules.total_bytes:
            raise self._rules.error(
                f"{self._path} unpacks to {total:,} bytes, {self._rules.total_bytes:,} allowed"
            )
        entries: dict[PurePosixPath, zipfile.ZipInfo] = {}
        for info in infos:
            self._check_entry(info)
            if info.is_dir() or info.filename.startswith("__MACOSX/"):
                continue
            name = PurePosixPath(info.filename)
            if name in entries:
                raise self._rules.error(f"{self._path}: {name} is in it twice")
            entries[name] = info
        mains = [n.parent for n in entries if n.name == self._rules.main]
        root = min(mains, key=lambda n: len(n.parts), default=PurePosixPath("."))
        return {
            str(n.relative_to(root)): info
            for n, info in entries.items()
            if n.parent == root or (self._rules.subfolders and n.is_relative_to(root))
        }

    def _check_entry(self, info: zipfile.ZipInfo) -> None:
        name = info.filename
        if not name:
            raise self._rules.error(f"{self._path}: an entry has no name")
        parts = name.replace("\\", "/").split("/")
        if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
            raise self._rules.error(
                f"{self._path}: {name!r} points outside of the archive; not read"
            )
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise self._rules.error(f"{self._path}: {name!r} is a link or a special file; not read")
        if info.flag_bits & 0x1:
            raise self._rules.error(f"{self._path}: {name!r} is encrypted")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            # Not every Python has the others, and each has errors of its own.
            raise self._rules.error(
                f"{self._path}: {name!r} is packed in another way than deflate; zip it anew"
            )
