"""The window's thread loads nothing heavy, neither while a slider is dragged nor afterwards."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
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
pulse = QTimer()
pulse.start(20)
patience = time.monotonic() + 60
def until(done):
    while not done() and time.monotonic() < patience:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
def calm():
    return session.preview.latest is not None and not session.preview.busy
until(lambda: calm() and not window.gallery.busy)

heavy = ("PySide6", "pyqtgraph", "av", "moderngl", "scipy", "colour")
here, behind = [], []
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in heavy:
            main = threading.current_thread() is threading.main_thread()
            (here if main else behind).append(name)
sys.meta_path.insert(0, Watch())
window.effects.add_effect("dye")
window.effects.add_effect("curves")
rows = window.effects.stack_view.rows
amount, luma = rows[0].panel.editors["amount"], rows[1].panel.editors["luma"]
def drag(steps):
    for step in range(steps):
        before = session.preview.latest
        amount._edit(step % 100 / 100.0 + 0.005)
        until(lambda: session.preview.latest is not before)
while not window.live._loaded and time.monotonic() < patience:
    drag(20)
drag(20)
amount._finish()
until(calm)
print(luma.plot is not None)
print(here)
print("pyqtgraph" in behind, "av" in behind)

known = set(sys.modules)
drag(50)
amount._finish()
until(calm)
print(sorted(set(sys.modules) - known))
session.document.undo_stack.setClean()
window.close()
"""


def test_that_a_drag_from_the_first_picture_on_loads_nothing_in_the_window(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    curve_came, in_the_window, behind, later = done.stdout.strip().splitlines()
    assert curve_came == "True"
    assert in_the_window == "[]"
    assert behind == "True True"
    assert later == "[]"
