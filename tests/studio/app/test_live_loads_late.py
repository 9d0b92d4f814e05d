"""What only the live preview needs is loaded behind the window, not as the studio starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
app.processEvents()
heavy = {"PySide6.QtMultimedia", "moderngl", "pyqtgraph", "PySide6.QtOpenGLWidgets", "av"}
# On a slow machine the pause may have come after which a thread loads what draws curves.
from hairstudio.views.widgets.editors.loading import _loading
heavy -= {"pyqtgraph"} if _loading.cache_info().currsize else set()
print(sorted(heavy & sys.modules.keys()))

threads = {}
class Watch:
    def find_spec(self, name, path=None, target=None):
        threads[name] = threading.current_thread() is threading.main_thread()
sys.meta_path.insert(0, Watch())
if "idle" in sys.argv:
    until(lambda: window.live._loaded)
window.show_workspace("live")
until(lambda: window.live.is_built and window.live.conductor().workspace.isVisible())
ours = ("PySide6", "moderngl", "av", "hairsdk", "hairstudio")
print(sorted(name for name, main in threads.items() if main and name.split(".")[0] in ours))
print(window.live.conductor().workspace.isVisible(), "PySide6.QtMultimedia" in threads)
window.live.shut_down()
session.document.undo_stack.setClean()
window.close()
"""


@pytest.mark.parametrize("visit", ["idle", "at once"])
def test_that_cameras_films_and_opengl_load_behind_the_window(
    tmp_path: Path, visit: str, open_window: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", open_window + PROGRAM, str(tmp_path), visit],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    at_start, in_the_window, shown = done.stdout.strip().splitlines()
    assert at_start == "[]"
    assert in_the_window == "[]"
    assert shown == "True True"
