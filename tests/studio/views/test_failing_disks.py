"""Every way to write a file, on a full, read-only or forbidden disk: told, and nothing lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox
from pytestqt.qtbot import QtBot

from hairsdk.cube import write_cube
from hairsdk.lut import Lut3D
from hairstudio.app.start import open_first
from hairstudio.document.hairlook import open_look
from hairstudio.services.recovery import Recovery
from hairstudio.views.main_window import MainWindow


def own_look(qtbot: QtBot, window: MainWindow) -> Path:
    """Duplicate a built-in look into the artist's folder."""
    browser = window.looks.browser
    qtbot.waitUntil(lambda: len(browser.model.items()) > 0, timeout=10000)
    browser.duplicate_requested.emit(browser.model.items()[0].id)
    qtbot.waitUntil(lambda: not all(i.builtin for i in browser.model.items()), timeout=20000)
    return next(Path(item.id) for item in browser.model.items() if not item.builtin)


def told(qtbot: QtBot, window: MainWindow, words: str) -> None:
    qtbot.waitUntil(lambda: words in window.remark.text.text(), timeout=20000)
    assert window.remark.isVisible()


def test_that_save_as_works_when_the_drive_of_the_look_is_gone(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    session, drive = window.session, tmp_path / "drive"
    drive.mkdir()
    with qtbot.waitSignal(session.saved, timeout=20000):
        session.save(drive / "rust.hairlook")
    shutil.rmtree(drive)
    drive.write_bytes(b"")  # nobody can make a folder there, not even root
    begun: list[Path] = []

    def choose(_parent: object, _title: str, start: str, _filter: str) -> tuple[str, str]:
        begun.append(Path(start))
        return start, ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    with qtbot.waitSignal(session.saved, timeout=20000):
        window.files.save_as()
    assert begun == [session.places.looks / "rust.hairlook"]
    assert begun[0].is_file()


def test_that_a_chart_is_not_written(
    qtbot: QtBot, window: MainWindow, broken_disk, chosen, tmp_path: Path
) -> None:
    words = broken_disk()
    chosen(tmp_path / "chart.png")
    window.roundtrip.write_chart_dialog(with_photo=True)
    told(qtbot, window, words)
    assert not (tmp_path / "chart.png").exists()


def test_that_a_proof_sheet_is_not_written(
    qtbot: QtBot, window: MainWindow, broken_disk, chosen, tmp_path: Path
) -> None:
    words = broken_disk()
    chosen(tmp_path / "proof.pdf")
    window.proof.dialog()
    told(qtbot, window, words)
    assert list(tmp_path.glob("*proof*")) == []


def test_that_a_lut_is_not_taken_over(
    qtbot: QtBot, window: MainWindow, broken_disk, tmp_path: Path
) -> None:
    write_cube(tmp_path / "soft.cube", Lut3D.identity(5))
    look = window.session.document.look
    words = broken_disk()
    window.roundtrip.import_file(tmp_path / "soft.cube")
    told(qtbot, window, words)
    assert window.session.document.look is look


def test_that_a_look_is_not_duplicated(qtbot: QtBot, window: MainWindow, broken_disk) -> None:
    browser = window.looks.browser
    qtbot.waitUntil(lambda: len(browser.model.items()) > 0, timeout=10000)
    words = broken_disk()
    browser.duplicate_requested.emit(browser.model.items()[0].id)
    told(qtbot, window, words)
    folder = window.session.places.looks
    assert not folder.exists() or not list(folder.iterdir())


def test_that_a_described_look_stays_as_it_was(
    qtbot: QtBot, window: MainWindow, broken_disk, registry
) -> None:
    path = own_look(qtbot, window)
    before = path.read_bytes()
    words = broken_disk()
    window.looks._describe(window.looks._cards[str(path)], {"name": "Rust"})
    told(qtbot, window, words)
    assert path.read_bytes() == before
    assert open_look(path, registry, window.session.places.luts).look.about.name != "Rust"


def test_that_a_bundle_is_not_half_written(
    qtbot: QtBot, window: MainWindow, broken_disk, tmp_path: Path
) -> None:
    words = broken_disk()
    export = window.export
    window.show_workspace("export")
    export.form.folder.setText(str(tmp_path / "out"))
    export.form.preset_folder.setChecked(True)
    export.form.hald.setChecked(True)
    export.form.bundle.setCurrentIndex(export.form.bundle.count() - 1)
    export.start()
    qtbot.waitUntil(lambda: words in export.result.text(), timeout=30000)
    assert [p for p in (tmp_path / "out").rglob("*") if p.is_file()] == []


def forbid_settings(window: MainWindow) -> Path:
    """Put a folder in the place of the settings: nobody can write a file there, not even root."""
    path = window.session.settings.path
    path.unlink(missing_ok=True)
    path.mkdir(parents=True)
    return path


@pytest.mark.parametrize("what", ["theme", "recent", "start"])
def test_that_settings_that_cannot_be_kept_are_told_once(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, what: str
) -> None:
    session = window.session
    path = forbid_settings(window)
    heard: list[str] = []
    session.remarked.connect(lambda _level, text: heard.append(text))
    if what == "theme":
        window.set_theme("light")
    elif what == "recent":
        session.save(tmp_path / "mine.hairlook")
    else:
        open_first(window, None)
    told(qtbot, window, f"{path} cannot be written")
    qtbot.wait(50)
    assert "cannot be written" in window.remark.text.text(), "it stays until it is read"
    window.set_theme("dark")
    qtbot.wait(800)
    assert len([text for text in heard if "cannot be written" in text]) == 1


def test_that_settings_that_cannot_be_kept_are_told_also_before_the_first_look_opens(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, settled
) -> None:
    session = window.session
    killed = Recovery(session.places.recovery)
    killed.write(session.document.look, None)
    killed.release()
    path = forbid_settings(window)

    def recover_later(box: QMessageBox) -> int:
        told(qtbot, window, f"{path} cannot be written")
        return QMessageBox.StandardButton.Open.value

    monkeypatch.setattr(QMessageBox, "exec", recover_later)
    open_first(window, None)
    settled(session)
    assert f"{path} cannot be written" in window.remark.text.text()


def test_that_a_stack_that_cannot_be_kept_is_told_and_serves_until_the_end(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    forbid_settings(window)
    monkeypatch.setattr(QInputDialog, "getText", lambda *a, **k: ("Warm", True))
    window.effects.add_effect("exposure")
    window.effects._keep()
    told(qtbot, window, "settings.ini cannot be written")
    assert "Warm" in window.session.settings.stack_presets
    assert len(window.session.document.look.light.stack) == 1


def test_that_recovered_work_is_shown_and_stays_where_it_was_left(
    qtbot: QtBot, window: MainWindow, settled, broken_disk
) -> None:
    session = window.session
    killed = Recovery(session.places.recovery)
    window.effects.add_effect("dye")
    killed.write(session.document.look, None)
    killed._lock.unlock()
    session.new()
    [leftover] = session.leftovers()
    words = broken_disk()
    with qtbot.waitSignal(session.opened, timeout=10000):
        session.recover(leftover)
    told(qtbot, window, words)
    assert "Save your work" in window.remark.text.text()
    assert len(session.document.look.light.stack) == 1
    assert session.document.dirty
    settled(session)
    assert (leftover.folder / "state.json").is_file()


def test_that_a_missing_safety_copy_is_told_until_there_is_one(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, break_disk
) -> None:
    session = window.session
    session.safety_copy._pause.setInterval(20)
    break_disk()
    window.effects.add_effect("dye")
    told(qtbot, window, "The safety copy could not be written")
    monkeypatch.undo()
    window.remark.say("note", "Kept.")
    with qtbot.waitSignal(session.autosaved, timeout=10000):
        window.effects.add_effect("tint")
    assert window.remark.text.text() == "Kept."


def test_that_a_missing_safety_copy_is_told_for_each_look(
    qtbot: QtBot, window: MainWindow, broken_disk
) -> None:
    session = window.session
    session.safety_copy._pause.setInterval(20)
    words = broken_disk()
    window.effects.add_effect("dye")
    told(qtbot, window, words)
    session.new()
    assert not window.remark.isVisible()
    window.effects.add_effect("dye")
    told(qtbot, window, words)
