"""The client's window where there are two screens, and where there is one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

STILL = Path(__file__).parents[2] / "data" / "series" / "2059_grey.jpg"
PROGRAM = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
app = QApplication([])
from hairstudio.services.places import Places
from hairstudio.services.session import Session
from hairstudio.views.main_window import MainWindow
session = Session(Places.inside(Path(sys.argv[1])))
window = MainWindow(session)
window.show()
session.new()
window.show_workspace("live")
window.live.open_file(Path(sys.argv[2]))
window.live.toggle_client()
client = window.live.conductor().workspace.client
end = time.monotonic() + 60
while client.stage.view.shot() is None and time.monotonic() < end:
    QTest.qWait(20)
said = {
    "own": window.screen().name(),
    "screen": client.screen().name(),
    "full": client.isFullScreen(),
    "size": [client.width(), client.height()],
    "picture": client.stage.view.shot() is not None,
    "pointer": client.cursor().shape() != Qt.CursorShape.BlankCursor,
}
QTest.keyClick(client, Qt.Key.Key_F11)
said["after F11"] = client.isFullScreen()
QTest.keyClick(client, Qt.Key.Key_Escape)
said["open"] = window.live.conductor().workspace.client is not None
session.document.undo_stack.setClean()
window.close()
print(json.dumps(said))
"""


def screens(count: int) -> dict[str, object]:
    common = {"y": 0, "width": 1280, "height": 800, "logicalDpi": 96, "dpr": 1}
    return {"screens": [{"name": f"S{i}", "x": 1280 * i, **common} for i in range(count)]}


@pytest.mark.parametrize("count", [1, 2])
def test_that_the_client_sees_the_picture_alone_on_another_screen_if_there_is_one(
    tmp_path: Path, count: int
) -> None:
    config = tmp_path / "screens.json"
    config.write_text(json.dumps(screens(count)), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "home"), str(STILL)],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.strip().splitlines()[-1])
    assert said["picture"]
    assert not said["open"]
    assert said["full"] == (count == 2)
    assert said["pointer"] == (count == 1)
    assert said["after F11"] != said["full"]
    assert (said["screen"] != said["own"]) == (count == 2)
    if count == 2:
        assert said["size"] == [1280, 800]
