"""Large pictures: shrunk for the screen in a thread, while the window goes on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QThreadPool
from pytestqt.qtbot import QtBot

from hairstudio.core.extent import Extent
from hairstudio.services.qimages import pixels_of
from hairstudio.views.widgets.viewer import CompareViewer


@pytest.fixture
def pool(qapp: object) -> Iterator[QThreadPool]:
    made = QThreadPool()
    made.setMaxThreadCount(1)
    yield made
    made.waitForDone()


@pytest.fixture
def hold(qtbot: QtBot, pool: QThreadPool) -> Iterator[Callable[[], threading.Event]]:
    """Waits until all is shrunk, then keeps the pool's thread until the event is set."""
    go = threading.Event()

    def keep() -> threading.Event:
        qtbot.wait(20)
        assert pool.waitForDone(10000)
        qtbot.wait(20)
        pool.start(lambda: go.wait(20))
        return go

    yield keep
    go.set()


@pytest.fixture
def viewer(show, pool: QThreadPool) -> CompareViewer:
    shown = show(CompareViewer(pool=pool), 420, 300)
    shown.set_mode("after")
    return shown


@pytest.fixture
def photo() -> np.ndarray:
    noise = np.random.default_rng(3).integers(0, 256, (30, 40, 3), np.uint8)
    return cv2.resize(noise, (2200, 1650), interpolation=cv2.INTER_CUBIC)


def shot(viewer: CompareViewer) -> np.ndarray:
    return pixels_of(viewer.grab().toImage())


def middle(viewer: CompareViewer) -> tuple[int, ...]:
    return tuple(shot(viewer)[150, 210].tolist())


def plain(level: int, side: int = 1500) -> np.ndarray:
    return np.full((side, side, 3), level, np.uint8)


def test_that_painting_never_shrinks_a_large_picture_itself(
    qtbot: QtBot, viewer: CompareViewer, photo: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    shrinks: list[threading.Thread] = []
    shrunk = Extent.shrunk

    def watched(self: Extent, part: np.ndarray) -> np.ndarray:
        if part.size > 3_000_000:
            shrinks.append(threading.current_thread())
        return shrunk(self, part)

    monkeypatch.setattr(Extent, "shrunk", watched)
    viewer.show_clipping(True)
    viewer.set_images(photo, 255 - photo)
    for mode in ("after", "side", "before"):
        viewer.set_mode(mode)
        viewer.grab()
        qtbot.wait(60)
    qtbot.waitUntil(lambda: len(shrinks) > 3, timeout=10000)
    assert threading.main_thread() not in shrinks


@pytest.mark.parametrize("marked", [False, True])
def test_that_it_looks_in_the_end_as_if_it_had_been_shrunk_at_once(
    qtbot: QtBot, show, viewer: CompareViewer, photo: np.ndarray, marked: bool
) -> None:
    at_once = show(CompareViewer(), 420, 300)
    at_once.set_mode("after")
    for each in (viewer, at_once):
        each.set_images(photo, 255 - photo)
        each.show_clipping(marked)
    expected = shot(at_once)
    qtbot.waitUntil(lambda: np.array_equal(shot(viewer), expected), timeout=10000)
    viewer.set_zoom(0.4)
    at_once.set_zoom(0.4)
    expected = shot(at_once)
    qtbot.waitUntil(lambda: np.array_equal(shot(viewer), expected), timeout=10000)


def test_that_a_photo_shows_before_it_is_shrunk(viewer: CompareViewer, hold) -> None:
    hold()
    viewer.set_images(plain(77))
    assert middle(viewer) == (77, 77, 77)


def test_that_a_result_stays_until_the_next_is_shrunk(
    qtbot: QtBot, viewer: CompareViewer, hold
) -> None:
    before = plain(10)
    viewer.set_images(before, plain(90))
    go = hold()
    viewer.set_images(before, plain(120))
    assert middle(viewer) == (90, 90, 90)
    go.set()
    qtbot.waitUntil(lambda: middle(viewer) == (120, 120, 120), timeout=10000)


def test_that_nothing_of_another_photo_stays(viewer: CompareViewer, hold) -> None:
    viewer.set_images(plain(10), plain(90))
    hold()
    viewer.set_images(plain(30), plain(130))
    assert middle(viewer) == (130, 130, 130)


def test_that_what_comes_into_view_meanwhile_is_not_left_blank(viewer: CompareViewer, hold) -> None:
    viewer.set_images(plain(200))
    viewer.set_zoom(0.9)
    hold()
    viewer.set_zoom(0.15)
    assert np.all(shot(viewer)[50:200, 110:310] == 200)
