"""Keeps the screen on while somebody watches who touches nothing."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from collections.abc import Callable

__all__ = ["Awake"]

_SAVER = "org.freedesktop.ScreenSaver"
_BUS = "hairstudio-awake"


class Awake:
    """Holds the screen on or lets it go; the system lets it go, too, where the program ends.

    Parameters
    ----------
    why : str
        Told to the desktop, which may show it.
    """

    def __init__(self, why: str) -> None:
        self._why = why
        self._release: Callable[[], object] | None = None

    def set(self, on: bool) -> None:
        """Hold the screen on, or let it go."""
        if on and self._release is None:
            self._release = _hold(self._why)
        elif not on and self._release is not None:
            release, self._release = self._release, None
            release()


def _hold(why: str) -> Callable[[], object]:
    """Keep the screen on until what is returned is called."""
    if sys.platform == "win32":
        import ctypes

        state = ctypes.windll.kernel32.SetThreadExecutionState
        continuous, system, display = 0x80000000, 1, 2
        state(continuous | system | display)
        return functools.partial(state, continuous)
    if sys.platform == "darwin":
        try:
            holder = subprocess.Popen(["/usr/bin/caffeinate", "-di", "-w", str(os.getpid())])
        except OSError:
            return lambda: None

        def end() -> None:
            holder.terminate()
            holder.wait()

        return end
    return _hold_desktop(why)


def _hold_desktop(why: str) -> Callable[[], object]:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    # A connection of its own: when it ends, the desktop takes the wish back. PySide cannot send the
    # unsigned number that would do so by a call. Where there is no bus, nothing happens.
    bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _BUS)
    path = "/" + _SAVER.replace(".", "/")
    call = QDBusMessage.createMethodCall(_SAVER, path, _SAVER, "Inhibit")
    call.setArguments(["Hair Studio", why])
    bus.asyncCall(call)
    return functools.partial(QDBusConnection.disconnectFromBus, _BUS)
