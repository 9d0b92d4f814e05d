"""Zips from strangers."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from hairsdk import Preset
from hairsdk.errors import BundleError, PresetError
from hairsdk.safe_zip import ZipRules


@pytest.fixture
def files(preset: Preset, tmp_path: Path) -> dict[str, bytes]:
    """A good preset's files, by name."""
    preset.save(tmp_path / "good")
    return {p.name: p.read_bytes() for p in (tmp_path / "good").iterdir()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a bad one is made."""
    return tmp_path / "bad.hairlook"


def pack(path: Path, files: dict[str, bytes], prefix: str = "") -> zipfile.ZipFile:
    """A zip, still open, with these files in it."""
    archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
    for name, data in files.items():
        archive.writestr(prefix + name, data)
    return archive


@pytest.mark.parametrize(
    "name", ["../evil.cube", "a/../../evil", "/etc/evil", "..\\evil", "C:/evil", "\\\\host\\evil"]
)
def test_that_a_path_that_leads_out_is_refused(
    name: str, files: dict[str, bytes], path: Path
) -> None:
    with pack(path, files) as archive:
        archive.writestr(name, b"evil")
    with pytest.raises(PresetError, match="points outside of the archive"):
        Preset.load(path)
    assert not (path.parents[1] / "evil.cube").exists()


def overwrite_entry(path: Path, name: bytes, at: int, layout: str, *values: int) -> None:
    """Overwrite a part of a file's entry in a zip's directory (APPNOTE.TXT, 4.3.12)."""
    data = bytearray(path.read_bytes())
    entry = data.index(b"PK\x01\x02")
    while data[entry + 46 : entry + 46 + len(name)] != name:
        entry = data.index(b"PK\x01\x02", entry + 1)
    struct.pack_into(layout, data, entry + at, *values)
    path.write_bytes(data)


def test_that_an_entry_without_a_name_is_refused(files: dict[str, bytes], path: Path) -> None:
    pack(path, files | {"q": b"nothing"}).close()
    # The one byte of its name becomes one of extra data.
    overwrite_entry(path, b"q", 28, "<HH", 0, 1)
    with pytest.raises(PresetError, match="an entry has no name"):
        Preset.load(path)


def test_that_an_entry_that_begins_before_the_file_is_refused(
    files: dict[str, bytes], path: Path
) -> None:
    pack(path, files).close()
    data = bytearray(path.read_bytes())
    # The directory is said to begin later than it does: so all offsets into the file shrink.
    end = data.rindex(b"PK\x05\x06")
    (start,) = struct.unpack_from("<I", data, end + 16)
    struct.pack_into("<I", data, end + 16, start + 5000)
    path.write_bytes(data)
    with pytest.raises(PresetError, match="is damaged: it seems to begin before the zip does"):
        Preset.load(path)


def test_that_a_link_is_refused(files: dict[str, bytes], path: Path) -> None:
    del files["light.cube"]
    with pack(path, files) as archive:
        link = zipfile.ZipInfo("light.cube")
        link.create_system = 3
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(PresetError, match=r"'light\.cube' is a link"):
        Preset.load(path)


def test_that_a_bomb_is_refused_before_it_is_unpacked(files: dict[str, bytes], path: Path) -> None:
    with pack(path, files) as archive:
        archive.writestr("thumbnail.png", bytes(8 * 2**20 + 1))
    assert path.stat().st_size < 2**20
    with pytest.raises(PresetError, match=r"thumbnail\.png has 8,388,609 bytes, 8,388,608 allowed"):
        Preset.load(path)


@pytest.mark.parametrize("size", [1000, 60_000])
def test_that_a_file_of_another_size_than_it_claims_is_refused(
    size: int, files: dict[str, bytes], path: Path
) -> None:
    assert 1000 < len(files["light.cube"]) < 60_000
    pack(path, files).close()
    # The size after unpacking.
    overwrite_entry(path, b"light.cube", 24, "<I", size)
    with pytest.raises(PresetError, match=r"light\.cube is damaged"):
        Preset.load(path)


def test_that_too_many_files_are_refused_before_their_directory_is_read(
    files: dict[str, bytes], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pack(path, files) as archive:
        for i in range(300):
            archive.writestr(f"extra/{i}", b"")
    # It is looked at for a bundle, too.
    monkeypatch.setattr("hairsdk.bundle.files._ZIP", ZipRules(error=BundleError))
    monkeypatch.setattr(zipfile, "ZipInfo", lambda *_: pytest.fail("it was read"))
    with pytest.raises(PresetError, match=r"holds 303 files, \d+ allowed"):
        Preset.load(path)


def test_that_a_file_that_is_in_it_twice_is_refused(files: dict[str, bytes], path: Path) -> None:
    with pack(path, files) as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("light.cube", b"another")
    with pytest.raises(PresetError, match=r"light\.cube is in it twice"):
        Preset.load(path)


def test_that_an_encrypted_file_is_refused(files: dict[str, bytes], path: Path) -> None:
    pack(path, files).close()
    data = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 1)
    path.write_bytes(data)
    with pytest.raises(PresetError, match="is encrypted"):
        Preset.load(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_that_other_ways_of_packing_are_refused(
    method: int, files: dict[str, bytes], path: Path
) -> None:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    with pytest.raises(PresetError, match="is packed in another way than deflate"):
        Preset.load(path)


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.99])
def test_that_a_truncated_zip_is_refused(keep: float, files: dict[str, bytes], path: Path) -> None:
    buffer = io.BytesIO()
    pack(buffer, files).close()  # type: ignore[arg-type]
    path.write_bytes(buffer.getvalue()[: int(len(buffer.getvalue()) * keep)])
    with pytest.raises(PresetError, match="is not a readable"):
        Preset.load(path)


def test_that_damaged_contents_are_noticed(files: dict[str, bytes], path: Path) -> None:
    pack(path, files).close()
    data = bytearray(path.read_bytes())
    at = data.index(b"light.cube") + 200
    for i in range(at, at + 40):
        data[i] ^= 0x55
    path.write_bytes(data)
    with pytest.raises(PresetError, match=r"light\.cube is damaged"):
        Preset.load(path)


def test_that_a_zip_without_a_preset_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "photos.zip"
    pack(path, {"a.txt": b"hello"}).close()
    with pytest.raises(PresetError, match=r"there is no preset\.json"):
        Preset.load(path)


@pytest.mark.parametrize("prefix", ["my look/", "a/b/"])
def test_that_a_zipped_folder_is_read(
    prefix: str, preset: Preset, files: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "zipped.hairlook"
    with pack(path, files, prefix) as archive:
        archive.writestr("__MACOSX/._preset.json", b"finder's own")
    assert Preset.load(path).id == preset.id


def test_that_loading_writes_nothing(files: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "look.hairlook"
    pack(path, files).close()
    before = sorted(tmp_path.rglob("*"))
    Preset.load(path)
    assert sorted(tmp_path.rglob("*")) == before
