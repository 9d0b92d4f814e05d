"""The front door: stills, streams, hot swap, independence, bad input."""

from __future__ import annotations

import copy
import dataclasses
import math
import pickle
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Lut3D, Preset, Recolorer, Segmenter
from hairsdk.apply import recolor_pixels
from hairsdk.depth import as_bytes
from hairsdk.errors import (
    ClosedError,
    FrameError,
    ModelNotFoundError,
    ParameterError,
    PresetNotFoundError,
)
from hairsdk.lut import blend_luts
from hairsdk.matte import MatteSettings, refine
from hairsdk.ocio import Processor
from hairsdk.position import position
from hairsdk.rgb_space import read_space

Frame = NDArray[np.uint8]
BRIGHT = np.full((96, 128, 3), 255, np.uint8)


def test_that_the_result_is_the_preset_s_lut_blended_in_the_mask(
    recolorer: Recolorer, preset: Preset, frame: Frame
) -> None:
    result = recolorer.process(frame)
    t = position(result.intensity, preset)
    assert result.position == t
    assert 0.0 < t < 1.0
    expected = recolor_pixels(frame, result.mask, blend_luts(preset.dark, preset.light, t))
    assert np.abs(result.image.astype(int) - expected).max() <= 1
    still = recolorer.still(frame)
    lut = blend_luts(preset.dark, preset.light, still.position)
    np.testing.assert_array_equal(still.image, recolor_pixels(frame, still.mask, lut))
    assert (result.image != frame).any()
    np.testing.assert_array_equal(result.image[result.mask == 0], frame[result.mask == 0])


def test_that_the_intensity_is_that_of_the_hair(recolorer: Recolorer, frame: Frame) -> None:
    dark = frame.max(axis=2) < 80
    expected = float((frame[dark] @ np.array([0.2126, 0.7152, 0.0722])).mean()) / 255
    assert recolorer.process(frame).intensity == pytest.approx(expected, abs=0.03)


def test_that_the_first_frame_of_a_shot_is_looked_at_as_a_still(
    preset: Preset, network: Path, frame: Frame
) -> None:
    # With settings of one's own, which hold for both.
    with Recolorer(preset, network, device="cpu", matte=MatteSettings(toe=0.03)) as recolorer:
        still = recolorer.still(frame)
        np.testing.assert_array_equal(recolorer.process(frame).mask, still.mask)
        assert not np.array_equal(recolorer.process(frame).mask, still.mask)
        after_a_cut = recolorer.process(255 - frame).mask
        np.testing.assert_array_equal(after_a_cut, recolorer.still(255 - frame).mask)
        np.testing.assert_array_equal(recolorer.recolor(frame), still.image)
        np.testing.assert_array_equal(recolorer.segment(frame), still.mask)


def test_that_stills_leave_the_stream_alone(
    preset: Preset, network: Path, frame: Frame, recolorer: Recolorer
) -> None:
    with Recolorer(preset, network, device="cpu") as other:
        for shift in range(4):
            moved = np.roll(frame, 3 * shift, axis=1)
            other.segment(BRIGHT)
            other.recolor(255 - frame)
            np.testing.assert_array_equal(
                other.process(moved).image, recolorer.process(moved).image
            )


def test_that_every_stage_is_timed(recolorer: Recolorer, frame: Frame) -> None:
    timings = recolorer.process(frame).timings
    assert list(timings) == ["segment", "steady", "matte", "intensity", "lut", "apply", "total"]
    *stages, total = timings.values()
    assert all(stage >= 0.0 for stage in stages)
    assert sum(stages) <= total


def test_that_the_mask_is_fed_back_until_reset(recolorer: Recolorer, frame: Frame) -> None:
    # Just above the threshold of the network: hair only where hair was.
    dim = np.full_like(frame, 120)
    fresh = recolorer.process(dim).mask
    recolorer.feedback = False
    alone = recolorer.process(dim).mask
    recolorer.feedback = True
    recolorer.reset()
    # It fades, since a sudden change is a cut, after which nothing is fed back.
    for share in np.linspace(0.0, 1.0, 24):
        faded = frame + share * (dim.astype(float) - frame)
        fed = recolorer.process(faded.astype(np.uint8)).mask
    assert fed.mean() > alone.mean() + 0.05
    recolorer.reset()
    np.testing.assert_array_equal(recolorer.process(dim).mask, fresh)


def test_that_another_frame_size_begins_a_new_stream(recolorer: Recolorer, frame: Frame) -> None:
    for other in (frame.transpose(1, 0, 2), frame[:-2], frame[:, :-2]):
        recolorer.reset()
        alone = recolorer.process(other)
        recolorer.process(frame)
        result = recolorer.process(other)
        assert result.image.shape == other.shape
        np.testing.assert_array_equal(result.mask, alone.mask)


def test_that_the_intensity_is_smoothed_over_time(recolorer: Recolorer, frame: Frame) -> None:
    first = recolorer.process(frame).intensity
    brighter = np.clip(frame.astype(int) + 12, 0, 255).astype(np.uint8)
    target = recolorer.still(brighter).intensity
    second = recolorer.process(brighter).intensity
    assert first < second < first + 0.5 * (target - first)
    for _ in range(60):
        last = recolorer.process(brighter).intensity
    assert last == pytest.approx(target, abs=0.02)


def test_that_frames_without_hair_are_left_and_keep_the_intensity(
    recolorer: Recolorer, frame: Frame
) -> None:
    empty = recolorer.process(BRIGHT)
    np.testing.assert_array_equal(empty.image, BRIGHT)
    assert empty.image is not BRIGHT
    assert math.isnan(empty.intensity)
    assert math.isnan(empty.position)
    assert not empty.mask.any()
    for timings in (empty.timings, recolorer.still(BRIGHT).timings):
        assert list(timings)[-2:] == ["intensity", "total"]
    seen = recolorer.process(frame).intensity
    for _ in range(3):
        without = recolorer.process(BRIGHT)
    assert without.intensity == seen
    np.testing.assert_array_equal(without.image, BRIGHT)
    np.testing.assert_array_equal(recolorer.recolor(BRIGHT), BRIGHT)


def test_that_an_identity_pair_leaves_every_byte(
    preset: Preset, network: Path, frame: Frame
) -> None:
    plain = Lut3D.identity(33)
    look = dataclasses.replace(preset, light=plain, dark=plain)
    with Recolorer(look, network, device="cpu") as recolorer:
        assert recolorer.process(frame).mask.max() > 0.9
        np.testing.assert_array_equal(recolorer.process(frame).image, frame)
        np.testing.assert_array_equal(recolorer.recolor(frame), frame)


def test_that_strength_is_swapped_between_frames(recolorer: Recolorer, frame: Frame) -> None:
    full = recolorer.recolor(frame).astype(float)
    recolorer.strength = 0.0
    np.testing.assert_array_equal(recolorer.process(frame).image, frame)
    recolorer.strength = 0.5
    half = recolorer.recolor(frame).astype(float)
    assert np.abs(half - (full + frame) / 2).max() <= 1.0
    with pytest.raises(ParameterError, match="strength must be a number from 0 to 1, found 2"):
        recolorer.strength = 2
    assert recolorer.strength == 0.5


def test_that_presets_are_swapped_between_frames(
    recolorer: Recolorer, preset: Preset, network: Path, frame: Frame, tmp_path: Path
) -> None:
    other = dataclasses.replace(preset, id="other", light=preset.dark, dark=preset.light)
    recolorer.process(frame)
    before = recolorer.process(frame)
    recolorer.preset = other
    after = recolorer.process(frame)
    assert (after.image != before.image).any()
    # The stream goes on: mask and intensity do not know of the swap.
    with Recolorer(other, network, device="cpu") as always:
        for _ in range(3):
            expected = always.process(frame)
    assert after.intensity == expected.intensity
    np.testing.assert_array_equal(after.image, expected.image)
    other.save(tmp_path / "other.hairlook")
    recolorer.preset = tmp_path / "other.hairlook"
    assert recolorer.preset.id == "other"
    with pytest.raises(PresetNotFoundError):
        recolorer.preset = "no such look"
    assert recolorer.preset.id == "other"


def test_that_two_recolorers_are_independent_across_threads(
    preset: Preset, network: Path, frame: Frame
) -> None:
    streams = [
        [np.roll(frame, (step, 2 * step), (0, 1)) for step in range(12)],
        [np.roll(frame[:, ::-1], (-3 * step, step), (0, 1)) for step in range(12)],
    ]

    def run(frames: list[Frame], found: list[Frame]) -> None:
        with Recolorer(preset, network, device="cpu") as recolorer:
            found.extend(result.image for result in recolorer.stream(frames))

    alone: list[list[Frame]] = [[], []]
    for frames, found in zip(streams, alone, strict=True):
        run(frames, found)
    together: list[list[Frame]] = [[], []]
    threads = [
        threading.Thread(target=run, args=pair) for pair in zip(streams, together, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    np.testing.assert_array_equal(together, alone)


def test_that_a_stream_may_be_hot_swapped_from_another_thread(
    recolorer: Recolorer, preset: Preset, frame: Frame
) -> None:
    other = dataclasses.replace(preset, light=preset.dark, dark=preset.light)
    allowed = []
    for look in (preset, other):
        recolorer.reset()
        recolorer.preset = look
        allowed.append([recolorer.process(frame).image for _ in range(30)])
    recolorer.reset()
    stop = threading.Event()

    def swap() -> None:
        while not stop.is_set():
            recolorer.preset = preset
            recolorer.preset = other

    thread = threading.Thread(target=swap)
    thread.start()
    found = [recolorer.process(frame).image for _ in range(30)]
    stop.set()
    thread.join()
    for image, *choices in zip(found, *allowed, strict=True):
        assert any((image == choice).all() for choice in choices)


def test_that_a_stream_may_begin_anew_while_its_look_is_changed(
    recolorer: Recolorer, preset: Preset, frame: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    recolorer.process(frame)
    isnan = math.isnan

    def begun_anew_by_another_thread(value: float) -> bool:
        recolorer.reset()
        return isnan(value)

    with monkeypatch.context() as patch:
        patch.setattr(math, "isnan", begun_anew_by_another_thread)
        recolorer.preset = preset
    assert recolorer.preset is preset


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_that_threads_change_nothing(
    threads: int, preset: Preset, network: Path, recolorer: Recolorer, frame: Frame
) -> None:
    large = np.tile(frame, (6, 5, 1))
    with Recolorer(preset, network, device="cpu", threads=threads) as other:
        np.testing.assert_array_equal(other.recolor(large), recolorer.recolor(large))


@pytest.mark.parametrize(("dtype", "scale"), [(np.uint16, 257), (np.float32, 1 / 255)])
def test_that_stills_of_more_depth_keep_it(
    dtype: type, scale: float, recolorer: Recolorer, frame: Frame
) -> None:
    deep = (frame * dtype(scale)).astype(dtype)
    result = recolorer.recolor(deep)
    assert result.dtype == dtype
    assert np.abs(result / scale - recolorer.recolor(frame)).max() < 1.0


def test_that_sixteen_bits_are_rounded_for_the_network(recolorer: Recolorer, frame: Frame) -> None:
    # Less than half a level off on either side.
    for off in (-100, 100):
        deep = np.clip(frame.astype(np.int32) * 257 + off, 0, 65535).astype(np.uint16)
        np.testing.assert_array_equal(recolorer.segment(deep), recolorer.segment(frame))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_that_a_still_of_another_profile_gets_the_same_colours(
    dtype: type, wide_profile: bytes, recolorer: Recolorer, frame: Frame
) -> None:
    space = read_space(wide_profile)
    assert space is not None
    rgb = np.array(frame.astype(np.float32) / np.float32(255))
    Processor(space.transform(back=True)).apply(rgb)
    scale = {np.uint8: 255, np.uint16: 65535}.get(dtype, 1)
    image = (rgb * scale if scale == 1 else np.rint(rgb * scale)).astype(dtype)
    given = image.copy()
    expected, found = recolorer.still(frame), recolorer.still(image, wide_profile)
    np.testing.assert_array_equal(image, given)
    assert found.image.dtype == dtype
    assert found.intensity == pytest.approx(expected.intensity, abs=0.003)
    assert np.abs(found.mask - expected.mask).mean() < 0.001
    np.testing.assert_array_equal(found.image[found.mask == 0], image[found.mask == 0])
    hair = expected.mask > 0.99
    difference = as_bytes(space.to_srgb(found.image))[hair].astype(int) - expected.image[hair]
    assert np.abs(difference).mean() < 1.2
    np.testing.assert_array_equal(recolorer.recolor(image, wide_profile), found.image)
    np.testing.assert_array_equal(recolorer.segment(image, wide_profile), found.mask)


def test_that_results_are_the_caller_s_to_keep(recolorer: Recolorer, frame: Frame) -> None:
    given = frame.copy()
    first = recolorer.process(given)
    kept = first.image.copy(), first.mask.copy()
    np.testing.assert_array_equal(given, frame)
    recolorer.process(255 - frame)
    np.testing.assert_array_equal(first.image, kept[0])
    np.testing.assert_array_equal(first.mask, kept[1])


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (np.zeros((0, 0, 3), np.uint8), "found an empty one of shape"),
        (np.zeros((4, 0, 3), np.uint8), "found an empty one of shape"),
        (np.zeros((4, 4), np.uint8), "a grey image becomes RGB"),
        (np.zeros((4, 4, 4), np.uint8), "drop the alpha channel"),
        (np.zeros((3, 4, 5), np.uint8), "channels last"),
        (np.zeros((4, 4, 3), np.float64), r"found shape \(4, 4, 3\) and dtype float64"),
        (np.zeros((4, 4, 3), np.int32), "dtype int32"),
        ("photo.jpg", "found str"),
        (None, "found NoneType"),
    ],
)
def test_that_frames_of_another_kind_are_refused_and_the_stream_goes_on(
    bad: Any, words: str, recolorer: Recolorer, frame: Frame
) -> None:
    recolorer.process(frame)
    for method in (recolorer.process, recolorer.recolor, recolorer.segment):
        with pytest.raises(FrameError, match=words):
            method(bad)
    assert recolorer.process(frame).mask.any()


@pytest.mark.parametrize("shape", [(1, 1), (1, 64), (3, 4097), (1200, 9)])
def test_that_odd_sizes_work(shape: tuple[int, int], recolorer: Recolorer) -> None:
    frame = np.zeros((*shape, 3), np.uint8)
    assert recolorer.process(frame).image.shape == frame.shape
    assert recolorer.recolor(frame).shape == frame.shape


def test_that_what_cannot_be_opened_is_named(preset: Preset, network: Path) -> None:
    with pytest.raises(PresetNotFoundError, match="no preset 'nope'"):
        Recolorer("nope", network)
    with pytest.raises(ModelNotFoundError, match=r"no such network file: nope\.tflite"):
        Recolorer(preset, "nope.tflite")
    with pytest.raises(ParameterError, match="strength"):
        Recolorer(preset, network, strength=-1)
    with pytest.raises(ParameterError, match="device 'tpu'"):
        Recolorer(preset, network, device="tpu")
    with pytest.raises(ParameterError, match="expected MatteSettings, found 'fine'"):
        Recolorer(preset, network, matte="fine")  # type: ignore[arg-type]


def test_that_it_tells_what_it_runs_on(recolorer: Recolorer) -> None:
    assert recolorer.device == "cpu"
    assert recolorer.model == "darkness.tflite"
    assert "XNNPACK" in recolorer.description


def test_that_a_closed_recolorer_says_so(preset: Preset, network: Path, frame: Frame) -> None:
    with Recolorer(preset, network, device="cpu") as recolorer:
        recolorer.process(frame)
    for method in (recolorer.process, recolorer.recolor, recolorer.segment):
        with pytest.raises(ClosedError, match="closed"):
            method(frame)
    for name in ("device", "description"):
        with pytest.raises(ClosedError, match="this Recolorer was closed"):
            getattr(recolorer, name)
    recolorer.close()


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, pickle.dumps])
def test_that_copies_which_would_share_a_network_are_refused_in_words(
    again: Callable[[Any], Any], recolorer: Recolorer, network: Path
) -> None:
    with pytest.raises(TypeError, match="a Recolorer can be neither copied nor pickled"):
        again(recolorer)
    with (
        Segmenter(network, device="cpu") as segmenter,
        pytest.raises(TypeError, match="a Segmenter can be neither copied nor pickled"),
    ):
        again(segmenter)


@pytest.mark.parametrize("method", ["process", "still", "segment", "stream"])
def test_that_closing_waits_for_the_work_of_other_threads(
    method: str, preset: Preset, network: Path, frame: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def slow(*args: Any) -> Any:
        begun.set()
        time.sleep(0.3)
        return refine(*args)

    monkeypatch.setattr("hairsdk.segmenter.refine", slow)
    recolorer = Recolorer(preset, network, device="cpu", threads=3)
    found: list[object] = []

    def work() -> None:
        if method == "stream":
            found.append(next(recolorer.stream([frame] * 2)))
        else:
            found.append(getattr(recolorer, method)(frame))

    thread = threading.Thread(target=work)
    thread.start()
    assert begun.wait(10)
    recolorer.close()
    thread.join()
    assert len(found) == 1


def test_that_a_stream_closed_amid_says_so(preset: Preset, network: Path, frame: Frame) -> None:
    with Recolorer(preset, network, device="cpu", threads=3) as recolorer:
        results = recolorer.stream([frame] * 4)
        next(results)
        recolorer.close()
        with pytest.raises(ClosedError, match="this Recolorer was closed"):
            list(results)


def test_that_the_order_of_bytes_changes_nothing_and_is_kept(
    recolorer: Recolorer, frame: Frame
) -> None:
    deep = frame.astype(np.uint16) * 257
    turned = deep.astype(">u2")
    np.testing.assert_array_equal(recolorer.segment(turned), recolorer.segment(deep))
    np.testing.assert_array_equal(recolorer.recolor(turned), recolorer.recolor(deep))
    for strength in (1.0, 0.0):
        recolorer.strength = strength
        assert recolorer.recolor(turned).dtype == turned.dtype
    bald = np.full_like(turned, 60000)
    assert recolorer.recolor(bald).dtype == turned.dtype
