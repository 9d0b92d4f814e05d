"""`hairsdk presets make`: a look of two `.cube` files."""

from __future__ import annotations

import datetime
import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from hairsdk import Lut3D, Preset, Recolorer, read_cube, write_cube
from hairsdk.preset_files import Label, label_of


@pytest.fixture
def cubes(preset: Preset, workplace: Path) -> Path:
    """A pair from another tool, and the same as a preset has it, which tells its intensities."""
    write_cube("light.cube", replace(preset.light, comments=("intensity: strong",)))
    write_cube("dark.cube", preset.dark)
    preset.save("told")
    return workplace


def test_that_a_pair_becomes_the_look_that_its_preset_is(
    run, cubes: Path, network: Path, frame: np.ndarray
) -> None:
    command = ("presets", "make", "light.cube", "dark.cube", "My Look.hairlook")
    result = run(*command, "--light", "0.7", "--dark", "0.1")
    assert (result.code, result.err) == (0, "")
    assert result.out == "My Look.hairlook: My Look, 9³, hair intensity 0.10 to 0.70\n"
    made = Preset.load("My Look.hairlook")
    assert (made.id, made.name, made.author, made.licence) == ("my-look", "My Look", "", "")
    assert made.created == datetime.date.today().isoformat()
    assert made.recipe is None
    assert run("presets", "make", "told/light.cube", "told/dark.cube", "made.d").code == 0
    with Recolorer("told", network, device="cpu") as recolorer:
        expected = recolorer.recolor(frame)
        assert (expected != frame).any()
        for source in ("My Look.hairlook", "made.d"):
            np.testing.assert_array_equal(recolorer.recolor(frame, preset=source), expected)


def test_that_a_made_look_goes_into_a_bundle(run, cubes: Path) -> None:
    words = ("--name", "Süß", "--author", "Ann", "--licence", "CC0-1.0")
    assert run("presets", "make", "told/light.cube", "told/dark.cube", "x", *words).code == 0
    assert run("bundle", "export", "x", "-o", "looks.zip", "--model", "none").code == 0
    made = Preset.load("looks.zip#x")
    assert (made.name, made.author, made.licence) == ("Süß", "Ann", "CC0-1.0")
    assert (made.light, made.intensity_light) == (read_cube("told/light.cube"), 0.7)
    assert (made.dark, made.intensity_dark) == (read_cube("told/dark.cube"), 0.1)


@pytest.mark.skipif(os.name == "nt", reason="there arguments are no bytes")
@pytest.mark.parametrize(("given", "meant"), [(b"S\xc3\xbc\xc3\x9f", "Süß"), (b"S\xfc", "S\ufffd")])
def test_that_a_name_is_taken_in_a_locale_that_does_not_know_its_letters(
    given: bytes, meant: str, run, cubes: Path
) -> None:
    name = given.decode("ascii", "surrogateescape")
    words = ("--name", name, "--author", name, "--licence", name)
    for target, more in ((f"{name}.hairlook", ()), ("x", words)):
        assert run("presets", "make", "told/light.cube", "told/dark.cube", target, *more).code == 0
        assert Preset.load(target).name == meant
    made = Preset.load("x")
    assert (made.author, made.licence) == (meant, meant)


def test_that_a_number_given_goes_before_what_a_lut_tells(run, cubes: Path) -> None:
    run("presets", "make", "told/light.cube", "told/dark.cube", "x", "--light", "0.5")
    made = Preset.load("x")
    assert (made.intensity_light, made.intensity_dark) == (0.5, 0.1)


@pytest.mark.parametrize(("here", "target"), [("told", "."), ("told/below", "..")])
def test_that_a_look_made_in_a_folder_is_called_like_it(
    here: str, target: str, run, cubes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(here).mkdir(exist_ok=True)
    monkeypatch.chdir(here)
    pair = (cubes / "told/light.cube", cubes / "told/dark.cube")
    assert run("presets", "make", *pair, target, "--overwrite").code == 0
    assert (Preset.load(target).id, Preset.load(target).name) == ("told", "told")


def test_that_scripts_get_what_was_made_as_json(run, cubes: Path) -> None:
    arguments = ("told/light.cube", "told/dark.cube", "x")
    made = run("presets", "make", *arguments, "--json")
    assert json.loads(made.out)["intensity"]["light"] == 0.7
    assert run("presets", "show", "x", "--json").out == made.out
    assert run("presets", "--json", "make", *arguments, "--overwrite").out == made.out


@pytest.mark.parametrize(
    ("comments", "expected"),
    [
        (("side: dark", "intensity: 0.25 rec709-luma-srgb"), Label("dark", 0.25)),
        (("Side : left", "intensity:0.25   rec709-luma-srgb"), Label(None, 0.25)),
        (("intensity: 0.25 rec601-luma", "side: light"), Label("light", None)),
        (("intensity: 0.25", "side:left", "light"), Label(None, None)),
        (("intensity: 25 rec709-luma-srgb",), Label(None, None)),
        (("intensity: nan rec709-luma-srgb",), Label(None, None)),
        (("side: light", "side: dark"), Label("light", None)),
    ],
)
def test_that_only_what_is_understood_of_a_comment_is_taken(
    comments: tuple[str, ...], expected: Label
) -> None:
    assert label_of(replace(Lut3D.identity(2), comments=comments)) == expected


def test_that_what_stands_there_is_replaced_only_if_one_says_so(run, cubes: Path) -> None:
    before = Path("told/preset.json").read_bytes()
    command = ("presets", "make", "told/dark.cube", "told/dark.cube", "told", "--light", "0.9")
    result = run(*command)
    assert (result.code, result.err) == (
        1,
        "hairsdk: error: told exists; --overwrite replaces it\n",
    )
    assert Path("told/preset.json").read_bytes() == before
    assert run(*command, "--overwrite").code == 0
    assert Preset.load("told").intensity_light == 0.9


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (
            "light.cube dark.cube x",
            2,
            "no intensity is known of the light and dark LUT: add --light and",
        ),
        ("told/light.cube dark.cube x", 2, "is known of the dark LUT: add --dark with"),
        ("told/dark.cube told/light.cube x --light 0.8 --dark 0.1", 2, "light one: swap them"),
        (
            "light.cube told/light.cube x --light 0.8",
            2,
            "is known of the dark LUT: add --dark with",
        ),
        ("light.cube dark.cube x --light 0.1 --dark 0.8", 1, "0.1 must be above the dark one 0.8"),
        ("light.cube dark.cube x --light 1.5 --dark 0.8", 2, "expected a number from 0 to 1"),
        ("told/light.cube small.cube x --dark 0.1", 1, "'hairsdk lut convert --size'"),
        ("told/light.cube wide.cube x --dark 0.1", 1, "the two LUTs have different domains"),
        ("told/light.cube none.cube x", 1, "cannot read none.cube"),
        ("told/light.cube told/preset.json x", 1, "told/preset.json, line 1"),
        (
            "told/light.cube told/dark.cube out.cube",
            2,
            "a .hairlook file or a folder, not out.cube",
        ),
        ("told/light.cube told/dark.cube x --name=", 1, "preset x: the name is empty"),
        ("told/light.cube told/dark.cube x --author " + "A" * 501, 1, "preset x cannot be saved"),
        ("told/light.cube told/dark.cube light.cube/x", 1, "cannot make folder light.cube/x"),
    ],
)
def test_that_what_makes_no_look_is_refused_in_words(
    arguments: str, code: int, words: str, run, cubes: Path
) -> None:
    write_cube("small.cube", Lut3D.identity(5))
    write_cube("wide.cube", replace(Lut3D.identity(9), domain_max=(2.0, 2.0, 2.0)))
    before = sorted(cubes.rglob("*"))
    result = run("presets", "make", *arguments.split(" "))
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith("hairsdk: error: ")
    assert words in result.err.replace("\\", "/")
    assert sorted(cubes.rglob("*")) == before


@pytest.mark.usefixtures("installation")
def test_that_a_look_that_a_built_in_one_would_hide_says_how_it_is_worn(run, cubes: Path) -> None:
    result = run("presets", "make", "told/light.cube", "told/dark.cube", "copper")
    assert result.code == 0
    assert f"wear this one as {cubes / 'copper'}" in result.err
