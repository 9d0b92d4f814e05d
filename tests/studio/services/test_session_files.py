"""What happens while a file is being written."""

from __future__ import annotations

import gc
import json
import os
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hairsdk import resources
from hairsdk.cube import MAX_CUBE_BYTES
from hairsdk.errors import PresetError
from hairsdk.files import read_bytes
from hairstudio.core import Registry, Stack
from hairstudio.document.hairlook import open_look
from hairstudio.document.look import Look, empty_look
from hairstudio.services import recovery
from hairstudio.services.places import Places
from hairstudio.services.recovery import Leftover, Recovery, open_leftover
from hairstudio.services.session import Session


def change(session: Session, registry: Registry) -> None:
    session.edit_stack("light", Stack().append(registry.get("dye")()), "Dye")


def save(qtbot: QtBot, session: Session, path: Path) -> None:
    """Save, and wait until it is written."""
    with qtbot.waitSignal(session.saved, timeout=20000):
        session.save(path)


def open_copper(qtbot: QtBot, session: Session) -> None:
    """Open the built-in look as a copy, and wait until it is there."""
    with qtbot.waitSignal(session.opened, timeout=20000):
        session.open(resources.presets_dir() / "copper", as_copy=True)


def recover(qtbot: QtBot, session: Session, leftover: Leftover) -> None:
    """Take up what was left behind, and wait until it is there."""
    with qtbot.waitSignal(session.opened, timeout=20000):
        session.recover(leftover)


def left_behind(session: Session, look: Look, path: Path | None = None) -> Leftover:
    """The safety copy of a session that did not end in good order."""
    other = Recovery(session.places.recovery)
    other.write(look, path)
    other.release()
    (leftover,) = session.leftovers()
    return leftover


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
    save(qtbot, session, tmp_path / "a.hairlook")
    assert not session.document.dirty


def test_that_a_file_called_by_blanks_does_not_take_the_looks_name(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    session.new()
    save(qtbot, session, tmp_path / "  .hairlook")
    assert session.document.look.about.name == "Untitled"


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
    session.safety_copy._on_pause()
    session.document.undo_stack.setClean()
    with qtbot.waitSignal(session.safety_copy._job.failed, timeout=10000):
        go.set()
    assert told == []


def test_that_a_safety_copy_that_the_save_overtook_is_removed_and_not_told(
    qtbot: QtBot, session: Session, registry: Registry
) -> None:
    told: list[float] = []
    session.autosaved.connect(told.append)
    session.new()
    change(session, registry)
    session.safety_copy._on_pause()
    session.document.undo_stack.setClean()
    with qtbot.waitSignal(session.safety_copy._job.done, timeout=10000):
        pass
    assert told == []
    assert list(session.places.recovery.iterdir()) == []


def test_that_a_single_step_and_a_single_undo_get_a_safety_copy(
    qtbot: QtBot, session: Session, registry: Registry, tmp_path: Path
) -> None:
    session.new()
    session.safety_copy._pause.setInterval(20)
    with qtbot.waitSignal(session.autosaved, timeout=10000):
        change(session, registry)
    save(qtbot, session, tmp_path / "a.hairlook")
    with qtbot.waitSignal(session.autosaved, timeout=10000):
        session.document.undo_stack.undo()


def test_that_work_that_was_taken_back_leaves_no_safety_copy(
    qtbot: QtBot, session: Session, registry: Registry
) -> None:
    session.new()
    session.safety_copy._pause.setInterval(20)
    with qtbot.waitSignal(session.autosaved, timeout=10000):
        change(session, registry)
    session.document.undo_stack.undo()
    qtbot.waitUntil(lambda: not list(session.places.recovery.iterdir()), timeout=10000)


@pytest.fixture
def slow_reading(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Looks are read when the event is set."""
    import hairstudio.services.session as module

    go = threading.Event()

    def wait(read: Callable[..., object]) -> Callable[..., object]:
        return lambda *arguments: (go.wait(20), read(*arguments))[1]

    for name in ("open_look", "open_leftover"):
        monkeypatch.setattr(module, name, wait(getattr(module, name)))
    yield go
    go.set()


def test_that_work_done_while_a_look_is_read_is_kept(
    qtbot: QtBot,
    session: Session,
    registry: Registry,
    slow_reading: threading.Event,
    tmp_path: Path,
) -> None:
    save(qtbot, session, tmp_path / "a.hairlook")
    session.new()
    assert session.open(tmp_path / "a.hairlook")
    change(session, registry)
    with qtbot.waitSignal(session.open_failed, timeout=20000) as failed:
        slow_reading.set()
    assert "changed while a.hairlook was being read" in failed.args[0]
    assert len(session.document.look.light.stack) == 1
    assert session.document.path is None and session.document.dirty
    session.document.undo_stack.undo()
    with qtbot.waitSignal(session.opened, timeout=20000):
        session.open(tmp_path / "a.hairlook")


def test_that_work_done_while_a_safety_copy_is_read_leaves_both(
    qtbot: QtBot,
    session: Session,
    registry: Registry,
    slow_reading: threading.Event,
) -> None:
    leftover = left_behind(session, session.document.look.with_about(name="Left"))
    assert session.recover(leftover)
    change(session, registry)
    with qtbot.waitSignal(session.open_failed, timeout=20000):
        slow_reading.set()
    assert len(session.document.look.light.stack) == 1
    (leftover,) = session.leftovers()
    session.document.undo_stack.undo()
    recover(qtbot, session, leftover)
    assert session.document.look.about.name == "Left"
    assert session.leftovers() == []


def test_that_a_safety_copy_that_is_not_taken_up_does_not_replace_that_of_the_work(
    qtbot: QtBot, session: Session, slow_reading: threading.Event
) -> None:
    leftover = left_behind(session, session.document.look.with_about(name="Left"))
    assert session.recover(leftover)
    session.describe(name="Mine")
    session.safety_copy._on_pause()
    with qtbot.waitSignal(session.autosaved, timeout=20000):
        pass
    with qtbot.waitSignal(session.open_failed, timeout=20000):
        slow_reading.set()
    copies = [json.loads(state.read_bytes()) for state in session.places.recovery.rglob("*.json")]
    assert sorted(copy["about"]["name"] for copy in copies) == ["Left", "Mine"]


def test_that_a_safety_copy_gives_back_luts_as_large_as_a_look_takes(
    session: Session, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[int] = []

    def read(path: Path, limit: int) -> bytes:
        limits.append(limit)
        return read_bytes(path, limit)

    monkeypatch.setattr(recovery, "read_bytes", read)
    leftover = left_behind(session, empty_look())
    open_leftover(leftover, registry, session.places.luts)
    assert min(limits) >= MAX_CUBE_BYTES


def test_that_a_look_is_named_only_once_it_is_saved(
    qtbot: QtBot, session: Session, registry: Registry, tmp_path: Path
) -> None:
    session.new()
    change(session, registry)
    (tmp_path / "oops.hairlook").mkdir()
    with qtbot.waitSignal(session.save_failed, timeout=20000):
        session.save(tmp_path / "oops.hairlook")
    assert session.document.look.about.name == "Untitled"
    save(qtbot, session, tmp_path / "Sunset.hairlook")
    assert session.document.look.about.name == "Sunset"
    assert not session.document.dirty
    assert open_look(tmp_path / "Sunset.hairlook", registry, tmp_path).look.about.name == "Sunset"
    # A copy under another name is another look, unless the artist had named it.
    save(qtbot, session, tmp_path / "Dawn.hairlook")
    assert (session.document.look.about.name, session.document.look.about.id) == ("Dawn", "dawn")
    session.describe(name="My own", id="own")
    save(qtbot, session, tmp_path / "Noon.hairlook")
    assert session.document.look.about.name == "My own"
    assert not session.document.dirty


def test_that_a_look_opened_as_a_copy_takes_the_name_of_its_file(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    def saved_as(name: str) -> tuple[str, str]:
        save(qtbot, session, tmp_path / f"{name}.hairlook")
        return session.document.look.about.name, session.document.look.about.id

    open_copper(qtbot, session)
    assert saved_as("copper") == ("Copper", "copper")
    assert saved_as("Anna wedding") == ("Anna wedding", "anna-wedding")
    open_copper(qtbot, session)
    session.describe(name="My own", id="own")
    assert saved_as("Other") == ("My own", "own")
    # What the artist types is the look's name, also the one that it came with.
    open_copper(qtbot, session)
    assert saved_as("mine") == ("mine", "mine")
    session.describe(name="Copper", id="copper")
    assert saved_as("mine") == ("Copper", "copper")
    assert saved_as("elsewhere") == ("Copper", "copper")


def test_that_a_look_is_saved_under_a_file_name_longer_than_its_own_may_be(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    session.new()
    save(qtbot, session, tmp_path / f"{'x' * 63} {'y' * 160}.hairlook")
    assert len(session.document.look.about.name) == 200


def test_that_a_file_that_someone_else_writes_is_noticed(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "shared.hairlook"
    session.new()
    assert not session.changed_elsewhere()
    save(qtbot, session, path)
    assert not session.changed_elsewhere()
    path.write_bytes(path.read_bytes() + b" ")
    assert session.changed_elsewhere()
    save(qtbot, session, path)
    assert not session.changed_elsewhere()
    with qtbot.waitSignal(session.opened, timeout=20000):
        session.open(path)
    assert not session.changed_elsewhere()
    path.unlink()
    assert not session.changed_elsewhere()


@pytest.mark.parametrize("touched", [False, True])
def test_that_a_file_that_someone_else_writes_after_a_crash_is_noticed(
    qtbot: QtBot, session: Session, registry: Registry, tmp_path: Path, touched: bool
) -> None:
    path = tmp_path / "shared.hairlook"
    session.new()
    save(qtbot, session, path)
    change(session, registry)
    session.close()
    if touched:
        path.write_bytes(path.read_bytes() + b" ")
    after = Session(session.places, registry)
    [leftover] = after.leftovers()
    recover(qtbot, after, leftover)
    assert after.changed_elsewhere() == touched
    after.close(discard=True)


def test_that_a_safety_copy_is_not_called_after_the_built_in_look_before_it(
    qtbot: QtBot, session: Session, registry: Registry, german: object
) -> None:
    session.new()
    assert session.title == "Unbenannt"
    change(session, registry)
    session.describe(name="Copper")
    session.close()
    after = Session(session.places, registry)
    open_copper(qtbot, after)
    assert after.title == "Kupfer"
    [leftover] = after.leftovers()
    recover(qtbot, after, leftover)
    assert after.source is None
    assert after.title == "Copper"
    after.close(discard=True)


def test_that_a_recovered_look_is_called_as_it_was_before_the_crash(
    qtbot: QtBot, session: Session, registry: Registry, german: object
) -> None:
    open_copper(qtbot, session)
    change(session, registry)
    after = session
    for _ in range(2):  # the second finds what the first has kept of it
        after.close()
        after = Session(session.places, registry)
        [leftover] = after.leftovers()
        assert leftover.title == "Kupfer"
        recover(qtbot, after, leftover)
        assert after.title == "Kupfer"
    after.close(discard=True)


@pytest.mark.parametrize("typed", [False, True])
def test_that_a_recovered_look_is_called_after_its_file_unless_its_name_was_typed(
    qtbot: QtBot, session: Session, registry: Registry, tmp_path: Path, typed: bool
) -> None:
    open_copper(qtbot, session)
    change(session, registry)
    if typed:
        session.describe(name="Anna")
    after = session
    for _ in range(2):  # the second finds what the first has kept of it
        after.close()
        after = Session(session.places, registry)
        [leftover] = after.leftovers()
        recover(qtbot, after, leftover)
    save(qtbot, after, tmp_path / "mine.hairlook")
    assert after.document.look.about.name == ("Anna" if typed else "mine")
    after.close()


def test_that_naming_a_saved_look_does_not_end_a_drag(
    session: Session, finish: Callable[[], None]
) -> None:
    dragged = session.document.look.with_stack("dark", session.document.look.light.stack)
    session.document.show(dragged)
    finish()
    assert session.document.dragging
    assert session.document.look.dark.stack == dragged.dark.stack
    assert session.document.look.about.name == "a"


def test_that_a_look_keeps_its_place_when_the_folder_of_work_changes(
    qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    save(qtbot, session, Path("own.hairlook"))
    assert session.document.path == tmp_path / "own.hairlook"
    session.new()
    with qtbot.waitSignal(session.opened, timeout=20000):
        session.open(Path("own.hairlook"))
        os.chdir("/")
    assert session.document.path == tmp_path / "own.hairlook"


@pytest.mark.parametrize(
    "text",
    ["", "7", "{}", 9999 * "[", '{"about": {"name": ""}, "path": null, "stamp": [1e999, 0]}'],
)
def test_that_a_safety_copy_that_makes_no_sense_is_none(session: Session, text: str) -> None:
    leftover = left_behind(session, session.document.look)
    (leftover.folder / "state.json").write_text(text)
    assert session.leftovers() == []
    with pytest.raises(PresetError, match=r"recovery copy in .* is damaged"):
        open_leftover(leftover, session.registry, session.places.luts)


def test_that_a_safety_copy_is_found_whose_path_is_no_text(session: Session) -> None:
    path = Path("/looks/M\udcfcller.hairlook")  # a byte of Latin-1, as Linux hands it on
    leftover = left_behind(session, session.document.look, path)
    assert leftover.path == path
    open_leftover(leftover, session.registry, session.places.luts)


@pytest.mark.parametrize("field", ["about", "files", "recipe"])
def test_that_a_safety_copy_with_a_field_of_another_kind_is_damaged(
    session: Session, field: str
) -> None:
    leftover = left_behind(session, session.document.look)
    state = json.loads((leftover.folder / "state.json").read_text("utf-8"))
    (leftover.folder / "state.json").write_text(json.dumps({**state, field: 7}))
    with pytest.raises(PresetError, match=r"recovery copy in .* is damaged"):
        open_leftover(leftover, session.registry, session.places.luts)


def test_that_a_session_that_is_closed_and_dropped_is_gone(
    qapp: object, places: Places, registry: Registry
) -> None:
    session = Session(places, registry)
    session.new()
    session.close()
    kept = weakref.ref(session)
    del session
    gc.collect()
    assert kept() is None
