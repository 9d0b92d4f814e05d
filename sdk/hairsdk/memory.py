"""Too little memory, said in one way."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

import cv2

__all__ = ["memory_errors", "opencv_words"]

_TOLD = re.compile(r"error: \((-?\d+):[^)]*\) *(.*?)(?: in function|\Z)", re.DOTALL)


@contextlib.contextmanager
def memory_errors() -> Iterator[None]:
    """Raise `MemoryError` where OpenCV, which has an error of its own, runs out of memory."""
    try:
        yield
    except cv2.error as error:
        code, words = opencv_words(error)
        if code == cv2.Error.StsNoMem:
            raise MemoryError(words) from error
        raise


def opencv_words(error: cv2.error) -> tuple[int, str]:
    """Code and words of an error of OpenCV.

    They are taken from its text: its attributes are the class's, and tell of the last error of any
    thread.

    Parameters
    ----------
    error : cv2.error

    Returns
    -------
    code : int
        0 where it tells none.
    words : str
    """
    text = str(error).strip()
    match = _TOLD.search(text)
    return (int(match[1]), match[2]) if match else (0, text)
