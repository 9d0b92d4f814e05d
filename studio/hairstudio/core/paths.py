"""What lies at a path, where a path may lead anywhere: recent files, LUTs of another machine.

`pathlib` raises where the system forbids to look or a name is too long; here that is "no".
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

__all__ = ["exists", "is_file", "is_folder", "is_pipe", "is_same", "modified"]


def exists(path: str | Path) -> bool:
    """Whether there is something that can be seen."""
    return os.path.exists(path)  # noqa: PTH110


def is_file(path: str | Path) -> bool:
    """Whether there is a file that can be seen."""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: str | Path) -> bool:
    """Whether there is a folder that can be seen."""
    return os.path.isdir(path)  # noqa: PTH112


def is_pipe(path: str | Path) -> bool:
    """Whether there is a pipe, which a reader may wait for without end."""
    try:
        return stat.S_ISFIFO(os.stat(path).st_mode)  # noqa: PTH116
    except (OSError, ValueError):  # nothing is there, or no file can have such a name
        return False


def modified(path: str | Path) -> int:
    """When it was written last, in nanoseconds; 0 where nothing can be seen."""
    try:
        return os.stat(path).st_mtime_ns  # noqa: PTH116
    except (OSError, ValueError):  # nothing is there, or no file can have such a name
        return 0


def is_same(path: str | Path, other: str | Path) -> bool:
    """Whether both lead to one file."""
    try:
        return os.path.samefile(path, other)  # noqa: PTH121
    except (OSError, ValueError):  # one is not there, or no file can have such a name
        return False
