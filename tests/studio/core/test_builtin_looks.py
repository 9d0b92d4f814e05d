"""The built-in looks: complete, reproducible, safe, and one colour on everyone."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from hairsdk import Preset, list_presets, resources
from hairsdk.apply import recolor_pixels
from hairsdk.lut import blend_luts
from hairstudio.core import StackError, load_registry
from hairstudio.core.colour.difference import ciede2000, to_lab
from hairstudio.core.colour.srgb import luma
from hairstudio.core.looks.author import author
from hairstudio.core.looks.build import build_preset
from hairstudio.core.looks.designs import DESIGNS
from hairstudio.core.looks.measure import consistency, safety, strands, truth, untouched
from hairstudio.core.looks.recipe import builtin_recipes, recipe_from_json
from hairstudio.core.looks.recolour import recolour
from hairstudio.core.looks.series import load_series
from hairstudio.core.references import DARKEST, LIGHTEST, load_reference

REGISTRY = load_registry(())
RECIPES = {recipe.id: recipe for recipe in builtin_recipes(REGISTRY)}
NAMED_BY_A_SALON = {
    "jet-black", "espresso", "chestnut", "auburn", "copper", "honey-blond", "ash-blond",
    "platinum", "silver", "burgundy", "rose", "violet", "teal", "ocean", "apricot", "lilac",
}  # fmt: skip
LOOKS = pytest.mark.parametrize("name", list_presets())
POSITIONS = (0.0, 0.25, 0.5, 0.75, 1.0)


@pytest.fixture(scope="module")
def presets() -> dict[str, Preset]:
    return {name: Preset.builtin(name) for name in list_presets()}


@pytest.fixture(scope="module")
def one_head(series_folder):
    """The head that no look was tuned on."""
    return {"2067": dict(load_series(series_folder)["2067"])}


def through(preset: Preset, position: float, colours: np.ndarray) -> np.ndarray:
    lut = blend_luts(preset.dark, preset.light, position)
    image = np.ascontiguousarray(colours[None], np.float32)
    return recolor_pixels(image, np.ones(image.shape[:2], np.float32), lut)[0]


def mean_colour(image: np.ndarray, mask: np.ndarray) -> np.ndarray:
    return np.average(image.reshape(-1, 3) / 255, axis=0, weights=mask.ravel())


def test_that_all_looks_of_the_salon_are_there(presets):
    assert set(presets) >= NAMED_BY_A_SALON
    assert set(presets) == set(RECIPES) == {design.id for design in DESIGNS}


@LOOKS
def test_that_a_look_carries_its_recipe_intensities_and_thumbnail(name, presets):
    preset, recipe = presets[name], RECIPES[name]
    assert recipe_from_json(preset.recipe, REGISTRY) == recipe
    assert preset.light.size == 33
    assert preset.intensity_light == pytest.approx(load_reference(LIGHTEST).intensity, abs=1e-4)
    assert preset.intensity_dark == pytest.approx(load_reference(DARKEST).intensity, abs=1e-4)
    thumbnail = cv2.imdecode(np.frombuffer(preset.thumbnail, np.uint8), cv2.IMREAD_COLOR)
    assert thumbnail.shape == (160, 160, 3)


@pytest.mark.parametrize("name", ["copper", "platinum", "ocean"])
def test_that_building_again_gives_the_same_bytes(name, tmp_path):
    build_preset(RECIPES[name]).save(tmp_path / name)
    committed = resources.presets_dir() / name
    files = sorted(path.name for path in committed.iterdir())
    assert files == ["dark.cube", "light.cube", "preset.json", "thumbnail.png"]
    for file in ("dark.cube", "light.cube", "preset.json"):
        assert (tmp_path / name / file).read_bytes() == (committed / file).read_bytes(), file
    # PNG bytes depend on the zlib that OpenCV was built with; its pixels do not.
    again, before = (cv2.imread(str(f / "thumbnail.png")) for f in (tmp_path / name, committed))
    assert np.abs(again.astype(int) - before).max() <= 1


def test_that_the_author_finds_the_committed_recipe_again():
    design = next(design for design in DESIGNS if design.id == "auburn")
    found, committed = author(design), RECIPES["auburn"]
    for side in ("dark", "light"):
        for ours, theirs in zip(
            getattr(found, side).entries, getattr(committed, side).entries, strict=True
        ):
            assert ours.name == theirs.name
            if ours.effect.type_id == "curves":
                assert np.allclose(ours.effect.luma, theirs.effect.luma, atol=5e-3)
            else:
                assert ours.effect == theirs.effect


@LOOKS
def test_that_a_grey_ramp_never_turns_back_and_never_jumps(name, presets):
    ramp = np.repeat(np.arange(256)[:, None] / 255, 3, axis=1)
    for position in POSITIONS:
        luma = through(presets[name], position, ramp) @ (0.2126, 0.7152, 0.0722)
        steps = np.diff(luma) * 255
        assert steps.min() > -0.02
        assert steps.max() < 3.5


@LOOKS
def test_that_shine_is_not_clipped(name, presets):
    for position in POSITIONS:
        bright = through(presets[name], position, np.full((1, 3), 0.9))
        assert bright.max() < 1


def test_that_silver_keeps_neutral_greys_neutral(presets):
    ramp = np.repeat(np.arange(256)[:, None] / 255, 3, axis=1)
    for position in POSITIONS:
        assert np.ptp(through(presets["silver"], position, ramp), axis=1).max() < 1e-3


def test_that_platinum_is_a_pale_blond_and_no_grey(presets, one_head):
    for picture in one_head["2067"].values():
        found, ash = (
            to_lab(mean_colour(recolour(picture.image, picture.mask, presets[name]), picture.mask))
            for name in ("platinum", "ash-blond")
        )
        assert found[2] > 8
        assert found[2] / found[0] < ash[2] / ash[0]
        assert found[0] > ash[0] + 5


def test_that_platinum_is_warm_in_the_shade_and_pale_in_the_shine(presets):
    """As 25 heads of platinum hair in photos: grey shade made black hair under it look grey."""
    greys = np.repeat(np.arange(0, 256, 3)[:, None] / 255, 3, axis=1)
    for position in POSITIONS:
        lightness, *chroma = to_lab(through(presets["platinum"], position, greys)).T
        shade = (lightness > 32) & (lightness < 55)
        shine = lightness > 85
        assert np.hypot(*chroma)[shade].min() > 9
        assert chroma[0][shade].min() > 2
        assert np.hypot(*chroma)[shine].max() < 13


@pytest.mark.parametrize("name", ["copper", "platinum", "jet-black"])
def test_that_hair_of_every_colour_becomes_one(name, presets, one_head):
    found = consistency(presets[name], one_head)
    assert found.pair < 3
    assert found.pair < 0.5 * untouched(one_head)
    assert found.pair < found.flat
    assert found.pair < found.dark


@LOOKS
@pytest.mark.parametrize("dye", [(191, 26, 38), (26, 128, 64), (26, 64, 191), (128, 38, 153)])
def test_that_dyed_hair_does_not_show_through(name, dye, presets, one_head):
    """Jet black kept two fifths of the hair's own colour: green hair became dark green."""
    brown = one_head["2067"]["brown"]
    head, mask = brown.image[::4, ::4].copy(), brown.mask[::4, ::4].copy()
    hair = np.clip(luma(head.astype(float)) * dye / luma(np.array([dye], float)), 0, 255)
    dyed = np.rint(head + mask[..., None] * (hair - head)).astype(np.uint8)
    found, wanted = (
        to_lab(mean_colour(recolour(image, mask, presets[name]), mask)) for image in (dyed, head)
    )
    assert ciede2000(found, wanted) < 9


def test_that_strands_stay_and_noise_is_held(presets, one_head):
    for name in ("platinum", "espresso"):
        mean, least = strands(presets[name], one_head)
        assert mean > least > 0.5
        safe = safety(presets[name], one_head)
        assert safe.noise_gain < 3.2
        assert safe.falls == 0
        assert safe.clipped < 0.01


def test_that_black_hair_comes_near_the_render_with_brown_hair(presets, one_head):
    found = truth(presets["brunette"], one_head, "brown")
    assert found.mean["2067"] < 5
    assert found.pixel["2067"] < 7


def test_that_a_recipe_error_names_the_field():
    data = RECIPES["copper"].to_json()
    data["dark"]["entries"][0]["parameters"]["amount"] = 3
    with pytest.raises(ValueError, match=r"copper\.dark\.entries\[0\]\.parameters\.amount"):
        recipe_from_json(data, REGISTRY, where="copper")
    with pytest.raises(StackError, match=r"copper\.name: expected text"):
        recipe_from_json({**RECIPES["copper"].to_json(), "name": 3}, REGISTRY, where="copper")
    with pytest.raises(StackError, match=r"copper\.schema_version"):
        recipe_from_json({}, REGISTRY, where="copper")
