"""Libraries that OpenCV leaves to the system, and that containers may lack."""

from __future__ import annotations

import sys

__all__ = ["lacking_library"]


def lacking_library(error: ImportError) -> str:
    """Tell which library the system lacks, and what brings it; nothing of another failed import."""
    if error.name != "cv2" or isinstance(error, ModuleNotFoundError):
        return ""
    cure = " (Debian: apt-get install libgl1 libglib2.0-0)" if sys.platform == "linux" else ""
    return f"OpenCV cannot be loaded: {error}{cure}"
