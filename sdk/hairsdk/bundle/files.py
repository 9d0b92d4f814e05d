"""The files of a bundle: a folder or a zip, read with bounds and written whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Protocol

from hairsdk.errors import BundleError, FileReadError, FileWriteError
from hairsdk.files import (
    found_at,
    read_bytes,
    require_parent,
    settle,
    temporary_beside,
    write_bytes,
    writing,
)
from hairsdk.preset_files import pack_zip
from hairsdk.safe_zip import SafeZip, ZipRules, open_zip

__all__ = [
    "LITTER",
    "MANIFEST",
    "MAX_FILE_BYTES",
    "BundleFiles",
    "is_bundle",
    "open_files",
    "write_files",
]

MANIFEST = "manifest.json"
MAX_FILE_BYTES = 256 * 2**20
MAX_FILES = 4096

LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""What file managers leave in folders that they show."""

_ZIP = ZipRules(
    kind="bundle",
    main=MANIFEST,
    subfolders=True,
    entries=MAX_FILES,
    error=BundleError,
)


class BundleFiles(Protocol):
    """Files by name, as in ``looks/copper/light.cube``."""

    def names(self) -> list[str]:
        """Names of all files, sorted."""

    def has(self, name: str) -> bool:
        """Whether there is a file of that name."""

    def read(self, name: str, limit: int) -> bytes:
        """Contents of a file, at most `limit` bytes."""

    def close(self) -> None:
        """Release them."""


class _Folder:
    """The files under a folder. Links are refused: they may lead anywhere."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._names: list[str] = []
        pending = [path]
        while pending:
            folder = pending.pop()
            for entry in sorted(os.scandir(folder), key=lambda e: e.name):
                name = Path(entry.path).relative_to(path).as_posix()
                if entry.is_symlink():
                    raise BundleError(f"{path}: {name} is a link; not read")
                if entry.is_dir():
                    pending.append(Path(entry.path))
                else:
                    self._names.append(name)
                if len(self._names) > MAX_FILES:
                    raise BundleError(f"{path} holds more than {MAX_FILES} files; not read")
        self._names.sort()

    def names(self) -> list[str]:
        return list(self._names)

    def has(self, name: str) -> bool:
        return name in self._names

    def read(self, name: str, limit: int) -> bytes:
        return read_bytes(self._path / name, limit)

    def close(self) -> None:
        """Nothing: each file is closed when it has been read."""


def open_files(path: Path) -> BundleFiles:
    """Open a folder or a zip for reading.

    Raises
    ------
    FileReadError
        There is nothing at `path`, or it cannot be read.
    BundleError
        It is no bundle, or one that is unsafe to read.
    """
    found = found_at(path)
    if found is None:
        raise FileReadError(f"cannot read bundle {path}: no such file or folder", path)
    files: BundleFiles
    try:
        files = _Folder(path) if found == "folder" else SafeZip(path, _ZIP)
    except OSError as error:
        if isinstance(error, FileReadError):
            raise
        raise FileReadError(
            f"cannot read bundle {path}: {error.strerror or error}", path
        ) from error
    if not files.has(MANIFEST):
        raise BundleError(f"{path} is not a bundle: there is no {MANIFEST} in it")
    return files


def is_bundle(path: str | Path) -> bool:
    """Whether a folder or zip looks like a bundle, and not like a preset. Reads names only."""
    path = Path(path)
    found = found_at(path)
    if found == "folder":
        return found_at(path / MANIFEST) == "file" and found_at(path / "preset.json") is None
    if found == "device":
        # What a pipe gives can be read but once.
        return False
    try:
        with open_zip(path, _ZIP) as archive:
            names = [PurePosixPath(name) for name in archive.namelist()]
    except (FileReadError, BundleError):
        return False
    depths = {
        main: min((len(name.parts) for name in names if name.name == main), default=MAX_FILES)
        for main in (MANIFEST, "preset.json")
    }
    return depths[MANIFEST] < depths["preset.json"]


def write_files(path: Path, files: dict[str, bytes]) -> None:
    """Write a bundle: a zip if `path` ends in `.zip`, else a folder.

    It appears under its name when it is complete. What is there already is replaced if it is an
    empty folder, or a bundle and nothing else.

    Raises
    ------
    FileWriteError
        The bundle cannot be written, or something else stands at `path`.
    """
    is_zip = path.suffix.lower() == ".zip"
    found = found_at(path, to="write")
    if is_zip and found == "folder":
        raise FileWriteError(f"cannot write {path}: a folder stands there", path)
    if not is_zip and path.is_symlink():
        path = path.resolve()
    if found:
        _require_replaceable(path)
    require_parent(path)
    if is_zip:
        write_bytes(path, pack_zip(files))
    else:
        _write_folder(path, files)


def _write_folder(path: Path, files: dict[str, bytes]) -> None:
    fresh = temporary_beside(path)
    old = fresh.with_name(f"{fresh.name}.old")
    try:
        with writing(path):
            for name, data in files.items():
                target = fresh / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
                settle(target)
            if path.exists():
                path.rename(old)
            fresh.rename(path)
    finally:
        if old.exists() and not path.exists():
            old.rename(path)
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


# Encrypted and oddly packed zips are RuntimeErrors.
_UNREADABLE = (OSError, ValueError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error)


def _require_replaceable(path: Path) -> None:
    """Many a project has a manifest.json: only what a bundle's own one lists may go."""
    try:
        if path.is_dir() and not any(path.iterdir()):
            return
        names, manifest = _contents(path)
        listed = {MANIFEST, *json.loads(manifest)["files"]}
    except (*_UNREADABLE, KeyError, TypeError):
        raise FileWriteError(
            f"cannot write {path}: what stands there is not a bundle; choose another name", path
        ) from None
    for name in names:
        if name not in listed and PurePosixPath(name).name not in LITTER:
            raise FileWriteError(
                f"cannot write {path}: {name} in it is not of the bundle; move it away or choose "
                "another name",
                path,
            )


def _contents(path: Path) -> tuple[list[str], bytes]:
    """Names of all files in a folder or zip, and its manifest."""
    if not path.is_dir():
        with open_zip(path, _ZIP) as archive, archive.open(MANIFEST) as manifest:
            names = [info.filename for info in archive.infolist() if not info.is_dir()]
            return names, manifest.read(MAX_FILE_BYTES)
    files = (file for file in sorted(path.rglob("*")) if file.is_symlink() or not file.is_dir())
    names = [file.relative_to(path).as_posix() for file in files]
    return names, (path / MANIFEST).read_bytes()
