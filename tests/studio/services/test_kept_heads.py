"""Heads of the gallery that were found in an earlier sitting."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from hairsdk.images import Photo, write_photo
from hairstudio.services import own_heads
from hairstudio.services.control import TaskControl
from hairstudio.services.hair import FoundHair, HairFinder
from hairstudio.services.heads import Head, heads_in, heads_with
from hairstudio.services.kept_heads import KeptHeads
from hairstudio.services.own_heads import OwnHeads
from hairstudio.services.session import Session

DARKNESS = Path(__file__).parents[2] / "data" / "networks" / "darkness.tflite"


@pytest.fixture
def kept(tmp_path: Path) -> KeptHeads:
    return KeptHeads(tmp_path / "kept")


@pytest.fixture
def folder(photo, tmp_path: Path) -> Path:
    """Three photos, one of them without hair."""
    shoot = tmp_path / "shoot"
    shoot.mkdir()
    for name, level in (("anna.png", 60), ("berta.png", 200)):
        photo(f"shoot/{name}", level)
    write_photo(shoot / "empty.png", Photo(np.zeros((48, 64, 3), np.uint8)))
    return shoot


def look(folder: Path, finder: object, kept: KeptHeads) -> tuple[tuple[Head, ...], tuple[str, ...]]:
    return heads_in(folder, finder, TaskControl(), kept=kept)  # type: ignore[arg-type]


def files(kept: KeptHeads) -> list[Path]:
    return sorted(kept._folder.iterdir()) if kept._folder.is_dir() else []


def assert_same(ones: tuple[Head, ...], others: tuple[Head, ...]) -> None:
    assert len(ones) == len(others)
    for one, other in zip(ones, others, strict=True):
        for name in ("name", "intensity", "source", "person", "file"):
            assert getattr(one, name) == getattr(other, name)
        pairs = [
            (one.image, other.image),
            (one.mask, other.mask),
            *zip(one.sample, other.sample, strict=True),
        ]
        for mine, theirs in pairs:
            assert mine.dtype == theirs.dtype
            np.testing.assert_array_equal(mine, theirs)


def test_that_known_photos_are_not_looked_at_again_and_give_the_very_same_heads(
    qapp: object, folder: Path, finder, kept: KeptHeads
) -> None:
    find = finder.find

    def soft(image: np.ndarray) -> FoundHair:
        found = find(image)
        fall = np.random.default_rng(3).random(found.mask.shape, np.float32)
        return FoundHair(found.mask * fall, found.remark)

    finder.find = soft
    first, remarks = look(folder, finder, kept)
    assert finder.photos == 3
    assert [head.name for head in first] == ["anna", "berta"]
    again, said_again = look(folder, finder, kept)
    assert finder.photos == 3
    assert said_again == remarks
    assert "empty.png" in remarks[0]
    assert_same(again, first)


def test_that_each_person_in_a_known_photo_is_a_head(
    qapp: object, photo, tmp_path: Path, two_heads, kept: KeptHeads
) -> None:
    (tmp_path / "party").mkdir()
    photo("party/party.png", 120, (100, 260))
    first, _ = look(tmp_path / "party", two_heads, kept)
    assert len(first) == 2
    two_heads.find = lambda image: pytest.fail("it was looked at again")
    assert_same(look(tmp_path / "party", two_heads, kept)[0], first)


def test_that_a_photo_that_was_changed_and_another_network_are_looked_at(
    qapp: object, photo, folder: Path, finder, kept: KeptHeads
) -> None:
    look(folder, finder, kept)
    photo("shoot/anna.png", 140)
    heads, _ = look(folder, finder, kept)
    assert finder.photos == 4
    assert heads[0].intensity > 0.4
    finder.choose("256", "cpu")
    look(folder, finder, kept)
    assert finder.photos == 7
    look(folder, finder, kept)
    assert finder.photos == 7


def test_that_another_version_looks_for_itself(
    qapp: object, folder: Path, finder, kept: KeptHeads, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(folder, finder, kept)
    monkeypatch.setattr("hairstudio.services.kept_heads.studio_version", lambda: "later")
    look(folder, finder, kept)
    assert finder.photos == 6


def test_that_a_photo_that_comes_into_the_folder_is_remembered_too(
    qapp: object, photo, folder: Path, finder, kept: KeptHeads
) -> None:
    heads, _ = look(folder, finder, kept)
    new = photo("shoot/cleo.png", 110)
    heads, _ = heads_with(heads, new, finder, kept)
    assert finder.photos == 4
    assert_same(look(folder, finder, kept)[0], heads)
    assert finder.photos == 4


def test_that_a_photo_written_while_it_is_looked_at_is_looked_at_again(
    qapp: object, photo, folder: Path, finder, kept: KeptHeads
) -> None:
    find = finder.find

    def retouched(image: np.ndarray) -> object:
        photo("shoot/anna.png", 150)
        os.utime(folder / "anna.png", ns=(7, 7))
        return find(image)

    finder.find = retouched
    heads_in(folder / "anna.png", finder, TaskControl(), kept=kept)
    finder.find = find
    [head], _ = heads_in(folder / "anna.png", finder, TaskControl(), kept=kept)
    assert finder.photos == 2
    assert head.intensity > 0.5


@pytest.mark.parametrize(
    "damage", [b"", b"no archive", b"PK\x05\x06" + bytes(18), "half", "flipped", "folder"]
)
def test_that_what_is_damaged_is_looked_for_again(
    qapp: object, folder: Path, finder, kept: KeptHeads, damage: bytes | str
) -> None:
    first, _ = look(folder, finder, kept)
    for file in files(kept):
        data = bytearray(file.read_bytes())
        if damage == "folder":
            file.unlink()
            file.mkdir()
        elif damage == "half":
            file.write_bytes(data[: len(data) // 2])
        elif damage == "flipped":
            data[len(data) // 3] ^= 0xFF
            file.write_bytes(data)
        else:
            file.write_bytes(damage)
    again, _ = look(folder, finder, kept)
    assert_same(again, first)
    assert finder.photos == 6


def test_that_where_nothing_can_be_kept_heads_are_found_all_the_same(
    qapp: object, folder: Path, finder, tmp_path: Path
) -> None:
    (tmp_path / "kept").write_bytes(b"")  # where the folder should be
    kept = KeptHeads(tmp_path / "kept")
    assert len(look(folder, finder, kept)[0]) == len(look(folder, finder, kept)[0]) == 2
    kept.tidy()
    kept.forget(folder)
    kept.clear()


def test_that_a_network_that_cannot_be_told_from_others_keeps_nothing(
    qapp: object, folder: Path, tmp_path: Path, kept: KeptHeads
) -> None:
    gone = HairFinder(tmp_path / "gone.tflite", "cpu")
    assert gone.network == ""
    look(folder, gone, kept)
    assert files(kept) == []


def test_that_networks_are_told_apart_by_what_is_in_their_files(tmp_path: Path) -> None:
    own = tmp_path / "mine.tflite"
    own.write_bytes(b"one")
    before = HairFinder(own).network
    own.write_bytes(b"another")
    assert len({HairFinder("512").network, HairFinder("256").network, before}) == 3
    assert HairFinder(own).network not in ("", before)
    assert HairFinder("512").network == HairFinder("512").network


def test_that_a_network_is_the_one_that_was_opened_whatever_its_file_holds_by_now(
    tmp_path: Path,
) -> None:
    own = tmp_path / "mine.tflite"
    shutil.copy(DARKNESS, own)
    finder = HairFinder(own, "cpu")
    for use in (
        lambda: finder.find(np.zeros((64, 64, 3), np.uint8)),
        lambda: finder.choose(own, "cpu"),
    ):
        use()
        opened = finder.network
        assert opened == HairFinder(own).network
        own.write_bytes(own.read_bytes() + b"trained anew")
        assert finder.network == opened != HairFinder(own).network
    finder.close()


def test_that_heads_are_not_kept_as_those_of_the_network_before(
    qapp: object, folder: Path, finder, kept: KeptHeads
) -> None:
    find = finder.find

    def chosen_meanwhile(image: np.ndarray) -> FoundHair:
        finder.choose("256", "cpu")
        return find(image)

    finder.find = chosen_meanwhile
    assert look(folder / "anna.png", finder, kept)[0]
    assert files(kept) == []


def test_that_deleted_photos_and_those_not_asked_for_longest_are_forgotten(
    qapp: object, photo, folder: Path, finder, kept: KeptHeads, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = folder.parent / "stick"
    away.mkdir()
    photo("stick/dora.png", 90)
    for place in (away, folder):
        look(place, finder, kept)
    assert len(files(kept)) == 4
    away.rename(folder.parent / "unplugged")
    (folder / "anna.png").unlink()
    kept.tidy()
    assert len(files(kept)) == 3
    for file in files(kept):
        os.utime(file, (1, 1))
    os.utime(kept._file(away / "dora.png"), (2, 2))
    look(folder, finder, kept)
    monkeypatch.setattr("hairstudio.services.kept_heads._MOST", 2)
    kept.tidy()
    finder.photos = 0
    look(folder, finder, kept)
    assert finder.photos == 0
    assert len(files(kept)) == 2


def test_that_the_next_sitting_has_the_heads_without_looking(
    qtbot: QtBot, session: Session, folder: Path, finder
) -> None:
    def sitting() -> OwnHeads:
        own = OwnHeads(session, session)
        own.look_for_known()
        qtbot.waitUntil(lambda: not (own.busy or own.seeking), timeout=20000)
        return own

    first = sitting()
    first.load([folder])
    qtbot.waitUntil(lambda: not first.busy, timeout=20000)
    seen = finder.photos
    assert_same(sitting().heads(), first.heads())
    assert finder.photos == seen


def test_that_a_sitting_begins_by_forgetting_photos_that_were_deleted(
    qtbot: QtBot, session: Session, folder: Path
) -> None:
    own = OwnHeads(session, session)
    own.load([folder])
    qtbot.waitUntil(lambda: not own.busy, timeout=20000)
    assert len(files(session.kept_heads)) == 3
    (folder / "anna.png").unlink()
    later = OwnHeads(session, session)
    later.look_for_known()
    qtbot.waitUntil(lambda: not (later.busy or later.seeking), timeout=20000)
    assert [head.name for head in later.heads()] == ["berta"]
    assert len(files(session.kept_heads)) == 2


def test_that_known_heads_that_come_at_once_are_shown_at_once(
    qtbot: QtBot, session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_heads, "time", SimpleNamespace(monotonic=lambda: 7.0))
    own = OwnHeads(session, session)
    shown: list[int] = []
    own.changed.connect(lambda: shown.append(len(own.heads())))
    own.load([folder])
    qtbot.waitUntil(lambda: not own.busy, timeout=20000)
    assert shown == [1, 2]  # the first as a sign of life


def test_that_nothing_is_kept_of_photos_that_the_artist_takes_out(
    qtbot: QtBot, session: Session, folder: Path
) -> None:
    own = OwnHeads(session, session)
    kept = session.kept_heads
    own.load([folder, folder / "anna.png"])
    qtbot.waitUntil(lambda: not own.busy, timeout=20000)
    assert len(files(kept)) == 3
    own.forget(folder)
    # Of the photo that is still asked for by itself.
    [anna] = own.heads()
    assert anna.name == "anna"
    assert files(kept) == [kept._file(folder / "anna.png")]
    own.forget_all()
    assert files(kept) == []


def test_that_nothing_is_kept_of_a_folder_that_is_taken_out_when_its_drive_is_not_plugged_in(
    qtbot: QtBot, session: Session, folder: Path
) -> None:
    own = OwnHeads(session, session)
    own.load([folder])
    qtbot.waitUntil(lambda: not own.busy, timeout=20000)
    folder.rename(folder.parent / "unplugged")
    own.forget(folder)
    assert files(session.kept_heads) == []


def test_that_nothing_is_kept_of_photos_without_hair_that_do_not_come_in(
    qtbot: QtBot, session: Session, folder: Path
) -> None:
    own = OwnHeads(session, session)
    own.load([folder / "empty.png"])
    qtbot.waitUntil(lambda: not own.busy, timeout=20000)
    assert files(session.kept_heads) == []


@pytest.mark.parametrize("all_of_them", [False, True])
def test_that_nothing_is_kept_of_what_is_taken_out_while_it_is_looked_into(
    qtbot: QtBot,
    session: Session,
    folder: Path,
    finder,
    all_of_them: bool,
) -> None:
    own, find = OwnHeads(session, session), finder.find
    at_berta, go_on = threading.Event(), threading.Event()

    def slow(image: np.ndarray) -> FoundHair:
        if finder.photos == 1:
            at_berta.set()
            assert go_on.wait(20)
        return find(image)

    finder.find = slow
    own.load([folder])
    qtbot.waitUntil(at_berta.is_set, timeout=20000)
    qtbot.waitUntil(lambda: len(own.heads()) == 1, timeout=20000)
    assert len(files(session.kept_heads)) == 1
    if all_of_them:
        own.forget_all()
    else:
        own.forget(folder)
    assert files(session.kept_heads) == []
    ended = own.looking
    with qtbot.waitSignal(ended, timeout=20000, check_params_cb=lambda _share, name: not name):
        go_on.set()
    assert finder.photos == 2
    assert files(session.kept_heads) == []
