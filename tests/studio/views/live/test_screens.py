"""Screens: one that must stay on while Live is watched, and one that is unplugged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hairstudio.services.qimages import pixels_of
from hairstudio.views.live.conductor import Conductor
from hairstudio.views.main_window import MainWindow


def test_that_the_screen_stays_on_for_a_camera_a_recording_and_the_client(
    in_window: Conductor, live, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[bool] = []
    monkeypatch.setattr(in_window._awake, "set", kept.append)
    live.open_movie(Path("/films/in.mp4"))
    assert not kept[-1], "a film that goes round may be forgotten"
    live.cameras.plug("Webcam")
    live.open_camera("id of Webcam")
    assert kept[-1]
    window.show_workspace("compare")
    assert not kept[-1]
    live.to("running")
    live.start_recording(Path("/films/out.mp4"))
    assert kept[-1]
    live.stop_recording()
    assert not kept[-1]
    in_window.toggle_client()
    assert kept[-1]
    in_window.toggle_client()
    assert not kept[-1]
    window.show_workspace("live")
    assert kept[-1]
    in_window.shut_down()
    assert not kept[-1]


def test_that_the_clients_window_does_not_cover_the_studio_when_its_screen_is_unplugged(
    qapp: QApplication, qtbot: QtBot, in_window: Conductor
) -> None:
    in_window.toggle_client()
    client = in_window.workspace.client
    # As systems do it: on the screen that is left, it fills that one.
    client.showFullScreen()
    qapp.screenRemoved.emit(client.screen())
    qtbot.waitUntil(lambda: not client.isFullScreen(), timeout=2000)
    assert client.isVisible()
    assert client.screen().geometry().contains(client.pos())
    in_window.toggle_client()


def test_that_the_clients_wipe_follows_the_artists_and_the_other_way_round(
    in_window: Conductor, live
) -> None:
    live.open_movie(Path("/films/in.mp4"))
    ours = in_window.workspace.stage
    ours.view.set_wipe(0.3)
    in_window.toggle_client()
    stage = in_window.workspace.client.stage
    assert stage.view.wipe() == 0.3
    ours.view.set_wipe(0.6)
    assert stage.view.wipe() == 0.6
    stage.view.set_wipe(0.8)
    assert ours.view.wipe() == 0.8
    in_window.toggle_client()
    ours.view.set_wipe(0.5)


def test_that_keys_stop_and_step_a_film_in_the_clients_window_too(
    in_window: Conductor, live
) -> None:
    live.open_movie(Path("/films/in.mp4"))
    in_window.toggle_client()
    view = in_window.workspace.client.stage.view
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert live.last("set_paused") == (True,)
    QTest.keyClick(view, Qt.Key.Key_Period)
    assert live.last("step") == (1,)
    in_window.toggle_client()


def test_that_the_clients_window_is_plain_while_there_is_no_picture(in_window: Conductor) -> None:
    in_window.toggle_client()
    picture = pixels_of(in_window.workspace.client.stage.view.grab().toImage())
    assert (picture == picture[0, 0]).all()
    in_window.toggle_client()


@pytest.mark.parametrize(("height", "least"), [(300, 18), (1080, 40)])
def test_that_the_clients_captions_are_read_from_across_the_room(
    qtbot: QtBot, in_window: Conductor, live, height: int, least: int
) -> None:
    in_window.toggle_client()
    client = in_window.workspace.client
    client.resize(height * 16 // 9, height)
    client.stage.set_names(["Copper", "Rose"])
    live.open_movie(Path("/films/in.mp4"))
    live.show(level=200, others=(200,))
    client.stage.set_mode("after")
    for view in client.stage.shown_views():
        qtbot.waitUntil(lambda view=view: view.shot() is not None, timeout=2000)
        picture = pixels_of(view.grab().toImage())
        # The name's ground, beside its letters, is darker than what is around the picture.
        ground = np.flatnonzero(picture[:, 11].max(axis=1) < 30)
        assert least <= len(ground) < 2 * least
    in_window.toggle_client()
