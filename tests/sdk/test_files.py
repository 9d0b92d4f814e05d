"""Paths that cannot be used: each ends in hairsdk's own error, which names the path."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from hairsdk import Lut3D, Preset, read_cube, write_cube
from hairsdk.bundle import Bundle
from hairsdk.bundle.files import write_files
from hairsdk.errors import FileReadError, FileWriteError, ModelError
from hairsdk.files import found_at, read_bytes, write_bytes, write_new
from hairsdk.images import Photo, read_photo, write_mask, write_photo
from hairsdk.models import load_model
from hairsdk.preset import load_preset
from hairsdk.video import FilmInfo, FilmReader, FilmWriter

READERS: dict[str, Callable[[Path], Any]] = {
    ".jpg": read_photo,
    ".cube": read_cube,
    ".hairlook": Preset.load,
    ".hairlook#copper": Preset.load,
    "": lambda path: load_preset(str(path)),
    ".zip": Bundle,
    ".mp4": FilmReader,
    ".tflite": load_model,
}
PHOTO = Photo(np.zeros((4, 4, 3), np.uint8))
WRITERS: dict[str, Callable[[Path, Preset], Any]] = {
    ".png": lambda path, preset: write_photo(path, PHOTO),
    ".tif": lambda path, preset: write_mask(path, np.zeros((4, 4), np.float32)),
    ".cube": lambda path, preset: write_cube(path, Lut3D.identity(2)),
    "": lambda path, preset: preset.save(path),
    ".hairlook": lambda path, preset: preset.save(path),
    ".bundle": lambda path, preset: write_files(path, {}),
    ".zip": lambda path, preset: write_files(path, {}),
    ".new": lambda path, preset: write_new(path, b""),
}
LONG, NULL = "n" * 300, "null\0byte"


@pytest.fixture
def locked() -> Iterator[Path]:
    """A folder that this process may not enter, even where the tests run as root."""
    if os.name == "nt":
        pytest.skip("Windows has other rights")
    with tempfile.TemporaryDirectory() as outer:
        folder = Path(outer) / "locked"
        folder.mkdir()
        folder.chmod(0)
        with as_an_ordinary_user():
            yield folder
        folder.chmod(0o700)


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("process", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_uint32) for name in ("effective", "permitted", "inheritable"))


@contextlib.contextmanager
def as_an_ordinary_user() -> Iterator[None]:
    """Folders' rights count for root, too: without CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH.

    Another user could not read a package that is installed below a folder of root's own.
    """
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None)
    header, sets = _Header(0x20080522, 0), (_Sets * 2)()
    assert libc.capget(ctypes.byref(header), sets) == 0
    before = sets[0].effective
    sets[0].effective &= ~0b110
    assert libc.capset(ctypes.byref(header), sets) == 0
    yield
    sets[0].effective = before
    assert libc.capset(ctypes.byref(header), sets) == 0


@pytest.mark.parametrize("suffix", READERS)
@pytest.mark.parametrize("stem", [LONG, NULL])
def test_that_a_name_that_no_file_can_have_is_not_read(
    suffix: str, stem: str, tmp_path: Path
) -> None:
    with pytest.raises((FileReadError, ModelError), match=f"cannot read .*{stem}"):
        READERS[suffix](tmp_path / (stem + suffix))


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("stem", [LONG, NULL])
def test_that_a_name_that_no_file_can_have_is_not_written(
    suffix: str, stem: str, preset: Preset, tmp_path: Path
) -> None:
    with pytest.raises(FileWriteError, match=rf"cannot (write|make) .*{stem}"):
        WRITERS[suffix](tmp_path / (stem + suffix), preset)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", [suffix for suffix in WRITERS if suffix])
def test_that_a_folder_that_is_missing_is_named(
    suffix: str, preset: Preset, tmp_path: Path
) -> None:
    """All but a preset's folder, which is made."""
    with pytest.raises(FileWriteError, match=r"cannot write .*: there is no folder .*gone$"):
        WRITERS[suffix](tmp_path / "gone" / f"x{suffix}", preset)


@pytest.mark.parametrize("suffix", READERS)
def test_that_what_lies_in_a_locked_folder_is_not_read(suffix: str, locked: Path) -> None:
    with pytest.raises((FileReadError, ModelError), match=r"cannot read .*locked/x.*: Permission"):
        READERS[suffix](locked / f"x{suffix}")


@pytest.mark.parametrize("suffix", WRITERS)
def test_that_nothing_is_written_into_a_locked_folder(
    suffix: str, preset: Preset, locked: Path
) -> None:
    with pytest.raises(FileWriteError, match=r"cannot (write|make) .*locked/x.*: Permission"):
        WRITERS[suffix](locked / f"x{suffix}", preset)


def test_that_a_preset_cannot_be_saved_as_a_locked_folder(preset: Preset, locked: Path) -> None:
    with pytest.raises(FileWriteError, match=r"cannot write .*locked.*: Permission"):
        preset.save(locked)


@pytest.mark.parametrize("read", [Preset.load, Bundle])
def test_that_a_locked_folder_is_not_read(read: Callable[[Path], Any], locked: Path) -> None:
    assert found_at(locked) == "folder"
    with pytest.raises(FileReadError, match=r"cannot read .*locked.*: Permission"):
        read(locked)


def test_that_a_folder_in_the_place_of_a_thumbnail_is_named(preset: Preset, tmp_path: Path) -> None:
    preset.save(tmp_path)
    (tmp_path / "thumbnail.png").mkdir()
    with pytest.raises(FileWriteError, match=r"cannot write .*thumbnail\.png"):
        preset.save(tmp_path)


def full(*_: object) -> None:
    """So does a disk."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("suffix", [".png", ".tif", ".cube", ".hairlook"])
def test_that_a_full_disk_leaves_the_old_file_and_no_other(
    suffix: str, preset: Preset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes(b"old")
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(FileWriteError, match=rf"cannot write .*x\{suffix}: No space left"):
        WRITERS[suffix](path, preset)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"old"]


def test_that_a_file_takes_its_place_only_when_its_bytes_are_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_server(file: int) -> None:
        # So some file servers say it, which take all that is written.
        assert os.fstat(file).st_size == len(b"new one")
        full()

    path = tmp_path / "look.cube"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full_server)
    with pytest.raises(FileWriteError, match=r"cannot write .*look\.cube: No space"):
        write_bytes(path, b"new one")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(FileWriteError, match=r"cannot write .*look\.bundle: No space"):
        write_files(tmp_path / "look.bundle", {"a/b": b"new one"})
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
@pytest.mark.parametrize("make", [Path.touch, Path.mkdir, lambda path: path.symlink_to("nowhere")])
def test_that_a_new_file_takes_the_place_of_nothing(
    make: Callable[[Path], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "look.cube"
    make(path)
    before = os.lstat(path)
    for _ in range(2):
        with pytest.raises(FileWriteError, match=r"cannot write .*look\.cube"):
            write_new(path, b"new")
        assert (os.lstat(path), list(tmp_path.iterdir())) == (before, [path])
        monkeypatch.setattr(os, "link", no_links)


def no_links(*_: object) -> None:
    """So do sticks and many file servers."""
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))


def test_that_a_new_file_is_whole_when_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that is killed after the name is there, and before the bytes are, is too late."""

    def killed(*_: object) -> None:
        raise SystemExit

    monkeypatch.setattr(os, "replace", killed)
    with contextlib.suppress(SystemExit):
        write_new(tmp_path / "look.cube", b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"new"]


@pytest.mark.parametrize("name", ["fsync", "replace"])
def test_that_a_new_file_that_cannot_be_written_leaves_no_empty_one(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", no_links)
    with monkeypatch.context() as broken:
        broken.setattr(os, name, full)
        with pytest.raises(FileWriteError, match=r"cannot write .*look\.cube: No space"):
            write_new(tmp_path / "look.cube", b"new")
    assert list(tmp_path.iterdir()) == []
    write_new(tmp_path / "look.cube", b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"new"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_that_what_replaces_a_file_is_for_those_whom_the_file_was_for(tmp_path: Path) -> None:
    path = tmp_path / "private.cube"
    path.touch(mode=0o640)
    path.chmod(0o640)
    write_bytes(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)
    film = tmp_path / "private.mkv"
    film.touch()
    film.chmod(0o606)
    info = FilmInfo(16, 16, rate=Fraction(5), time_base=Fraction(1, 5))
    with FilmWriter(film, info, (16, 16)) as writer:
        writer.write(np.zeros((16, 16, 3), np.uint8), 0)
    assert film.stat().st_mode & 0o777 == 0o606


def test_that_a_file_that_is_read_only_on_windows_is_told_and_nothing_left_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(act: Callable[..., None]) -> Callable[..., None]:
        def as_windows(*paths: Path) -> None:
            if not all(path.stat().st_mode & 0o200 for path in paths):
                raise PermissionError(errno.EACCES, "Access is denied")
            act(*paths)

        return as_windows

    path = tmp_path / "look.cube"
    path.write_bytes(b"old")
    path.chmod(0o444)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "replace", refusing(os.replace))
    monkeypatch.setattr(Path, "unlink", refusing(os.unlink))
    with pytest.raises(FileWriteError, match=r"cannot write .*look\.cube: Access is denied"):
        write_bytes(path, b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_that_no_more_memory_is_set_aside_than_a_file_needs(tmp_path: Path) -> None:
    path = tmp_path / "small"
    path.write_bytes(b"x" * 1000)
    tracemalloc.start()
    try:
        assert read_bytes(path, 1 << 31) == b"x" * 1000
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
@pytest.mark.parametrize("size", [0, 1, 2, (1 << 20) + 1, (3 << 20) + 7])
def test_that_all_of_a_pipe_is_read_up_to_the_limit(size: int, tmp_path: Path) -> None:
    os.mkfifo(pipe := tmp_path / "pipe")
    data = bytes(range(256)) * (size // 256 + 1)
    for limit in (size, size + 1):
        with ThreadPoolExecutor(1) as beside:
            beside.submit(pipe.write_bytes, data[:size])
            assert read_bytes(pipe, limit) == data[:size]
    if size:
        with ThreadPoolExecutor(1) as beside:
            beside.submit(pipe.write_bytes, data[:size])
            with pytest.raises(FileReadError, match="larger than the"):
                read_bytes(pipe, size - 1)
