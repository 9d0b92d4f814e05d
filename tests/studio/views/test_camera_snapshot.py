"""A reference from the camera; frames are fed by hand, as test machines have none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtMultimedia import QCamera, QCameraDevice, QVideoFrame
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


def test_that_the_camera_that_was_chosen_goes_on_as_others_come_and_go(
    window: MainWindow, cameras
) -> None:
    cameras.allowed = None
    cameras.plug("Webcam", "Studio")
    dialog = CameraDialog(window, cameras)
    dialog.devices.setCurrentIndex(1)
    asked = len(cameras.answers)
    cameras.plug("Phone", "Webcam", "Studio")
    assert dialog.devices.currentText() == "Studio"
    assert len(cameras.answers) == asked
    cameras.plug("Phone", "Webcam")
    assert dialog.devices.currentText() == "Phone"
    assert len(cameras.answers) == asked + 1
    dialog.reject()


def test_that_the_system_is_asked_for_the_camera_and_a_no_is_told(
    window: MainWindow, cameras
) -> None:
    cameras.allowed = None
    cameras.plug("Webcam")
    dialog = CameraDialog(window, cameras)
    assert dialog.remark.text() == "Starting the camera…"
    cameras.answers[0](False)
    assert "Allow Hair Studio to use the camera in the system's settings" in dialog.remark.text()
    dialog.reject()
    late = CameraDialog(window, cameras)
    late.reject()
    before = late.remark.text()
    cameras.answers[1](False)
    assert late.remark.text() == before


def test_that_a_camera_that_the_system_was_asked_for_twice_is_started_once(
    window: MainWindow, cameras
) -> None:
    cameras.allowed = None
    cameras.plug("Webcam", "Studio")
    cameras._infos = tuple(replace(info, device=QCameraDevice()) for info in cameras.infos)
    dialog = CameraDialog(window, cameras)
    for index in (1, 0):
        dialog.devices.setCurrentIndex(index)
    for answer in cameras.answers:
        answer(True)
    assert len(dialog.findChildren(QCamera)) == 1
    dialog.reject()


def test_that_lines_that_wrap_are_whole_and_beside_the_picture(
    qtbot: QtBot, window: MainWindow, cameras
) -> None:
    cameras.allowed = None
    cameras.plug("Webcam")
    dialog = CameraDialog(window, cameras)
    dialog.show()
    cameras.answers[0](False)
    qtbot.wait(50)
    remark = dialog.remark
    assert remark.heightForWidth(remark.width()) > 1.5 * remark.fontMetrics().height()
    assert remark.height() >= remark.heightForWidth(remark.width())
    assert remark.y() >= dialog.finder.geometry().bottom()
    dialog.reject()


def test_that_the_live_preview_leaves_its_camera_to_the_dialog(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[int] = []
    monkeypatch.setattr(window.session, "release_camera", lambda: left.append(1))
    window.compare.slots["dark"].camera_requested.emit("dark")
    assert left == [1]
    window.findChild(CameraDialog).reject()


def test_that_a_refused_camera_says_what_to_do(window: MainWindow) -> None:
    dialog = CameraDialog(window)
    dialog._on_error(None, "Permission denied")
    assert "Permission denied" in dialog.remark.text()
    assert "allow" in dialog.remark.text()
    dialog.reject()
