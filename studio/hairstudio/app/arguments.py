"""The command line of the window."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hairstudio.version import studio_version

__all__ = ["Options", "parse"]

_WORKSPACES = ("compare", "live", "export")
_PANELS = (
    *("looks", "references", "effects", "goal", "gallery", "scopes", "history"),
    *("guide", "shortcuts", "about", "crash", "client"),
)


@dataclass(frozen=True)
class Options:
    """What the command line asks for."""

    document: Path | None
    home: Path | None
    theme: str | None
    language: str | None
    screenshot: Path | None
    size: tuple[int, int]
    workspace: str
    panel: str | None
    effect: str | None
    scope: str | None
    live: Path | None
    compare: tuple[str, ...]


def parse(arguments: Sequence[str]) -> Options:
    """Understand the command line, or leave with a message and status 2."""
    parser = argparse.ArgumentParser(
        prog="hairstudio",
        description="Author hair looks for hairsdk. 'hairstudio bake DOC -o DIR' exports a look "
        "without a window.",
    )
    parser.add_argument("document", nargs="?", type=Path, help="a .hairlook file or preset folder")
    parser.add_argument("--version", action="version", version=f"Hair Studio {studio_version()}")
    parser.add_argument("--theme", choices=("dark", "light"), help="instead of the one last used")
    parser.add_argument(
        "--language", metavar="CODE", help="such as 'de' or 'en', instead of the system's"
    )
    parser.add_argument(
        "--home",
        type=Path,
        metavar="DIR",
        help="keep settings, recovery copies and looks under DIR instead of the system's folders",
    )
    shot = parser.add_argument_group("pictures of the window")
    shot.add_argument("--screenshot", type=Path, metavar="FILE", help="write a picture and leave")
    shot.add_argument("--size", type=_size, default=(1440, 900), metavar="WxH")
    shot.add_argument("--workspace", choices=_WORKSPACES, default="compare")
    shot.add_argument("--panel", choices=_PANELS, help="only this panel or dialog")
    shot.add_argument(
        "--effect", metavar="TYPE", help="add this effect to the Light stack, unfolded"
    )
    shot.add_argument("--scope", choices=("histogram", "chroma", "lut"), help="scope to show")
    shot.add_argument(
        "--live", type=Path, metavar="FILE", help="movie or picture for the Live workspace"
    )
    shot.add_argument(
        "--compare",
        type=lambda text: tuple(text.split(",")),
        default=(),
        metavar="LOOKS",
        help="built-in looks to compare in the Live workspace: up to three names, with commas",
    )
    return Options(**vars(parser.parse_args(arguments)))


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{3,4})[x×](\d{3,4})", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"expected WIDTHxHEIGHT such as 1440x900, found {text!r}")
    return int(match[1]), int(match[2])
