"""`hairsdk segment`, with a network that calls dark pixels hair."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from hairsdk.images import Photo, read_photo, write_photo

NETWORK = Path(__file__).parents[2] / "data" / "networks" / "darkness.tflite"


@pytest.fixture
def scene(workplace: Path) -> np.ndarray:
    """Written to scene.png: black hair on the left third, light grey on the rest."""
    rgb = np.full((120, 180, 3), 230, np.uint8)
    rgb[:, :60] = 10
    write_photo(workplace / "scene.png", Photo(rgb))
    return rgb


@pytest.mark.usefixtures("scene")
def test_that_the_mask_is_white_where_there_is_hair(run) -> None:
    result = run("segment", "scene.png", "mask.png", "--model", NETWORK)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("mask.png: hair 3")
    with Image.open("mask.png") as written:
        assert written.mode == "L"
        mask = np.asarray(written)
    assert mask.shape == (120, 180)
    assert mask[:, :50].min() > 240
    assert mask[:, 70:].max() < 15


def test_that_a_cutout_is_transparent_but_for_the_hair(run, scene: np.ndarray) -> None:
    assert run("segment", "scene.png", "hair.png", "--as", "cutout", "--model", NETWORK).code == 0
    photo = read_photo("hair.png")
    assert np.array_equal(photo.pixels, scene)
    assert photo.alpha is not None
    assert photo.alpha[:, :50].min() > 240
    assert photo.alpha[:, 70:].max() < 15


def test_that_a_cutout_of_a_transparent_photo_stays_transparent(
    run, scene: np.ndarray, workplace: Path
) -> None:
    alpha = np.zeros(scene.shape[:2], np.uint8)
    alpha[60:] = 255
    write_photo(workplace / "see-through.png", Photo(scene, alpha))
    options = ("--as", "cutout", "--model", NETWORK)
    assert run("segment", "see-through.png", "hair.webp", *options).code == 0
    found = read_photo("hair.webp").alpha
    assert found is not None
    assert (found[:60] == 0).all()
    assert found[60:, :50].min() > 240


def test_that_an_overlay_tints_the_hair_only(run, scene: np.ndarray) -> None:
    assert run("segment", "scene.png", "check.png", "--as", "overlay", "--model", NETWORK).code == 0
    found = read_photo("check.png").rgb.astype(int)
    assert (found[:, :50, 0] - found[:, :50, 1]).min() > 100
    assert np.abs(found[:, 70:] - scene[:, 70:]).max() < 10


@pytest.mark.usefixtures("scene")
def test_that_a_folder_gets_a_mask_for_each_photo(run, workplace: Path) -> None:
    shoot = workplace / "shoot"
    shoot.mkdir()
    photo = read_photo("scene.png")
    for name in ("a.jpg", "b.jpg", "b.webp", "c.jpg", "c.jpg.png", "c.png"):
        write_photo(shoot / name, photo)
    result = run("segment", "shoot", "masks", "--model", NETWORK)
    assert result.code == 0
    names = sorted(p.name for p in (workplace / "masks").iterdir())
    assert names == ["a.png", "b.jpg.png", "b.webp.png", "c.jpg.png", "c.jpg.png.png", "c.png"]
    assert result.out.splitlines()[-1].startswith("6 segmented, 0 failed, 0 skipped")


@pytest.mark.parametrize(
    ("kind", "name"), [("mask", "mask.jpg"), ("cutout", "hair.jpg"), ("overlay", "look.gif")]
)
@pytest.mark.usefixtures("scene")
def test_that_a_format_that_cannot_hold_it_is_refused(run, kind: str, name: str) -> None:
    result = run("segment", "scene.png", name, "--as", kind, "--model", NETWORK)
    assert result.code == 1
    assert result.err.startswith(f"hairsdk: error: {name}: a{'n' * (kind == 'overlay')} {kind}")
    assert not Path(name).exists()
