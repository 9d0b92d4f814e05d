"""The window's thread loads nothing heavy, neither while a slider is dragged nor afterwards."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
def calm():
    return session.preview.latest is not None and not session.preview.busy

heavy = ("PySide6", "pyqtgraph", "av", "moderngl", "scipy", "colour")
here, behind = [], []
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in heavy:
            main = threading.current_thread() is threading.main_thread()
            (here if main else behind).append(name)
sys.meta_path.insert(0, Watch())
until(lambda: calm() and not window.gallery.busy)
# A slow machine has loaded some of it by now, and that is as good.
here.clear()

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


def test_that_a_drag_from_the_first_picture_on_loads_nothing_in_the_window(
    tmp_path: Path, open_window: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", open_window + PROGRAM, str(tmp_path)],
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
