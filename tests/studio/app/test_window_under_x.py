"""The program itself, as a user starts it: under a real X server, and as a picture."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import cv2
import pytest


def start(arguments: list[str], *, under_x: bool, home: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hairstudio", "--home", str(home), *arguments]
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment.pop("QT_QPA_PLATFORM", None)
    if under_x:
        environment["QT_QPA_PLATFORM"] = "xcb"
        command = ["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24", *command]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize("under_x", [True, False])
def test_that_the_window_opens_the_sample_and_paints_itself(tmp_path: Path, under_x: bool) -> None:
    assert not under_x or shutil.which("xvfb-run"), "install xvfb and xauth: apt-get install"
    picture = tmp_path / "window.png"
    done = start(
        ["--screenshot", str(picture), "--size", "1280x800", "--theme", "dark"],
        under_x=under_x,
        home=tmp_path / "home",
    )
    assert done.returncode == 0, done.stderr
    image = cv2.imread(str(picture))
    assert image.shape == (800, 1280, 3)
    # The corners are the neutral grey of the theme; the references are in colour.
    assert len({int(value) for value in image[795, 5]}) == 1
    middle = image[150:500, 250:900].astype(int)
    assert (middle.max(axis=2) - middle.min(axis=2)).mean() > 20


def test_that_an_unknown_option_says_what_there_is() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hairstudio", "--workspace", "moon"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "compare" in done.stderr
