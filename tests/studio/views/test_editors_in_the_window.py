"""Curves, hue curves, wheels and gradients, dragged inside the window: one undo step each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hairstudio.core import Effect, Entry, Stack
from hairstudio.core.effects.curves import Curves
from hairstudio.views.main_window import MainWindow
from hairstudio.views.widgets.editors.loading import plots_loaded
from hairstudio.views.widgets.editors.picker import ColourPicker

Left = Qt.MouseButton.LeftButton


def drag(qtbot: QtBot, target: QWidget, start: QPointF, end: QPointF) -> None:
    qtbot.mousePress(target, Left, pos=start.toPoint())
    for step in range(1, 6):
        qtbot.mouseMove(target, (start + (end - start) * step / 5).toPoint())
        qtbot.wait(5)
    qtbot.mouseRelease(target, Left, pos=end.toPoint())


@pytest.fixture
def edited(qtbot: QtBot, window: MainWindow, settled) -> Callable[..., Effect]:  # type: ignore[no-untyped-def]
    """Adds an effect, drags in its editor, and checks what every drag must do."""

    def edit(
        type_id: str, parameter: str, gesture: Callable[[QtBot, QWidget], None], **values: object
    ) -> Effect:
        session = window.session
        # Room for the editor: what is scrolled out of sight takes no mouse.
        window.docks["scopes"].hide()
        window.docks["history"].hide()
        window.effects.add_effect(type_id)
        stack = session.document.look.light.stack
        effect = stack.entries[0].effect.with_values(**values)
        session.edit_stack("light", stack.replace(0, effect), "values")
        settled(session)
        before = session.document.look.light.stack
        picture = session.preview.latest.light.image
        steps = session.document.undo_stack.count()
        row = window.effects.stack_view.rows[0]
        qtbot.waitUntil(plots_loaded, timeout=20000)
        qtbot.wait(50)
        gesture(qtbot, row.panel.editors[parameter])
        row.panel.flush()
        settled(session)
        assert session.document.undo_stack.count() == steps + 1
        effect = session.document.look.light.stack.entries[0].effect
        assert getattr(effect, parameter) != getattr(before.entries[0].effect, parameter)
        assert session.preview.latest.exact
        assert not np.array_equal(session.preview.latest.light.image, picture)
        window.undo()
        assert session.document.look.light.stack == before
        window.redo()
        return effect

    return edit


def test_that_a_curve_is_bent(edited) -> None:
    def bend(qtbot: QtBot, editor) -> None:
        plot = editor.plot
        drag(qtbot, plot.viewport(), plot.pixel_of(0.5, 0.5), plot.pixel_of(0.4, 0.7))

    luma = edited("curves", "luma", bend).luma
    assert len(luma) == 3
    assert luma[1] == pytest.approx((0.4, 0.7), abs=0.03)


def test_that_a_hue_curve_is_bent(edited) -> None:
    def bend(qtbot: QtBot, editor) -> None:
        plot = editor.plot
        drag(qtbot, plot.viewport(), plot.pixel_of(300.0, 0.0), plot.pixel_of(300.0, 90.0))

    shift = edited("hue-vs-hue", "curve", bend).curve
    assert len(shift) == 3  # two anchors keep the other hues where they are
    assert shift[1] == pytest.approx((300.0, 90.0), abs=6.0)


def test_that_a_wheel_shifts_the_balance(edited) -> None:
    def turn(qtbot: QtBot, editor) -> None:
        puck = editor.wheel.puck_pixel()
        drag(qtbot, editor.wheel, puck, puck + QPointF(0, -14))

    red, green, blue = edited("lift-gamma-gain", "gain", turn).gain
    assert red > 1.0 > min(green, blue)


def test_that_a_stop_joins_the_gradient_and_moves(edited) -> None:
    def move(qtbot: QtBot, editor) -> None:
        bar = editor.bar
        y = bar.height() * 0.7
        drag(qtbot, bar, QPointF(bar.x_of(0.5), y), QPointF(bar.x_of(0.3), y))

    stops = edited("gradient-map", "stops", move).stops
    assert [position for position, _ in stops] == pytest.approx([0.0, 0.3, 1.0], abs=0.02)


def test_that_the_picker_of_an_effect_changes_its_colour(edited) -> None:
    def choose(qtbot: QtBot, editor) -> None:
        qtbot.mouseClick(editor.swatch, Left, pos=QPoint(5, 5))
        picker = editor.findChild(ColourPicker)
        picker.hex.selectAll()
        qtbot.keyClicks(picker.hex, "208030")
        qtbot.keyClick(picker.hex, Qt.Key.Key_Return)
        picker.close()

    colour = edited("tint", "colour", choose, amount=1.0).colour
    assert colour == pytest.approx((0x20 / 255, 0x80 / 255, 0x30 / 255))


def test_that_curves_show_the_hair_that_comes_to_them(
    qtbot: QtBot, window: MainWindow, settled
) -> None:
    window.effects.add_effect("curves")
    window.effects.add_effect("curves")
    settled(window.session)
    first, second = (row.panel.editors for row in window.effects.stack_view.rows)
    qtbot.waitUntil(lambda: second["red"].histogram is not None)
    assert first["luma"].histogram.sum() == second["luma"].histogram.sum() > 0

    # The second has what the first makes of the hair, and the first what it had.
    before = first["red"].histogram
    black = Curves(red=((0.0, 0.0), (1.0, 0.0)))
    session = window.session
    session.edit_stack("light", session.document.look.light.stack.replace(0, black), "black")
    qtbot.waitUntil(lambda: second["red"].histogram[0] == second["red"].histogram.sum())
    assert np.array_equal(first["red"].histogram, before)
    assert first["luma"].histogram[0] < first["luma"].histogram.sum()


def test_that_a_curve_behind_an_effect_without_its_file_shows_none(
    qtbot: QtBot, window: MainWindow, settled, tmp_path: Path
) -> None:
    session = window.session
    lost = session.registry.get("lut-file")(path=str(tmp_path / "lost.cube"))
    session.edit_stack("light", Stack((Entry(lost),)), "lost")
    window.effects.add_effect("curves")
    settled(session)
    assert window.effects.stack_view.rows[1].panel.editors["red"].histogram is None
