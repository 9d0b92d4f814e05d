"""What a bundle holds."""

from __future__ import annotations

import fnmatch
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from hairsdk import Lut3D, Preset
from hairsdk.bundle import Bundle
from hairsdk.bundle.check import check_bundle
from hairsdk.bundle.export import bundle_contents, export_bundle
from hairsdk.bundle.shaders import MODULES
from hairsdk.bundle.targets import TARGETS
from hairsdk.bundle.testkit import load_kit
from hairsdk.errors import BundleError, FileWriteError, ParameterError

NATIVE = [name for name in TARGETS if name != "web"]


@pytest.mark.parametrize("target", NATIVE)
def test_that_a_bundle_is_whole_as_folder_and_zip(
    target: str, preset: Preset, other: Preset, network: Path, tmp_path: Path
) -> None:
    for name in ("looks", "looks.zip"):
        path = export_bundle([preset, other], tmp_path / name, target, network)
        assert check_bundle(path) == []
    with Bundle(tmp_path / "looks") as folder, Bundle(tmp_path / "looks.zip") as packed:
        assert folder.manifest == packed.manifest
        assert folder.looks == ("test-look", "other")


@pytest.mark.parametrize(
    ("own", "inside"),
    [
        ("my net.tflite", "my-net.tflite"),
        ("größe 2.tflite", "gre-2.tflite"),
        ("_x.TFLITE", "x.tflite"),
        ("网络.tflite", "network.tflite"),
    ],
)
def test_that_a_network_of_any_name_finds_its_place(
    own: str, inside: str, preset: Preset, network: Path, tmp_path: Path
) -> None:
    model = tmp_path / own
    model.write_bytes(network.read_bytes())
    with Bundle(export_bundle([preset], tmp_path / "looks", "generic", model)) as bundle:
        assert bundle.manifest["model"]["file"] == f"model/{inside}"
        assert bundle.manifest["model"]["name"] == own
    assert check_bundle(tmp_path / "looks") == []


def test_that_the_same_looks_give_the_same_bytes(
    preset: Preset, other: Preset, network: Path, tmp_path: Path
) -> None:
    first, second = (
        export_bundle([preset, other], tmp_path / name, "android", network).read_bytes()
        for name in ("one.zip", "two.zip")
    )
    assert first == second


def test_that_the_manifest_keeps_to_the_schema_that_is_shipped_with_it(whole: Path) -> None:
    schema = json.loads((whole / "manifest.schema.json").read_text())
    document = json.loads((whole / "manifest.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)
    files = {p.relative_to(whole).as_posix() for p in whole.rglob("*") if p.is_file()}
    assert files == {*document["files"], "manifest.json"}


def test_that_the_looks_come_out_as_they_went_in(
    whole: Path, preset: Preset, other: Preset
) -> None:
    with Bundle(whole) as bundle:
        for look in (preset, other):
            found = bundle.preset(look.id)
            assert np.abs(found.light.table - look.light.table).max() < 1e-6
            assert np.abs(found.dark.table - look.dark.table).max() < 1e-6
            same = replace(found, light=look.light, dark=look.dark, recipe=look.recipe)
            assert same == look


def test_that_the_artists_recipe_stays_at_home(whole: Path, preset: Preset) -> None:
    assert preset.recipe
    assert all(b"contrast" not in p.read_bytes() for p in (whole / "looks").rglob("*.json"))


def test_that_textures_are_those_of_the_cubes(whole: Path, preset: Preset) -> None:
    with Bundle(whole) as bundle:
        dark = bundle.texture(preset.id, "dark", "rgba16f")
        light = bundle.texture(preset.id, "light", "rgba8")
        assert np.abs(dark.table - preset.dark.table).max() < 3e-4
        assert np.abs(light.table - preset.light.table).max() < 0.0021
        with pytest.raises(BundleError, match="no dark texture of layout cicolorcube"):
            bundle.texture(preset.id, "dark", "cicolorcube")


def test_that_the_test_kit_expects_what_hairsdk_makes(whole: Path, preset: Preset) -> None:
    kit = load_kit()
    with Bundle(whole) as bundle:
        entry = bundle.look(preset.id)["test"]
    assert entry["intensity"] == pytest.approx(kit.intensity)
    assert 0.0 < entry["position"] < 1.0
    assert (kit.expected(preset) != kit.frame).any(axis=2).mean() > 0.3


def test_that_thumbnails_travel_along(preset: Preset, network: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\nrest"
    files = bundle_contents([replace(preset, thumbnail=picture)], "ios", network)
    assert files["looks/test-look/thumbnail.png"] == picture
    document = json.loads(files["manifest.json"])
    assert document["looks"][0]["thumbnail"] == "looks/test-look/thumbnail.png"


def test_that_a_bundle_without_a_network_says_so(preset: Preset, tmp_path: Path) -> None:
    path = export_bundle([preset], tmp_path / "looks", "android", None)
    with Bundle(path) as bundle:
        assert bundle.manifest["model"] is None
    assert check_bundle(path) == []
    assert "none: it was exported without one" in (path / "README.md").read_text()


@pytest.mark.parametrize("target", NATIVE)
def test_that_the_readme_names_files_that_are_there(
    target: str, preset: Preset, network: Path
) -> None:
    files = bundle_contents([preset], target, network)
    text = files["README.md"].decode()
    assert "$" not in re.sub(r"\$0", "", text), "a placeholder was left"
    assert "darkness.tflite" in text
    folders = "|".join({name.split("/")[0] for name in files if "/" in name})
    named = re.findall(rf"(?<![\w/.-])(?:{folders})/[\w./*-]*", text)
    assert len(named) > 8
    for name in named:
        wanted = name.rstrip(".").replace("LOOK", preset.id)
        assert fnmatch.filter(files, f"{wanted}*" if wanted.endswith("/") else wanted), name
    notice = files["LICENSES/NOTICE.md"].decode()
    assert "CC0-1.0" in notice and "Apache-2.0" in notice


def test_that_the_readme_holds_for_looks_of_several_sizes_and_any_name(preset: Preset) -> None:
    other = replace(
        preset, id="other", name="a | b\nc", light=Lut3D.identity(5), dark=Lut3D.identity(5)
    )
    text = bundle_contents([preset, other], "android", None)["README.md"].decode()
    assert "| SIDE.rgba16f.bin | 6 | rgba16f | 9 × 9 × 9 or 5 × 5 × 5 |" in text
    assert r"| other | a \| b c | " in text


def test_that_the_slang_sources_are_complete(whole: Path) -> None:
    for source in (whole / "shaders").glob("*.slang"):
        for include in re.findall(r'#include "(.+?)"', source.read_text()):
            assert (whole / "shaders" / include).is_file()
    assert len(list((whole / "shaders").glob("*.slang"))) == 1 + len(MODULES)


def test_that_unity_gets_its_passes_in_the_manifests_order(preset: Preset, network: Path) -> None:
    files = bundle_contents([preset], "unity", network)
    passes = json.loads(files["manifest.json"])["passes"]
    for module in MODULES:
        name = "".join(word.capitalize() for word in module.name.split("_"))
        lab = files[f"unity/{name}.shader"].decode()
        entries = [each["entry"] for each in passes if each["module"] == module.name]
        assert re.findall(r'Name "(\w+)"', lab) == entries
        assert re.findall(r"#pragma fragment (\w+)", lab) == entries
        for include in re.findall(r'#include "\.\./(.+?)"', lab):
            assert include in files


def test_that_unitys_classes_name_passes_and_settings_that_are_there(
    preset: Preset, network: Path
) -> None:
    files = bundle_contents([preset], "unity", network)
    scripts = [files[name].decode() for name in sorted(files) if name.endswith(".cs")]
    script = "\n".join(scripts)
    calls = re.findall(r'passes\.Run\(\s*"(\w+)"', script)
    assert set(calls) == {each.name for module in MODULES for each in module.passes}
    setters = {"float": "SetFloat", "int": "SetInteger", "float2": "SetVector"}
    for module in MODULES:
        material = module.name.removeprefix("hair_").capitalize()
        found = set(re.findall(rf'passes\.{material}\.(\w+)\(\s*"(\w+)"', script))
        assert found == {(setters[kind], name) for name, kind in module.settings}


def test_that_the_swift_classes_name_passes_and_settings_that_are_there(
    preset: Preset, network: Path
) -> None:
    files = bundle_contents([preset], "ios", network)
    script = "\n".join(files[name].decode() for name in files if name.endswith(".swift"))
    calls = re.findall(r'\brun\(\s*"(\w+)"', script)
    assert set(calls) == {each.name for module in MODULES for each in module.passes}
    for module in MODULES:
        settings = module.name.removeprefix("hair_")
        found = set(re.findall(rf'\b{settings}\.set\(\s*"(\w+)"', script))
        assert found == {name for name, _ in module.settings}


def test_that_unitys_classes_take_their_numbers_from_the_manifest(
    preset: Preset, network: Path
) -> None:
    """Unity's parser leaves out in silence what it does not find."""
    files = bundle_contents([preset], "unity", network)
    script = files["unity/HairManifest.cs"].decode()
    classes = re.split(r"public sealed class (\w+)", script)[1:]
    kinds = dict(zip(classes[::2], classes[1::2], strict=True))

    def compare(kind: str, part: object) -> None:
        for declared, names in re.findall(r"public (\w+)(?:\[\])? ([\w, ]+);", kinds[kind]):
            for name in names.split(", "):
                value = part[name]
                value = value[0] if isinstance(value, list) else value
                if declared in kinds:
                    compare(declared, value)
                else:
                    types = {"string": str, "int": int}.get(declared, (int, float))
                    assert isinstance(value, types), name

    compare("HairManifest", json.loads(files["manifest.json"]))


def test_that_large_luts_are_made_small_enough_for_core_image(
    preset: Preset, network: Path
) -> None:
    grid = Lut3D.identity(65)
    large = replace(preset, light=grid, dark=grid)
    document = json.loads(bundle_contents([large], "ios", network)["manifest.json"])
    sizes = {t["layout"]: t["size"] for t in document["looks"][0]["textures"]}
    assert sizes == {"rgba16f": 65, "cicolorcube": 64, "tiles-512": 64}


def test_that_wrong_wishes_are_refused(preset: Preset, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="choose one of generic, android, ios, web, unity"):
        export_bundle([preset], tmp_path / "x", "symbian")
    with pytest.raises(ParameterError, match="at least one look"):
        export_bundle([], tmp_path / "x")
    with pytest.raises(BundleError, match="share the id test-look"):
        export_bundle([preset, preset], tmp_path / "x", model=None)
    for name in ("con", "lpt1"):
        with pytest.raises(BundleError, match=f"id {name} is a device on Windows"):
            export_bundle([preset, replace(preset, id=name)], tmp_path / "x", model=None)
    assert not any(tmp_path.iterdir())


def test_that_only_bundles_and_empty_folders_are_replaced(preset: Preset, tmp_path: Path) -> None:
    target = tmp_path / "holiday"
    target.mkdir()
    export_bundle([preset], target, "android", None)
    (target / ".DS_Store").write_text("litter")
    export_bundle([preset], target, "ios", None)
    assert check_bundle(target) == []
    (target / "looks" / "mine.txt").write_text("dear")
    with pytest.raises(FileWriteError, match=r"looks/mine\.txt in it is not of the bundle"):
        export_bundle([preset], target, "android", None)
    assert (target / "looks" / "mine.txt").read_text() == "dear"
    assert json.loads((target / "manifest.json").read_text())["target"] == "ios"
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "one.jpg").write_text("dear")
    for manifest in (None, '{"name": "an app of another kind"}', '{"files": 3}', "[", "[]"):
        if manifest is not None:
            (photos / "manifest.json").write_text(manifest)
        with pytest.raises(FileWriteError, match="not a bundle"):
            export_bundle([preset], photos, "android", None)
        assert (photos / "one.jpg").read_text() == "dear"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["holiday", "photos"]


def test_that_only_bundles_are_replaced_among_zips(preset: Preset, tmp_path: Path) -> None:
    target = tmp_path / "look.zip"
    export_bundle([preset], target, "android", None)
    export_bundle([preset], target, "ios", None)
    assert check_bundle(target) == []
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("mine.txt", "dear")
    (tmp_path / "text.zip").write_text("dear")
    with zipfile.ZipFile(tmp_path / "app.zip", "w") as archive:
        archive.writestr("manifest.json", '{"name": "an app of another kind"}')
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for name, words in (
        ("look.zip", r"mine\.txt in it is not of the bundle"),
        ("text.zip", "not a bundle"),
        ("app.zip", "not a bundle"),
    ):
        with pytest.raises(FileWriteError, match=words):
            export_bundle([preset], tmp_path / name, "android", None)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_that_the_current_folder_is_not_replaced(
    preset: Preset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileWriteError, match=r"cannot write \."):
        export_bundle([preset], Path(), "android", None)


def test_that_a_failed_write_leaves_the_old_bundle(
    preset: Preset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = export_bundle([preset], tmp_path / "looks", "android", None)

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(FileWriteError, match="No space left"):
            export_bundle([preset], target, "ios", None)
    with Bundle(target) as bundle:
        assert bundle.manifest["target"] == "android"
    assert check_bundle(target) == []
    assert [p.name for p in tmp_path.iterdir()] == ["looks"]


@pytest.mark.parametrize("error", [PermissionError(13, "Access is denied"), KeyboardInterrupt()])
def test_that_the_old_bundle_comes_back_where_the_new_one_cannot_take_its_place(
    error: BaseException, preset: Preset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to rename a folder that another program looks into."""
    target = export_bundle([preset], tmp_path / "looks", "android", None)
    rename = Path.rename

    def refused(self: Path, there: Path) -> Path:
        if there == target and not self.name.endswith(".old"):
            raise error
        return rename(self, there)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(FileWriteError if isinstance(error, OSError) else KeyboardInterrupt):
        export_bundle([preset], target, "ios", None)
    with Bundle(target) as bundle:
        assert bundle.manifest["target"] == "android"
    assert [p.name for p in tmp_path.iterdir()] == ["looks"]


def test_that_a_missing_parent_folder_is_named(preset: Preset, tmp_path: Path) -> None:
    for name in ("no/looks", "no/looks.zip"):
        with pytest.raises(FileWriteError, match="no folder"):
            export_bundle([preset], tmp_path / name, "android", None)


def test_that_zips_carry_no_dates_and_no_users(preset: Preset, tmp_path: Path) -> None:
    path = export_bundle([preset], tmp_path / "looks.zip", "android", None)
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert infos[0].filename == "manifest.json"


def test_that_a_single_look_needs_no_list(tmp_path: Path) -> None:
    for looks in ("copper", ["copper"]):
        export_bundle(looks, tmp_path / f"{len(looks)}.zip", model=None)
    one, listed = sorted(tmp_path.iterdir())
    assert one.read_bytes() == listed.read_bytes()
