"""What screen readers are told of widgets that are painted here."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest

from hairstudio.core.parameters import Parameter
from hairstudio.views.widgets.accessible import tell_roles
from hairstudio.views.widgets.editors.curve import CurveEditor
from hairstudio.views.widgets.editors.gradient import GradientEditor
from hairstudio.views.widgets.editors.number import NumberEditor
from hairstudio.views.widgets.editors.picker import ColourPicker
from hairstudio.views.widgets.editors.wheel import WheelEditor
from hairstudio.views.widgets.swatch import Swatch


@pytest.fixture(autouse=True)
def roles() -> None:
    tell_roles()


def told(thing: QObject) -> QAccessibleInterface:
    """What a screen reader gets; Qt deletes it with the thing."""
    return QAccessible.queryAccessibleInterface(thing)


def test_that_a_slider_tells_its_value_and_takes_one(show: Callable, record: Callable) -> None:
    parameter = Parameter("x", "float", "X", 0.5, -1.0, 2.0, step=0.1)
    editor = show(NumberEditor(parameter), 300)
    slider = told(editor.slider)
    assert slider.role() == QAccessible.Role.Slider
    value = slider.valueInterface()
    assert (value.minimumValue(), value.currentValue(), value.maximumValue()) == (-1.0, 0.5, 2.0)
    assert value.minimumStepSize() == 0.1
    heard = record(editor.committed)
    value.setCurrentValue(7.0)
    assert value.currentValue() == 2.0
    editor.flush()
    assert heard == [2.0]
    # Qt asks on the same way what else it might be; the wrong answer ends the program.
    assert slider.textInterface() is None
    assert slider.actionInterface() is not None


def test_that_a_slider_says_when_its_value_changes(
    show: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = show(NumberEditor(Parameter("x", "float", "X", 0.5, 0.0, 1.0, step=0.1)), 300)
    spoken: list[object] = []
    monkeypatch.setattr(
        "hairstudio.views.widgets.editors.slider.QAccessible.updateAccessibility",
        lambda event: spoken.append((event.object(), event.value())),
    )
    QTest.keyClick(editor.slider, Qt.Key.Key_Right)
    assert spoken == [(editor.slider, 0.6)]


def test_that_a_swatch_is_a_button_that_is_pressed(show: Callable, record: Callable) -> None:
    swatch = show(Swatch((1.0, 0.0, 0.0)))
    heard = record(swatch.clicked)
    button = told(swatch)
    assert button.role() == QAccessible.Role.Button
    assert "Press" in button.actionInterface().actionNames()
    QTest.keyClick(swatch, Qt.Key.Key_Return)
    QTest.keyClick(swatch, Qt.Key.Key_Space)
    assert len(heard) == 2


def test_that_pictures_that_are_worked_on_tell_what_their_keys_do(show: Callable) -> None:
    wheel = show(WheelEditor(Parameter("lift", "wheel", "Lift", (0.0, 0.0, 0.0), -1.0, 1.0)), 300)
    curve = show(CurveEditor(Parameter("luma", "curve", "Luma", ((0.0, 0.0), (1.0, 1.0)))), 300)
    stops = ((0.0, (0.0, 0.0, 0.0)), (1.0, (1.0, 0.0, 0.0)))
    gradient = show(GradientEditor(Parameter("ramp", "gradient", "Ramp", stops)), 300)
    picker = show(ColourPicker((0.0, 0.0, 0.0)))
    heard = []
    for picture, key in (
        (wheel.wheel, Qt.Key.Key_Down),
        (curve.make_plot(), Qt.Key.Key_PageUp),
        (gradient.bar, Qt.Key.Key_PageUp),
        (picker.square, Qt.Key.Key_Up),
    ):
        QTest.keyClick(picture, key)
        interface = told(picture)
        assert interface.role() == QAccessible.Role.Canvas
        heard.append(interface.text(QAccessible.Text.Description))
    assert heard == [
        "Red −0.01, Green 0.007, Blue 0.003",
        "Point 2 of 2: 1.000, 1.00",
        "Stop 2 of 2: 1.000, #FF0000",
        "#030303",
    ]
