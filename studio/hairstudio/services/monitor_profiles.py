"""The ICC profile that the system keeps for a monitor."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QScreen

__all__ = ["is_left_to_programs", "system_profile"]

_LARGEST = 64 << 20
_ANY_TYPE = 0
_NEAREST_MONITOR = 2


def is_left_to_programs() -> bool:
    """Whether programs have to convert colours themselves; macOS does it for them."""
    return sys.platform != "darwin"


def system_profile(screen: QScreen) -> bytes | None:
    """Return a monitor's ICC profile, or None where the system has none for programs.

    On X11 that is the property of "ICC Profiles in X" (freedesktop.org), on Windows the monitor's
    profile in its settings. Desktops of Wayland tell programs none.
    """
    platform = QGuiApplication.platformName()
    if platform == "xcb":
        return _x11_profile(QGuiApplication.screens().index(screen))
    if platform == "windows":
        # Qt leaves the corners of screens where the system has them, also where it scales.
        return _windows_profile(screen.geometry().topLeft())
    return None


def _x11_profile(index: int) -> bytes | None:
    try:
        x11: Any = ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
    x11.XOpenDisplay.restype = x11.XDefaultRootWindow.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if not display:
        return None
    data = ctypes.POINTER(ctypes.c_ubyte)()
    try:
        name = b"_ICC_PROFILE" + (b"_%d" % index if index else b"")
        atom = x11.XInternAtom(display, name, True)
        if not atom:
            return None
        kind, count, more = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_ulong()
        form = ctypes.c_int()
        x11.XGetWindowProperty(
            display,
            ctypes.c_void_p(x11.XDefaultRootWindow(display)),
            ctypes.c_ulong(atom),
            ctypes.c_long(0),
            ctypes.c_long(_LARGEST // 4),
            False,
            ctypes.c_ulong(_ANY_TYPE),
            *map(ctypes.byref, (kind, form, count, more, data)),
        )
        if form.value != 8 or not count.value:
            return None
        return ctypes.string_at(data, count.value)
    finally:
        if data:
            x11.XFree(data)
        x11.XCloseDisplay(display)


def _windows_profile(corner: QPoint) -> bytes | None:
    if sys.platform != "win32":
        return None
    from ctypes import wintypes

    class MonitorInfo(ctypes.Structure):
        _fields_ = (
            ("cbSize", wintypes.DWORD),
            ("rcMonitor", wintypes.RECT),
            ("rcWork", wintypes.RECT),
            ("dwFlags", wintypes.DWORD),
            ("szDevice", wintypes.WCHAR * 32),
        )

    user32, gdi32 = ctypes.WinDLL("user32"), ctypes.WinDLL("gdi32")
    user32.MonitorFromPoint.restype = wintypes.HMONITOR
    gdi32.CreateDCW.restype = wintypes.HDC
    point = wintypes.POINT(corner.x(), corner.y())
    monitor = wintypes.HMONITOR(user32.MonitorFromPoint(point, _NEAREST_MONITOR))
    info = MonitorInfo(cbSize=ctypes.sizeof(MonitorInfo))
    if not user32.GetMonitorInfoW(monitor, ctypes.byref(info)):
        return None
    context = wintypes.HDC(gdi32.CreateDCW("DISPLAY", info.szDevice, None, None))
    if not context:
        return None
    try:
        size = wintypes.DWORD(32_768)
        path = ctypes.create_unicode_buffer(size.value)
        if not gdi32.GetICMProfileW(context, ctypes.byref(size), path):
            return None
        return Path(path.value).read_bytes()
    except OSError:
        return None
    finally:
        gdi32.DeleteDC(context)
