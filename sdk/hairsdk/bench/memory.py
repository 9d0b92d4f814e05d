"""How much memory this process holds."""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["current_megabytes", "peak_megabytes"]


def current_megabytes() -> float:
    """Resident memory now; on systems without /proc the most so far."""
    if sys.platform != "linux":
        return peak_megabytes()
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return peak_megabytes()
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def peak_megabytes() -> float:
    """Most resident memory so far; 0 on Windows, which does not tell Python."""
    if sys.platform == "win32":
        return 0.0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Bytes on macOS, kilobytes on Linux.
    return most / 2**20 if sys.platform == "darwin" else most / 2**10
