"""What libraries in C and C++ write to stderr, caught.

LiteRT has no switch for its log: opening a network prints up to twenty lines, and its Python
errors hold source positions while the reason stands in that log. libpng and libjpeg tell of a
damaged file there, and OpenCV of a camera that it cannot open.
"""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

__all__ = ["captured_native_log"]

_logger = logging.getLogger(__name__)
_STDOUT, _STDERR = 1, 2
# File descriptors belong to the process, so only one thread at a time may turn them aside.
_redirect = threading.Lock()


@contextlib.contextmanager
def captured_native_log(*, stdout: bool = False) -> Iterator[list[str]]:
    """Catch the lines written to file descriptor 2 inside the block.

    They are in the list after the block, and in this module's logger at level DEBUG. What
    other threads of the process write to stderr meanwhile ends there too: keep the block short.

    Parameters
    ----------
    stdout : bool
        Catch what is written to file descriptor 1, too.
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
            lines.extend(file.read().decode("utf-8", "replace").splitlines())
    for line in lines:
        _logger.debug("%s", line)


def _scratch() -> IO[bytes]:
    try:
        return tempfile.TemporaryFile()
    except OSError:
        # Nowhere to write: the lines are lost, which is no reason to stop the work.
        return Path(os.devnull).open("w+b")
