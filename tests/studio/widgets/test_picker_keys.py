"""The picker by keyboard: a colour is typed at once, and Enter ends it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hairstudio.views.widgets.editors.picker import ColourPicker

START = (0.4, 0.2, 0.0)
DYE = (0xA2 / 255, 0x57 / 255, 0x3E / 255)


LAB = "Lab 45.9 29.9 28.8"
"""Inside of sRGB: nothing is to be told."""


@pytest.mark.parametrize("text", ["#a2573e", "A2573E", "162 87 62", LAB])
def test_that_a_colour_is_typed_without_a_click_into_the_field(show, record, text: str) -> None:
    picker = show(ColourPicker(START))
    picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    heard = record(picker.changed)
    for letter in text:
        QTest.keyClick(picker.focusWidget(), letter)
    QTest.keyClick(picker.focusWidget(), Qt.Key.Key_Return)
    assert heard == [DYE]
    QTest.qWait(20)
    assert not picker.isVisible()


@pytest.mark.parametrize("held", ["altgr of Windows", "option of a Mac"])
def test_that_a_number_sign_is_typed_where_keyboards_hide_it(show, held: str) -> None:
    picker = show(ColourPicker(START))
    modifiers = Qt.KeyboardModifier.AltModifier
    if held.startswith("altgr"):
        modifiers |= Qt.KeyboardModifier.ControlModifier
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_NumberSign, modifiers, "#")
    QApplication.sendEvent(picker.square, press)
    assert picker.hex.text() == "#"
    assert picker.focusWidget() is picker.hex
    command = Qt.KeyboardModifier.ControlModifier
    QApplication.sendEvent(
        picker.square, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_C, command, "c")
    )
    assert picker.hex.text() == "#"


def test_that_what_is_typed_counts_when_the_picker_is_closed_but_not_by_escape(
    show, record
) -> None:
    for key, expected in ((None, [DYE]), (Qt.Key.Key_Escape, [])):
        picker = show(ColourPicker(START))
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        heard, ended = record(picker.changed), record(picker.released)
        for letter in "#a2573e":
            QTest.keyClick(picker.focusWidget(), letter)
        if key is None:
            picker.close()
        else:
            QTest.keyClick(picker.focusWidget(), key)
        assert not picker.isVisible()
        assert heard == expected
        assert len(ended) == len(expected)


@pytest.mark.parametrize("end", ["arrow", "drag"])
def test_that_what_is_under_way_ends_with_the_picker(show, record, end: str) -> None:
    picker = show(ColourPicker(START))
    picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    ended = record(picker.released)
    if end == "arrow":
        QTest.keyPress(picker.square, Qt.Key.Key_Left)
    else:
        QTest.mousePress(picker.square, Qt.MouseButton.LeftButton)
    assert picker.colour() != START
    assert not ended
    QTest.keyPress(picker.square, Qt.Key.Key_Return)
    assert not picker.isVisible()
    assert len(ended) == 1
    if end == "drag":
        QTest.mouseRelease(picker.square, Qt.MouseButton.LeftButton)


def test_that_the_enter_that_opened_the_picker_does_not_close_it(show) -> None:
    picker = show(ColourPicker(START))
    none = Qt.KeyboardModifier.NoModifier
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, none, "\r", True)
    QApplication.sendEvent(picker.square, held)
    assert picker.isVisible()


def test_that_enter_on_the_pads_closes_the_picker(show, record) -> None:
    picker = show(ColourPicker(START))
    picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    heard = record(picker.changed)
    QTest.keyClick(picker.square, Qt.Key.Key_Enter)
    QTest.qWait(20)
    assert not picker.isVisible()
    assert heard == []


@pytest.mark.parametrize("text", ["no colour", "Lab 50 120 -120"])
def test_that_the_picker_stays_where_there_is_something_to_see(show, text: str) -> None:
    picker = show(ColourPicker(START))
    picker.hex.setFocus()
    picker.hex.setText(text)
    QTest.keyClick(picker.hex, Qt.Key.Key_Return)
    QTest.qWait(20)
    assert picker.isVisible()
