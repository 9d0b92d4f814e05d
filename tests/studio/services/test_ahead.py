"""Files read in threads, ahead of who works on them."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from hairstudio.services.ahead import read_ahead

PATHS = [Path(f"{number}.jpg") for number in range(9)]


def test_that_files_come_in_order_and_errors_where_the_file_is_asked_for() -> None:
    came: list[Path] = []

    def read(path: Path) -> str:
        if path == PATHS[3]:
            raise OSError("damaged")
        return path.stem

    for path, contents in read_ahead(PATHS, read, 2):
        came.append(path)
        if path == PATHS[3]:
            with pytest.raises(OSError, match="damaged"):
                contents()
        else:
            assert contents() == path.stem
    assert came == PATHS


def test_that_two_are_read_at_once_and_no_more_ahead_than_that() -> None:
    both, seen, asked = threading.Barrier(2), [], []

    def read(path: Path) -> Path:
        seen.append(path)
        assert len(seen) - len(asked) <= 3
        if path in PATHS[:2]:
            both.wait(20)
        return path

    for path, contents in read_ahead(PATHS, read, 2):
        asked.append(path)
        assert contents() == path
    assert sorted(seen) == PATHS


def test_that_who_stops_waits_for_nothing_that_was_not_begun() -> None:
    seen = []

    def read(path: Path) -> None:
        seen.append(path)

    with pytest.raises(KeyError):
        for _path, contents in read_ahead(PATHS, read, 1):
            contents()
            raise KeyError
    assert len(seen) < 4
    assert not [each for each in threading.enumerate() if each.name.startswith("ahead")]
