from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run(what: str, scale: str) -> None:
    """Run a part of `dense_session`: the scale is read once, when the application starts."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("dense_session.py")), what],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "fine"


def test_that_brush_eyedropper_and_100_percent_hold_at_two_pixels_per_point() -> None:
    run("brush", "2")


def test_that_wipes_are_as_wide_beside_each_other_at_one_and_a_half() -> None:
    run("lines", "1.5")
