"""The command for watched folders."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from hairsdk.cli.folder import arrivals
from hairsdk.errors import FileReadError
from hairsdk.resources import sample_photo
from hairsdk.video import StopRequest


def test_that_photos_are_taken_when_they_are_whole(tmp_path: Path) -> None:
    stop = StopRequest()
    (tmp_path / "a.jpg").write_bytes(b"12")
    (tmp_path / "note.txt").write_bytes(b"text")
    looks = 0

    def sleep(seconds: float) -> None:
        nonlocal looks
        assert seconds > 0
        looks += 1
        if looks == 1:
            (tmp_path / "a.jpg").write_bytes(b"12345")  # still being copied
        elif looks == 4:
            (tmp_path / "b.png").write_bytes(b"1")
        elif looks == 7:
            (tmp_path / "a.jpg").write_bytes(b"changed")
        elif looks == 10:
            stop.set()

    (tmp_path / "old.jpg").write_bytes(b"here from the first")
    found = [
        (photo.path.name, looks, photo.is_new)
        for photo in arrivals(tmp_path, stop, watch=True, sleep=sleep)
    ]
    assert found == [
        ("old.jpg", 1, False),
        ("a.jpg", 2, True),
        ("b.png", 5, True),
        ("a.jpg", 8, True),
    ]


def test_that_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileReadError, match=r"^cannot read .*gone: "):
        next(arrivals(tmp_path / "gone", StopRequest(), watch=True))


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_that_a_link_to_itself_does_not_hide_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"photo")
    (tmp_path / "loop.jpg").symlink_to("loop.jpg")
    found = arrivals(tmp_path, StopRequest(), watch=False)
    assert [photo.path.name for photo in found] == ["a.jpg"]


def test_that_a_watched_folder_is_recoloured_until_an_interrupt(
    look_options: list[str], tmp_path: Path
) -> None:
    inbox, done = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    shutil.copy(sample_photo(), inbox / "first.jpg")
    command = [sys.executable, "-m", "hairsdk", "folder", str(inbox), str(done), "--watch"]
    with subprocess.Popen(
        [*command, *look_options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        wait_for(done / "first.jpg", process)
        # Whoever takes results away may take their folder, too.
        done.rename(tmp_path / "taken")
        (inbox / "bad.jpg").write_bytes(b"no photo")
        shutil.copy(sample_photo(), inbox / "second.jpg")
        wait_for(done / "second.jpg", process)
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=30)
    assert "2 recoloured, 1 failed" in out, errors
    assert errors.count("bad.jpg") == 1
    assert not (done / "bad.jpg").exists()


def test_that_no_two_photos_of_a_folder_share_a_result(
    run: Any, look_options: list[str], tmp_path: Path
) -> None:
    inbox, done = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    photo = Image.open(sample_photo())
    for name in ("a.gif", "a.gif.png", "a.jpg"):
        photo.save(inbox / name)
    result = run("folder", inbox, done, *look_options)
    assert "3 recoloured, 0 failed, 0 skipped" in result.out
    assert sorted(p.name for p in done.iterdir()) == ["a.gif.png", "a.gif.png.png", "a.jpg"]
    result = run("folder", inbox, done, "--format", "jpg", *look_options)
    assert "2 recoloured, 0 failed, 1 skipped" in result.out
    assert {p.name for p in done.glob("*.jpg")} == {"a.gif.jpg", "a.gif.png.jpg", "a.jpg"}


def wait_for(path: Path, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 60
    while not path.exists():
        if time.monotonic() > deadline:
            process.kill()
            process.wait()
        assert process.poll() is None
        time.sleep(0.05)


def test_that_an_empty_photo_is_told_where_nobody_waits_for_it(
    run: Any, look_options: list[str], tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jpg").touch()
    result = run("folder", tmp_path / "in", tmp_path / "out", *look_options)
    assert (result.code, result.out[:24]) == (1, "0 recoloured, 1 failed, ")
    assert "a.jpg is empty (0 bytes)" in result.err


def test_that_a_folder_into_itself_is_refused(
    run: Any, look_options: list[str], tmp_path: Path
) -> None:
    assert "IN and OUT are one folder" in run("folder", tmp_path, tmp_path, *look_options).err
    assert "no such folder" in run("folder", tmp_path / "none", tmp_path, *look_options).err
