"""Ctrl-C that ends a run in order."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from hairsdk.cli import ENDS
from hairsdk.video.stages import StopRequest

__all__ = ["stopping_on_interrupt"]


@contextlib.contextmanager
def stopping_on_interrupt() -> Iterator[StopRequest]:
    """Give a request that Ctrl-C, SIGTERM and SIGHUP set; a second one drops what was done.

    Neither raises anything by itself: an exception that comes at any time would come amid the
    putting away, too. In another thread than the main one, which gets all signals, nothing sets it.
    """
    stop = StopRequest()

    def handle(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            stop.drop()
        stop.set()

    is_main = threading.current_thread() is threading.main_thread()
    before = {
        number: signal.signal(number, handle)
        for number in (ENDS if is_main else ())
        # A shell starts jobs in the background with Ctrl-C ignored: so it stays.
        if signal.getsignal(number) is not signal.SIG_IGN
    }
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
