"""Threads that encoders begin, as urgent to the system as any other."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

__all__ = ["kept_scheduling"]

_TASKS = Path("/proc/self/task")


@contextlib.contextmanager
def kept_scheduling() -> Iterator[None]:
    """Let this thread, and those that begin inside the block, be scheduled as it is now.

    libsvtav1 makes its own threads and the one that opens it real-time ones where it may, as for
    root in a container: nothing else would get a processor, and what the process starts later would
    inherit that.
    """
    if sys.platform != "linux" or not _TASKS.is_dir():
        yield
        return
    own = threading.get_native_id()
    policy, parameter = os.sched_getscheduler(own), os.sched_getparam(own)
    others = _threads() - {own}
    try:
        yield
    finally:
        for thread in _threads() - others:
            # One may have ended meanwhile, or the system not allow it.
            with contextlib.suppress(OSError):
                if os.sched_getscheduler(thread) != policy:
                    os.sched_setscheduler(thread, policy, parameter)


def _threads() -> set[int]:
    return {int(path.name) for path in _TASKS.iterdir()}
