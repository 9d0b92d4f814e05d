"""In the middle of a drag the pictures hold what is seen of them, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from hairsdk.apply import recolor_pixels
from hairstudio.core.extent import Extent
from hairstudio.document.reference import Reference
from hairstudio.views.main_window import MainWindow


@pytest.fixture
def dragged(qtbot: QtBot, window: MainWindow, settled) -> Iterator[Callable[[float], None]]:  # type: ignore[no-untyped-def]
    """Holds the slider of a dye and moves it."""
    window.effects.add_effect("dye")
    settled(window.session)
    slider = window.effects.stack_view.rows[0].panel.editors["amount"].slider
    start = QPoint(round(slider.handle_x()), slider.height() // 2)
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=start)
    place = start

    def move(share: float) -> None:
        nonlocal place
        place = QPoint(round(share * slider.width()), start.y())
        preview = window.session.preview
        before = preview.latest
        qtbot.mouseMove(slider, place)
        qtbot.waitUntil(lambda: preview.latest is not before and not preview.busy)

    yield move
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=place)
    settled(window.session)
    assert window.session.preview.latest.exact


def whole(shown) -> np.ndarray:  # type: ignore[no-untyped-def]
    return recolor_pixels(shown.reference.image, shown.reference.mask, shown.lut)


def test_that_a_draft_looks_like_the_whole_picture(window: MainWindow, dragged) -> None:
    dragged(0.8)
    shown = window.session.preview.latest.light
    viewer = window.compare.slots["light"].viewer
    assert shown.extent == viewer.extent()
    assert shown.image.shape[:2] == (shown.extent.rows, shown.extent.columns)
    assert shown.image.size < shown.reference.image.size
    expected = shown.extent.cut(whole(shown)).astype(float)
    assert np.abs(shown.image - expected).mean() < 0.5
    assert np.abs(shown.image - shown.extent.cut(shown.reference.image).astype(float)).mean() > 1


def test_that_at_100_percent_a_draft_is_the_seen_part_bit_for_bit(
    window: MainWindow, dragged
) -> None:
    window.compare.viewer().set_zoom(2.0)
    dragged(0.8)
    shown = window.session.preview.latest.light
    extent = shown.extent
    assert extent.right - extent.left < shown.reference.image.shape[1]
    seen = whole(shown)[extent.top : extent.bottom, extent.left : extent.right]
    assert np.array_equal(shown.image, seen)


def test_that_another_view_in_the_middle_of_a_drag_gets_its_own_draft(
    qtbot: QtBot, window: MainWindow, dragged
) -> None:
    dragged(0.8)
    viewer = window.compare.slots["light"].viewer
    window.compare.viewer().set_zoom(4.0)
    viewer.grab()  # the old draft is drawn meanwhile
    qtbot.waitUntil(lambda: window.session.preview.latest.light.extent == viewer.extent())
    middle = QPointF(viewer.width() * 0.75, viewer.height() / 2)
    x, y = (int(v) for v in viewer.geometry_at(middle).to_image(middle))
    shown = window.session.preview.latest.light
    block = whole(shown)[y - 1 : y + 2, x - 1 : x + 2].reshape(-1, 3).mean(axis=0) / 255
    assert viewer.picked_at(middle) == pytest.approx(block.tolist())


def test_that_the_side_that_is_not_dragged_keeps_its_exact_picture(
    window: MainWindow, dragged
) -> None:
    exact = window.session.preview.latest.dark
    assert exact.extent is None
    dragged(0.8)
    latest = window.session.preview.latest
    assert not latest.exact
    assert latest.dark is exact


def test_that_the_distance_to_the_goal_follows_a_drag(window: MainWindow, dragged) -> None:
    dragged(0.8)
    shown = window.session.preview.latest.light
    hair = shown.reference.mask > 0.5
    dyed = recolor_pixels(shown.reference.image, hair.astype(np.float32), shown.lut)
    assert shown.colour == pytest.approx((dyed[hair].mean(axis=0) / 255).tolist(), abs=0.01)


def test_that_a_sample_holds_only_hair() -> None:
    image = np.arange(200 * 190 * 3, dtype=np.uint32).reshape(200, 190, 3).astype(np.uint8)
    mask = np.zeros((200, 190), np.float32)
    mask[20:180] = 1.0
    pixels, weights = Reference.of("head", image, mask).sample
    assert 5000 < weights.size <= 20_000
    assert pixels.shape == (1, weights.size, 3)
    assert np.all(weights == 1.0)
    assert Reference.of("head", image, np.zeros_like(mask)).sample[1].size == 0


def test_that_an_extent_shrinks_by_area() -> None:
    steps = np.arange(64, dtype=np.uint8).repeat(4)[None].repeat(256, 0)
    extent = Extent(0, 0, 256, 256, 64, 64)
    assert np.array_equal(extent.cut(steps)[0], np.arange(64))
    part = Extent(128, 0, 256, 256, 32, 64)
    assert np.array_equal(part.cut(steps)[0], np.arange(32, 64))
    assert part.within(128, 0) == (0, 0)
    assert part.within(255, 255) == (31, 63)
    mean = cv2.resize(steps.astype(np.float32), (32, 32), interpolation=cv2.INTER_AREA)
    close = Extent(0, 0, 256, 256, 32, 32).cut(steps.astype(np.float32))
    assert np.allclose(close, mean, atol=0.01)
