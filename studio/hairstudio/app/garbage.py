"""Python's search for reference cycles, in the window's thread alone.

By itself Python looks for them in whichever thread makes the most objects, and those are the ones
that work in the background. Where a cycle holds a QObject, such a thread deletes it, which Qt
allows in the object's own thread only: both threads may wait for each other's lock for ever, or
the window crashes. PySide does nothing against it, so programs do as is done here.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

__all__ = ["collect_due", "collecting_here"]

_PERIOD_MS = 500


@contextmanager
def collecting_here() -> Iterator[None]:
    """Look for cycles in this thread, between its events, and in no other, while the block runs."""
    # What stands already stays as long as the window: to look through it would stop the window
    # for 70 ms each time.
    gc.freeze()
    gc.disable()
    timer = QTimer()
    timer.timeout.connect(collect_due)
    timer.start(_PERIOD_MS)
    try:
        yield
    finally:
        timer.stop()
        gc.enable()
        gc.unfreeze()


def collect_due() -> None:
    """Look through the oldest generation of objects whose turn it is by Python's own thresholds."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        # 0 is Python 3.14's way to say that it has no oldest generation of its own.
        if 0 < thresholds[generation] < counts[generation]:
            gc.collect(generation)
            return
