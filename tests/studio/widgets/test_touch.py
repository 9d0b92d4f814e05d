"""Fingers on a screen and on a trackpad: they pan and zoom pictures."""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QPointingDeviceUniqueId, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from hairstudio.views.widgets.viewer import CompareViewer, Viewport

Step = tuple[tuple[int, int], ...]


@pytest.fixture
def viewer(show: Callable, picture: np.ndarray) -> CompareViewer:
    # In a window: Qt 6.11 recognises gestures twice on a widget that is one.
    window = QWidget()
    viewer = CompareViewer(window)
    viewer.setFixedSize(400, 300)
    show(window, 400, 300)
    viewer.set_images(picture, 255 - picture)
    return viewer


def scroll(
    viewer: CompareViewer,
    pixels: tuple[int, int],
    angles: tuple[int, int],
    phase: Qt.ScrollPhase = Qt.ScrollPhase.NoScrollPhase,
    kind: QInputDevice.DeviceType = QInputDevice.DeviceType.Mouse,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Scroll in the middle of the picture, by pixels or by eighths of degrees."""
    device = QPointingDevice(
        "pad",
        9,
        kind,
        QPointingDevice.PointerType.Generic,
        QInputDevice.Capability.Scroll,
        1,
        3,
        "",
        QPointingDeviceUniqueId(),
    )
    place = QPointF(200, 150)
    event = QWheelEvent(
        place,
        viewer.mapToGlobal(place),
        QPoint(*pixels),
        QPoint(*angles),
        Qt.MouseButton.NoButton,
        modifiers,
        phase,
        False,
        Qt.MouseEventSource.MouseEventNotSynthesized,
        device,
    )
    QApplication.sendEvent(viewer, event)


def touch(viewer: CompareViewer, *steps: Step) -> None:
    """Put fingers down at the places of the first step, move them, and lift them at the last.

    A step with more places than the one before puts further fingers down.
    """
    screen, down = QTest.createTouchDevice(), 0
    for places in steps:
        frame = QTest.touchEvent(viewer, screen)
        for finger, place in enumerate(places):
            put = frame.move if finger < down else frame.press
            put(finger, QPoint(*place), viewer)
        frame.commit()
        down = len(places)
    frame = QTest.touchEvent(viewer, screen)
    for finger, place in enumerate(steps[-1]):
        frame.release(finger, QPoint(*place), viewer)
    frame.commit()


@pytest.mark.parametrize(
    ("kind", "phase"),
    [
        (QInputDevice.DeviceType.TouchPad, Qt.ScrollPhase.NoScrollPhase),
        (QInputDevice.DeviceType.Mouse, Qt.ScrollPhase.ScrollUpdate),
    ],
)
def test_that_two_fingers_on_a_trackpad_move_the_picture_and_zoom_with_ctrl(
    viewer, kind, phase
) -> None:
    viewer.set_zoom(8.0)
    origin = viewer.geometry_at(None).origin
    scroll(viewer, (16, -24), (32, -48), phase, kind)
    assert viewer.geometry_at(None).origin - origin == QPointF(16, -24)
    scroll(viewer, (0, 0), (-32, 48), phase, kind)
    assert viewer.geometry_at(None).origin == origin
    assert viewer.zoom() == 8.0
    scroll(viewer, (0, 60), (0, 120), phase, kind, Qt.KeyboardModifier.ControlModifier)
    assert viewer.zoom() == pytest.approx(8.0 * 1.2)


def test_that_a_picture_that_fits_still_does_after_fingers_that_only_lay_there(viewer) -> None:
    for phase in (Qt.ScrollPhase.ScrollBegin, Qt.ScrollPhase.ScrollEnd):
        scroll(viewer, (0, 0), (0, 0), phase)
    assert viewer.view() == Viewport()


needs_touch = pytest.mark.skipif(
    sys.platform == "darwin", reason="there, pinches come as native gestures"
)


@needs_touch
def test_that_two_fingers_on_a_screen_zoom_and_move_the_picture(viewer) -> None:
    viewer.set_zoom(2.0)
    spread = [((150 - 10 * i, 150 + 5 * i), (250 + 10 * i, 150 + 5 * i)) for i in range(6)]
    under = viewer.geometry_at(None).to_image(QPointF(200, 150))
    touch(viewer, spread[0][:1], *spread)
    assert viewer.zoom() == pytest.approx(2.0 * 200 / 100)
    # What lay between the fingers still does.
    assert viewer.geometry_at(None).to_image(QPointF(200, 175)) == pytest.approx(under, abs=1)


@needs_touch
def test_that_one_finger_paints_and_a_second_takes_the_stroke_back(viewer, record) -> None:
    finished, cancelled = record(viewer.stroke_finished), record(viewer.stroke_cancelled)
    mask = np.zeros((60, 80), np.float32)
    viewer.set_mask(mask)
    viewer.set_tool("brush")
    touch(viewer, ((150, 150),), ((200, 150),))
    assert finished == [False]
    assert viewer.mask().any()
    viewer.set_mask(mask)
    zoom = viewer.zoom()
    touch(viewer, ((150, 150),), ((150, 150), (250, 150)), ((140, 150), (260, 150)))
    assert (len(finished), len(cancelled)) == (1, 1)
    assert viewer.mask() is mask
    assert viewer.zoom() == pytest.approx(zoom * 1.2)


@needs_touch
def test_that_the_wipe_is_not_dragged_by_a_finger_of_two(viewer) -> None:
    touch(viewer, ((200, 20),), ((200, 20), (250, 20)), ((100, 20), (350, 20)))
    assert viewer.wipe() == 0.5
