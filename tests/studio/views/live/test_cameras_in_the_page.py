"""What the page offers of a camera: its formats, and to stop at a frame."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hairstudio.views.live.conductor import Conductor
from hairstudio.views.live.source_bar import SourceBar


def test_that_a_camera_is_stopped_by_space_and_a_picture_is_not(conductor: Conductor, live) -> None:
    bar = conductor.workspace.sources
    live.cameras.plug("Webcam")
    conductor.workspace.stage.card.buttons[0].click()
    assert not bar.pause.isVisible()
    live.to("running")
    assert bar.pause.isVisible()
    assert not (bar.back.isVisible() or bar.on.isVisible())
    QTest.keyClick(conductor.workspace.focusWidget(), Qt.Key.Key_Space)
    assert live.last("set_paused") == (True,)
    conductor.open_file(Path("photo.jpg"))
    assert not bar.pause.isVisible()


def test_that_a_narrow_box_of_formats_shows_the_size(conductor: Conductor) -> None:
    box = conductor.workspace.sources

    def seen(text: str) -> QImage:
        box.show_formats([text], 0)
        return box.format.grab().toImage()

    jpeg = seen("1280×720, 30/s, JPEG")
    assert seen("1280×720, 30/s, YUYV") == jpeg
    assert seen("1280×960, 30/s, JPEG") != jpeg


def test_that_a_film_keeps_its_name_in_a_small_german_window(qtbot: QtBot, german: object) -> None:
    bar = SourceBar()
    qtbot.addWidget(bar)
    bar.show_source("", "Salon Vormittag.mp4")
    bar.show_still(pauses=True, steps=True, paused=False)
    bar.resize(546, 36)
    bar.show()
    qtbot.waitUntil(lambda: bar.source.text() == "Salon Vormittag.mp4  ▾")
    assert bar.record.text() == "●"
    assert bar.record.accessibleName().endswith("aufnehmen (Strg+R)")
    bar.resize(800, 36)
    assert bar.record.text() == "Aufnehmen"
    bar.show_recording(75.0)
    bar.resize(546, 36)
    assert bar.record.text() == "● 01:15"
    bar.show_recording(None)
    assert bar.record.text() == "●"
