"""tflite-runtime 2.14 and LiteRT give the same masks and the same pictures."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Recolorer, Segmenter
from hairsdk.errors import DeviceError
from hairsdk.images import read_photo
from hairsdk.models import list_models
from hairsdk.resources import sample_photo


@pytest.fixture(scope="module")
def photo() -> NDArray[np.uint8]:
    return read_photo(sample_photo()).rgb


def on_each(work: Callable[[str], NDArray[np.generic]]) -> list[NDArray[np.generic]]:
    return [work(backend) for backend in ("litert", "tflite-runtime")]


@pytest.mark.parametrize("model", list_models())
@pytest.mark.parametrize("threads", [1, 2])
def test_that_masks_are_the_same(photo: NDArray[np.uint8], model: str, threads: int) -> None:
    def work(backend: str) -> NDArray[np.float32]:
        with Segmenter(model, "cpu", threads, backend=backend) as segmenter:
            assert backend in segmenter.description
            first = segmenter.infer(photo).mask
            return np.stack([first, segmenter.infer(photo, first).mask])

    new, old = on_each(work)
    assert 0.02 < (new[0] > 0.5).mean() < 0.5
    assert np.abs(new - old).max() < 2e-3


def test_that_pictures_are_the_same(photo: NDArray[np.uint8]) -> None:
    def work(backend: str) -> NDArray[np.uint8]:
        with Recolorer("copper", device="cpu", backend=backend) as recolorer:
            return recolorer.recolor(photo)

    new, old = (picture.astype(int) for picture in on_each(work))
    assert np.abs(new - photo).max() > 40
    assert np.abs(new - old).max() <= 2


def test_that_it_says_that_it_has_no_gpu() -> None:
    with pytest.raises(DeviceError, match="tflite-runtime backend runs on the CPU only"):
        Segmenter(device="gpu", backend="tflite-runtime")
