"""What lies at a path, where a path may lead anywhere: recent files, LUTs of another machine.

`pathlib` raises where the system forbids to look or a name is too long; here that is "no".
"""

from __future__ import annotations

import os.path
from pathlib import Path

__all__ = ["exists", "is_file", "is_folder", "is_same"]


def exists(path: str | Path) -> bool:
    """Whether there is something that can be seen."""
    return os.path.exists(path)  # noqa: PTH110


def is_file(path: str | Path) -> bool:
    """Whether there is a file that can be seen."""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: str | Path) -> bool:
    """Whether there is a folder that can be seen."""
    return os.path.isdir(path)  # noqa: PTH112


def is_same(path: str | Path, other: str | Path) -> bool:
    """Whether both lead to one file."""
    try:
        return os.path.samefile(path, other)  # noqa: PTH121
    except (OSError, ValueError):  # one is not there, or no file can have such a name
        return False
