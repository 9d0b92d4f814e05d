"""PySide's classes, made before threads can ask for them."""

from __future__ import annotations

from functools import cache

from PySide6 import QtCore, QtGui, QtWidgets

__all__ = ["make_classes"]


@cache
def make_classes() -> None:
    """Make every class of QtCore, QtGui and QtWidgets; at the second call nothing happens.

    PySide makes each when it is first asked for, and crashes where a second thread asks for another
    one meanwhile. pyqtgraph asks for all of them while it is loaded, and the event filters of the
    window for those of whatever object an event comes to.
    """
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            getattr(module, name)
