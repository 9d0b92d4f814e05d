"""What only the live preview needs is not loaded as the studio starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from hairstudio.services.places import Places
from hairstudio.services.session import Session
from hairstudio.views.main_window import MainWindow
session = Session(Places.inside(Path(sys.argv[1])))
window = MainWindow(session)
window.show()
session.new()
app.processEvents()
heavy = ("PySide6.QtMultimedia", "moderngl", "pyqtgraph", "PySide6.QtOpenGLWidgets", "av")
print([name for name in heavy if name in sys.modules])
session.document.undo_stack.setClean()
window.close()
"""


def test_that_cameras_films_and_opengl_are_not_loaded_at_start(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"
