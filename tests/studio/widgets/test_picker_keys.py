"""The picker by keyboard: a colour is typed at once, and Enter ends it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hairstudio.views.widgets.editors.picker import ColourPicker

START = (0.4, 0.2, 0.0)
DYE = (0xA2 / 255, 0x57 / 255, 0x3E / 255)


@pytest.mark.parametrize("text", ["#a2573e", "A2573E", "162 87 62"])
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
