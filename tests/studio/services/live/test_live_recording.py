"""Films of the recoloured picture: playable, or not there."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from hairsdk.video.reader import FilmReader
from hairsdk.video.sink import Sink
from hairstudio.services.live.live import Live
from hairstudio.services.live.recording import Recording
from tests.studio.services.live.conftest import show


def ended(live: Live, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not live.is_recording, timeout=30000)


def frames(path: Path) -> list[tuple[int, int]]:
    with FilmReader(path) as film:
        return [each.pixels.shape[:2] for each in film.frames()]


def test_that_a_recording_that_cannot_be_written_is_said_so_and_the_picture_goes_on(
    qtbot: QtBot, live: Live, face: NDArray[np.uint8], tmp_path: Path, said: list
) -> None:
    results = show(live, qtbot, face)
    for name in ("no such folder/film.mp4", "film.xyz"):
        said.clear()
        live.start_recording(tmp_path / name)
        qtbot.waitUntil(lambda: bool(said), timeout=20000)
        assert said[0][0] == "error"
        assert not live.is_recording
    seen = len(results)
    qtbot.waitUntil(lambda: len(results) > seen, timeout=20000)
    assert list(tmp_path.glob("*.*")) == []


@contextmanager
def little_room(kilobytes: int) -> Iterator[None]:
    """No file of this process may grow beyond that.

    Not a fixture: pytest writes its own lines between a test and its fixtures' end, perhaps to a
    log that is longer already.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes << 10, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_that_a_disk_that_fills_up_before_the_first_frame_leaves_nothing(
    qtbot: QtBot, live: Live, tmp_path: Path, said: list
) -> None:
    noise = np.random.default_rng(3).integers(0, 256, (360, 640, 3)).astype(np.uint8)
    results = show(live, qtbot, noise)
    with little_room(64):
        live.start_recording(tmp_path / "film.mkv")
        ended(live, qtbot)
    assert said[-1][0] == "error"
    assert "film.mkv" in said[-1][1]
    assert list(tmp_path.glob("*film*")) == []
    seen = len(results)
    qtbot.waitUntil(lambda: len(results) > seen, timeout=20000)


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_that_what_was_recorded_until_the_disk_was_full_stays_and_is_told(
    qtbot: QtBot, live: Live, tmp_path: Path, said: list, suffix: str
) -> None:
    rng, size = np.random.default_rng(3), (64, 96, 3)
    show(live, qtbot, np.zeros(size, np.uint8))

    def move() -> None:
        live.source._pixels = rng.integers(0, 256, size).astype(np.uint8)
        live.source.stir()

    live.result.connect(move)
    older, path = tmp_path / f"film{suffix}", tmp_path / f"film (2){suffix}"
    older.write_bytes(b"a whole film")
    with little_room(256):
        live.start_recording(older)
        ended(live, qtbot)
    assert said[-1][0] == "error"
    assert said[-1][1].endswith(f"What was recorded until then: {path}")
    with FilmReader(path) as film:
        assert next(film.frames()).pixels.shape == size
    assert older.read_bytes() == b"a whole film"
    assert sorted(tmp_path.glob("*film*")) == sorted([older, path])


def test_that_what_is_left_takes_the_place_of_no_film_that_came_meanwhile(
    qtbot: QtBot, tmp_path: Path
) -> None:
    noise = np.random.default_rng(3).integers(0, 256, (360, 640, 3)).astype(np.uint8)
    path = tmp_path / "film.mkv"
    recording = Recording(path, tmp_path / "home" / "notes")
    recording.add(noise, 0.0)
    qtbot.waitUntil(lambda: bool(list(tmp_path.glob(".film*"))), timeout=20000)
    path.write_bytes(b"of another window")
    with little_room(64):
        for index in range(1, 10):
            recording.add(noise, index / 30)
        recording.finish()
        recording.wait()
    assert path.read_bytes() == b"of another window"
    assert recording.left in (None, tmp_path / "film (2).mkv")


def test_that_another_size_ends_the_film_and_what_is_done_plays(
    qtbot: QtBot, live: Live, face: NDArray[np.uint8], tmp_path: Path, said: list
) -> None:
    show(live, qtbot, face)
    path = tmp_path / "film.mp4"
    live.start_recording(path)
    qtbot.waitUntil(lambda: live.recorded > 0.2, timeout=30000)
    live.source._pixels = np.ascontiguousarray(face[:300])
    ended(live, qtbot)
    assert said[-1][0] == "note"
    assert said[-1][1].startswith(f"Recorded to {path}\n")
    assert "another size" in said[-1][1]
    assert set(frames(path)) == {face.shape[:2]}


@pytest.mark.parametrize("end", ["closed", "another", "again", "lost"])
def test_that_a_film_ends_with_its_source_and_says_so(
    qtbot: QtBot, live: Live, face: NDArray[np.uint8], tmp_path: Path, said: list, end: str
) -> None:
    show(live, qtbot, face)
    path = tmp_path / "film.mp4"
    live.start_recording(path)
    qtbot.waitUntil(lambda: live.recorded > 0.2, timeout=30000)
    ends = {
        "closed": live.close_source,
        "another": lambda: live.open_image(face[:, ::-1]),  # of the same size
        "again": live.reopen,
        "lost": lambda: live.source._say("lost"),
    }
    ends[end]()
    ended(live, qtbot)
    ((level, text),) = said
    assert level == "note"
    assert text.startswith(f"Recorded to {path}\nThe recording ended with its source.")
    assert frames(path)


def test_that_a_recording_without_a_picture_is_refused_and_an_empty_one_told(
    qtbot: QtBot, live: Live, face: NDArray[np.uint8], tmp_path: Path, said: list
) -> None:
    live.start_recording(tmp_path / "film.mp4")
    assert not live.is_recording
    assert "choose a source first" in said[-1][1]
    show(live, qtbot, face)
    live.start_recording(tmp_path / "film.mp4")
    live.stop_recording()
    ended(live, qtbot)
    assert "Nothing was recorded" in said[-1][1]
    assert not list(tmp_path.glob("*.mp4"))


def test_that_the_film_that_is_shown_is_not_recorded_upon(
    qtbot: QtBot, live: Live, film: Path, said: list
) -> None:
    before = film.read_bytes()
    live.open_movie(film)
    qtbot.waitUntil(lambda: live.state.kind == "running", timeout=20000)
    same = film.parent / "link.mp4"
    same.symlink_to(film)
    for path in (film, same):
        live.start_recording(path)
        assert not live.is_recording
        assert "choose another name" in said[-1][1]
    assert film.read_bytes() == before


@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_that_a_film_stopped_after_any_frame_plays_or_is_not_there(
    qtbot: QtBot, tmp_path: Path, face: NDArray[np.uint8], count: int
) -> None:
    path = tmp_path / "film.mp4"
    heard: list[str] = []
    recording = Recording(path, tmp_path / "home" / "notes")
    recording.ended.connect(heard.append)
    for index in range(count):
        recording.add(face, index / 30)
    recording.finish()
    recording.add(face, 99.0)
    recording.finish()
    recording.wait()
    qtbot.waitUntil(lambda: heard == [""], timeout=5000)
    if count == 0:
        assert not path.exists()
    else:
        # What the encoder could not follow was left out.
        assert len(frames(path)) == count - recording.dropped == recording.taken


def test_that_a_film_that_came_meanwhile_is_not_written_over(
    qtbot: QtBot, live: Live, face: NDArray[np.uint8], tmp_path: Path, said: list
) -> None:
    show(live, qtbot, face)
    path = tmp_path / "film.mp4"
    live.start_recording(path)
    qtbot.waitUntil(lambda: live.recorded > 0.1, timeout=30000)
    path.write_bytes(b"of another window")
    live.stop_recording()
    ended(live, qtbot)
    assert path.read_bytes() == b"of another window"
    (told,) = said
    assert told[1].startswith(f"Recorded to {tmp_path / 'film (2).mp4'}")
    assert frames(tmp_path / "film (2).mp4")
    # The artist was asked about this one.
    live.start_recording(path)
    qtbot.waitUntil(lambda: live.recorded > 0.1, timeout=30000)
    live.stop_recording()
    ended(live, qtbot)
    assert frames(path)


def test_that_two_films_of_one_name_that_end_together_are_both_there(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grey = np.full((64, 64, 3), 90, np.uint8)
    path, finish = tmp_path / "film.mp4", Sink.finish

    def finish_second(sink: Sink) -> None:
        path.write_bytes(b"of another window")
        finish(sink)

    monkeypatch.setattr(Sink, "finish", finish_second)
    recording = Recording(path, tmp_path / "home" / "notes")
    recording.add(grey, 0.0)
    recording.finish()
    recording.wait()
    assert path.read_bytes() == b"of another window"
    assert recording.path == tmp_path / "film (2).mp4"
    assert frames(recording.path)


def test_that_frames_that_the_encoder_could_not_follow_are_told(
    qtbot: QtBot, live: Live, face: NDArray[np.uint8], tmp_path: Path, said: list
) -> None:
    show(live, qtbot, face)
    path = tmp_path / "film.mp4"
    live.start_recording(path)
    for index in range(200):
        live.recording.add(face, index / 30)
    dropped = live.recording.dropped
    assert dropped
    live.stop_recording()
    ended(live, qtbot)
    assert said == [
        ("note", f"Recorded to {path}\nFrames left out, as the encoder could not follow: {dropped}")
    ]


def test_that_a_second_recording_can_begin_at_once(
    qtbot: QtBot, live: Live, face: NDArray[np.uint8], tmp_path: Path
) -> None:
    show(live, qtbot, face)
    first, second = tmp_path / "first.mp4", tmp_path / "second.mp4"
    for path in (first, second):
        live.start_recording(path)
        qtbot.waitUntil(lambda: live.recorded > 0.1, timeout=30000)
    live.stop_recording()
    ended(live, qtbot)
    assert len(frames(first)) > 1
    assert len(frames(second)) > 1
