"""Bundles from strangers, and bundles that were changed."""

from __future__ import annotations

import io
import json
import os
import pickle
import shutil
import struct
import zipfile
from collections.abc import Callable
from copy import copy as copied
from copy import deepcopy
from pathlib import Path
from typing import Any

import manifests
import pytest

from hairsdk import Preset
from hairsdk.bundle import Bundle, is_bundle
from hairsdk.bundle.check import check_bundle
from hairsdk.bundle.manifest import format_manifest, parse_manifest
from hairsdk.errors import BundleError, BundleVersionError, ClosedError, FileReadError, HairSdkError
from hairsdk.preset import load_preset


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "copy"))


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_that_a_changed_byte_is_named_whichever_file_it_is_in(whole: Path, copy: Path) -> None:
    for name in names(whole):
        file = copy / name
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
        if name == "manifest.json":
            with pytest.raises(BundleError, match=r"manifest\.json"):
                check_bundle(copy)
        else:
            (fault,) = check_bundle(copy)
            assert name in fault and "changed" in fault
        shutil.copy(whole / name, file)
    assert check_bundle(copy) == []


@pytest.mark.parametrize("edit", [lambda t: t + " ", lambda t: t.replace('": ', '" : ', 1)])
def test_that_even_the_manifests_spaces_count(copy: Path, edit: Callable[[str], str]) -> None:
    file = copy / "manifest.json"
    file.write_text(edit(file.read_text()))
    with pytest.raises(BundleError, match="was changed"):
        Bundle(copy)


def test_that_missing_and_added_files_are_named(copy: Path) -> None:
    (copy / "shaders" / "recolor.frag.glsl").unlink()
    (copy / "shaders" / "mine.glsl").write_text("void main() {}")
    missing, added = check_bundle(copy)
    assert "shaders/recolor.frag.glsl is missing" in missing
    assert "shaders/mine.glsl is not listed" in added


def test_that_what_file_managers_leave_is_no_fault(copy: Path) -> None:
    (copy / "looks" / ".DS_Store").write_bytes(b"Bud1")
    assert check_bundle(copy) == []


def rewrite(folder: Path, change: Callable[[dict], None]) -> None:
    document = json.loads((folder / "manifest.json").read_text())
    change(document)
    (folder / "manifest.json").write_bytes(format_manifest(document))


def test_that_a_manifest_which_contradicts_the_files_is_found(copy: Path) -> None:
    def lie(document: dict) -> None:
        document["looks"][0]["intensity"]["light"] = 0.99
        document["looks"][0]["test"]["intensity"] = 0.01
        document["looks"][0]["textures"][0]["size"] = 8
        document["looks"][1]["textures"][0]["side"] = "light"
        document["model"]["input"]["shape"] = [1, 32, 32, 4]

    rewrite(copy, lie)
    faults = "\n".join(check_bundle(copy))
    assert "intensities (9, 0.1, 0.99), the preset (9, 0.1, 0.7)" in faults
    assert "describes looks/test-look/dark.rgba16f.bin wrongly" in faults
    assert "does not hold the colours" in faults
    assert "the test's intensity is 0.01" in faults
    assert "input as [1, 32, 32, 4], it is [1, 64, 64, 4]" in faults


def test_that_what_another_hairsdk_made_is_to_be_exported_anew(copy: Path) -> None:
    def age(document: dict) -> None:
        document["generator"] = "hairsdk 0.9"
        document["render"]["steady"]["formula"] = "an older one"
        document["looks"][0]["test"]["expected"] = document["test"]["frame"]

    rewrite(copy, age)
    step, picture = check_bundle(copy)
    assert step == (
        f"{copy}: its render step is not the one of this hairsdk (it was made by hairsdk 0.9); "
        "export it anew"
    )
    assert picture == (
        f"{copy}: look test-look: test/frame.png is not what this hairsdk makes of the test frame"
    )


def test_that_what_the_manifest_names_and_does_not_list_is_lacking(copy: Path) -> None:
    (copy / "test" / "mask.png").unlink()
    rewrite(copy, lambda document: document["files"].pop("test/mask.png"))
    assert check_bundle(copy) == [
        f"{copy}: manifest.json names test/mask.png, which the bundle lacks"
    ]


def test_that_names_cannot_lead_out_of_the_bundle(copy: Path) -> None:
    for name in ("../secret", "/etc/passwd", "looks/../../secret", "C:\\secret", "a//b", "~root"):
        with pytest.raises(BundleError, match="not be valid"):
            rewrite(copy, lambda d, name=name: d["looks"][0].update(preset=name))


def pack(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.fixture
def files(whole: Path) -> dict[str, bytes]:
    return {name: (whole / name).read_bytes() for name in names(whole)}


def test_that_a_zip_with_a_way_out_is_not_read(files: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "evil.zip"
    path.write_bytes(pack({**files, "../evil.sh": b"rm"}))
    with pytest.raises(BundleError, match="points outside"):
        Bundle(path)


def test_that_a_zip_in_one_folder_is_read(files: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "wrapped.zip"
    path.write_bytes(pack({f"my looks/{name}": data for name, data in files.items()}))
    assert check_bundle(path) == []


def test_that_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    honest = pack({"manifest.json": b"{}", "a": bytes(1_000_003)})
    # Its directory claims more than a gigabyte.
    path.write_bytes(honest.replace(struct.pack("<L", 1_000_003), struct.pack("<L", 1_200_000_000)))
    with pytest.raises(BundleError, match="unpacks to"):
        Bundle(path)


def test_that_links_are_not_followed(copy: Path) -> None:
    (copy / "looks" / "outside").symlink_to("/etc")
    with pytest.raises(BundleError, match="looks/outside is a link"):
        Bundle(copy)


def test_that_newer_bundles_ask_for_a_newer_hairsdk(copy: Path) -> None:
    (copy / "manifest.json").write_text('{"schema_version": 2}')
    with pytest.raises(BundleVersionError, match="pip install --upgrade hairsdk"):
        Bundle(copy)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not valid JSON"),
        ('{"render": 1e999}', "1e999 is too large a number"),
        ("[1]", "must hold an object"),
        ('{"schema_version": 1}', "'looks' is a required property"),
        ("{" * 20000, "not valid JSON|too deeply"),
        ('{"schema_version": NaN}', "not valid JSON"),
        (r'{"app": "\udc00"}', "half of a surrogate pair"),
    ],
)
def test_that_a_broken_manifest_is_explained(copy: Path, text: str, words: str) -> None:
    (copy / "manifest.json").write_text(text)
    with pytest.raises(BundleError, match=words):
        Bundle(copy)


def test_that_manifests_which_no_app_may_take_are_not_read(whole: Path) -> None:
    text = (whole / "manifest.json").read_text()
    for names, document in manifests.wrong_throughout(json.loads(text)):
        with pytest.raises(BundleError) as caught:
            parse_manifest(json.dumps(document).encode(), "manifest.json")
        told = str(caught.value)
        for section, _, name in (each.rpartition(".") for each in names):
            assert f"{section}.{name}" in told or f"{section}: '{name}' is a required" in told
    for wrong in manifests.torn(text):
        with pytest.raises(BundleError, match=r"valid|must hold an object"):
            parse_manifest(wrong.encode(), "manifest.json")


def test_that_what_is_no_bundle_is_said_to_be_none(tmp_path: Path, preset: Preset) -> None:
    with pytest.raises(FileReadError, match="no such file"):
        Bundle(tmp_path / "nothing")
    with pytest.raises(BundleError, match=r"there is no manifest\.json"):
        Bundle(tmp_path)
    text = tmp_path / "text.zip"
    text.write_text("hello")
    with pytest.raises(BundleError, match="not a readable bundle"):
        Bundle(text)
    preset.save(tmp_path / "look.hairlook")
    with pytest.raises(BundleError, match=r"there is no manifest\.json"):
        Bundle(tmp_path / "look.hairlook")
    assert not is_bundle(text) and not is_bundle(str(tmp_path / "look.hairlook"))


def test_that_the_end_of_a_device_is_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    # Of /dev/zero it would never come, while memory fills.
    monkeypatch.setattr(zipfile, "ZipFile", lambda _: pytest.fail("it was opened"))
    assert not is_bundle(os.devnull)


def test_that_a_look_is_loaded_from_a_bundle_by_name(
    whole: Path, files: dict[str, bytes], tmp_path: Path, preset: Preset
) -> None:
    packed = tmp_path / "looks.zip"
    packed.write_bytes(pack(files))
    for path in (whole, packed):
        assert Preset.load(f"{path}#test-look").name == preset.name
        assert load_preset(f"{path}#other").id == "other"
        assert Preset.load(Path(f"{path}#other")).id == "other"
        with pytest.raises(BundleError, match=r"holds 2 looks: name one, as in .*#test-look"):
            Preset.load(path)
        with pytest.raises(BundleError, match="no look 'othr'; did you mean other"):
            load_preset(f"{path}#othr")
    assert Preset.load(whole / "looks" / "other").id == "other", "the folder of a look is a preset"


def test_that_a_closed_bundle_says_so(whole: Path, files: dict[str, bytes], tmp_path: Path) -> None:
    packed = tmp_path / "looks.zip"
    packed.write_bytes(pack(files))
    for path in (whole, packed):
        with Bundle(path) as bundle:
            bundle.read("README.md")
        bundle.close()
        with pytest.raises(ClosedError, match="this Bundle was closed"):
            bundle.preset("test-look")


def test_that_a_path_with_a_number_sign_is_still_a_path(preset: Preset, tmp_path: Path) -> None:
    folder = tmp_path / "take #2"
    preset.save(folder)
    assert Preset.load(folder) == load_preset(str(folder))
    with pytest.raises(FileReadError):
        load_preset(f"{tmp_path}/nothing#copper")


def test_that_a_changed_look_is_not_worn(copy: Path) -> None:
    cube = copy / "looks" / "other" / "light.cube"
    cube.write_bytes(cube.read_bytes().replace(b"0.9", b"0.8", 1))
    with pytest.raises(HairSdkError, match=r"looks/other/light\.cube was changed"):
        Preset.load(f"{copy}#other")


@pytest.mark.parametrize("again", [copied, deepcopy, pickle.dumps])
def test_that_copies_of_an_open_bundle_are_refused_in_words(
    again: Callable[[Any], Any], whole: Path
) -> None:
    with (
        Bundle(whole) as bundle,
        pytest.raises(TypeError, match="a Bundle can be neither copied nor pickled"),
    ):
        again(bundle)
