"""One frame ahead, frames out of order, cuts."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Recolorer
from hairsdk.errors import FrameError, ParameterError
from hairsdk.rgb_space import read_space
from hairsdk.stream import CutFinder

Frame = NDArray[np.uint8]


@pytest.fixture
def moving(frame: Frame) -> list[Frame]:
    return [np.roll(frame, 2 * step, axis=1) for step in range(15)]


def test_that_a_stream_gives_what_process_gives(recolorer: Recolorer, moving: list[Frame]) -> None:
    one_by_one = [recolorer.process(frame) for frame in moving]
    recolorer.reset()
    ahead = list(recolorer.stream(moving))
    for a, b in zip(ahead, one_by_one, strict=True):
        np.testing.assert_array_equal(a.image, b.image)
        np.testing.assert_array_equal(a.mask, b.mask)
        assert (a.intensity, a.position) == (b.intensity, b.position)
        assert list(a.timings) == list(b.timings)


def test_that_a_program_may_have_numpy_raise(
    recolorer: Recolorer, moving: list[Frame], rng: np.random.Generator
) -> None:
    bright = [frame.copy() for frame in moving]
    for frame in bright[1::2]:
        # What differs so much from the frame before it counts next to nothing.
        frame[:, 64:] = rng.choice([0, 255], (1, 64, 1))
    usual = [recolorer.process(frame) for frame in bright]
    recolorer.reset()
    with np.errstate(all="raise"):
        strict = [recolorer.process(frame) for frame in bright]
    for a, b in zip(strict, usual, strict=True):
        np.testing.assert_array_equal(a.image, b.image)


def test_that_frames_of_another_profile_get_the_same_colours(
    recolorer: Recolorer, moving: list[Frame], wide_profile: bytes
) -> None:
    space = read_space(wide_profile)
    assert space is not None
    plain = [recolorer.process(frame) for frame in moving]
    recolorer.reset()
    wide = [space.from_srgb(frame) for frame in moving]
    one_by_one = [recolorer.process(frame, icc_profile=wide_profile) for frame in wide]
    recolorer.reset()
    for a, b, c, frame in zip(
        recolorer.stream(wide, wide_profile), one_by_one, plain, wide, strict=True
    ):
        np.testing.assert_array_equal(a.image, b.image)
        np.testing.assert_array_equal(a.image[a.mask == 0], frame[a.mask == 0])
        assert a.intensity == pytest.approx(c.intensity, abs=0.005)
        hair = c.mask > 0.99
        difference = space.to_srgb(a.image)[hair].astype(int) - c.image[hair]
        assert np.abs(difference).mean() < 1.5
    with pytest.raises(ParameterError, match="a profile's bytes or None"):
        recolorer.process(moving[0], icc_profile="p3.icc")  # type: ignore[arg-type]


def test_that_frames_may_come_in_one_array(recolorer: Recolorer, moving: list[Frame]) -> None:
    buffer = np.empty_like(moving[0])

    def refilled() -> Iterator[Frame]:
        for frame in moving:
            buffer[:] = frame
            yield buffer

    apart = [result.image for result in recolorer.stream(moving)]
    recolorer.reset()
    for result, image in zip(recolorer.stream(refilled()), apart, strict=True):
        np.testing.assert_array_equal(result.image, image)


def test_that_a_source_that_fails_costs_none_of_its_frames(
    recolorer: Recolorer, moving: list[Frame]
) -> None:
    def unplugged() -> Iterator[Frame]:
        yield from moving[:3]
        raise OSError("unplugged")

    expected = [result.image for result in recolorer.stream(moving[:3])]
    recolorer.reset()
    found = []
    with pytest.raises(OSError, match="unplugged"):
        found.extend(result.image for result in recolorer.stream(unplugged()))
    np.testing.assert_array_equal(found, expected)


def test_that_a_stream_is_late_by_one_frame_at_most(
    recolorer: Recolorer, moving: list[Frame]
) -> None:
    read = 0

    def counted() -> Iterator[Frame]:
        nonlocal read
        for frame in moving:
            read += 1
            yield frame

    for number, _ in enumerate(recolorer.stream(counted()), start=1):
        assert read <= number + 1


def test_that_a_stream_may_be_left_and_taken_up_again(
    recolorer: Recolorer, moving: list[Frame]
) -> None:
    assert list(recolorer.stream([])) == []
    assert len(list(itertools.islice(recolorer.stream(moving), 3))) == 3
    assert recolorer.process(moving[0]).mask.any()


def test_that_a_bad_frame_ends_a_stream_with_its_own_words(
    recolorer: Recolorer, moving: list[Frame]
) -> None:
    with pytest.raises(FrameError, match="drop the alpha channel"):
        list(recolorer.stream([moving[0], np.zeros((4, 4, 4), np.uint8), moving[1]]))
    assert recolorer.process(moving[0]).mask.any()


def test_that_frames_out_of_order_are_refused_until_a_reset(
    recolorer: Recolorer, moving: list[Frame]
) -> None:
    recolorer.process(moving[0], time=1.0)
    recolorer.process(moving[1], time=1.04)
    for late in (1.0, 1.04):
        with pytest.raises(FrameError, match=r"out of order: .* came after that at 1\.04 s.*reset"):
            recolorer.process(moving[2], time=late)
    # A frame without a time does not make the others' forgotten.
    recolorer.process(moving[2])
    with pytest.raises(FrameError, match="out of order"):
        recolorer.process(moving[2], time=1.0)
    for wrong in (float("nan"), "soon"):
        with pytest.raises(FrameError, match=f"a number of seconds, found '?{wrong}"):
            recolorer.process(moving[2], time=wrong)
    # The refused frames have left no trace.
    assert recolorer.process(moving[2], time=1.08).mask.any()
    recolorer.reset()
    assert recolorer.process(moving[0], time=0.0).mask.any()


def test_that_times_of_a_clock_are_told_to_the_millisecond(
    recolorer: Recolorer, moving: list[Frame]
) -> None:
    recolorer.process(moving[0], time=1_796_010_130.125)
    with pytest.raises(FrameError, match=r"at 1796010130\.092 s .* at 1796010130\.125"):
        recolorer.process(moving[1], time=1_796_010_130.092)


def test_that_after_a_long_pause_nothing_is_fed_back(
    recolorer: Recolorer, moving: list[Frame]
) -> None:
    alone = recolorer.process(moving[5]).mask
    recolorer.reset()
    recolorer.process(moving[0], time=0.0)
    near = recolorer.process(moving[5], time=0.04).mask
    fresh = recolorer.process(moving[5], time=9.0).mask
    assert (near != fresh).any()
    np.testing.assert_array_equal(fresh, alone)


def test_that_a_cut_forgets_mask_and_intensity(recolorer: Recolorer, frame: Frame) -> None:
    # Another picture: brighter hair elsewhere, on another ground.
    other = np.full_like(frame, 250)
    other[50:, 70:] = 90
    alone = recolorer.process(other)
    recolorer.reset()
    for _ in range(5):
        before = recolorer.process(frame).intensity
    after = recolorer.process(other)
    np.testing.assert_array_equal(after.mask, alone.mask)
    assert after.intensity == alone.intensity != before


def shifted(frame: Frame, by: int) -> Frame:
    return np.roll(frame, by, axis=1)


def test_that_motion_and_a_light_switched_on_are_no_cuts(frame: Frame) -> None:
    finder = CutFinder()
    assert not any(finder.update(shifted(frame, 4 * step)) for step in range(20))
    finder = CutFinder()
    finder.update(frame)
    assert not finder.update((frame * 0.6).astype(np.uint8) + 40)


def test_that_a_camera_swung_about_is_no_row_of_cuts(rng: np.random.Generator) -> None:
    finder = CutFinder()
    scene = rng.integers(0, 256, (8, 64, 3), dtype=np.uint8).repeat(12, 0).repeat(12, 1)
    found = [finder.update(np.ascontiguousarray(scene[:, 9 * n : 9 * n + 128])) for n in range(60)]
    assert sum(found) <= 1


def test_that_cuts_are_found(heads: list[tuple[Frame, NDArray[np.float32]]]) -> None:
    finder = CutFinder()
    found = []
    for image, _ in heads:
        found += [finder.update(np.roll(image, step, axis=1)) for step in range(6)]
    assert [n for n, cut in enumerate(found) if cut] == [6, 12]
