"""What the runtime's C++ side writes to stderr, caught.

LiteRT has no switch for its log: opening a network prints up to twenty lines, and its Python
errors hold source positions while the reason stands in that log.
"""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
import threading
from collections.abc import Iterator

__all__ = ["captured_native_log"]

_logger = logging.getLogger(__name__)
_STDERR = 2
# File descriptor 2 belongs to the process, so only one thread at a time may turn it aside.
_redirect = threading.Lock()


@contextlib.contextmanager
def captured_native_log() -> Iterator[list[str]]:
    """Catch the lines written to file descriptor 2 inside the block.

    They are in the list after the block, and in this module's logger at level DEBUG. What
    other threads of the process write to stderr meanwhile ends there too: keep the block short.
    """
    lines: list[str] = []
    with _redirect, tempfile.TemporaryFile() as file:
        try:
            saved = os.dup(_STDERR)
        except OSError:
            # A process without stderr, as under pythonw: there is nothing to catch.
            yield lines
            return
        try:
            os.dup2(file.fileno(), _STDERR)
            yield lines
        finally:
            os.dup2(saved, _STDERR)
            os.close(saved)
            file.seek(0)
            lines.extend(file.read().decode("utf-8", "replace").splitlines())
    for line in lines:
        _logger.debug("%s", line)
