"""The document file."""

from __future__ import annotations

import json
import math
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from hairsdk.cube import write_cube
from hairsdk.errors import FileWriteError, PresetError, PresetVersionError
from hairsdk.lut import Lut3D
from hairsdk.preset import Preset
from hairsdk.safe_zip import ZipRules
from hairstudio.core import Entry, Registry, Stack
from hairstudio.core.errors import StackError
from hairstudio.core.references import DARKEST, LIGHTEST
from hairstudio.document import hairlook
from hairstudio.document.hairlook import copy_look, open_look, save_look, save_preset
from hairstudio.document.look import DEFAULT_INTENSITY, About, Look, Side
from hairstudio.document.recipe import with_stored_luts
from hairstudio.document.reference import Reference, builtin_reference
from hairstudio.services.baking import make_preset


@pytest.fixture
def look(registry: Registry) -> Look:
    light = Stack().append(Entry(registry.get("dye")(amount=0.8), opacity=0.6, name="Glaze"))
    dark = Stack().append(registry.get("lighten")(amount=0.5)).append(registry.get("curves")())
    return Look(
        About("copper", "Copper", "Ann", "CC0-1.0", "2026-01-02", "Warm."),
        Side(light, builtin_reference("white_bob_2033")),
        Side(dark, builtin_reference("black_braids_2009")),
        goal=(0.5, 0.25, 0.1),
    )


@pytest.fixture
def path(look: Look, tmp_path: Path) -> Path:
    """The look, saved."""
    saved = tmp_path / "a.hairlook"
    save_look(saved, look, make_preset(look))
    return saved


def _rewrite(path: Path, change) -> None:
    """Put another preset.json into a document."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    document = json.loads(files["preset.json"])
    change(document)
    files["preset.json"] = json.dumps(document).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)


def test_that_a_document_reopens_as_it_was(look: Look, registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "copper.hairlook"
    painted = look.light.reference.with_mask(look.light.reference.mask * np.float32(0.37))
    look = look.with_reference("light", painted)
    look = replace(look, linked=True, goal_spread=(0.1, 0.02, 0.03), size=17)
    save_look(path, look, make_preset(look))
    opened = open_look(path, registry, tmp_path / "luts")
    assert opened.remarks == ()
    again = opened.look
    assert again.about == look.about
    assert (again.light.stack, again.dark.stack) == (look.light.stack, look.dark.stack)
    assert (again.goal, again.goal_spread) == (look.goal, look.goal_spread)
    assert (again.linked, again.size) == (True, 17)
    assert again.light.reference.name == painted.name
    assert again.light.reference.builtin == "white_bob_2033"
    assert np.array_equal(again.light.reference.image, look.light.reference.image)
    assert np.array_equal(again.light.reference.mask, painted.mask)
    assert np.array_equal(again.light.reference.found, painted.found)
    assert again.light.reference.corrected
    assert not again.dark.reference.corrected
    assert again.intensities == look.intensities


def test_that_the_same_look_gives_the_same_bytes(
    look: Look, registry: Registry, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.hairlook", tmp_path / "b.hairlook"
    save_look(first, look, make_preset(look))
    again = open_look(first, registry, tmp_path).look
    save_look(second, again, make_preset(again))
    assert first.read_bytes() == second.read_bytes()


def test_that_the_sdk_opens_a_document(path: Path, look: Look) -> None:
    preset = Preset.load(path)
    assert preset.name == "Copper"
    assert preset.intensity_light == look.intensities[0]
    assert preset.thumbnail is not None


def test_that_a_look_without_references_or_with_swapped_ones_can_be_saved(
    look: Look, registry: Registry, tmp_path: Path
) -> None:
    path = tmp_path / "a.hairlook"
    empty = look.with_reference("light", None)
    save_look(path, empty, make_preset(empty))
    assert open_look(path, registry, tmp_path).look.light.reference is None
    swapped = replace(
        look,
        light=replace(look.light, reference=look.dark.reference),
        dark=replace(look.dark, reference=look.light.reference),
    )
    save_look(path, swapped, make_preset(swapped))
    light, dark = open_look(path, registry, tmp_path).look.intensities
    assert light < dark


def test_that_a_newer_document_is_refused_kindly(
    path: Path, registry: Registry, tmp_path: Path
) -> None:
    _rewrite(path, lambda document: document["recipe"].update(schema_version=99))
    with pytest.raises(PresetVersionError, match=r"newer Hair Studio.*Update"):
        open_look(path, registry, tmp_path)
    _rewrite(path, lambda document: document.update(schema_version=99))
    with pytest.raises(PresetVersionError, match="newer"):
        open_look(path, registry, tmp_path)


@pytest.mark.parametrize("keep", [0, 30, 5000])
def test_that_a_truncated_document_is_refused(
    path: Path, registry: Registry, tmp_path: Path, keep: int
) -> None:
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(PresetError, match=r"a\.hairlook"):
        open_look(path, registry, tmp_path)


def test_that_damage_in_the_recipe_names_the_field(
    path: Path, registry: Registry, tmp_path: Path
) -> None:
    _rewrite(path, lambda document: document["recipe"]["light"].update(entries=7))
    with pytest.raises(StackError, match=r"light\.entries"):
        open_look(path, registry, tmp_path)
    _rewrite(path, lambda document: document["recipe"].update(light={"entries": []}, size=12))
    with pytest.raises(PresetError, match=r"recipe\.size"):
        open_look(path, registry, tmp_path)
    for goal in ([1, 2], ["nan", 0, 0]):
        _rewrite(path, lambda document, goal=goal: document["recipe"].update(size=33, goal=goal))
        with pytest.raises(PresetError, match=r"recipe\.goal: expected three numbers"):
            open_look(path, registry, tmp_path)
    _rewrite(path, lambda document: document["recipe"].update(goal=None))
    _rewrite(path, lambda document: document["recipe"]["references"]["dark"].pop("mask"))
    with pytest.raises(PresetError, match=r"recipe\.references\.dark: the field 'mask' is missing"):
        open_look(path, registry, tmp_path)


def test_that_a_lost_reference_is_told_and_the_rest_opens(
    path: Path, look: Look, registry: Registry, tmp_path: Path
) -> None:
    with zipfile.ZipFile(path) as archive:
        files = {n: archive.read(n) for n in archive.namelist() if n != "mask-light.png"}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    opened = open_look(path, registry, tmp_path)
    assert opened.look.light.reference is None
    assert opened.look.light.stack == look.light.stack
    assert "light reference" in opened.remarks[0]


def test_that_an_unknown_effect_is_kept_and_told(
    path: Path, registry: Registry, tmp_path: Path
) -> None:
    glitter = {"effect": "glitter", "parameters": {"amount": [1, 2]}}
    _rewrite(path, lambda document: document["recipe"]["light"]["entries"].extend([glitter] * 2))
    opened = open_look(path, registry, tmp_path)
    (remark,) = opened.remarks
    assert "glitter" in remark
    save_look(path, opened.look, make_preset(opened.look))
    entry = Preset.load(path).recipe["light"]["entries"][-1]
    assert entry["effect"] == "glitter"
    assert entry["parameters"] == {"amount": [1, 2]}


def test_that_imported_luts_travel_inside_the_document(
    look: Look, registry: Registry, tmp_path: Path
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    write_cube(here / "grade.cube", Lut3D(np.flip(Lut3D.identity(5).table, 0)))
    effect = registry.get("lut-file")(path=str(here / "grade.cube"))
    look = look.with_stack("light", Stack().append(effect))
    path = tmp_path / "a.hairlook"
    save_look(path, look, make_preset(look))
    before = make_preset(look).light
    shutil.rmtree(here)
    opened = open_look(path, registry, tmp_path / "luts")
    assert opened.remarks == ()
    assert make_preset(opened.look).light == before
    assert opened.look.light.stack.entries[0].effect.path.startswith(str(tmp_path / "luts"))


def test_that_no_other_file_of_this_machine_travels_inside_a_document(
    look: Look, registry: Registry, tmp_path: Path
) -> None:
    # Who sends a look that names one would get it back with the next version.
    secret = tmp_path / "id_ed25519"
    secret.write_text("BEGIN OPENSSH PRIVATE KEY")
    effect = registry.get("lut-file")(path=str(secret))
    path, preset = tmp_path / "a.hairlook", make_preset(look)
    save_look(path, look.with_stack("light", Stack().append(effect)), preset)
    with zipfile.ZipFile(path) as archive:
        assert not [n for n in archive.namelist() if secret.read_bytes() in archive.read(n)]


def test_that_only_luts_are_taken_out_of_a_document(
    path: Path, registry: Registry, tmp_path: Path
) -> None:
    luts = tmp_path / "luts"
    _rewrite(
        path, lambda document: document["recipe"].update(luts={"/gone/grade.cube": "preset.json"})
    )
    assert open_look(path, registry, luts).remarks == ()
    assert not luts.exists()


@pytest.mark.parametrize(("name", "linked"), [("a.hairlook", False), ("a", False), ("a", True)])
def test_that_imported_luts_travel_with_an_exported_look(
    look: Look, registry: Registry, tmp_path: Path, name: str, linked: bool
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    write_cube(here / "grade.cube", Lut3D(np.flip(Lut3D.identity(5).table, 0)))
    effect = registry.get("lut-file")(path=str(here / "grade.cube"))
    look = replace(look, linked=linked).with_stack("light", Stack().append(effect))
    before = make_preset(look)
    save_preset(tmp_path / name, before, with_stored_luts(look)[1])
    shutil.rmtree(here)
    assert str(here) not in str(Preset.load(tmp_path / name).recipe)
    copy_look(tmp_path / name, tmp_path / "copy.hairlook", {"name": "Rust"})
    for path in (tmp_path / name, tmp_path / "copy.hairlook"):
        opened = open_look(path, registry, tmp_path / "luts" / path.stem)
        assert not [remark for remark in opened.remarks if "LUT" in remark]
        after = make_preset(opened.look)
        assert (after.light, after.dark) == (before.light, before.dark)


def test_that_saving_over_a_document_keeps_the_luts_inside_that_are_gone_from_the_disk(
    look: Look, registry: Registry, tmp_path: Path
) -> None:
    path, cube = tmp_path / "a.hairlook", tmp_path / "grade.cube"
    write_cube(cube, Lut3D(np.flip(Lut3D.identity(5).table, 0)))
    plain = look
    look = look.with_stack("light", Stack().append(registry.get("lut-file")(path=str(cube))))
    before = make_preset(look)
    save_look(path, look, before)
    cube.unlink()
    save_look(path, look, make_preset(plain))
    opened = open_look(path, registry, tmp_path / "luts")
    assert opened.remarks == ()
    assert make_preset(opened.look).light == before.light


def test_that_a_preset_without_recipe_opens_as_two_luts(
    look: Look, registry: Registry, tmp_path: Path
) -> None:
    preset = make_preset(look, recipe=False)
    preset.save(tmp_path / "plain")
    opened = open_look(tmp_path / "plain", registry, tmp_path / "luts")
    assert "no recipe" in opened.remarks[0]
    assert opened.look.intensities == look.intensities
    assert [e.effect.type_id for e in opened.look.dark.stack.entries] == ["lut-file"]
    table = make_preset(opened.look).dark.table
    assert np.abs(table - preset.dark.table).max() < 1e-5


def test_that_a_preset_made_elsewhere_keeps_the_intensities_that_it_was_made_for(
    look: Look, registry: Registry, tmp_path: Path
) -> None:
    made = replace(make_preset(look, recipe=False), intensity_light=0.8, intensity_dark=0.15)
    made.save(tmp_path / "made")
    opened = open_look(tmp_path / "made", registry, tmp_path / "luts")
    assert len(opened.remarks) == 3
    assert "0.80, is kept" in opened.remarks[1]
    assert opened.look.light.reference is opened.look.dark.reference is None
    save_look(tmp_path / "own.hairlook", opened.look, make_preset(opened.look))
    own = open_look(tmp_path / "own.hairlook", registry, tmp_path / "luts").look
    for again in (make_preset(opened.look), make_preset(own)):
        assert (again.intensity_light, again.intensity_dark) == (0.8, 0.15)


def test_that_a_preset_made_on_the_built_in_heads_opens_on_them(
    look: Look, registry: Registry, tmp_path: Path
) -> None:
    light, dark = (builtin_reference(name) for name in (LIGHTEST, DARKEST))
    made = replace(
        make_preset(look, recipe=False),
        intensity_light=round(light.intensity, 4),
        intensity_dark=round(dark.intensity, 4),
    )
    made.save(tmp_path / "made")
    opened = open_look(tmp_path / "made", registry, tmp_path / "luts")
    assert len(opened.remarks) == 1
    assert (opened.look.light.reference, opened.look.dark.reference) == (light, dark)


def test_that_a_preset_without_recipe_leaves_looks_made_from_another_of_its_id(
    look: Look, registry: Registry, tmp_path: Path
) -> None:
    luts, own = tmp_path / "luts", tmp_path / "own.hairlook"
    first = make_preset(look, recipe=False)
    first.save(tmp_path / "first")
    opened = open_look(tmp_path / "first", registry, luts).look
    save_look(own, opened, make_preset(opened))
    replace(first, dark=first.light).save(tmp_path / "second")
    open_look(tmp_path / "second", registry, luts)
    table = make_preset(open_look(own, registry, luts).look).dark.table
    assert np.abs(table - first.dark.table).max() < 1e-5


def test_that_other_words_leave_luts_recipe_and_photos_as_they_are(
    path: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "b.hairlook"
    lost = {"effect": "glitter", "parameters": {"amount": [1, 2]}}
    _rewrite(path, lambda document: document["recipe"]["light"]["entries"].append(lost))
    _rewrite(path, lambda document: document["recipe"].update(schema_version=99))
    before = Preset.load(path)
    copy_look(path, copy, {"name": "Rust", "notes": "For Anna"})
    after = Preset.load(copy)
    assert (after.name, after.notes, after.author) == ("Rust", "For Anna", "Ann")
    assert after.recipe == before.recipe
    assert np.array_equal(after.light.table, before.light.table)
    assert np.array_equal(after.dark.table, before.dark.table)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy) as new:
        assert sorted(old.namelist()) == sorted(new.namelist())
        for name in old.namelist():
            if name.startswith(("reference", "mask", "thumbnail")):
                assert new.read(name) == old.read(name)
    again = copy.read_bytes()
    copy_look(copy, copy, {})
    assert copy.read_bytes() == again


def test_that_an_exported_look_keeps_its_intensities_and_its_size_without_the_photos(
    look: Look, registry: Registry, tmp_path: Path
) -> None:
    photo = Reference.of("grey", np.full((20, 20, 3), 120, np.uint8), np.ones((20, 20)))
    look = look.with_reference("light", photo)
    exported = make_preset(look, 17)
    exported.save(tmp_path / "a.hairlook")
    opened = open_look(tmp_path / "a.hairlook", registry, tmp_path)
    assert any("light photo is not in this file" in remark for remark in opened.remarks)
    assert opened.look.size == 17
    assert opened.look.intensities == look.intensities
    again = make_preset(opened.look)
    assert (again.light, again.dark) == (exported.light, exported.dark)
    save_look(tmp_path / "b.hairlook", opened.look, again)
    assert open_look(tmp_path / "b.hairlook", registry, tmp_path).look.intensities == (
        look.intensities
    )
    # An intensity that cannot be is none.
    _rewrite(
        tmp_path / "b.hairlook",
        lambda document: document["recipe"].update(authored={"light": 1.5}),
    )
    wrong = open_look(tmp_path / "b.hairlook", registry, tmp_path).look
    assert wrong.intensities[0] == DEFAULT_INTENSITY["light"]
    # Studios before this one wrote the intensities into the preset alone.
    _rewrite(tmp_path / "a.hairlook", lambda document: document["recipe"].pop("authored"))
    older = open_look(tmp_path / "a.hairlook", registry, tmp_path).look
    assert older.intensities == look.intensities


def test_that_what_could_not_be_opened_again_is_not_saved(
    path: Path, look: Look, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    monkeypatch.setattr(hairlook, "PRESET_ZIP", ZipRules(archive_bytes=len(before)))
    save_look(path, look, make_preset(look))
    write_cube(tmp_path / "grade.cube", Lut3D.identity(5))
    effect = registry.get("lut-file")(path=str(tmp_path / "grade.cube"))
    larger = look.with_stack("light", Stack().append(effect))
    with pytest.raises(PresetError, match=r"could be read again: take LUTs out"):
        save_look(path, larger, make_preset(look))
    assert path.read_bytes() == before


def test_that_a_failed_save_leaves_the_old_file(
    path: Path, look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def full(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(FileWriteError, match=r"a\.hairlook: No space left on device"):
        save_look(path, replace(look, size=17), make_preset(look))
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.hairlook"]


def test_that_a_reference_measures_clipping_and_coverage() -> None:
    image = np.full((10, 10, 3), 128, np.uint8)
    image[:3], image[3:5] = 255, 0
    image[5:] = (255, 0, 0)  # colour, no lost detail
    mask = np.ones((10, 10), np.float32)
    reference = Reference.of("grey", image, mask)
    assert reference.clipped == pytest.approx(0.5)
    assert reference.coverage == 1.0
    assert not Reference.of("none", image, mask * 0).has_hair


def test_that_what_is_too_little_to_be_hair_has_no_intensity_either() -> None:
    image = np.full((10, 10, 3), 128, np.uint8)
    mask = np.zeros((10, 10), np.float32)
    mask[0, 0] = 0.04
    reference = Reference.of("a trace", image, mask)
    assert not reference.has_hair
    assert math.isnan(reference.intensity), "a look would be placed by it"
