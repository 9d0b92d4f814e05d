"""Recordings that a crash cuts short: found again, and those of others left alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from hairsdk.video.reader import FilmReader
from hairsdk.video.writer import FilmWriter
from hairstudio.services.live.recording import Recording
from hairstudio.services.live.unfinished import bring_back, noted

CRASH = """
import os, sys
from pathlib import Path
import numpy as np
from hairstudio.services.live.recording import Recording

noise = np.random.default_rng(1).integers(0, 256, (96, 128, 3)).astype(np.uint8)
recording = Recording(Path(sys.argv[1]), Path(sys.argv[2]))
while recording.taken < 200:
    recording.add(np.roll(noise, recording.taken, axis=1), recording.taken / 30)
os._exit(9)
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "notes"


@pytest.fixture
def films(tmp_path: Path) -> Path:
    folder = tmp_path / "films"
    folder.mkdir()
    return folder


def left_behind(notes: Path, films: Path, data: bytes = b"half a film") -> Path:
    """What a crash leaves: a note whose process is gone, and a hidden film."""
    hidden = films / ".copper.0123456789ab.mp4"
    hidden.write_bytes(data)
    with noted(notes, hidden, films / "copper.mp4"):
        note = next(notes.glob("*.json"))
        kept = note.read_bytes()
    note.write_bytes(kept)
    return hidden


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_that_what_was_recorded_until_a_crash_is_found_and_plays(
    notes: Path, films: Path, suffix: str
) -> None:
    path = films / f"copper{suffix}"
    command = [sys.executable, "-c", CRASH, str(path), str(notes)]
    assert subprocess.run(command, check=False).returncode == 9
    assert not path.exists()
    assert bring_back(notes) == [path]
    with FilmReader(path) as film:
        # About the last two seconds are lost.
        assert sum(1 for _ in film.frames(100)) == 100
    assert list(films.iterdir()) == [path]
    assert list(notes.iterdir()) == []
    assert bring_back(notes) == []


def test_that_a_recording_that_another_window_makes_is_left_alone(notes: Path, films: Path) -> None:
    hidden = films / ".copper.0123456789ab.mp4"
    hidden.write_bytes(b"half a film")
    with noted(notes, hidden, films / "copper.mp4"):
        assert bring_back(notes) == []
        assert list(films.iterdir()) == [hidden]
    assert list(notes.iterdir()) == []


def test_that_the_note_is_kept_until_the_film_is_in_its_place(
    notes: Path, films: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[int] = []
    close = FilmWriter.close

    def watched(film: FilmWriter) -> None:
        close(film)
        kept.append(len(list(notes.glob("*.json"))))

    monkeypatch.setattr(FilmWriter, "close", watched)
    recording = Recording(films / "copper.mp4", notes)
    recording.add(np.zeros((48, 64, 3), np.uint8), 0.0)
    recording.finish()
    recording.wait()
    assert kept == [1]
    assert list(notes.iterdir()) == []


def test_that_a_film_whose_note_cannot_be_removed_is_told_once(
    notes: Path, films: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_behind(notes, films)
    with monkeypatch.context() as refused:
        refused.setattr(Path, "unlink", lambda *_, **__: (_ for _ in ()).throw(PermissionError()))
        assert bring_back(notes) == [films / "copper.mp4"]
    assert bring_back(notes) == []


def test_that_a_film_of_the_same_name_stays(notes: Path, films: Path) -> None:
    older = films / "copper.mp4"
    older.write_bytes(b"a whole film")
    left_behind(notes, films)
    assert bring_back(notes) == [films / "copper (2).mp4"]
    assert older.read_bytes() == b"a whole film"


def test_that_a_recording_on_a_disk_that_is_not_there_waits_for_it(
    notes: Path, films: Path
) -> None:
    left_behind(notes, films)
    away = films.rename(films.with_name("unplugged"))
    assert bring_back(notes) == []
    away.rename(films)
    assert bring_back(notes) == [films / "copper.mp4"]


@pytest.mark.parametrize("what", ["nothing was written yet", "it was removed", "a damaged note"])
def test_that_where_nothing_is_left_nothing_is_told(notes: Path, films: Path, what: str) -> None:
    hidden = left_behind(notes, films, b"" if what.startswith("nothing") else b"half a film")
    if what == "it was removed":
        hidden.unlink()
    if what == "a damaged note":
        next(notes.glob("*.json")).write_bytes(b"{")
        hidden.unlink()
    assert bring_back(notes) == []
    assert list(films.iterdir()) == []
    assert list(notes.iterdir()) == []


def test_that_a_folder_for_notes_that_cannot_be_had_stops_no_recording(
    tmp_path: Path, films: Path
) -> None:
    taken = tmp_path / "file"
    taken.write_bytes(b"")
    with noted(taken / "notes", films / ".a.mp4", films / "a.mp4"):
        pass
