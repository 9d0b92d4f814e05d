"""Types of arguments that several subcommands share."""

from __future__ import annotations

import argparse
import math
import os
from collections.abc import Callable
from pathlib import Path


def positive(text: str) -> int:
    """A whole number of at least 1."""
    return _whole(text, 1)


def count(text: str) -> int:
    """A whole number of at least 0."""
    return _whole(text, 0)


def _whole(text: str, least: int) -> int:
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if number < least:
        raise argparse.ArgumentTypeError(
            f"must be a whole number of at least {least}, found {text!r}"
        )
    return number


def amount(text: str) -> float:
    """A number of at least 0."""
    return _number(text, lambda number: 0 <= number < math.inf, "of at least 0")


def part(text: str) -> float:
    """A number above 0, 1 at most."""
    return _number(text, lambda number: 0 < number <= 1, "above 0, 1 at most")


def _number(text: str, fits: Callable[[float], bool], which: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not fits(number):
        raise argparse.ArgumentTypeError(f"must be a number {which}, found {text!r}")
    return number


def new_file(text: str) -> Path:
    """A file to write, in a folder that is there: told before the work, not after it."""
    path = Path(text)
    if path.is_dir():
        raise argparse.ArgumentTypeError(f"{text!r} is a folder: name a file in it")
    if not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {str(path.parent)!r}: make it first")
    if not os.access(path.parent, os.W_OK):
        raise argparse.ArgumentTypeError(f"nothing can be written into {str(path.parent)!r}")
    return path


def new_folder(text: str) -> Path:
    """A folder to write into, made where it is missing: told before the work, not after it."""
    path = Path(text)
    there = next(place for place in (path, *path.parents) if place.exists())
    if not there.is_dir():
        raise argparse.ArgumentTypeError(f"{str(there)!r} is a file: name a folder")
    if not os.access(there, os.W_OK):
        raise argparse.ArgumentTypeError(f"nothing can be written into {str(there)!r}")
    return path
