"""The options of every subcommand that runs a network."""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Iterator

from hairsdk.backends.choose import BACKENDS, DEVICES, MAX_THREADS, PRECISIONS
from hairsdk.cli.command import Parser, whole
from hairsdk.models import DEFAULT_MODEL

__all__ = ["add_network_arguments", "log_to_stderr"]


def add_network_arguments(parser: Parser) -> None:
    """Declare --model, --device, --precision, --threads, --backend and --verbose."""
    group = parser.add_argument_group("network")
    group.add_argument(
        "--model",
        default=DEFAULT_MODEL,
        metavar="NAME|PATH",
        help=f"512 for quality, 256 for speed, or a .tflite file (default: {DEFAULT_MODEL})",
    )
    group.add_argument(
        "--device",
        choices=DEVICES,
        default="auto",
        help="auto takes a GPU if a real one works (default: auto)",
    )
    group.add_argument(
        "--precision",
        choices=PRECISIONS,
        default=PRECISIONS[0],
        help=f"arithmetic on a GPU (default: {PRECISIONS[0]}, the faster)",
    )
    group.add_argument("--threads", type=whole(1, MAX_THREADS), metavar="N", help="CPU threads")
    group.add_argument("--backend", choices=BACKENDS, default="auto", help="inference runtime")
    group.add_argument(
        "-v", "--verbose", action="store_true", help="say what the network runs on, and why"
    )


@contextlib.contextmanager
def log_to_stderr(wanted: bool) -> Iterator[None]:
    """Send hairsdk's log to stderr inside the block, if it is wanted."""
    if not wanted:
        yield
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("hairsdk: %(message)s"))
    logger = logging.getLogger("hairsdk")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
