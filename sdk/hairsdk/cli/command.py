"""What a subcommand is, and how its arguments are read."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from hairsdk.errors import FileWriteError

__all__ = [
    "Command",
    "Parser",
    "check_free",
    "fraction",
    "frame_size",
    "moment",
    "percent",
    "positive",
    "run_action",
    "whole",
]


class Parser(argparse.ArgumentParser):
    """`ArgumentParser` that keeps the layout of its texts and fails in one line."""

    def __init__(self, *args: object, **options: object) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        options.setdefault("allow_abbrev", False)
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.register("type", Path, _path)

    def parse_known_args(self, *args: Any, **options: Any) -> Any:
        """Refuse what is left over here: the parser above would point to its own help."""
        known, unknown = super().parse_known_args(*args, **options)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return known, unknown

    def error(self, message: str) -> NoReturn:
        """Leave with code 2 and one line, whichever subcommand is at fault."""
        self.exit(2, f"hairsdk: error: {message} (see '{self.prog} --help')\n")

    def _print_message(self, message: str, file: Any = None) -> None:
        # argparse's own drops what fails: that a disk is full must show in the exit code.
        if file := file or sys.stderr:
            print(message, end="", file=file, flush=True)


@dataclass(frozen=True)
class Command:
    """A subcommand.

    Attributes
    ----------
    name : str
    summary : str
        One line for the list of commands.
    description, examples : str
        Help text above and below the options.
    add_arguments : callable
        Declares the options.
    run : callable
        Does the work and returns the exit code. Errors of `HairSdkError`'s tree may pass.
    aliases : sequence of str
        Other spellings.
    """

    name: str
    summary: str
    description: str
    examples: str
    add_arguments: Callable[[Parser], None]
    run: Callable[[argparse.Namespace], int]
    aliases: Sequence[str] = ()


def run_action(args: argparse.Namespace) -> int:
    """Do the action that follows a subcommand's name, as in `hairsdk presets show`."""
    code: int = args.action(args)
    return code


def check_free(path: Path, overwrite: bool) -> None:
    """Raise `FileWriteError` if something stands at `path` that is not to be replaced."""
    if path.exists() and not overwrite:
        raise FileWriteError(f"{path} exists; --overwrite replaces it", path)


def _path(text: str) -> Path:
    """A path. An empty one, as of a shell's variable that is not set, would be the folder here."""
    if not text:
        raise argparse.ArgumentTypeError("expected a path, found ''")
    return Path(text)


def fraction(text: str) -> float:
    """A number from 0 to 1."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= 1.0:
        raise argparse.ArgumentTypeError(f"expected a number from 0 to 1, found {text!r}")
    return value


def frame_size(text: str) -> tuple[int, int]:
    """Width and height, as in 1280x720."""
    match = re.fullmatch(r"([1-9][0-9]{0,5})x([1-9][0-9]{0,5})", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"expected WIDTHxHEIGHT, as in 1280x720, found {text!r}")
    return int(match[1]), int(match[2])


def moment(text: str) -> float:
    """Seconds, or hours, minutes and seconds with colons between them."""
    match = re.fullmatch(r"(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d*)?)", text, re.ASCII)
    if match is None:
        raise argparse.ArgumentTypeError(f"expected a time as 83.5 or 1:23.5, found {text!r}")
    return 3600.0 * float(match[1] or 0) + 60.0 * float(match[2] or 0) + float(match[3])


def positive(text: str) -> int:
    """A whole number from 1."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1, found {text!r}")
    return int(text)


def whole(least: int, most: int) -> Callable[[str], int]:
    """A whole number from `least` to `most`."""

    def check(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(
                f"expected a whole number from {least} to {most}, found {text!r}"
            )
        return int(text)

    return check


percent = whole(1, 100)
"""A whole number from 1 to 100."""
