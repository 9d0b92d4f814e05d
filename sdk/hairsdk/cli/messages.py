"""Lines for people, on stderr, so that stdout holds results only."""

from __future__ import annotations

import contextlib
import sys

__all__ = ["print_error", "print_note", "print_status"]


def print_error(message: object) -> None:
    """Say that something failed."""
    _write(f"hairsdk: error: {message}\n")


def print_note(message: object) -> None:
    """Say what people may want to know."""
    _write(f"hairsdk: {message}\n")


def print_status(text: str = "") -> None:
    """Write over the terminal's last line, or wipe it."""
    _write(f"\r\x1b[K{text}")


def _write(text: str) -> None:
    # Who closes the terminal meanwhile still wants what is being made.
    with contextlib.suppress(OSError):
        print(text, end="", file=sys.stderr, flush=True)
