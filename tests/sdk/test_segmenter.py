"""From a frame to a mask."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Preset, Recolorer, Segmenter
from hairsdk.closer import Window, faded, moved
from hairsdk.errors import BackendError, ClosedError, FrameError, ParameterError
from hairsdk.matte import refine
from hairsdk.resize import halved_towards, shrunk


def test_that_the_mask_has_the_frame_s_size_and_finds_the_hair(
    segmenter: Segmenter, frame: NDArray[np.uint8]
) -> None:
    mask = segmenter.segment(frame)
    assert mask.shape == frame.shape[:2]
    assert mask.dtype == np.float32
    dark = frame.max(axis=2) < 100
    assert mask[cv2.erode(dark.astype(np.uint8), np.ones((5, 5))) > 0].mean() > 0.95
    assert (mask[cv2.dilate(dark.astype(np.uint8), np.ones((25, 25))) == 0] == 0.0).all()


def test_that_a_still_is_looked_at_three_times(
    segmenter: Segmenter, frame: NDArray[np.uint8]
) -> None:
    first = segmenter.infer(frame).mask
    still = segmenter.infer_still(frame)
    # The hair is small: the other two looks are closer.
    whole, near = Window.whole(frame), frame[still.window.part].copy()
    assert still.window != whole
    before = moved(first, whole, still.window)
    second = segmenter.infer(near, before).mask
    third = segmenter.infer(near[:, ::-1].copy(), second[:, ::-1].copy()).mask[:, ::-1]
    expected = faded((second + third) / 2, still.window, whole)
    np.testing.assert_allclose(still.mask, expected, atol=1e-5)
    assert np.abs(still.mask - before).max() > 1e-3
    # With a mask of the frame before it is a film's next frame, and seen once.
    once = refine(frame, segmenter.infer(frame, first).mask)
    np.testing.assert_array_equal(segmenter.segment(frame, first), once)


def test_that_it_remembers_nothing_by_itself(
    segmenter: Segmenter, frame: NDArray[np.uint8]
) -> None:
    first = segmenter.infer(frame).mask
    segmenter.infer(255 - frame, np.ones((64, 64), np.float32))
    np.testing.assert_array_equal(segmenter.infer(frame).mask, first)


@pytest.mark.parametrize("shape", [(64, 64), (96, 128), (31, 700)])
def test_that_the_previous_mask_reaches_the_network(
    shape: tuple[int, int], segmenter: Segmenter
) -> None:
    image = np.full((*shape, 3), 102, np.uint8)
    without = segmenter.infer(image).mask
    none = segmenter.infer(image, np.zeros(shape, np.float32)).mask
    everywhere = segmenter.infer(image, np.ones(shape, np.float32)).mask
    np.testing.assert_array_equal(without, none)
    np.testing.assert_allclose(without, 0.5, atol=1e-3)
    np.testing.assert_allclose(everywhere, 1 / (1 + np.exp(-3)), atol=1e-3)


def test_that_the_previous_mask_keeps_its_place(segmenter: Segmenter) -> None:
    image = np.full((96, 128, 3), 102, np.uint8)
    previous = np.zeros((96, 128), np.float32)
    previous[:48, 96:] = 1.0
    mask = segmenter.infer(image, previous).mask
    assert mask[:30, 50:].min() > 0.9
    assert mask[34:].max() < 0.6
    assert mask[:, :46].max() < 0.6


def test_that_channels_are_not_swapped(segmenter: Segmenter) -> None:
    # Blue is dark to Rec. 709 luma, red less so, green not at all.
    means = [
        segmenter.infer(np.full((8, 8, 3), c, np.uint8)).mask.mean()
        for c in ((0, 0, 255), (255, 0, 0), (0, 255, 0))
    ]
    expected = [1 / (1 + np.exp(-12 * (0.4 - y))) for y in (0.0722, 0.2126, 0.7152)]
    np.testing.assert_allclose(means, expected, atol=1e-3)


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (900, 1), (3, 4097), (64, 64), (2000, 1500)])
def test_that_any_size_works(shape: tuple[int, int], segmenter: Segmenter) -> None:
    assert segmenter.segment(np.zeros((*shape, 3), np.uint8)).shape == shape


def test_that_shrinking_averages(rng: np.random.Generator) -> None:
    image = rng.integers(0, 256, (512, 256, 3)).astype(np.uint8)
    blocks = image.reshape(64, 8, 64, 4, 3).astype(float).mean(axis=(1, 3))
    # Three halvings, each rounded.
    np.testing.assert_allclose(shrunk(image, 64), blocks, atol=1.5)
    assert halved_towards(image, 300, 300) is image
    assert shrunk(image[:64, :64], 64).shape == (64, 64, 3)


def test_that_shrinking_is_near_the_area_average_at_any_scale(
    heads: list[tuple[NDArray[np.uint8], NDArray[np.float32]]],
) -> None:
    image = cv2.resize(heads[2][0], (1280, 720), interpolation=cv2.INTER_CUBIC)
    for side in (512, 256, 64):
        exact = cv2.resize(image, (side, side), interpolation=cv2.INTER_AREA).astype(float)
        assert np.abs(shrunk(image, side) - exact).mean() < 1.5


@pytest.mark.parametrize(
    ("previous", "words"),
    [
        (np.zeros((4, 4)), None),
        (np.zeros((4, 4, 1), np.float32), r"previous mask of shape \(h, w\), float32; found \(4"),
        (np.zeros((4, 4), np.uint8), "uint8"),
        (np.zeros((0, 4), np.float32), "the previous mask is empty"),
        (np.full((4, 4), np.nan, np.float32), "the previous mask holds NaN"),
        (np.full((4, 4), np.inf, np.float16), "the previous mask holds NaN or infinity"),
        ([[0.0]], "found list"),
    ],
)
def test_that_previous_masks_of_another_kind_are_refused(
    previous: Any, words: str | None, segmenter: Segmenter, frame: NDArray[np.uint8]
) -> None:
    if words is None:
        segmenter.infer(frame, previous)
    else:
        with pytest.raises(FrameError, match=words):
            segmenter.infer(frame, previous)


def test_that_settings_of_another_kind_are_refused(
    segmenter: Segmenter, frame: NDArray[np.uint8]
) -> None:
    with pytest.raises(ParameterError, match="expected MatteSettings, found 'fine'"):
        segmenter.segment(frame, settings="fine")  # type: ignore[arg-type]


def test_that_a_closed_segmenter_says_so(network: Path, frame: NDArray[np.uint8]) -> None:
    with Segmenter(network, device="cpu") as segmenter:
        segmenter.segment(frame)
    with pytest.raises(ClosedError, match="this Segmenter was closed"):
        segmenter.segment(frame)
    segmenter.close()


def test_that_threads_that_share_one_wait_for_each_other(
    network: Path, frame: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Segmenter(network, device="cpu") as segmenter:
        backend = segmenter._backend
        assert backend is not None
        infer, running, most = backend.infer, [], []

        def slow(*args: Any) -> None:
            running.append(args)
            most.append(len(running))
            time.sleep(0.01)
            infer(*args)
            running.pop()

        wanted = segmenter.segment(frame)
        monkeypatch.setattr(backend, "infer", slow)
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(segmenter.segment, [frame] * 8))
    assert max(most) == 1
    for mask in found:
        np.testing.assert_array_equal(mask, wanted)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_that_a_network_that_gives_no_number_is_named(
    value: float, segmenter: Segmenter, frame: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segmenter._backend, "infer", lambda fill, out: out.fill(value))
    with pytest.raises(BackendError, match=r"darkness\.tflite gives NaN or infinity: its file is"):
        segmenter.segment(frame)


def test_that_frames_of_another_kind_are_refused(segmenter: Segmenter) -> None:
    for look in (segmenter.infer, segmenter.infer_still, segmenter.segment, segmenter.infer_shrunk):
        with pytest.raises(FrameError, match="uint8"):
            look(np.zeros((8, 8, 3)))
    with pytest.raises(FrameError, match=r"sees 64 × 64 pixels, .* \(8, 8, 3\); `shrink` fits it"):
        segmenter.infer_shrunk(np.zeros((8, 8, 3), np.uint8))


def test_that_a_prompt_shows_look_network_and_device(preset: Preset, network: Path) -> None:
    with Recolorer(preset, network, device="cpu") as recolorer:
        shown = f"<Recolorer of {preset.name!r}, <Segmenter of {recolorer.model!r}, cpu>>"
        assert repr(recolorer) == shown
    assert repr(recolorer) == shown.replace(", cpu", ", closed")
