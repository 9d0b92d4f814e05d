"""Many photos with the look on their hair, in a folder."""

from __future__ import annotations

import errno
import filecmp
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from hairsdk.cli import main
from hairsdk.errors import FileWriteError, HairSdkError
from hairsdk.images import Photo, read_photo, write_photo
from hairstudio.core.references import load_reference
from hairstudio.document.look import Look
from hairstudio.services import picture
from hairstudio.services.control import Cancelled, TaskControl
from hairstudio.services.export import ExportOptions, export_look
from hairstudio.services.hair import HairFinder
from hairstudio.services.intake import take_in
from hairstudio.services.pictures import write_pictures

pytestmark = pytest.mark.usefixtures("qapp")


def write_head(path: Path, name: str = "grey_ponytail_2044") -> Path:
    path.parent.mkdir(exist_ok=True)
    write_photo(path, Photo(np.ascontiguousarray(load_reference(name).image[::3, ::3])))
    return path


def test_that_all_photos_are_written_as_hairsdk_folder_does_it(
    copper: Look, network: HairFinder, tmp_path: Path
) -> None:
    names = {"anna.png": "grey_ponytail_2044", "ben.jpg": "black_bob_2037"}
    photos = [write_head(tmp_path / "in" / name, head) for name, head in names.items()]
    done = write_pictures(tmp_path / "copper", copper, photos, network, TaskControl())
    assert (done.folder, done.written, done.wanted) == (tmp_path / "copper", 2, 2)
    assert (done.stopped, done.left_out, done.remarks) == (False, (), ())
    export_look(copper, ExportOptions(tmp_path, "mine", cubes=False), TaskControl())
    wear = "--preset", str(tmp_path / "mine.hairlook"), "--device", "cpu"
    assert main(["folder", str(tmp_path / "in"), str(tmp_path / "theirs"), *wear]) == 0
    for name in names:
        ours = tmp_path / "copper" / name
        assert filecmp.cmp(ours, tmp_path / "theirs" / name, shallow=False)
        assert not filecmp.cmp(ours, tmp_path / "in" / name, shallow=False)


def test_that_nothing_is_replaced_and_names_are_numbered(
    copper: Look, finder, tmp_path: Path
) -> None:
    photos = [
        write_head(tmp_path / where / name)
        for where, name in (("a", "anna.png"), ("b", "anna.png"), ("a", "anna.bmp"))
    ]
    before = [photo.read_bytes() for photo in photos]
    (tmp_path / "copper").write_bytes(b"of last week")
    first = write_pictures(tmp_path / "copper", copper, photos, finder, TaskControl())
    again = write_pictures(tmp_path / "copper", copper, photos[:1], finder, TaskControl())
    assert [first.folder.name, again.folder.name] == ["copper (2)", "copper (3)"]
    names = ["anna (2).png", "anna.jpg", "anna.png"]
    assert sorted(path.name for path in first.folder.iterdir()) == names
    assert [photo.read_bytes() for photo in photos] == before
    assert (tmp_path / "copper").read_bytes() == b"of last week"


def test_that_everybody_wears_the_look_or_a_mask_that_was_corrected_counts(
    copper: Look, network: HairFinder, tmp_path: Path
) -> None:
    heads = (load_reference(name).image[::2, ::2] for name in ("black_bob_2037", "white_buzz_2052"))
    couple = tmp_path / "couple.png"
    write_photo(couple, Photo(np.hstack([*heads])))
    written = []
    for painted in (False, True):
        if painted:
            reference = take_in(couple, network, TaskControl()).reference
            mask = np.zeros_like(reference.mask)
            mask[100:150, 50:100] = 1.0
            copper = copper.with_reference("dark", reference.with_mask(mask))
        done = write_pictures(tmp_path / "out", copper, [couple], network, TaskControl())
        changed = read_photo(done.folder / couple.name).pixels != read_photo(couple).pixels
        written.append(changed.any(axis=2))
    everybody, corrected = written
    half = everybody.shape[1] // 2
    assert everybody[:, :half].any()
    assert everybody[:, half:].any()
    assert corrected[100:150, 50:100].any()
    corrected[100:150, 50:100] = False
    assert not corrected.any()


def test_that_photos_that_cannot_be_had_are_left_out_by_name(
    copper: Look, network: HairFinder, tmp_path: Path, photo: Callable[..., Path]
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    photos = [
        tmp_path / "gone.png",
        broken,
        photo("plain.png", 120),
        write_head(tmp_path / "a.png"),
    ]
    done = write_pictures(tmp_path / "copper", copper, photos, network, TaskControl())
    assert [path.name for path in done.folder.iterdir()] == ["a.png"]
    assert (done.written, done.wanted) == (1, 4)
    for said, name in zip(done.left_out, ("gone.png", "broken.png", "plain.png"), strict=True):
        assert name in said


def test_that_a_picture_too_large_for_the_memory_is_left_out(
    copper: Look, finder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted(path: Path) -> Photo:
        if path.stem == "large":
            raise MemoryError
        return read_photo(path)

    monkeypatch.setattr(picture, "read_photo", exhausted)
    photos = [write_head(tmp_path / name) for name in ("large.png", "small.png")]
    done = write_pictures(tmp_path / "copper", copper, photos, finder, TaskControl())
    assert done.written == 1
    assert done.left_out[0].startswith("large.png: There is not enough memory")


def test_that_notes_say_of_which_photo_they_are(copper: Look, finder, tmp_path: Path) -> None:
    pixels = load_reference("grey_ponytail_2044").image[::3, ::3].astype(np.uint16) * 257
    photo = tmp_path / "deep.tif"
    write_photo(photo, Photo(pixels, exif=b"II*\0\x08\0\0\0\0\0\0\0\0\0"))
    photo = photo.rename(tmp_path / "deep.webp")  # what a file holds counts, not its name
    done = write_pictures(tmp_path / "copper", copper, [photo], finder, TaskControl())
    assert done.written == 1
    assert done.remarks
    assert all(remark.startswith("deep.webp: ") for remark in done.remarks)


@pytest.mark.parametrize("at", [0, 2])
def test_that_one_that_is_stopped_leaves_whole_pictures_or_no_folder(
    copper: Look, finder, tmp_path: Path, at: int
) -> None:
    def stop(share: float, name: str) -> None:
        if name == f"{at}.png":
            control.cancel()

    control = TaskControl(stop)
    photos = [write_head(tmp_path / f"{number}.png") for number in range(4)]
    folder = tmp_path / "copper"
    if at == 0:
        with pytest.raises(Cancelled):
            write_pictures(folder, copper, photos, finder, control)
        assert not folder.exists()
    else:
        done = write_pictures(folder, copper, photos, finder, control)
        assert (done.stopped, done.written, done.wanted) == (True, 2, 4)
        assert sorted(path.name for path in folder.iterdir()) == ["0.png", "1.png"]
        assert not control.cancelled  # what is told is what was written


def test_that_a_name_that_the_folder_cannot_hold_is_left_out(
    copper: Look, finder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = picture.write_bytes

    def write_on_a_stick(path: Path, data: bytes) -> None:
        if ":" in path.name:
            raise FileWriteError(f"cannot write {path}", path) from OSError(errno.EINVAL, "no")
        write(path, data)

    monkeypatch.setattr(picture, "write_bytes", write_on_a_stick)
    long = "x" * (255 - len(".png"))  # there is no room for a number
    names = "12:30.png", f"a/{long}.png", f"b/{long}.png", "last.png"
    photos = [write_head(tmp_path / name) for name in names]
    done = write_pictures(tmp_path / "copper", copper, photos, finder, TaskControl())
    assert sorted(path.stem for path in done.folder.iterdir()) == ["last", long]
    assert (done.written, done.wanted, done.stopped) == (2, 4, False)
    for said, name in zip(done.left_out, ("12:30", long), strict=True):
        assert name in said


@pytest.mark.parametrize("room", [0, 2])
def test_that_a_full_disk_ends_it(
    copper: Look, finder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    photos = [tmp_path / "gone.png"]
    photos += [write_head(tmp_path / f"{number}.png") for number in range(4)]
    write, tried = picture.write_bytes, []

    def fill(path: Path, data: bytes) -> None:
        tried.append(path)
        if len(tried) > room:
            raise FileWriteError(f"cannot write {path}", path) from OSError(errno.ENOSPC, "full")
        write(path, data)

    monkeypatch.setattr(picture, "write_bytes", fill)
    folder = tmp_path / "copper"
    if room == 0:
        with pytest.raises(FileWriteError):
            write_pictures(folder, copper, photos, finder, TaskControl())
        assert not folder.exists()
    else:
        done = write_pictures(folder, copper, photos, finder, TaskControl())
        assert (done.written, done.wanted, done.stopped) == (2, 5, False)
        full, gone = done.left_out
        assert "2.png" in full
        assert "gone.png" in gone
    assert len(tried) == room + 1


def test_that_a_network_that_is_gone_ends_it(copper: Look, finder, tmp_path: Path) -> None:
    finder.model = str(tmp_path / "gone.tflite")
    photos = [write_head(tmp_path / f"{number}.png") for number in range(2)]
    with pytest.raises(HairSdkError, match=r"gone\.tflite"):
        write_pictures(tmp_path / "copper", copper, photos, finder, TaskControl())
    assert not (tmp_path / "copper").exists()


def test_that_a_position_set_by_hand_counts(copper: Look, finder, tmp_path: Path) -> None:
    photo = write_head(tmp_path / "a.png")
    pictures = []
    for position in (0.0, 1.0, None):
        done = write_pictures(tmp_path / "x", copper, [photo], finder, TaskControl(), position)
        pictures.append(read_photo(done.folder / "a.png").pixels)
    assert not np.array_equal(pictures[0], pictures[1])
    assert not np.array_equal(pictures[1], pictures[2])
