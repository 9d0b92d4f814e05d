"""Work that is in no file survives ``kill -9``."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hairstudio.app.start import open_first
from hairstudio.document.hairlook import save_look
from hairstudio.document.look import empty_look
from hairstudio.services.baking import make_preset
from hairstudio.services.places import Places
from hairstudio.services.recovery import Recovery
from hairstudio.services.session import Session
from hairstudio.views.dialogs.question import Answer
from hairstudio.views.main_window import MainWindow

SESSION = Path(__file__).with_name("recovery_session.py")


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose studio was killed in the middle of unsaved work."""
    home = tmp_path_factory.mktemp("killed")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen(
        [sys.executable, str(SESSION), str(home)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
    return home


@pytest.fixture
def home(killed: Path, tmp_path: Path) -> Path:
    """A copy of it, to start the studio in."""
    return Path(shutil.copytree(killed, tmp_path / "home"))


@pytest.fixture
def window(qtbot: QtBot, home: Path, registry, finder):  # type: ignore[no-untyped-def]
    session = Session(Places.inside(home), registry, finder)
    shown = MainWindow(session)
    shown.show()
    yield shown
    qtbot.waitUntil(lambda: not session.preview.busy and not session.files.busy, timeout=10000)
    session.document.undo_stack.setClean()
    shown.close()
    shown.deleteLater()


def test_that_the_next_start_offers_the_work_of_a_killed_session(
    qtbot: QtBot, window: MainWindow, home: Path, answering
) -> None:
    asked = answering(Answer.Open)
    document = window.session.document
    open_first(window, None)
    qtbot.waitUntil(lambda: document.look.about.name == "Unsaved work", timeout=10000)
    assert len(asked) == 1
    assert "Unsaved work" in asked[0]
    assert document.look.light.stack.entries[0].effect.amount == 1.25
    assert document.look.dark.reference.builtin == "black_braids_2009"
    assert document.dirty
    # The recovered work is safe again at once, under this session's name.
    assert len(list(Places.inside(home).recovery.iterdir())) == 1
    assert window.session.leftovers() == []


def test_that_a_look_given_at_the_start_is_opened_after_the_recovered_work(
    qtbot: QtBot, window: MainWindow, answering
) -> None:
    session, given = window.session, window.session.places.looks / "given.hairlook"
    given.parent.mkdir(parents=True, exist_ok=True)
    look = empty_look().with_about(name="Given")
    save_look(given, look, make_preset(look))
    asked = answering(Answer.Open, Answer.Discard)
    open_first(window, given)
    qtbot.waitUntil(lambda: session.document.path == given, timeout=10000)
    assert session.document.look.about.name == "Given"
    assert ["Recover" in text or "Save the changes" in text for text in asked] == [True, True]
    assert "Unsaved work" in asked[1]


def test_that_the_file_of_the_recovered_work_is_not_opened_over_it(
    qtbot: QtBot, window: MainWindow, answering
) -> None:
    session, given = window.session, window.session.places.looks / "given.hairlook"
    given.parent.mkdir(parents=True, exist_ok=True)
    look = empty_look().with_about(name="Given")
    save_look(given, look, make_preset(look))
    crashed = Recovery(session.places.recovery)
    crashed.write(look.with_about(notes="not saved yet"), given)
    crashed.release()
    asked = answering(Answer.Open)
    open_first(window, given)
    qtbot.waitUntil(lambda: session.document.look.about.name == "Given", timeout=10000)
    qtbot.wait(20)
    assert ["Given" in text for text in asked] == [True]
    assert session.document.look.about.notes == "not saved yet"
    assert session.document.dirty


def test_that_work_left_for_later_is_offered_again_and_discarded_work_is_not(
    window: MainWindow, answering
) -> None:
    answering(Answer.Cancel, Answer.Discard)
    assert not window.files.offer_recovery()
    assert len(window.session.leftovers()) == 1
    assert not window.files.offer_recovery()
    assert window.session.leftovers() == []


@pytest.mark.parametrize("named", [False, True])
def test_that_a_damaged_safety_copy_does_not_stop_the_start(
    qtbot: QtBot, window: MainWindow, home: Path, answering, named: bool
) -> None:
    session, given = window.session, home / "given.hairlook"
    look = empty_look().with_about(name="Given")
    save_look(given, look, make_preset(look))
    state = next(Places.inside(home).recovery.glob("*/state.json"))
    state.write_text('{"about": {"name": "x"}, "path": null}')
    answering(Answer.Open)
    open_first(window, given if named else None)
    qtbot.waitUntil(lambda: "damaged" in window.remark.text.text(), timeout=10000)
    qtbot.waitUntil(lambda: session.document.path == (given if named else None), timeout=10000)
    assert "damaged" in window.remark.text.text()
    assert session.document.look.light.reference is not None
    assert window.remark.isVisible()
