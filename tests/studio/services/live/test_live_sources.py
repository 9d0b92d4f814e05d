"""Cameras and films that are fed, fall silent, fail, go and come back."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QMimeDatabase, QTimer
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QCamera, QCameraDevice, QVideoFrame, QVideoFrameInput
from pytestqt.qtbot import QtBot

from hairsdk import Recolored, Recolorer
from hairstudio.services.live import sources
from hairstudio.services.live.cameras import CameraInfo, CameraSource
from hairstudio.services.live.live import Live
from tests.studio.services.live.conftest import heard, rests, starts


class FedCamera(CameraSource):
    """The real source of cameras, fed by Qt's QVideoFrameInput in the place of hardware."""

    def __init__(self, info: CameraInfo, pixels: NDArray[np.uint8], parent: Live) -> None:
        super().__init__(QCameraDevice(), parent)
        self.name = info.name
        height, width = pixels.shape[:2]
        image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        self._picture = image.convertToFormat(QImage.Format.Format_RGB32)
        self._input = QVideoFrameInput(self)
        self._clock = QTimer(self)
        self._clock.setInterval(16)
        self._clock.timeout.connect(self._send)
        self.opened = 0

    def open(self) -> None:
        self.opened += 1
        self._camera = QCamera(QCameraDevice(), self)
        self._camera.errorOccurred.connect(self._on_error)
        self._capture.setVideoFrameInput(self._input)
        self._say("starting")
        self._patience.start()
        self._clock.start()

    def _send(self) -> None:
        # A frame of its own each time: Qt does not tell of one that it has already.
        self._input.sendVideoFrame(QVideoFrame(self._picture))

    def turn_black(self) -> None:
        self._picture.fill(0)

    def fall_silent(self) -> None:
        self._clock.stop()

    def speak_again(self) -> None:
        self._clock.start()

    def _stop(self) -> None:
        super()._stop()
        self._clock.stop()
        self._capture.setVideoFrameInput(None)


@pytest.fixture
def fed(live: Live, cameras: Any, monkeypatch: pytest.MonkeyPatch) -> Live:
    monkeypatch.setattr(live, "make_camera", lambda info: FedCamera(info, live.pixels, live))
    cameras.plug("Webcam")
    live.open_camera("id of Webcam")
    return live


def state(live: Live, qtbot: QtBot, kind: str) -> None:
    qtbot.waitUntil(lambda: live.state.kind == kind, timeout=20000)


def test_that_frames_qt_feeds_are_recoloured_and_the_newest_wins(
    qtbot: QtBot, fed: Live, face: NDArray[np.uint8]
) -> None:
    results = heard(fed)
    qtbot.waitUntil(lambda: len(results) > 5, timeout=30000)
    assert np.array_equal(results[-1].frame.image, face[:, ::-1])  # cameras are mirrored
    numbers = [each.frame.number for each in results]
    assert numbers == sorted(set(numbers))
    hair = results[-1].mask > 0.9
    assert hair.any()
    assert not np.array_equal(results[-1].image[hair], results[-1].frame.image[hair])


def test_that_a_camera_stands_at_a_frame_on_which_the_look_changes(
    qtbot: QtBot, fed: Live, face: NDArray[np.uint8]
) -> None:
    results = heard(fed)
    qtbot.waitUntil(lambda: bool(results), timeout=30000)
    fed.set_paused(True)
    assert fed.paused
    fed.pause()
    assert not fed.source.findChild(sources.Standing).isActive(), "nobody sees it"
    fed.resume()
    fed.source.turn_black()
    fed.set_strength(0.0)
    qtbot.waitUntil(lambda: results[-1].strength == 0.0, timeout=20000)
    assert np.array_equal(results[-1].image, face[:, ::-1])
    fed.set_paused(False)
    qtbot.waitUntil(lambda: results[-1].frame.image.max() == 0, timeout=20000)


@pytest.mark.parametrize("kind", ["camera", "picture", "film"])
def test_that_a_frame_that_stands_is_worked_on_only_while_something_changes(
    qtbot: QtBot,
    live: Live,
    cameras: Any,
    face: NDArray[np.uint8],
    film: Path,
    kind: str,
    worked: list[float],
) -> None:
    results = heard(live)
    if kind == "camera":
        cameras.plug("Webcam")
        live.open_camera("id of Webcam")
    elif kind == "film":
        live.open_movie(film)
    else:
        live.open_image(face)
    qtbot.waitUntil(lambda: bool(results), timeout=30000)
    live.set_paused(True)

    qtbot.waitUntil(lambda: rests(qtbot, results, worked), timeout=30000)
    shown = results[-1]
    live.set_strength(0.5)
    assert not live.source.findChild(sources.Standing).calm, "it is given often meanwhile"
    qtbot.waitUntil(lambda: results[-1].strength == worked[-1] == 0.5, timeout=20000)
    assert not np.array_equal(results[-1].image, shown.image)
    assert results[-1].frame.number > shown.frame.number
    assert results[-1].frame.arrived > shown.frame.arrived
    qtbot.waitUntil(lambda: rests(qtbot, results, worked), timeout=30000)


def test_that_what_changes_while_a_frame_is_worked_on_for_long_shows_where_it_stands(
    qtbot: QtBot, live: Live, face: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "_CALM_MS", 100)
    results, process = heard(live), Recolorer.process
    live.open_image(face)
    qtbot.waitUntil(lambda: bool(results), timeout=30000)
    timer, busy, go_on = live.source._timer, threading.Event(), threading.Event()

    def slow(recolorer: Recolorer, frame: NDArray[np.uint8]) -> Recolored:
        busy.set()
        go_on.wait(30)
        return process(recolorer, frame)

    qtbot.waitUntil(lambda: timer.calm, timeout=20000)
    monkeypatch.setattr(Recolorer, "process", slow)
    live.set_strength(0.5)
    qtbot.waitUntil(busy.is_set, timeout=20000)
    live.set_strength(0.2)
    try:
        qtbot.waitUntil(
            lambda: timer.calm and live.loop._frame is not None and live.loop._frame.settled,
            timeout=20000,
        )
    finally:
        go_on.set()
    qtbot.waitUntil(lambda: results[-1].strength == 0.2, timeout=20000)


def test_that_a_camera_that_stood_and_was_pulled_out_runs_when_it_is_back(
    qtbot: QtBot, fed: Live, cameras: Any
) -> None:
    state(fed, qtbot, "running")
    fed.set_paused(True)
    cameras.plug()
    assert not fed.paused
    cameras.plug("Webcam")
    state(fed, qtbot, "running")
    assert not fed.paused


def test_that_a_camera_that_falls_silent_is_said_so_and_comes_back(qtbot: QtBot, fed: Live) -> None:
    state(fed, qtbot, "running")
    fed.source._patience.setInterval(50)
    fed.source.fall_silent()
    state(fed, qtbot, "lost")
    assert fed.state.message
    results = heard(fed)
    fed.source.speak_again()
    state(fed, qtbot, "running")
    qtbot.waitUntil(lambda: bool(results), timeout=20000)


def test_that_a_camera_that_falls_silent_while_it_stands_is_said_so(
    qtbot: QtBot, fed: Live
) -> None:
    state(fed, qtbot, "running")
    fed.set_paused(True)
    fed.source._patience.setInterval(50)
    fed.source.fall_silent()
    state(fed, qtbot, "lost")
    with qtbot.waitSignal(fed.source._again.timeout, timeout=20000):
        pass
    assert fed.state.kind == "lost"
    fed.source.speak_again()
    state(fed, qtbot, "running")
    assert fed.paused


def test_that_a_camera_that_gives_nothing_at_all_is_refused(
    qtbot: QtBot, live: Live, cameras: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Mute(FedCamera):
        def _send(self) -> None:
            """Not even a frame before the test says so, on a slow machine."""

    monkeypatch.setattr(live, "make_camera", lambda info: Mute(info, live.pixels, live))
    cameras.plug("Webcam")
    live.open_camera("id of Webcam")
    live.source._patience.setInterval(50)
    state(live, qtbot, "refused")
    assert live.state.message


def test_that_a_camera_that_fails_as_it_is_pulled_out_comes_back_too(
    qtbot: QtBot, fed: Live, cameras: Any
) -> None:
    state(fed, qtbot, "running")
    fed.source._on_error(None, "Device disappeared")
    assert fed.state.kind == "refused"
    cameras.plug()
    assert fed.state.kind == "lost"
    cameras.plug("Webcam")
    state(fed, qtbot, "running")


def test_that_a_frame_that_was_on_its_way_is_no_sign_that_a_camera_is_back(
    qtbot: QtBot, fed: Live, cameras: Any
) -> None:
    state(fed, qtbot, "running")
    frame = fed.source.sink.videoFrame()
    cameras.plug()
    fed.source._take(frame)
    assert fed.state.kind == "lost"
    cameras.plug("Webcam")
    state(fed, qtbot, "running")


def test_that_a_frame_that_was_on_its_way_is_no_sign_that_a_film_goes_on(
    qtbot: QtBot, live: Live, film: Path
) -> None:
    live.open_movie(film)
    state(live, qtbot, "running")
    frame = live.source.sink.videoFrame()
    live.source._fail("It is damaged.")
    live.source._take(frame)
    assert live.state.kind == "lost"


def test_that_what_is_chosen_while_the_page_is_hidden_rests_until_it_is_shown(
    qtbot: QtBot, live: Live, face: NDArray[np.uint8], film: Path
) -> None:
    live.pause()
    results = heard(live)
    for begin in (lambda: live.open_image(face), lambda: live.open_movie(film)):
        begin()
        qtbot.wait(200)
        assert live.source.given <= 1  # a film may show its first frame
        assert not results
    live.resume()
    qtbot.waitUntil(lambda: len(results) > 1, timeout=30000)


def test_that_a_film_goes_round_and_round(qtbot: QtBot, live: Live, film: Path) -> None:
    results = heard(live)
    live.open_movie(film)
    qtbot.waitUntil(lambda: bool(results) and results[-1].frame.number > 40, timeout=60000)
    assert live.state.kind == "running"
    assert not live.mirror
    assert max(each.mask.max() for each in results) > 0.9


def test_that_a_film_that_is_not_there_is_shown_when_it_comes(
    qtbot: QtBot, live: Live, film: Path, tmp_path: Path
) -> None:
    late = tmp_path / "late.mp4"
    live.open_movie(late)
    assert live.state.kind == "refused"
    assert "late.mp4" in live.state.message
    shutil.copy(film, late)
    state(live, qtbot, "running")


def test_that_a_film_that_cannot_be_played_is_said_so_and_shown_once_it_can(
    qtbot: QtBot, live: Live, film: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(film.read_bytes()[: film.stat().st_size // 2])
    live.open_movie(broken)
    state(live, qtbot, "refused")
    assert "damaged, cut short" in live.state.message
    shutil.copy(film, broken)
    state(live, qtbot, "running")


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("prices.pdf", b"%PDF-1.4\n", "application/pdf"),
        ("film.mp4", b"<!DOCTYPE html><html><body>Not found</body></html>", "text/html"),
        ("film.mov", b"", "application/x-zerosize"),
        ("photos", None, "inode/directory"),
    ],
)
def test_that_what_is_no_film_is_called_what_it_is(
    qtbot: QtBot, live: Live, tmp_path: Path, name: str, data: bytes | None, kind: str
) -> None:
    path = tmp_path / name
    if data is None:
        path.mkdir()
    else:
        path.write_bytes(data)
    live.open_movie(path)
    state(live, qtbot, "refused")
    called = QMimeDatabase().mimeTypeForName(kind).comment()  # in the system's language
    assert f"but this: {called}." in live.state.message


def test_that_what_to_do_with_a_film_that_qt_gives_up_is_said(
    qtbot: QtBot, live: Live, film: Path
) -> None:
    live.open_movie(film)
    state(live, qtbot, "running")
    # As of a Matroska film whose recording was cut short: hairsdk opens it.
    live.source._on_error(None, "Failed to seek.")
    assert live.state.message == (
        "It cannot be played: Failed to seek. Copy it anew, or convert it to H.264."
    )


def test_that_a_film_of_sound_alone_is_refused_at_once(
    qtbot: QtBot, live: Live, tmp_path: Path
) -> None:
    path = tmp_path / "sound.mp4"
    with av.open(str(path), "w") as film:
        stream = film.add_stream("aac", rate=44100, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        frame.sample_rate = 44100
        for packets in (stream.encode(frame), stream.encode(None)):
            film.mux(packets)
    live.open_movie(path)
    # Patience is eight seconds.
    live.source._patience.setInterval(3600000)
    state(live, qtbot, "refused")
    assert "only sound" in live.state.message


def test_that_a_film_that_stops_is_said_so(qtbot: QtBot, live: Live, film: Path) -> None:
    live.open_movie(film)
    state(live, qtbot, "running")
    live.source._patience.setInterval(50)
    live.source.player.pause()
    state(live, qtbot, "lost")
    live.reopen()
    state(live, qtbot, "running")


def test_that_a_film_that_was_left_alone_for_long_goes_on(
    qtbot: QtBot, live: Live, film: Path
) -> None:
    live.open_movie(film)
    state(live, qtbot, "running")
    live.pause()
    live.source._patience.setInterval(0)
    # On its way when the film was paused.
    live.source._take(live.source.sink.videoFrame())
    qtbot.wait(50)
    assert live.state.kind == "running"
    live.source._patience.setInterval(3600000)
    given = live.source.given
    live.resume()
    qtbot.waitUntil(lambda: live.source.given > given, timeout=20000)


def test_that_a_film_stands_at_a_frame_on_which_the_look_changes_and_is_stepped(
    qtbot: QtBot, live: Live, film: Path
) -> None:
    results = heard(live)
    live.open_movie(film)
    qtbot.waitUntil(lambda: bool(results), timeout=20000)
    live.set_paused(True)
    # One that was on its way does not end its patience.
    live.source._on_silence()
    live.source.player.setPosition(50)
    qtbot.waitUntil(lambda: starts(live) == 33, timeout=20000)
    results.clear()
    qtbot.waitUntil(lambda: len(results) > 3, timeout=20000)
    live.set_strength(0.0)
    qtbot.waitUntil(lambda: results[-1].strength == 0.0, timeout=20000)
    assert np.array_equal(results[-1].frame.image, results[2].frame.image)
    live.step(2)
    live.step(1)
    qtbot.waitUntil(lambda: starts(live) == 133, timeout=20000)
    live.step(-1)
    qtbot.waitUntil(lambda: starts(live) == 100, timeout=20000)
    assert live.paused and live.state.kind == "running"
    given = live.source.given
    live.pause()
    qtbot.wait(100)
    assert live.source.given <= given + 1
    live.resume()
    live.set_paused(False)
    qtbot.waitUntil(lambda: starts(live) > 133, timeout=20000)


def test_that_a_picture_that_stands_is_given_often_only_while_something_changes(
    qtbot: QtBot, live: Live, face: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "_CALM_MS", 50)
    results = heard(live)
    live.open_image(face)
    qtbot.waitUntil(lambda: bool(results), timeout=20000)
    timer = live.source._timer
    for change in (
        lambda: live.set_strength(0.5),
        lambda: live.loop.set_preset(results[-1].look),
        lambda: live.set_compare([]),
        lambda: live.set_mirror(True),
    ):
        qtbot.waitUntil(lambda: timer.interval() == 250, timeout=20000)
        change()
        assert timer.interval() == 33
        count = len(results)
        qtbot.waitUntil(lambda count=count: len(results) > count, timeout=20000)


def test_that_a_camera_that_nobody_sees_is_released_until_it_is_wanted(
    qtbot: QtBot, fed: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    state(fed, qtbot, "running")
    stopped: list[int] = []
    stop = fed.source._stop
    monkeypatch.setattr(fed.source, "_stop", lambda: (stopped.append(1), stop()))
    opened = fed.source.opened

    # At another page for a moment it stays.
    fed.pause()
    fed.resume()
    assert not fed.source._leave.isActive()
    assert (fed.source.opened, stopped) == (opened, [])

    fed.source._leave.setInterval(10)
    fed.pause()
    qtbot.waitUntil(lambda: bool(stopped), timeout=20000)
    given = fed.source.given
    qtbot.wait(100)
    assert fed.source.given == given
    assert fed.state.kind == "running"
    fed.resume()
    assert fed.source.opened == opened + 1
    state(fed, qtbot, "running")
    qtbot.waitUntil(lambda: fed.source.given > given, timeout=20000)
