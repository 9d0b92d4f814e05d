"""The networks that ship: what the manifest says of them, and hair found in the sample photo."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Lut3D, Preset, Recolorer, Segmenter
from hairsdk.images import read_photo
from hairsdk.models import DEFAULT_MODEL, list_models, model_record
from hairsdk.resources import sample_photo

# Hair alone, without the parting on its left and the ground beyond it.
CROWN, FACE = np.s_[25:60, 210:270], np.s_[110:150, 190:250]
FLAG, TORSO, ROCKET = np.s_[:, :140], np.s_[420:, 100:300], np.s_[:, 330:]


@pytest.fixture(scope="module")
def photo() -> NDArray[np.uint8]:
    """NASA's portrait of Eileen Collins, 512 × 512."""
    return read_photo(sample_photo()).rgb


def test_that_both_sizes_ship_and_the_default_is_one_of_them() -> None:
    assert set(list_models()) == {"512", "256"}
    assert list_models()[0] == DEFAULT_MODEL


@pytest.mark.parametrize("name", list_models())
def test_that_the_manifest_tells_the_truth(name: str) -> None:
    record = model_record(name)
    with Segmenter(name, "cpu") as segmenter:
        assert segmenter.size == record["input"]["size"] == int(name)
    assert record["input"]["channels"] == ["r", "g", "b", "previous_mask"]
    assert record["licence"]
    assert record["data"]


@pytest.mark.parametrize("name", list_models())
def test_that_hair_is_found_and_the_face_left(name: str, photo: NDArray[np.uint8]) -> None:
    with Segmenter(name, "cpu") as segmenter:
        mask = segmenter.segment(photo)
    assert mask[CROWN].mean() > 0.9
    assert mask[FACE].mean() < 0.1
    for elsewhere in (FLAG, TORSO, ROCKET):
        assert mask[elsewhere].mean() < 0.03


@pytest.mark.parametrize("name", list_models())
def test_that_the_photo_s_hair_alone_is_recoloured(
    name: str, photo: NDArray[np.uint8], preset: Preset
) -> None:
    with Recolorer(preset, name, "cpu") as recolorer:
        result = recolorer.still(photo)
    off = np.abs(result.image.astype(int) - photo).max(axis=2)
    assert off[CROWN].mean() > 15
    assert off[FACE].mean() < 3
    np.testing.assert_array_equal(result.image[result.mask == 0], photo[result.mask == 0])


def test_that_an_identity_pair_leaves_every_byte_of_the_photo(
    photo: NDArray[np.uint8], preset: Preset
) -> None:
    plain = Lut3D.identity(33)
    look = dataclasses.replace(preset, light=plain, dark=plain)
    with Recolorer(look, "256", "cpu") as recolorer:
        for _ in range(3):
            np.testing.assert_array_equal(recolorer.process(photo).image, photo)
