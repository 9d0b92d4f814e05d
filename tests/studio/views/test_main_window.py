"""The window itself: keys, layout, theme, names for screen readers."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hairsdk.resources import presets_dir
from hairstudio.document.look import About
from hairstudio.services.session import Session
from hairstudio.views.dialogs.crash import CrashDialog
from hairstudio.views.dialogs.shortcuts import ShortcutsDialog, key_text
from hairstudio.views.live.words import Words
from hairstudio.views.main_window import MainWindow


def test_that_a_crash_can_be_copied_and_the_work_goes_on(qtbot: QtBot, window: MainWindow) -> None:
    window.effects.add_effect("dye")
    dialog = CrashDialog("Hair Studio on X\nValueError: boom", window)
    dialog.open()
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert "boom" in QApplication.clipboard().text()
    qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert len(window.session.document.look.light.stack) == 1


def test_that_a_crash_report_that_was_read_is_gone(window: MainWindow) -> None:
    def reports() -> list[QWidget]:
        return [each for each in QApplication.allWidgets() if isinstance(each, CrashDialog)]

    before = len(reports())
    QTimer.singleShot(0, window, lambda: QApplication.activeModalWidget().accept())
    window.show_crash("ValueError: boom")
    assert len(reports()) == before


def test_that_the_key_overview_lists_every_shortcut(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.effects.add_effect("dye")
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(ShortcutsDialog)
    words = {label.text() for label in dialog.findChildren(QLabel)}
    for actions in window.actions_table.menus.values():
        for action in actions:
            if key_text(action):
                assert key_text(action) in words
    assert {"Undo", "Softer brush", "Rename, duplicate, remove an effect or a look"} <= words
    assert dialog.width() <= dialog.screen().availableSize().width()
    columns = {
        table.layout().cellRect(1, 1).x()
        for table in {label.parentWidget() for label in dialog.findChildren(QLabel)}
    }
    assert len(columns) == 1
    dialog.close()


def test_that_look_information_is_one_step(qtbot: QtBot, window: MainWindow) -> None:
    dialog = window.edit_about()
    dialog.name.setText("Été doré")
    dialog.author.setText("Ann")
    dialog.accept()
    about = window.session.document.look.about
    assert (about.name, about.id, about.author) == ("Été doré", "ete-dore", "Ann")
    window.undo()
    assert window.session.document.look.about.name == "Untitled"


def test_that_what_is_pasted_into_look_information_stays_in_a_line(window: MainWindow) -> None:
    dialog = window.edit_about()
    QApplication.clipboard().setText("Warm Brown\r\n for Ann\n")
    dialog.name.selectAll()
    dialog.name.paste()
    dialog.author.paste()
    dialog.accept()
    about = window.session.document.look.about
    assert (about.name, about.author) == ("Warm Brown for Ann",) * 2


def test_that_look_information_changes_only_what_was_edited_and_only_that_look(
    window: MainWindow,
) -> None:
    document = window.session.document
    dialog = window.edit_about()
    document.rename(lambda _: About("chestnut", "Chestnut"))  # as the first save does, when it ends
    dialog.author.setText("Ann")
    dialog.accept()
    assert (document.look.about.name, document.look.about.author) == ("Chestnut", "Ann")
    document.undo_stack.setClean()
    dialog = window.edit_about()
    dialog.name.setText("Walnut")
    window.session.new()  # as one that was on its way
    assert not dialog.isVisible()
    assert document.look.about.name == "Untitled"


def test_that_look_information_calls_a_built_in_look_as_the_window_does(
    german: object, qtbot: QtBot, window: MainWindow
) -> None:
    session = window.session
    with qtbot.waitSignal(session.opened, timeout=20000):
        session.open(presets_dir() / "copper", as_copy=True)
    dialog = window.edit_about()
    assert dialog.name.text() == "Kupfer"
    dialog.author.setText("Ann")
    assert dialog.changes() == {"author": "Ann"}
    dialog.reject()


def test_that_the_layout_is_remembered_and_reset_brings_it_back(
    qtbot: QtBot, window: MainWindow, places, registry, finder
) -> None:
    window.docks["gallery"].hide()
    window.show_workspace("export")
    window.state.set_mode("side")
    window.scopes.view.tabs.setCurrentIndex(1)
    window.gallery.choose_size(72)
    window._keep_view()
    window.session.settings.sync()
    session = Session(places, registry, finder)
    second = MainWindow(session)
    second.show()
    assert second.pages.currentWidget() is second.export
    assert second.state.mode == "side"
    assert second.scopes.view.tabs.currentIndex() == 1
    assert not second.docks["gallery"].isVisible()
    assert second.gallery.chosen_size == second.gallery.view.thumbnail_size.value() == 72
    second.reset_layout()
    assert second.gallery.chosen_size == 0
    assert second.docks["gallery"].isVisible()
    qtbot.wait(100)
    bars = [b for b in second.findChildren(QTabBar) if b.isVisible() and b.parent() is second]
    assert len(bars) == 1
    second.close()
    second.deleteLater()


@pytest.mark.parametrize(
    ("name", "larger", "smaller"),
    [
        ("looks", Qt.Key.Key_Right, Qt.Key.Key_Left),
        ("effects", Qt.Key.Key_Right, Qt.Key.Key_Left),
        ("effects", Qt.Key.Key_Down, Qt.Key.Key_Up),
        ("scopes", Qt.Key.Key_Down, Qt.Key.Key_Up),
        ("gallery", Qt.Key.Key_Down, Qt.Key.Key_Up),
    ],
)
def test_that_a_panel_is_made_larger_and_smaller_by_keys(
    qtbot: QtBot, window: MainWindow, name: str, larger: Qt.Key, smaller: Qt.Key
) -> None:
    dock, inside = window.docks[name], getattr(window, name)
    field = next(
        each
        for each in inside.findChildren(QWidget)
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    )
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    before = dock.width() + dock.height()
    held = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(field, larger, held)
    qtbot.waitUntil(lambda: dock.width() + dock.height() == before + 16)
    qtbot.keyClick(field, smaller, held)
    qtbot.waitUntil(lambda: dock.width() + dock.height() == before)


def test_that_of_panels_side_by_side_each_is_made_wider_by_keys_at_the_cost_of_the_pictures(
    qtbot: QtBot, window: MainWindow
) -> None:
    effects, looks = window.docks["effects"], window.docks["looks"]
    window.splitDockWidget(looks, effects, Qt.Orientation.Horizontal)
    least = [dock.minimumSizeHint().width() for dock in (effects, looks)]
    qtbot.waitUntil(lambda: [effects.width(), looks.width()] == least)
    window.activateWindow()
    window.effects.link_button.setFocus()
    qtbot.waitUntil(window.effects.link_button.hasFocus)
    held = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window.effects.link_button, Qt.Key.Key_Right, held)
    qtbot.waitUntil(lambda: [effects.width(), looks.width()] == [least[0] + 16, least[1]])


def test_that_floating_panels_come_after_the_window_they_lie_on(
    qtbot: QtBot, window: MainWindow, places, registry, finder
) -> None:
    for name in ("scopes", "looks"):
        window.docks[name].setFloating(True)
    window.docks["looks"].hide()
    window._keep_view()
    window.session.settings.sync()
    session = Session(places, registry, finder)
    second = MainWindow(session)
    scopes, looks = second.docks["scopes"], second.docks["looks"]
    assert scopes.isFloating() and not scopes.isVisible()
    second.show()
    assert not scopes.isVisible()
    qtbot.waitUntil(scopes.isVisible)
    assert scopes.toggleViewAction().isChecked()
    assert looks.isFloating() and not looks.isVisible()
    second.close()
    second.deleteLater()


def test_that_a_first_start_looks_as_reset_leaves_it(qtbot: QtBot, window: MainWindow) -> None:
    def widths() -> list[int]:
        return [window.docks[name].width() for name in ("looks", "effects")]

    first = widths()
    # The screen of the tests is small: the window began as a narrow one.
    window.resize(1100, 900)
    window.reset_layout()
    qtbot.wait(50)
    assert first == widths()


def test_that_a_size_that_does_not_fit_on_the_screen_is_told(window: MainWindow) -> None:
    screen = SimpleNamespace(availableSize=lambda: QSize(1440, 900))
    window.screen = lambda: screen
    window.set_size(150)
    window.set_size(200)
    assert "200 %" in window.remark.text.text()
    assert "larger than this screen" in window.remark.text.text()
    window.set_size(150)
    assert "larger than this screen" not in window.remark.text.text()


def test_that_a_first_window_fits_its_screen(window: MainWindow) -> None:
    window.resize(2000, 2000)
    window._restore_size()
    room = window.screen().availableSize()
    assert window.height() < room.height()


@pytest.mark.parametrize("page", ["compare", "live", "export"])
def test_that_the_window_fits_a_full_hd_screen_at_twice_the_size(
    qtbot: QtBot, window: MainWindow, page: str
) -> None:
    window.show_workspace(page)
    qtbot.wait(200)
    least = window.minimumSizeHint()
    assert (least.width() <= 960, least.height() <= 510) == (True, True), least


def test_that_a_long_remark_pushes_no_picture_over_its_name(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(window.minimumSizeHint())
    window.remark.say("error", "Not saved: no room is left on the disk; free some. " * 4)
    slot = window.compare.slots["light"]
    qtbot.waitUntil(lambda: slot.height() >= slot.minimumSizeHint().height(), timeout=5000)
    assert slot.viewer.geometry().bottom() < slot.name.geometry().top()
    assert window.height() <= 510


def test_that_menus_tell_what_is_fitted_and_what_is_reset(window: MainWindow) -> None:
    named = window.actions_table.by_name
    words = [named[name].text().replace("&", "") for name in ("fit", "fit_view", "reset_layout")]
    assert words == ["Fit to goal", "Zoom to fit", "Reset layout"]


def test_that_full_screen_comes_back_to_what_it_was(qtbot: QtBot, window: MainWindow) -> None:
    toggle = window.actions_table.by_name["full_screen"].trigger
    window.showMaximized()
    qtbot.waitUntil(window.isMaximized)
    toggle()
    qtbot.waitUntil(window.isFullScreen)
    toggle()
    qtbot.waitUntil(lambda: not window.isFullScreen())
    assert window.isMaximized()


def test_that_the_theme_changes_and_is_remembered(qtbot: QtBot, window: MainWindow) -> None:
    def lightness() -> int:
        return window.palette().window().color().lightness()

    window.actions_table.by_name["theme_light"].trigger()
    qtbot.waitUntil(lambda: lightness() > 128)
    assert window.session.settings.theme == "light"
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyPress(window, Qt.Key.Key_Backslash)
    assert window.compare.viewer()._held, "keys are held as before"
    qtbot.keyRelease(window, Qt.Key.Key_Backslash)
    window.actions_table.by_name["theme_dark"].trigger()
    qtbot.waitUntil(lambda: lightness() < 128)


def test_that_shift_f10_opens_the_menu_of_what_has_the_focus(
    qtbot: QtBot, window: MainWindow
) -> None:
    looks = window.looks.browser.list
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    looks.setFocus()
    with qtbot.waitSignal(looks.customContextMenuRequested):
        qtbot.keyClick(looks, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()


def test_that_shift_f10_opens_menus_in_a_panel_that_floats_and_when_it_is_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    looks = window.looks.browser.list
    for floats in (True, False):
        window.docks["looks"].setFloating(floats)
        looks.activateWindow()
        qtbot.waitUntil(looks.isActiveWindow)
        looks.setFocus()
        with qtbot.waitSignal(looks.customContextMenuRequested):
            qtbot.keyClick(looks, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
        QApplication.activePopupWidget().close()


def test_that_shift_f10_opens_menus_in_dialogs_that_the_window_waits_for(
    qtbot: QtBot, window: MainWindow
) -> None:
    dialog = window.edit_about()
    assert dialog.isModal()
    field = dialog.findChild(QLineEdit)
    field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    qtbot.keyClick(field, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()
    dialog.close()


def test_that_what_scrolls_in_a_dialog_is_ringed_while_it_has_the_focus(
    window: MainWindow,
) -> None:
    dialogs: list[QWidget] = [window.show_guide(), window.show_shortcuts(), window.edit_about()]
    areas = [
        area
        for dialog in dialogs
        for area in dialog.findChildren(QAbstractScrollArea)
        if area.window() is dialog and area.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    for dialog in dialogs:
        dialog.close()
    assert len(areas) == 4
    assert all(area.property("ringed") for area in (*areas, window.history.list))


@pytest.mark.parametrize("page", ["compare", "export"])
def test_that_every_control_has_a_name_for_screen_readers(
    qtbot: QtBot, window: MainWindow, page: str
) -> None:
    window.show_workspace(page)
    window.state.set_tool("brush")
    for effect in window.session.registry:
        window.effects.add_effect(effect.type_id)
    qtbot.wait(50)
    nameless = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not isinstance(widget.parent(), QAbstractScrollArea)
        and not (
            widget.accessibleName()
            or getattr(widget, "text", str)()
            or widget.toolTip()
            or widget.objectName().startswith("qt_")
        )
    ]
    assert nameless == []


def test_that_the_picture_has_the_focus_first(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.focusWidget() is window.compare.slots["light"].viewer


@pytest.mark.parametrize("page", ["live", "export"])
def test_that_the_page_of_the_last_sitting_has_the_focus(
    qtbot: QtBot, session: Session, page: str
) -> None:
    session.settings.set_entry("view", "workspace", page)
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    # In a field beside it, the keys of the page would be text.
    front, focus = window.pages.currentWidget(), window.focusWidget()
    assert focus is front or front.isAncestorOf(focus)
    if page == "live":
        qtbot.waitUntil(lambda: window.live.is_built, timeout=20000)
        assert window.focusWidget() is window.live.conductor().workspace.stage.view


def test_that_a_view_that_this_version_does_not_know_is_not_taken_up(
    qtbot: QtBot, session: Session
) -> None:
    for name in ("workspace", "mode", "scope", "thumbnails"):
        session.settings.set_entry("view", name, "99999999999")
    window = MainWindow(session)
    qtbot.addWidget(window)
    assert window.workspaces.currentIndex() == 0
    assert window.state.mode == "wipe"
    assert window.scopes.view.tabs.currentIndex() == 0


@pytest.mark.parametrize("page", ["compare", "export"])
def test_that_every_stop_of_tab_is_seen(qtbot: QtBot, window: MainWindow, page: str) -> None:
    window.show_workspace(page)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.effects.add_effect("curves")
    qtbot.waitUntil(lambda: window.gallery.view.model.rowCount() > 0, timeout=20000)
    curve = window.effects.stack_view.rows[-1].panel.editors["luma"]
    qtbot.waitUntil(lambda: curve.plot is not None, timeout=20000)
    window.workspaces.setFocus()
    stops, unseen = [], []
    while (stop := QApplication.focusWidget()) not in stops:
        stops.append(stop)
        focused = stop.grab().toImage()
        stop.clearFocus()
        if focused == stop.grab().toImage():
            unseen.append(f"{type(stop).__name__} {stop.accessibleName()}")
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(stop, Qt.Key.Key_Tab)
    assert len(stops) > 30
    assert unseen == []
    assert stop is window.workspaces, "round to where it began"


def test_that_tab_goes_from_the_tabs_through_the_live_page_to_the_panels(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.show_workspace("live")
    qtbot.waitUntil(lambda: window.live.is_built, timeout=20000)
    space = window.live.conductor().workspace
    stage = space.stage
    stage.set_names(["Copper", "Platinum"])
    space.say(Words("There is no camera", "Connect one.", ("movie",)))
    window.remark.say("error", "The disk is full")
    qtbot.waitUntil(stage.card.buttons[0].isVisible)
    window.workspaces.setFocus()
    stops: list[QWidget | None] = []
    while (stop := QApplication.focusWidget()) not in stops:
        stops.append(stop)
        qtbot.keyClick(stop, Qt.Key.Key_Tab)
    assert stop is window.workspaces, "round to where it began"
    on_page = [stop for stop in stops if window.live.isAncestorOf(stop)]
    assert stops[1] is space.sources.source
    assert stops[1 : 1 + len(on_page)] == on_page
    assert {*stage.card.buttons, *stage.shown_views(), window.remark.close_button} < set(on_page)


def test_that_a_photo_with_a_long_name_widens_neither_its_slot_nor_the_window(
    window: MainWindow, settled, photo
) -> None:
    window.resize(1024, 700)
    light, dark = window.compare.slots.values()
    name = "Balayage, as agencies name their photos " * 4 + "0001"
    light.take_files([str(photo(f"{name}.png", 200))])
    settled(window.session)
    assert window.width() == 1024
    assert abs(light.width() - dark.width()) < 10
    assert light.name.text() == name
    assert light.name.shown_text().startswith("Bal")
    assert light.name.shown_text().endswith("0001"), "the next photo has another number"
    assert name in light.name.toolTip()
