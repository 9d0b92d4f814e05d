"""A whole look, by mouse and keyboard, from an empty window to a pair that the SDK opens."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hairsdk.apply import recolor_pixels
from hairsdk.cube import read_cube
from hairsdk.intensity import hair_intensity
from hairsdk.lut import blend_luts
from hairsdk.position import position
from hairsdk.preset import Preset
from hairstudio.document.hairlook import save_look
from hairstudio.services.baking import make_preset
from hairstudio.views.main_window import MainWindow
from hairstudio.views.widgets.add_effect import AddEffectMenu

Left = Qt.MouseButton.LeftButton


def press(
    qtbot: QtBot,
    window: MainWindow,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a shortcut; the offscreen platform forgets the active window after a popup."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, key, modifier)


def add(qtbot: QtBot, window: MainWindow, words: str) -> None:
    """Press "+ Add effect", type, press Enter."""
    qtbot.mouseClick(window.effects.stack_view.add_button, Left)
    menu = window.findChild(AddEffectMenu)
    qtbot.keyClicks(menu.search, words)
    qtbot.keyClick(menu.search, Qt.Key.Key_Return)
    qtbot.wait(10)


def drag_slider(qtbot: QtBot, slider: QWidget, share: float) -> None:
    y = slider.height() // 2
    start = QPoint(round(slider.handle_x()), y)
    end = QPoint(round(share * slider.width()), y)
    qtbot.mousePress(slider, Left, pos=start)
    for step in range(1, 9):
        qtbot.mouseMove(slider, start + (end - start) * step / 8)
        qtbot.wait(5)
    qtbot.mouseRelease(slider, Left, pos=end)


def row(window: MainWindow, index: int):  # type: ignore[no-untyped-def]
    return window.effects.stack_view.rows[index]


def document_bytes(window: MainWindow, folder: Path) -> bytes:
    path = folder / "state.hairlook"
    look = window.session.document.look
    save_look(path, look, make_preset(look))
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        return b"".join(name.encode() + archive.read(name) for name in archive.namelist())


def test_that_a_look_authored_by_hand_reaches_the_sdk(
    qtbot: QtBot, window: MainWindow, settled, drop, photo, tmp_path: Path
) -> None:
    session = window.session
    drop(window.compare.slots["light"].viewer, photo("light.png", 190))
    drop(window.compare.slots["dark"].viewer, photo("dark.png", 40))
    settled(session)
    look = session.document.look
    assert look.light.reference.name == "light"
    assert look.dark.reference.intensity == pytest.approx(40 / 255, abs=0.02)

    press(qtbot, window, Qt.Key.Key_1)
    add(qtbot, window, "dye")
    drag_slider(qtbot, row(window, 0).panel.editors["amount"].slider, 0.7)
    settled(session)
    press(qtbot, window, Qt.Key.Key_2)
    assert window.effects.side_buttons["dark"].isChecked()
    add(qtbot, window, "lighten")
    drag_slider(qtbot, row(window, 0).panel.editors["amount"].slider, 0.6)
    add(qtbot, window, "dye")
    hexes = row(window, 1).panel.editors["colour"].hex
    hexes.selectAll()
    qtbot.keyClicks(hexes, "8e4529")
    qtbot.keyClick(hexes, Qt.Key.Key_Return)
    drag_slider(qtbot, row(window, 1).panel.editors["amount"].slider, 0.5)
    settled(session)

    press(qtbot, window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.currentWidget() is window.export
    window.export.form.folder.setText(str(tmp_path / "out"))
    window.export.form.name.setFocus()
    window.export.form.name.selectAll()
    qtbot.keyClicks(window.export.form.name, "my-copper")
    with qtbot.waitSignal(window.export.exported, timeout=20000):
        qtbot.mouseClick(window.export.export_button, Left)

    preset = Preset.load(tmp_path / "out" / "my-copper.hairlook")
    look = session.document.look
    for side in ("light", "dark"):
        cube = read_cube(tmp_path / "out" / f"my-copper-{side}.cube")
        assert cube == getattr(preset, side)
        assert any("intensity:" in comment for comment in cube.comments)
        reference = look.side(side).reference
        t = position(hair_intensity(reference.image, reference.mask), preset)
        assert t == (1.0 if side == "light" else 0.0)
        lut = blend_luts(preset.dark, preset.light, t)
        expected = recolor_pixels(reference.image, reference.mask, lut)
        shown = session.preview.latest.side(side).image
        assert session.preview.latest.exact
        assert np.array_equal(shown, expected)
        viewer = window.compare.slots[side].viewer
        assert np.array_equal(viewer._after.pixels, expected)
        assert not np.array_equal(expected, reference.image)


def test_that_undo_to_the_start_and_redo_to_the_end_give_the_same_bytes(
    qtbot: QtBot, window: MainWindow, settled, drop, photo, tmp_path: Path
) -> None:
    session, stack = window.session, window.session.document.undo_stack
    start = document_bytes(window, tmp_path)
    add(qtbot, window, "dye")
    drag_slider(qtbot, row(window, 0).panel.editors["amount"].slider, 0.8)
    drop(window.compare.slots["dark"].viewer, photo("dark.png", 30))
    settled(session)
    qtbot.mouseClick(window.effects.link_button, Left)
    qtbot.mouseClick(row(window, 0).power, Left)
    add(qtbot, window, "contrast")
    qtbot.keyClick(row(window, 1), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settled(session)
    end = document_bytes(window, tmp_path)
    steps = stack.count()
    assert steps == 7
    for _ in range(steps):
        press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document_bytes(window, tmp_path) == start
    assert not session.document.dirty
    control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    for _ in range(steps):
        press(qtbot, window, Qt.Key.Key_Z, control_shift)
    assert document_bytes(window, tmp_path) == end


def test_that_every_kind_of_step_can_be_undone_and_redone_to_the_same_bytes(
    qtbot: QtBot, window: MainWindow, settled, photo, tmp_path: Path
) -> None:
    session, stack = window.session, window.session.document.undo_stack
    references, view = session.references, window.effects.stack_view
    viewer = window.compare.slots["light"].viewer

    def stroke() -> None:
        window.state.set_tool("brush")
        middle = viewer.rect().center()
        qtbot.mousePress(viewer, Left, pos=middle)
        qtbot.mouseMove(viewer, middle + QPoint(40, 20))
        qtbot.mouseRelease(viewer, Left, pos=middle + QPoint(40, 20))
        window.state.set_tool("none")

    states = [document_bytes(window, tmp_path)]
    for step in (
        lambda: references.take("light", photo("light.png", 190, (200, 300))),
        stroke,
        lambda: references.restore_mask("light"),
        references.swap,
        references.swap,
        lambda: session.take_goal((0.4, 0.2, 0.1), (0.05, 0.01, 0.01)),
        lambda: window.effects.add_effect("dye"),
        lambda: row(window, 0).opacity.committed.emit(40.0),
        lambda: view.entry_renamed.emit(0, "Rust"),
        lambda: view.entry_duplicated.emit(0),
        lambda: view.entry_toggled.emit(1, False),
        lambda: view.entry_copied.emit(1),
        lambda: view.entry_moved.emit(1, 0),
        lambda: view.entry_removed.emit(0),
        lambda: session.describe(name="Rust", id="rust", notes="Second sitting"),
        lambda: references.clear("dark"),
    ):
        before = stack.count()
        step()
        settled(session)
        assert stack.count() == before + 1
        states.append(document_bytes(window, tmp_path))
    assert len(set(states)) >= len(states) - 3  # undone by the next: brush, swap, duplicate
    for state in reversed(states[:-1]):
        window.undo()
        assert document_bytes(window, tmp_path) == state
    for state in states[1:]:
        window.redo()
        assert document_bytes(window, tmp_path) == state
    settled(session)


def test_that_each_effect_can_be_added_and_its_editors_change_the_look(
    qtbot: QtBot, window: MainWindow, settled
) -> None:
    session = window.session
    for effect in session.registry:
        before = session.document.look.light.stack
        window.effects.add_effect(effect.type_id)
        panel = row(window, len(before)).panel
        assert set(panel.editors) == {p.name for p in effect.parameters()}
        for parameter in effect.parameters():
            if parameter.kind == "float":
                editor = panel.editors[parameter.name]
                qtbot.keyClick(editor.slider, Qt.Key.Key_Home)
                editor.flush()
                stack = session.document.look.light.stack
                value = getattr(stack.entries[-1].effect, parameter.name)
                assert value == parameter.minimum
        session.document.undo_stack.undo()
        while session.document.look.light.stack != before:
            session.document.undo_stack.undo()
    settled(session)
