"""Two references are of one photo where every pixel is the same; built-in ones are kept."""

from __future__ import annotations

import numpy as np
import pytest

from hairsdk.errors import ImageError
from hairsdk.images import Photo, encode_photo
from hairstudio.document.packed import Packed
from hairstudio.document.reference import Reference, builtin_reference

SIDE = 300


def reference(image: np.ndarray) -> Reference:
    return Reference.of("photo", image, np.ones(image.shape[:2], np.float32))


def rests(packed: Packed) -> bool:
    """Whether only the file is held."""
    return packed._values is None


@pytest.fixture
def image() -> np.ndarray:
    return np.random.default_rng(6).integers(0, 256, (SIDE, SIDE, 3), np.uint8)


def test_that_copies_of_a_photo_are_the_same_photo(image: np.ndarray) -> None:
    assert reference(image).same_photo(reference(image.copy()))


@pytest.mark.parametrize("row", [0, 1, 150, SIDE - 1])
def test_that_one_other_pixel_makes_another_photo(image: np.ndarray, row: int) -> None:
    other = image.copy()
    other[row, 7, 1] ^= 1
    assert not reference(image).same_photo(reference(other))


def test_that_a_part_of_a_photo_is_another_photo(image: np.ndarray) -> None:
    assert not reference(image).same_photo(reference(image[:, :-1].copy()))


@pytest.mark.parametrize(
    "mask",
    [
        np.random.default_rng(1).uniform(-0.5, 1.5, (SIDE, SIDE)),
        np.random.default_rng(2).random((SIDE, 2 * SIDE), np.float32)[:, ::2],
        np.eye(SIDE, dtype=bool),
    ],
)
def test_that_a_mask_is_the_nearest_of_256_steps_and_the_same_from_its_file(
    image: np.ndarray, mask: np.ndarray
) -> None:
    painted = reference(image).with_mask(mask)
    steps = np.rint(np.clip(mask.astype(np.float32), 0, 1) * 255)
    assert np.array_equal(painted.mask, steps.astype(np.float32) / np.float32(255))
    stored = Reference.from_bytes(painted.encoded, painted.mask_png, name="photo")
    assert np.array_equal(stored.mask, painted.mask)


def test_that_a_new_look_finds_its_references_measured() -> None:
    kept = builtin_reference("white_bob_2033")
    assert kept is builtin_reference("white_bob_2033")
    assert {"intensity", "coverage", "clipped"} <= set(vars(kept))


def test_that_a_reference_that_rested_is_the_same_bit_for_bit(image: np.ndarray) -> None:
    mask = np.random.default_rng(7).random(image.shape[:2], np.float32)
    corrected = reference(image).with_mask(mask)
    before = corrected.mask
    corrected.rest()
    assert rests(corrected.hair)
    assert rests(corrected.photo)
    assert np.array_equal(corrected.mask, before)
    assert corrected.mask is corrected.mask
    assert not corrected.mask.flags.writeable
    assert np.array_equal(corrected.image, image)
    assert not corrected.image.flags.writeable
    assert (corrected.found == 1).all()


def test_that_a_built_in_head_that_rested_is_the_same_bit_for_bit() -> None:
    head = builtin_reference("red_curly_2003")
    image, mask = head.image, head.mask
    head.rest()
    assert np.array_equal(head.image, image)
    assert np.array_equal(head.mask, mask)


def test_that_a_reference_rests_beside_another_of_its_photo(image: np.ndarray) -> None:
    first = reference(image)
    second = first.with_mask(np.zeros(image.shape[:2], np.float32))
    third = second.with_found(np.full(image.shape[:2], 0.5))
    first.rest([second, None])
    assert not rests(first.photo)
    assert not rests(first.hair)  # it is what `second` was found with
    second.rest([third])
    assert rests(second.hair)
    assert rests(first.hair)
    assert second.image is third.image


def test_that_a_found_mask_is_held_once(image: np.ndarray) -> None:
    found = reference(image).with_found(np.zeros(image.shape[:2], np.float32))
    assert found.mask is found.found
    assert not found.corrected
    assert found.with_mask(np.ones(image.shape[:2], np.float32)).corrected


def test_that_a_document_brings_no_picture_larger_than_the_studio_would_write() -> None:
    small, large = (
        encode_photo(Photo(np.zeros((side, side, 3), np.uint8)), ".png")[0] for side in (8, 4001)
    )
    for photo, mask in ((large, small), (small, large)):
        with pytest.raises(ImageError, match=r"4001 × 4001 pixels; at most 16 megapixels"):
            Reference.from_bytes(photo, mask, name="light")
