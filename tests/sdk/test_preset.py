"""Looks: saved, loaded, and refused with words where they are broken."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from hairsdk import Lut3D, Preset, list_presets, resources
from hairsdk.errors import (
    FileReadError,
    FileWriteError,
    PresetError,
    PresetNotFoundError,
    PresetVersionError,
)
from hairsdk.preset import load_preset, slug

PNG = b"\x89PNG\r\n\x1a\n and the rest of a picture"

Edit = Callable[[dict[str, Any]], object]


def exact(preset: Preset) -> Preset:
    """With the six decimals that a file holds."""
    light, dark = (Lut3D(np.round(lut.table, 6)) for lut in (preset.light, preset.dark))
    return dataclasses.replace(preset, light=light, dark=dark)


@pytest.mark.parametrize("name", ["look", "look.hairlook", "look.zip", "LOOK.HAIRLOOK"])
@pytest.mark.parametrize("thumbnail", [None, PNG])
def test_that_what_is_saved_is_loaded(
    name: str, thumbnail: bytes | None, preset: Preset, tmp_path: Path
) -> None:
    saved = dataclasses.replace(exact(preset), thumbnail=thumbnail)
    saved.save(tmp_path / name)
    assert Preset.load(tmp_path / name) == saved
    assert Preset.load(str(tmp_path / name)) == saved


@pytest.mark.parametrize("name", ["look.hairlook", "look"])
def test_that_luts_of_one_colour_are_loaded(name: str, preset: Preset, tmp_path: Path) -> None:
    """They pack four hundred times smaller, as zip bombs do."""
    black = Lut3D(np.zeros((33, 33, 33, 3), np.float32))
    dataclasses.replace(preset, light=black, dark=black).save(tmp_path / name)
    assert not Preset.load(tmp_path / name).light.table.any()


def test_that_equal_presets_are_one_in_a_set(preset: Preset, tmp_path: Path) -> None:
    preset.save(tmp_path)
    assert len({Preset.load(tmp_path), Preset.load(tmp_path)}) == 1
    assert len({preset, dataclasses.replace(preset, id="other")}) == 2


def test_that_the_same_preset_gives_the_same_bytes(preset: Preset, tmp_path: Path) -> None:
    preset.save(tmp_path / "a.hairlook")
    preset.save(tmp_path / "b.hairlook")
    Preset.load(tmp_path / "a.hairlook").save(tmp_path / "c.hairlook")
    assert len({(tmp_path / f"{n}.hairlook").read_bytes() for n in "abc"}) == 1


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\u2028"])
def test_that_line_breaks_do_not_pile_up_from_save_to_save(
    line_break: str, preset: Preset, tmp_path: Path
) -> None:
    comment = f"one{line_break}side: two{line_break}  three"
    light = dataclasses.replace(preset.light, comments=(comment,))
    dataclasses.replace(preset, name=f"A{line_break}B", light=light).save(tmp_path / "0.hairlook")
    for number in range(2):
        loaded = Preset.load(tmp_path / f"{number}.hairlook")
        assert loaded.name == f"A{line_break}B"
        assert loaded.light.comments[3:] == ("one", "three")
        loaded.save(tmp_path / f"{number + 1}.hairlook")
    assert len({(tmp_path / f"{n}.hairlook").read_bytes() for n in range(3)}) == 1


def test_that_the_folder_and_the_zip_hold_the_same_files(preset: Preset, tmp_path: Path) -> None:
    saved = dataclasses.replace(preset, thumbnail=PNG)
    saved.save(tmp_path / "look")
    saved.save(tmp_path / "look.hairlook")
    with zipfile.ZipFile(tmp_path / "look.hairlook") as archive:
        assert {n: archive.read(n) for n in archive.namelist()} == {
            p.name: p.read_bytes() for p in (tmp_path / "look").iterdir()
        }


def test_that_a_cube_alone_tells_name_side_and_intensity(preset: Preset, tmp_path: Path) -> None:
    preset.save(tmp_path)
    lines = (tmp_path / "light.cube").read_text("ascii").splitlines()
    assert lines[:5] == [
        "# hairlook: Test look",
        "# side: light",
        "# intensity: 0.700000 rec709-luma-srgb",
        "# made for tests",
        'TITLE "Test look - light"',
    ]
    assert "# side: dark" in (tmp_path / "dark.cube").read_text("ascii")


def test_that_saving_again_replaces_the_labels_and_a_thumbnail_that_went(
    preset: Preset, tmp_path: Path
) -> None:
    dataclasses.replace(preset, thumbnail=PNG).save(tmp_path)
    renamed = dataclasses.replace(Preset.load(tmp_path), name="Zoë's", thumbnail=None)
    renamed.save(tmp_path)
    text = (tmp_path / "light.cube").read_text("ascii")
    assert text.count("# hairlook:") == 1
    assert "# hairlook: Zoe's" in text
    assert not (tmp_path / "thumbnail.png").exists()
    assert Preset.load(tmp_path).name == "Zoë's"


def test_that_a_folder_that_was_no_preset_keeps_its_own_pictures(
    preset: Preset, tmp_path: Path
) -> None:
    (tmp_path / "thumbnail.png").write_bytes(PNG)
    preset.save(tmp_path)
    assert (tmp_path / "thumbnail.png").read_bytes() == PNG


def test_that_a_disk_that_fills_up_leaves_the_old_preset(
    preset: Preset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preset.save(tmp_path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    room = iter([True, True])
    write = Path.write_bytes

    def filling(path: Path, data: bytes) -> int:
        if next(room, False):
            return write(path, data)
        raise OSError(28, "No space left on device")

    swapped = dataclasses.replace(preset, light=preset.dark, dark=preset.light)
    monkeypatch.setattr(Path, "write_bytes", filling)
    with pytest.raises(FileWriteError, match=r"preset\.json: No space left on device"):
        swapped.save(tmp_path)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before
    with pytest.raises(FileWriteError, match="No space left on device"):
        swapped.save(tmp_path / "new")
    assert not (tmp_path / "new").exists(), "it would stand in the way of the next try"


def test_that_other_files_in_the_folder_are_left_alone(preset: Preset, tmp_path: Path) -> None:
    (tmp_path / "my notes.txt").write_text("mine")
    preset.save(tmp_path)
    Preset.load(tmp_path)
    assert (tmp_path / "my notes.txt").read_text() == "mine"


def edit(folder: Path, change: Edit) -> Path:
    path = folder / "preset.json"
    document = json.loads(path.read_text("utf-8"))
    change(document)
    path.write_text(json.dumps(document), "utf-8")
    return folder


def nested(depth: int) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for _ in range(depth):
        document = {"x": document}
    return document


def put(*keys: str, value: Any) -> Edit:
    def change(document: dict[str, Any]) -> None:
        for key in keys[:-1]:
            document = document[key]
        document[keys[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d.pop("author"), "'author' is a required property"),
        (put("id", value="Bad Id"), "id: 'Bad Id' does not match: .* lower-case letters"),
        (put("created", value="yesterday"), "created: 'yesterday' does not match: ISO 8601 date"),
        (put("name", value="x" * 500), r"name: 'x{76}\.\.\. is too long"),
        (put("created", value="2025-13-01"), "created: '2025-13-01' does not match"),
        (put("created", value="2025-11-22\n"), "created: .* does not match"),
        (put("created", value="2025-01-01T25:00"), "created: '2025-01-01T25:00' does not match"),
        (put("created", value="2025-02-29"), "created: '2025-02-29' is no date: day is out of"),
        (put("colour", value="red"), r"top level: .*'colour' was unexpected"),
        (put("intensity", "metric", value="mean"), "intensity.metric: 'rec709-luma-srgb' was"),
        (put("intensity", "light", value=1.5), r"intensity.light: 1.5 is greater than"),
        (put("intensity", "dark", value="0.1"), "intensity.dark: '0.1' is not of type 'number'"),
        (put("intensity", "dark", value=0.7), "light intensity 0.7 must be above the dark one 0.7"),
        (put("lut", "size", value=300), "lut.size: 300 is greater than the maximum of 129"),
        (put("lut", "size", value=17), "lut.size is 17, but light.cube has size 9"),
        (put("lut", "light", value="../light.cube"), r"lut.light: '\.\./light.cube' does not"),
        (put("lut", "light", value="/etc/passwd"), "lut.light: '/etc/passwd' does not match"),
        (put("lut", "dark", value="none.cube"), "names none.cube as lut.dark, but it is missing"),
        (put("schema_version", value=0), "schema_version: 1 was expected"),
        (put("schema_version", value="1"), "schema_version: 1 was expected"),
    ],
)
def test_that_a_fault_in_the_json_is_named_with_its_field(
    change: Edit, words: str, preset: Preset, tmp_path: Path
) -> None:
    preset.save(tmp_path)
    with pytest.raises(PresetError, match=words):
        Preset.load(edit(tmp_path, change))


@pytest.mark.parametrize(
    "created",
    ["2024-02-29", "2025-11-22T23:59", "2025-11-22T08:05:09.5Z", "2025-11-22T08:05-11:30"],
)
def test_that_a_date_may_have_a_time(created: str, preset: Preset, tmp_path: Path) -> None:
    dataclasses.replace(preset, created=created).save(tmp_path)
    assert Preset.load(tmp_path).created == created


def test_that_all_faults_are_told_at_once(preset: Preset, tmp_path: Path) -> None:
    preset.save(tmp_path)

    def change(document: dict[str, Any]) -> None:
        document.pop("licence")
        document["id"] = "No"
        document["intensity"]["dark"] = -1

    with pytest.raises(PresetError) as caught:
        Preset.load(edit(tmp_path, change))
    assert len(str(caught.value).splitlines()) == 4


def test_that_a_newer_preset_is_refused_kindly(preset: Preset, tmp_path: Path) -> None:
    preset.save(tmp_path)
    with pytest.raises(PresetVersionError, match=r"newer version \(preset format 2.*pip install"):
        Preset.load(edit(tmp_path, put("schema_version", value=2)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is not valid JSON"),
        ("{", "is not valid JSON"),
        ("[]", "must hold an object, found list"),
        ('["schema_version"]', "must hold an object, found list"),
        ('{"a": NaN}', "NaN is not a JSON number"),
        ('{"recipe": {"x": -1e999}}', "-1e999 is too large a number"),
        ('{"recipe": {"x": 1' + "0" * 400 + "}}", "10+ is too large a number"),
        ('{"recipe": {"x": 1' + "0" * 9000 + "}}", "10+ is too large a number"),
        ("[" * 200_000, "nested too deeply|is not valid JSON"),
        ("\xff\xfe", "is not valid JSON"),
        (r'{"recipe": {"x": "\ud800"}}', r"'\\ud800' is half of a surrogate pair"),
    ],
)
def test_that_what_is_no_json_is_refused(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "preset.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(PresetError, match=words):
        Preset.load(tmp_path)


def test_that_a_lut_changed_by_hand_is_noticed(preset: Preset, tmp_path: Path) -> None:
    preset.save(tmp_path)
    path = tmp_path / "dark.cube"
    path.write_bytes(path.read_bytes().replace(b"0.1", b"0.2", 1))
    with pytest.raises(PresetError, match=r"dark\.cube was changed after.*lut\.sha256\.dark"):
        Preset.load(tmp_path)


def test_that_a_broken_lut_with_a_true_checksum_names_its_line(
    preset: Preset, tmp_path: Path
) -> None:
    preset.save(tmp_path)
    path = tmp_path / "light.cube"
    text = path.read_bytes().replace(b"\n0.000000 0.100000 0.100000\n", b"\nnan 0.1 0.1\n", 1)
    path.write_bytes(text)
    digest = hashlib.sha256(text).hexdigest()
    edit(tmp_path, put("lut", "sha256", "light", value=digest))
    with pytest.raises(ValueError, match=r"light\.cube, line 7: 'nan' is not a finite"):
        Preset.load(tmp_path)


def test_that_paths_without_a_preset_are_named(tmp_path: Path) -> None:
    with pytest.raises(PresetError, match=r"there is no preset\.json"):
        Preset.load(tmp_path)
    with pytest.raises(FileReadError, match="no such file or folder"):
        Preset.load(tmp_path / "none")
    text = tmp_path / "text.hairlook"
    text.write_text("not a zip")
    with pytest.raises(PresetError, match="not a readable"):
        Preset.load(text)


@pytest.mark.parametrize("name", ["preset.json", "light.cube"])
def test_that_a_part_of_a_preset_names_the_way_to_the_whole(
    name: str, preset: Preset, tmp_path: Path
) -> None:
    preset.save(tmp_path)
    with pytest.raises(PresetError, match=r"name the folder that holds preset\.json"):
        load_preset(str(tmp_path / name))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": "Ä"}, "preset id 'Ä'"),
        ({"name": " "}, "the name is empty"),
        ({"author": "\ud83d"}, "author holds half of a surrogate pair"),
        ({"dark": Lut3D.identity(3)}, "light LUT has size 9, the dark one 3"),
        (
            {"dark": Lut3D(Lut3D.identity(9).table, domain_max=(1.0, 1.0, 2.0))},
            "two LUTs have different domains",
        ),
        ({"intensity_light": 0.1}, "must be above"),
        ({"intensity_light": float("nan")}, "light intensity nan is outside"),
        ({"intensity_dark": -0.1}, "dark intensity -0.1 is outside"),
        ({"thumbnail": b"GIF89a"}, "not a PNG"),
        ({"thumbnail": "thumbnail.png"}, "not a PNG"),
        ({"author": None}, "author must be a text, found None"),
        ({"id": 5}, "id must be a text, found 5"),
        ({"light": "light.cube"}, "light must be a Lut3D, found str"),
        ({"intensity_dark": None}, "dark intensity None is outside"),
    ],
)
def test_that_parts_that_do_not_fit_are_refused_at_once(
    change: dict[str, Any], words: str, preset: Preset
) -> None:
    with pytest.raises(PresetError, match=words):
        dataclasses.replace(preset, **change)


def test_that_an_intensity_of_numpy_is_saved(preset: Preset, tmp_path: Path) -> None:
    dataclasses.replace(preset, intensity_light=np.float32(0.75)).save(tmp_path / "look")
    assert Preset.load(tmp_path / "look").intensity_light == 0.75


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"created": "today"}, "created: 'today' does not match"),
        ({"recipe": {"x": {1, 2}}}, "recipe is not JSON"),
        ({"recipe": nested(100_000)}, "recipe is nested too deeply"),
        ({"recipe": {"x": float("nan")}}, "recipe is not JSON"),
        ({"recipe": {"x": "\ud83d"}}, "recipe is not JSON"),
    ],
)
def test_that_what_could_not_be_loaded_is_not_saved(
    change: dict[str, Any], words: str, preset: Preset, tmp_path: Path
) -> None:
    with pytest.raises(PresetError, match=words):
        dataclasses.replace(preset, **change).save(tmp_path / "look")
    assert not (tmp_path / "look").exists()


@pytest.fixture
def shelf(preset: Preset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three built-in looks."""
    for name in ("copper", "platinum", "jet-black"):
        dataclasses.replace(preset, id=name).save(tmp_path / "shelf" / name)
    monkeypatch.setattr(resources, "presets_dir", lambda: tmp_path / "shelf")
    return tmp_path / "shelf"


@pytest.mark.usefixtures("shelf")
def test_that_built_in_looks_are_listed_and_loaded() -> None:
    assert list_presets() == ["copper", "jet-black", "platinum"]
    assert Preset.builtin("copper").id == "copper"
    assert load_preset("platinum").id == "platinum"


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("coper", "did you mean copper"),
        ("Platinum", "did you mean platinum"),
        ("jetblack", "did you mean jet-black"),
        ("zzz", "there are: copper, jet-black, platinum"),
    ],
)
def test_that_an_unknown_look_names_the_nearest_ones(name: str, words: str) -> None:
    with pytest.raises(PresetNotFoundError, match=words) as caught:
        load_preset(name)
    assert caught.value.available == ("copper", "jet-black", "platinum")
    assert isinstance(caught.value, LookupError)


@pytest.mark.usefixtures("shelf")
def test_that_presets_are_taken_by_path_too(preset: Preset, tmp_path: Path) -> None:
    preset.save(tmp_path / "mine.hairlook")
    assert load_preset(str(tmp_path / "mine.hairlook")).id == "test-look"
    assert load_preset(tmp_path / "mine.hairlook").id == "test-look"
    assert load_preset(preset) is preset
    with pytest.raises(FileReadError, match=r"yours\.hairlook: no such file"):
        load_preset("yours.hairlook")
    with pytest.raises(PresetError, match="not int"):
        load_preset(5)  # type: ignore[arg-type]


@pytest.mark.usefixtures("shelf")
def test_that_no_name_at_all_is_no_path_either() -> None:
    """A form that was sent without a look; pathlib takes an empty text for the current folder."""
    with pytest.raises(PresetNotFoundError, match="no preset ''; there are: copper"):
        load_preset("")
    with pytest.raises(PresetError, match="named by a text, found None"):
        Preset.builtin(None)  # type: ignore[arg-type]


def test_that_a_look_is_a_short_line_in_a_log(preset: Preset) -> None:
    shown = dataclasses.replace(preset, thumbnail=PNG * 100, recipe={"effects": [1] * 100})
    assert repr(shown) == f"<Preset 'test-look', {preset.name!r}>"


def test_that_every_look_that_ships_loads() -> None:
    names = list_presets()
    assert names
    for name in names:
        preset = Preset.builtin(name)
        assert preset.id == name
        assert preset.thumbnail is not None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *(("Warm Copper!", "warm-copper"), ("Rosé", "rose"), ("!?", "look"), ("x" * 99, "x" * 64)),
        *(("Weißblond", "weissblond"), ("Grøn Æble", "gron-aeble")),
        *(("Con air", "con-air"), ("Con", "con-look"), ("LPT9", "lpt9-look")),
    ],
)
def test_that_an_id_is_the_name_in_plain_letters(name: str, expected: str, preset: Preset) -> None:
    assert slug(name) == expected
    assert dataclasses.replace(preset, id=slug(name)).id == expected


def test_that_names_in_other_scripts_and_emoji_have_ids_of_their_own(preset: Preset) -> None:
    names = ("銅", "銀", "銅 2", "銀 2", "медь", "нуга", "х" * 99, "х" * 98, "x" * 99 + "х")
    names += ("🦄", "🌈", "Look", "Look 🦄", "♥")
    ids = [slug(name) for name in names]
    assert len({*ids}) == len(ids)
    for each in ids:
        assert dataclasses.replace(preset, id=each).id == each
