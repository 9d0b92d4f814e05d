"""A film saved with the look, from the menu to the file."""

from __future__ import annotations

import threading
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from hairsdk.video import FilmInfo, FilmReader, FilmWriter
from hairstudio.document.look import Look
from hairstudio.services.control import TaskControl
from hairstudio.services.hair import HairFinder
from hairstudio.services.live.movies import MovieSource
from hairstudio.views import save_film
from hairstudio.views.dialogs.question import Answer
from hairstudio.views.main_window import MainWindow

Chosen = Callable[[Path], list[str]]
Marks: TypeAlias = "tuple[float, float] | None"


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path, size, rate = tmp_path / "shoot.mov", (64, 48), Fraction(25)
    with FilmWriter(path, FilmInfo(*size, rate, 1 / rate), size) as writer:
        for number in range(5):
            writer.write(np.full((48, 64, 3), 40 * number, np.uint8), number)
    return path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, film: Path) -> list[str]:
    """Chooses the film when it is asked for; where the question began."""
    begun: list[str] = []

    def answer(_window: object, _title: str, folder: str, _kinds: str) -> tuple[str, str]:
        begun.append(folder)
        return str(film), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    return begun


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, Path, float, Marks]]:
    """What is written of which film, how strongly and which part, in place of writing it."""
    calls: list[tuple[Path, Path, float, Marks]] = []

    def write(
        path: Path,
        _look: Look,
        source: Path,
        _finder: HairFinder,
        _control: TaskControl,
        *,
        strength: float,
        marks: Marks,
    ) -> tuple[str, ...]:
        calls.append((path, source, strength, marks))
        return ("aus 10 Bit je Kanal werden 8",)

    monkeypatch.setattr(save_film, "write_film", write)
    return calls


def save(window: MainWindow) -> None:
    window.actions_table.by_name["save_film"].trigger()


def test_that_a_film_is_asked_for_saved_and_told(
    qtbot: QtBot, window: MainWindow, asked: list[str], chosen: Chosen, film: Path
) -> None:
    window.session.finder = HairFinder("256", "cpu")
    proposed = chosen(film.with_name("client.mov"))
    with qtbot.waitSignal(window.save_film.written, timeout=30000):
        save(window)
    assert proposed == [str(film.with_name("shoot-untitled.mov"))]
    assert window.remark.text.text() == "client.mov is saved."
    with FilmReader(film.with_name("client.mov")) as reader:
        assert len(list(reader.frames())) == 5
    qtbot.waitUntil(lambda: not window.save_film.progress.isVisible())
    chosen(film.with_name("again.mov"))
    with qtbot.waitSignal(window.save_film.written, timeout=30000):
        save(window)
    assert asked[1] == str(film.parent), "it begins where the last film was"


def test_that_the_film_in_live_wears_the_look_as_strongly_as_there(
    qtbot: QtBot,
    window: MainWindow,
    asked: list[str],
    written: list[tuple[Path, Path, float, Marks]],
    chosen: Chosen,
    film: Path,
) -> None:
    chosen(film.with_name("client.mp4"))
    window.show_workspace("live")
    window.live.open_file(film)
    window.live.conductor().live.set_strength(0.4)
    with qtbot.waitSignal(window.save_film.written, timeout=20000):
        save(window)
    assert written == [(film.with_name("client.mp4"), film, 0.4, None)]
    assert asked == []
    assert "10 Bit" in window.remark.text.text()
    # Behind another page it is not what the artist looks at.
    window.show_workspace("compare")
    with qtbot.waitSignal(window.save_film.written, timeout=20000):
        save(window)
    assert len(asked) == 1
    assert written[1] == (film.with_name("client.mp4"), film, 1.0, None)


@pytest.mark.parametrize(
    ("answer", "part"),
    [(Answer.Yes, (0.04, 0.12)), (Answer.YesToAll, None), (Answer.Cancel, None)],
)
def test_that_the_loop_alone_is_saved_where_the_artist_says_so(
    qtbot: QtBot,
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    answering,
    written: list[tuple[Path, Path, float, Marks]],
    chosen: Chosen,
    film: Path,
    answer: Answer,
    part: Marks,
) -> None:
    chosen(film.with_name("client.mp4"))
    questions = answering(answer)
    window.show_workspace("live")
    window.live.open_file(film)
    monkeypatch.setattr(MovieSource, "marks", (0.04, 0.12))
    if answer == Answer.Cancel:
        save(window)
        assert not window.save_film.busy
    else:
        with qtbot.waitSignal(window.save_film.written, timeout=20000):
            save(window)
        assert written == [(film.with_name("client.mp4"), film, 1.0, part)]
    assert [text.splitlines() for text in questions] == [
        ["Save the loop of “shoot.mov”, or all of it?", "The loop is from 0:00.0 to 0:00.1."]
    ]


def test_that_the_film_wears_what_was_seen_when_it_was_asked_for(
    qtbot: QtBot,
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    chosen: Chosen,
    film: Path,
) -> None:
    looks: list[Look] = []

    def write(_path: Path, look: Look, *_: object, **__: object) -> tuple[str, ...]:
        looks.append(look)
        return ()

    def ask(*_: object) -> tuple[str, str]:
        window.effects.add_effect("tint")
        return str(film), ""

    monkeypatch.setattr(save_film, "write_film", write)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    chosen(film.with_name("client.mp4"))
    # As where a slider is held while the shortcut is pressed.
    window.save_film.before_write.connect(lambda: window.effects.add_effect("dye"))
    with qtbot.waitSignal(window.save_film.written, timeout=20000):
        save(window)
    assert [entry.effect.type_id for entry in looks[0].light.stack.entries] == ["dye"]


@pytest.mark.parametrize(
    ("name", "proposal"),
    [("SHOOT.MOV", "SHOOT-untitled.MOV"), ("shoot.1.avi", "shoot.1-untitled.mp4")],
)
def test_that_the_kind_of_film_is_kept_where_it_can_be_written(
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    film: Path,
    chosen: Chosen,
    name: str,
    proposal: str,
) -> None:
    source = film.rename(film.with_name(name))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(source), ""))
    proposed = chosen(None)
    save(window)
    assert proposed == [str(film.with_name(proposal))]


def test_that_the_film_itself_is_not_written_over(
    window: MainWindow,
    asked: list[str],
    written: list[tuple[Path, Path, float, Marks]],
    chosen: Chosen,
    film: Path,
) -> None:
    chosen(film)
    save(window)
    assert "shoot.mov” is the film itself" in window.remark.text.text()
    assert not written
    assert not window.save_film.busy


def test_that_nothing_is_written_where_no_film_or_no_place_is_chosen(
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    asked: list[str],
    written: list[tuple[Path, Path, float, Marks]],
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    save(window)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    save(window)
    assert not written
    assert not window.remark.isVisible()


def test_that_a_film_is_stopped_by_its_button_and_before_the_window_closes(
    qtbot: QtBot,
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    asked: list[str],
    chosen: Chosen,
    film: Path,
) -> None:
    begun = threading.Event()

    def endless(*arguments: object, **_: object) -> tuple[str, ...]:
        control = arguments[4]
        assert isinstance(control, TaskControl)
        begun.set()
        while True:
            control.progress(0.3, "frame 3 / 10")

    monkeypatch.setattr(save_film, "write_film", endless)
    chosen(film.with_name("client.mov"))
    save(window)
    qtbot.waitUntil(begun.is_set, timeout=20000)
    qtbot.waitUntil(lambda: "Film: 30 %   frame 3" in window.save_film.progress.label.text())
    save(window)
    assert "Another film is still being saved" in window.remark.text.text()
    questions: list[str] = []

    def stay(box: QMessageBox) -> Answer:
        questions.append(box.text())
        return Answer.Cancel

    monkeypatch.setattr(QMessageBox, "exec", stay)
    window.session.document.undo_stack.setClean()
    assert not window.close()
    assert len(questions) == 1
    window.save_film.progress.stop.click()
    qtbot.waitUntil(lambda: not window.save_film.busy, timeout=20000)
    qtbot.waitUntil(lambda: "Stopped; nothing was written" in window.remark.text.text())
