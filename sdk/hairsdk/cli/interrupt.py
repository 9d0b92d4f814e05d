"""Ctrl-C that ends a run in order."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType

from hairsdk.video.stages import StopRequest

__all__ = ["stopping_on_interrupt"]


@contextlib.contextmanager
def stopping_on_interrupt() -> Iterator[StopRequest]:
    """Give a request that Ctrl-C and SIGTERM set; a second one raises KeyboardInterrupt.

    Only to be used in the main thread.
    """
    stop = StopRequest()

    def handle(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
