"""What libraries in C and C++ write to stderr, caught.

LiteRT has no switch for its log: opening a network prints up to twenty lines, and its Python
errors hold source positions while the reason stands in that log. libpng and libjpeg tell of a
damaged file there, and OpenCV of a camera that it cannot open.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

__all__ = ["captured_native_log"]

_logger = logging.getLogger(__name__)
_STDOUT, _STDERR = 1, 2
# File descriptors belong to the process, so only one thread at a time may turn them aside.
_redirect = threading.RLock()
if hasattr(os, "register_at_fork"):
    # A child forked meanwhile would find the lock taken for good, and stderr turned aside. The
    # handler of a signal may fork amid the block: a lock of another kind would wait without end.
    os.register_at_fork(
        before=_redirect.acquire,
        after_in_parent=_redirect.release,
        after_in_child=_redirect.release,
    )


@contextlib.contextmanager
def captured_native_log(*, stdout: bool = False, own: str = "") -> Iterator[list[str]]:
    """Catch the lines written to file descriptor 2 inside the block.

    They are in the list after the block, and in this module's logger at level DEBUG. What
    other threads of the process write to stderr meanwhile ends there too: keep the block short,
    or say by `own` what is to be caught.

    Parameters
    ----------
    stdout : bool
        Catch what is written to file descriptor 1, too.
    own : str
        Pattern of the libraries' lines. Others are written to stderr after the block, as the log
        of a service may be.
    """
    lines: list[str] = []
    saved: dict[int, int] = {}
    with _redirect, _scratch() as file:
        try:
            for descriptor in (_STDOUT, _STDERR) if stdout else (_STDERR,):
                # A process may have none, as under pythonw: there is nothing to catch.
                with contextlib.suppress(OSError):
                    saved[descriptor] = os.dup(descriptor)
                    os.dup2(file.fileno(), descriptor)
            yield lines
        finally:
            for descriptor, copy in saved.items():
                os.dup2(copy, descriptor)
                os.close(copy)
            file.seek(0)
            others = b""
            for raw in file.read().splitlines(keepends=True):
                line = raw.decode("utf-8", "replace").rstrip("\r\n")
                if re.search(own, line):
                    lines.append(line)
                else:
                    others += raw
            _write(others)
    for line in lines:
        _logger.debug("%s", line)


def _write(others: bytes) -> None:
    # To the descriptor: what waits in Python's own buffer comes later, as it would have.
    with contextlib.suppress(OSError):
        while others:
            others = others[os.write(_STDERR, others) :]


def _scratch() -> IO[bytes]:
    try:
        return tempfile.TemporaryFile()
    except OSError:
        # Nowhere to write: the lines are lost, which is no reason to stop the work.
        return Path(os.devnull).open("w+b")
