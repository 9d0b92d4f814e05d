"""Opening, saving, closing, errors, recovery questions."""

from __future__ import annotations

import datetime
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from hairsdk.safe_zip import ZipRules
from hairstudio.app.start import open_first
from hairstudio.core import Stack
from hairstudio.document import hairlook
from hairstudio.document.hairlook import open_look
from hairstudio.document.look import Side
from hairstudio.services.baking import make_preset
from hairstudio.services.recovery import Leftover
from hairstudio.views.dialogs.question import Answer
from hairstudio.views.main_window import MainWindow
from hairstudio.views.widgets.gallery import GalleryItem


def change(window: MainWindow) -> None:
    window.effects.add_effect("dye")


def save(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    with qtbot.waitSignal(window.session.saved, timeout=20000):
        window.files._save(path, None)


@pytest.mark.parametrize(
    ("name", "typed", "value"), [("opacity", "25", 25), ("amount", "0.37", 0.37)]
)
def test_that_a_value_that_is_still_being_typed_is_saved(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, registry, name: str, typed: str, value: float
) -> None:
    session, path = window.session, tmp_path / "a.hairlook"
    change(window)
    save(qtbot, window, path)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    row = window.effects.stack_view.rows[0]
    editor = row.opacity if name == "opacity" else row.panel.editors[name]
    editor.edit.setFocus()
    editor.edit.selectAll()
    qtbot.keyClicks(editor.edit, typed)
    with qtbot.waitSignal(session.saved, timeout=20000):
        window.actions_table.by_name["save"].trigger()
    entry = open_look(path, registry, session.places.luts).look.light.stack.entries[0]
    assert {"opacity": entry.opacity * 100, "amount": entry.effect.amount}[name] == value
    steps = session.document.undo_stack.count()
    qtbot.keyClick(editor.edit, Qt.Key.Key_Return)
    assert session.document.undo_stack.count() == steps
    assert not session.document.dirty


def test_that_saving_names_the_look_clears_the_mark_and_lists_it(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, registry
) -> None:
    session = window.session
    change(window)
    assert "•" in window.windowTitle()
    path = session.places.looks / "Sunset"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(path), ""))
    with qtbot.waitSignal(session.saved, timeout=20000):
        window.actions_table.by_name["save"].trigger()
    written = path.with_name("Sunset.hairlook")
    assert open_look(written, registry, session.places.luts).look.about.name == "Sunset"
    assert window.windowTitle() == "Sunset – Hair Studio"
    qtbot.waitUntil(
        lambda: any(i.name == "Sunset" for i in window.looks.browser.model.items()), timeout=5000
    )
    assert session.settings.recent[0] == written
    window.undo()
    assert "•" in window.windowTitle()
    assert session.document.look.about.name == "Sunset"


def test_that_what_someone_else_saved_is_overwritten_only_when_told_to(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, answering, tmp_path: Path
) -> None:
    session, trigger = window.session, window.actions_table.by_name["save"].trigger
    path, elsewhere = tmp_path / "shared.hairlook", tmp_path / "mine"
    save(qtbot, window, path)
    theirs = path.read_bytes() + b" "
    path.write_bytes(theirs)
    change(window)
    asked = answering(Answer.Cancel)
    trigger()
    assert "changed elsewhere" in asked[0]
    assert path.read_bytes() == theirs and session.document.dirty
    answering(Answer.Save)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(elsewhere), ""))
    with qtbot.waitSignal(session.saved, timeout=20000):
        trigger()
    assert path.read_bytes() == theirs
    # The dialog asks about a file that is there, but not where the suffix is left out.
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *a, **k: (str(path.with_suffix("")), "")
    )
    asked = answering(Answer.Yes)
    with qtbot.waitSignal(session.saved, timeout=20000):
        window.files.save_as()
    assert len(asked) == 1
    assert path.read_bytes() != theirs


def test_that_tooltips_show_names_as_they_are(window: MainWindow) -> None:
    change(window)
    window.effects.stack_view.entry_renamed.emit(0, "<b>R&B</b>")
    window.effects.stack_view.entry_toggled.emit(0, False)
    window.gallery.view.set_items(
        [GalleryItem("<b>R&B</b>", np.zeros((8, 8, 3), np.uint8), 0.5, 0.5)]
    )
    head = window.gallery.view.model.index(0)
    shown = QTextDocument()
    for tip, text in (
        (window.effects.stack_view.rows[0].title.toolTip(), "<b>R&B</b>\n"),
        (window.menu_end.undo_button.toolTip(), "Undo Switch <b>R&B</b> off (Ctrl+Z)"),
        (head.data(Qt.ItemDataRole.ToolTipRole), "<b>R&B</b>, intensity 0.50, position 50 %"),
    ):
        shown.setHtml(tip)
        assert shown.toPlainText().startswith(text)
    assert (
        head.data(Qt.ItemDataRole.AccessibleTextRole) == "<b>R&B</b>, intensity 0.50, position 50 %"
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("anna.JPG", "anna.JPG is a picture, no look: drop it on "),
        ("grade.CUBE", "grade.CUBE is a LUT, no look: File → Import LUT as effect takes it"),
    ],
)
def test_that_what_is_opened_as_a_look_and_is_none_is_told_where_it_belongs(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    change(window)
    window.files.open_dialog()
    assert not window.session.files.busy
    assert window.remark.text.text().startswith(told)


def test_that_a_safety_copy_is_named_and_dated_as_in_german(
    german: object, window: MainWindow, answering, tmp_path: Path
) -> None:
    asked = answering(Answer.Cancel)
    saved = datetime.datetime(2026, 3, 9, 14, 5).timestamp()
    window.files.ask_to_recover(Leftover(tmp_path, "Untitled", None, saved))
    assert "„Unbenannt“" in asked[0]
    assert "\nSicherheitskopie vom 09.03.2026 14:05;" in asked[0]


def test_that_enter_loses_nothing_whatever_is_asked_and_buttons_say_what_they_do(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pressed: list[Answer] = []
    offered: set[str] = set()

    def press_enter(box: QMessageBox) -> Answer:
        pressed.append(box.standardButton(box.defaultButton()))
        offered.update(button.text() for button in box.buttons())
        return pressed[-1]

    monkeypatch.setattr(QMessageBox, "exec", press_enter)
    window.files.ask_to_save()
    window.files.ask_to_stop()
    window.files.ask_to_recover(Leftover(tmp_path, "Untitled", None, 0.0))
    window.files.ask_to_overwrite("It was changed elsewhere.")
    window.save_picture.ask_to_replace(tmp_path / "anna.tif")
    window.export._may_replace([tmp_path / "a.cube"])
    safe = [Answer.Save, Answer.Cancel, Answer.Open, Answer.Save, Answer.Cancel, Answer.Cancel]
    assert pressed == safe
    assert offered >= {"Recover", "Later", "Save as…", "Overwrite"}


def test_that_names_are_neither_markup_nor_marked_letters(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    formats: list[Qt.TextFormat] = []

    def read(box: QMessageBox) -> int:
        formats.extend(label.textFormat() for label in box.findChildren(QLabel) if label.text())
        return Answer.Cancel.value

    monkeypatch.setattr(QMessageBox, "exec", read)
    window.files.ask_to_save()
    assert formats == [Qt.TextFormat.PlainText] * 2
    change(window)
    window.effects.stack_view.entry_renamed.emit(0, "R&B")
    window.effects.stack_view.entry_toggled.emit(0, False)
    assert window.actions_table.by_name["undo"].text() == "&Undo Switch R&&B off"
    assert window.menu_end.undo_button.toolTip() == "Undo Switch R&B off (Ctrl+Z)"
    for folder in ("client A", "client B"):
        window.session.settings.note_recent(tmp_path / folder / "copper.hairlook")
    window.session.settings.note_recent(tmp_path / "R&B.hairlook")
    menu = window.actions_table.recent_menu
    menu.aboutToShow.emit()
    files = menu.actions()[:3]
    assert [each.text() for each in files] == ["R&&B", "copper – client B", "copper – client A"]
    assert {each.menuRole() for each in files} == {QAction.MenuRole.NoRole}
    assert menu.toolTipsVisible()
    window.session.settings.keep_stack("R&B", Stack().to_json())
    stack_menu = window.effects.build_menu()
    entries = stack_menu.actions()  # kept: older Qt deletes a menu with its action's wrapper
    presets = next(action.menu() for action in entries if action.menu())
    assert [action.text() for action in presets.actions()] == ["R&&B"]


def test_that_a_failed_save_tells_and_keeps_the_work(
    qtbot: QtBot, window: MainWindow, broken_disk, tmp_path: Path
) -> None:
    change(window)
    look = window.session.document.look
    words = broken_disk()
    with qtbot.waitSignal(window.session.save_failed, timeout=20000):
        window.files._save(tmp_path / "a.hairlook", None)
    window.session.safety_copy._on_pause()
    qtbot.waitUntil(lambda: "safety copy" in window.remark.text.text(), timeout=10000)
    assert words in window.remark.text.text()
    assert "still here" in window.remark.text.text()
    assert window.remark.isVisible()
    assert window.session.document.look.light.stack == look.light.stack
    assert window.session.document.dirty
    assert list(tmp_path.glob("*.hairlook")) == []


def test_that_a_look_that_is_too_large_to_save_is_told_what_to_take_out(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(hairlook, "PRESET_ZIP", ZipRules(archive_bytes=1000))
    with qtbot.waitSignal(window.session.save_failed, timeout=20000):
        window.files._save(tmp_path / "a.hairlook", None)
    told = window.remark.text.text()
    assert told.endswith("take LUTs out of its stacks. Your work is still here.")


def test_that_a_failed_safety_copy_is_told_once(
    qtbot: QtBot, window: MainWindow, break_disk
) -> None:
    break_disk()
    told: list[str] = []
    window.session.remarked.connect(lambda level, text: told.append(text))
    for _ in range(2):
        change(window)
        window.session.safety_copy._on_pause()
        qtbot.waitUntil(lambda: not window.session.safety_copy._job.busy, timeout=10000)
        qtbot.wait(20)
    assert len(told) == 1
    assert "safety copy" in told[0]


def test_that_a_folder_that_cannot_be_made_is_told_in_words(
    qtbot: QtBot, window: MainWindow
) -> None:
    recovery = window.session.places.recovery
    recovery.parent.mkdir(parents=True, exist_ok=True)
    recovery.write_text("in the way")
    change(window)
    window.session.safety_copy._on_pause()
    qtbot.waitUntil(window.remark.isVisible, timeout=10000)
    assert f"({recovery}" in window.remark.text.text()
    assert "Errno" not in window.remark.text.text()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"{}"])
def test_that_a_damaged_document_is_refused_and_the_open_one_stays(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "broken.hairlook"
    path.write_bytes(content)
    before = window.session.document.look
    with qtbot.waitSignal(window.session.open_failed, timeout=10000):
        window.files.open(path)
    assert "broken.hairlook" in window.remark.text.text()
    assert window.session.document.look is before


@pytest.mark.parametrize("command", ["open", "save", "new"])
def test_that_the_next_command_takes_away_what_failed_before(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, settled, command: str
) -> None:
    session, files, saved = window.session, window.files, tmp_path / "a.hairlook"
    save(qtbot, window, saved)
    with qtbot.waitSignal(session.open_failed, timeout=20000):
        files.open(tmp_path / "gone.hairlook")
    assert "gone.hairlook" in window.remark.text.text()
    {"open": lambda: files.open(saved), "save": files.save, "new": files.new}[command]()
    settled(session)
    assert window.remark.isHidden()


def test_that_a_look_whose_photos_were_taken_out_stays_when_another_cannot_be_opened(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    session, document = window.session, window.session.document
    open_first(window, None)
    qtbot.waitUntil(lambda: session.source is not None, timeout=20000)
    document.commit(replace(document.look, light=Side(), dark=Side(document.look.dark.stack)), "")
    (tmp_path / "broken.hairlook").write_bytes(b"")
    with qtbot.waitSignal(session.open_failed, timeout=20000):
        session.open(tmp_path / "broken.hairlook")
    assert document.look.about.name == "Copper"
    assert document.undo_stack.canUndo()


def test_that_a_document_of_a_newer_studio_is_refused_kindly(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answering
) -> None:
    monkeypatch.setattr("hairstudio.document.recipe.RECIPE_VERSION", 99)
    save(qtbot, window, tmp_path / "tomorrow.hairlook")
    monkeypatch.undo()
    change(window)
    before = window.session.document.look
    answering(Answer.Discard)
    with qtbot.waitSignal(window.session.open_failed, timeout=10000):
        window.files.open(tmp_path / "tomorrow.hairlook")
    assert "newer Hair Studio" in window.remark.text.text()
    assert window.session.document.look is before
    assert window.session.document.dirty


def test_that_opening_another_look_asks_once_about_unsaved_work(
    qtbot: QtBot, window: MainWindow, answering, tmp_path: Path
) -> None:
    save(qtbot, window, tmp_path / "a.hairlook")
    change(window)
    asked = answering(Answer.Cancel)
    window.files.new()
    assert len(asked) == 1
    assert len(window.session.document.look.light.stack) == 1
    asked = answering(Answer.Discard)
    with qtbot.waitSignal(window.session.opened, timeout=20000):
        window.files.open(tmp_path / "a.hairlook")
    assert len(asked) == 1
    assert len(window.session.document.look.light.stack) == 0
    change(window)
    answering(Answer.Save)
    with qtbot.waitSignal(window.session.opened, timeout=20000):
        window.files.new()
    again = open_look(tmp_path / "a.hairlook", window.session.registry, tmp_path).look
    assert len(again.light.stack) == 1


def test_that_what_is_changed_while_it_is_saved_is_asked_about(
    qtbot: QtBot,
    window: MainWindow,
    slow_disk: threading.Event,
    answering,
    tmp_path: Path,
) -> None:
    slow_disk.set()
    save(qtbot, window, tmp_path / "a.hairlook")
    slow_disk.clear()
    change(window)
    asked = answering(Answer.Save, Answer.Cancel)
    window.files.new()
    change(window)
    with qtbot.waitSignal(window.session.saved, timeout=20000):
        slow_disk.set()
    assert len(asked) == 2
    assert len(window.session.document.look.light.stack) == 2
    assert window.session.document.dirty


def test_that_a_look_on_its_way_is_not_saved_under_the_name_of_the_one_before(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, first, second = window.session, tmp_path / "first.hairlook", tmp_path / "second"
    make_preset(session.document.look).save(second)
    change(window)
    save(qtbot, window, first)
    before = first.read_bytes()

    def choose_slowly(*_: object) -> tuple[str, str]:
        qtbot.waitUntil(lambda: not session.files.busy)
        return str(first), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose_slowly)
    window.files.open(second)
    window.files.save_as()
    assert window.remark.text.text().startswith("Another file is still being read")
    qtbot.waitUntil(lambda: not session.files.busy)
    assert first.read_bytes() == before


@pytest.mark.parametrize("wait", ["for a photo", "for an answer"])
def test_that_a_look_that_opens_meanwhile_is_not_saved_over_the_one_before(
    qtbot: QtBot,
    window: MainWindow,
    tmp_path: Path,
    finder,
    photo,
    monkeypatch: pytest.MonkeyPatch,
    wait: str,
) -> None:
    session, first, second = window.session, tmp_path / "first.hairlook", tmp_path / "second"
    make_preset(session.document.look).save(second)
    change(window)
    save(qtbot, window, first)
    opened = threading.Event()
    session.opened.connect(opened.set)
    if wait == "for a photo":
        find = finder.find
        monkeypatch.setattr(finder, "find", lambda image: opened.wait(20) and find(image))
        session.references.take("light", photo("mine.png", 200))
    else:
        first.write_bytes(first.read_bytes() + b" ")

        def overwrite(box: QMessageBox) -> int:
            qtbot.waitUntil(opened.is_set)
            return Answer.Yes.value

        monkeypatch.setattr(QMessageBox, "exec", overwrite)
    before = first.read_bytes()
    session.open(second)
    window.files.save()
    qtbot.waitUntil(lambda: opened.is_set() and not session.files.busy)
    assert first.read_bytes() == before


def test_that_recent_looks_are_opened_from_the_menu_and_forgotten(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    for name in ("first", "second"):
        save(qtbot, window, tmp_path / f"{name}.hairlook")
    (tmp_path / "second.hairlook").unlink()
    menu = window.actions_table.recent_menu

    def entries() -> dict[str, bool]:
        menu.aboutToShow.emit()
        return {action.text(): action.isEnabled() for action in menu.actions() if action.text()}

    assert entries() == {"second": False, "first": True, "Forget these": True}
    with qtbot.waitSignal(window.session.opened, timeout=10000):
        next(action for action in menu.actions() if action.text() == "first").trigger()
    assert window.session.document.path == tmp_path / "first.hairlook"
    assert list(entries()) == ["first", "second", "Forget these"]
    menu.actions()[-1].trigger()
    assert entries() == {"Nothing yet": False}


def test_that_closing_with_changes_asks_and_cancel_keeps_the_window(
    window: MainWindow, answering
) -> None:
    change(window)
    asked = answering(Answer.Cancel)
    assert not window.close()
    assert len(asked) == 1
    assert window.isVisible()


def test_that_discarded_work_is_gone_for_good(qtbot: QtBot, window: MainWindow, answering) -> None:
    change(window)
    with qtbot.waitSignal(window.session.autosaved, timeout=10000):
        window.session.safety_copy._on_pause()
    answering(Answer.Discard)
    assert window.close()
    assert list(window.session.places.recovery.iterdir()) == []
