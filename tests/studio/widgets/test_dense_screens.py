from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_that_brush_eyedropper_and_100_percent_hold_at_two_pixels_per_point() -> None:
    # The scale is read when the application starts, so it takes a process of its own.
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("dense_session.py"))],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "2"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "fine"
