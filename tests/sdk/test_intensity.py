"""How bright hair is, and where that puts it between the two LUTs."""

from __future__ import annotations

import math

import numpy as np
import pytest

from hairsdk import Preset, hair_intensity
from hairsdk.errors import FrameError
from hairsdk.intensity import luma
from hairsdk.position import position


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ((255, 255, 255), 1.0),
        ((0, 0, 0), 0.0),
        ((255, 0, 0), 0.2126),
        ((0, 255, 0), 0.7152),
        ((0, 0, 255), 0.0722),
    ],
)
def test_that_luma_has_the_weights_of_rec_709(
    colour: tuple[int, int, int], expected: float
) -> None:
    image = np.full((2, 3, 3), colour, np.uint8)
    np.testing.assert_allclose(luma(image), np.full((2, 3), expected), atol=1e-6)
    assert hair_intensity(image, np.ones((2, 3), np.float32)) == pytest.approx(expected, abs=1e-6)


def test_that_intensity_is_weighted_with_the_mask(rng: np.random.Generator) -> None:
    image = rng.integers(0, 256, (40, 50, 3)).astype(np.uint8)
    mask = rng.random((40, 50)).astype(np.float32)
    expected = np.average(luma(image).astype(np.float64), weights=mask)
    assert hair_intensity(image, mask) == pytest.approx(expected, abs=1e-6)


def test_that_all_depths_measure_alike(rng: np.random.Generator) -> None:
    image = rng.integers(0, 256, (40, 50, 3)).astype(np.uint8)
    mask = rng.random((40, 50)).astype(np.float32)
    expected = hair_intensity(image, mask)
    assert hair_intensity(image.astype(np.uint16) * 257, mask) == pytest.approx(expected, abs=1e-6)
    as_float = image.astype(np.float32) / np.float32(255)
    assert hair_intensity(as_float, mask) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("dtype", [">u2", ">f4"])
def test_that_the_order_of_bytes_does_not_count(dtype: str, rng: np.random.Generator) -> None:
    image = rng.integers(0, 2, (40, 50, 3)).astype(dtype)
    mask = rng.random((40, 50)).astype(np.float32)
    assert hair_intensity(image, mask) == hair_intensity(image.astype(dtype[1:]), mask)


def test_that_no_hair_has_no_intensity() -> None:
    image = np.full((4, 4, 3), 100, np.uint8)
    assert math.isnan(hair_intensity(image, np.zeros((4, 4), np.float32)))


def test_that_shapes_and_types_that_do_not_fit_are_named() -> None:
    image = np.zeros((4, 5, 3), np.uint8)
    with pytest.raises(FrameError, match=r"mask has shape \(5, 4\), the image \(4, 5\)"):
        hair_intensity(image, np.zeros((5, 4), np.float32))
    with pytest.raises(FrameError, match=r"this one has \(4, 5\)"):
        hair_intensity(image[..., 0], np.zeros((4, 5), np.float32))
    with pytest.raises(FrameError, match="this one is int64"):
        luma(image.astype(np.int64))
    mask = np.zeros((4, 5), np.float32)
    with pytest.raises(FrameError, match="an RGB image is a NumPy array, found list"):
        hair_intensity([[[0, 0, 0]]], mask)  # type: ignore[arg-type]
    with pytest.raises(FrameError, match="a mask is a NumPy array, found NoneType"):
        hair_intensity(np.zeros((4, 5, 3)), None)  # type: ignore[arg-type]
    with pytest.raises(FrameError, match="an RGB image is a NumPy array, found tuple"):
        luma((255, 0, 0))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("intensity", "expected"),
    [(-1.0, 0.0), (0.0, 0.0), (0.1, 0.0), (0.25, 0.25), (0.4, 0.5), (0.7, 1.0), (1.0, 1.0)],
)
def test_that_the_position_is_linear_between_the_references_and_clamped(
    intensity: float, expected: float, preset: Preset
) -> None:
    assert position(intensity, preset) == pytest.approx(expected)
