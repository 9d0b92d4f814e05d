"""`hairsdk sample`: a photo to try things on."""

from __future__ import annotations

import argparse
from pathlib import Path

from hairsdk import resources
from hairsdk.cli.command import Command, Parser, check_free
from hairsdk.files import write_bytes
from hairsdk.images import read_photo, write_photo

__all__ = ["COMMAND"]


def _add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "target",
        metavar="OUT",
        nargs="?",
        type=Path,
        default=Path("portrait.jpg"),
        help="where to write it (default: portrait.jpg)",
    )
    parser.add_argument("--overwrite", action="store_true", help="replace OUT if it exists")


def _run(args: argparse.Namespace) -> int:
    check_free(args.target, args.overwrite)
    source = resources.sample_photo()
    photo = read_photo(source)
    if args.target.suffix.lower() == source.suffix:
        write_bytes(args.target, source.read_bytes())
    else:
        write_photo(args.target, photo)
    print(f"{args.target}: {photo.width} × {photo.height} pixels")
    return 0


COMMAND = Command(
    name="sample",
    summary="write a portrait to try things on",
    description=(
        "Write the sample photo that ships with hairsdk: NASA's portrait of the astronaut\n"
        "Eileen Collins, which is in the public domain."
    ),
    examples="""\
examples:
  hairsdk sample
  hairsdk sample portrait.jpg && hairsdk recolor portrait.jpg copper.jpg --preset copper
""",
    add_arguments=_add_arguments,
    run=_run,
)
