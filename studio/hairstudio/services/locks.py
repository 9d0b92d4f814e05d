"""Locks that tell what a session that runs has in hand from what one that crashed left behind."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLockFile

__all__ = ["locked"]


def locked(path: Path) -> QLockFile | None:
    """Take the lock at `path`; nothing where the session that holds it still runs."""
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)
    # QLockFile removes a lock whose process is gone, on this host, by itself.
    return lock if lock.tryLock(0) else None
