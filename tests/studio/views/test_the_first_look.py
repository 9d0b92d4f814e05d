"""What is done before the first look is open."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hairsdk.preset import Preset
from hairstudio.app.start import open_first
from hairstudio.document.hairlook import open_look
from hairstudio.services.session import Session
from hairstudio.views.main_window import MainWindow


@pytest.fixture
def window(
    qtbot: QtBot, session: Session, settled: Callable[[Session], None]
) -> Iterator[MainWindow]:
    """A window that nothing was opened in yet."""
    shown = MainWindow(session)
    shown.show()
    yield shown
    settled(session)
    session.document.undo_stack.setClean()
    shown.close()
    shown.deleteLater()


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A disk that gives no look before this is set."""
    goes_on = threading.Event()

    def slowly(*arguments: object) -> object:
        assert goes_on.wait(20)
        return open_look(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("hairstudio.services.session.open_look", slowly)
    yield goes_on
    goes_on.set()


def test_that_an_edit_before_it_is_on_heads_and_saved_under_its_day(
    qtbot: QtBot,
    window: MainWindow,
    reading: threading.Event,
    settled: Callable[[Session], None],
    tmp_path: Path,
) -> None:
    session, today = window.session, datetime.date.today().isoformat()
    open_first(window, None)
    window.effects.add_effect("exposure")
    reading.set()
    settled(session)
    assert "changed while copper was being read" in window.remark.text.text()
    look = session.document.look
    assert len(look.light.stack) == 1
    assert look.light.reference.builtin and look.dark.reference.builtin
    with qtbot.waitSignal(session.saved, timeout=20000):
        session.save(tmp_path / "mine.hairlook")
    assert today <= Preset.load(tmp_path / "mine.hairlook").created <= str(datetime.date.today())


def test_that_a_photo_dropped_before_it_is_not_lost(
    qtbot: QtBot,
    window: MainWindow,
    reading: threading.Event,
    settled: Callable[[Session], None],
    finder,
    photo: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session, find, searching = window.session, finder.find, threading.Event()

    def slowly(image: object) -> object:
        assert searching.wait(20)
        return find(image)

    monkeypatch.setattr(finder, "find", slowly)
    open_first(window, None)
    window.compare.slots["light"].take_files([str(photo("mine.png", 200))])
    reading.set()
    qtbot.waitUntil(lambda: not session.files.busy, timeout=20000)
    searching.set()
    settled(session)
    assert session.document.look.light.reference.name == "mine"
