"""The list of looks, with files in it that are none."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from hairsdk.resources import presets_dir
from hairstudio.document.hairlook import copy_look, holds_photos
from hairstudio.services.library import duplicate_look, list_looks
from hairstudio.services.retold import retold
from hairstudio.services.session import Session


def packed(text: bytes) -> bytearray:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("preset.json", text)
    return bytearray(buffer.getvalue())


def crushed() -> bytes:
    data = packed(b'{"name": "x"}' * 50)
    data[41:45] = bytes([255] * 4)  # no kind of block that deflate knows
    return bytes(data)


def encrypted() -> bytes:
    data = packed(b'{"name": "x"}')
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"PK\x03\x04", crushed(), encrypted(), bytes(packed(b"[" * 100_000))),
        bytes(packed(b'{"name": "x", "id": "../../x"}')),
    ],
    ids=["empty", "cut", "crushed", "encrypted", "nested", "id"],
)
def test_that_one_damaged_look_does_not_hide_the_others(session: Session, content: bytes) -> None:
    own: Path = session.places.looks
    own.mkdir(parents=True)
    (own / "bad.hairlook").write_bytes(content)
    cards = list_looks(own)
    [bad] = [card for card in cards if card.trouble]
    assert bad.name == "bad"
    assert len(cards) > 1


def test_that_an_id_that_can_name_no_file_is_told_in_german(german: object, tmp_path: Path) -> None:
    (tmp_path / "bad.hairlook").write_bytes(packed(b'{"name": "x", "id": "Rost 2"}'))
    [bad] = [card for card in list_looks(tmp_path) if card.trouble]
    told = "lässt sich nicht lesen: Kennung 'Rost 2' des Presets: Nimm Kleinbuchstaben"
    assert retold(bad.trouble).startswith(told)


def test_that_a_look_packed_in_a_folder_as_a_mac_does_is_shown_as_it_is_opened(
    tmp_path: Path,
) -> None:
    with zipfile.ZipFile(tmp_path / "mac.hairlook", "w") as archive:
        archive.writestr("__MACOSX/Ocean/._preset.json", b"\0\5\x16\7")
        for path in (presets_dir() / "ocean").iterdir():
            archive.write(path, f"Ocean/{path.name}")
    [mac] = [card for card in list_looks(tmp_path) if not card.builtin]
    assert (mac.name, mac.trouble) == ("Ocean", "")
    assert mac.thumbnail is not None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no zip", "{0} ist keine lesbare .hairlook-Datei (ZIP): Die Datei ist kein ZIP"),
        (
            bytes(packed(b"")).replace(b"preset", b"prefix"),
            "bad.hairlook ist kein Preset: Es ist keine preset.json darin",
        ),
    ],
)
def test_that_a_file_that_is_no_look_is_told_in_german(
    german: object, tmp_path: Path, content: bytes, told: str
) -> None:
    (tmp_path / "bad.hairlook").write_bytes(content)
    (tmp_path / "folder.hairlook").mkdir()
    bad, folder = (card for card in list_looks(tmp_path) if card.trouble)
    assert retold(bad.trouble) == f"lässt sich nicht lesen: {told.format(bad.path)}"
    assert "folder.hairlook ist kein Preset" in retold(folder.trouble)


def test_that_the_directory_of_too_many_files_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bad.hairlook"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(300):
            archive.writestr(f"reference-light.{number}", b"")
    monkeypatch.setattr(zipfile, "ZipInfo", lambda *_: pytest.fail("it was read"))
    [bad] = [card for card in list_looks(tmp_path) if card.trouble]
    assert bad.trouble == f"cannot be read: {path} holds 300 files, 256 allowed"
    assert not holds_photos(path)


def test_that_a_look_without_a_name_is_called_after_its_file(tmp_path: Path) -> None:
    (tmp_path / "rust.hairlook").write_bytes(packed(b'{"name": " ", "id": "rust"}'))
    [rust] = [card for card in list_looks(tmp_path) if not card.builtin]
    assert rust.name == "rust"


def test_that_what_a_killed_save_left_behind_is_no_look(session: Session) -> None:
    own: Path = session.places.looks
    own.mkdir(parents=True)
    (own / ".rust.0c3260b3f41f.hairlook").write_bytes(b"PK\x03\x04")
    assert all(card.builtin for card in list_looks(own))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_that_no_pipe_is_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.hairlook")
    # Who writes into it: nobody would end the wait of a test that fails.
    with os.fdopen(os.open(tmp_path / "pipe.hairlook", os.O_RDWR), "r+b", buffering=0):
        assert all(card.builtin for card in list_looks(tmp_path))


def test_that_a_folder_that_cannot_be_asked_for_hides_no_built_in_look(tmp_path: Path) -> None:
    # As a share of a network that is away: there, too, the system refuses to look.
    cards = list_looks(tmp_path / ("x" * 300))
    assert cards
    assert all(card.builtin for card in cards)


def test_that_copies_have_names_of_their_own(session: Session) -> None:
    own: Path = session.places.looks
    copies = [duplicate_look(presets_dir() / "copper", own) for _ in range(3)]
    cards = [card for card in list_looks(own) if not card.builtin]
    assert [card.name for card in cards] == ["Copper copy", "Copper copy 2", "Copper copy 3"]
    assert [card.path for card in cards] == copies


def test_that_looks_with_long_names_are_copied_again_and_again(session: Session) -> None:
    own: Path = session.places.looks
    own.mkdir(parents=True)
    long = own / "long.hairlook"
    copy_look(presets_dir() / "copper", long, {"name": "Autumn " * 28 + "rust"})
    copies = [duplicate_look(long, own) for _ in range(3)]
    names = [card.name for card in list_looks(own) if card.path in copies]
    assert [name.rpartition("copy")[2] for name in names] == ["", " 2", " 3"]


def test_that_a_copy_is_named_in_the_language_of_the_window(
    session: Session, german: object
) -> None:
    path = duplicate_look(presets_dir() / "copper", session.places.looks)
    [card] = [card for card in list_looks(session.places.looks) if not card.builtin]
    assert (card.path, card.name) == (path, "Kupfer Kopie")
    assert card.notes.startswith("Leuchtendes Orangerot")


def test_that_thumbnails_are_not_blue_where_they_are_red(session: Session) -> None:
    cards = {card.name: card for card in list_looks(session.places.looks)}
    for name, is_red in (("Copper", True), ("Ocean", False)):
        thumbnail = cards[name].thumbnail
        assert thumbnail is not None
        red, _, blue = thumbnail.mean(axis=(0, 1))
        assert (red > blue) == is_red


def test_that_looks_whose_ending_another_system_wrote_in_capitals_are_listed(
    session: Session,
) -> None:
    own: Path = session.places.looks
    own.mkdir(parents=True)
    copy_look(presets_dir() / "copper", own / "MINE.HAIRLOOK", {"name": "Mine"})
    assert [card.name for card in list_looks(own) if not card.builtin] == ["Mine"]
