"""What an export writes, without a window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hairsdk.bundle import Bundle
from hairsdk.errors import ParameterError, PresetError
from hairsdk.preset import Preset, require_id
from hairsdk.resources import presets_dir
from hairstudio.document.hairlook import save_preset
from hairstudio.document.look import empty_look
from hairstudio.services.control import TaskControl
from hairstudio.services.export import ExportOptions, export_look, planned_files, unique_names


@pytest.mark.parametrize("name", ["Copper.hairlook", "Copper.HAIRLOOK", "Copper.Zip", "Copper.PNG"])
def test_that_a_name_that_ends_like_a_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ParameterError, match=r"leave .* out"):
        ExportOptions(tmp_path, name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "type a name"),
        ("looks/copper", "cannot be the start"),
        (".copper", "cannot be the start"),
        ("..", "cannot be the start"),
    ],
)
def test_that_a_name_that_is_no_start_of_one_is_refused(
    tmp_path: Path, name: str, words: str
) -> None:
    with pytest.raises(ParameterError, match=words):
        ExportOptions(tmp_path, name)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ({"cubes": True}, ["a-light.cube", "a-dark.cube"]),
        ({"hairlook": True}, ["a.hairlook"]),
        ({"preset_folder": True}, ["a"]),
        ({"hald": True}, ["a-light-hald.png", "a-dark-hald.png"]),
        ({"bundle": "web"}, ["a-web.zip"]),
    ],
)
def test_that_what_is_chosen_is_written_and_nothing_else(
    tmp_path: Path, kind: dict[str, Any], names: list[str]
) -> None:
    options = replace(ExportOptions(tmp_path, "a", cubes=False, hairlook=False), **kind)
    assert planned_files(options) == tuple(tmp_path / name for name in names)
    written = export_look(empty_look(), replace(options, size=17), TaskControl())
    assert written == planned_files(options)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)


def test_that_a_bundle_holds_other_looks_too_and_those_of_one_id_get_numbers(
    tmp_path: Path,
) -> None:
    saved = tmp_path / "rust.hairlook"
    copper = Preset.load(presets_dir() / "copper")
    save_preset(saved, replace(copper, id="rust", name="Rust"), {})
    others = (saved, presets_dir() / "platinum")
    options = ExportOptions(tmp_path / "out", "a", size=17, bundle="generic", others=others)
    export_look(empty_look(), options, TaskControl())
    with Bundle(tmp_path / "out" / "a-generic.zip") as bundle:
        assert bundle.looks == ("untitled", "rust", "platinum")
    told: list[str] = []
    twins = replace(options, folder=tmp_path / "twins", others=(saved, saved))
    open_look = empty_look().with_about(id="rust")
    export_look(open_look, twins, TaskControl(), remarks=told)
    with Bundle(tmp_path / "twins" / "a-generic.zip") as bundle:
        assert bundle.looks == ("rust", "rust-2", "rust-3")
        assert bundle.preset("rust-2").name == "Rust"
    assert told == [
        f"Rust is called {name} in the bundle, where rust is another look's id"
        for name in ("rust-2", "rust-3")
    ]


def test_that_a_bundle_of_a_damaged_look_leaves_nothing_behind(tmp_path: Path) -> None:
    (damaged := tmp_path / "rust.hairlook").write_bytes(b"damaged")
    options = ExportOptions(tmp_path / "out", "a", size=17, bundle="generic", others=(damaged,))
    with pytest.raises(PresetError, match="rust"):
        export_look(empty_look(), options, TaskControl())
    assert list((tmp_path / "out").iterdir()) == []


def test_that_names_that_differ_in_capitals_only_get_a_number_that_is_free() -> None:
    names = ("copper", "Copper", "rust", "copper-2", "copper")
    assert list(unique_names(names)) == ["copper", "Copper-3", "rust", "copper-2", "copper-4"]


def test_that_a_name_with_a_number_is_still_an_id() -> None:
    for name in unique_names(12 * ["a" * 64]):
        require_id(name)


def test_that_the_pair_and_one_file_are_usual_and_nothing_is_no_export(tmp_path: Path) -> None:
    usual = ExportOptions(tmp_path / "out", "a")
    assert [path.suffix for path in planned_files(usual)] == [".cube", ".cube", ".hairlook"]
    nothing = replace(usual, cubes=False, hairlook=False)
    with pytest.raises(ParameterError, match="nothing to export"):
        export_look(empty_look(), nothing, TaskControl())
    assert not usual.folder.exists()
