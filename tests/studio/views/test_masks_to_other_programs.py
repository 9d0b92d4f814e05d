"""Masks and charts on their way to another program, and the menu on a reference's picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from hairsdk.images import read_photo
from hairstudio.views.main_window import MainWindow


def trigger(menu: QMenu, text: str) -> None:
    entries = menu.actions()  # kept: older Qt deletes a menu with its action's wrapper
    next(each for each in entries if each.text() == text).trigger()


def test_that_a_mask_touched_up_is_saved_and_read_back_as_it_was(
    qtbot: QtBot, window: MainWindow, settled, chosen, tmp_path: Path
) -> None:
    session, slot = window.session, window.compare.slots["dark"]
    mask = session.document.look.dark.reference.mask.copy()
    mask[:50, :70] = 1.0
    session.references.set_mask("dark", mask, "Paint mask")
    proposed = chosen(tmp_path / "mask")  # the stroke is still on its way
    trigger(slot.build_menu(), "Save mask…")
    qtbot.waitUntil(lambda: "mask.png is written" in window.remark.text.text())
    name = f"{session.document.look.about.id}-dark-mask.png"
    assert [Path(each).name for each in proposed] == [name]
    painted = session.document.look.dark.reference
    assert painted.mask[10, 10] == 1.0
    slot.clear_mask()
    settled(session)
    session.references.take_mask("dark", tmp_path / "mask.png")
    settled(session)
    assert np.array_equal(session.document.look.dark.reference.mask, painted.mask)


def test_that_a_mask_that_cannot_be_written_is_told(
    qtbot: QtBot, window: MainWindow, chosen, tmp_path: Path
) -> None:
    chosen(tmp_path / "gone" / "mask.png")
    window.compare.slots["light"].save_mask_dialog()
    qtbot.waitUntil(lambda: "gone" in window.remark.text.text())


def test_that_mask_and_photo_are_those_that_were_there_when_they_were_asked_for(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, settled, tmp_path: Path
) -> None:
    session, mask, chart = window.session, tmp_path / "mask.png", tmp_path / "chart.png"
    reference = session.document.look.dark.reference
    session.references.set_mask("dark", reference.mask * 0, "Clear")
    session.references.take_builtin("light", reference.builtin)
    settled(session)
    paths = iter((chart, mask))

    def another_opens(*arguments: object) -> tuple[str, str]:
        session.new()
        return str(next(paths)), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", another_opens)
    look = session.document.look
    window.roundtrip.write_chart_dialog(with_photo=True)
    session.document.renew(look)
    window.compare.slots["dark"].save_mask_dialog()
    qtbot.waitUntil(lambda: mask.exists() and chart.exists())
    assert not read_photo(mask).pixels.any()
    height, width = reference.image.shape[:2]
    assert np.array_equal(read_photo(chart).rgb[:height, :width], reference.image)
    settled(session)


def test_that_a_look_that_opens_before_a_mask_can_be_saved_is_told(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: pytest.fail("a question"))
    monkeypatch.setattr(window.session.references, "finish", lambda: False)
    window.compare.slots["dark"].save_mask_dialog()
    assert "no mask was saved" in window.remark.text.text()
    monkeypatch.undo()


def test_that_an_empty_slot_has_no_mask_to_save(window: MainWindow, settled) -> None:
    slot = window.compare.slots["light"]
    window.session.references.clear("light")
    settled(window.session)
    menu = slot.build_menu()
    entries = menu.actions()
    assert not next(each for each in entries if each.text() == "Save mask…").isEnabled()


def test_that_the_menu_goes_on_to_the_next_person(
    window: MainWindow, settled, party: Path, two_heads, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, slot = window.session, window.compare.slots["dark"]
    next_one = "Take the next person's hair"
    entries = (menu := slot.build_menu()).actions()
    assert not next(each for each in entries if each.text() == next_one).isEnabled(), "a built-in"
    menu.deleteLater()
    monkeypatch.setattr(session.references, "_finder", two_heads)
    slot.take_files([str(party)])
    settled(session)
    assert slot.intensity.text() == "intensity 0.78"
    assert "menu goes on to the next" in slot.remark.text()
    trigger(slot.build_menu(), next_one)
    settled(session)
    assert slot.intensity.text() == "intensity 0.12"
    window.undo()
    assert slot.intensity.text() == "intensity 0.78"


@pytest.mark.parametrize("command", ["chart", "mask"])
def test_that_a_file_the_dialog_did_not_ask_about_is_not_replaced(
    window: MainWindow, chosen, tmp_path: Path, command: str
) -> None:
    there = tmp_path / "work.png"
    there.write_bytes(b"of last week")
    chosen(tmp_path / "work")
    if command == "chart":
        window.roundtrip.write_chart_dialog(with_photo=False)
    else:
        window.compare.slots["light"].save_mask_dialog()
    assert "work.png" in window.remark.text.text()
    window.session.pool.waitForDone()
    assert there.read_bytes() == b"of last week"


@pytest.mark.parametrize("command", ["chart", "mask", "proof", "picture of the other side"])
def test_that_a_photo_of_the_look_is_not_replaced_though_the_dialog_has_asked(
    window: MainWindow, settled, photo, chosen, command: str
) -> None:
    anna = photo("anna.png", 90)
    window.session.references.take("dark", anna)
    settled(window.session)
    before = anna.read_bytes()
    chosen(anna)
    {
        "chart": lambda: window.roundtrip.write_chart_dialog(with_photo=True),
        "mask": window.compare.slots["light"].save_mask_dialog,
        "proof": window.proof.dialog,
        "picture of the other side": lambda: window.save_picture.reference_dialog("light"),
    }[command]()
    assert "“anna.png” is a photo of this look" in window.remark.text.text()
    window.session.pool.waitForDone()
    assert anna.read_bytes() == before


def test_that_a_right_click_on_a_picture_opens_its_menu_and_goes_to_its_side(
    qtbot: QtBot, window: MainWindow
) -> None:
    viewer = window.compare.slots["dark"].viewer
    place = QPoint(40, 50)
    qtbot.mouseClick(viewer, Qt.MouseButton.RightButton, pos=place)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(viewer, QContextMenuEvent(reason, place, viewer.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "Open photo…" in [each.text() for each in menu.actions()]
    assert window.state.side == "dark"
    menu.close()


@pytest.mark.parametrize("gesture", ["brush", "wipe", "pan"])
def test_that_no_menu_breaks_a_gesture_off(qtbot: QtBot, window: MainWindow, gesture: str) -> None:
    viewer = window.compare.slots["light"].viewer
    place = viewer.rect().center()
    if gesture == "brush":
        qtbot.mouseClick(window.compare.tools.brush, Qt.MouseButton.LeftButton)
    elif gesture == "pan":
        place -= QPoint(60, 0)
    qtbot.mousePress(viewer, Qt.MouseButton.LeftButton, pos=place)
    assert viewer.in_gesture
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(viewer, QContextMenuEvent(reason, place, viewer.mapToGlobal(place)))
    assert QApplication.activePopupWidget() is None
    assert viewer.brush.is_painting == (gesture == "brush")
    qtbot.mouseRelease(viewer, Qt.MouseButton.LeftButton, pos=place)
    assert not viewer.in_gesture


def test_that_a_picture_that_is_hidden_is_not_dragged_any_more(
    qtbot: QtBot, window: MainWindow
) -> None:
    viewer = window.compare.slots["light"].viewer
    qtbot.mousePress(viewer, Qt.MouseButton.LeftButton, pos=viewer.rect().center())
    window.show_workspace("export")
    window.show_workspace("compare")
    wipe = viewer.wipe()
    qtbot.mouseMove(viewer, QPoint(20, 20))
    assert viewer.wipe() == wipe
    qtbot.mouseRelease(viewer, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
