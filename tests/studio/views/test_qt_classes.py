"""Two threads that make classes of PySide's at once crash it."""

from __future__ import annotations

import subprocess
import sys

LOADS = """
from types import SimpleNamespace
from PySide6 import QtCore, QtGui, QtWidgets
import hairstudio.views.main_window

def still_to_be_made():
    modules = (QtCore, QtGui, QtWidgets)
    return [name for module in modules for name in dir(module) if name not in vars(module)]

assert still_to_be_made()

from hairstudio.views.live import panel
from hairstudio.views.widgets.editors import loading

{replaced} = lambda *_: print(still_to_be_made())
{call}
"""


def printed(replaced: str, call: str) -> str:
    """What stands in for a thread's work says that there is no class left to make."""
    code = LOADS.format(replaced=replaced, call=call)
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=120
    ).stdout.strip()


def test_that_the_classes_are_made_before_a_thread_loads_the_plots() -> None:
    assert printed("loading._load", "loading.load_plots()") == "[]"


def test_that_the_classes_are_made_before_a_thread_loads_the_live_page() -> None:
    job = "SimpleNamespace(start=lambda load: load())"
    call = f"panel.LivePanel._load(SimpleNamespace(_loaded=False, _loading={job}))"
    assert printed("panel._load_modules", call) == "[]"
