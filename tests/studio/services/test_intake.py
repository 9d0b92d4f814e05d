"""Photos for references, and masks that were painted in another program."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hairsdk.errors import FileReadError, ImageError
from hairsdk.images import Photo, write_photo
from hairstudio.services.control import TaskControl
from hairstudio.services.intake import read_mask, take_in


@pytest.fixture
def upper_half(tmp_path: Path) -> Path:
    """A mask of the size of a camera's photo."""
    pixels = np.zeros((2000, 3000, 3), np.uint8)
    pixels[:1000] = 255
    write_photo(tmp_path / "mask.png", Photo(pixels))
    return tmp_path / "mask.png"


def test_that_a_mask_painted_on_a_large_photo_fits_although_that_is_shrunk(
    upper_half: Path, finder
) -> None:
    control = TaskControl()
    photo = take_in(np.full((2000, 3000, 3), 90, np.uint8), finder, control).reference
    assert photo.hair.shape != (2000, 3000)
    mask = read_mask(upper_half, photo.hair.shape)
    assert mask.shape == photo.hair.shape
    assert mask[:800].min() == 1.0
    assert mask[850:].max() == 0.0
    with pytest.raises(ImageError, match="the photo 2448 × 1632"):
        read_mask(upper_half, (1632, 2448))


def test_that_what_is_transparent_in_a_mask_is_not_hair(tmp_path: Path) -> None:
    opacity = np.zeros((40, 60), np.uint8)
    opacity[:20] = 255
    layer = Photo(np.full((40, 60, 3), 255, np.uint8), opacity)
    write_photo(tmp_path / "layer.png", layer)
    np.testing.assert_array_equal(read_mask(tmp_path / "layer.png", (40, 60)), opacity / 255)


def test_that_what_cannot_be_a_reference_is_refused_in_plain_words(
    qapp: object, tmp_path: Path, finder
) -> None:
    control = TaskControl()
    with pytest.raises(FileReadError, match="is a folder; drop a photo here"):
        take_in(tmp_path, finder, control)
    with pytest.raises(ImageError, match="Strip is only 200 × 15 pixels: too small to use"):
        take_in(np.zeros((15, 200, 3), np.uint8), finder, control, "Strip")
    assert finder.photos == 0


def test_that_a_reference_has_the_hair_of_one_of_several_people(
    qapp: object, party: Path, two_heads
) -> None:
    for person, intensity in ((0, 200 / 255), (1, 30 / 255), (2, 30 / 255)):
        intake = take_in(party, two_heads, TaskControl(), person=person)
        assert intake.reference.intensity == pytest.approx(intensity, abs=1e-3)
        assert intake.remarks == (
            "There are several people in this photo: the hair of one was taken. The picture's "
            "menu goes on to the next; paint with the brush (B) what is missing.",
        )
        assert intake.trouble == ""
