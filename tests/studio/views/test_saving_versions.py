"""File → Save new version: beside the look's file, and nothing is overwritten."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from hairsdk import files as sdk_files
from hairsdk.cube import write_cube
from hairsdk.lut import Lut3D
from hairsdk.preset import Preset
from hairstudio.document import hairlook
from hairstudio.document.hairlook import open_look
from hairstudio.services import saving
from hairstudio.views.main_window import MainWindow


def save(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    with qtbot.waitSignal(window.session.saved, timeout=20000):
        window.session.save(path)


def save_version(qtbot: QtBot, window: MainWindow) -> Path:
    with qtbot.waitSignal(window.session.saved, timeout=20000) as saved:
        window.actions_table.by_name["save_version"].trigger()
    [path] = saved.args
    return path


def test_that_a_version_is_saved_beside_the_file_and_work_goes_on_there(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, registry
) -> None:
    session = window.session
    window.effects.add_effect("dye")
    first, second = tmp_path / "rust.hairlook", tmp_path / "rust-2.hairlook"
    save(qtbot, window, first)
    before = first.read_bytes()
    window.effects.add_effect("tint")
    assert save_version(qtbot, window) == second
    assert first.read_bytes() == before
    assert session.document.path == second
    assert session.settings.recent[:2] == (second, first)
    assert window.windowTitle() == "rust-2 – Hair Studio"
    assert window.status.labels["saved"].text().startswith("rust-2.hairlook saved ")
    preset = Preset.load(second)
    assert (preset.name, preset.id) == ("rust-2", "rust-2")
    # What is undone is undone in the new file.
    window.undo()
    assert session.document.dirty
    assert session.document.look.about.name == "rust-2"
    save(qtbot, window, second)
    assert len(open_look(second, registry, tmp_path).look.light.stack) == 1
    assert save_version(qtbot, window).name == "rust-3.hairlook"


def test_that_versions_that_are_there_are_skipped_and_a_named_look_is_numbered(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    save(qtbot, window, tmp_path / "rust.hairlook")
    window.session.describe(name="Warm copper", id="warm-copper")
    (tmp_path / "rust-2.hairlook").write_bytes(b"a friend's")
    (tmp_path / "rust-3.hairlook").mkdir()
    written = save_version(qtbot, window)
    assert written.name == "rust-4.hairlook"
    assert (tmp_path / "rust-2.hairlook").read_bytes() == b"a friend's"
    preset = Preset.load(written)
    assert (preset.name, preset.id) == ("Warm copper 4", "warm-copper-4")
    assert not window.session.document.dirty


def test_that_a_version_keeps_its_number_where_its_naming_is_undone(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    session, path = window.session, tmp_path / "rust.hairlook"
    session.describe(name="Warm copper", id="warm-copper")
    save(qtbot, window, path)
    session.describe(name="Fire", id="fire")
    second = save_version(qtbot, window)
    assert Preset.load(second).name == "Fire 2"
    window.undo()
    save(qtbot, window, second)
    preset = Preset.load(second)
    assert (preset.name, preset.id) == ("Warm copper 2", "warm-copper-2")
    window.undo()
    # Before it was named it is called as the file.
    assert session.document.look.about.name == "rust-2"
    window.redo()
    window.redo()
    assert session.document.look.about.name == "Fire 2"
    third = save_version(qtbot, window)
    assert Preset.load(third).name == "Fire 3"
    assert not session.document.dirty


def test_that_a_look_that_was_never_saved_is_asked_for_its_name(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "sunset.hairlook"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(path), ""))
    assert save_version(qtbot, window) == path


def test_that_what_someone_else_wrote_to_the_file_is_neither_asked_about_nor_lost(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "rust.hairlook"
    save(qtbot, window, path)
    path.write_bytes(b"theirs")
    monkeypatch.setattr(QMessageBox, "exec", lambda box: pytest.fail("a question"))
    save_version(qtbot, window)
    assert path.read_bytes() == b"theirs"


@pytest.mark.parametrize("when", ["before it is looked for", "after it was looked for"])
def test_that_a_file_that_comes_meanwhile_is_not_overwritten(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, when: str
) -> None:
    save(qtbot, window, tmp_path / "rust.hairlook")
    second, write, settle = tmp_path / "rust-2.hairlook", saving.save_look, sdk_files.settle

    def write_later(path: Path, *arguments: object, **named: object) -> None:
        if path == second:
            second.write_bytes(b"theirs")
        write(path, *arguments, **named)  # type: ignore[arg-type]

    def settle_later(path: Path) -> None:
        settle(path)
        if not second.exists():
            second.write_bytes(b"theirs")

    if when.startswith("before"):
        monkeypatch.setattr(saving, "save_look", write_later)
    else:
        monkeypatch.setattr(sdk_files, "settle", settle_later)
    assert save_version(qtbot, window).name == "rust-3.hairlook"
    assert second.read_bytes() == b"theirs"
    assert Preset.load(window.session.document.path).id == "rust-3"
    names = ["home", "rust-2.hairlook", "rust-3.hairlook", "rust.hairlook"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("step", ["written", "put in place"])
def test_that_a_version_that_cannot_be_saved_is_told_and_leaves_nothing_behind(
    qtbot: QtBot,
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    number: int,
    step: str,
) -> None:
    session, path = window.session, tmp_path / "rust.hairlook"
    save(qtbot, window, path)
    window.effects.add_effect("dye")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as broken:
        if step == "written":
            broken.setattr(Path, "write_bytes", fail)
        else:
            broken.setattr(os, "link", fail)
            broken.setattr(os, "replace", fail)
        window.files.save_version()
        # On a busy machine the safety copy fails before it.
        told = window.remark.text
        qtbot.waitUntil(lambda: told.text().startswith("Not saved: "), timeout=20000)
    assert os.strerror(number) in window.remark.text.text()
    assert session.document.path == path
    assert session.document.dirty
    assert session.document.look.about.name == "rust"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["home", "rust.hairlook"]


def test_that_a_version_is_tried_once_in_a_folder_in_which_nothing_may_be_deleted(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "rust.hairlook"
    save(qtbot, window, path)
    tried: list[Path] = []

    def fail(_: Path, target: Path) -> None:
        tried.append(target)
        # A mistake must not fill the disk.
        raise PermissionError(errno.EPERM, "it is forbidden") if len(tried) < 9 else ValueError

    def stay(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "it stays")

    with monkeypatch.context() as broken:
        broken.setattr(os, "link", stay)
        broken.setattr(os, "replace", fail)
        broken.setattr(Path, "unlink", stay)
        window.files.save_version()
        qtbot.waitUntil(lambda: window.remark.isVisible(), timeout=20000)
    assert "rust-2.hairlook: it is forbidden" in window.remark.text.text()
    assert not (tmp_path / "rust-3.hairlook").exists()
    assert window.session.document.path == path


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_that_a_link_that_leads_nowhere_is_no_free_number(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    save(qtbot, window, tmp_path / "rust.hairlook")
    link = tmp_path / "rust-2.hairlook"
    link.symlink_to(tmp_path / "a drive that is away")
    assert save_version(qtbot, window).name == "rust-3.hairlook"
    assert link.is_symlink()


@pytest.mark.parametrize("command", ["save_version", "save_as"])
def test_that_a_lut_that_is_gone_from_the_disk_goes_along_into_another_file(
    qtbot: QtBot,
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    registry,
    command: str,
) -> None:
    grade = tmp_path / "grade.cube"
    write_cube(grade, Lut3D.identity(5))
    window.roundtrip.import_file(grade)
    qtbot.waitUntil(lambda: len(window.session.document.look.light.stack) == 1, timeout=20000)
    save(qtbot, window, tmp_path / "rust.hairlook")
    [kept] = window.session.places.luts.glob("*.cube")
    kept.unlink()
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *a, **k: (str(tmp_path / "other.hairlook"), "")
    )
    with qtbot.waitSignal(window.session.saved, timeout=20000) as saved:
        window.actions_table.by_name[command].trigger()
    elsewhere = tmp_path / "another machine"
    opened = open_look(saved.args[0], registry, elsewhere)
    assert len(list(elsewhere.glob("*.cube"))) == 1
    assert opened.remarks == ()
    assert hairlook.lut_paths(opened.look.light.stack)[0].startswith(str(elsewhere))


def test_that_a_long_name_does_not_make_the_window_wider(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.resize(1024, 700)
    save(qtbot, window, tmp_path / f"{'long ' * 40}.hairlook")
    assert window.minimumSizeHint().width() <= 1024
    # Nor does it hide when it was saved.
    label = window.status.labels["saved"]
    assert re.fullmatch(r"long .*….*hairlook saved \d\d:\d\d", label.text())
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert label.width() >= label.sizeHint().width()
