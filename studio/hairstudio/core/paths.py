"""What lies at a path, where a path may lead anywhere: recent files, LUTs of another machine.

`pathlib` raises where the system forbids to look or a name is too long; here that is "no".
"""

from __future__ import annotations

import itertools
import os
import stat
from pathlib import Path
from typing import TypeAlias

__all__ = [
    "Stamp",
    "exists",
    "free_name",
    "is_file",
    "is_folder",
    "is_pipe",
    "is_same",
    "modified",
    "size_of",
    "stamp_of",
]

Stamp: TypeAlias = tuple[int, int]
"""When a file was written, in nanoseconds, and its size."""


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


def free_name(path: Path, numbered: str = "{0} ({1})") -> Path:
    """The path where nothing stands there, else one with a number, from 2 on.

    Parameters
    ----------
    path : Path
    numbered : str
        How the name, without its suffix, and the number are put together.
    """
    free, numbers = path, itertools.count(2)
    while exists(free):
        free = path.with_stem(numbered.format(path.stem, next(numbers)))
    return free


def modified(path: str | Path) -> int:
    """When it was written last, in nanoseconds; 0 where nothing can be seen."""
    stamp = stamp_of(path)
    return 0 if stamp is None else stamp[0]


def size_of(path: str | Path) -> int:
    """How many bytes it has; 0 where nothing can be seen."""
    stamp = stamp_of(path)
    return 0 if stamp is None else stamp[1]


def stamp_of(path: str | Path) -> Stamp | None:
    """What changes when a file is written; None where nothing can be seen."""
    try:
        state = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):  # nothing is there, or no file can have such a name
        return None
    return state.st_mtime_ns, state.st_size


def is_same(path: str | Path, other: str | Path) -> bool:
    """Whether both lead to one file."""
    try:
        return os.path.samefile(path, other)  # noqa: PTH121
    except (OSError, ValueError):  # one is not there, or no file can have such a name
        return False
