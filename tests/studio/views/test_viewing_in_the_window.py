"""What the pictures show: before, masks, zoom, clipped colours."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hairstudio.core import Stack
from hairstudio.core.effects.exposure import Exposure
from hairstudio.views.main_window import MainWindow


def test_that_holding_backslash_shows_before(qtbot: QtBot, window: MainWindow) -> None:
    viewer = window.compare.slots["light"].viewer
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyPress(window, Qt.Key.Key_Backslash)
    assert viewer._held
    qtbot.keyRelease(window, Qt.Key.Key_Backslash)
    assert not viewer._held
    # On a German keyboard that is AltGr+ß: AltGr may be let go first, and ß is let go then.
    for kind, key in ((QEvent.Type.KeyPress, "\\"), (QEvent.Type.KeyRelease, "ß")):
        code = Qt.Key.Key_Backslash if key == "\\" else Qt.Key.Key_ssharp
        plain = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(window, QKeyEvent(kind, code, plain, 20, 0, 0, key))
        assert viewer._held == (kind == QEvent.Type.KeyPress)
    # Going over to another window, whose key release this one never sees.
    qtbot.keyPress(window, Qt.Key.Key_Backslash)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not window.isActiveWindow())
    assert not viewer._held


def test_that_the_bar_over_the_pictures_says_what_they_show_and_changes_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    tools, state, viewers = window.compare.tools, window.state, window.compare.viewers()

    def down() -> list[str]:
        mode, mask = tools.modes, tools.mask_button
        parts = {**mode, "mask": mask, "brush": tools.brush, "eraser": tools.eraser}
        return [name for name, button in parts.items() if button.isChecked()]

    assert down() == ["wipe"]
    for mode in ("side", "after", "wipe"):
        qtbot.mouseClick(tools.modes[mode], Qt.MouseButton.LeftButton)
        assert {viewer.mode() for viewer in viewers} == {mode}
        assert down() == [mode]
    for tool, button in (("brush", tools.brush), ("eraser", tools.eraser)):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert {viewer.tool() for viewer in viewers} == {tool}
        assert down() == ["wipe", tool]
    state.set_tool("none")
    qtbot.mouseClick(tools.mask_button, Qt.MouseButton.LeftButton)
    assert state.mask_shown
    assert down() == ["wipe", "mask"]
    # By keys and menus, and where colours are picked.
    state.set_mode("side")
    state.show_mask(False)
    assert down() == ["side"]
    state.show_mask(True)
    state.set_tool("eraser")
    assert down() == ["side", "mask", "eraser"]


def test_that_the_zoom_told_is_that_of_the_page_and_of_the_side(
    window: MainWindow, settled, photo
) -> None:
    session, zoom = window.session, window.status.labels["zoom"]

    def told(viewer) -> bool:  # type: ignore[no-untyped-def]
        return zoom.text() == f"zoom {round(viewer.zoom() * 100)} %"

    session.references.take("dark", photo("dark.png", 20, (400, 600)))
    settled(session)
    light, dark = (window.compare.slots[side].viewer for side in ("light", "dark"))
    assert light.zoom() != dark.zoom()
    assert told(light)
    window.state.set_side("dark")
    assert told(dark)
    window.show_workspace("export")
    assert not zoom.isVisible()
    window.show_workspace("compare")
    assert told(dark) and zoom.isVisible()
    session.references.clear("dark")
    assert zoom.text() == ""


def test_that_zoom_is_linked_and_fit_brings_both_back(qtbot: QtBot, window: MainWindow) -> None:
    light, dark = window.compare.viewers()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert light.zoom() == dark.zoom() == 1.0
    assert "100 %" in window.status.labels["zoom"].text()
    qtbot.keyClick(window, Qt.Key.Key_F)
    assert light.zoom() < 1.0
    assert light.zoom() == dark.zoom()


def test_that_clipped_colours_are_marked_on_both_sides(
    qtbot: QtBot, window: MainWindow, settled
) -> None:
    session = window.session
    for side in ("light", "dark"):
        session.edit_stack(side, Stack().append(Exposure(stops=5.0)), "bright")
    settled(session)
    window.state.set_mode("after")
    plain = [viewer.grab().toImage() for viewer in window.compare.viewers()]
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_C)
    assert window.actions_table.by_name["clipping"].isChecked()
    for viewer, before in zip(window.compare.viewers(), plain, strict=True):
        qtbot.waitUntil(lambda v=viewer, b=before: v.grab().toImage() != b)
    qtbot.keyClick(window, Qt.Key.Key_C)
    assert [viewer.grab().toImage() for viewer in window.compare.viewers()] == plain


def test_that_keys_share_out_the_room_for_the_pictures(qtbot: QtBot, window: MainWindow) -> None:
    light, dark = window.compare.viewers()
    alt_shift = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    both = light.width() + dark.width()
    for viewer in (light, dark):
        viewer.setFocus()
        before = viewer.width()
        qtbot.keyClick(viewer, Qt.Key.Key_Right, alt_shift)
        assert viewer.width() == before + 16
        assert light.width() + dark.width() == both
        qtbot.keyClick(viewer, Qt.Key.Key_Left, alt_shift)
        assert viewer.width() == before
