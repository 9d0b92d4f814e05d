"""Asking the system for a monitor's profile."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QColorSpace, QGuiApplication

from hairstudio.services.monitor_profiles import system_profile

UNDER_X = """
import ctypes, sys
from pathlib import Path
from PySide6.QtGui import QGuiApplication
from hairstudio.services.monitor_profiles import system_profile

app = QGuiApplication([])
screen = app.primaryScreen()
profile = Path(sys.argv[1]).read_bytes()
print(system_profile(screen))
x11 = ctypes.CDLL("libX11.so.6")
x11.XOpenDisplay.restype = ctypes.c_void_p
x11.XDefaultRootWindow.restype = x11.XInternAtom.restype = ctypes.c_ulong
display = ctypes.c_void_p(x11.XOpenDisplay(None))
root = ctypes.c_ulong(x11.XDefaultRootWindow(display))
atom = ctypes.c_ulong(x11.XInternAtom(display, b"_ICC_PROFILE", False))
cardinal, replace = ctypes.c_ulong(6), 0
for data in (profile, b""):
    x11.XChangeProperty(display, root, atom, cardinal, 8, replace, data, len(data))
    x11.XSync(display, False)
    print(system_profile(screen) == data, system_profile(screen))
"""


def test_that_x11_tells_the_profile_of_the_monitor(tmp_path: Path) -> None:
    assert shutil.which("xvfb-run"), "install xvfb and xauth: apt-get install"
    profile = tmp_path / "monitor.icc"
    profile.write_bytes(bytes(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3).iccProfile()))
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment["QT_QPA_PLATFORM"] = "xcb"
    done = subprocess.run(
        ["xvfb-run", "-a", sys.executable, "-c", UNDER_X, str(profile)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    none, whole, empty = done.stdout.splitlines()
    assert none == "None"
    assert whole.startswith("True b'")
    assert empty == "False None"


def test_that_other_platforms_tell_none(qapp: QGuiApplication) -> None:
    assert system_profile(qapp.primaryScreen()) is None
