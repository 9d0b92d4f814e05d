"""The command `hairsdk`. Each subcommand is a module beside this one, named in `COMMANDS`.

This file loads next to nothing: see `main`.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Sequence

__all__ = ["COMMANDS", "ENDS", "INTERRUPTED", "PIPE_CLOSED", "USAGE", "leave_quietly", "main"]

COMMANDS = (
    "recolor",
    "segment",
    "video",
    "camera",
    "folder",
    "pipe",
    "presets",
    "lut",
    "bundle",
    "sample",
    "bench",
    "doctor",
)
"""Names of the subcommands: each is a module beside this one with a `COMMAND`."""

# Windows has no SIGHUP: there a terminal that is closed ends its programs at once.
ENDS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""Signals that end a program, that of Ctrl-C first."""

USAGE = 2
"""Exit code of wrong usage, as argparse has it."""

INTERRUPTED = 130
"""Exit code of a program that Ctrl-C ended: 128 + SIGINT."""

PIPE_CLOSED = 141
"""Exit code of a program whose reader went away: 128 + SIGPIPE."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Before the work begins and after it, Ctrl-C ends the process at once and without a word: there
    is nothing to put away yet, and a KeyboardInterrupt amid an import would be a traceback.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments without the program's name; `sys.argv` by default.

    Returns
    -------
    int
        Exit code: 0 all done, 1 something failed, 2 wrong usage, 130 interrupted.
    """
    before = _end_at_once()
    try:
        from hairsdk.cli.program import run_program

        code = run_program(argv)
        if argv is None:
            leave_quietly()
        return code
    finally:
        # A program of its own has only its end before it.
        if before is not None and argv is not None:
            signal.signal(signal.SIGINT, before)


def leave_quietly() -> None:
    """Close stderr: LiteRT writes there when it is put away, and when the process ends."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _end_at_once() -> signal._HANDLER:
    """Give Ctrl-C its plain meaning; the handler that it had, or None if it was left alone."""
    before = signal.getsignal(signal.SIGINT)
    # A shell starts jobs in the background with the signal ignored: so it stays.
    if before is not signal.default_int_handler:
        return None
    try:
        return signal.signal(signal.SIGINT, signal.SIG_DFL)
    except ValueError:
        # Only the main thread gets signals.
        return None
