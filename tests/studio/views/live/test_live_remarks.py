"""What the Live workspace tells: where it stands, and how long."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hairstudio.services.session import Session
from hairstudio.views.live.conductor import Conductor
from hairstudio.views.widgets.theme import GRID


def test_that_an_error_about_a_device_goes_as_another_is_chosen(conductor: Conductor, live) -> None:
    remark, device = conductor.workspace.remark, conductor.workspace.engine.device
    live.remarked.emit("error", "No usable GPU was found.")
    assert remark.isVisible()
    QTest.keyClick(device, Qt.Key.Key_Down)
    assert not remark.isVisible()


def test_that_the_address_of_a_picture_says_what_to_do(conductor: Conductor) -> None:
    conductor.workspace.stage.view.address_received.emit()
    assert "save it in the browser" in conductor.workspace.remark.text.text()


def test_that_a_trouble_goes_as_it_is_over(conductor: Conductor, live, session: Session) -> None:
    remark = conductor.workspace.remark
    live.remarked.emit("trouble", "No such network file.")
    assert remark.isVisible()
    session.settled.emit("No such network file.")
    assert not remark.isVisible()


def test_that_the_end_of_a_recording_stays_told_as_its_camera_comes_back(
    conductor: Conductor, live
) -> None:
    remark = conductor.workspace.remark
    live.cameras.plug("Webcam")
    live.open_camera("id of Webcam")
    live.remarked.emit("note", "Recorded to film.mp4")
    live.open_camera("id of Webcam")
    assert remark.text.text() == "Recorded to film.mp4"
    live.open_image(np.zeros((8, 8, 3), np.uint8))
    assert not remark.isVisible()


def test_that_remarks_do_not_cover_the_names_of_compared_looks(conductor: Conductor) -> None:
    space = conductor.workspace
    space.stage.set_names(["Copper", "Silver", "Rose"])
    space.remark.say("note", "kept in the gallery")
    QApplication.processEvents()
    assert space.remark.isVisible()
    heads = [QRect(view.pos(), QSize(view.width(), 8 * GRID)) for view in space.stage.views]
    assert not any(
        head.translated(space.stage.pos()).intersects(space.remark.geometry()) for head in heads
    )


def test_that_remarks_do_not_move_the_picture(conductor: Conductor) -> None:
    stage, remark = conductor.workspace.stage, conductor.workspace.remark
    before = stage.geometry()
    remark.say("error", "a disk is full " * 30)
    QApplication.processEvents()
    assert stage.geometry() == before
    assert remark.height() > 2 * remark.fontMetrics().height()
    assert not remark.visibleRegion().isEmpty()
    middle = remark.mapTo(conductor.workspace, remark.text.geometry().center())
    assert conductor.workspace.childAt(middle) is remark.text
