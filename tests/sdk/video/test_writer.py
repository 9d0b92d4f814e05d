"""Films whose end cannot be written, or that cannot be put in their place, and their frames."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Recolorer
from hairsdk.errors import ClosedError, FileWriteError, FrameError, ParameterError
from hairsdk.video import (
    Encoding,
    FilmInfo,
    FilmOptions,
    FilmReader,
    FilmWriter,
    Sound,
    recolor_film,
)

Frame = NDArray[np.uint8]
Film = Callable[..., Path]
FRAME = np.full((48, 64, 3), 90, np.uint8)


class _Full:
    """A file on a disk with room for a number of bytes."""

    def __init__(self, file: Any, room: int) -> None:
        self._file, self._room = file, room

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, data: bytes) -> int:
        if self._file.tell() + len(data) > self._room:
            raise OSError(28, "No space left on device")
        return int(self._file.write(data))


def test_that_a_film_takes_its_place_only_when_its_bytes_are_on_the_disk(
    films: ModuleType,
    film: Film,
    recolorer: Recolorer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source = film()
    recolor_film(source, tmp_path / "first.mp4", recolorer)
    whole = (tmp_path / "first.mp4").stat().st_size

    def full(file: int) -> None:
        assert os.fstat(file).st_size == whole
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileWriteError, match=r"cannot write .*out\.mp4: No space"):
        recolor_film(source, tmp_path / "out.mp4", recolorer)
    assert films.left_behind(tmp_path, source.name, "first.mp4") == []


def test_that_a_film_is_not_written_under_a_name_that_no_file_can_have(
    film: Film, tmp_path: Path
) -> None:
    with (
        FilmReader(film()) as source,
        pytest.raises(FileWriteError, match=r"cannot write .*: embedded null"),
    ):
        FilmWriter(tmp_path / "null\0byte.mp4", source.info, (128, 96))


@pytest.mark.parametrize("room", [0, 1000, 3000])
def test_that_a_full_disk_is_told_in_its_own_words(
    films: ModuleType,
    room: int,
    film: Film,
    recolorer: Recolorer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source = film()
    true_open = Path.open

    def full(path: Path, mode: str = "r", *args: Any, **options: Any) -> Any:
        file = true_open(path, mode, *args, **options)
        return _Full(file, room) if mode == "wb" else file

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(
        FileWriteError, match=r"cannot write .*mp4: No space left on device"
    ) as caught:
        recolor_film(source, tmp_path / "out.mp4", recolorer)
    assert isinstance(caught.value.__cause__, OSError)
    assert caught.value.__cause__.errno == errno.ENOSPC
    assert films.left_behind(tmp_path, "in.mp4") == []


@pytest.mark.parametrize("where", ["written", "finished", "put in its place"])
def test_that_what_there_is_of_a_film_is_left_under_a_name_that_is_free_by_then(
    films: ModuleType, where: str, film: Film, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noise = np.random.default_rng(3).integers(0, 256, (60, 96, 128, 3), np.uint8)
    out, free = tmp_path / "out.mp4", tmp_path / "free.mp4"
    with FilmReader(film()) as source:
        info = source.info
    writer = FilmWriter(
        out,
        info,
        (128, 96),
        Encoding(key_frames=10),
        left_at=lambda path: path.with_name(free.name),
    )

    def full(*args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    true_replace = os.replace
    with pytest.raises(FileWriteError, match="No space"), writer:
        for pts, pixels in enumerate(noise):
            writer.write(pixels, pts * 512)
        if where == "written":
            room = writer.temporary.stat().st_size
            monkeypatch.setattr(writer._file, "_file", _Full(writer._file._file, room))
        elif where == "finished":
            monkeypatch.setattr(os, "fsync", full)
        else:
            monkeypatch.setattr(
                os, "replace", lambda a, b: full() if b == out else true_replace(a, b)
            )
    assert writer.left == free
    assert films.left_behind(tmp_path, "in.mp4", free.name) == []
    assert len(films.read_pixels(free)[0]) >= (10 if where == "written" else 60)


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_that_what_is_no_file_is_not_replaced_by_a_film_which_is_told_at_once(
    kind: str, film: Film, tmp_path: Path
) -> None:
    out = tmp_path / "out.mp4"
    if kind == "folder":
        out.mkdir()
    elif os.name == "nt":
        pytest.skip("Windows has no pipes in folders")
    else:
        os.mkfifo(out)
    with FilmReader(film()) as source, pytest.raises(FileWriteError, match=rf"out\.mp4: .*{kind}"):
        FilmWriter(out, source.info, (128, 96))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.mp4", "out.mp4"]


def test_that_a_whole_film_is_kept_where_it_cannot_be_put_in_its_place(
    films: ModuleType, film: Film, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows replaces no file that another program has open, and a network drive may be away."""

    def locked(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    with FilmReader(film()) as source:
        info = source.info
    true_stat = Path.stat

    def away(path: Path, **options: Any) -> os.stat_result:
        if path.name.startswith(".out."):
            raise OSError(errno.EHOSTDOWN, "Host is down")
        return true_stat(path, **options)

    monkeypatch.setattr(os, "replace", locked)
    monkeypatch.setattr(Path, "stat", away)
    out = tmp_path / "out.mp4"
    for left_at in (None, lambda path: path.with_name("free.mp4")):
        writer = FilmWriter(out, info, (128, 96), left_at=left_at)
        writer.write(np.zeros((96, 128, 3), np.uint8), 0)
        with pytest.raises(FileWriteError, match=r"out\.mp4: Permission denied") as raised:
            writer.close()
        told = f"; the whole film is {writer.temporary}: rename it"
        assert str(raised.value).endswith(told) == (left_at is None)
        assert writer.left == writer.temporary
        assert len(films.read_pixels(writer.temporary)[0]) == 1
    assert not out.exists()


def test_that_no_film_is_promised_where_its_folder_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    info = FilmInfo(64, 48, Fraction(30), Fraction(1, 30))
    writer = FilmWriter(folder / "out.mp4", info, (64, 48))
    writer.write(FRAME, 0)
    move = os.replace

    def pulled_out(source: Path, target: Path) -> None:
        shutil.rmtree(folder)
        move(source, target)

    monkeypatch.setattr(os, "replace", pulled_out)
    with pytest.raises(FileWriteError, match=r"out\.mp4: there is no folder .*stick$"):
        writer.close()
    assert writer.left is None


def test_that_a_film_has_as_many_key_frames_as_asked_for(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    recolor_film(film(), tmp_path / "out.mp4", recolorer, FilmOptions(Encoding(key_frames=4)))
    with av.open(str(tmp_path / "out.mp4")) as container:
        keys = [packet.is_keyframe for packet in container.demux(video=0) if packet.size]
    assert [keys.index(True), sum(keys), len(keys)] == [0, 3, 12]


@pytest.mark.parametrize(
    ("pixels", "pts", "words"),
    [
        (FRAME[:24], 4, "the film's frames are 64×48, this one is 64×24"),
        (FRAME[..., 0], 4, r"expected an RGB frame .*found shape \(48, 64\)"),
        (FRAME / 255, 4, r"expected an RGB frame .*dtype float64"),
        (FRAME, 3, "out of order: the one at tick 3 came after that at tick 3"),
        (FRAME, 0, "out of order: the one at tick 0 came after that at tick 3"),
    ],
)
def test_that_a_frame_that_does_not_fit_is_refused_and_the_film_goes_on(
    films: ModuleType, pixels: Frame, pts: int, words: str, tmp_path: Path
) -> None:
    info = FilmInfo(64, 48, rate=Fraction(10), time_base=Fraction(1, 10))
    with FilmWriter(tmp_path / "out.mp4", info, (64, 48)) as writer:
        writer.write(FRAME, 3)
        with pytest.raises(FrameError, match=words):
            writer.write(pixels, pts)
        writer.write(FRAME, 5)
    found, times = films.read_pixels(tmp_path / "out.mp4")
    assert times == pytest.approx([0.3, 0.5])
    assert np.abs(found[0].astype(int) - FRAME).max() <= 2
    with FilmReader(tmp_path / "out.mp4") as reader:
        told = reader.info
    assert (told.matrix, told.colour_range, told.primaries, told.transfer) == (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("pts", "duration"), [(0.04, 1), (Fraction(1, 25), 1), (None, 1), (0, 0.5), (2**70, 1)]
)
def test_that_seconds_are_no_ticks_and_the_film_goes_on(
    pts: Any, duration: Any, tmp_path: Path
) -> None:
    info = FilmInfo(64, 48, rate=Fraction(25), time_base=Fraction(1, 25))
    with FilmWriter(tmp_path / "out.mp4", info, (64, 48)) as writer:
        with pytest.raises(ParameterError, match=r"whole number of the film's ticks.*time_base"):
            writer.write(FRAME, pts, duration)
        writer.write(FRAME, round(0.04 / info.time_base), 1)
    with FilmReader(tmp_path / "out.mp4") as reader:
        assert len(list(reader.frames())) == 1


@pytest.mark.parametrize("ended", [FilmWriter.close, FilmWriter.discard])
def test_that_a_film_that_has_ended_takes_no_more_frames_and_no_sound(
    ended: Callable[[FilmWriter], None], film: Film, tmp_path: Path
) -> None:
    info = FilmInfo(64, 48, rate=Fraction(25), time_base=Fraction(1, 25))
    with FilmReader(film(sound=True)) as source:
        writer = FilmWriter(tmp_path / "out.mp4", info, (64, 48), sounds=source.sounds)
        heard = next(item for item in source.items() if isinstance(item, Sound))
    writer.write(FRAME, 0)
    ended(writer)
    with pytest.raises(ClosedError, match="this FilmWriter was closed"):
        writer.write(FRAME, 1)
    with pytest.raises(ClosedError, match="this FilmWriter was closed"):
        writer.write_sound(heard)


@pytest.mark.parametrize("size", [(0, 48), (-64, 48), (64.0, 48.0), (48, 64, 3), None])
def test_that_a_size_that_is_none_is_told(size: Any, tmp_path: Path) -> None:
    info = FilmInfo(64, 48, rate=Fraction(25), time_base=Fraction(1, 25))
    with pytest.raises(ParameterError, match=r"the size of a film is \(width, height\)"):
        FilmWriter(tmp_path / "out.mp4", info, size)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [29.97, Fraction(29.97), Fraction(0), Fraction(-30), "30", None])
def test_that_a_rate_or_a_time_base_that_ffmpeg_cannot_count_in_is_told(
    number: Any, tmp_path: Path
) -> None:
    for name, rate, base in (("rate", number, 1), ("time base", 1, number)):
        info = FilmInfo(64, 48, rate=rate, time_base=base)
        with pytest.raises(ParameterError, match=rf"the {name} of a film .*limit_denominator"):
            FilmWriter(tmp_path / "out.mp4", info, (64, 48))
    assert list(tmp_path.iterdir()) == []
    fitting = Fraction(29.97).limit_denominator(90000)
    with FilmWriter(tmp_path / "out.mp4", FilmInfo(64, 48, fitting, 1 / fitting), (64, 48)) as film:
        film.write(FRAME, 0)


def test_that_a_film_without_frames_takes_the_place_of_nothing(tmp_path: Path) -> None:
    info = FilmInfo(64, 48, rate=Fraction(25), time_base=Fraction(1, 25))
    (tmp_path / "out.mp4").write_bytes(b"an earlier film")
    with FilmWriter(tmp_path / "out.mp4", info, (64, 48)):
        pass
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"an earlier film"]
