from pathlib import Path

import numpy as np
import pytest

from hairnet.augment import frame, mix_channels, photograph, recolour_hair
from hairnet.config import PREVIOUS_KINDS, Geometry, Photometry, Previous, Recipe
from hairnet.data import Pyramid, load, read_csv
from hairnet.previous import simulate, thin_plate_field
from hairnet.samples import Numbers, Samples


def test_that_photo_and_mask_are_framed_alike(rng: np.random.Generator) -> None:
    # A white disc on black is its own mask: after any framing they must still agree.
    yy, xx = np.mgrid[:200, :300]
    disc = (((xx - 140) ** 2 + (yy - 90) ** 2 < 60**2) * 255).astype(np.uint8)
    pyramid = Pyramid.build(disc[..., None].repeat(3, -1), disc)
    for _ in range(40):
        view, mask = frame(pyramid, 96, Geometry(), rng)
        inside = mask > 250
        assert view.shape == (96, 96, 3) and mask.shape == (96, 96)
        assert (view[inside] > 200).all()


def test_that_the_plain_framing_is_the_whole_photo(rng: np.random.Generator) -> None:
    ramp = np.linspace(0, 255, 256).astype(np.uint8)[None].repeat(256, 0)
    pyramid = Pyramid.build(ramp[..., None].repeat(3, -1), ramp)
    _, mask = frame(pyramid, 128, Geometry(plain=1.0, flip=0.0), rng)
    assert mask[64, 10] < 60 and mask[64, 117] > 195


def test_that_hair_changes_colour_and_the_rest_does_not(heads: Path, rng) -> None:
    [pyramid] = load(read_csv(heads)[:1])
    image, mask = pyramid.images[0], pyramid.masks[0]
    dyed = recolour_hair(image, mask, rng)
    assert np.array_equal(dyed[mask == 0], image[mask == 0])
    assert np.abs(dyed[mask == 255].astype(int) - image[mask == 255]).mean() > 5


def test_that_a_third_of_the_dyed_hair_is_bleached(rng: np.random.Generator) -> None:
    """Light and nearly grey, which few of the other draws are."""
    image = np.full((16, 16, 3), 57, np.uint8)
    mask = np.full((16, 16), 255, np.uint8)
    found = []
    for _ in range(900):
        colour = recolour_hair(image, mask, rng)[8, 8].astype(float)
        found.append((colour.mean() / 255, np.ptp(colour) / colour.max()))
    light, saturation = np.array(found).T
    assert 0.3 < ((light > 0.3) & (saturation < 0.1)).mean() < 0.42


def test_that_changes_of_saturation_and_hue_leave_grey_alone(rng: np.random.Generator) -> None:
    for _ in range(50):
        matrix = mix_channels(rng, Photometry(saturation=1.0))
        assert matrix is not None
        np.testing.assert_allclose(matrix @ np.ones(3), np.ones(3), atol=1e-5)


def test_that_photography_keeps_shape_and_type(heads: Path, rng: np.random.Generator) -> None:
    [pyramid] = load(read_csv(heads)[:1])
    every = Photometry(**{name: 1.0 for name in Photometry.__dataclass_fields__ if name != "grey"})
    image = photograph(pyramid.images[0], pyramid.masks[0], every, rng)
    assert image.shape == (160, 160, 3) and image.dtype == np.uint8


@pytest.mark.parametrize("kind", PREVIOUS_KINDS)
def test_that_each_previous_mask_is_what_its_name_says(heads: Path, rng, kind: str) -> None:
    [pyramid] = load(read_csv(heads)[:1])
    image, mask = pyramid.images[0], pyramid.masks[0]
    only = Previous(**{name: float(name == kind) for name in PREVIOUS_KINDS})
    other = np.zeros_like(mask)
    other[:40, :40] = 255
    new_image, new_mask, previous = simulate(image, mask, lambda: other, only, rng)
    assert previous.shape == mask.shape and previous.dtype == np.uint8
    moved_image = not np.array_equal(new_image, image)
    assert moved_image == (kind == "thin_plate")
    assert np.array_equal(new_mask, mask) != moved_image
    if kind == "empty":
        assert not previous.any()
    if kind == "small_affine":
        overlap = ((previous > 127) & (mask > 127)).sum() / (mask > 127).sum()
        assert overlap > 0.5


def test_that_the_thin_plate_field_is_the_identity_without_strength(rng) -> None:
    field = thin_plate_field(48, rng, 0.0)
    grid = np.stack(np.meshgrid(np.arange(48), np.arange(48)), -1)
    np.testing.assert_allclose(field, grid, atol=1e-3)


def test_that_a_sample_number_always_gives_the_same_sample(heads: Path) -> None:
    rows = read_csv(heads)
    samples = Samples(rows, load(rows), Recipe(), 64)
    for number in (0, 5, 123):
        (a, b), (c, d) = samples[number], samples[number]
        assert a.shape == (4, 64, 64) and b.shape == (2, 64, 64)
        assert np.array_equal(a, c) and np.array_equal(b, d)


def test_that_unknown_pixels_of_partial_rows_are_left_out(tmp_path: Path) -> None:
    import cv2

    cv2.imwrite(str(tmp_path / "a.png"), np.zeros((64, 64, 3), np.uint8))
    cv2.imwrite(str(tmp_path / "m.png"), np.full((64, 64), 128, np.uint8))
    (tmp_path / "d.csv").write_text("image,mask,partial\na.png,m.png,1\n")
    rows = read_csv(tmp_path / "d.csv")
    recipe = Recipe(geometry=Geometry(plain=1.0))
    _, target = Samples(rows, load(rows), recipe, 64)[3]
    assert target[1][8:56, 8:56].max() == 0


def test_that_processes_share_the_very_samples_of_one_large_batch() -> None:
    whole = list(Numbers(0, 64, 16))
    shares = [list(Numbers(0, 64, 8, rank, 2)) for rank in (0, 1)]
    for batch in range(4):
        own = [n for share in shares for n in share[8 * batch : 8 * batch + 8]]
        assert sorted(own) == whole[16 * batch : 16 * batch + 16]
