"""Lines for people, on stderr, so that stdout holds results only."""

from __future__ import annotations

import contextlib
import shutil
import sys

__all__ = ["StatusLine", "print_error", "print_note"]


def print_error(message: object) -> None:
    """Say that something failed."""
    _write(f"hairsdk: error: {message}\n")


def print_note(message: object) -> None:
    """Say what people may want to know."""
    _write(f"hairsdk: {message}\n")


class StatusLine:
    """The terminal's last line, written over again and again; silent where stderr is none.

    Parameters
    ----------
    wanted : bool
    """

    def __init__(self, wanted: bool = True) -> None:
        self._visible = wanted and sys.stderr is not None and sys.stderr.isatty()

    def show(self, text: str) -> None:
        """Write over what stands there."""
        if self._visible:
            width = shutil.get_terminal_size().columns - 1
            _write(f"\r\x1b[K{text[:width]}")

    def clear(self) -> None:
        """Wipe the line, so that other text can stand there."""
        self.show("")


def _write(text: str) -> None:
    if sys.stderr is None:
        # Closed by the caller: `print` would take stdout, amid the frames of a pipe.
        return
    # Who closes the terminal meanwhile still wants what is being made.
    with contextlib.suppress(OSError):
        print(text, end="", file=sys.stderr, flush=True)
