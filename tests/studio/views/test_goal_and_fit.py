"""The goal: chosen, dropped, fitted, stopped."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hairstudio.core import Stack
from hairstudio.core.colour.srgb import luma
from hairstudio.core.hair import hair_pixels
from hairstudio.document.hairlook import open_look, save_look
from hairstudio.document.look import SIDES, About
from hairstudio.services.baking import make_preset
from hairstudio.services.hair import FoundHair
from hairstudio.views.main_window import MainWindow

Left = Qt.MouseButton.LeftButton


def test_that_fit_brings_both_references_to_the_goal_as_one_step(
    qtbot: QtBot, window: MainWindow, settled
) -> None:
    session, goal = window.session, window.compare.goal
    picker = goal.pick()
    picker.hex.selectAll()
    qtbot.keyClicks(picker.hex, "7a3b20")
    qtbot.keyClick(picker.hex, Qt.Key.Key_Return)
    picker.close()
    settled(session)
    assert session.document.look.goal == pytest.approx((0x7A / 255, 0x3B / 255, 0x20 / 255))
    assert "ΔE" in goal.readout.text.text()
    steps = session.document.undo_stack.count()
    qtbot.mouseClick(goal.fit_button, Left)
    assert goal.fit_button.text() == "Stop"
    qtbot.waitUntil(lambda: not goal._fit.busy, timeout=60000)
    settled(session)
    assert session.document.undo_stack.count() == steps + 1
    distance = goal._distance
    assert distance["light"] < 2.0
    assert distance["dark"] < 2.0
    farthest = re.search(r"built-in heads up to ΔE (\d+\.\d)", goal.remark.text())
    assert farthest is not None
    assert float(farthest[1]) < 6.0
    dark = session.document.look.dark
    hair = hair_pixels(dark.reference.image, dark.reference.mask)
    strands = [luma(pixels).std() for pixels in (hair, dark.stack.apply(hair))]
    assert strands[1] > 0.6 * strands[0]
    # Another goal is fitted anew, not on top.
    names = [entry.name for entry in dark.stack.entries]
    session.set_goal((0.2, 0.3, 0.6))
    qtbot.mouseClick(goal.fit_button, Left)
    qtbot.waitUntil(lambda: not goal._fit.busy, timeout=60000)
    settled(session)
    assert [entry.name for entry in session.document.look.dark.stack.entries] == names
    assert goal._distance["dark"] < 2.0
    for _ in range(3):
        window.undo()
    assert len(session.document.look.light.stack) == 0
    assert goal.remark.text() == ""


def test_that_a_value_that_is_still_being_typed_is_there_before_it_is_fitted(
    qtbot: QtBot, window: MainWindow
) -> None:
    session, goal = window.session, window.compare.goal
    session.set_goal((0.4, 0.2, 0.1))
    window.effects.add_effect("exposure")
    field = window.effects.stack_view.rows[0].panel.editors["stops"].edit
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "1.5")
    goal.start_fit()
    assert session.document.look.light.stack.entries[0].effect.stops == 1.5
    goal.start_fit()  # which stops it
    qtbot.waitUntil(lambda: not goal._fit.busy, timeout=60000)


def test_that_a_fit_for_one_look_says_nothing_in_the_next(qtbot: QtBot, window: MainWindow) -> None:
    session, goal = window.session, window.compare.goal
    session.set_goal((0.4, 0.2, 0.1))
    session.document.undo_stack.setClean()
    qtbot.mouseClick(goal.fit_button, Left)
    session.new()
    qtbot.waitUntil(lambda: not goal._fit.busy, timeout=60000)
    assert len(session.document.look.light.stack) == 0
    assert goal.remark.text() == ""


def test_that_a_look_may_get_its_name_while_it_is_fitted(qtbot: QtBot, window: MainWindow) -> None:
    document, goal = window.session.document, window.compare.goal
    window.session.set_goal((0.4, 0.2, 0.1))
    qtbot.mouseClick(goal.fit_button, Left)
    document.rename(lambda _: About("chestnut", "Chestnut"))  # as the first save does
    qtbot.waitUntil(lambda: not goal._fit.busy, timeout=60000)
    assert len(document.look.light.stack) > 0
    assert document.look.about.name == "Chestnut"
    document.rename(lambda _: About("walnut", "Walnut"))
    assert "ΔE" in goal.remark.text()


def test_that_escape_takes_a_goal_back_that_is_still_dragged(
    qtbot: QtBot, window: MainWindow
) -> None:
    document = window.session.document
    picker = window.compare.goal.pick()
    qtbot.mousePress(picker.square, Left, pos=QPoint(40, 40))
    qtbot.mouseMove(picker.square, QPoint(90, 60))
    assert document.dragging
    assert document.look.goal is not None
    qtbot.keyClick(picker.square, Qt.Key.Key_Escape)
    assert not document.dragging
    qtbot.mouseMove(picker.square, QPoint(20, 20))
    qtbot.mouseRelease(picker.square, Left, pos=QPoint(20, 20))
    assert document.look.goal is None
    assert document.undo_stack.count() == 0


def test_that_a_stopped_fit_changes_nothing(qtbot: QtBot, window: MainWindow) -> None:
    session, goal = window.session, window.compare.goal
    session.set_goal((0.4, 0.2, 0.1))
    look = session.document.look
    qtbot.mouseClick(goal.fit_button, Left)
    qtbot.mouseClick(goal.fit_button, Left)
    qtbot.waitUntil(lambda: not goal._fit.busy, timeout=60000)
    assert session.document.look is look
    assert "stopped" in goal.remark.text()


def test_that_the_hair_of_a_dropped_photo_becomes_the_goal(
    qtbot: QtBot, window: MainWindow, drop, photo
) -> None:
    drop(window.compare.goal, photo("grey.png", 100))
    qtbot.waitUntil(lambda: window.session.document.look.goal is not None, timeout=10000)
    assert window.session.document.look.goal == pytest.approx((100 / 255,) * 3, abs=0.01)


def test_that_a_goal_from_a_photo_records_no_drag_that_is_under_way(
    qtbot: QtBot, window: MainWindow, drop, photo, registry
) -> None:
    document = window.session.document
    drop(window.compare.goal, photo("grey.png", 100))
    window.session.show_stack("dark", Stack().append(registry.get("exposure")(stops=-1.0)))
    qtbot.waitUntil(lambda: document.look.goal is not None, timeout=10000)
    assert document.dragging and document.look.dark.stack
    document.abandon()
    assert document.look.goal is not None
    assert not document.look.dark.stack


def test_that_a_goal_photo_that_no_network_could_look_at_says_why(
    qtbot: QtBot, window: MainWindow, drop, finder, photo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(image: np.ndarray) -> FoundHair:
        return FoundHair(np.zeros(image.shape[:2], np.float32), "The network is gone.", failed=True)

    monkeypatch.setattr(finder, "find", find)
    drop(window.compare.goal, photo("grey.png", 100))
    remark = window.compare.goal.remark
    qtbot.waitUntil(lambda: remark.text() == "The network is gone.", timeout=10000)


@pytest.fixture
def slow_finder(finder, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:  # type: ignore[no-untyped-def]
    """Hair is found when the event is set."""
    go, find = threading.Event(), finder.find

    def wait(image: np.ndarray) -> object:
        go.wait(20)
        return find(image)

    monkeypatch.setattr(finder, "find", wait)
    yield go
    go.set()


def test_that_of_two_photos_dropped_on_the_goal_the_newest_counts(
    qtbot: QtBot, window: MainWindow, drop, photo, slow_finder
) -> None:
    document = window.session.document
    drop(window.compare.goal, photo("grey.png", 100))
    drop(window.compare.goal, photo("light.png", 200))
    slow_finder.set()
    qtbot.waitUntil(lambda: document.look.goal is not None, timeout=10000)
    assert document.look.goal == pytest.approx((200 / 255,) * 3, abs=0.01)
    assert document.undo_stack.count() == 1


def test_that_photos_and_luts_for_one_look_do_not_land_in_the_next(
    qtbot: QtBot, window: MainWindow, settled, drop, photo, slow_finder, monkeypatch, tmp_path: Path
) -> None:
    session = window.session

    def slow_import(path: Path, folder: Path) -> Path:
        slow_finder.wait(20)
        return path

    monkeypatch.setattr("hairstudio.views.roundtrip.import_lut", slow_import)
    drop(window.compare.goal, photo("grey.png", 100))
    for level in (40, 60):
        session.references.take("dark", photo(f"{level}.png", level))
    window.roundtrip.import_file(tmp_path / "soft.cube")
    session.new()
    assert window.compare.goal.remark.text() == ""
    slow_finder.set()
    qtbot.waitUntil(lambda: not window.compare.goal._photo.busy, timeout=10000)
    qtbot.waitUntil(lambda: not window.roundtrip._import.busy, timeout=10000)
    settled(session)
    assert session.document.look.goal is None
    assert session.document.look.dark.reference.builtin == "black_braids_2009"
    assert session.document.undo_stack.count() == 0


def test_that_a_goal_from_a_photo_keeps_its_spread_and_a_picked_colour_has_none(
    qtbot: QtBot, window: MainWindow, drop, photo, tmp_path: Path
) -> None:
    session, goal = window.session, window.compare.goal
    drop(goal, photo("grey.png", 100))
    qtbot.waitUntil(lambda: session.document.look.goal_spread is not None, timeout=10000)
    lightness = session.document.look.goal_spread[0]
    assert 0.0 < lightness < 0.1
    assert f"±{lightness:.2f}" in goal.readout.swatch.toolTip()
    image = goal.readout.swatch.grab().toImage()
    shades = [image.pixelColor(x, image.height() // 2).lightness() for x in (4, 20, 36)]
    assert shades[0] < shades[1] < shades[2]
    path = tmp_path / "goal.hairlook"
    save_look(path, session.document.look, make_preset(session.document.look))
    opened = open_look(path, session.registry, tmp_path).look
    assert opened.goal_spread == session.document.look.goal_spread
    session.set_goal((0.4, 0.2, 0.1))
    assert session.document.look.goal_spread is None
    assert "±" not in goal.readout.swatch.toolTip()


def test_that_a_fit_far_from_the_goal_is_begun_again_without_the_effects_as_one_step(
    qtbot: QtBot, window: MainWindow, settled, registry
) -> None:
    session, goal = window.session, window.compare.goal
    document = session.document
    session.set_goal((0.2, 0.5, 0.3))
    for side in SIDES:
        session.edit_stack(side, Stack().append(registry.get("exposure")()), "Exposure")
    qtbot.mouseClick(goal.fit_button, Left)
    qtbot.waitUntil(lambda: not goal._fit.busy, timeout=60000)
    assert goal.afresh_button.isVisible()
    assert "Light, Dark" in goal.afresh_button.toolTip()
    far, steps = document.look, document.undo_stack.count()
    goal.afresh_button.setFocus()
    qtbot.keyClick(goal.afresh_button, Qt.Key.Key_Space)
    assert window.focusWidget() is goal.fit_button
    qtbot.waitUntil(lambda: not goal._fit.busy, timeout=60000)
    settled(session)
    assert max(goal._distance.values()) < 2.0
    assert not goal.afresh_button.isVisible()
    assert document.undo_stack.count() == steps + 1
    assert document.undo_stack.undoText() == "Start from this colour"
    window.undo()
    assert document.look == far
    assert not goal.afresh_button.isVisible(), "what was said of the fit holds no longer"


def test_that_no_picture_moves_while_a_fit_runs_and_says_how_far_it_came(
    qtbot: QtBot, window: MainWindow, settled
) -> None:
    goal = window.compare.goal
    window.resize(1024, 700)
    settled(window.session)

    def places() -> list[QRect]:
        QApplication.sendPostedEvents()
        return [viewer.geometry() for viewer in window.compare.viewers()]

    before = places()
    goal._on_fit_started()
    assert goal.bar.isVisible()
    assert places() == before
    goal._on_fit_ended()
    goal._say("The fit has much to say of this goal. " * 6, SIDES)
    assert goal.afresh_button.isVisible()
    assert places() == before
    assert goal.remark.shown_text().endswith("…")
    assert goal.remark.toolTip() == goal.remark.text()


def test_that_a_long_remark_pushes_no_picture_over_its_name(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(1024, 700)
    window.resizeDocks([window.docks["gallery"]], [420], Qt.Orientation.Vertical)
    window.compare.goal._say("The fit has much to say of this goal. " * 6)
    slot = window.compare.slots["light"]
    qtbot.waitUntil(lambda: slot.height() >= slot.minimumSizeHint().height(), timeout=5000)
    assert slot.viewer.geometry().bottom() < slot.name.geometry().top()


def test_that_a_dye_is_seen_as_soon_as_it_is_added_in_the_goal_colour_if_there_is_one(
    window: MainWindow, settled
) -> None:
    session = window.session
    plain = session.preview.latest.side("light").image
    window.effects.add_effect("dye")
    settled(session)
    assert not np.array_equal(session.preview.latest.side("light").image, plain)
    goal = (0.6, 0.4, 0.2)
    window.compare.goal.accept_colour(goal)
    window.effects.add_effect("dye")
    first, second = session.document.look.light.stack.entries
    assert first.effect.colour != second.effect.colour == goal
    window.undo()
    assert len(session.document.look.light.stack.entries) == 1


def test_that_a_goal_is_kept_where_enter_comes_before_the_arrow_is_let_go(
    qtbot: QtBot, window: MainWindow
) -> None:
    session = window.session
    session.set_goal((0.6, 0.4, 0.2))
    picker = window.compare.goal.pick()
    qtbot.keyPress(picker.square, Qt.Key.Key_Left)
    stepped = session.document.look.goal
    assert stepped != (0.6, 0.4, 0.2)
    qtbot.keyPress(picker.square, Qt.Key.Key_Return)
    assert not session.document.dragging
    assert session.document.look.goal == stepped
    window.undo()
    assert session.document.look.goal == (0.6, 0.4, 0.2)
