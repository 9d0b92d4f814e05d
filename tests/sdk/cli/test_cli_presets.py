"""`hairsdk presets`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hairsdk import Preset


@pytest.mark.usefixtures("installation")
def test_that_the_looks_are_listed_with_their_intensities(run) -> None:
    result = run("presets")
    assert result.code == 0
    lines = result.out.splitlines()
    assert [line.split()[0] for line in lines] == ["preset", "copper", "jet-black", "platinum"]
    assert "0.10 to 0.70" in lines[1]
    assert "9³" in lines[1]
    assert run("presets", "list").out == result.out
    for head in ("name", "hair intensity", "LUTs"):
        begins = lines[0].index(head)
        assert all(line[begins - 2 : begins] == "  " and line[begins] != " " for line in lines)
    assert not any(line.endswith(" ") for line in lines)


@pytest.mark.usefixtures("installation")
def test_that_a_listing_in_json_can_be_read_by_programs(run) -> None:
    records = json.loads(run("presets", "--json").out)
    assert [record["id"] for record in records] == ["copper", "jet-black", "platinum"]
    assert records[0]["intensity"] == {"metric": "rec709-luma-srgb", "light": 0.7, "dark": 0.1}


def test_that_a_look_is_shown_from_its_name_its_folder_and_its_file(
    run, installation: Path, workplace: Path
) -> None:
    Preset.builtin("copper").save(workplace / "mine.hairlook")
    for source in ("copper", installation / "lut_presets" / "copper", "mine.hairlook"):
        result = run("presets", "show", source)
        assert result.code == 0
        for fact in ("Copper", "Tests", "CC0-1.0", "0.7000", "2026-01-02"):
            assert fact in result.out
    (listed, *_) = json.loads(run("presets", "--json").out)
    assert json.loads(run("presets", "show", "copper", "--json").out) == listed


@pytest.mark.usefixtures("installation")
def test_that_an_unknown_look_suggests_the_nearest(run) -> None:
    result = run("presets", "show", "coper")
    assert result.code == 1
    assert result.err == "hairsdk: error: no preset 'coper'; did you mean copper?\n"


def test_that_a_look_that_list_is_given_suggests_to_show_it(run) -> None:
    assert run("presets", "list", "copper").err == (
        "hairsdk: error: argument PRESET: list takes none; did you mean 'show copper'? "
        "(see 'hairsdk presets list --help')\n"
    )


def test_that_what_is_not_understood_is_told_with_the_help_that_tells(run) -> None:
    assert run("presets", "show", "copper", "--jsn").err == (
        "hairsdk: error: unrecognized arguments: --jsn (see 'hairsdk presets show --help')\n"
    )


def test_that_a_damaged_look_is_named_and_the_others_listed(run, installation: Path) -> None:
    (installation / "lut_presets" / "copper" / "preset.json").write_text("{", encoding="ascii")
    result = run("presets")
    assert result.code == 1
    assert result.err.startswith("hairsdk: error: preset copper: ")
    assert [line.split()[0] for line in result.out.splitlines()[1:]] == ["jet-black", "platinum"]
