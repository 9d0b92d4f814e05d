"""Threads that encoders begin, as urgent to the system as any other."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["kept_scheduling"]

_TASKS = Path("/proc/self/task")


@contextlib.contextmanager
def kept_scheduling() -> Iterator[None]:
    """Let this thread, and those that begin inside the block, be scheduled as it is now.

    libsvtav1 makes its own threads and the one that opens it real-time ones where it may, as for
    root in a container: nothing else would get a processor, and what the process starts later would
    inherit that.
    """
    if sys.platform != "linux":
        yield
        return
    own = threading.get_native_id()
    before = _scheduling()
    try:
        yield
    finally:
        usual = before.pop(own, None)
        for thread, now in _scheduling().items():
            if usual is not None and thread not in before and now != usual:
                # It may have ended meanwhile, or the system not allow it.
                with contextlib.suppress(OSError):
                    os.sched_setscheduler(thread, *usual)


def _scheduling() -> dict[int, tuple[int, Any]]:
    """Policy and priority of each thread, where the system tells: musl, say, has no such calls."""
    found: dict[int, tuple[int, Any]] = {}
    if sys.platform == "linux" and _TASKS.is_dir():
        for thread in (int(path.name) for path in _TASKS.iterdir()):
            with contextlib.suppress(OSError):
                found[thread] = os.sched_getscheduler(thread), os.sched_getparam(thread)
    return found
