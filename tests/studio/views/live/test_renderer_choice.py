"""Who mixes the colours of the live picture, and when that changes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hairsdk import resources
from hairstudio.views.live.conductor import Conductor
from hairstudio.views.widgets.live.stage import Stage


def test_that_the_graphics_card_draws_one_look_until_it_fails(
    qtbot: QtBot, conductor: Conductor, live, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, drawn = conductor.workspace.engine, []
    found = "hairstudio.views.live.renderer_choice.probe_renderer"
    monkeypatch.setattr(found, lambda: "NVIDIA GeForce")
    monkeypatch.setattr(Stage, "set_renderer", lambda _stage, name: drawn.append(name))

    def mixes(who: str) -> bool:
        blending = {"gpu": "view", "cpu": "cpu"}[who]
        told = engine.picture.toolTip().endswith(who.upper())
        return told and drawn[-1] == who and live.last("set_blending") == (blending,)

    engine.picture_chosen.emit("auto")
    assert mixes("gpu")
    conductor.compare([str(resources.presets_dir() / "ocean")])
    qtbot.waitUntil(lambda: mixes("cpu"), timeout=20000)
    conductor.compare([])
    qtbot.waitUntil(lambda: mixes("gpu"), timeout=20000)
    conductor.workspace.stage.renderer_failed.emit("out of memory")
    assert mixes("cpu")
    assert "out of memory" in conductor.workspace.remark.text.text()
    engine.picture_chosen.emit("gpu")
    assert mixes("gpu"), "it is wished for once more"


def test_that_the_cpu_blends_where_there_is_no_graphics_card(conductor: Conductor, live) -> None:
    assert live.last("set_blending") == ("cpu",)
    assert conductor.workspace.stage.view.renderer() == "cpu"


def test_that_who_mixes_the_colours_is_said_and_that_there_is_no_opengl(
    qtbot: QtBot, conductor: Conductor, live
) -> None:
    picture = conductor.workspace.engine.picture
    assert picture.toolTip().endswith("CPU")
    assert not conductor.workspace.remark.isVisible()
    picture.setFocus()
    qtbot.keyClick(picture, Qt.Key.Key_End)
    assert live.picture == "gpu"
    assert "OpenGL" in conductor.workspace.remark.text.text()
    assert picture.toolTip().endswith("CPU")
    assert live.last("set_blending") == ("cpu",)
