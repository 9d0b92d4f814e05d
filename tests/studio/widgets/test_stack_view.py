from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import ClassVar

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionFrame, QWidget

from hairstudio.core import Effect, Entry, Stack
from hairstudio.core.parameters import flag, number
from hairstudio.views.widgets.add_effect import AddEffectMenu
from hairstudio.views.widgets.editors.colour import ColourEditor
from hairstudio.views.widgets.stack_view import StackView


@dataclass(frozen=True)
class Glitter(Effect):
    """Stands for an effect of another package."""

    type_id: ClassVar[str] = "glitter"
    label: ClassVar[str] = "Glitter"
    group: ClassVar[str] = "Party"
    sparkle: float = number("Sparkle", 0.0, 0.0, 9.0)
    rainbow: bool = flag("Rainbow", False)

    def apply(self, rgb):
        return rgb


@pytest.fixture
def stack(registry) -> Stack:
    get = registry.get
    return (
        Stack()
        .append(get("lighten")(amount=0.5))
        .append(get("dye")(amount=0.6))
        .append(Entry(get("exposure")(), name="Glow"))
    )


@pytest.fixture
def view(show, registry, stack) -> StackView:
    view = show(StackView(registry.groups), 320, 600)
    view.set_stack(stack)
    QTest.qWait(1)
    return view


def titles(view: StackView) -> list[str]:
    return [row.title.text() for row in view.rows]


def header(view: StackView, index: int) -> QPointF:
    return QPointF(view.rows[index].title.mapTo(view.rows[index], QPoint(10, 10)))


def test_that_rows_show_the_stack_in_order(view) -> None:
    assert titles(view) == ["Lighten", "Dye", "Glow"]
    assert not view.empty.isVisible()


def test_that_an_empty_stack_says_what_to_do(view) -> None:
    view.set_stack(Stack())
    assert view.empty.isVisible()
    assert view.rows == []


def test_that_the_dot_asks_and_does_not_decide(view, stack, record) -> None:
    heard = record(view.entry_toggled)

    QTest.mouseClick(view.rows[1].power, Qt.MouseButton.LeftButton)

    assert heard == [(1, False)]
    view.set_stack(stack)
    assert view.rows[1].power.isChecked()


def test_that_a_row_opens_and_its_editors_say_what_changes(view, record, drag) -> None:
    steps, ends = record(view.parameter_changed), record(view.parameter_committed)
    QTest.mouseClick(view.rows[1].chevron, Qt.MouseButton.LeftButton)
    slider = view.rows[1].panel.editors["amount"].slider
    assert slider.isVisible()
    QTest.qWait(1)

    start = QPointF(slider.handle_x(), 12)
    drag(slider, start, start + QPointF(8, 0), start + QPointF(16, 0))

    assert [step[:2] for step in steps] == [(1, "amount")] * 2
    assert ends == [steps[-1]]
    assert steps[-1][2] > 0.6


@pytest.mark.parametrize("part", ["title", "slider"])
def test_that_what_is_dragged_as_its_effect_goes_asks_for_nothing_more(
    view, stack, record, drag, part: str
) -> None:
    heard = [record(signal) for signal in (view.opacity_changed, view.entry_moved)]
    row = view.rows[2]
    dragged = row.opacity.slider if part == "slider" else row
    start = dragged.rect().center() if part == "slider" else header(view, 2).toPoint()
    drag(dragged, start, start - QPoint(20, 60), release=False)
    asked = [len(each) for each in heard]
    view.set_stack(stack.remove(2))
    drag(dragged, start, start - QPoint(30, 90))
    assert [len(each) for each in heard] == asked
    assert not view._line.isVisible()


def test_that_a_key_on_its_way_as_its_effect_goes_opens_nothing(view, stack, record) -> None:
    heard, row = record(view.entry_opened), view.rows[2]
    view.set_stack(stack.remove(2))
    QTest.keyClick(row, Qt.Key.Key_Right)
    assert not heard


def test_that_opacity_is_a_share(view, record) -> None:
    heard = record(view.opacity_committed)
    edit = view.rows[0].opacity.edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "35")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert heard == [(0, 0.35)]


def test_that_a_row_has_room_for_its_opacity(view) -> None:
    edit = view.rows[0].opacity.edit
    assert edit.text() == "100 %"
    option = QStyleOptionFrame()
    edit.initStyleOption(option)
    element = QStyle.SubElement.SE_LineEditContents
    room = edit.style().subElementRect(element, option, edit).width()
    assert edit.fontMetrics().horizontalAdvance("100 %") + 4 <= room


def test_that_new_values_reach_open_editors_in_silence(view, stack, record) -> None:
    view.set_open(1, True)
    heard = record(view.parameter_changed, view.parameter_committed)
    editors = view.rows[1].panel.editors

    view.set_stack(stack.replace(1, stack.entries[1].effect.with_values(amount=1.5)))

    assert editors["amount"].value() == 1.5
    assert view.rows[1].panel.editors is editors
    assert heard == []


@pytest.mark.parametrize(("start", "end", "to"), [(0, 2, 2), (2, 0, 0), (0, 1, 1)])
def test_that_dragging_a_header_moves_the_effect(view, record, drag, start, end, to) -> None:
    heard = record(view.entry_moved)
    row = view.rows[start]
    press = header(view, start)
    past = 12 if end > start else -12
    offset = view.rows[end].y() - row.y() + past

    drag(row, press, press + QPointF(0, offset / 2), press + QPointF(0, offset))

    assert heard == [(start, to)]


def test_that_escape_gives_a_drag_up(view, record, drag) -> None:
    heard = record(view.entry_moved)
    row, press = view.rows[0], header(view, 0)
    drag(row, press, press + QPointF(0, 60), release=False)
    QTest.keyClick(row, Qt.Key.Key_Escape)
    drag(row, press)
    assert heard == []


def test_that_a_moved_row_stays_open(view, stack) -> None:
    view.set_open(0, True)
    view.set_stack(stack.move(0, 2))
    assert titles(view) == ["Dye", "Glow", "Lighten"]
    assert [row.is_open for row in view.rows] == [False, False, True]


def test_that_rows_of_the_same_effect_move_too(view, registry) -> None:
    dye = registry.get("dye")
    stack = Stack().append(dye(amount=0.1)).append(dye(amount=0.2))
    view.set_stack(stack)
    view.set_open(0, True)
    view.set_stack(stack.move(0, 1))
    assert [row.is_open for row in view.rows] == [False, True]
    assert view.rows[1].panel.editors["amount"].value() == 0.1


def test_that_a_row_is_driven_by_keys(view, record) -> None:
    heard = record(view.entry_toggled, view.entry_moved, view.entry_duplicated, view.entry_removed)
    view.select(1)
    row = view.rows[1]
    assert view.selected() == 1

    QTest.keyClick(row, Qt.Key.Key_Right)
    assert row.is_open
    QTest.keyClick(row, Qt.Key.Key_Left)
    assert not row.is_open
    QTest.keyClick(row, Qt.Key.Key_Space)
    QTest.keyClick(row, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(row, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(row, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(row, Qt.Key.Key_Delete)

    assert heard == [(1, False), (1, 0), (1, 2), 1, 1]


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Space, Qt.Key.Key_F2, Qt.Key.Key_Up]
)
def test_that_keys_in_a_row_s_fields_and_sliders_are_not_for_the_row(view, record, key) -> None:
    heard = [
        record(signal)
        for signal in (view.entry_removed, view.entry_toggled, view.entry_moved, view.entry_renamed)
    ]
    row = view.rows[1]
    row.set_open(True)
    amount = row.panel.editors["amount"]
    for widget in (amount.edit, amount.slider, row.opacity.slider):
        widget.setFocus()
        QTest.keyClick(widget, key)
        assert row.is_open
        assert widget.hasFocus()
    assert heard == [[], [], [], []]


def test_that_tab_goes_from_row_to_header_to_editors_to_the_next_row(view) -> None:
    view.rows[1].set_open(True)
    view.rows[0].set_open(True)
    owners = []
    widget = view.rows[0]
    widget.setFocus()
    for _ in range(60):
        widget = QApplication.focusWidget()
        if widget is view.add_button:
            break
        owner = next(
            i for i, row in enumerate(view.rows) if row is widget or row.isAncestorOf(widget)
        )
        owners.append(
            (owner, view.rows[owner].header.isAncestorOf(widget), widget is view.rows[owner])
        )
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert widget is view.add_button
    assert owners == sorted(owners, key=lambda o: (o[0], not o[2], not o[1]))
    assert {owner for owner, header, itself in owners if not header and not itself} == {0, 1}


def test_that_tab_goes_past_a_picker_that_was_open_as_an_effect_came(
    view, stack, registry, qtlog
) -> None:
    # As a fit adds one.
    view.rows[1].set_open(True)
    editor = view.rows[1].findChild(ColourEditor)
    picker = editor.open_picker()
    view.set_stack(stack.append(registry.get("exposure")()))
    picker.close()
    assert not [each for each in qtlog.records if "setTabOrder" in each.message]
    stops = view.rows[1].findChildren(QWidget)
    view.rows[1].setFocus()
    seen = []
    for _ in range(60):
        widget = QApplication.focusWidget()
        if widget is view.rows[2]:
            break
        seen.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert widget is view.rows[2]
    assert set(seen) <= {view.rows[1], *stops}
    assert editor.swatch in seen


def test_that_the_last_row_cannot_move_down(view, record) -> None:
    heard = record(view.entry_moved)
    QTest.keyClick(view.rows[2], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert heard == []


def test_that_arrows_go_from_row_to_row(view) -> None:
    view.select(0)
    QTest.keyClick(view.rows[0], Qt.Key.Key_Down)
    assert view.selected() == 1
    QTest.keyClick(view.rows[1], Qt.Key.Key_Up)
    assert view.selected() == 0


def test_that_an_effect_is_renamed_and_escape_leaves_it(view, record) -> None:
    heard = record(view.entry_renamed)
    row = view.rows[1]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_F2)
    row.rename_edit.setText("Copper\nglaze\n")  # as it is pasted
    QTest.keyClick(row.rename_edit, Qt.Key.Key_Return)
    assert heard == [(1, "Copper glaze")]

    QTest.mouseDClick(row, Qt.MouseButton.LeftButton, pos=header(view, 1).toPoint())
    assert row.rename_edit.isVisible()
    QTest.keyClicks(row.rename_edit, "Other")
    QTest.keyClick(row.rename_edit, Qt.Key.Key_Escape)
    assert heard == [(1, "Copper glaze")]
    assert row.title.isVisible()


def test_that_the_label_as_a_name_is_no_name(view, record) -> None:
    heard = record(view.entry_renamed)
    row = view.rows[2]
    row.start_rename()
    QTest.keyClicks(row.rename_edit, "Exposure")
    QTest.keyClick(row.rename_edit, Qt.Key.Key_Return)
    assert heard == [(2, "")]


def test_that_a_name_shown_in_german_is_kept_unless_another_is_typed(
    german, view, registry, record
) -> None:
    heard = record(view.entry_renamed)
    view.set_stack(Stack().append(Entry(registry.get("curves")(), name="Tone")))
    row = view.rows[0]
    assert row.title.text() == "Tonwerte"
    row.start_rename()
    QTest.keyClick(row.rename_edit, Qt.Key.Key_Return)
    assert heard == []
    row.start_rename()
    QTest.keyClicks(row.rename_edit, "Mein Ton")
    QTest.keyClick(row.rename_edit, Qt.Key.Key_Return)
    assert heard == [(0, "Mein Ton")]


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("Reset", "entry_reset"),
        ("Duplicate", "entry_duplicated"),
        ("Copy to the other side", "entry_copied"),
        ("Remove", "entry_removed"),
    ],
)
def test_that_the_menu_says_what_is_wanted(view, record, text, signal) -> None:
    heard = record(getattr(view, signal))
    action = next(a for a in view.rows[1].menu.actions() if a.text() == text)
    action.trigger()
    assert heard == [1]


def test_that_a_problem_stands_in_the_row(view) -> None:
    view.set_message(1, "The file is gone.")
    assert view.rows[1].message.isVisible()
    view.set_message(1, "")
    assert not view.rows[1].message.isVisible()


def test_that_effects_are_found_by_typing_and_added_by_enter(view, record) -> None:
    heard = record(view.effect_added)
    QTest.mouseClick(view.add_button, Qt.MouseButton.LeftButton)
    menu = view.findChild(AddEffectMenu)

    QTest.keyClicks(menu.search, "hue shine")
    assert menu.list.count() == 1
    menu.search.clear()
    QTest.keyClicks(menu.search, "hue vs")
    QTest.keyClick(menu.search, Qt.Key.Key_Down)
    QTest.keyClick(menu.search, Qt.Key.Key_Return)

    assert heard == [("hue-vs-saturation", 3)]


def test_that_an_effect_is_added_after_the_chosen_one_by_click(view, record) -> None:
    heard = record(view.effect_added)
    view.select(0)
    menu = view.open_menu()
    item = menu.list.findItems("Dye", Qt.MatchFlag.MatchContains)[0]
    place = menu.list.visualItemRect(item).center()
    QTest.mouseClick(menu.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard == [("dye", 1)]


def test_that_the_chosen_row_shows_also_without_the_focus(view) -> None:
    def marked() -> list[bool]:
        accent = view.palette().accent().color()
        return [
            row.grab().toImage().pixelColor(0, row.header.geometry().center().y()) == accent
            for row in view.rows
        ]

    view.select(1)
    view.add_button.setFocus()
    assert marked() == [False, True, False]
    view.select(0)
    view.unselect()
    assert view.selected() == 0, "it has the focus"
    view.add_button.setFocus()
    assert marked() == [True, False, False]
    view.unselect()
    assert (view.selected(), marked()) == (-1, [False, False, False])


def test_that_the_menu_fits_on_a_low_screen(view) -> None:
    space = QRect(0, 20, 720, 430)  # 1440 × 900 at 200 %
    menu = AddEffectMenu(view._groups, view)
    menu.screen = lambda: SimpleNamespace(availableGeometry=lambda: space)
    menu.open_at(QPoint(500, 400), 300)
    assert menu.height() <= space.height()
    menu.close()


def test_that_the_menu_is_grouped_and_headings_cannot_be_chosen(view, registry, record) -> None:
    heard = record(view.effect_added)
    menu = view.open_menu()
    texts = [menu.list.item(row).text() for row in range(menu.list.count())]
    assert [text for text in texts if not text.startswith(" ")] == list(registry.groups)
    place = menu.list.visualItemRect(menu.list.item(0)).center()
    QTest.mouseClick(menu.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard == []
    menu.close()


def test_that_an_effect_of_another_package_has_editors(view, record) -> None:
    heard = record(view.parameter_committed)
    view.set_stack(Stack().append(Glitter()))
    view.set_open(0, True)
    QTest.keyClick(view.rows[0].panel.editors["rainbow"].box, Qt.Key.Key_Space)
    assert heard == [(0, "rainbow", True)]


def test_that_the_eyedropper_of_a_row_is_passed_on(view, record) -> None:
    heard = record(view.eyedropper_requested)
    view.set_open(1, True)
    editor = view.rows[1].panel.editors["colour"]
    QTest.mouseClick(editor.eyedropper, Qt.MouseButton.LeftButton)
    assert heard == [editor]


def test_that_every_effect_fits_the_narrowest_stack(view, registry) -> None:
    for effect in registry:
        view.set_stack(Stack().append(effect()))
        view.set_open(0, True)
        QTest.qWait(1)
        assert view.rows[0].minimumSizeHint().width() <= view.minimumWidth() - 10, effect.label


def test_that_no_editor_may_be_lower_than_its_lines(view, registry) -> None:
    for effect in registry:
        view.set_stack(Stack().append(effect()))
        view.set_open(0, True)
        QTest.qWait(1)
        for editor in view.rows[0].panel.editors.values():
            lines = editor.layout().minimumSize().height()
            assert (editor.minimumHeight() or lines) >= lines, effect.label


def test_that_tab_goes_from_a_curve_s_head_to_its_plot(view, registry) -> None:
    view.set_stack(Stack().append(registry.get("hue-vs-hue")()).append(registry.get("dye")()))
    view.set_open(0, True)
    (editor,) = view.rows[0].panel.editors.values()
    plot = editor.make_plot()
    QTest.qWait(1)
    editor.reset_button.setFocus()
    QTest.keyClick(editor.reset_button, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is plot
    QTest.keyClick(plot, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is view.rows[1]
    view.set_open(1, True)  # its editors join the round
    assert plot.viewport().focusProxy() is plot, "no stop of its own"


@pytest.mark.parametrize("is_open", [False, True])
def test_that_the_menu_key_opens_the_menu_of_the_row_with_the_focus(view, is_open) -> None:
    row = view.rows[0]
    row.set_open(is_open)
    QTest.qWait(1)
    row.setFocus()
    # As Qt sends it: it has no pointer to tell of.
    middle = row.rect().center()
    key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, row.mapToGlobal(middle))
    QApplication.sendEvent(row, key)
    assert row.menu.isVisible()
    row.menu.close()


def test_that_a_curve_is_seen_whole_also_where_wheels_are_open(view, registry, qtbot) -> None:
    curves, wheels = (registry.get(name)() for name in ("curves", "lift-gamma-gain"))
    view.set_stack(Stack().append(curves).append(wheels))
    for index in range(2):
        view.set_open(index, True)
    editor = view.rows[0].panel.editors["luma"]
    qtbot.waitUntil(lambda: editor.plot is not None, timeout=20000)
    QTest.qWait(50)
    assert 160 <= editor.plot.height() <= 300
