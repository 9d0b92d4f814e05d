"""Reading with a size limit, and writing that leaves the old file or the new one, never half."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Literal

from hairsdk.errors import FileReadError, FileWriteError

__all__ = [
    "found_at",
    "is_device_name",
    "make_folder",
    "read_bytes",
    "reading",
    "remove",
    "replace",
    "require_file",
    "require_parent",
    "settle",
    "temporary_beside",
    "write_bytes",
    "write_new",
    "write_together",
    "writing",
]

Kind = Literal["file", "folder", "device"]

_STEP = 1 << 20
"""Bytes that are read at a time where it is not known how many there are."""

_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")


def found_at(path: Path, *, to: Literal["read", "write"] = "read") -> Kind | None:
    """What stands at `path`; None if nothing does.

    Unlike `Path.exists` and its like, it fails in words where that cannot be told.

    Parameters
    ----------
    path : Path
    to : {"read", "write"}
        What for: it chooses the error.

    Raises
    ------
    FileReadError, FileWriteError
        A folder on the way may not be entered, or no file can have such a name.
    """
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        kind = FileReadError if to == "read" else FileWriteError
        raise kind(f"cannot {to} {path}: {_words(error)}", path) from error
    if stat.S_ISDIR(mode):
        return "folder"
    return "file" if stat.S_ISREG(mode) else "device"


def is_device_name(stem: str) -> bool:
    """Whether Windows gives no file or folder this lower-case name, whatever its suffix.

    Source: Microsoft, "Naming Files, Paths, and Namespaces".
    """
    return _DEVICE.fullmatch(stem) is not None


def make_folder(path: Path) -> None:
    """Make a folder and those above it, unless it is there already.

    Raises
    ------
    FileWriteError
        It cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise FileWriteError(f"cannot make folder {path}: {_words(error)}", path) from error


def require_file(path: Path) -> None:
    """Raise `FileWriteError` if a folder, a device or a pipe stands at `path`.

    Not every system refuses by itself to replace them, and none before all is written.
    """
    found = found_at(path, to="write")
    if found == "folder":
        raise FileWriteError(f"cannot write {path}: a folder stands there", path)
    if found == "device":
        raise FileWriteError(f"cannot write {path}: it is a device or a pipe, no file", path)


def require_parent(path: Path) -> None:
    """Raise `FileWriteError` if there is no folder that `path` could lie in."""
    if found_at(path.parent, to="write") != "folder":
        raise FileWriteError(f"cannot write {path}: there is no folder {path.parent}", path)


def read_bytes(path: str | Path, limit: int) -> bytes:
    """Read a whole file that must not be larger than `limit` bytes.

    Raises
    ------
    FileReadError
        The file is missing, a folder, unreadable or larger than `limit`.
    """
    path = Path(path)
    with reading(path), path.open("rb") as file:
        data = b"".join(_parts(file, limit + 1))
    if len(data) > limit:
        raise FileReadError(f"{path} is larger than the {limit:,} bytes allowed", path)
    return data


def _parts(file: IO[bytes], most: int) -> Iterator[bytes]:
    """What a file holds, up to `most` bytes.

    Python sets aside all that is asked for: never more, then, than the file seems to have.
    """
    # One more tells whether it ends there: a pipe has no size, and a file may grow meanwhile.
    wanted = os.fstat(file.fileno()).st_size + 1
    while most > 0:
        part = file.read(min(wanted, most))
        yield part
        if len(part) < wanted:
            return
        most -= len(part)
        wanted = _STEP


def temporary_beside(path: Path) -> Path:
    """A hidden name that is free, in the folder of `path` and with its suffix.

    Raises
    ------
    FileWriteError
        `path` has no name of its own, as "." has none.
    """
    if not path.name:
        raise FileWriteError(f"cannot write {path}: a folder stands there", path)
    # A name has 255 bytes at most, and a character up to four of them.
    return path.with_name(f".{path.stem[:40]}.{secrets.token_hex(6)}{path.suffix}")


def write_bytes(path: str | Path, data: bytes) -> None:
    """Write `data` to `path` atomically.

    Raises
    ------
    FileWriteError
        The file cannot be written.
    """
    write_together({Path(path): data})


def write_new(path: Path, data: bytes) -> None:
    """Write `data` to `path` atomically, where nothing may stand yet.

    Raises
    ------
    FileWriteError
        Something stands there, which is untouched, or the file cannot be written.
    """
    require_file(path)
    with _settled_beside(path, data) as temporary, writing(path):
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:
            # Not every file system has links.
            _replace_nothing(temporary, path)


def _replace_nothing(temporary: Path, path: Path) -> None:
    """Rename where nothing may stand: an empty file keeps the place for a moment."""
    with path.open("xb"):
        pass
    try:
        os.replace(temporary, path)  # noqa: PTH105  (atomic)
    except OSError:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def write_together(files: dict[Path, bytes]) -> None:
    """Write files that belong together: none takes its place before there is room for all.

    Raises
    ------
    FileWriteError
        One of them cannot be written.
    """
    for path in files:
        require_file(path)
    with contextlib.ExitStack() as stack:
        temporaries = {
            path: stack.enter_context(_settled_beside(path, data)) for path, data in files.items()
        }
        for path, temporary in temporaries.items():
            with writing(path):
                replace(temporary, path)


@contextlib.contextmanager
def _settled_beside(path: Path, data: bytes) -> Iterator[Path]:
    """A temporary file beside `path`, its bytes on the disk; it goes if it is still there."""
    temporary = temporary_beside(path)
    try:
        with writing(path):
            temporary.write_bytes(data)
            settle(temporary)
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def remove(path: Path) -> None:
    """Remove a file, if it is there.

    Raises
    ------
    FileWriteError
        It is a folder, or may not be removed.
    """
    with writing(path):
        path.unlink(missing_ok=True)


def replace(temporary: Path, path: Path) -> None:
    """Put a file in another's place, whose permissions it gets: who may read that one stays so.

    Raises
    ------
    OSError
        The file system refuses.
    """
    # On Windows a mode says only whether a file is read-only. It replaces no such file, and would
    # not let us remove what was to take its place.
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            shutil.copymode(path, temporary)
    os.replace(temporary, path)  # noqa: PTH105  (atomic)


def settle(path: Path) -> None:
    """Have the bytes on the disk: else a power cut may leave an empty file of the new name.

    Raises
    ------
    OSError
        The disk does not take them.
    """
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """Raise `FileReadError` where the system does not let `path` be read."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise FileReadError(f"cannot read {path}: {_words(error)}", path) from error


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Raise `FileWriteError` where the system does not let `path` be written."""
    try:
        yield
    except (OSError, ValueError) as error:
        try:
            require_parent(path)
        except FileWriteError as missing:
            # The system's own words would be of a file: "No such file or directory".
            raise missing from error
        raise FileWriteError(f"cannot write {path}: {_words(error)}", path) from error


def _words(error: OSError | ValueError) -> object:
    """A name with a null byte in it is a ValueError."""
    return getattr(error, "strerror", None) or error
