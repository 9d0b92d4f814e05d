"""OpenCV's window, opened only where it can be."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk.errors import CameraError
from hairsdk.native_log import captured_native_log

__all__ = ["Window"]

_ESCAPE = 27

_PATIENCE = 10.0
"""Seconds that a process in which a window is tried gets."""


class Window:
    """OpenCV's own window."""

    _TITLE = "hairsdk"

    def __init__(self) -> None:
        words = "cannot open a window: there is no display, or OpenCV was built without one"
        if not _opens_windows():
            raise CameraError(words)
        try:
            with captured_native_log():
                cv2.namedWindow(self._TITLE, cv2.WINDOW_NORMAL | cv2.WINDOW_KEEPRATIO)
        except cv2.error as error:
            raise CameraError(words) from error

    def show(self, frame: NDArray[np.uint8]) -> str | None:
        """See `hairsdk.cli.camera.Screen`."""
        cv2.imshow(self._TITLE, cv2.cvtColor(frame, cv2.COLOR_RGB2BGR))
        code = cv2.waitKey(1)
        if cv2.getWindowProperty(self._TITLE, cv2.WND_PROP_VISIBLE) < 1:
            return "q"
        return None if code < 0 else ("q" if code & 0xFF == _ESCAPE else chr(code & 0xFF))

    def close(self) -> None:
        """See `hairsdk.cli.camera.Screen`."""
        cv2.destroyAllWindows()


def _opens_windows() -> bool:
    """Whether OpenCV can show a window here.

    Tried in a process of its own: without a display OpenCV's Qt aborts the one that it is in.
    """
    if sys.platform.startswith("linux") and "DISPLAY" not in os.environ:
        return False
    if getattr(sys, "frozen", False):
        # There is no Python to try it in: the executable is this program again.
        return _opens_windows_forked()
    probe = [sys.executable, "-c", "import cv2; cv2.namedWindow('hairsdk')"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def _opens_windows_forked() -> bool:
    if sys.platform != "linux":
        # A display is there.
        return True
    probe = multiprocessing.get_context("fork").Process(target=cv2.namedWindow, args=("hairsdk",))
    with captured_native_log():
        probe.start()
        probe.join(_PATIENCE)
        # A fork has none of this program's threads, for which what it calls may wait.
        probe.kill()
        probe.join()
    return probe.exitcode == 0
