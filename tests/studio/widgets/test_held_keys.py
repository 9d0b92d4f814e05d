"""Keys held where each repeat comes as a release and a press: through VNC, say, or under Xvfb."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from hairstudio.core.parameters import IDENTITY_CURVE, Parameter
from hairstudio.views.widgets.editors import make_editor
from hairstudio.views.widgets.editors.base import ParameterEditor
from hairstudio.views.widgets.editors.picker import ColourPicker

NUMBER = Parameter("stops", "float", "Exposure", 0.0, -2.0, 2.0)
WHEEL = Parameter("gain", "wheel", "Gain", (1.0, 1.0, 1.0), 0.0, 4.0, decimals=3)
CURVE = Parameter("luma", "curve", "Luma", IDENTITY_CURVE, 0.0, 1.0, decimals=3)
STOPS = ((0.0, (0.0, 0.0, 0.0)), (0.5, (0.5, 0.2, 0.1)), (1.0, (1.0, 1.0, 1.0)))
GRADIENT = Parameter("ramp", "gradient", "Ramp", STOPS)


def hold(widget: QWidget, key: Qt.Key) -> None:
    widget.setFocus()
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        for _ in range(2):
            QTest.keyClick(widget, key, modifier)


def second_stop(editor: ParameterEditor) -> QWidget:
    QTest.keyClick(editor.bar, Qt.Key.Key_PageUp)
    return editor.bar


@pytest.mark.parametrize(
    ("parameter", "part"),
    [
        (NUMBER, lambda editor: editor.slider),
        (NUMBER, lambda editor: editor.edit),
        (WHEEL, lambda editor: editor.wheel),
        (WHEEL, lambda editor: editor.channels[0]),
        (WHEEL, lambda editor: editor.level),
        (CURVE, lambda editor: editor.plot),
        (CURVE, lambda editor: editor.y_edit),
        (GRADIENT, second_stop),
    ],
)
def test_that_a_held_key_is_one_step_which_ends_with_the_focus_at_the_latest(
    qtbot, show, record, parameter: Parameter, part: Callable[[ParameterEditor], QWidget]
) -> None:
    editor = show(make_editor(parameter), 320, 260)
    if parameter is CURVE:
        qtbot.waitUntil(lambda: editor.plot is not None and editor.plot.isVisible(), timeout=20000)
    steps, ends = record(editor.changed), record(editor.committed)
    widget = part(editor)
    hold(widget, Qt.Key.Key_Right if parameter is GRADIENT else Qt.Key.Key_Up)
    assert len(steps) == 4
    assert ends == []
    widget.clearFocus()
    assert ends == [steps[-1]]


def test_that_a_held_key_in_the_picker_is_one_step(qtbot, show, record) -> None:
    picker = show(ColourPicker((0.8, 0.2, 0.2)))
    steps, ends = record(picker.changed), record(picker.released)
    hold(picker.square, Qt.Key.Key_Left)
    assert len(steps) == 4
    assert ends == []
    qtbot.waitUntil(lambda: len(ends) == 1)


def test_that_a_key_which_is_still_down_when_the_focus_goes_ends_a_step(show, record) -> None:
    editor = show(make_editor(NUMBER))
    steps, ends = record(editor.changed), record(editor.committed)
    editor.slider.setFocus()
    QTest.keyPress(editor.slider, Qt.Key.Key_Up)
    editor.edit.setFocus()  # which sees it come up
    assert ends == steps == [editor.value()]


def test_that_a_held_key_on_another_pad_of_the_picker_is_another_step(show, record) -> None:
    picker = show(ColourPicker((0.8, 0.2, 0.2)))
    ends = record(picker.released)
    hold(picker.square, Qt.Key.Key_Left)
    hold(picker.bar, Qt.Key.Key_Up)
    assert len(ends) == 1


def test_that_a_drag_in_the_picker_goes_on_when_shift_comes_up(qtbot, show, record) -> None:
    picker = show(ColourPicker((0.8, 0.2, 0.2)))
    steps, ends = record(picker.changed), record(picker.released)
    pad, left = picker.square, Qt.MouseButton.LeftButton
    qtbot.mousePress(pad, left, pos=QPoint(20, 20))
    QTest.keyRelease(pad, Qt.Key.Key_Shift)
    assert not pad._rest.isActive()
    qtbot.mouseMove(pad, QPoint(60, 60))
    qtbot.mouseRelease(pad, left, pos=QPoint(60, 60))
    assert len(steps) == 2
    assert len(ends) == 1
