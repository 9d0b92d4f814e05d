"""How much memory this process holds."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

__all__ = ["current_megabytes", "peak_megabytes"]


def current_megabytes() -> float:
    """Resident memory now; on systems that do not tell, as macOS, the most so far."""
    if sys.platform == "win32":
        return _windows_counters()[2] / 2**20
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return peak_megabytes()
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def peak_megabytes() -> float:
    """Most resident memory so far."""
    if sys.platform == "win32":
        return _windows_counters()[1] / 2**20
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Bytes on macOS, kilobytes on Linux.
    return most / 2**20 if sys.platform == "darwin" else most / 2**10


if sys.platform == "win32":

    def _windows_counters() -> ctypes.Array[ctypes.c_size_t]:
        """`PROCESS_MEMORY_COUNTERS` of psapi.h; its first two numbers, of 32 bits, are one here."""
        counters = (ctypes.c_size_t * 9)()
        size = counters[0] = ctypes.sizeof(counters)
        this_process = ctypes.c_void_p(-1)
        ctypes.windll.kernel32.K32GetProcessMemoryInfo(this_process, counters, size)
        return counters
