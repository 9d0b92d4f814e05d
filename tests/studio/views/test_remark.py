"""The line over the pictures that says what happened."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hairstudio.views.main_window import MainWindow
from hairstudio.views.remark import RemarkBar


@pytest.fixture
def bar(qtbot: QtBot) -> RemarkBar:
    bar = RemarkBar()
    qtbot.addWidget(bar)
    return bar


def test_that_an_error_stays_with_the_newest_note_until_it_is_closed(bar: RemarkBar) -> None:
    bar.say("error", "The disk is full.")
    for note in ("Kept.", "Recorded."):
        bar.say("note", note)
    assert bar.text.text() == "The disk is full.\nRecorded."
    bar.say("error", "No usable GPU was found.")
    assert bar.text.text() == "No usable GPU was found."
    bar.close_button.click()
    bar.say("note", "Kept.")
    assert bar.text.text() == "Kept."


def test_that_a_trouble_neither_hides_what_failed_nor_takes_it_away_when_it_is_over(
    bar: RemarkBar,
) -> None:
    bar.say("error", "Not saved.")
    bar.say("trouble", "No safety copy.")
    assert bar.text.text() == "Not saved.\nNo safety copy."
    bar.settle("No safety copy.")
    assert bar.text.text() == "Not saved."
    bar.offer("In the trash.", "Put back", lambda: None)
    bar.say("trouble", "No safety copy.")
    assert not bar.offer_button.isHidden()
    bar.say("error", "Not opened.")
    assert bar.text.text() == "Not opened.\nNo safety copy."
    bar.close_button.click()
    assert bar.isHidden()


def test_that_the_next_look_takes_away_what_failed_before_and_leaves_troubles(
    bar: RemarkBar,
) -> None:
    bar.say("error", "Not opened.")
    bar.say("trouble", "No such network.")
    bar.offer("In the trash.", "Put back", lambda: None)
    bar.forget()
    assert bar.text.text() == "No such network."
    assert bar.offer_button.isHidden()


def test_that_what_is_put_back_takes_nothing_away_that_still_holds(bar: RemarkBar) -> None:
    bar.say("trouble", "No safety copy.")
    bar.offer("In the trash.", "Put back", lambda: None)
    bar.offer_button.click()
    assert bar.text.text() == "No safety copy."
    assert bar.offer_button.isHidden()
    bar.settle("No safety copy.")
    assert bar.isHidden()


def come_to(qtbot: QtBot, bar: RemarkBar) -> None:
    """Bring the bar to the front, with neither pointer nor focus on it."""
    bar.move(300, 300)
    bar.show()
    bar.activateWindow()
    qtbot.waitUntil(bar.isActiveWindow)
    for button in (bar.offer_button, bar.close_button):
        button.clearFocus()


def test_that_what_went_well_goes_by_itself_and_all_else_stays(
    qtbot: QtBot, bar: RemarkBar
) -> None:
    bar._passing.setInterval(50)
    come_to(qtbot, bar)
    bar.say("trouble", "No safety copy.")
    bar.offer("Saved.", "Open", lambda: None, "done")
    qtbot.waitUntil(bar.offer_button.isHidden)
    assert bar.text.text() == "No safety copy."
    bar.say("done", "Saved.")
    bar.say("note", "Left out: anna.jpg")
    qtbot.wait(150)
    assert bar.text.text() == "No safety copy.\nLeft out: anna.jpg"


@pytest.mark.parametrize("used", ["by Tab", "in another window"])
def test_that_what_went_well_waits_until_it_was_read(
    qtbot: QtBot, bar: RemarkBar, used: str
) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    come_to(qtbot, bar)
    bar._passing.setInterval(50)
    if used == "by Tab":
        bar.close_button.setFocus()
    else:
        other.show()
        other.activateWindow()
        qtbot.waitUntil(other.isActiveWindow)
    bar.offer("Saved.", "Open", lambda: None, "done")
    qtbot.wait(150)
    assert bar.text.text() == "Saved."
    come_to(qtbot, bar)
    qtbot.waitUntil(bar.isHidden)


def test_that_names_in_a_remark_are_no_markup(bar: RemarkBar) -> None:
    bar.resize(800, 60)
    wide = []
    for text in ("bad &amp; name", "<b></b>bad &amp; name"):
        bar.say("error", text)
        wide.append(bar.text.sizeHint().width())
    assert wide[0] < wide[1]


def test_that_a_long_file_name_does_not_make_the_window_wider(bar: RemarkBar) -> None:
    narrow = bar.minimumSizeHint().width()
    bar.say("error", f"Not opened: {'x' * 230}.hairlook")
    assert bar.minimumSizeHint().width() == narrow


@pytest.mark.parametrize("size", [(1024, 700), (1440, 900)])
def test_that_pictures_and_their_tools_stay_as_remarks_come(
    window: MainWindow, size: tuple[int, int]
) -> None:
    window.resize(*size)
    window.reset_layout()
    parts = [*window.compare.viewers(), window.compare.tools.modes["wipe"], window.compare.goal]
    QApplication.processEvents()
    before = [part.mapTo(window, part.rect().topLeft()) for part in parts]
    sizes = [part.size() for part in parts]
    window.remark.say("error", "a disk is full " * 30)
    QApplication.processEvents()
    assert [part.mapTo(window, part.rect().topLeft()) for part in parts] == before
    assert [part.size() for part in parts] == sizes
    assert not window.remark.visibleRegion().isEmpty()
    assert window.remark.height() > 2 * window.remark.fontMetrics().height()
    over = window.remark.mapTo(window, window.remark.text.geometry().center())
    assert window.childAt(over) is window.remark.text


def test_that_a_remark_goes_along_to_the_page_in_front(window: MainWindow) -> None:
    window.remark.say("error", "The disk is full.")
    for name in ("export", "live", "compare"):
        window.show_workspace(name)
        if name == "live":
            window.live.conductor()
        QApplication.processEvents()
        assert not window.remark.visibleRegion().isEmpty(), name
        assert window.pages.currentWidget().isAncestorOf(window.remark)
    window.remark.clear()
    window.show_workspace("export")
    QApplication.processEvents()
    assert not window.remark.isVisible()


def test_that_a_remark_is_closed_by_keys(qtbot: QtBot, window: MainWindow) -> None:
    window.remark.say("error", "The disk is full.")
    QApplication.processEvents()
    window.compare.tools.eraser.setFocus()
    qtbot.keyClick(window.compare.tools.eraser, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is window.remark.close_button
    assert window.remark.close_button.accessibleDescription() == "The disk is full."
    qtbot.keyClick(window.remark.close_button, Qt.Key.Key_Escape)
    assert not window.remark.isVisible()


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_that_what_a_slot_says_can_be_closed(qtbot: QtBot, window: MainWindow, by: str) -> None:
    slot = window.compare.slots["light"]
    assert not slot.close_button.isVisible()
    slot.say("A remark that takes more than one line in a narrow slot. " * 3)
    qtbot.wait(50)
    button, remark = slot.close_button, slot.remark
    assert remark.geometry().contains(button.geometry())
    assert remark.contentsRect().right() < button.geometry().left() - remark.geometry().left()
    if by == "mouse":
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    else:
        slot.viewer.setFocus()
        qtbot.keyClick(slot.viewer, Qt.Key.Key_Tab)
        assert button.hasFocus()
        assert "more than one line" in button.accessibleDescription()
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert not remark.isVisible()
    assert not button.isVisible()
    assert slot.viewer.hasFocus()


@pytest.mark.parametrize("writer", ["proof", "save_picture"])
def test_that_what_failed_is_over_once_a_picture_is_begun(window: MainWindow, writer: str) -> None:
    window.remark.say("error", "The disk is full.")
    getattr(window, writer).begun.emit()
    assert window.remark.text.text() == ""
