"""Masks brought to full resolution: nearer to the truth at the edges, untouched elsewhere."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk.errors import FrameError, ParameterError
from hairsdk.matte import MatteSettings, cut_toe, refine, stretch

Head = tuple[NDArray[np.uint8], NDArray[np.float32]]
Mask = NDArray[np.float32]


def as_a_network_sees(exact: Mask, side: int, blur: float) -> Mask:
    """Holes closed as people draw masks, small, and unsure around the edge."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))
    closed = cv2.morphologyEx(exact, cv2.MORPH_CLOSE, kernel)
    small = cv2.resize(closed, (side, side), interpolation=cv2.INTER_AREA)
    return cv2.GaussianBlur(small, (0, 0), blur)


def edge(exact: Mask) -> NDArray[np.bool_]:
    """Pixels within four of a place where the mask is between hair and no hair."""
    between = ((exact > 0.05) & (exact < 0.95)).astype(np.uint8)
    return cv2.dilate(between, np.ones((9, 9), np.uint8)) > 0


def contour_error(mask: Mask, exact: Mask) -> float:
    """Mean difference of the gradients near the edge: how well its drawing is followed."""

    def gradient(x: Mask) -> Mask:
        return np.hypot(cv2.Sobel(x, -1, 1, 0), cv2.Sobel(x, -1, 0, 1))

    return float(np.abs(gradient(mask) - gradient(exact))[edge(exact)].mean())


@pytest.mark.parametrize(("side", "blur"), [(128, 1.0), (256, 1.2), (256, 2.5)])
def test_that_edges_come_nearer_to_the_truth(heads: list[Head], side: int, blur: float) -> None:
    def errors(mask: Mask, exact: Mask) -> tuple[float, float, float]:
        off = np.abs(mask - exact)
        return float(off.mean()), float(off[edge(exact)].mean()), contour_error(mask, exact)

    before, after = [], []
    for image, exact in heads:
        coarse = as_a_network_sees(exact, side, blur)
        before.append(errors(stretch(coarse, *exact.shape), exact))
        after.append(errors(refine(image, coarse), exact))
    assert (np.mean(after, axis=0) < 0.92 * np.mean(before, axis=0)).all()
    assert (np.array(after) < 1.02 * np.array(before)).all()


def test_that_a_mask_that_is_right_already_is_hardly_moved(head: Head) -> None:
    image, exact = head
    result = refine(image, exact)
    assert np.abs(result - exact).mean() < 0.02


def test_that_far_from_edges_hair_is_1_and_the_rest_0(head: Head) -> None:
    image, exact = head
    solid = cv2.GaussianBlur((cv2.blur(exact, (15, 15)) > 0.5).astype(np.float32), (0, 0), 2)
    result = refine(image, cv2.resize(solid, (256, 256), interpolation=cv2.INTER_AREA))
    reach = np.ones((61, 61), np.uint8)
    assert (result[cv2.erode(solid, reach) == 1.0] == 1.0).all()
    assert (result[cv2.dilate(solid, reach) == 0.0] == 0.0).all()
    assert result.min() >= 0.0
    assert result.max() <= 1.0


@pytest.mark.parametrize("value", [0.0, 0.01, 0.99, 1.0])
def test_that_a_sure_network_is_believed_to_the_bit(value: float, head: Head) -> None:
    image, _ = head
    result = refine(image, np.full((256, 256), value, np.float32))
    np.testing.assert_array_equal(result, np.full(image.shape[:2], round(value), np.float32))


def test_that_without_contrast_the_network_decides() -> None:
    image = np.full((240, 320, 3), 90, np.uint8)
    coarse = np.tile(np.clip(np.linspace(-1.0, 2.0, 64), 0, 1), (64, 1)).astype(np.float32)
    np.testing.assert_allclose(refine(image, coarse), stretch(coarse, 240, 320, 0.02), atol=0.02)


def test_that_toe_and_shoulder_are_cut_each_by_its_own_width(head: Head) -> None:
    answers = np.array([0.0, 0.1, 0.3, 0.5, 0.9, 1.0], np.float32)
    cut = cut_toe(answers, 0.1, 0.5)
    np.testing.assert_allclose(cut, [0.0, 0.0, 0.5, 1.0, 1.0, 1.0], atol=1e-6)
    np.testing.assert_array_equal(cut_toe(answers, 0.1), cut_toe(answers, 0.1, 0.1))
    image, _ = head
    even = MatteSettings(toe=0.1, shoulder=0.4)
    for value, wanted in ((0.09, 0.0), (0.35, 0.5), (0.61, 1.0)):
        result = refine(image, np.full((64, 64), value, np.float32), even)
        np.testing.assert_allclose(result, wanted, atol=1e-6)


def test_that_a_mask_that_shrinks_is_averaged(rng: np.random.Generator) -> None:
    mask = rng.random((64, 96), dtype=np.float32)
    means = mask.reshape(16, 4, 24, 4).mean(axis=(1, 3))
    np.testing.assert_allclose(stretch(mask, 16, 24), means, atol=1e-6)


def test_that_a_mask_stays_in_its_place_in_a_very_narrow_frame() -> None:
    """OpenCV's INTER_AREA moved it by half a pixel there, which is 8 texels of it."""
    ramp = np.tile((np.arange(256, dtype=np.float32) + 0.5) / 256.0, (256, 1))
    wanted = np.tile((np.arange(16, dtype=np.float32) + 0.5) / 16.0, (2000, 1))
    np.testing.assert_allclose(stretch(ramp, 2000, 16), wanted, atol=1e-5)
    np.testing.assert_allclose(stretch(ramp.T.copy(), 16, 2000), wanted.T, atol=1e-5)


def test_that_threads_change_nothing(head: Head) -> None:
    image, exact = head
    large = cv2.resize(image, (1400, 1100), interpolation=cv2.INTER_CUBIC)
    coarse = as_a_network_sees(exact, 256, 1.5)
    with ThreadPoolExecutor(3) as pool:
        np.testing.assert_array_equal(refine(large, coarse, pool=pool), refine(large, coarse))


def test_that_cells_do_not_show(head: Head) -> None:
    # Where strips of work meet, the mask must be no rougher than elsewhere.
    image, exact = head
    large = cv2.resize(image, (1536, 1536), interpolation=cv2.INTER_CUBIC)
    mask = refine(large, as_a_network_sees(exact, 256, 1.5))
    steps = np.abs(np.diff(mask, axis=0)).mean(axis=1)
    seams = np.arange(4 * 12, 1536, 4 * 12) - 1
    others = np.setdiff1d(np.arange(1535), seams)
    near = np.array([steps[s - 6 : s + 7].mean() for s in seams])
    assert (steps[seams] <= 1.5 * near + 1e-4).all()
    assert steps[others].mean() > 0.0


@pytest.mark.parametrize("shape", [(1, 1), (1, 700), (700, 1), (2, 3), (37, 4097), (361, 643)])
def test_that_odd_shapes_work(shape: tuple[int, int], rng: np.random.Generator) -> None:
    image = rng.integers(0, 256, (*shape, 3)).astype(np.uint8)
    coarse = rng.random((64, 64), dtype=np.float32)
    result = refine(image, coarse)
    assert result.shape == shape
    assert result.dtype == np.float32
    assert np.isfinite(result).all()


def test_that_refining_is_the_same_wherever_the_head_stands(head: Head) -> None:
    image, exact = head
    settings = MatteSettings(grid=256)
    coarse = as_a_network_sees(exact, 256, 1.5)
    rolled = refine(np.roll(image, 96, 1), np.roll(coarse, 48, 1), settings)
    inside = np.s_[:, 160:-160]
    straight = np.roll(refine(image, coarse, settings), 96, 1)
    np.testing.assert_allclose(rolled[inside], straight[inside], atol=1e-3)


@pytest.mark.parametrize(
    "wrong",
    [
        {"grid": 0},
        {"grid": 3.5},
        {"radius": 0},
        {"reach": 0},
        {"noise": 0.0},
        {"noise": 1e-30},
        {"noise": 1e7},
        {"noise": float("nan")},
        {"toe": 0.5},
        {"toe": -0.1},
        {"noise": None},
        {"toe": "a tenth"},
        {"shoulder": 0.5},
        {"shoulder": "none"},
    ],
)
def test_that_settings_out_of_range_are_named(wrong: dict[str, Any]) -> None:
    ((name, value),) = wrong.items()
    with pytest.raises(ParameterError, match=f"^{name} must be .*, found {value!r}$"):
        MatteSettings(**wrong)


def test_that_masks_of_another_kind_are_refused(head: Head) -> None:
    image, exact = head
    with pytest.raises(FrameError, match=r"a mask is \(h, w\) float32, this one is .* float64"):
        refine(image, exact.astype(np.float64))
    with pytest.raises(FrameError, match="this one is"):
        refine(image, exact[..., None])
    with pytest.raises(FrameError, match="RGB frame"):
        refine(image[..., 0], exact)


def test_that_a_program_may_have_numpy_raise() -> None:
    image = np.where(np.arange(64)[:, None] < 32, 40, np.full((64, 64, 3), 220)).astype(np.uint8)
    mask = np.repeat([1.0, 0.5, 1.5e-38, 0.0], [30, 4, 2, 28]).astype(np.float32)
    coarse, settings = np.tile(mask, (64, 1)), MatteSettings(toe=0.0)
    usual = refine(image, coarse, settings)
    with np.errstate(all="raise"):
        np.testing.assert_array_equal(refine(image, coarse, settings), usual)
