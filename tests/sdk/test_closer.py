"""Looking closer where the hair takes up little of the frame."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Segmenter
from hairsdk.closer import Window, closer, faded, moved
from hairsdk.stream import GLANCE, StreamState

FRAME = Window(0, 0, 480, 256)


def scene(*heads: tuple[int, int], radius: int = 16) -> NDArray[np.uint8]:
    """A light frame with dark disks, which the tests' network takes for hair."""
    y, x = np.mgrid[: FRAME.height, : FRAME.width]
    frame = np.full((FRAME.height, FRAME.width, 3), 205, np.uint8)
    frame[..., 0] -= (x // 12).astype(np.uint8)
    for column, row in heads:
        frame[(x - column) ** 2 + (y - row) ** 2 < radius**2] = 20
    return frame


def exact(*heads: tuple[int, int], radius: int = 16) -> NDArray[np.float32]:
    return (scene(*heads, radius=radius)[..., 1] < 100).astype(np.float32)


def square(part: Window, side: int = 128) -> NDArray[np.float32]:
    """A mask of the whole frame that is 1 within a part of it."""
    x = (np.arange(side) + 0.5) * FRAME.width / side
    y = (np.arange(side) + 0.5) * FRAME.height / side
    rows = (y > part.top) & (y < part.top + part.height)
    columns = (x > part.left) & (x < part.left + part.width)
    return np.outer(rows, columns).astype(np.float32)


def test_that_the_window_has_room_around_the_hair() -> None:
    window = closer(square(Window(200, 80, 60, 50)), FRAME, FRAME, 32)
    assert window.left < 195 and window.left + window.width > 265
    assert window.top < 75 and window.top + window.height > 135
    assert window.width == window.height < 110


@pytest.mark.parametrize(
    ("hair", "expected"),
    [
        (Window(0, 0, 50, 50), (0, 0)),
        (Window(430, 206, 50, 50), (480, 256)),
    ],
)
def test_that_the_window_stays_in_the_frame(hair: Window, expected: tuple[int, int]) -> None:
    window = closer(square(hair), FRAME, FRAME, 32)
    at_start = (window.left, window.top)
    at_end = (window.left + window.width, window.top + window.height)
    assert expected in (at_start, at_end)
    assert min(at_start) >= 0 and at_end[0] <= FRAME.width and at_end[1] <= FRAME.height


def test_that_faint_hair_counts_where_there_is_none_stronger() -> None:
    """As the network sees a head that is very small."""
    head, speck = square(Window(200, 80, 60, 50)), square(Window(20, 20, 40, 40))
    alone = closer(head, FRAME, FRAME, 32)
    assert closer(head * np.float32(0.12), FRAME, FRAME, 32) == alone
    assert closer(head + np.float32(0.12) * speck, FRAME, FRAME, 32) == alone
    assert closer(head * np.float32(0.04), FRAME, FRAME, 32) == FRAME


def test_that_nothing_is_gained_by_enlarging_a_few_pixels() -> None:
    hair = square(Window(200, 80, 40, 40))
    assert closer(hair, FRAME, FRAME, 120).width == 120
    assert closer(hair, FRAME, FRAME, 1000) == FRAME


def test_that_large_hair_or_none_is_seen_in_the_whole_frame() -> None:
    assert closer(square(Window(60, 20, 300, 230)), FRAME, FRAME, 32) == FRAME
    nothing = np.zeros((128, 128), np.float32)
    assert closer(nothing, FRAME, FRAME, 32) == FRAME
    assert closer(nothing, Window(10, 10, 90, 90), FRAME, 32) == FRAME


def test_that_specks_do_not_count() -> None:
    hair = square(Window(200, 80, 60, 50))
    speck = hair.copy()
    speck[126, 3] = 0.7
    assert closer(speck, FRAME, FRAME, 32) == closer(hair, FRAME, FRAME, 32)


def test_that_a_window_stays_for_as_long_as_it_fits() -> None:
    hair = square(Window(200, 80, 60, 50))
    window = closer(hair, FRAME, FRAME, 32)
    for right in (0, 3, 6):
        seen = moved(square(Window(200 + right, 80, 60, 50)), FRAME, window)
        assert closer(seen, window, FRAME, 32) == window
    seen = moved(square(Window(220, 80, 60, 50)), FRAME, window)
    follower = closer(seen, window, FRAME, 32)
    assert follower.left > window.left
    # Half as large: worth another window.
    seen = moved(square(Window(215, 90, 30, 25)), FRAME, window)
    assert closer(seen, window, FRAME, 32).side < window.side


def test_that_a_mask_is_moved_to_where_it_belongs() -> None:
    window = Window(150, 40, 160, 120)
    hair = Window(200, 80, 60, 50)
    there = moved(square(hair), FRAME, window)
    rows, columns = np.nonzero(there > 0.5)
    assert columns.min() * 160 / 128 == pytest.approx(50, abs=3)
    assert columns.max() * 160 / 128 == pytest.approx(110, abs=4)
    assert rows.min() * 120 / 128 == pytest.approx(40, abs=3)
    back = moved(there, window, FRAME)
    assert np.abs(back - square(hair)).mean() < 0.005
    assert moved(square(hair), FRAME, Window(0, 0, 100, 100)).max() == 0


def test_that_a_mask_ends_softly_where_the_frame_goes_on() -> None:
    ones = np.ones((64, 64), np.float32)
    assert faded(ones, FRAME, FRAME) is ones
    mask = faded(ones, Window(0, 20, 100, 100), FRAME)
    assert mask[30, 0] == 1 and mask[30, 63] < 0.5 and mask[0, 30] < 0.5 and mask[63, 30] < 0.5
    assert (mask[4:-4, :-4] == 1).all()


def test_that_a_small_head_in_a_still_is_seen_as_sharply_as_a_large_one(
    segmenter: Segmenter,
) -> None:
    frame, truth = scene((330, 90)), exact((330, 90))
    coarse = segmenter.infer_still(frame)
    assert coarse.window.side < 100
    at_once = segmenter.infer(frame).refined(frame)
    error = np.abs(segmenter.segment(frame) - truth).mean()
    assert error < 0.5 * np.abs(at_once - truth).mean()
    outside = np.ones(truth.shape, bool)
    outside[coarse.window.part] = False
    assert (coarse.refined(frame)[outside] == 0).all()


def test_that_a_stream_follows_a_small_head(segmenter: Segmenter) -> None:
    state = StreamState()
    for step in range(40):
        head = (60 + 4 * step, 90 + step)
        found = state.find(segmenter, scene(head))
        coarse = found.coarse
        assert not found.is_cut and coarse.window.side < 120
        rows, columns = np.nonzero(coarse.refined(scene(head)) > 0.5)
        assert (columns.mean(), rows.mean()) == pytest.approx(head, abs=2)
        assert len(rows) == pytest.approx(exact(head).sum(), rel=0.15)


def test_that_a_stream_keeps_up_with_a_head_faster_than_its_window(segmenter: Segmenter) -> None:
    state = StreamState()
    columns = [60] * 3 + [*range(76, 300, 16)] + [400] * 2
    for column in columns:
        found = state.find(segmenter, scene((column, 90)))
        coarse = found.coarse
        assert not found.is_cut
        hair = coarse.refined(scene((column, 90))) > 0.5
        assert hair.sum() == pytest.approx(exact((column, 90)).sum(), rel=0.15)


def test_that_who_comes_to_a_stream_is_seen(segmenter: Segmenter) -> None:
    state = StreamState()
    first, second = (100, 90), (380, 150)
    for _ in range(3):
        state.find(segmenter, scene(first))
    for _ in range(GLANCE + 2):
        coarse = state.find(segmenter, scene(first, second)).coarse
    mask = coarse.refined(scene(first, second))
    assert mask[90, 100] > 0.9 and mask[150, 380] > 0.9


def test_that_a_glance_at_the_frame_is_not_shown(segmenter: Segmenter) -> None:
    """What the network sees in the whole frame is vaguer, and sometimes false."""
    state = StreamState()
    first, second = (100, 90), (180, 120)
    windows = [state.find(segmenter, scene(first)).coarse.window for _ in range(3)]
    for _ in range(GLANCE + 2):
        coarse = state.find(segmenter, scene(first, second)).coarse
        windows.append(coarse.window)
    assert coarse.refined(scene(first, second))[120, 180] > 0.9
    assert max(window.side for window in windows) < 200


def test_that_a_stream_finds_again_who_went_away(segmenter: Segmenter) -> None:
    state = StreamState()
    for heads in [((100, 90),)] * 3 + [()] * 3 + [((380, 150),)] * 3:
        coarse = state.find(segmenter, scene(*heads)).coarse
    assert coarse.refined(scene((380, 150)))[150, 380] > 0.9
    assert coarse.window.side < 120


class Mirage(Segmenter):
    """Sees hair in the whole frame, told by its last column, and none through a window."""

    runs = 0

    def infer_shrunk(self, small: NDArray[np.uint8], previous=None) -> NDArray[np.float32]:
        self.runs += 1
        mask = np.zeros(small.shape[:2], np.float32)
        if small[0, -1, 0] == 0:
            mask[20:30, 10:20] = 1.0
        return mask


def test_that_hair_that_is_only_seen_from_afar_does_not_double_the_work(network: Path) -> None:
    frame = np.full((FRAME.height, FRAME.width, 3), 205, np.uint8)
    frame[:, -8:] = 0
    state, frames = StreamState(), 3 * GLANCE
    with Mirage(network, device="cpu") as segmenter:
        for _ in range(frames):
            state.find(segmenter, frame)
        assert segmenter.runs <= frames + 2 + 3 + 1


class Faltering(Segmenter):
    """Fails once when it is told to."""

    fails = False
    runs = 0

    def infer_shrunk(self, small: NDArray[np.uint8], previous=None) -> NDArray[np.float32]:
        self.runs += 1
        if self.fails:
            self.fails = False
            raise MemoryError
        return super().infer_shrunk(small, previous)


def test_that_a_cut_is_one_though_the_network_fails_at_it(network: Path) -> None:
    before, after = scene((100, 90)), scene((380, 150))[::-1]
    after[128:] //= 4
    state = StreamState()
    with Faltering(network, device="cpu") as segmenter:
        for _ in range(3):
            state.find(segmenter, before)
        segmenter.fails = True
        with pytest.raises(MemoryError):
            state.find(segmenter, after)
        segmenter.runs = 0
        state.find(segmenter, after)
        assert segmenter.runs == 3


def test_that_without_memory_a_stream_sees_the_whole_frame(segmenter: Segmenter) -> None:
    state = StreamState()
    frame = scene((100, 90))
    seen = [state.find(segmenter, frame, feedback).coarse for feedback in (True, True, False, True)]
    assert [coarse.window == FRAME for coarse in seen] == [False, False, True, True]
    np.testing.assert_array_equal(seen[2].mask, segmenter.infer(frame).mask)
    assert state.find(segmenter, frame).coarse.window == seen[0].window
