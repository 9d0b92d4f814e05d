"""Undo, redo and the network's menu at the right end of the menu bar."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hairsdk import Recolorer
from hairstudio.core.references import load_reference
from hairstudio.services.hair import HairFinder
from hairstudio.services.places import Places
from hairstudio.views.main_window import MainWindow

Left = Qt.MouseButton.LeftButton
NETWORK = Path(__file__).parents[2] / "data" / "networks" / "darkness.tflite"


@pytest.fixture
def own_network(tmp_path: Path) -> Path:
    return Path(shutil.copy(NETWORK, tmp_path))


def test_that_menus_stand_level_with_the_buttons_beside_them_and_on_no_broken_line(
    window: MainWindow,
) -> None:
    bar = window.menuBar()
    menu = bar.actionGeometry(bar.actions()[0])
    assert abs(menu.center().y() - window.menu_end.geometry().center().y()) <= 1
    shown = bar.grab().toImage()
    for row in range(1, 4):
        foot = {shown.pixel(x, shown.height() - row) for x in range(menu.right() + 9)}
        assert len(foot) == 1


def test_that_the_buttons_undo_and_redo(qtbot: QtBot, window: MainWindow) -> None:
    corner, document = window.menu_end, window.session.document
    assert not corner.undo_button.isEnabled()
    window.effects.add_effect("dye")
    assert corner.undo_button.isEnabled()
    assert "Dye" in corner.undo_button.toolTip()
    assert "Ctrl+Z" in corner.undo_button.toolTip()
    qtbot.mouseClick(corner.undo_button, Left)
    assert len(document.look.light.stack) == 0
    qtbot.mouseClick(corner.redo_button, Left)
    assert len(document.look.light.stack) == 1


def test_that_it_is_told_what_the_network_runs_on_that_was_loaded_for_the_gallery(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, photo
) -> None:
    corner = window.menu_end
    qtbot.waitUntil(lambda: not window.gallery.busy, timeout=20000)
    assert corner.network.text() == "Auto · 512 ▾"
    monkeypatch.setattr(window.session.finder, "device", "cpu")
    window.gallery.load(photo("anna.png", 60))
    qtbot.waitUntil(lambda: corner.network.text() == "CPU · 512 ▾", timeout=20000)


def test_that_another_network_is_loaded_told_and_remembered(
    qtbot: QtBot, window: MainWindow, places: Places
) -> None:
    corner = window.menu_end
    assert corner.network.text() == "Auto · 512 ▾"
    corner.models["256"].trigger()
    qtbot.waitUntil(lambda: not corner.busy)
    assert corner.network.text() == "CPU · 256 ▾"
    assert window.session.settings.model == "256"
    window.session.settings.sync()
    assert places.settings().model == "256"


def test_that_an_own_network_is_chosen_told_remembered_and_offered_live(
    qtbot: QtBot, window: MainWindow, places: Places, own_network: Path
) -> None:
    corner, settings = window.menu_end, window.session.settings
    assert not corner.models["own"].isVisible()
    corner.choose_own(own_network)
    qtbot.waitUntil(lambda: not corner.busy)
    assert corner.network.text() == "CPU · darkness ▾"
    assert str(own_network) in corner.network.toolTip()
    assert corner.models["own"].isChecked()
    settings.sync()
    assert places.settings().model == str(own_network)
    engine = window.live.conductor().workspace.engine
    assert engine.model.itemText(2) == "Network darkness"
    engine.model_chosen.emit(engine.model.itemData(2))
    assert window.session.live.model == str(own_network)

    corner.models["256"].trigger()
    qtbot.waitUntil(lambda: not corner.busy)
    assert settings.model == "256"
    corner.models["own"].trigger()
    qtbot.waitUntil(lambda: not corner.busy)
    assert settings.model == str(own_network)


def test_that_a_network_is_called_as_its_file_with_ampersand_and_all(
    qtbot: QtBot, window: MainWindow, own_network: Path
) -> None:
    corner = window.menu_end
    corner.choose_own(own_network.rename(own_network.with_name("a & b.tflite")))
    qtbot.waitUntil(lambda: not corner.busy)
    assert corner.network.text() == "CPU · a && b ▾"
    assert corner.models["own"].text() == "a && b"
    assert corner.network.accessibleName() == "Hair is found by network a & b on the CPU"


def test_that_live_follows_at_once_to_another_own_network(
    qtbot: QtBot, window: MainWindow, own_network: Path
) -> None:
    corner, live, conductor = window.menu_end, window.session.live, window.live.conductor()
    newer = Path(shutil.copy(own_network, own_network.with_name("newer.tflite")))
    corner.choose_own(own_network)
    qtbot.waitUntil(lambda: not corner.busy)
    live.set_model(str(own_network))
    corner.choose_own(newer)
    qtbot.waitUntil(lambda: not corner.busy)
    assert live.loop.settings.model == live.model == str(newer)
    assert conductor.workspace.engine.model.currentText() == "Network newer"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no network at all", "is not a .tflite file"),
        (b"\x1c\0\0\0TFL3" + bytes(64), "is not a usable .tflite network"),
        (None, "no such network file"),
    ],
)
def test_that_another_file_than_a_network_is_told_and_the_old_choice_stays(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, data: bytes | None, said: str
) -> None:
    wrong = tmp_path / "wrong.tflite"
    if data is not None:
        wrong.write_bytes(data)
    window.session.finder = HairFinder()
    window.menu_end.choose_own(wrong)
    qtbot.waitUntil(lambda: not window.menu_end.busy)
    assert said in window.remark.text.text()
    assert "Choose a .tflite file that hairnet exported" in window.remark.text.text()
    assert window.menu_end.models["512"].isChecked()
    assert window.session.settings.model == "512"
    assert window.session.settings.own_model == ""
    window.menu_end.models["256"].trigger()
    qtbot.waitUntil(lambda: not window.menu_end.busy)
    assert window.remark.text.text() == ""


def test_that_an_own_network_finds_the_hair_as_it_does_in_the_sdk(own_network: Path) -> None:
    found = HairFinder(str(own_network), "cpu").find(_photo())
    with Recolorer("copper", own_network, "cpu") as recolorer:
        assert np.array_equal(found.mask, recolorer.segment(_photo()))
    assert 0 < found.mask.mean() < 1


def test_that_an_own_network_that_is_gone_is_told_with_the_photo(
    places: Places, tmp_path: Path
) -> None:
    settings = places.settings()
    settings.own_model = settings.model = str(tmp_path / "gone.tflite")
    found = HairFinder(settings.model).find(_photo())
    assert "no such network file" in found.remark
    assert "Choose another network at the top right" in found.remark
    assert not found.mask.any()


def _photo() -> np.ndarray:
    return load_reference("brown_bun_2007").image


def test_that_a_missing_gpu_is_told_and_the_old_choice_stays(
    qtbot: QtBot, window: MainWindow
) -> None:
    corner = window.menu_end
    corner.devices["gpu"].trigger()
    qtbot.waitUntil(lambda: not corner.busy)
    assert "no usable GPU" in window.remark.text.text()
    assert corner.devices["auto"].isChecked()
    assert window.session.settings.device == "auto"
