"""Undo, redo and the network's menu at the right end of the menu bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hairstudio.services.places import Places
from hairstudio.views.main_window import MainWindow

Left = Qt.MouseButton.LeftButton


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


def test_that_a_missing_gpu_is_told_and_the_old_choice_stays(
    qtbot: QtBot, window: MainWindow
) -> None:
    corner = window.menu_end
    corner.devices["gpu"].trigger()
    qtbot.waitUntil(lambda: not corner.busy)
    assert "no usable GPU" in window.remark.text.text()
    assert corner.devices["auto"].isChecked()
    assert window.session.settings.device == "auto"
