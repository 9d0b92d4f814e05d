"""Small heads among several in a stream: each is looked at through a window of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Recolorer, Segmenter, resources
from hairsdk.closer import WORTH, Window, moved
from hairsdk.errors import FrameError
from hairsdk.images import read_photo
from hairsdk.lookup import quick_srgb
from hairsdk.matte import MatteSettings
from hairsdk.rgb_space import foreign_space
from hairsdk.segmenter import Coarse, spread
from hairsdk.sights import LOOKS, Found
from hairsdk.stream import StreamState

Frame = NDArray[np.uint8]


def scene(*columns: int, radius: int = 30, row: int = 150, width: int = 960) -> Frame:
    """A light frame with dark disks, which are hair to the network."""
    y, x = np.mgrid[:320, :width]
    frame = np.full((320, width, 3), 215, np.uint8)
    for number, column in enumerate(columns):
        frame[(x - column) ** 2 + (y - row) ** 2 < (radius - number) ** 2] = 12
    return frame


@dataclass
class Watched:
    """A stream, with what the network was handed for each frame."""

    segmenter: Segmenter
    state: StreamState
    previous: list[NDArray[np.float32] | None]

    def find(self, frame: Frame) -> Found:
        self.previous.clear()
        return self.state.find(self.segmenter, frame)


@pytest.fixture
def watched(network: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    previous: list[NDArray[np.float32] | None] = []
    once = Segmenter.infer_shrunk

    def noted(
        segmenter: Segmenter, small: Frame, before: NDArray[np.float32] | None = None
    ) -> NDArray[np.float32]:
        previous.append(before)
        return once(segmenter, small, before)

    monkeypatch.setattr(Segmenter, "infer_shrunk", noted)
    with Segmenter(network, device="cpu") as segmenter:
        yield Watched(segmenter, StreamState(), previous)


def middle(window: Window) -> float:
    return window.left + window.width / 2


def are_new(state: StreamState) -> bool:
    """Whether no sight averages its mask with one of a frame before."""
    return all(sight.steadier._age == 0 for sight in state.sights._sights.values())


def test_that_each_small_head_has_a_window_and_a_memory_of_its_own(watched: Watched) -> None:
    first = watched.find(scene(200, 700))
    assert [middle(first.looks[n].window) for n in (0, 1)] == pytest.approx([200, 700], abs=6)
    assert len(watched.previous) == 3 + 2
    found = watched.find(scene(200, 700))
    joint, *own = watched.previous
    np.testing.assert_array_equal(joint, first.together.mask)
    for number in (0, 1):
        assert found.looks[number].window == first.looks[number].window
        np.testing.assert_array_equal(own[number], first.looks[number].mask)


def test_that_the_look_at_all_remembers_what_was_found_closer(watched: Watched) -> None:
    found = watched.find(scene(200, 700))
    # Had it lost a head, the closer look would be all that knows of it.
    lost = Coarse(found.coarse.image, found.heads.only(0, found.coarse.mask), found.coarse.window)
    together = replace(found, coarse=lost).together.mask
    there = found.coarse.mask > 0.5
    assert (together[there] > 0.5).mean() > 0.9
    assert (together >= lost.mask).all()
    watched.find(scene(200, 700))
    joint = watched.previous[0]
    assert joint is not None
    assert (joint > found.coarse.mask).any()


def test_that_the_next_look_at_all_is_where_hair_was_found_closer(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As if only the closer looks knew of one of them.
    hair = np.zeros((64, 64), np.float32)
    hair[24:36, 12:16] = 1.0
    together = property(lambda found: replace(found.coarse, mask=hair))
    monkeypatch.setattr(Found, "together", together)
    whole, window = watched.find(scene(200, 700)).coarse.window, watched.state.window
    assert window is not None and window.left < 200 < window.left + window.width < 700
    assert watched.state.previous is not None
    np.testing.assert_array_equal(watched.state.previous, moved(hair, whole, window))


def test_that_what_others_have_in_a_head_s_window_is_theirs(watched: Watched) -> None:
    frame = np.minimum(scene(210, radius=60), scene(326, radius=36))
    found = watched.find(frame)
    window, seen = found.looks[0].window, found.coarse
    assert 290 < window.left + window.width < 326
    own = moved(found.heads.only(0, seen.mask), seen.window, window)
    np.testing.assert_array_equal(watched.previous[3], own)
    assert own.any() and (own != moved(seen.mask, seen.window, window)).any()
    for _ in range(2):
        parts, windows = watched.find(frame).refined(frame)
    assert spread(parts[:1], windows[:1], frame)[150, 290:].max() == 0.0
    assert spread(parts[1:], windows[1:], frame)[150, 300] > 0.9


def test_that_windows_follow_heads_that_move_and_change_their_order(watched: Watched) -> None:
    for step in range(34):
        found = watched.find(scene(200 + 4 * step, 700 - 4 * step))
    assert [middle(found.looks[n].window) for n in (0, 1)] == pytest.approx([332, 568], abs=14)
    before = {n: found.looks[n].window for n in (0, 1)}
    swapped = watched.find(scene(568, 332))
    assert [swapped.looks[n].window for n in (0, 1)] == [before[1], before[0]]


def test_that_large_and_single_heads_are_looked_at_once(watched: Watched) -> None:
    for frame in (scene(160, 480, radius=130, width=640), scene(300)):
        watched.state = StreamState()
        watched.find(frame)
        found = watched.find(frame)
        assert found.looks == {} and len(watched.previous) == 1


def test_that_heads_in_two_thirds_of_what_is_seen_are_looked_at_closer(watched: Watched) -> None:
    assert len(watched.find(scene(240, 720, radius=130)).looks) == 2


def test_that_so_many_are_looked_at_closer(watched: Watched) -> None:
    watched.find(scene(100, 300, 500, 700, 880))
    found = watched.find(scene(100, 300, 500, 700, 880))
    assert found.heads.count == 5 and list(found.looks) == list(range(LOOKS))
    assert len(watched.previous) == 1 + LOOKS
    parts, windows = found.refined(scene(100, 300, 500, 700, 880))
    mask = spread(parts, windows, scene())
    assert [mask[150, column] > 0.95 for column in (100, 300, 500, 700, 880)] == [True] * 5


def test_that_a_head_that_leaves_its_window_is_seen_with_the_others(watched: Watched) -> None:
    watched.find(scene(200, 700))
    found = watched.find(scene(200, 760))
    assert [middle(look.window) < 480 for look in found.looks.values()] == [True]
    frame = scene(200, 760)
    assert spread(*found.refined(frame), frame)[150, 760] > 0.9
    watched.find(frame)
    again = watched.find(frame)
    windows = sorted(middle(look.window) for look in again.looks.values())
    assert windows == pytest.approx([200, 760], abs=6)


def test_that_a_window_is_widened_to_what_it_shows(watched: Watched) -> None:
    """Of a head that the network sees in part from further off."""
    watched.find(scene(200, 700))
    for _ in range(3):
        found = watched.find(scene(200, 700, radius=60))
    window = found.looks[1].window
    assert window.left < 640 < 760 < window.left + window.width


def test_that_what_was_seen_as_a_window_was_left_is_remembered(watched: Watched) -> None:
    watched.find(scene(200, 700))
    grown = scene(200, 700, radius=60)
    assert watched.find(grown).looks == {}
    sights = dict(watched.state.sights._sights)
    # Each saw but the middle of its disk, and next looks from further off.
    assert all(sight.window.width > 100 for sight in sights.values()) and are_new(watched.state)
    watched.find(grown)
    for number, memory in enumerate(watched.previous[1:]):
        assert memory is sights[number].previous
        assert memory[32, 32] > 0.99 and memory[32, :3].max() < 0.1


def test_that_a_look_ends_at_the_borders_of_its_window(watched: Watched) -> None:
    frame = scene(200, 700)
    haze = (frame == 215) & (np.abs(np.arange(320) - 150) < 12)[:, None, None]
    frame[haze] = 149
    for _ in range(2):
        look = watched.find(frame).looks[0]
    row = look.mask[32]
    assert row[6] > 0.1 > 0.05 > row[0] and row[-7] > 0.1 > 0.05 > row[-1]


def test_that_nobody_is_looked_at_closer_once_they_meet(watched: Watched) -> None:
    watched.find(scene(200, 300))
    assert watched.find(scene(200, 300)).looks
    assert watched.find(scene(235, 265)).looks == {}
    # Parted, they are looked at anew, with what all of it told.
    assert len(watched.find(scene(200, 300)).looks) == 2
    assert are_new(watched.state)
    assert watched.find(scene()).looks == {}


def test_that_heads_that_part_beside_others_are_looked_at_anew(watched: Watched) -> None:
    for _ in range(2):
        assert watched.find(scene(217, 281, 700)).heads.count == 2
    found = watched.find(scene(208, 292, 700))
    windows = sorted(middle(look.window) for look in found.looks.values())
    assert windows == pytest.approx([208, 292, 700], abs=8)


def test_that_heads_that_grow_are_looked_at_closer_no_more(watched: Watched) -> None:
    looks = [
        set(watched.find(scene(150, 450, radius=radius, width=600)).looks)
        for radius in range(100, 140, 5)
    ]
    assert looks[0] == {0, 1} and looks[-1] == set()


def test_that_a_head_is_looked_at_closer_until_that_is_none(watched: Watched) -> None:
    """Else one that was just small enough would be looked at now and then."""
    for radius in range(70, 121, 5):
        frame = np.minimum(scene(200, radius=radius, width=1600), scene(460, radius=30, width=1600))
        found = watched.find(frame)
    assert WORTH < found.looks[0].window.side / found.coarse.window.side < 1.0


def test_that_a_head_is_measured_and_refined_as_it_was_looked_at(watched: Watched) -> None:
    frame = np.minimum(scene(200, 700), scene(480, radius=20))
    for _ in range(2):
        found = watched.find(frame)
    for number, look in found.looks.items():
        assert found.coarses[number] is look
    settings = MatteSettings(grid=100, toe=0.3)
    parts, windows = found.refined(frame, settings)
    for number, look in found.looks.items():
        assert windows[number] == look.window
        np.testing.assert_array_equal(parts[number], look.refined_part(frame, settings))


def test_that_a_cut_begins_with_other_windows(watched: Watched) -> None:
    watched.find(scene(200, 700))
    watched.find(scene(200, 700))
    other = scene(260, 640)
    other[other == 215] = np.broadcast_to(np.linspace(255, 190, 960)[:, None], other.shape)[
        other == 215
    ]
    found = watched.find(other)
    assert found.is_cut and len(found.looks) == 2
    assert are_new(watched.state)
    assert len(watched.previous) == 3 + 2


def test_that_without_feedback_every_frame_is_looked_at_once(segmenter: Segmenter) -> None:
    found = StreamState().find(segmenter, scene(200, 700), feedback=False)
    assert found.heads.count == 2 and found.looks == {}


@pytest.mark.parametrize("model", ["512", "256"])
def test_that_two_small_people_are_seen_as_well_as_one(model: str) -> None:
    portrait = cv2.resize(read_photo(resources.sample_photo()).rgb[:260, 90:350], (170, 170))
    frame = np.full((720, 1280, 3), portrait[:8].mean(axis=(0, 1)), np.uint8)
    alone = frame.copy()
    for picture, columns in ((frame, (60, 980)), (alone, (60,))):
        for column in columns:
            picture[300:470, column : column + 170] = portrait
    with Recolorer("copper", model, device="cpu") as recolorer:
        wanted = recolorer.segment(alone)[:, :300] > 0.5
        for _ in range(4):
            mask = recolorer.process(frame).mask > 0.5
    for found in (mask[:, :300], mask[:, 920:1220]):
        assert (found & wanted).sum() / (found | wanted).sum() > 0.9


def test_that_a_stream_that_is_left_early_goes_on_with_more_people(network: Path) -> None:
    few, more = scene(60, 900), scene(60, 480, 900)
    with Recolorer("copper", network, device="cpu") as recolorer:
        for _ in range(2):
            recolorer.process(few)
        # The network is one frame ahead, at those of whom nobody measures the intensity.
        stream = recolorer.stream([few, more, more])
        next(stream)
        stream.close()
        assert len(recolorer.process(more).heads) == 3


@pytest.mark.parametrize("look", [1, 2, 3, 4])
def test_that_a_stream_goes_on_after_the_network_failed_at_any_look(
    network: Path, monkeypatch: pytest.MonkeyPatch, look: int
) -> None:
    few, more = scene(60, 900), scene(60, 480, 900)
    once = Segmenter.infer_shrunk
    left = look

    def failing(segmenter: Segmenter, *given: NDArray[np.generic]) -> NDArray[np.float32]:
        nonlocal left
        left -= 1
        if not left:
            raise FrameError("it fails")
        return once(segmenter, *given)

    with Recolorer("copper", network, device="cpu") as recolorer:
        for _ in range(2):
            recolorer.process(few)
        with monkeypatch.context() as patch, pytest.raises(FrameError, match="it fails"):
            patch.setattr(Segmenter, "infer_shrunk", failing)
            recolorer.process(more)
        again = recolorer.process(more)
        assert len(again.heads) == 3 and again.mask[150, [60, 480, 900]].min() > 0.9
        assert len(recolorer.process(few).heads) == 2


def test_that_without_feedback_sights_are_forgotten(watched: Watched) -> None:
    for _ in range(2):
        watched.find(scene(200, 700))
    # Who is who is still clear, but not where their windows were.
    watched.state.find(watched.segmenter, scene(212, 712), feedback=False)
    found = watched.find(scene(224, 724))
    assert are_new(watched.state)
    assert [middle(found.looks[n].window) for n in (0, 1)] == pytest.approx([224, 724], abs=6)


def test_that_a_cut_at_which_the_network_fails_leaves_no_sights(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        watched.find(scene(200, 700))
    with monkeypatch.context() as patch, pytest.raises(FrameError, match="it fails"):

        def failing(*_: object) -> None:
            raise FrameError("it fails")

        patch.setattr(Segmenter, "infer_still", failing)
        patch.setattr(watched.state.cuts, "update", lambda small: True)
        watched.find(scene(205, 705))
    assert len(watched.find(scene(205, 705)).looks) == 2
    assert are_new(watched.state)


def test_that_frames_of_another_space_are_looked_at_in_srgb(
    watched: Watched, wide_profile: bytes
) -> None:
    frame = scene(200, 700)
    frame[frame[..., 0] > 100] = 215, 170, 140
    watched.state.space = foreign_space(wide_profile)
    assert watched.state.space is not None
    found = watched.find(frame)
    for look in found.looks.values():
        native = watched.segmenter.shrink(frame[look.window.part])
        np.testing.assert_array_equal(look.image, quick_srgb(watched.state.space)(native))
        assert (look.image != native).any()
