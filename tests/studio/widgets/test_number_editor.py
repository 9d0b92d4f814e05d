from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hairstudio.core.parameters import Parameter
from hairstudio.views.widgets.editors import make_editor
from hairstudio.views.widgets.editors.number import (
    NumberEdit,
    NumberEditor,
    parse_number,
    percentage,
)

AMOUNT = Parameter("amount", "float", "Amount", 0.0, 0.0, 2.0)
EXPOSURE = Parameter("stops", "float", "Exposure", 0.0, -5.0, 5.0, unit="EV", groove="lightness")


@pytest.fixture
def editor(show) -> NumberEditor:
    return show(make_editor(EXPOSURE), 320)


def handle(editor: NumberEditor, dx: float = 0.0) -> QPointF:
    return QPointF(editor.slider.handle_x() + dx, editor.slider.height() / 2)


def test_that_a_unit_stands_behind_a_space_as_in_the_rest_of_the_window(show) -> None:
    edit = show(make_editor(percentage("share", "Share", 50.0, ""))).edit
    assert edit.text() == "50 %"
    for typed in ("40", "40%", "40 %"):
        edit.setText(typed)
        edit.editingFinished.emit()
        assert edit.text() == "40 %"


def test_that_a_drag_is_many_steps_and_one_commit(editor, record, drag) -> None:
    steps, ends = record(editor.changed), record(editor.committed)

    drag(editor.slider, handle(editor), handle(editor, 10), handle(editor, 20), handle(editor, 30))

    assert len(steps) == 3
    assert steps == sorted(steps)
    assert ends == [steps[-1]] == [editor.value()]
    assert editor.value() > 0


def test_that_shift_moves_a_tenth_as_far(editor, drag) -> None:
    drag(editor.slider, handle(editor), handle(editor, 40))
    coarse = editor.value()
    editor.set_value(0.0)

    shift = Qt.KeyboardModifier.ShiftModifier
    drag(editor.slider, handle(editor), handle(editor, 40), modifiers=shift)

    assert editor.value() == pytest.approx(coarse / 10, abs=0.006)


def test_that_a_press_on_the_handle_changes_nothing(editor, record, drag) -> None:
    heard = record(editor.changed, editor.committed)

    drag(editor.slider, handle(editor, 3))

    assert heard == []


def test_that_a_groove_is_neutral_where_its_slider_is(registry, show) -> None:
    [temperature, _] = registry.get("white-balance").parameters()
    slider = show(make_editor(temperature), 640).slider
    neutral = round(slider.handle_x())
    slider.set_value(temperature.maximum)
    shown = slider.grab().toImage().pixelColor(neutral, slider.height() // 2)
    assert max(shown.getRgb()[:3]) - min(shown.getRgb()[:3]) <= 3


def test_that_a_press_on_the_groove_jumps_there(editor, record, drag, qtbot) -> None:
    ends = record(editor.committed)

    drag(editor.slider, QPointF(editor.slider.width() - 8, 12))

    assert editor.value() == pytest.approx(5.0, abs=0.1)
    qtbot.waitUntil(lambda: ends == [editor.value()], timeout=2000)


def test_that_a_double_click_resets_in_one_undo_step(editor, record) -> None:
    editor.set_value(2.0)
    ends = record(editor.committed)

    QTest.mouseClick(editor.slider, Qt.MouseButton.LeftButton, pos=handle(editor, -60).toPoint())
    QTest.mouseDClick(editor.slider, Qt.MouseButton.LeftButton, pos=handle(editor).toPoint())

    assert editor.value() == 0.0
    assert ends == [0.0]


def test_that_a_double_click_on_the_name_resets(editor, record) -> None:
    editor.set_value(2.0)
    ends = record(editor.committed)
    QTest.mouseDClick(editor.label, Qt.MouseButton.LeftButton)
    assert ends == [0.0]


def test_that_set_value_is_silent(editor, record) -> None:
    heard = record(editor.changed, editor.committed)

    editor.set_value(1.25)

    assert heard == []
    assert editor.value() == 1.25
    assert editor.edit.text() == "1.25 EV"


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1,5", 1.5), ("−2", -2.0), ("3 EV", 3.0), (".25", 0.25), ("99", 5.0)],
)
def test_that_typed_numbers_are_taken_on_enter(editor, record, typed, value) -> None:
    steps, ends = record(editor.changed), record(editor.committed)
    editor.edit.setFocus()
    editor.edit.selectAll()

    editor.edit.insert(typed)  # QTest types ASCII only
    assert steps == []
    QTest.keyClick(editor.edit, Qt.Key.Key_Return)

    assert steps == ends == [value]
    assert editor.edit.text().startswith(f"{value:.2f}".replace("-", "−"))


def test_that_nonsense_is_taken_back(editor, record) -> None:
    heard = record(editor.changed, editor.committed)
    editor.edit.setFocus()
    editor.edit.selectAll()

    QTest.keyClicks(editor.edit, "much")
    QTest.keyClick(editor.edit, Qt.Key.Key_Return)

    assert heard == []
    assert editor.edit.text() == "0.00 EV"


def test_that_arrows_step_and_commit_once_they_rest(editor, record, qtbot) -> None:
    steps, ends = record(editor.changed), record(editor.committed)
    editor.slider.setFocus()

    QTest.keyPress(editor.slider, Qt.Key.Key_Right)
    QTest.keyPress(editor.slider, Qt.Key.Key_Right)
    assert ends == []
    QTest.keyRelease(editor.slider, Qt.Key.Key_Right)
    assert steps == [0.01, 0.02]
    qtbot.waitUntil(lambda: ends == [0.02])


def test_that_arrows_step_in_the_field_too(editor, record) -> None:
    ends = record(editor.committed)
    editor.edit.setFocus()
    QTest.keyClick(editor.edit, Qt.Key.Key_Down)
    editor.flush()
    assert ends == [-0.01]


def test_that_the_wheel_works_only_with_focus(editor, wheel, record, qtbot) -> None:
    ends = record(editor.committed)
    editor.edit.setFocus()
    assert not wheel(editor.slider, handle(editor), 1)
    assert editor.value() == 0.0

    editor.slider.setFocus()
    assert wheel(editor.slider, handle(editor), 1)
    assert wheel(editor.slider, handle(editor), 1)

    assert editor.value() == 0.02
    qtbot.waitUntil(lambda: ends == [0.02], timeout=2000)


def test_that_escape_takes_a_drag_back(editor, record, drag) -> None:
    editor.set_value(1.0)
    ends = record(editor.committed)

    drag(editor.slider, handle(editor), handle(editor, 30), release=False)
    assert editor.value() > 1.0
    QTest.keyClick(editor.slider, Qt.Key.Key_Escape)

    assert editor.value() == 1.0
    QTest.mouseRelease(editor.slider, Qt.MouseButton.LeftButton)
    assert ends == [1.0]


def test_that_a_waiting_gesture_ends_before_a_shortcut_acts(editor, wheel, record) -> None:
    ends = record(editor.committed)
    editor.slider.setFocus()
    wheel(editor.slider, handle(editor), 3)
    assert ends == []

    QTest.keyClick(editor.slider, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert ends == [0.03]


def test_that_a_loaded_value_keeps_digits_that_are_not_shown(show, record) -> None:
    editor = show(make_editor(AMOUNT), 320)
    editor.set_value(0.123456)
    heard = record(editor.changed, editor.committed)

    editor.edit.setFocus()
    QTest.keyClick(editor.edit, Qt.Key.Key_Return)

    assert editor.value() == 0.123456
    assert heard == []


def test_that_an_int_editor_gives_ints(show, drag, record) -> None:
    editor = show(make_editor(Parameter("n", "int", "Count", 3, 0, 10, step=1, decimals=0)), 320)
    steps = record(editor.changed)

    drag(editor.slider, handle(editor), *(handle(editor, dx) for dx in range(1, 60)))

    assert steps
    assert all(type(step) is int for step in steps)
    assert editor.value() > 3


@pytest.mark.parametrize("text", ["", "abc", "nan", "inf", "1 2"])
def test_that_what_is_no_number_is_not_read(text) -> None:
    assert parse_number(text) is None


def test_that_a_narrow_field_drops_the_nought_rather_than_the_sign(qtbot: QtBot) -> None:
    edit = NumberEdit("", 2)
    qtbot.addWidget(edit)
    edit.set_tight()
    wide = edit.fontMetrics().horizontalAdvance("−0.05") + 2
    edit.resize(wide, 24)
    edit.show()
    edit.show_number(-0.05)
    assert edit.text() == "−0.05"
    edit.resize(wide - 3, 24)
    assert edit.text() == "−.05"
    typed = []
    edit.entered.connect(typed.append)
    edit.setText("−.07")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert typed == [-0.07]


@pytest.mark.parametrize("text", ["-12.5", "−12,5 %", "－１２．５％", "-١٢٫٥", "-१२.५"])
def test_that_numbers_are_read_as_keyboards_of_any_script_write_them(text) -> None:
    assert parse_number(text, "%") == -12.5
