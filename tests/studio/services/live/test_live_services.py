from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from hairsdk import Preset, Recolorer
from hairsdk.images import Photo, read_photo, write_photo
from hairsdk.video.reader import FilmReader
from hairsdk.wear import wear
from hairstudio.core import Stack
from hairstudio.services.live.cameras import Cameras
from hairstudio.services.live.frames import LiveResult
from hairstudio.services.live.live import Live
from hairstudio.services.live.loop import LiveLoop, _Worker
from hairstudio.services.session import Session
from tests.studio.services.live.conftest import FACE, heard, show, threads_of_qts_player


def show_face(live: Live, qtbot: QtBot, count: int = 3) -> list[LiveResult]:
    return show(live, qtbot, FACE, count)


def test_that_a_frame_is_recoloured_as_the_sdk_does_it(
    qtbot: QtBot, live: Live, face: NDArray[np.uint8]
) -> None:
    result = show_face(live, qtbot, 1)[0]
    with Recolorer(result.look, model="256") as recolorer:
        expected = recolorer.process(face)
    assert np.array_equal(result.frame.image, face)
    assert np.array_equal(result.image, expected.image)
    assert result.intensity == pytest.approx(expected.intensity)
    assert {"convert", "segment", "matte", "apply", "total"} <= set(result.timings)


def test_that_the_look_is_the_one_the_studio_shows(
    qtbot: QtBot, live: Live, session: Session
) -> None:
    results = show_face(live, qtbot)
    preview = session.preview.latest
    assert results[-1].look.light is preview.light.lut
    session.edit_stack("light", Stack(), "Remove all effects")
    qtbot.waitUntil(lambda: session.preview.latest is not preview, timeout=20000)
    newest = session.preview.latest.light.lut
    qtbot.waitUntil(lambda: results[-1].look.light is newest, timeout=20000)


def test_that_each_of_two_people_is_coloured_for_itself_where_the_view_would_blend(
    qtbot: QtBot,
    live: Live,
    face: NDArray[np.uint8],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def slow(*given: Any) -> tuple[NDArray[np.uint8], float, float]:
        worn = wear(*given)
        given[-1].laps["apply"] = 5e3
        return worn

    monkeypatch.setattr("hairstudio.services.live.loop.wear", slow)
    other = read_photo(FACE.with_name("1012_long_black.webp")).rgb
    gap = np.full((face.shape[0], 200, 3), 200, np.uint8)
    both = np.hstack([face, gap, cv2.resize(other, face.shape[1::-1])])
    write_photo(tmp_path / "both.png", Photo(both))
    live.set_blending("view")
    results = heard(live)
    live.open_image(tmp_path / "both.png")
    qtbot.waitUntil(lambda: bool(results), timeout=30000)
    with Recolorer(results[0].look, model="256") as recolorer:
        expected = recolorer.process(both)
    assert len(expected.heads) == 2
    assert results[0].image is not None
    assert np.array_equal(results[0].image, expected.image)
    assert results[0].timings["apply"] == 5e3 < results[0].timings["total"]


def test_that_strength_and_blending_show_in_the_next_frames(qtbot: QtBot, live: Live) -> None:
    results = show_face(live, qtbot)
    live.set_strength(0.0)
    qtbot.waitUntil(lambda: results[-1].strength == 0.0, timeout=20000)
    assert np.array_equal(results[-1].image, results[-1].frame.image)
    live.set_strength(0.5)
    live.set_blending("view")
    qtbot.waitUntil(lambda: results[-1].image is None, timeout=20000)
    assert results[-1].strength == 0.5
    assert results[-1].mask.max() > 0.9


def test_that_other_looks_are_put_on_the_same_frame(qtbot: QtBot, live: Live) -> None:
    results = show_face(live, qtbot)
    live.set_compare([Preset.builtin("silver"), Preset.builtin("rose")])
    qtbot.waitUntil(lambda: len(results[-1].others) == 2, timeout=20000)
    silver, rose = results[-1].others
    hair = results[-1].mask > 0.9
    spread = [float(np.ptp(image[hair].mean(axis=0))) for image in (silver, rose)]
    assert spread[0] < spread[1]
    assert not np.array_equal(silver, results[-1].image)


def test_that_the_picture_is_mirrored(qtbot: QtBot, live: Live) -> None:
    results = show_face(live, qtbot)
    plain = results[-1].frame.image
    assert not live.mirror
    live.set_mirror(True)
    qtbot.waitUntil(lambda: np.array_equal(results[-1].frame.image, plain[:, ::-1]), timeout=20000)


def test_that_a_camera_that_is_unplugged_comes_back_by_itself(
    qtbot: QtBot, live: Live, cameras: Any
) -> None:
    results = heard(live)
    cameras.plug("Webcam")
    live.open_camera("id of Webcam")
    qtbot.waitUntil(lambda: len(results) > 2, timeout=30000)
    assert live.state.kind == "running"
    cameras.plug()
    assert live.state.kind == "lost"
    seen = len(results)
    cameras.plug("Other", "Webcam")
    qtbot.waitUntil(lambda: live.state.kind == "running", timeout=20000)
    qtbot.waitUntil(lambda: len(results) > seen, timeout=20000)
    assert live.source.name == "Webcam"


def test_that_the_camera_is_left_to_another_at_once_unless_it_is_watched(
    qtbot: QtBot, live: Live, session: Session, cameras: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_live", live)
    cameras.plug("Webcam")
    live.open_camera("id of Webcam")
    camera = live.source
    qtbot.waitUntil(lambda: live.state.kind == "running", timeout=20000)
    session.release_camera()
    assert camera._timer.isActive()
    live.pause()
    session.release_camera()
    assert not camera._timer.isActive()
    live.resume()
    assert camera._timer.isActive()
    assert camera.opened == 2


def test_that_a_camera_that_was_unplugged_behind_another_page_is_gone_and_comes_back(
    qtbot: QtBot, live: Live, cameras: Any
) -> None:
    cameras.plug("Webcam")
    live.open_camera("id of Webcam")
    camera = live.source
    qtbot.waitUntil(lambda: live.state.kind == "running", timeout=20000)
    live.pause()
    live.release_camera()
    cameras.plug()
    live.resume()
    assert live.state.kind == "lost"
    assert camera.opened == 1
    cameras.plug("Webcam")
    qtbot.waitUntil(lambda: live.state.kind == "running", timeout=20000)


def test_that_a_refused_camera_is_said_so_and_can_be_tried_again(
    qtbot: QtBot, live: Live, cameras: Any
) -> None:
    cameras.plug("Webcam")
    cameras.allowed = False
    live.open_camera("id of Webcam")
    assert live.state.kind == "refused"
    cameras.allowed = True
    live.reopen()
    qtbot.waitUntil(lambda: live.state.kind == "running", timeout=20000)


def test_that_an_answer_that_comes_too_late_opens_nothing(live: Live, cameras: Any) -> None:
    cameras.plug("Webcam")
    cameras.allowed = None
    live.open_camera("id of Webcam")
    camera = live.source
    live.close_source()
    cameras.answers[0](True)
    assert camera.opened == 0


def test_that_a_picture_that_cannot_be_read_is_said_so(
    qtbot: QtBot, live: Live, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    live.open_image(broken)
    qtbot.waitUntil(lambda: live.state.kind == "refused", timeout=10000)
    assert "broken.png" in live.state.message


def test_that_a_film_plays_in_a_loop_and_what_is_recorded_has_its_pace(
    qtbot: QtBot, live: Live, tmp_path: Path
) -> None:
    first = tmp_path / "first.mp4"
    results = show_face(live, qtbot)
    live.start_recording(first)
    qtbot.waitUntil(lambda: live.recorded > 0.8, timeout=30000)
    recorded = live.recorded
    live.stop_recording()
    qtbot.waitUntil(lambda: not live.is_recording, timeout=20000)
    with FilmReader(first) as film:
        frames = list(film.frames())
        seconds = float((frames[-1].pts - frames[0].pts) * film.info.time_base)
    assert seconds == pytest.approx(recorded, abs=0.3)
    hair = results[-1].mask > 0.9
    painted = frames[-1].pixels[hair].mean(axis=0)
    assert np.abs(painted - results[-1].image[hair].mean(axis=0)).max() < 6
    live.open_movie(first)
    shown = heard(live)
    qtbot.waitUntil(lambda: bool(shown) and shown[-1].frame.number > len(frames), timeout=60000)
    assert live.state.kind == "running"
    grey = np.abs(shown[-1].frame.image.astype(int) - frames[-1].pixels.astype(int))
    assert np.median(grey) < 6


@pytest.mark.parametrize("target", ["light", "gallery"])
def test_that_a_snapshot_is_kept_without_the_look(
    qtbot: QtBot, live: Live, session: Session, face: NDArray[np.uint8], target: str
) -> None:
    told: list[Path] = []
    live.gallery_changed.connect(told.append)
    show_face(live, qtbot)
    live.snapshot(target)
    if target == "gallery":
        live.snapshot(target)
        qtbot.waitUntil(lambda: len(told) == 2, timeout=20000)
        kept = list((session.places.looks / "Snapshots").glob("*.png"))
        assert sorted(kept) == sorted(told)
        assert len(kept) == 2
        assert all(np.array_equal(read_photo(each).rgb, face) for each in kept)
        return
    qtbot.waitUntil(lambda: session.document.look.light.reference.name == "Snapshot", timeout=20000)
    assert np.array_equal(session.document.look.light.reference.image, face)


def test_that_a_snapshot_for_the_gallery_has_a_german_name(
    german: object, qtbot: QtBot, live: Live, face: NDArray[np.uint8]
) -> None:
    told: list[Path] = []
    live.gallery_changed.connect(told.append)
    show_face(live, qtbot)
    live.snapshot("gallery")
    qtbot.waitUntil(lambda: bool(told), timeout=20000)
    assert told[0].stem.startswith("Schnappschuss 2")


def test_that_an_impossible_device_is_said_and_the_picture_goes_on(
    qtbot: QtBot, live: Live, said: list
) -> None:
    results = show_face(live, qtbot)
    live.loop.configure(model="no such network")
    qtbot.waitUntil(lambda: bool(said), timeout=30000)
    seen = len(results)
    qtbot.waitUntil(lambda: len(results) > seen, timeout=20000)
    assert live.description.startswith("CPU")


def test_that_settings_are_remembered(live: Live, session: Session) -> None:
    live.set_model("512")
    live.set_device("cpu")
    live.set_feedback(False)
    live.picture = "gpu"
    other = Live(session, Cameras())
    assert (other.model, other.device, other.feedback, other.picture) == (
        *("512", "cpu", False),
        "gpu",
    )
    other.close()


def test_that_the_camera_and_its_format_are_those_of_last_time(
    live: Live, session: Session, cameras: Any
) -> None:
    cameras.plug("Webcam", "Other")
    assert live.usual_camera == "id of Webcam"
    live.open_camera("id of Other")
    live.set_format(1)
    live.open_camera("id of Webcam")
    live.set_format(0)
    live.open_camera("id of Other")
    again = type(live)(session, cameras)
    again.pixels = live.pixels
    assert again.usual_camera == "id of Other"
    again.open_camera("id of Other")
    assert again.source.chosen == live.source.formats()[1]
    cameras.plug("Webcam")
    assert again.usual_camera == "id of Webcam"
    again.close()


MOMENTS = ["before", "first", "asked", "starting", "film", "running", "model", "recording"]


@pytest.mark.parametrize("when", MOMENTS)
def test_that_closing_at_any_moment_leaves_no_thread(
    qtbot: QtBot, live: Live, cameras: Any, film: Path, tmp_path: Path, when: str
) -> None:
    target = tmp_path / "recorded.mp4"
    if when in ("asked", "starting"):
        cameras.plug("Webcam")
        cameras.allowed = None if when == "asked" else True
        live.open_camera("id of Webcam")
    elif when == "film":
        before = threads_of_qts_player()
        live.open_movie(film)
        qtbot.waitUntil(lambda: not threads_of_qts_player() <= before, timeout=10000)
    elif when != "before":
        live.open_image(FACE)
    if when in ("running", "model", "recording"):
        results = heard(live)
        qtbot.waitUntil(lambda: bool(results), timeout=30000)
    if when == "recording":
        live.start_recording(target)
        qtbot.waitUntil(lambda: live.recorded > 0.1, timeout=30000)
    elif when == "model":
        live.set_model("512")
        qtbot.wait(40)
    elif when == "first":
        qtbot.wait(60)
    # What is left is looked for as `live` is taken apart.
    live.close()
    assert target.exists() == (when == "recording")
    if when == "recording":
        with FilmReader(target) as recorded:
            assert list(recorded.frames())


def test_that_rate_and_frames_left_out_are_those_of_the_source_that_is_shown() -> None:
    worker = _Worker(LiveLoop())
    for number in (100, 102):
        fps, left_out = worker.rate(number)
    assert fps > 0 and left_out == 1
    assert worker.rate(1) == (0.0, 0)
