"""The contract of recolouring pixels: only hair changes, and as the LUT says."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Lut3D
from hairsdk.apply import recolor_pixels
from hairsdk.errors import FrameError, LutError, ParameterError
from hairsdk.lookup import LutLookup

TYPES = [np.uint8, np.uint16, np.float32]


def picture(rng: np.random.Generator, dtype: type, shape: tuple[int, int]) -> NDArray[Any]:
    if dtype is np.float32:
        return rng.random((*shape, 3), dtype=np.float32)
    return rng.integers(0, np.iinfo(dtype).max + 1, (*shape, 3)).astype(dtype)


@pytest.mark.parametrize("size", [2, 17, 33, 65])
def test_that_an_identity_lut_leaves_every_byte(size: int, rng: np.random.Generator) -> None:
    image = picture(rng, np.uint8, (300, 400))
    mask = rng.random((300, 400), dtype=np.float32)
    np.testing.assert_array_equal(recolor_pixels(image, mask, Lut3D.identity(size)), image)
    whole = np.ones_like(mask)
    np.testing.assert_array_equal(recolor_pixels(image, whole, Lut3D.identity(size)), image)


def test_that_an_identity_lut_leaves_16_bits(rng: np.random.Generator) -> None:
    image = picture(rng, np.uint16, (90, 100))
    mask = rng.random((90, 100), dtype=np.float32)
    np.testing.assert_array_equal(recolor_pixels(image, mask, Lut3D.identity(33)), image)


@pytest.mark.parametrize("dtype", TYPES)
def test_that_no_mask_or_no_strength_leaves_every_byte(
    dtype: type, asymmetric: Lut3D, rng: np.random.Generator
) -> None:
    image = picture(rng, dtype, (60, 70))
    empty = np.zeros((60, 70), np.float32)
    full = np.ones((60, 70), np.float32)
    for result in (
        recolor_pixels(image, empty, asymmetric),
        recolor_pixels(image, full, asymmetric, 0.0),
    ):
        np.testing.assert_array_equal(result, image)
        assert result is not image


@pytest.mark.parametrize("dtype", TYPES)
def test_that_pixels_outside_of_the_mask_keep_every_bit(
    dtype: type, asymmetric: Lut3D, rng: np.random.Generator
) -> None:
    image = picture(rng, dtype, (80, 90))
    if dtype is np.float32:
        image[0, 0] = [-0.5, 1.5, 0.5]
    mask = np.zeros((80, 90), np.float32)
    mask[20:40, 30:70:3] = rng.random((20, 14))
    result = recolor_pixels(image, mask, asymmetric)
    np.testing.assert_array_equal(result[mask == 0], image[mask == 0])
    assert (result[mask > 0.5] != image[mask > 0.5]).any(axis=1).mean() > 0.9


def test_that_hair_here_and_there_is_found(asymmetric: Lut3D, rng: np.random.Generator) -> None:
    image = picture(rng, np.uint8, (210, 1500))
    mask = (rng.random((210, 1500)) < 2e-4).astype(np.float32)
    expected = np.where(mask[..., np.newaxis] > 0, LutLookup(asymmetric)(image), image)
    np.testing.assert_array_equal(recolor_pixels(image, mask, asymmetric), expected)


def tetrahedral(lut: Lut3D, colours: NDArray[np.float64]) -> NDArray[np.float64]:
    """Tetrahedral interpolation as the textbooks have it, one colour at a time.

    Kasson et al., "Performing color space conversions with three-dimensional linear
    interpolation", Journal of Electronic Imaging 4(3), 1995.
    """
    result = np.empty_like(colours)
    for i, colour in enumerate(colours):
        scaled = np.clip(colour, 0, 1) * (lut.size - 1)
        corner = np.minimum(scaled.astype(int), lut.size - 2)
        rest = scaled - corner
        value = lut.table[tuple(corner)].astype(np.float64)
        for axis in np.argsort(-rest, kind="stable"):
            step = corner.copy()
            step[axis] += 1
            value += rest[axis] * (lut.table[tuple(step)] - lut.table[tuple(corner)].astype(float))
            corner = step
        result[i] = value
    return result


@pytest.mark.parametrize(("dtype", "scale", "off"), [(np.uint8, 255, 0.51), (np.float32, 1, 1e-6)])
def test_that_an_asymmetric_lut_gives_the_textbook_colours(
    dtype: type, scale: float, off: float, asymmetric: Lut3D, rng: np.random.Generator
) -> None:
    image = picture(rng, dtype, (20, 20))
    result = recolor_pixels(image, np.ones((20, 20), np.float32), asymmetric)
    expected = tetrahedral(asymmetric, image.reshape(-1, 3) / scale) * scale
    assert np.abs(result.reshape(-1, 3) - expected).max() <= off


def test_that_a_lut_of_another_domain_is_mapped_there(rng: np.random.Generator) -> None:
    # Over [-1, 2] the lattice of this LUT stands for the colours themselves.
    table = Lut3D.identity(31).table * 3.0 - 1.0
    lut = Lut3D(table, domain_min=(-1.0,) * 3, domain_max=(2.0,) * 3)
    image = picture(rng, np.uint8, (50, 50))
    result = recolor_pixels(image, np.ones((50, 50), np.float32), lut)
    np.testing.assert_array_equal(result, image)


@pytest.mark.parametrize("dtype", TYPES)
def test_that_mask_and_strength_mix_linearly(
    dtype: type, asymmetric: Lut3D, rng: np.random.Generator
) -> None:
    image = picture(rng, dtype, (30, 40))
    mask = rng.random((30, 40), dtype=np.float32)
    start, end = image.astype(np.float64), LutLookup(asymmetric)(image).astype(np.float64)
    expected = start + (0.6 * mask[..., None]) * (end - start)
    result = recolor_pixels(image, mask, asymmetric, 0.6)
    assert result.dtype == dtype
    step = 1e-6 if dtype is np.float32 else 0.51
    assert np.abs(result - expected).max() <= step


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_that_what_a_lut_takes_below_black_is_black(dtype: type) -> None:
    image = np.zeros((4, 4, 3), dtype)
    lut = Lut3D(Lut3D.identity(3).table - np.float32(0.25))
    result = recolor_pixels(image, np.ones((4, 4), np.float32), lut)
    np.testing.assert_array_equal(result, image)


def test_that_threads_change_nothing(asymmetric: Lut3D, rng: np.random.Generator) -> None:
    image = picture(rng, np.uint8, (700, 600))
    mask = np.clip(rng.random((700, 600), dtype=np.float32) * 3 - 1.5, 0, 1)
    with ThreadPoolExecutor(3) as pool:
        threaded = recolor_pixels(image, mask, asymmetric, 1.0, pool)
    np.testing.assert_array_equal(threaded, recolor_pixels(image, mask, asymmetric))


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 1), (3, 4097), (2, 70_000)])
def test_that_odd_shapes_work(
    shape: tuple[int, int], asymmetric: Lut3D, rng: np.random.Generator
) -> None:
    image = picture(rng, np.uint8, shape)
    result = recolor_pixels(image, np.ones(shape, np.float32), asymmetric)
    np.testing.assert_array_equal(result, LutLookup(asymmetric)(image))


def test_that_views_work_as_copies_do(asymmetric: Lut3D, rng: np.random.Generator) -> None:
    bgr = picture(rng, np.uint8, (40, 50))
    mask = rng.random((50, 40), dtype=np.float32).T
    expected = recolor_pixels(bgr[..., ::-1].copy(), mask.copy(), asymmetric)
    np.testing.assert_array_equal(recolor_pixels(bgr[..., ::-1], mask, asymmetric), expected)


IMAGE = np.zeros((4, 5, 3), np.uint8)
MASK = np.ones((4, 5), np.float32)


@pytest.mark.parametrize(
    ("image", "mask", "words"),
    [
        (IMAGE[..., 0], MASK, "grey image becomes RGB"),
        (IMAGE.astype(np.float64), MASK, "dtype float64"),
        (IMAGE, MASK.T, r"mask of shape \(4, 5\).*found shape \(5, 4\)"),
        (IMAGE, MASK.astype(np.uint8), "found dtype uint8; divide it by 255"),
        (IMAGE, MASK.astype(bool), r"found dtype bool; use mask\.astype\(numpy\.float32\)$"),
        (IMAGE, MASK * 255, r"mask in \[0, 1\], found one from 255 to 255; divide one of 8 bits"),
        (IMAGE, MASK - 2, "found one from -1 to -1"),
        (IMAGE, MASK * np.float32(np.nan), "found one from nan to nan"),
    ],
)
def test_that_images_and_masks_that_do_not_fit_are_refused_in_words(
    image: Any, mask: Any, words: str, asymmetric: Lut3D
) -> None:
    with pytest.raises(FrameError, match=words):
        recolor_pixels(image, mask, asymmetric)


def test_that_a_mask_that_a_filter_has_rounded_up_is_taken(asymmetric: Lut3D) -> None:
    result = recolor_pixels(IMAGE, MASK * np.float32(1.000001), asymmetric)
    assert np.array_equal(result, recolor_pixels(IMAGE, MASK, asymmetric))


@pytest.mark.parametrize("lut", [None, "copper", np.zeros((2, 2, 2, 3), np.float32)])
def test_that_what_is_no_lut_is_refused_in_words(lut: Any) -> None:
    with pytest.raises(LutError, match=r"expected a Lut3D, found .*; hairsdk\.read_cube reads one"):
        recolor_pixels(IMAGE, MASK, lut)


@pytest.mark.parametrize("strength", [-0.1, 1.1, float("nan"), "much", None])
def test_that_a_strength_outside_of_its_range_is_refused(strength: Any, asymmetric: Lut3D) -> None:
    with pytest.raises(ParameterError, match="strength must be a number from 0 to 1"):
        recolor_pixels(IMAGE, MASK, asymmetric, strength)
