from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import torch

from hairnet.augment import frame, mix_channels, photograph, recolour_hair, tone_curve
from hairnet.config import PREVIOUS_KINDS, Geometry, Photometry, Previous, Recipe
from hairnet.data import Pyramid, Row, load, read_csv
from hairnet.previous import simulate, thin_plate_field
from hairnet.samples import Numbers, Samples, to_network


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


PLACES = np.dstack([*np.mgrid[:256, :256][::-1], np.zeros((256, 256))]).astype(np.uint8)
"""A photo whose pixels tell where they are: red is the column, green the row."""


def views(rng: np.random.Generator, zoom: float, aspect: float = 0.0) -> list[tuple[Any, Any]]:
    """Views of it, and their masks, which call all of it hair. Few are turned."""
    pyramid = Pyramid((PLACES,), (np.full((256, 256), 255, np.uint8),))
    geometry = Geometry(
        plain=0.0, zoom_in=zoom, zoom_out=zoom, rotation=0.0, aspect=aspect, flip=0.0
    )
    found = [frame(pyramid, 64, geometry, rng) for _ in range(400)]
    return [(view.astype(int), mask) for view, mask in found]


def upright(found: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Those that are not turned: all but one in twenty."""
    level = [
        (view, mask)
        for view, mask in found
        if not np.ptp(view[32, 20:44, 1]) and view[32, 20, 0] < view[32, 43, 0]
    ]
    assert 0.9 < len(level) / len(found) < 0.99
    return level


def test_that_a_close_view_stays_in_the_photo_and_reaches_its_borders(
    rng: np.random.Generator,
) -> None:
    close = upright(views(rng, 0.5))
    assert all((mask == 255).all() for _, mask in close)
    for places in np.array([view[32, 32, :2] for view, _ in close]).T:
        assert 64 <= places.min() < 70 and 186 < places.max() <= 193
        assert 120 < places.mean() < 136
    assert {view[32, 63, 0] - view[32, 0, 0] for view, _ in close} == {126}


def test_that_a_far_view_holds_the_photo_and_labels_no_streaks_beside_it(
    rng: np.random.Generator,
) -> None:
    shares = np.array([mask.mean() / 255 for _, mask in views(rng, 2.0)])
    # Mirrored at its borders, as in four of ten, the photo fills the view, hair and all.
    mirrored = shares > 0.99
    assert 0.33 < mirrored.mean() < 0.47
    # Of those that are turned a corner may be outside.
    assert (np.abs(shares[~mirrored] - 0.25) < 0.02).mean() > 0.9


def test_that_views_are_stretched_as_asked(rng: np.random.Generator) -> None:
    stretched = upright(views(rng, 0.5, aspect=0.2))
    across, down = np.array(
        [
            (view[32, 63, 0] - view[32, 0, 0], view[63, 32, 1] - view[0, 32, 1])
            for view, _ in stretched
        ]
    ).T
    ratio = np.log(across / down)
    assert abs(ratio.mean()) < 0.04 and 0.16 < ratio.std() < 0.24


def test_that_views_are_drawn_closer_turned_and_mirrored_as_widely_as_asked(
    rng: np.random.Generator,
) -> None:
    pyramid = Pyramid((PLACES,), (np.full((256, 256), 255, np.uint8),))
    geometry = Geometry(0.25, 0.5, plain=0.0, aspect=0.0, rotation=25.0, flip=0.3)
    steps = []
    for _ in range(600):
        view = frame(pyramid, 64, geometry, rng)[0].astype(float)
        # How column and row of the photo grow along the view's two sides.
        steps.append([view[32, 40] - view[32, 24], view[40, 32] - view[24, 32]])
    (column, row), (column_down, row_down) = np.array(steps)[..., :2].transpose(1, 2, 0) / 16
    zoom = np.log(np.hypot(column, row) * 64 / 256)
    low, middle, high = np.log(0.25), np.log(0.125) / 2, np.log(0.5)
    assert low - 0.1 < zoom.min() < low + 0.05 and high - 0.05 < zoom.max() < high + 0.1
    assert abs(zoom.mean() - middle) < 0.05
    mirrored = column * row_down - row * column_down < 0
    assert 0.24 < mirrored.mean() < 0.36 and (row_down[mirrored] > 0).mean() > 0.9
    angle = np.degrees(np.arctan2(row, column))[~mirrored]
    assert 0.01 < (np.abs(angle) > 27).mean() < 0.08
    assert abs(np.quantile(angle, 0.05) + 25) < 5 and abs(np.quantile(angle, 0.95) - 25) < 5


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


def test_that_hair_is_dyed_in_every_hue(rng: np.random.Generator) -> None:
    image = np.full((16, 16, 3), 57, np.uint8)
    mask = np.full((16, 16), 255, np.uint8)
    dyed = np.array([recolour_hair(image, mask, rng)[:1, :1] for _ in range(900)])
    hue, saturation, _ = cv2.cvtColor(dyed[:, 0], cv2.COLOR_RGB2HSV)[:, 0].T
    sixths = np.bincount(hue[saturation > 60] // 30, minlength=6) / (saturation > 60).sum()
    assert (np.abs(sixths - 1 / 6) < 0.06).all()


def test_that_changes_of_saturation_and_hue_leave_grey_alone(rng: np.random.Generator) -> None:
    for _ in range(50):
        matrix = mix_channels(rng, Photometry(saturation=1.0))
        assert matrix is not None
        np.testing.assert_allclose(matrix @ np.ones(3), np.ones(3), atol=1e-5)


NOTHING = dict.fromkeys(Photometry.__dataclass_fields__, 0.0)


@pytest.mark.parametrize("name", sorted(NOTHING.keys() - {"occluder"}))
def test_that_each_change_of_the_picture_comes_as_often_as_asked(
    heads: Path, rng: np.random.Generator, name: str
) -> None:
    [pyramid] = load(read_csv(heads)[:1])
    image, mask = pyramid.images[0], pyramid.masks[0]
    for chance in (0.0, 1.0):
        changed = [
            not np.array_equal(
                photograph(image, mask, Photometry(**{**NOTHING, name: chance}), rng), image
            )
            for _ in range(8)
        ]
        assert set(changed) == {chance == 1.0}


def curves(rng: np.random.Generator, name: str) -> Any:
    """Tone curves, ``(draws, 256, 3)``, of one kind of light."""
    return np.array([tone_curve(rng, Photometry(**{**NOTHING, name: 1.0})) for _ in range(500)])


def test_that_tones_change_about_those_of_the_photo(rng: np.random.Generator) -> None:
    tones = curves(rng, "tone").astype(float)
    assert (np.diff(tones, axis=1) >= 0).all()
    middle = tones[:, 128].clip(1)
    assert 120 < middle.mean() < 136 and 20 < middle.std() < 45
    slopes = (tones[:, 144] - tones[:, 112]) / 32
    assert 0.9 < slopes.mean() < 1.2 and 0.15 < slopes.std() < 0.45
    assert 0.01 < np.log(middle[:, 0] / middle[:, 2]).std() < 0.1


def test_that_coloured_light_leans_to_no_colour(rng: np.random.Generator) -> None:
    light = curves(rng, "coloured_light")[:, 60].astype(float) / 60
    lean = np.log(light[:, 0] / light[:, 2])
    assert abs(lean.mean()) < 0.06 and 0.23 < lean.std() < 0.34
    assert 0.9 < light.mean() < 1.12


def test_that_dark_photos_keep_a_fifth_to_three_fifths_of_the_light(
    rng: np.random.Generator,
) -> None:
    white = curves(rng, "dark")[:, 255] / 255
    assert 0.19 < white.min() < 0.23 and 0.57 < white.max() < 0.61
    assert 0.37 < white.mean() < 0.43


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


def centre(mask: Any) -> Any:
    """Place of the middle of a mask, as parts of its side."""
    return np.array(np.nonzero(mask > 127)).mean(1) / len(mask)


@pytest.mark.parametrize(("kind", "least", "most"), [("small", 0.025, 0.06), ("large", 0.2, 0.55)])
def test_that_masks_move_as_far_as_heads_do_between_frames_or_in_cuts(
    rng: np.random.Generator, kind: str, least: float, most: float
) -> None:
    yy, xx = np.mgrid[:128, :128]
    disc = ((np.hypot(xx - 64, yy - 64) < 16) * 255).astype(np.uint8)
    image = np.zeros((128, 128, 3), np.uint8)
    only = Previous(**{name: float(name == f"{kind}_affine") for name in PREVIOUS_KINDS})
    found = [simulate(image, disc, disc.copy, only, rng)[2] for _ in range(300)]
    moves = np.array([centre(mask) - 0.5 for mask in found if (mask > 127).any()])
    areas = np.array([(mask > 127).sum() for mask in found]) / (disc > 127).sum()
    # They shrink as often as they grow; holes and patches move the middle, too, now and then.
    assert 0.8 < np.median(areas) < 1.2 and np.quantile(areas, 0.1) < 0.87
    assert least < np.quantile(np.abs(moves), 0.8) < most
    assert (np.abs(moves.mean(0)) < most / 5).all()


def test_that_wrong_masks_are_of_three_kinds(rng: np.random.Generator) -> None:
    mask = np.zeros((64, 64), np.uint8)
    other = mask.copy()
    other[:, :32] = 255
    image = np.zeros((64, 64, 3), np.uint8)
    only = Previous(**{name: float(name == "other") for name in PREVIOUS_KINDS})
    found = [simulate(image, mask, lambda: other, only, rng)[2] for _ in range(600)]
    full = np.mean([(m == 255).all() for m in found])
    others = np.mean(
        [(m[:, :28] > 200).mean() > 0.5 and (m[:, 36:] < 50).mean() > 0.5 for m in found]
    )
    assert 0.09 < full < 0.21 and 0.36 < others < 0.54


def test_that_a_fast_camera_bends_the_picture_and_leaves_its_last_mask(
    rng: np.random.Generator,
) -> None:
    only = Previous(**{name: float(name == "thin_plate") for name in PREVIOUS_KINDS})
    mask = PLACES[..., 0]
    found = [simulate(PLACES, mask, mask.copy, only, rng) for _ in range(60)]
    assert all(np.array_equal(image[..., 0], moved) for image, moved, _ in found)
    # A fifth of the masks are not made to look like a network's.
    assert 2 < sum(np.array_equal(previous, mask) for *_, previous in found) < 28
    middle = np.s_[64:192, 64:192]
    shifts = [np.abs(moved[middle].astype(int) - mask[middle]).mean() for _, moved, _ in found]
    assert 0.005 < np.mean(shifts) / 256 < 0.03 and max(shifts) / 256 < 0.12


@pytest.mark.parametrize("strength", [0.01, 0.03])
def test_that_the_thin_plate_field_is_as_strong_as_asked(
    rng: np.random.Generator, strength: float
) -> None:
    grid = np.stack(np.meshgrid(np.arange(96), np.arange(96)), -1)
    shifts = np.array([thin_plate_field(96, rng, strength) - grid for _ in range(200)])
    # At a control point, a third of the way in.
    deviation = shifts[:, 32, 32].std(0) / 96
    np.testing.assert_allclose(deviation, strength, rtol=0.2)
    assert np.abs(np.diff(shifts, axis=2)).max() < 0.4 * 96 * strength


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


STILL = Recipe(
    geometry=Geometry(plain=1.0), photometry=Photometry(**NOTHING), previous=Previous(1, 0, 0, 0, 0)
)
"""Photos as they are, and no memory."""


def plain(colour: tuple[int, int, int], mask: int, size: int = 64) -> Pyramid:
    image = np.full((size, size, 3), colour, np.uint8)
    return Pyramid((image,), (np.full((size, size), mask, np.uint8),))


def row(name: str, **more: Any) -> Row:
    return Row(Path(f"{name}.png"), Path(f"{name}.mask.png"), **more)


def inner(planes: Any) -> Any:
    """The middle of a sample, where no border shows, as means of its planes."""
    return planes[:, 16:48, 16:48].mean((1, 2)).round()


def test_that_a_sample_is_red_green_blue_and_the_mask_before() -> None:
    samples = Samples([row("a")], [plain((200, 100, 50), 255)], STILL, 64)
    picture, target = samples[0]
    assert inner(picture).tolist() == [200, 100, 50, 0]
    assert inner(target).tolist() == [255, 255]
    x, y = to_network(*(torch.from_numpy(part)[None] for part in (picture, target)))
    torch.testing.assert_close(x[0, :, 32, 32], torch.tensor([200, 100, 50, 0]) / 255)
    assert y.max() == 1


def test_that_samples_are_changed_as_the_recipe_asks() -> None:
    def some(**chances: float) -> list[Any]:
        recipe = replace(STILL, photometry=Photometry(**{**NOTHING, **chances}))
        samples = Samples([row("a")], [plain((200, 100, 50), 255)], recipe, 64)
        return [samples[number] for number in range(12)]

    assert any((target[0][16:48, 16:48] == 0).any() for _, target in some(occluder=1.0))
    assert all((target[0][16:48, 16:48] == 255).all() for _, target in some())
    assert all(inner(picture)[0] != 200 for picture, _ in some(grey=1.0))
    remembered = Samples(
        [row("a")], [plain((9, 9, 9), 255)], replace(STILL, previous=Previous(0, 1, 0, 0, 0)), 64
    )
    assert inner(remembered[0][0])[3] > 128


def test_that_rows_are_drawn_by_their_weights_and_seed() -> None:
    rows = [row("a", weight=0), row("b", weight=3, partial=True), row("c", weight=1)]
    photos = [plain((value, 0, 0), 128) for value in (50, 100, 150)]

    def drawn(seed: int) -> list[tuple[int, bool]]:
        samples = Samples(rows, photos, replace(STILL, seed=seed), 64)
        taken = (samples[number] for number in range(200))
        return [(int(inner(x)[0]), bool(inner(y)[1])) for x, y in taken]

    found = drawn(1)
    assert set(found) == {(100, False), (150, True)}
    assert 0.65 < found.count((100, False)) / len(found) < 0.85
    assert drawn(2) != found
    recipe = replace(STILL, set_weights={"often": 9.0})
    samples = Samples([row("a", set="often"), row("b")], photos[:2], recipe, 64)
    assert np.mean([inner(samples[number][0])[0] == 50 for number in range(100)]) > 0.8


def test_that_unknown_pixels_of_partial_rows_are_left_out() -> None:
    mask = np.repeat([20, 60, 200, 240], 16).astype(np.uint8)[None].repeat(64, 0)
    photo = Pyramid((np.zeros((64, 64, 3), np.uint8),), (mask,))
    recipe = replace(STILL, geometry=Geometry(plain=1.0, flip=0.0))
    _, target = Samples([row("a", partial=True)], [photo], recipe, 64)[3]
    assert target[1][32, [8, 24, 40, 56]].tolist() == [255, 0, 0, 255]


def test_that_processes_share_the_very_samples_of_one_large_batch() -> None:
    whole = list(Numbers(0, 64, 16))
    shares = [list(Numbers(0, 64, 8, rank, 2)) for rank in (0, 1)]
    for batch in range(4):
        own = [n for share in shares for n in share[8 * batch : 8 * batch + 8]]
        assert sorted(own) == whole[16 * batch : 16 * batch + 16]
