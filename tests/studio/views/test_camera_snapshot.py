"""A reference from the camera; frames are fed by hand, as test machines have none."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtMultimedia import QVideoFrame
from pytestqt.qtbot import QtBot

from hairstudio.views.dialogs.camera import CameraDialog
from hairstudio.views.main_window import MainWindow


def frame(level: int) -> QVideoFrame:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor(level, level, level))
    return QVideoFrame(image)


def test_that_a_snapshot_fills_the_slot_it_was_asked_for(
    qtbot: QtBot, window: MainWindow, settled
) -> None:
    window.compare.slots["dark"].camera_requested.emit("dark")
    dialog = window.findChild(CameraDialog)
    assert not dialog.snap.isEnabled()
    dialog.sink.setVideoFrame(frame(30))
    qtbot.waitUntil(dialog.snap.isEnabled, timeout=5000)
    qtbot.mouseClick(dialog.snap, Qt.MouseButton.LeftButton)
    settled(window.session)
    reference = window.session.document.look.dark.reference
    assert reference.name == "Snapshot"
    assert reference.intensity == pytest.approx(30 / 255, abs=0.02)


def test_that_without_a_camera_the_dialog_says_what_to_do(qtbot: QtBot, window: MainWindow) -> None:
    dialog = CameraDialog(window)
    if dialog.devices.count() == 0:
        assert "open a photo instead" in dialog.remark.text()
    assert not dialog.snap.isEnabled()
    dialog.reject()


def test_that_a_refused_camera_says_what_to_do(window: MainWindow) -> None:
    dialog = CameraDialog(window)
    dialog._on_error(None, "Permission denied")
    assert "Permission denied" in dialog.remark.text()
    assert "allow" in dialog.remark.text()
    dialog.reject()
