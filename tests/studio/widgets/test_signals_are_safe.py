from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal


class Source(QObject):
    fired = Signal()


def test_that_signals_do_not_use_up_pythons_true(qapp) -> None:
    """PySide6 6.12.0 dropped one reference at each emit: Python 3.11 aborts at the last one."""
    source = Source()
    source.fired.emit()
    before = sys.getrefcount(True)
    for _ in range(200):
        source.fired.emit()
    assert sys.getrefcount(True) > before - 100
