"""Looks beside the open one: those that are opened, and those that are gone."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from hairsdk import resources
from hairstudio.views.live.conductor import Conductor
from hairstudio.views.live.tool_bar import LookChoice, ToolBar
from hairstudio.views.main_window import MainWindow


def test_that_a_compared_look_that_is_gone_is_compared_no_more(qtbot: QtBot) -> None:
    tools = ToolBar()
    qtbot.addWidget(tools)
    heard: list[list[str]] = []
    tools.compare_changed.connect(heard.append)
    tools.show_compared(["rose", "ocean"])
    tools.show_looks([LookChoice("rose", "Rose"), LookChoice("ocean", "Ocean")])
    assert heard == []
    tools.show_looks([LookChoice("ocean", "Ocean")])
    assert heard == [["ocean"]]
    assert tools.compare.text() == "Compare 2 ▾"


def test_that_a_look_that_is_opened_no_longer_stands_beside_itself(
    qtbot: QtBot, in_window: Conductor, window: MainWindow, settled, tmp_path: Path
) -> None:
    silver, rose = (str(resources.presets_dir() / name) for name in ("silver", "rose"))
    elsewhere = tmp_path / "elsewhere.hairlook"
    window.session.save(elsewhere)
    settled(window.session)
    window.session.new()
    looks = [silver, rose, str(elsewhere)]
    in_window.compare(looks)
    qtbot.waitUntil(lambda: len(in_window._others) == 3, timeout=20000)
    window.session.open(Path(silver), as_copy=True)
    qtbot.waitUntil(lambda: len(in_window._others) == 2, timeout=20000)
    tools = in_window.workspace.tools
    assert tools.compared() == looks[1:]
    assert tools.compare.text() == "Compare 3 ▾"
    settled(window.session)


def test_that_a_compared_look_that_is_gone_takes_no_other_with_it(
    qtbot: QtBot, conductor: Conductor, live, tmp_path: Path
) -> None:
    ocean = str(resources.presets_dir() / "ocean")
    conductor.compare([str(tmp_path / "gone.hairlook"), ocean])
    remark = conductor.workspace.remark
    qtbot.waitUntil(lambda: "gone.hairlook" in remark.text.text(), timeout=20000)
    assert [preset.name for preset in live.last("set_compare")[0]] == ["Ocean"]
    assert conductor.workspace.tools.compared() == [ocean]
