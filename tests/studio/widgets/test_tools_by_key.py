"""The brush and the eyedropper, led by arrow keys."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hairstudio.views.widgets.viewer import CompareViewer

_Key = Qt.Key


@pytest.fixture
def viewer(show: Callable, picture: np.ndarray) -> CompareViewer:
    """A picture of 80 × 60 pixels that each take four by four of the window's 400 × 300."""
    viewer = show(CompareViewer(), 400, 300)
    viewer.set_images(picture, 255 - picture)
    viewer.set_zoom(4.0)
    viewer.set_brush(2.0, 1.0)
    viewer.setFocus()
    # On a busy machine that is later: what has no focus cannot lose it.
    assert QTest.qWaitForWindowActive(viewer)
    return viewer


def press(viewer: CompareViewer, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(viewer, key)


def test_that_keys_lead_the_brush_put_it_down_and_lift_it(viewer, drag, record) -> None:
    finished = record(viewer.stroke_finished)
    viewer.set_tool("brush")
    press(viewer, _Key.Key_Left, _Key.Key_Return, _Key.Key_Right, _Key.Key_Right)
    assert viewer.brush.is_painting and finished == []
    press(viewer, _Key.Key_Return, _Key.Key_Down)
    by_keys = viewer.mask()
    assert finished == [False]
    viewer.set_mask(None)
    drag(viewer, QPointF(192, 150), QPointF(200, 150), QPointF(208, 150))
    assert by_keys.max() == 1
    assert np.array_equal(by_keys, viewer.mask())


def test_that_keys_lead_the_eraser_finely_with_shift(viewer, drag) -> None:
    full, wipe = np.ones((60, 80), np.float32), viewer.wipe()
    viewer.set_mask(full)
    viewer.set_tool("eraser")
    for _ in range(4):
        QTest.keyClick(viewer, _Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    press(viewer, _Key.Key_Return, _Key.Key_Return)
    by_keys = viewer.mask()
    viewer.set_mask(full)
    drag(viewer, QPointF(204, 150))
    assert by_keys.min() == 0
    assert np.array_equal(by_keys, viewer.mask())
    assert viewer.wipe() == wipe


def test_that_a_return_that_is_held_puts_the_brush_down_once(viewer) -> None:
    viewer.set_tool("brush")
    for held in (False, True, True):
        plain = Qt.KeyboardModifier.NoModifier
        event = QKeyEvent(QEvent.Type.KeyPress, _Key.Key_Return, plain, "\r", held)
        QApplication.sendEvent(viewer, event)
        assert viewer.brush.is_painting


def test_that_escape_takes_a_stroke_by_keys_back_and_leaving_ends_it(viewer, record) -> None:
    cancelled, finished = record(viewer.stroke_cancelled), record(viewer.stroke_finished)
    viewer.set_tool("brush")
    press(viewer, _Key.Key_Return, _Key.Key_Right, _Key.Key_Escape)
    assert len(cancelled) == 1 and viewer.mask() is None
    press(viewer, _Key.Key_Return)
    viewer.clearFocus()
    assert finished == [False] and not viewer.brush.is_painting


def test_that_a_click_elsewhere_ends_a_stroke_by_keys(viewer, record, monkeypatch) -> None:
    finished = record(viewer.stroke_finished)
    viewer.set_tool("brush")
    press(viewer, _Key.Key_Return)
    monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)
    lost = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.MouseFocusReason)
    QApplication.sendEvent(viewer, lost)
    assert finished == [False] and not viewer.brush.is_painting


def test_that_a_stroke_by_keys_goes_on_where_it_is_as_the_mouse_leaves(viewer, drag) -> None:
    viewer.set_tool("brush")
    press(viewer, *[_Key.Key_Left] * 8, _Key.Key_Return)
    QApplication.sendEvent(viewer, QEvent(QEvent.Type.Leave))
    press(viewer, _Key.Key_Left, _Key.Key_Return)
    by_keys = viewer.mask()
    viewer.set_mask(None)
    drag(viewer, QPointF(136, 150), QPointF(128, 150))
    assert np.array_equal(by_keys, viewer.mask())


def test_that_what_lies_beyond_the_edge_comes_to_the_brush(viewer) -> None:
    viewer.set_zoom(16.0)
    viewer.set_tool("brush")
    press(viewer, *[_Key.Key_Left] * 80, _Key.Key_Return)
    assert viewer.mask()[:, 0].max() == 1


def test_that_keys_pick_a_colour(viewer, picture, record) -> None:
    picked, hovered = record(viewer.colour_picked), record(viewer.hovered)
    viewer.set_mode("before")
    viewer.set_tool("eyedropper")
    press(viewer, _Key.Key_Right, _Key.Key_Return)
    expected = tuple(picture[29:32, 41:44].reshape(-1, 3).mean(axis=0) / 255)
    assert picked == [pytest.approx(expected)]
    assert hovered[-1][0] == pytest.approx(expected)
    assert viewer.tool() == "none"


def test_that_without_a_tool_arrows_move_the_picture(viewer) -> None:
    viewer.set_zoom(16.0)
    before = viewer.view()
    press(viewer, _Key.Key_Right)
    assert viewer.view() != before
