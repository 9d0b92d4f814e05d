"""Heads from a folder of photos."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import numpy as np
import pytest

from hairsdk.errors import HairSdkError
from hairsdk.images import Photo, read_photo, write_photo
from hairstudio.services.control import TaskControl
from hairstudio.services.hair import HairFinder
from hairstudio.services.heads import (
    SIDE,
    all_heads,
    builtin_heads,
    heads_in,
    heads_with,
    too_many,
    whole_head,
    whole_heads,
)


def test_that_a_network_that_cannot_be_used_is_told_once_and_not_called_missing_hair(
    qapp: object, tmp_path: Path, photo
) -> None:
    photo("black.png", 30)
    photo("white.png", 220)
    finder = HairFinder(str(tmp_path / "gone.tflite"), "cpu")
    heads, remarks = heads_in(tmp_path, finder, TaskControl())
    assert heads == ()
    assert len(remarks) == 1
    assert "gone.tflite" in remarks[0]


def test_that_a_head_is_not_shown_uncoloured_where_its_hair_cannot_be_looked_for(
    qapp: object, tmp_path: Path, photo, finder
) -> None:
    photo("black.png", 30)
    [head], _ = heads_in(tmp_path, finder, TaskControl())
    with pytest.raises(HairSdkError, match=r"gone\.tflite"):
        whole_head(head, HairFinder(str(tmp_path / "gone.tflite"), "cpu"))


def test_that_of_a_large_folder_the_newest_are_shown_and_masks_in_it_are_no_heads(
    qapp: object, tmp_path: Path, photo, finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hairstudio.services.heads.MOST", 5)
    for number in range(6):
        os.utime(photo(f"head {number:02}.png", 160 - number), (number, number))
    write_photo(tmp_path / "black.png", Photo(np.zeros((40, 60, 3), np.uint8)))
    photo("head 00.mask.png", 255)
    heads, remarks = heads_in(tmp_path, finder, TaskControl())
    newest = [f"head {number:02}" for number in range(5, 1, -1)]
    assert [head.name for head in heads] == newest, "a snapshot was just taken"
    said = f"{tmp_path.name} holds 7 photos; only the newest 5 were looked at"
    assert remarks == ("No hair was found in black.png",)
    assert too_many(tmp_path) == said
    assert said in all_heads((tmp_path,), finder, TaskControl())[1]
    (tmp_path / "head 00.png").unlink()
    (tmp_path / "head 01.png").unlink()
    assert too_many(tmp_path) == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_that_a_pipe_that_is_called_like_a_photo_is_none(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hairstudio.services.heads.MOST", 0)
    os.mkfifo(tmp_path / "pipe.png")
    assert too_many(tmp_path) == "", "it would be waited for without end"


def test_that_of_a_photo_that_comes_into_a_folder_only_its_own_heads_are_looked_for(
    qapp: object, tmp_path: Path, photo, finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hairstudio.services.heads.MOST", 3)
    for number in range(3):
        os.utime(photo(f"{number}.png", 200 - number), (number, number))
    heads, _ = heads_in(tmp_path, finder, TaskControl())
    seen = finder.photos
    heads, remarks = heads_with(heads, photo("new.png", 90), finder)
    assert ([head.name for head in heads], remarks) == (["new", "2", "1"], ())
    assert finder.photos == seen + 1
    photo("new.png", 199)
    heads, _ = heads_with(heads, tmp_path / "new.png", finder)
    assert sorted(head.name for head in heads) == ["1", "2", "new"]
    write_photo(tmp_path / "black.png", Photo(np.zeros((40, 60, 3), np.uint8)))
    assert heads_with(heads, tmp_path / "black.png", finder) == (
        heads,
        ("No hair was found in black.png",),
    )


@pytest.mark.parametrize("large", [False, True])
def test_that_two_photos_are_read_at_once_unless_they_are_large(
    qapp: object, tmp_path: Path, photo, finder, monkeypatch: pytest.MonkeyPatch, large: bool
) -> None:
    for number in range(4):
        photo(f"{number}.png", 90 + number)
    both, reading, most = threading.Barrier(2), [], []

    def read(path: Path) -> Photo:
        reading.append(path)
        most.append(len(reading))
        if not large:
            both.wait(20)
        reading.remove(path)
        return read_photo(path)

    monkeypatch.setattr("hairstudio.services.heads.read_photo", read)
    if large:
        monkeypatch.setattr("hairstudio.services.heads._ALONE", 0)
    heads, _ = heads_in(tmp_path, finder, TaskControl())
    assert [head.name for head in heads] == ["0", "1", "2", "3"]
    assert (max(most) == 1) == large
    most.clear()
    wholes = [whole() for _name, whole in whole_heads(heads, finder)]  # as for a sheet
    assert [head.name for (head,) in wholes] == ["0", "1", "2", "3"]
    assert (max(most) == 1) == large


def test_that_heads_are_shown_whole_and_large_photos_of_them_are_shrunk(
    qapp: object, tmp_path: Path, photo, finder
) -> None:
    photo("wide.png", 90, (400, 2048))
    photo("small.png", 180, (48, 64))
    wide, small = heads_in(tmp_path, finder, TaskControl())[0]
    for head, shape in ((wide, (200, 1024)), (small, (48, 64)), (builtin_heads()[0], (768, 768))):
        assert head.image.shape == (SIDE, SIDE, 3)
        whole = whole_head(head, finder)
        assert whole.image.shape == (*shape, 3)
        assert whole.mask.shape == shape
        assert whole.intensity == head.intensity


def test_that_a_folder_that_may_not_be_entered_is_told_beside_the_heads_of_others(
    qapp: object, tmp_path: Path, photo, finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    for folder in (mine, theirs):
        folder.mkdir()
    photo("mine/anna.png", 90)
    look_into = Path.iterdir

    def forbidden(folder: Path):  # type: ignore[no-untyped-def]
        if folder == theirs:
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return look_into(folder)

    monkeypatch.setattr(Path, "iterdir", forbidden)
    control = TaskControl()
    heads, (away, refused) = all_heads((theirs, mine, tmp_path / "gone"), finder, control)
    assert [head.name for head in heads[len(builtin_heads()) :]] == ["anna"]
    assert away == f"The folder {tmp_path / 'gone'} is not there"
    assert str(theirs) in refused


def test_that_each_of_several_people_in_a_photo_is_a_head(
    qapp: object, party: Path, two_heads
) -> None:
    heads, remarks = heads_in(party.parent, two_heads, TaskControl())
    assert remarks == ()
    assert [(head.name, head.person) for head in heads] == [("party (2)", 1), ("party (1)", 0)]
    assert [head.intensity for head in heads] == pytest.approx([30 / 255, 200 / 255], abs=1e-3)
    for head, side in zip(heads, (np.s_[:, :450], np.s_[:, 450:]), strict=True):
        assert head.image.shape == (SIDE, SIDE, 3) and head.mask.max() == 1.0
        whole = whole_head(head, two_heads)
        assert whole.image.shape == (300, 900, 3) and whole.intensity == head.intensity
        assert whole.mask[side].sum() == whole.mask.sum() > 0


def test_that_a_photo_and_links_to_it_are_one_head(
    qapp: object, tmp_path: Path, photo, finder
) -> None:
    anna = photo("anna.png", 60)
    (tmp_path / "anna again.png").symlink_to(anna)
    (link := tmp_path / "shoot" / "first.png").parent.mkdir()
    link.symlink_to(anna)
    control = TaskControl()
    heads, remarks = all_heads([tmp_path, link], finder, control)
    assert remarks == ()
    [own] = [head for head in heads if isinstance(head.source, Path)]
    assert own.name == "anna"
    assert all(own.is_of(head) for head in heads_in(tmp_path, finder, control)[0])


def test_that_a_photo_with_two_names_is_one_head(
    qapp: object, tmp_path: Path, photo, finder
) -> None:
    (backup := tmp_path / "backup").mkdir()
    os.link(photo("anna.png", 60), backup / "anna.png")
    control = TaskControl()
    heads, _remarks = all_heads([tmp_path, backup], finder, control)
    assert [head.name for head in heads if isinstance(head.source, Path)] == ["anna"]
