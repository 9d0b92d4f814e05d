"""Films that are sought, scrubbed, stepped and looped."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtMultimedia import QVideoFrame
from pytestqt.qtbot import QtBot

from hairsdk import Recolorer
from hairsdk.video.encoding import Encoding
from hairsdk.video.parts import FilmInfo
from hairsdk.video.writer import FilmWriter
from hairstudio.services.live.frames import LiveFrame, LiveResult
from hairstudio.services.live.live import Live
from hairstudio.services.live.loop import _Worker
from tests.studio.services.live.conftest import heard, rests, show, starts


def stand_at(live: Live, qtbot: QtBot, seconds: float) -> None:
    live.source.seek(seconds)
    qtbot.waitUntil(lambda: live.source._sought is None, timeout=20000)


@pytest.fixture
def shown(live: Live, film: Path, qtbot: QtBot) -> list[LiveResult]:
    """Results of a film of twelve frames, 0.4 s, that stands."""
    results = heard(live)
    live.open_movie(film)
    qtbot.waitUntil(lambda: bool(results), timeout=20000)
    live.set_paused(True)
    return results


def sought(live: Live, monkeypatch: pytest.MonkeyPatch, *, comes: bool = True) -> list[int]:
    """Where the player is sent from now on, in milliseconds; nothing comes of it if not so."""
    places: list[int] = []
    go = live.source.player.setPosition

    def note(place: int) -> None:
        places.append(place)
        if comes:
            go(place)

    monkeypatch.setattr(live.source.player, "setPosition", note)
    return places


def test_that_a_film_shows_the_frame_of_a_place_and_remembers_nothing_of_before(
    qtbot: QtBot, live: Live, shown: list[LiveResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    reset: list[int] = []
    forget = Recolorer.reset
    monkeypatch.setattr(Recolorer, "reset", lambda self: (reset.append(1), forget(self)))
    assert live.source.length == pytest.approx(0.4)
    stand_at(live, qtbot, 0.05)
    there = live.source.given
    qtbot.waitUntil(lambda: shown[-1].frame.number > there, timeout=20000)
    for seconds, begin in ((0.31, 300), (0.11, 100), (9.0, 367), (-1.0, 0)):
        reset.clear()
        shown.clear()
        stand_at(live, qtbot, seconds)
        assert starts(live) == begin
        assert live.source.position == pytest.approx(begin / 1e3, abs=1e-3)
        qtbot.waitUntil(lambda: any(each.begins for each in shown), timeout=20000)
        qtbot.waitUntil(lambda: len(shown) > 3, timeout=20000)
        assert len(reset) == sum(each.begins for each in shown) == 1
    assert live.paused


def test_that_a_film_that_plays_goes_on_from_the_place(
    qtbot: QtBot, live: Live, shown: list[LiveResult]
) -> None:
    live.set_paused(False)
    stand_at(live, qtbot, 0.2)
    shown.clear()
    qtbot.waitUntil(lambda: len(shown) > 3, timeout=20000)
    assert not live.paused


def test_that_each_round_of_a_film_begins_anew(
    qtbot: QtBot, live: Live, shown: list[LiveResult]
) -> None:
    live.set_paused(False)
    shown.clear()
    qtbot.waitUntil(lambda: sum(each.begins for each in shown) > 2, timeout=30000)
    assert not all(each.begins for each in shown)


def test_that_one_frame_on_follows_and_one_back_does_not(
    qtbot: QtBot, live: Live, shown: list[LiveResult]
) -> None:
    stand_at(live, qtbot, 0.11)
    jumps: list[int] = []
    live.source.jumped.connect(lambda: jumps.append(starts(live)))
    live.step(1)
    qtbot.waitUntil(lambda: live.source._sought is None, timeout=20000)
    assert (starts(live), jumps) == (133, [])
    live.step(-1)
    qtbot.waitUntil(lambda: live.source._sought is None, timeout=20000)
    assert (starts(live), jumps) == (100, [100])


def test_that_the_newest_of_several_places_wins_once_the_first_has_come(
    qtbot: QtBot, live: Live, shown: list[LiveResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    places = sought(live, monkeypatch)
    for seconds in (0.11, 0.21, 0.31):
        live.source.seek(seconds)
    assert places == [110]
    assert live.source.position == pytest.approx(0.31)
    qtbot.waitUntil(lambda: starts(live) == 300, timeout=20000)
    assert places == [110, 310]


def test_that_a_film_stands_while_it_is_held_and_goes_to_the_last_place_as_it_is_let_go(
    qtbot: QtBot, live: Live, shown: list[LiveResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    live.set_paused(False)
    live.source.hold(True)
    assert not live.paused
    live.source._on_silence()
    assert live.state.kind == "running"
    places = sought(live, monkeypatch, comes=False)
    live.source.seek(0.1)
    live.source.seek(0.2)
    assert places == [100]
    live.source.hold(False)
    assert places == [100, 200]
    assert live.source.player.isPlaying()


def test_that_a_place_of_which_nothing_comes_is_given_up(
    qtbot: QtBot, live: Live, shown: list[LiveResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    at = live.source.position
    sought(live, monkeypatch, comes=False)
    live.source._late.setInterval(10)
    live.source.seek(at + 0.1)
    assert live.source.position == pytest.approx(at + 0.1)
    qtbot.waitUntil(lambda: live.source.position == at, timeout=20000)
    shown.clear()
    qtbot.waitUntil(lambda: bool(shown), timeout=20000)


def test_that_a_frame_that_stands_is_not_given_while_another_is_sought(
    qtbot: QtBot, live: Live, shown: list[LiveResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    sought(live, monkeypatch, comes=False)
    live.source.seek(0.2)
    given = live.source.given
    for _ in range(3):
        with qtbot.waitSignal(live.source._again.timeout, timeout=20000):
            pass
    assert live.source.given == given


def test_that_a_film_that_waits_in_vain_goes_elsewhere_at_once_and_stands_where_it_was(
    qtbot: QtBot, live: Live, shown: list[LiveResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = live.source
    live.set_paused(False)
    source.sink.videoFrameChanged.disconnect(source._take)
    places = sought(live, monkeypatch, comes=False)
    source._late.setInterval(10)
    source.seek(0.1)
    qtbot.waitUntil(lambda: not source._late.isActive(), timeout=20000)
    source.seek(0.2)
    assert places == [100, 200]
    qtbot.waitUntil(lambda: not source._late.isActive(), timeout=20000)
    live.set_paused(True)
    qtbot.waitUntil(lambda: source._sought is None, timeout=20000)


def test_that_a_film_that_falls_silent_after_a_jump_begins_anew(
    qtbot: QtBot, live: Live, shown: list[LiveResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    live.set_paused(False)
    sought(live, monkeypatch, comes=False)
    live.source.player.pause()
    live.source.seek(0.3)
    jumps: list[int] = []
    live.source.jumped.connect(lambda: jumps.append(1))
    live.source._on_silence()
    assert (live.state.kind, jumps) == ("starting", [1])
    qtbot.waitUntil(lambda: live.state.kind == "running", timeout=20000)
    shown.clear()
    qtbot.waitUntil(lambda: bool(shown), timeout=20000)


def test_that_nothing_is_worked_on_again_after_a_jump_to_a_frame_that_stands(
    qtbot: QtBot, live: Live, shown: list[LiveResult], worked: list[float]
) -> None:
    live.set_paused(False)
    live.set_paused(True)
    stand_at(live, qtbot, 0.31)

    qtbot.waitUntil(lambda: rests(qtbot, shown, worked), timeout=30000)
    assert worked


def test_that_of_a_frame_that_stands_after_a_jump_one_result_alone_begins(
    qtbot: QtBot, live: Live, face: NDArray[np.uint8]
) -> None:
    results = show(live, qtbot, face, 1)
    live.source.set_resting(True)  # from here on frames come from this test
    live.loop.forget()
    for number in (1001, 1002, 1003):
        live.loop.take(LiveFrame(face, number, settled=True))
        qtbot.waitUntil(lambda number=number: results[-1].frame.number == number, timeout=20000)
    assert [each.begins for each in results[-3:]] == [True, False, False]


def test_that_the_first_frame_that_can_be_read_begins(
    qtbot: QtBot, live: Live, face: NDArray[np.uint8]
) -> None:
    results = show(live, qtbot, face, 1)
    live.source.set_resting(True)  # from here on frames come from this test
    settings, preset = live.loop.settings, results[-1].look
    worker = _Worker(live.loop)
    unreadable = LiveFrame(QVideoFrame(), 1001, to_srgb=lambda _frame, *, mirror: None)
    assert worker.work(unreadable, settings, preset, (), stale=True) is None
    for number, begins in ((1002, True), (1003, False)):
        frame = LiveFrame(face, number)
        found = worker.work(frame, settings, preset, (), stale=False)
        assert found is not None and found.begins == begins
    worker.close()


def made(path: Path, face: NDArray[np.uint8], times: Sequence[int]) -> Path:
    """A film whose frames stand at these thirtieths of a second."""
    size, rate = (face.shape[1], face.shape[0]), Fraction(30)
    with FilmWriter(
        path, FilmInfo(*size, rate, 1 / rate), size, Encoding(speed="ultrafast")
    ) as film:
        for time in times:
            film.write(np.ascontiguousarray(np.roll(face, 4 * time, axis=1)), time)
    return path


def steps(live: Live, qtbot: QtBot, path: Path, *frames: int) -> list[int]:
    """Where a film stands after each of these steps from its first frame."""
    live.open_movie(path)
    qtbot.waitUntil(lambda: live.state.kind == "running", timeout=20000)
    live.set_paused(True)
    stand_at(live, qtbot, 0.0)
    found = []
    for each in frames:
        live.step(each)
        qtbot.waitUntil(lambda: live.source._sought is None, timeout=20000)
        found.append(starts(live))
    return found


@pytest.mark.parametrize("name", ["slow.mp4", "slow.mkv"])
def test_that_a_film_of_a_variable_rate_is_stepped_frame_by_frame(
    qtbot: QtBot, live: Live, face: NDArray[np.uint8], tmp_path: Path, name: str
) -> None:
    film = made(tmp_path / name, face, (0, 1, 7, 8, 12))
    assert steps(live, qtbot, film, 1, 1, 1, -1, -1, -1) == [33, 233, 267, 233, 33, 0]


def test_that_a_film_of_one_frame_is_sought_and_stepped_without_end(
    qtbot: QtBot, live: Live, face: NDArray[np.uint8], tmp_path: Path
) -> None:
    film = made(tmp_path / "one.mp4", face, (0,))
    assert steps(live, qtbot, film, 1, -1) == [0, 0]
    stand_at(live, qtbot, 1.0)
    assert live.state.kind == "running"


def test_that_a_film_of_unknown_length_is_stepped(
    qtbot: QtBot, live: Live, face: NDArray[np.uint8], tmp_path: Path
) -> None:
    film = tmp_path / "recorded by a browser.webm"
    with av.open(str(film), "w", format="webm", options={"live": "1"}) as out:
        stream = out.add_stream("libvpx", rate=30)
        stream.width, stream.height = face.shape[1], face.shape[0]
        stream.options = {"deadline": "realtime", "cpu-used": "8"}
        for _ in range(6):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(face)))
        out.mux(stream.encode(None))
    assert steps(live, qtbot, film, 1, 1, -1) == [33, 67, 33]
    assert live.source.length == 0
    live.source.mark("in")
    assert live.source.marks is None
    live.source.mark("out")
    assert live.source.marks == pytest.approx((0.033, 0.066), abs=2e-3)


def test_that_a_film_plays_between_its_marks_round_and_round(
    qtbot: QtBot, live: Live, face: NDArray[np.uint8], tmp_path: Path
) -> None:
    steps(live, qtbot, made(tmp_path / "long.mp4", face, range(40)))
    stand_at(live, qtbot, 0.21)
    live.source.mark("out")
    assert live.source.marks == (0.0, pytest.approx(0.233, abs=1e-3))
    stand_at(live, qtbot, 0.11)
    live.source.mark("in")
    assert live.source.marks == (pytest.approx(0.1), pytest.approx(0.233, abs=1e-3))
    given: list[int] = []
    rounds: list[int] = []
    live.source.frame.connect(lambda _: given.append(round(live.source._frame[0])))
    live.source.jumped.connect(lambda: rounds.append(round(live.source._frame[0])))
    live.set_paused(False)
    qtbot.waitUntil(lambda: len(rounds) > 2, timeout=30000)
    assert set(rounds) == {100}
    assert (min(given), max(given)) == (100, 200)
    live.source.mark("none")
    assert live.source.marks is None
    qtbot.waitUntil(lambda: max(given) > 1000 and 0 in given, timeout=30000)


def test_that_a_round_that_begins_elsewhere_is_shown(
    qtbot: QtBot,
    live: Live,
    face: NDArray[np.uint8],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps(live, qtbot, made(tmp_path / "long.mp4", face, range(40)))
    stand_at(live, qtbot, 0.21)
    source = live.source
    source.mark("out")
    source._late.setInterval(1_000_000)
    go = source.player.setPosition
    # In some films, as of MPEG-TS, the next key comes.
    monkeypatch.setattr(source.player, "setPosition", lambda _place: go(1000))
    given: list[int] = []
    source.frame.connect(lambda _: given.append(round(source._frame[0])))
    live.set_paused(False)
    qtbot.waitUntil(lambda: bool(given) and max(given) >= 1000, timeout=20000)


def test_that_a_film_comes_round_to_its_first_mark(
    qtbot: QtBot, live: Live, shown: list[LiveResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_at(live, qtbot, 0.21)
    live.source.mark("in")
    assert live.source.marks == (pytest.approx(0.2), pytest.approx(0.4))
    stand_at(live, qtbot, 0.11)
    given: list[int] = []
    live.source.frame.connect(lambda _: given.append(round(live.source._frame[0])))
    places = sought(live, monkeypatch)
    live.set_paused(False)
    # Who looked at what is before the mark sees it; the next round begins at the mark.
    qtbot.waitUntil(lambda: given != sorted(given), timeout=30000)
    turn = next(each for each in range(1, len(given)) if given[each] < given[each - 1])
    assert min(given[:turn]) < 200
    assert min(given[turn:]) == 200
    assert {*places} == {201}


def test_that_a_mark_on_the_wrong_side_takes_the_other_away(
    qtbot: QtBot, live: Live, shown: list[LiveResult]
) -> None:
    source = live.source
    for which, seconds, left in (("out", 0.11, (0, 133)), ("in", 0.21, (200, 400))):
        stand_at(live, qtbot, seconds)
        source.mark(which)
        assert source.marks == pytest.approx([each / 1e3 for each in left], abs=1e-3)
    stand_at(live, qtbot, 0.05)
    source.mark("out")
    assert source.marks == pytest.approx([0, 0.067], abs=1e-3)
