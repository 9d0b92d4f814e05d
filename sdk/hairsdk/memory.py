"""Too little memory, said in one way."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import cv2

__all__ = ["memory_errors"]


@contextlib.contextmanager
def memory_errors() -> Iterator[None]:
    """Raise `MemoryError` where OpenCV, which has an error of its own, runs out of memory."""
    try:
        yield
    except cv2.error as error:
        if error.code == cv2.Error.StsNoMem:
            raise MemoryError(error.err) from error
        raise
