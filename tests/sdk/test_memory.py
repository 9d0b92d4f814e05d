"""Errors of OpenCV, while other threads have some of their own."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import cv2
import numpy as np
import pytest

from hairsdk.images import Photo, encode_photo
from hairsdk.memory import memory_errors, opencv_words

PIXELS = np.zeros((9, 9, 3), np.uint8)


def exhausted() -> None:
    cv2.copyMakeBorder(PIXELS, 2**30, 0, 2**30, 0, cv2.BORDER_CONSTANT)


def empty() -> None:
    cv2.cvtColor(PIXELS[:0], cv2.COLOR_RGB2BGR)


def fail(own: Callable[[], None], others: Callable[[], None]) -> None:
    try:
        own()
    except cv2.error:
        # In another thread, before this one's error is looked at.
        with contextlib.suppress(cv2.error):
            others()
        raise


def test_that_too_little_memory_is_told_whatever_else_fails() -> None:
    with pytest.raises(MemoryError, match=r"^Failed to allocate \d+ bytes$"), memory_errors():
        fail(exhausted, empty)


def test_that_too_little_memory_within_an_encoder_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    # libjpeg's, which OpenCV tells its log alone.
    monkeypatch.setattr(cv2, "imencode", lambda *_: (False, None))
    with pytest.raises(MemoryError, match=r"^cannot encode big\.jpg: too little memory$"):
        encode_photo(Photo(PIXELS), "big.jpg")


def test_that_what_is_no_lack_of_memory_is_none() -> None:
    with pytest.raises(cv2.error, match="empty") as caught, memory_errors():
        fail(empty, exhausted)
    assert opencv_words(caught.value) == (-215, "!_src.empty()")


def test_that_an_error_of_python_s_has_its_words() -> None:
    assert opencv_words(cv2.error("no frame\n")) == (0, "no frame")
