from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QToolTip

from hairstudio.core.kinds import check, colour_to_json
from hairstudio.core.parameters import Parameter
from hairstudio.views.widgets.editors import EDITORS, EditorPanel, make_editor
from hairstudio.views.widgets.editors.fallback import JsonEditor
from hairstudio.views.widgets.editors.hex_edit import HexEdit, lab_from_text
from hairstudio.views.widgets.editors.picker import ColourPicker
from hairstudio.views.widgets.editors.wheel import balance_of, triple_of

COLOUR = Parameter("colour", "colour", "Colour", (1.0, 0.0, 0.0))
WHEEL = Parameter("gain", "wheel", "Gain", (1.0, 1.0, 1.0), 0.0, 4.0, decimals=3)
STOPS = ((0.0, (0.0, 0.0, 0.0)), (1.0, (1.0, 1.0, 1.0)))
GRADIENT = Parameter("stops", "gradient", "Gradient", STOPS)


def all_parameters(registry) -> list[Parameter]:
    return [parameter for effect in registry for parameter in effect.parameters()]


def test_that_every_parameter_of_every_effect_has_an_editor_of_its_own_kind(
    registry, show, record
) -> None:
    for parameter in all_parameters(registry):
        editor = show(make_editor(parameter), 320)
        heard = record(editor.changed, editor.committed)
        assert not isinstance(editor, JsonEditor), parameter
        assert editor.value() == parameter.default
        editor.reset()
        assert heard == []
        assert check(parameter, editor.value(), "here") == parameter.default
        assert editor.accessibleName() == parameter.label


def test_that_every_kind_has_an_editor() -> None:
    assert set(EDITORS) == {
        "float", "int", "bool", "choice", "colour", "wheel", "curve", "hue-curve", "gradient",
        "file",
    }  # fmt: skip


def test_that_a_flag_changes_and_commits_at_once(show, record) -> None:
    editor = show(make_editor(Parameter("on", "bool", "Keep luma", False)), 320)
    steps, ends = record(editor.changed), record(editor.committed)

    QTest.keyClick(editor.box, Qt.Key.Key_Space)

    assert steps == ends == [True]


def test_that_a_choice_is_made_by_key(show, record) -> None:
    choices = (("soft", "Soft light"), ("overlay", "Overlay"))
    editor = show(make_editor(Parameter("m", "choice", "Mode", "soft", choices=choices)), 320)
    ends = record(editor.committed)

    editor.box.setFocus()
    QTest.keyClick(editor.box, Qt.Key.Key_Down)

    assert ends == ["overlay"]
    editor.set_value("soft")
    assert editor.box.currentText() == "Soft light"
    assert ends == ["overlay"]


def test_that_an_unknown_kind_is_edited_as_json(show, record) -> None:
    editor = show(make_editor(Parameter("m", "matrix", "Matrix", (1, 2))), 320)  # type: ignore[arg-type]
    ends = record(editor.committed)
    editor.edit.setFocus()
    editor.edit.selectAll()

    QTest.keyClicks(editor.edit, "[1, [2, 3]")
    QTest.keyClick(editor.edit, Qt.Key.Key_Return)
    assert ends == []
    assert editor.problem.isVisible()
    QTest.keyClicks(editor.edit, "]")
    QTest.keyClick(editor.edit, Qt.Key.Key_Return)

    assert ends == [(1, (2, 3))]
    assert not editor.problem.isVisible()


def test_that_a_file_is_chosen_or_dropped(show, record, drop, monkeypatch, tmp_path) -> None:
    editor = show(make_editor(Parameter("p", "file", "File", "", suffixes=(".cube",))), 320)
    ends = record(editor.committed)
    chosen = str(tmp_path / "chosen.cube")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (chosen, ""))

    QTest.mouseClick(editor.browse, Qt.MouseButton.LeftButton)
    assert ends == [chosen]
    assert editor.edit.text() == "chosen.cube"

    drop(editor, str(tmp_path / "dropped.CUBE"))
    assert ends[-1].endswith("dropped.CUBE")
    drop(editor, str(tmp_path / "notes.txt"))
    assert ends[-1].endswith("dropped.CUBE")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("122 59 30", "#7A3B1E"),
        ("rgb(122, 59, 30)", "#7A3B1E"),
        ("RGB 122;59;30", "#7A3B1E"),
        ("lab 33 26.4 30.5", "#7A3B1E"),
        ("33 / 26,4 / 30,5 Lab", "#7A3B1E"),
        ("CIE L*a*b* (33; 26.4; 30.5)", "#7A3B1E"),
        ("lab(33%, 26.4, 30.5)", "#7A3B1E"),
        ("lab 120 0 0", "#FF0000"),
        ("lab 52 18", "#FF0000"),
        ("ff0000", "#FF0000"),
        ("300 59 30", "#FF0000"),
        ("122 59", "#FF0000"),
    ],
)
def test_that_a_colour_is_typed_as_the_status_bar_and_brand_books_write_it(
    show, text: str, shown: str
) -> None:
    editor = show(make_editor(COLOUR), 320)
    editor.hex.selectAll()
    QTest.keyClicks(editor.hex, text)
    QTest.keyClick(editor.hex, Qt.Key.Key_Return)
    assert editor.hex.text() == shown
    assert colour_to_json(editor.value()) == shown.lower()


def test_that_lab_is_read_with_a_minus_as_it_is_printed() -> None:
    assert lab_from_text("52 / \N{MINUS SIGN}18.5 / -30 Lab") == (52, -18.5, -30)


def test_that_of_a_lab_colour_outside_of_srgb_is_told_what_was_taken(show, monkeypatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _widget: told.append(text))
    field = show(HexEdit())
    field.entered.connect(field.show_colour)
    for text in ("lab 52 18 30", "lab 50 100 -100"):
        assert told == []
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "#BD16FF"
    (text,) = told
    assert text.startswith("lab 50 100 -100 lies outside of sRGB; this has its lightness and hue")


def test_that_a_colour_is_copied_in_hexadecimal_and_as_lab(qapp, show) -> None:
    editor = show(make_editor(COLOUR), 320)
    for text in ("#7A3B1E", "Lab 33.0 26.4 30.5"):
        editor.set_value((122 / 255, 59 / 255, 30 / 255))
        menu = editor.hex.build_menu()
        next(each for each in menu.actions() if each.text() == f"Copy {text}").trigger()
        menu.deleteLater()
        assert qapp.clipboard().text() == text
        editor.reset()
        editor.hex.selectAll()
        QTest.keyClick(editor.hex, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(editor.hex, Qt.Key.Key_Return)
        assert editor.hex.text() == "#7A3B1E"


def test_that_a_copied_colour_is_pasted_into_the_picker(qapp, show, record) -> None:
    picker = show(ColourPicker((0.4, 0.2, 0.1)))
    heard, ends = record(picker.changed), record(picker.released)
    for text in ("no colour", " #7a3b1e\n"):
        qapp.clipboard().setText(text)
        QTest.keyClick(picker.square, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert heard == [(122 / 255, 59 / 255, 30 / 255)]
    assert ends == [()]
    assert picker.hex.text() == "#7A3B1E"


def test_that_a_hex_colour_is_typed(show, record) -> None:
    editor = show(make_editor(COLOUR), 320)
    steps, ends = record(editor.changed), record(editor.committed)
    editor.hex.setFocus()
    editor.hex.selectAll()

    QTest.keyClicks(editor.hex, "a6462a")
    QTest.keyClick(editor.hex, Qt.Key.Key_Return)

    assert steps == ends == [(0xA6 / 255, 0x46 / 255, 0x2A / 255)]
    assert editor.hex.text() == "#A6462A"

    editor.hex.selectAll()
    QTest.keyClicks(editor.hex, "#12")
    QTest.keyClick(editor.hex, Qt.Key.Key_Return)
    assert editor.hex.text() == "#A6462A"
    assert len(ends) == 1


def test_that_the_eyedropper_asks_and_its_answer_is_one_gesture(show, record) -> None:
    editor = show(make_editor(COLOUR), 320)
    asked, ends = record(editor.eyedropper_requested), record(editor.committed)

    QTest.mouseClick(editor.eyedropper, Qt.MouseButton.LeftButton)
    assert asked == [()]
    editor.accept_colour((0.25, 0.5, 0.75))

    assert ends == [(0.25, 0.5, 0.75)]


def test_that_the_picker_drags_in_one_undo_step(show, record, drag) -> None:
    editor = show(make_editor(COLOUR), 320)
    steps, ends = record(editor.changed), record(editor.committed)
    editor.swatch.setFocus()
    QTest.keyClick(editor.swatch, Qt.Key.Key_Return)
    picker = editor.findChild(ColourPicker)
    assert picker is not None

    square = picker.square
    drag(square, QPointF(170, 20), QPointF(100, 60), QPointF(0, 0))
    assert len(steps) == 3
    assert ends == [(1.0, 1.0, 1.0)]

    QTest.keyClick(square, Qt.Key.Key_Right)
    QTest.mouseClick(picker.before, Qt.MouseButton.LeftButton)
    assert len(ends) == 3
    assert ends[-1] == (1.0, 0.0, 0.0)
    picker.close()
    assert editor.hex.text() == "#FF0000"


def test_that_the_hue_stays_while_the_colour_passes_grey(show, drag) -> None:
    picker = show(ColourPicker((0.0, 0.0, 1.0)), 250, 240)
    square = picker.square

    drag(square, QPointF(179, 0), QPointF(0, 90), QPointF(179, 0))

    assert picker.colour() == (0.0, 0.0, 1.0)


def test_that_shift_is_fine_in_the_picker(show, drag) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    picker = show(ColourPicker((0.6, 0.4, 0.2)), 250, 240)
    square = picker.square
    QTest.keyClick(square, Qt.Key.Key_Up, shift)
    assert picker.colour()[0] == pytest.approx(0.6 + 1 / 255)
    QTest.keyClick(square, Qt.Key.Key_Down, shift)
    QTest.keyClick(picker.bar, Qt.Key.Key_Down)
    drag(square, QPointF(0, 0), QPointF(0, -89.5), modifiers=shift)  # half of its height
    assert max(picker.colour()) == pytest.approx(0.65, abs=0.5 / 255)


def test_that_shift_is_fine_on_a_ramp(show, drag) -> None:
    editor = show(make_editor(GRADIENT), 640)
    editor.set_value((STOPS[0], (0.5, (0.5, 0.5, 0.5)), STOPS[1]))
    bar = editor.bar
    start = QPointF(bar.x_of(0.5), 20)
    ways = [start + QPointF(x, 0) for x in np.linspace(0, 0.1 * (bar.x_of(1) - bar.x_of(0)), 60)]
    drag(bar, start, *ways, modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert editor.value()[1][0] == pytest.approx(0.51, abs=1e-3)


def test_that_wheel_and_channels_are_inverse() -> None:
    triple = (1.2, 0.9, 0.75)
    mean = sum(triple) / 3
    assert triple_of(*balance_of(triple, 0.5), mean, 0.5) == pytest.approx(triple)


def test_that_grey_takes_the_colour_that_a_puck_is_led_to(registry, show) -> None:
    grey = np.full((1, 3), 0.5, np.float32)
    for effect in registry:
        for parameter in effect.parameters():
            if parameter.kind != "wheel":
                continue
            editor = show(make_editor(parameter), 160)
            editor.wheel.moved.emit(*0.5 * np.array(balance_of((1.0, 0.0, 0.0), 1.0)))
            red, green, blue = effect(**{parameter.name: editor.value()}).apply(grey)[0]
            assert red > green + 0.02, parameter.label
            assert green == pytest.approx(blue, abs=1e-3)
            assert balance_of(editor.value(), editor._span)[1] > 0


def test_that_the_wheel_shifts_balance_and_keeps_the_mean(show, record, drag) -> None:
    editor = show(make_editor(WHEEL), 160)
    ends = record(editor.committed)
    puck = editor.wheel.puck_pixel()

    drag(editor.wheel, puck, puck + QPointF(-4, -20))

    red, green, blue = ends[0]
    assert red > 1 > green
    assert red > blue
    assert (red + green + blue) / 3 == pytest.approx(1.0, abs=1e-3)


def test_that_a_puck_led_round_the_rim_near_an_end_does_not_wind_up_the_level(show) -> None:
    editor = show(make_editor(WHEEL), 160)
    editor.set_value((0.3, 0.3, 0.3))
    for turn in np.linspace(0.0, 6 * np.pi, 60):
        editor.wheel.moved.emit(np.cos(turn), np.sin(turn))
    editor.wheel.moved.emit(0.0, 0.0)
    editor.wheel.released.emit()
    assert editor.value() == pytest.approx((0.3, 0.3, 0.3))


def test_that_a_level_that_goes_to_its_end_and_back_keeps_the_balance(show) -> None:
    editor = show(make_editor(WHEEL), 160)
    editor.set_value((1.2, 1.0, 0.8))
    for level in (2.0, 4.0, 1.0):
        editor.level.moved.emit(level, False)
    editor.level.released.emit(False)
    assert editor.value() == pytest.approx((1.2, 1.0, 0.8))


def test_that_the_level_moves_all_channels_alike(show, drag) -> None:
    editor = show(make_editor(WHEEL), 160)
    editor.set_value((1.1, 1.0, 0.9))
    slider = editor.level
    start = QPointF(slider.handle_x(), 12)

    drag(slider, start, start + QPointF(20, 0))

    red, green, blue = editor.value()
    assert green > 1.0
    assert (red - green, green - blue) == pytest.approx((0.1, 0.1))


def test_that_channels_can_be_typed_and_the_balance_reset(show, record) -> None:
    editor = show(make_editor(WHEEL), 160)
    ends = record(editor.committed)
    editor.channels[0].setFocus()
    editor.channels[0].selectAll()
    QTest.keyClicks(editor.channels[0], "1.6")
    QTest.keyClick(editor.channels[0], Qt.Key.Key_Return)
    assert ends == [(1.6, 1.0, 1.0)]

    QTest.mouseDClick(editor.wheel, Qt.MouseButton.LeftButton)
    assert ends[-1] == pytest.approx((1.2, 1.2, 1.2))
    QTest.mouseDClick(editor.label, Qt.MouseButton.LeftButton)
    assert ends[-1] == (1.0, 1.0, 1.0)


def test_that_wheel_keys_move_the_puck(show, record) -> None:
    editor = show(make_editor(WHEEL), 160)
    ends = record(editor.committed)
    editor.wheel.setFocus()
    QTest.keyClick(editor.wheel, Qt.Key.Key_Up)
    editor.flush()
    assert ends[0][0] > 1 > ends[0][1]
    QTest.keyClick(editor.wheel, Qt.Key.Key_Delete)
    assert ends[1] == (1.0, 1.0, 1.0)


def test_that_stops_are_added_dragged_and_removed(show, record, drag) -> None:
    editor = show(make_editor(GRADIENT), 320)
    bar, ends = editor.bar, record(editor.committed)

    drag(bar, QPointF(bar.x_of(0.5), 20))
    assert [position for position, _ in ends[-1]] == pytest.approx([0.0, 0.5, 1.0], abs=0.01)
    assert check(GRADIENT, ends[-1], "here") == ends[-1]

    drag(bar, QPointF(bar.x_of(0.5), 20), QPointF(bar.x_of(0.3), 20))
    assert ends[-1][1][0] == pytest.approx(0.3, abs=0.01)
    drag(bar, QPointF(bar.x_of(0.3), 20), QPointF(bar.x_of(1.0) + 50, 20))
    assert ends[-1][1][0] < 1.0
    assert check(GRADIENT, ends[-1], "here") == ends[-1]

    bar.setFocus()
    QTest.keyClick(bar, Qt.Key.Key_Delete)
    assert ends[-1] == STOPS
    QTest.keyClick(bar, Qt.Key.Key_Delete)
    assert len(editor.value()) == 2


def test_that_a_ramp_shows_what_its_effect_does_and_a_stop_more_changes_nothing(
    registry, show
) -> None:
    effect = registry.get("gradient-map")
    greys = np.linspace(0.0, 1.0, 256, dtype=np.float32)[:, None].repeat(3, axis=1)
    stops = ((0.0, (0.1, 0.0, 0.4)), (1.0, (1.0, 0.8, 0.2)))
    before = effect(stops=stops).apply(greys)
    editor = show(make_editor(GRADIENT), 320)
    editor.set_value(stops)
    bar = editor.bar
    ramp = bar.grab().toImage()
    for share in (0.25, 0.5, 0.75):
        shown = ramp.pixelColor(round(bar.x_of(share)), 10).getRgbF()[:3]
        assert shown == pytest.approx(before[round(share * 255)], abs=0.02)

    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(round(bar.x_of(0.4)), 10))
    assert len(editor.value()) == 3
    assert np.abs(effect(stops=editor.value()).apply(greys) - before).max() < 1 / 255


def test_that_a_stop_takes_a_colour_and_a_typed_place(show, record) -> None:
    editor = show(make_editor(GRADIENT), 320)
    ends = record(editor.committed)
    editor.accept_colour((0.5, 0.25, 0.0))
    assert ends[-1][0] == (0.0, (0.5, 0.25, 0.0))
    editor.position.setFocus()
    editor.position.selectAll()
    QTest.keyClicks(editor.position, "0.2")
    QTest.keyClick(editor.position, Qt.Key.Key_Return)
    assert ends[-1][0] == (0.2, (0.5, 0.25, 0.0))
    QTest.keyClick(editor.position, Qt.Key.Key_Down)
    editor.flush()
    assert ends[-1][0][0] == pytest.approx(0.19)
    assert len(ends) == 3


def test_that_a_gradient_is_framed_while_it_has_the_focus(show) -> None:
    editor = show(make_editor(GRADIENT), 300)
    accent = editor.palette().accent().color()

    def framed() -> bool:
        image = editor.bar.grab().toImage()
        return any(image.pixelColor(image.width() // 2, y) == accent for y in range(6))

    editor.bar.setFocus()
    assert framed()
    editor.position.setFocus()
    assert not framed()


@pytest.mark.parametrize("type_id", ["lift-gamma-gain", "cdl", "curves", "gradient-map"])
def test_that_a_panel_shows_all_parameters_of_an_effect(registry, show, type_id) -> None:
    effect = registry.get(type_id)
    panel = show(EditorPanel(effect.parameters()), 300)

    assert list(panel.editors) != []
    assert set(panel.editors) == {parameter.name for parameter in effect.parameters()}
    assert panel.minimumSizeHint().width() <= 276, "wider than the narrowest stack"


def test_that_wheels_of_all_effects_have_their_parts_in_one_order(registry, show) -> None:
    def heights(type_id: str, slider: str) -> list[int]:
        panel = show(EditorPanel(registry.get(type_id).parameters()), 300)
        first = next(iter(panel.editors.values()))
        level = panel.editors[slider].slider if slider in panel.editors else first.level
        parts = (first.level_edit if first.level else panel.editors[slider].edit, first.wheel)
        return [part.mapTo(panel, QPoint()).y() for part in (*parts, first.channels[0], level)]

    for found in (heights("lift-gamma-gain", "lift_master"), heights("cdl", "")):
        assert found == sorted(found)


def test_that_a_panel_names_the_parameter(registry, show, record) -> None:
    effect = registry.get("lift-gamma-gain")
    panel = show(EditorPanel(effect.parameters()), 300)
    heard = record(panel.committed)
    panel.set_values(effect(gain_master=2.0).values())
    assert heard == []

    edit = panel.editors["gain_master"].edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "1.5")
    QTest.keyClick(edit, Qt.Key.Key_Return)

    assert heard == [("gain_master", 1.5)]


def test_that_pyqtgraph_is_not_loaded_before_a_curve_is_shown() -> None:
    code = (
        "import sys; import hairstudio.views.widgets.stack_view; "
        "import hairstudio.views.widgets.scopes; import hairstudio.views.widgets.viewer; "
        "sys.exit('pyqtgraph' in sys.modules or 'colour' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_that_an_editor_takes_no_room_of_the_mouse(show) -> None:
    editor = show(make_editor(COLOUR), 320)
    assert editor.childAt(QPoint(2, 12)) is editor.label
