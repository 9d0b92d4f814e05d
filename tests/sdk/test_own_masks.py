"""Stills recoloured under a mask that is handed in, as one touched up by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Preset, Recolorer
from hairsdk.errors import FrameError
from hairsdk.images import Photo

Frame = NDArray[np.uint8]


@pytest.fixture(scope="module")
def recolorer(preset: Preset, network: Path) -> Iterator[Recolorer]:
    with Recolorer(preset, network, device="cpu") as made:
        yield made


def test_that_the_mask_that_was_found_gives_the_same_picture(
    recolorer: Recolorer, frame: Frame
) -> None:
    found = recolorer.still(frame)
    again = recolorer.still(frame, mask=found.mask)
    np.testing.assert_array_equal(again.mask, found.mask)
    assert again.intensity == pytest.approx(found.intensity, abs=0.02)
    assert np.abs(again.image.astype(int) - found.image).max() <= 3
    assert "segment" not in again.timings


@pytest.mark.parametrize("kind", [np.float16, np.float32, np.float64])
def test_that_only_what_the_mask_says_is_recoloured(
    kind: type, recolorer: Recolorer, frame: Frame
) -> None:
    mask = recolorer.segment(frame).astype(kind)
    mask[:, :60] = 0.0
    image = recolorer.recolor(frame, mask=mask)
    np.testing.assert_array_equal(image[:, :60], frame[:, :60])
    assert (image[:, 60:] != frame[:, 60:]).any()


def test_that_the_intensity_is_that_of_srgb(
    recolorer: Recolorer, frame: Frame, wide_profile: bytes
) -> None:
    mask = recolorer.segment(frame, wide_profile)
    found = recolorer.still(frame, wide_profile)
    again = recolorer.still(frame, wide_profile, mask)
    assert again.intensity == pytest.approx(found.intensity, abs=0.02)
    assert np.abs(again.image.astype(int) - found.image).max() <= 3


def test_that_an_empty_mask_changes_nothing(recolorer: Recolorer, frame: Frame) -> None:
    found = recolorer.still(frame, mask=np.zeros(frame.shape[:2], np.float32))
    assert np.isnan(found.intensity)
    np.testing.assert_array_equal(found.image, frame)


@pytest.mark.parametrize(
    ("mask", "words"),
    [
        (np.ones((2, 2), np.float32), r"expected a mask of shape \(96, 128\)"),
        ("mask.png", "found str; hairsdk.images.read_photo reads a file"),
        (Photo(np.ones((96, 128, 3), np.uint8)), "found Photo; hand in its pixels"),
        (np.ones((96, 128, 3), np.uint8), r"take one channel: mask\[\.\.\., 0\]"),
        (np.ones((96, 128), np.uint8), "divide it by 255"),
        (np.ones((96, 128), bool), r"use mask\.astype\(numpy\.float32\)"),
        (np.full((96, 128), 255.0), "found one from 255 to 255"),
        (np.full((96, 128), -1.0), "found one from -1 to -1"),
        (np.full((96, 128), np.nan), "found one from nan to nan"),
    ],
)
def test_that_a_mask_that_does_not_fit_is_refused(
    mask: Any, words: str, recolorer: Recolorer, frame: Frame
) -> None:
    with pytest.raises(FrameError, match=words):
        recolorer.still(frame, mask=mask)
