"""What happens while a file is being written."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hairstudio.core import Registry, Stack
from hairstudio.services.recovery import Recovery
from hairstudio.services.session import Session


@pytest.fixture
def slow_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Documents are written when the event is set."""
    import hairstudio.services.session as module

    go, write = threading.Event(), module.save_look

    def wait(*arguments: object) -> None:
        go.wait(20)
        write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "save_look", wait)
    yield go
    go.set()


def change(session: Session, registry: Registry) -> None:
    session.edit_stack("light", Stack().append(registry.get("dye")()), "Dye")


@pytest.fixture
def finish(
    qtbot: QtBot, session: Session, registry: Registry, slow_disk: threading.Event, tmp_path: Path
) -> Callable[[], None]:
    """Ends the save of a changed look to ``a.hairlook``, which is on its way."""
    session.new()
    change(session, registry)
    assert session.save(tmp_path / "a.hairlook")

    def end() -> None:
        with qtbot.waitSignal(session.saved, timeout=20000):
            slow_disk.set()

    return end


def test_that_no_new_look_is_begun_while_one_is_written(
    session: Session, finish: Callable[[], None]
) -> None:
    assert not session.new()
    finish()
    assert len(session.document.look.light.stack) == 1
    assert session.new()
    assert session.document.path is None


def test_that_a_step_taken_back_while_it_is_written_leaves_the_look_unsaved(
    qtbot: QtBot, session: Session, finish: Callable[[], None], tmp_path: Path
) -> None:
    session.document.undo_stack.undo()
    finish()
    assert session.document.dirty
    qtbot.waitSignal(session.autosaved, timeout=10000).wait()
    session.document.undo_stack.redo()
    with qtbot.waitSignal(session.saved, timeout=20000):
        session.save(tmp_path / "a.hairlook")
    assert not session.document.dirty


def test_that_a_safety_copy_that_was_overtaken_by_the_save_is_not_told_as_lost(
    qtbot: QtBot, session: Session, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, told = threading.Event(), []

    def gone(self: Recovery, *arguments: object) -> None:
        go.wait(20)
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(Recovery, "write", gone)
    session.remarked.connect(lambda _level, text: told.append(text))
    session.new()
    change(session, registry)
    session._on_pause()
    session.document.undo_stack.setClean()
    with qtbot.waitSignal(session._autosave.failed, timeout=10000):
        go.set()
    assert told == []
