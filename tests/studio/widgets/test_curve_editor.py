from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from hairstudio.core.kinds import check
from hairstudio.core.parameters import IDENTITY_CURVE, Parameter
from hairstudio.views.widgets.editors import make_editor
from hairstudio.views.widgets.editors.curve import PLOT_SIZE, CurveEditor

TONE = Parameter("luma", "curve", "Luma", IDENTITY_CURVE, 0.0, 1.0, decimals=3)
HUE = Parameter("curve", "hue-curve", "Hue shift", ((0.0, 0.0),), -180.0, 180.0, unit="°")


@pytest.fixture
def show_curve(show, qtbot) -> Callable[[Parameter], CurveEditor]:
    def _show(parameter: Parameter) -> CurveEditor:
        editor = show(make_editor(parameter), 320, 260)
        qtbot.waitUntil(lambda: editor.plot is not None, timeout=20000)
        QTest.qWait(20)
        return editor

    return _show


@pytest.fixture
def tone(show_curve) -> CurveEditor:
    return show_curve(TONE)


@pytest.fixture
def hue(show_curve) -> CurveEditor:
    return show_curve(HUE)


def test_that_nothing_moves_when_the_plot_comes(qtbot, show) -> None:
    editor, below = make_editor(TONE), QLabel("below")
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(editor)
    column.addWidget(below)
    room = page.sizeHint()
    show(page, room.width(), room.height())
    place = below.y()
    qtbot.waitUntil(lambda: editor.plot is not None, timeout=20000)
    QTest.qWait(20)
    assert page.sizeHint() == room
    assert (editor.plot.height(), below.y()) == (PLOT_SIZE.height(), place)


def at(editor: CurveEditor, x: float, y: float) -> QPointF:
    return editor.plot.pixel_of(x, y)


def test_that_a_click_adds_a_point_and_a_drag_moves_it(tone, record, drag) -> None:
    steps, ends = record(tone.changed), record(tone.committed)
    viewport = tone.plot.viewport()

    drag(viewport, at(tone, 0.4, 0.6))
    assert len(tone.value()) == 3
    assert tone.value()[1] == pytest.approx((0.4, 0.6), abs=0.02)
    assert ends == [tone.value()]

    drag(viewport, at(tone, *tone.value()[1]), at(tone, 0.5, 0.8), at(tone, 0.5, 0.3))
    assert tone.value()[1] == pytest.approx((0.5, 0.3), abs=0.02)
    assert len(ends) == 2
    assert len(steps) == 3
    assert check(TONE, tone.value(), "here") == tone.value()


def test_that_a_point_stays_between_its_neighbours_and_in_range(tone, drag) -> None:
    viewport = tone.plot.viewport()
    drag(viewport, at(tone, 0.5, 0.5), at(tone, 2.0, 9.0))
    assert tone.value()[1][0] < 1.0
    assert tone.value()[1][1] == 1.0
    assert check(TONE, tone.value(), "here") == tone.value()


def test_that_right_click_and_delete_remove_but_two_points_stay(tone, drag, record) -> None:
    viewport = tone.plot.viewport()
    drag(viewport, at(tone, 0.3, 0.5))
    drag(viewport, at(tone, 0.7, 0.8))
    ends = record(tone.committed)

    drag(viewport, at(tone, *tone.value()[1]), button=Qt.MouseButton.RightButton)
    assert len(tone.value()) == 3
    tone.plot.setFocus()
    QTest.keyClick(tone.plot, Qt.Key.Key_Delete)
    assert len(tone.value()) == 2
    QTest.keyClick(tone.plot, Qt.Key.Key_Delete)
    assert len(tone.value()) == 2
    assert len(ends) == 2


def test_that_a_curve_is_made_with_the_keyboard_alone(tone, record) -> None:
    ends = record(tone.committed)
    tone.plot.setFocus()

    QTest.keyClick(tone.plot, Qt.Key.Key_Insert)
    assert tone.value()[1] == pytest.approx((0.5, 0.5), abs=1e-3)
    QTest.keyPress(tone.plot, Qt.Key.Key_Up)
    QTest.keyPress(tone.plot, Qt.Key.Key_Up)
    QTest.keyRelease(tone.plot, Qt.Key.Key_Up)
    assert tone.value()[1][1] == pytest.approx(0.52, abs=1e-3)
    tone.flush()
    assert len(ends) == 2
    QTest.keyClick(tone.plot, Qt.Key.Key_PageUp)
    QTest.keyClick(tone.plot, Qt.Key.Key_Down)
    assert tone.value()[2] == pytest.approx((1.0, 0.99))


def test_that_escape_takes_a_drag_back(tone, drag) -> None:
    viewport = tone.plot.viewport()
    drag(viewport, at(tone, 0.5, 0.9), release=False)
    assert len(tone.value()) == 3
    QTest.keyClick(tone.plot, Qt.Key.Key_Escape)
    assert tone.value() == IDENTITY_CURVE


def test_that_the_point_is_typed(tone, drag, record) -> None:
    drag(tone.plot.viewport(), at(tone, 0.5, 0.5))
    ends = record(tone.committed)
    tone.y_edit.setFocus()
    tone.y_edit.selectAll()
    QTest.keyClicks(tone.y_edit, "0.75")
    QTest.keyClick(tone.y_edit, Qt.Key.Key_Return)
    assert ends[-1][1][1] == 0.75


def test_that_arrow_keys_step_in_the_fields_of_the_point_as_in_others(tone, record) -> None:
    ends = record(tone.committed)
    steps = record(tone.changed)
    QTest.keyClick(tone.y_edit, Qt.Key.Key_Up)
    QTest.keyClick(tone.y_edit, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(tone.x_edit, Qt.Key.Key_Up)
    assert [step[0] for step in steps] == [(0.0, 0.01), (0.0, 0.011), (0.01, 0.011)]
    tone.flush()
    assert ends == steps[-1:]
    assert tone.y_edit.text() == "0.011"


def test_that_reset_is_one_gesture(tone, drag, record) -> None:
    drag(tone.plot.viewport(), at(tone, 0.5, 0.9))
    ends = record(tone.committed)
    QTest.mouseClick(tone.reset_button, Qt.MouseButton.LeftButton)
    assert ends == [IDENTITY_CURVE]


def test_that_the_first_point_on_a_hue_curve_stays_local(hue, drag) -> None:
    drag(hue.plot.viewport(), at(hue, 120, 90))

    points = hue.value()
    assert len(points) == 3
    assert check(HUE, points, "here") == points
    curve = hue.shape.sample(points, 361)
    far = np.abs((curve[:, 0] - 120 + 180) % 360 - 180) > 45
    assert np.all(curve[far, 1] == 0.0)
    assert curve[120, 1] == pytest.approx(90, abs=6)


def test_that_hue_points_near_the_seam_are_valid(hue, drag) -> None:
    drag(hue.plot.viewport(), at(hue, 355, 60), at(hue, 400, 60))
    assert check(HUE, hue.value(), "here") == hue.value()
    hue.reset()
    drag(hue.plot.viewport(), at(hue, 3, 60), at(hue, -20, 60))
    assert check(HUE, hue.value(), "here") == hue.value()


def test_that_the_wheel_is_left_to_the_panel(tone, wheel) -> None:
    assert not wheel(tone.plot.viewport(), at(tone, 0.5, 0.5), 1)
    assert tone.value() == IDENTITY_CURVE


def test_that_a_histogram_stands_behind_the_curve(tone) -> None:
    plain = tone.plot.grab().toImage()
    tone.set_histogram(np.linspace(0, 1, 64))
    assert tone.plot.grab().toImage() != plain
    tone.set_histogram(None)
    assert tone.plot.grab().toImage() == plain


def test_that_a_frame_shows_where_the_focus_is(tone: CurveEditor) -> None:
    plot = tone.plot
    accent = plot.palette().accent().color()
    plot.setFocus()
    assert plot.viewport().grab().toImage().pixelColor(0, 40) == accent
    tone.x_edit.setFocus()
    assert plot.viewport().grab().toImage().pixelColor(0, 40) != accent
