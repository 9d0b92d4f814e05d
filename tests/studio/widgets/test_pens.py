"""Painting on a mask with the pen of a tablet."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import (
    QInputDevice,
    QMouseEvent,
    QPointingDevice,
    QPointingDeviceUniqueId,
    QTabletEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hairstudio.views.widgets.viewer import CompareViewer
from hairstudio.views.widgets.viewer.brush import StrokePainter

_Kinds, _Buttons, _Pointers = QEvent.Type, Qt.MouseButton, QPointingDevice.PointerType
_MOUSE = {
    _Kinds.TabletPress: _Kinds.MouseButtonPress,
    _Kinds.TabletMove: _Kinds.MouseMove,
    _Kinds.TabletRelease: _Kinds.MouseButtonRelease,
}


class Pen:
    """A pen that is led over a viewer; whoever takes no pens gets a mouse, as Qt has it."""

    def __init__(self, viewer: CompareViewer, end: QPointingDevice.PointerType) -> None:
        can = QInputDevice.Capability
        self._viewer = viewer
        self._device = QPointingDevice(
            "pen",
            7,
            QInputDevice.DeviceType.Stylus,
            end,
            can.Position | can.Pressure | can.Hover,
            1,
            2,
            "",
            QPointingDeviceUniqueId(),
        )

    def stroke(self, *points: tuple[float, float, float], lift: bool = True) -> None:
        """Draw through points (x, y, pressure)."""
        left, none = _Buttons.LeftButton, _Buttons.NoButton
        self.hover(*points[0][:2])
        for kind, point in zip(
            [_Kinds.TabletPress] + [_Kinds.TabletMove] * len(points), points, strict=False
        ):
            self._send(kind, *point, left if kind == _Kinds.TabletPress else none, left)
        if lift:
            x, y, _ = points[-1]
            self._send(_Kinds.TabletRelease, x, y, 0.0, left, none)

    def hover(self, x: float, y: float) -> None:
        """Come near the tablet."""
        none = _Buttons.NoButton
        self._send(_Kinds.TabletMove, x, y, 0.0, none, none)

    def _send(
        self,
        kind: QEvent.Type,
        x: float,
        y: float,
        pressure: float,
        button: Qt.MouseButton,
        buttons: Qt.MouseButton,
    ) -> None:
        place, device, plain = QPointF(x, y), self._device, Qt.KeyboardModifier.NoModifier
        there = QPointF(self._viewer.mapToGlobal(place))
        tablet = QTabletEvent(
            kind, device, place, there, pressure, 0, 0, 0, 0, 0, plain, button, buttons
        )
        tablet.ignore()
        QApplication.sendEvent(self._viewer, tablet)
        if not tablet.isAccepted():
            mouse = QMouseEvent(_MOUSE[kind], place, there, there, button, buttons, plain, device)
            QApplication.sendEvent(self._viewer, mouse)


@pytest.fixture
def viewer(show: Callable, picture: np.ndarray) -> CompareViewer:
    """A picture of 80 × 60 pixels that each take four by four of the window's 400 × 300."""
    viewer = show(CompareViewer(), 400, 300)
    viewer.set_images(picture, 255 - picture)
    viewer.set_zoom(4.0)
    viewer.set_brush(10.0, 1.0)
    return viewer


def widths(mask: np.ndarray) -> np.ndarray:
    """How many pixels are painted in each column."""
    return (mask > 0.5).sum(axis=0)


def test_that_a_pen_paints_as_wide_as_it_is_pressed(viewer, record) -> None:
    strokes = record(viewer.stroke_finished)
    viewer.set_tool("brush")
    # From the left edge to the right, ever harder.
    Pen(viewer, _Pointers.Pen).stroke((80, 150, 0.1), (200, 150, 0.55), (320, 150, 1.0))
    assert strokes == [False]
    painted = widths(viewer.mask())[10:70]
    assert painted[0] == pytest.approx(4, abs=2)
    assert painted[30] == pytest.approx(11, abs=2)
    assert painted[-1] == pytest.approx(18, abs=2)
    assert np.all(np.diff(painted) >= 0), "no beads"


@pytest.mark.parametrize("pressures", [(1.0, 0.1), (0.1, 1.0)])
def test_that_a_stroke_is_as_wide_in_between_whether_it_ends_lighter_or_harder(
    pressures: tuple[float, float],
) -> None:
    mask = np.zeros((60, 80), np.float32)
    painter = StrokePainter(mask, 15.0, 1.0, False)
    painter.add(20.0, 30.0, pressures[0])
    painter.add(60.0, 30.0, pressures[1])
    assert widths(mask)[40] == pytest.approx(16.5, abs=1)


def test_that_the_cursor_says_which_end_of_a_pen_is_over_the_picture(viewer) -> None:
    seen = []
    viewer.set_tool("brush")
    for end in (_Pointers.Pen, _Pointers.Eraser):
        Pen(viewer, end).hover(200, 150)
        seen.append(viewer.grab().toImage())
    viewer.set_tool("eraser")
    Pen(viewer, _Pointers.Pen).hover(200, 150)
    assert seen[0] != seen[1] == viewer.grab().toImage()


def test_that_a_mouse_and_the_keys_paint_as_wide_as_before_after_a_pen(viewer, drag) -> None:
    viewer.set_tool("brush")
    Pen(viewer, _Pointers.Pen).stroke((120, 60, 0.2), (200, 60, 0.2))
    for paint in (
        lambda: drag(viewer, QPointF(200, 190)),
        lambda: QTest.keyClick(viewer, Qt.Key.Key_Return),
    ):
        viewer.set_mask(None)
        paint()
        viewer.brush.release()
        assert widths(viewer.mask()).max() == 20


def test_that_the_other_end_of_a_pen_takes_away_and_then_the_tip_paints(viewer, record) -> None:
    strokes = record(viewer.stroke_finished)
    viewer.set_mask(np.ones((60, 80), np.float32))
    viewer.set_tool("brush")
    Pen(viewer, _Pointers.Eraser).stroke((160, 150, 1.0), (240, 150, 1.0))
    assert strokes == [True]
    assert viewer.mask()[30, 40] == 0.0
    assert viewer.tool() == "brush"
    Pen(viewer, _Pointers.Pen).stroke((160, 150, 1.0), (240, 150, 1.0))
    assert strokes == [True, False]
    assert viewer.mask()[30, 40] == 1.0


def test_that_the_tip_takes_away_too_with_the_eraser(viewer, record) -> None:
    strokes = record(viewer.stroke_finished)
    viewer.set_mask(np.ones((60, 80), np.float32))
    viewer.set_tool("eraser")
    Pen(viewer, _Pointers.Pen).stroke((160, 150, 0.5), (240, 150, 0.5))
    assert strokes == [True]
    assert 60 - widths(viewer.mask())[40] == pytest.approx(10, abs=1)


def test_that_a_thin_stroke_is_as_strong_wherever_it_meets_the_pixels() -> None:
    for radius in (0.1, 1.0):
        strengths = []
        for y in np.linspace(30.0, 31.0, 9):
            mask = np.zeros((60, 80), np.float32)
            painter = StrokePainter(mask, radius, 0.5, False)
            painter.add(10.0, float(y))
            painter.add(70.0, float(y))
            strengths.append(float(mask[:, 40].sum()))
        assert min(strengths) > 0.5
        assert max(strengths) < 2.5 * min(strengths)
