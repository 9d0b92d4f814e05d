"""Lines for people, on stderr, so that stdout holds results only."""

from __future__ import annotations

import sys

__all__ = ["print_error", "print_note"]


def print_error(message: object) -> None:
    """Say that something failed."""
    print(f"hairsdk: error: {message}", file=sys.stderr, flush=True)


def print_note(message: object) -> None:
    """Say what people may want to know."""
    print(f"hairsdk: {message}", file=sys.stderr, flush=True)
