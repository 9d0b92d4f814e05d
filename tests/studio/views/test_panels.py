"""Stack commands, looks, scopes, history."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import SIGNAL, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QInputDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from hairsdk.intensity import hair_intensity
from hairsdk.resources import presets_dir
from hairstudio.core import MissingEffect, Stack
from hairstudio.document.hairlook import copy_look, open_look
from hairstudio.services.trash import Trashed
from hairstudio.views.dialogs.about_look import AboutLookDialog
from hairstudio.views.main_window import MainWindow
from hairstudio.views.widgets.looks_browser import LookItem

Left = Qt.MouseButton.LeftButton


def test_that_the_eyedropper_hands_a_colour_of_the_picture_to_an_effect(
    qtbot: QtBot, window: MainWindow, settled
) -> None:
    window.effects.add_effect("dye")
    settled(window.session)
    editor = window.effects.stack_view.rows[0].panel.editors["colour"]
    qtbot.mouseClick(editor.eyedropper, Left)
    viewer = window.compare.slots["dark"].viewer
    assert viewer.tool() == "eyedropper"
    place = viewer.rect().center() + QPoint(30, 0)
    expected = viewer.picked_at(place.toPointF())
    qtbot.mouseClick(viewer, Left, pos=place)
    effect = window.session.document.look.light.stack.entries[0].effect
    assert effect.colour == pytest.approx(expected, abs=1e-6)
    assert window.state.side == "light"
    assert window.state.tool == "none"


@pytest.mark.parametrize("way", ["undo", "other side"])
def test_that_the_eyedropper_is_laid_down_with_the_effect_it_was_taken_for(
    qtbot: QtBot, window: MainWindow, settled, way: str
) -> None:
    window.effects.add_effect("dye")
    settled(window.session)
    qtbot.mouseClick(window.effects.stack_view.rows[0].panel.editors["colour"].eyedropper, Left)
    if way == "undo":
        window.undo()
    else:
        window.state.set_side("dark")
    qtbot.waitUntil(lambda: window.state.tool == "none")
    look = window.session.document.look
    qtbot.mouseClick(window.compare.slots["dark"].viewer, Left)
    assert window.session.document.look is look


def test_that_each_further_pick_waits_no_more_than_the_first(window: MainWindow) -> None:
    goal, waiting = window.compare.goal, []
    for _ in range(3):
        window.state.pick_for(goal)
        window.state.cancel_pick()
        waiting.append(goal.receivers(SIGNAL("destroyed(QObject*)")))
    assert waiting[0] == waiting[1] == waiting[2] > 0


def test_that_linked_sides_change_together(qtbot: QtBot, window: MainWindow) -> None:
    window.effects.add_effect("exposure")
    qtbot.mouseClick(window.effects.link_button, Left)
    look = window.session.document.look
    assert look.linked
    assert look.dark.stack == look.light.stack
    window.effects.add_effect("contrast")
    assert len(window.session.document.look.dark.stack) == 2
    window.effects.stack_view.entry_copied.emit(0)
    assert len(window.session.document.look.dark.stack) == 2
    assert "linked" in window.remark.text.text()
    qtbot.mouseClick(window.effects.link_button, Left)
    window.effects.add_effect("tint")
    look = window.session.document.look
    assert (len(look.light.stack), len(look.dark.stack)) == (3, 2)


@pytest.mark.parametrize("dark", [True, False], ids=["same effects", "no effects"])
def test_that_a_gesture_that_waits_stays_on_its_side(
    window: MainWindow, registry, dark: bool
) -> None:
    document = window.session.document
    window.effects.add_effect("dye")
    if dark:
        stack = Stack().append(registry.get("dye")(amount=0.25))
        window.session.edit_stack("dark", stack, "Dark")
    before = document.look.dark.stack
    slider = window.effects.stack_view.rows[0].panel.editors["amount"].slider
    slider.wheel_turned.emit(1.5, False)
    window.state.set_side("dark")
    assert document.look.light.stack.entries[0].effect.amount == 1.5
    assert document.look.dark.stack == before
    assert len(window.effects.stack_view.rows) == len(before)
    assert not document.dragging


def test_that_the_stack_menu_copies_keeps_and_applies(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(text: str) -> None:
        menu = window.effects.build_menu()
        for action in menu.actions():
            inner = action.menu().actions() if action.menu() else []
            for each in (action, *inner):
                if each.text() == text:
                    assert each.isEnabled()
                    each.trigger()
                    return
        raise AssertionError(text)

    window.effects.add_effect("exposure")
    choose("Copy stack to Dark")
    look = window.session.document.look
    assert look.dark.stack == look.light.stack
    monkeypatch.setattr(QInputDialog, "getText", lambda *a, **k: ("Warm", True))
    choose("Keep stack as preset…")
    choose("Remove all effects from Light")
    assert len(window.session.document.look.light.stack) == 0
    choose("Warm")
    assert window.session.document.look.light.stack == look.light.stack
    choose("Reset all effects")


def test_that_a_preset_that_is_replaced_or_forgotten_can_be_put_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    settings, remark = window.session.settings, window.remark
    first, second = {"first": 1}, {"second": 2}
    window.effects._keep_as("Warm", first)
    assert not remark.isVisible()
    window.effects._keep_as("Warm", second)
    qtbot.mouseClick(remark.offer_button, Left)
    assert settings.stack_presets == {"Warm": first}
    window.effects._keep_as("Warm", None)
    assert settings.stack_presets == {}
    assert "Warm" in remark.text.text()
    qtbot.mouseClick(remark.offer_button, Left)
    assert settings.stack_presets == {"Warm": first}
    assert not remark.isVisible()


def test_that_resetting_leaves_an_effect_of_a_missing_package_as_it_was(
    window: MainWindow, registry
) -> None:
    glitter = MissingEffect(missing_type="glitter", raw=(("amount", 3),))
    stack = Stack().append(glitter).append(registry.get("dye")(amount=0.5))
    window.session.edit_stack("light", stack, "Add")
    window.effects.stack_view.entry_reset.emit(0)
    assert window.session.document.look.light.stack == stack
    window.effects._reset_all()
    kept, dye = window.session.document.look.light.stack.entries
    assert kept.effect == glitter
    assert dye.effect.amount == 0.0


def test_that_a_dragged_row_changes_the_order(qtbot: QtBot, window: MainWindow) -> None:
    for name in ("exposure", "contrast", "tint"):
        window.effects.add_effect(name)
    view = window.effects.stack_view
    for index in range(3):
        view.set_open(index, False)
    qtbot.waitUntil(lambda: all(row.height() < 40 for row in view.rows))
    row = view.rows[2]
    grip = QPoint(row.title.mapTo(row, row.title.rect().center()))
    above = row.mapFromGlobal(view.rows[0].mapToGlobal(QPoint(grip.x(), 2)))
    kinds = QEvent.Type
    steps = [grip + (above - grip) * step / 5 for step in range(1, 6)]
    for kind, place in (
        (kinds.MouseButtonPress, grip),
        *((kinds.MouseMove, step) for step in steps),
        (kinds.MouseButtonRelease, above),
    ):
        where = QPointF(place)
        held = Qt.MouseButton.NoButton if kind == kinds.MouseButtonRelease else Left
        event = QMouseEvent(
            kind, where, row.mapToGlobal(where), Left, held, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(row, event)
    stack = window.session.document.look.light.stack
    assert [e.effect.type_id for e in stack.entries] == ["tint", "exposure", "contrast"]


def test_that_each_side_s_rows_stay_as_they_were_left(window: MainWindow) -> None:
    effects, view = window.effects, window.effects.stack_view
    effects.add_effect("dye")
    effects.add_effect("contrast")
    view.set_open(1, False)
    window.state.set_side("dark")
    effects.add_effect("tint")
    for side, rows in (("light", [True, False]), ("dark", [True]), ("light", [True, False])):
        window.state.set_side(side)
        assert [row.is_open for row in view.rows] == rows


def test_that_an_effect_is_added_at_the_end_of_a_side_where_none_was_chosen(
    window: MainWindow,
) -> None:
    effects, view = window.effects, window.effects.stack_view
    for side in ("dark", "light"):
        window.state.set_side(side)
        for type_id in ("dye", "contrast"):
            effects.add_effect(type_id)
    view.select(0)
    view.add_button.setFocus()
    window.state.set_side("dark")
    view._on_chosen("tint")
    kinds = [entry.effect.type_id for entry in window.session.document.look.dark.stack.entries]
    assert kinds == ["dye", "contrast", "tint"]
    view.select(0)
    view.add_button.setFocus()
    window.session.new()
    assert view.selected() == -1


def test_that_panels_behind_a_tab_work_out_nothing_and_catch_up(
    qtbot: QtBot, window: MainWindow, settled
) -> None:
    docks, scopes, gallery = window.docks, window.scopes, window.gallery
    for name in ("scopes", "history"):
        # Qt 6.12 makes no tab of a panel that is one elsewhere.
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, docks[name])
        window.tabifyDockWidget(docks["gallery"], docks[name])
        docks[name].raise_()
    qtbot.waitUntil(lambda: not (scopes.isEnabled() or gallery.isEnabled()), timeout=5000)
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    asked = []
    scopes._job.submit = gallery._job.submit = asked.append
    window.effects.add_effect("exposure")
    settled(window.session)
    qtbot.waitUntil(lambda: not (scopes._pause.isActive() or gallery._pause.isActive()))
    assert not asked
    docks["scopes"].raise_()
    qtbot.waitUntil(lambda: len(asked) == 1, timeout=5000)
    docks["gallery"].raise_()
    qtbot.waitUntil(lambda: len(asked) == 2, timeout=5000)


def test_that_a_look_that_is_open_and_deleted_is_work_in_no_file(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.session
    path = session.places.looks / "Rust.hairlook"
    path.parent.mkdir(parents=True)
    with qtbot.waitSignal(session.saved, timeout=20000):
        session.save(path)
    qtbot.waitUntil(lambda: str(path) in window.looks._cards, timeout=10000)
    monkeypatch.setattr(
        "hairstudio.views.panels.looks.move_to_trash",
        lambda path: Trashed(path, Path(shutil.move(path, path.with_suffix(".trash")))),
    )
    assert not session.document.dirty
    window.looks.browser.remove_requested.emit(str(path))
    assert session.document.dirty
    assert session.document.path is None
    qtbot.mouseClick(window.remark.offer_button, Left)
    assert session.document.path == path
    assert not session.document.dirty


def test_that_what_a_file_manager_did_to_looks_shows_when_the_window_is_in_front_again(
    qtbot: QtBot, window: MainWindow
) -> None:
    looks = window.session.places.looks
    looks.mkdir(parents=True)

    def own() -> list[str]:
        return [item.name for item in window.looks.browser.model.items() if not item.builtin]

    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not window.isActiveWindow() and not window.looks._list.busy)
    copy_look(presets_dir() / "copper", looks / "mine.hairlook", {"name": "Mine"})
    assert own() == []
    window.activateWindow()
    qtbot.waitUntil(lambda: own() == ["Mine"], timeout=10000)


def test_that_looks_are_found_opened_duplicated_described_and_removed(
    qtbot: QtBot, window: MainWindow, settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, browser = window.session, window.looks.browser

    def names() -> list[str]:
        return [item.name for item in browser.model.items()]

    def key(name: str) -> str:
        return next(item.id for item in browser.model.items() if item.name == name)

    qtbot.waitUntil(lambda: "Copper" in names(), timeout=10000)
    browser.search.setText("platin")
    assert browser._filter.rowCount() == 1
    browser.search.setText("")
    with qtbot.waitSignal(session.opened, timeout=20000):
        browser.open_requested.emit(key("Copper"))
    settled(session)
    assert session.document.path is None
    assert len(session.document.look.dark.stack) > 0
    assert next(i for i in browser.model.items() if i.name == "Copper").current
    browser.duplicate_requested.emit(key("Copper"))
    qtbot.waitUntil(lambda: "Copper copy" in names(), timeout=20000)
    assert browser.selected() == key("Copper copy")
    window.looks._describe(window.looks._cards[key("Copper copy")], {"name": "Rust"})
    qtbot.waitUntil(lambda: "Rust" in names(), timeout=20000)
    removed = Path(key("Rust"))
    kept = removed.read_bytes()
    monkeypatch.setattr(
        "hairstudio.views.panels.looks.move_to_trash",
        lambda path: Trashed(path, Path(shutil.move(path, path.with_suffix(".trash")))),
    )
    browser.remove_requested.emit(key("Rust"))
    qtbot.waitUntil(lambda: "Rust" not in names(), timeout=10000)
    assert not removed.exists()
    assert "trash" in window.remark.text.text()
    qtbot.mouseClick(window.remark.offer_button, Left)
    qtbot.waitUntil(lambda: "Rust" in names(), timeout=10000)
    assert removed.read_bytes() == kept
    assert not window.remark.isVisible()


def test_that_notes_are_written_in_the_browser_and_found_by_its_search(
    qtbot: QtBot, window: MainWindow, registry
) -> None:
    browser, looks = window.looks.browser, window.looks

    def item(name: str) -> LookItem | None:
        return next((each for each in browser.model.items() if each.name == name), None)

    qtbot.waitUntil(lambda: item("Copper") is not None, timeout=10000)
    browser.info_requested.emit(item("Copper").id)
    [shown] = looks.findChildren(AboutLookDialog)
    assert shown.notes.isReadOnly()  # a built-in look is copied, not changed
    assert shown.identifier.text() == "copper"
    shown.reject()
    browser.duplicate_requested.emit(item("Copper").id)
    qtbot.waitUntil(lambda: item("Copper copy") is not None, timeout=20000)
    path = Path(item("Copper copy").id)
    browser.info_requested.emit(str(path))
    dialog = next(d for d in looks.findChildren(AboutLookDialog) if d.isVisible())
    dialog.notes.selectAll()
    qtbot.keyClicks(dialog.notes, "For Anna, second sitting")
    dialog.author.setText("Bea")
    qtbot.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok), Left)
    qtbot.waitUntil(lambda: item("Copper copy").detail == "Bea", timeout=20000)
    qtbot.keyClicks(browser.search, "anna sitting")
    assert [browser._filter.index(row, 0).data() for row in range(browser._filter.rowCount())] == [
        "Copper copy"
    ]
    about = open_look(path, registry, window.session.places.luts).look.about
    assert (about.author, about.notes, about.licence) == (
        "Bea",
        "For Anna, second sitting",
        "CC0-1.0",
    )


def test_that_the_scopes_follow_the_side_and_count_the_hair_only(
    qtbot: QtBot, window: MainWindow, settled
) -> None:
    settled(window.session)
    scopes = window.scopes
    qtbot.waitUntil(lambda: len(scopes.view.shares.cells) == 3, timeout=10000)
    hair = window.session.document.look.light.reference
    assert len(scopes.view.histogram._before) <= (hair.mask > 0.5).sum()
    first = scopes.view.histogram._before
    window.state.set_side("dark")
    qtbot.waitUntil(lambda: scopes.view.histogram._before is not first, timeout=10000)
    dark = window.session.document.look.dark.reference
    mean = scopes.view.histogram._before.mean() / 255
    assert mean == pytest.approx(hair_intensity(dark.image, dark.mask), abs=0.05)


def test_that_the_history_lists_steps_and_goes_back(qtbot: QtBot, window: MainWindow) -> None:
    window.effects.add_effect("exposure")
    window.effects.add_effect("contrast")
    model = window.history.list.model()
    texts = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert texts == ["Opened", "Add Exposure", "Add Contrast"]
    window.history.list.setCurrentIndex(model.index(1, 0))
    assert len(window.session.document.look.light.stack) == 1


@pytest.mark.parametrize("way", ["click", "key"])
def test_that_a_photo_on_its_way_cuts_off_no_steps_when_the_history_goes_back(
    qtbot: QtBot, window: MainWindow, settled, photo, way: str
) -> None:
    window.effects.add_effect("exposure")
    window.effects.add_effect("contrast")
    window.docks["history"].raise_()
    settled(window.session)
    steps, stack = window.history.list, window.session.document.undo_stack
    window.session.references.take("light", photo("mine.png", 200))
    if way == "click":
        place = steps.visualRect(steps.model().index(1, 0)).center()
        qtbot.mouseClick(steps.viewport(), Left, pos=place)
    else:
        qtbot.keyClick(steps, Qt.Key.Key_Home)
    settled(window.session)
    assert stack.count() == 3
    assert stack.index() == (1 if way == "click" else 0)


def test_that_a_preset_of_a_stack_that_is_damaged_is_told(window: MainWindow) -> None:
    window.effects._apply("Old", {"entries": 7})
    assert "Old.entries" in window.remark.text.text()
    assert window.session.document.look.light.stack == Stack()


def test_that_a_menu_is_gone_when_it_is_closed(qtbot: QtBot, window: MainWindow) -> None:
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    for panel in (window.compare.goal, window.compare.slots["light"], window.gallery):
        panel._open_menu()
        [menu] = panel.findChildren(QMenu, options=direct)
        menu.close()
        qtbot.waitUntil(lambda panel=panel: not panel.findChildren(QMenu, options=direct))


def test_that_a_panel_behind_a_tab_takes_no_focus(qtbot: QtBot, window: MainWindow) -> None:
    scopes, history = window.docks["scopes"], window.docks["history"]
    assert scopes.widget().isEnabled() and not history.widget().isEnabled()
    history.raise_()
    qtbot.waitUntil(history.widget().isEnabled)
    assert not scopes.widget().isEnabled()
    history.setFloating(True)
    qtbot.waitUntil(scopes.widget().isEnabled)
    assert history.widget().isEnabled()


def test_that_tab_passes_a_picture_and_a_click_edits_its_side(
    qtbot: QtBot, window: MainWindow
) -> None:
    viewer = window.compare.slots["dark"].viewer
    viewer.setFocus(Qt.FocusReason.TabFocusReason)
    assert window.state.side == "light"
    qtbot.mouseClick(viewer, Left)
    assert window.state.side == "dark"
    window.state.set_side("light")
    qtbot.mouseClick(viewer, Left)
    assert window.state.side == "dark"
