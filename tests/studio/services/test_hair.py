"""The network that finds the hair, with a stand-in for it."""

from __future__ import annotations

import numpy as np
import pytest

from hairsdk.errors import DeviceError, ImageError
from hairstudio.services.hair import HairFinder

PHOTO = np.full((100, 100, 3), 90, np.uint8)


class OnlyOnCpu:
    """Loads on the CPU only, and finds as many pixels of hair as its name says."""

    opened = 0

    def __init__(self, model: str, device: str) -> None:
        if device == "gpu":
            raise DeviceError("no usable GPU was found")
        type(self).opened += 1
        self.pixels, self.device, self.closed = int(model), "cpu", False

    def segment(self, image: np.ndarray) -> np.ndarray:
        assert not self.closed
        if self.pixels < 0:
            raise ImageError("this photo is odd")
        mask = np.zeros(image.shape[:2], np.float32)
        mask.reshape(-1)[: self.pixels] = 1.0
        return mask

    def close(self) -> None:
        self.closed = True


@pytest.fixture(autouse=True)
def stand_in(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hairsdk.segmenter.Segmenter", OnlyOnCpu)
    monkeypatch.setattr(OnlyOnCpu, "opened", 0)


def test_that_the_network_is_loaded_once_and_on_the_cpu_where_the_gpu_is_gone() -> None:
    finder = HairFinder("500", "gpu")
    assert finder.device == ""
    for _ in range(2):
        found = finder.find(PHOTO)
        assert found.mask.sum() == 500
        assert (found.remark, found.failed) == ("", False)
    assert OnlyOnCpu.opened == 1
    assert (finder.device, finder.wish) == ("cpu", "gpu")


def test_that_the_network_stays_where_the_next_cannot_be_loaded() -> None:
    finder = HairFinder("500")
    first = finder.find(PHOTO).mask
    with pytest.raises(DeviceError):
        finder.choose("600", "gpu")
    np.testing.assert_array_equal(finder.find(PHOTO).mask, first)
    assert (finder.model, finder.wish) == ("500", "auto")
    finder.choose("600", "cpu")
    assert finder.find(PHOTO).mask.sum() == 600
    assert (finder.model, finder.wish) == ("600", "cpu")
    finder.close()
    assert finder.device == ""


@pytest.mark.parametrize(("pixels", "hair"), [(19, False), (21, True)])
def test_that_a_few_pixels_are_called_no_hair_and_are_there_to_be_corrected(
    pixels: int, hair: bool
) -> None:
    found = HairFinder(str(pixels)).find(PHOTO)
    assert found.mask.sum() == pixels
    assert ("No hair was found" in found.remark) != hair
    assert not found.failed


def test_that_a_photo_that_the_network_refuses_is_to_be_painted() -> None:
    found = HairFinder("-1").find(PHOTO)
    assert found.failed
    assert not found.mask.any()
    assert "this photo is odd" in found.remark
    assert "brush (B)" in found.remark
