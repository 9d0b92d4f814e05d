"""Loading on a thread without slowing the window's.

Python runs one thread at a time. A thread that imports asks for its turn without end and keeps
each for as long as `sys.getswitchinterval` says, 5 ms; the window's thread gives its turn away
dozens of times while it paints, so loading 0.3 s of modules beside it stopped it for up to 0.2 s.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import PathFinder
from importlib.util import find_spec
from types import FrameType

__all__ = ["await_loading", "loading", "map_library", "short_turns"]

_TURN_S = 0.001
_REST_S = 0.002

loading = threading.Lock()
"""Held by a thread around what it loads; see `await_loading`."""

_awaited = threading.Event()


@contextmanager
def short_turns() -> Iterator[None]:
    """Let other threads go first, again and again, while this one loads modules.

    Slows Python code to a third or less: right for imports, wrong for calculation. Only this
    thread is concerned, so it does nothing of use on the thread of the window. There are no more
    rests once somebody waits in `await_loading`.

    Examples
    --------
    >>> with short_turns():
    ...     import json
    """
    since = time.perf_counter()

    def rest(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal since
        if time.perf_counter() - since > _TURN_S and not _awaited.is_set():
            time.sleep(_REST_S)
            since = time.perf_counter()

    # The one hook that Python calls all along, here at every call and return, in this thread only.
    before = sys.getprofile()
    sys.setprofile(rest)
    try:
        yield
    finally:
        sys.setprofile(before)


def await_loading() -> None:
    """Wait for what other threads load; to be called before the window's thread imports of it.

    Loading a library keeps the system's loader locked. If the library says something meanwhile, as
    Qt's multimedia does where there is no PipeWire, and a Python function takes Qt's messages, that
    thread needs Python's lock, too, while an import on another keeps it and waits for the loader:
    both would wait for ever. This waits without Python's lock, and ends the rests of `short_turns`.
    """
    _awaited.set()
    try:
        with loading:
            pass
    finally:
        _awaited.clear()


def map_library(package: str, module: str) -> None:
    """Read a compiled module and the libraries it needs from the disk, for an import to come.

    The import would keep Python's lock meanwhile: 50 ms for FFmpeg's libraries on an SSD at the
    first start of a day. Does nothing where that cannot be done beforehand.
    """
    if sys.platform == "win32":
        return
    home = find_spec(package)
    if home is None or home.submodule_search_locations is None:
        return
    spec = PathFinder.find_spec(f"{package}.{module}", home.submodule_search_locations)
    if spec is not None and spec.origin is not None:
        # `ctypes.CDLL(path)` keeps the lock; a call of a C function does not.
        dlopen = ctypes.CDLL(None).dlopen
        dlopen.restype = ctypes.c_void_p
        dlopen(os.fsencode(spec.origin), os.RTLD_NOW)
