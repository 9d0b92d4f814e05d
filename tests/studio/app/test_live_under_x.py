"""The whole program with the Live workspace in front, drawn by OpenGL and by the CPU."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np

STILL = Path(__file__).parents[2] / "data" / "series" / "2059_grey.jpg"


def shoot(home: Path, picture: str) -> np.ndarray:
    (home / "data").mkdir(parents=True)
    (home / "data" / "settings.ini").write_text(f"[live]\npicture={picture}\n", "utf-8")
    target = home / "live.png"
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [
            *("xvfb-run", "-a", "-s", "-screen 0 1600x1000x24"),
            *(sys.executable, "-m", "hairstudio", "--home", str(home), "--theme", "dark"),
            *("--size", "1280x800", "--workspace", "live", "--live", str(STILL)),
            *("--screenshot", str(target)),
        ],
        env={**kept, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return cv2.imread(str(target)).astype(int)


def test_that_both_pictures_are_alike_and_the_hair_is_copper(tmp_path: Path) -> None:
    on_gpu, on_cpu = (shoot(tmp_path / name, name) for name in ("gpu", "cpu"))
    picture = (slice(130, 460), slice(380, 760))
    assert np.abs(on_gpu[picture] - on_cpu[picture]).mean() < 1.5
    # Blue, green, red of the hair at the right of the wipe, and of what it was at the left.
    for shot in (on_gpu, on_cpu):
        copper, grey = shot[300:440, 650:690].mean((0, 1)), shot[300:440, 470:510].mean((0, 1))
        assert copper[2] - copper[0] > 60 > 45 > grey[2] - grey[0]
