"""What the tests of the whole app share."""

from __future__ import annotations

import pytest

OPEN_WINDOW = """
import os, sys, threading, time
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
app = QApplication([])
from hairstudio.services.places import Places
from hairstudio.services.session import Session
from hairstudio.views.main_window import MainWindow
session = Session(Places.inside(Path(sys.argv[1])))
window = MainWindow(session)
window.show()
session.new()
patience = time.monotonic() + 60
pulse = QTimer()
def until(done):
    pulse.start(20)
    while not done() and time.monotonic() < patience:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
"""


@pytest.fixture(scope="session")
def open_window() -> str:
    """The start of a program in a process of its own: the window, on a new look."""
    return OPEN_WINDOW
