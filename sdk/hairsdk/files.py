"""Reading with a size limit, and writing that leaves the old file or the new one, never half."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from hairsdk.errors import FileReadError, FileWriteError

__all__ = ["read_bytes", "replacing", "write_bytes"]


def read_bytes(path: str | Path, limit: int) -> bytes:
    """Read a whole file that must not be larger than `limit` bytes.

    Raises
    ------
    FileReadError
        The file is missing, a folder, unreadable or larger than `limit`.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise FileReadError(f"cannot read {path}: {error.strerror or error}", path) from error
    if len(data) > limit:
        raise FileReadError(f"{path} is larger than the {limit:,} bytes allowed", path)
    return data


@contextlib.contextmanager
def replacing(path: str | Path) -> Iterator[Path]:
    """Give a temporary path beside `path` that takes its place when the block succeeds.

    The temporary file keeps the suffix of `path`, so that libraries that choose a format by
    suffix write the right one. It is removed when the block fails.

    Raises
    ------
    FileWriteError
        The file cannot be written.
    """
    path = Path(path)
    temporary = path.with_name(f".{path.stem[:80]}.{secrets.token_hex(6)}{path.suffix}")
    try:
        yield temporary
        os.replace(temporary, path)  # noqa: PTH105  (atomic; the point of this function)
    except OSError as error:
        raise FileWriteError(f"cannot write {path}: {error.strerror or error}", path) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def write_bytes(path: str | Path, data: bytes) -> None:
    """Write `data` to `path` atomically.

    Raises
    ------
    FileWriteError
        The file cannot be written.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(data)
