"""Photos without masks, of which several subcommands take what can be read."""

from __future__ import annotations

import sys
from pathlib import Path

from hairnet.pictures import DataError, Image, read_rgb


def read_or_say(photo: Path, *, to_be_named: bool = False) -> Image | None:
    """The photo, or ``None``, with a line that says why, where it is left out.

    Parameters
    ----------
    to_be_named
        Leave out names that no CSV can hold, which is UTF-8.
    """
    try:
        if to_be_named and not is_utf8(photo):
            raise DataError(
                f"{str(photo)!r}: its name is not UTF-8, as that of a CSV's photo must be"
            )
        return read_rgb(photo)
    except DataError as error:
        print(f"left out: {error}", file=sys.stderr)
        return None


def is_utf8(path: Path) -> bool:
    """Whether a CSV, which is UTF-8, can hold the whole name."""
    try:
        str(path.resolve()).encode()
    except UnicodeEncodeError:
        return False
    return True
