"""Runs gl_under_x.py under an X server: the platform of the other tests has no OpenGL."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

CHECKS = Path(__file__).with_name("gl_under_x.py")


def test_that_the_gl_view_does_what_the_sdk_does() -> None:
    assert shutil.which("xvfb-run"), "install xvfb and xauth: apt-get install"
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment["QT_QPA_PLATFORM"] = "xcb"
    done = subprocess.run(
        [
            *("xvfb-run", "-a", "-s", "-screen 0 1600x1000x24"),
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(CHECKS)),
        ],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
