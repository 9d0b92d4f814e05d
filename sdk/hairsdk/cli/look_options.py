"""The options of every subcommand that gives a look to frames."""

from __future__ import annotations

import argparse

from hairsdk.backends.choose import stream_threads
from hairsdk.cli.command import Parser, fraction
from hairsdk.cli.network_options import add_network_arguments
from hairsdk.recolorer import Recolorer

__all__ = ["add_look_arguments", "opened_recolorer"]


def add_look_arguments(parser: Parser) -> None:
    """Declare --preset, --strength and the network's options."""
    parser.add_argument(
        "-p",
        "--preset",
        required=True,
        metavar="NAME|PATH",
        help="a built-in look ('hairsdk presets' lists them), a preset folder, a .hairlook file, "
        "or BUNDLE#LOOK",
    )
    parser.add_argument(
        "-s",
        "--strength",
        type=fraction,
        default=1.0,
        metavar="0..1",
        help="how much of the look: 0 leaves the picture as it is (default: 1)",
    )
    add_network_arguments(parser)


def opened_recolorer(args: argparse.Namespace, *, stream: bool = False) -> Recolorer:
    """The recolorer that these options describe, for a stream or for photos."""
    return Recolorer(
        args.preset,
        model=args.model,
        device=args.device,
        threads=args.threads or (stream_threads() if stream else None),
        backend=args.backend,
        strength=args.strength,
        precision=args.precision,
    )
