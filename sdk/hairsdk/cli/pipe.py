"""`hairsdk pipe`: raw frames on stdin, raw frames on stdout, for use between two ffmpegs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from hairsdk.cli import INTERRUPTED
from hairsdk.cli.command import Command, Parser, frame_size
from hairsdk.cli.interrupt import stopping_on_interrupt
from hairsdk.cli.look_options import add_look_arguments, opened_recolorer
from hairsdk.cli.network_options import log_to_stderr
from hairsdk.depth import as_bytes
from hairsdk.errors import ParameterError, VideoError
from hairsdk.video import run_stages

__all__ = ["COMMAND", "read_frames"]

Frame = NDArray[np.uint8]

_ORDER = {"rgb24": (0, 1, 2), "bgr24": (2, 1, 0)}


def _add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "--size", type=frame_size, required=True, metavar="WxH", help="of the frames, in pixels"
    )
    parser.add_argument(
        "--pix-fmt", choices=tuple(_ORDER), default="rgb24", help="order of bytes (default: rgb24)"
    )
    add_look_arguments(parser, mask_only="write masks, 8-bit grey")


def read_frames(stream: IO[bytes], width: int, height: int) -> Iterator[Frame]:
    """Cut a stream of bytes into frames.

    Parameters
    ----------
    stream : binary file
    width, height : int
        In pixels of three bytes.

    Yields
    ------
    ndarray of uint8, shape (height, width, 3)

    Raises
    ------
    VideoError
        The stream ends within a frame.
    """
    count = 0
    while True:
        frame = np.empty((height, width, 3), np.uint8)
        view = frame.data.cast("B")
        filled = 0
        while filled < len(view):
            # A pipe hands over what it has, which may be less than a frame.
            part = stream.readinto(view[filled:])  # type: ignore[attr-defined]
            if not part:
                break
            filled += part
        if filled == 0:
            return
        if filled < len(view):
            raise VideoError(
                f"stdin ends within frame {count + 1}: expected {len(view):,} bytes for "
                f"{width}×{height}, found {filled:,}; is --size that of the frames?"
            )
        count += 1
        yield frame


def _run(args: argparse.Namespace) -> int:
    if any(end is None or end.isatty() for end in (sys.stdin, sys.stdout)):
        raise ParameterError(
            "stdin and stdout must be pipes or files of raw frames: see the examples of --help"
        )
    order = _ORDER[args.pix_fmt]
    swapped = order != (0, 1, 2)
    with (
        # Without Python's buffers, here and in `sink`: a thread that waits for the other program
        # would hold their locks at exit.
        open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as stdin,
        stopping_on_interrupt() as stop,
        log_to_stderr(args.verbose),
        opened_recolorer(args, stream=True) as recolorer,
    ):
        cut_off: list[VideoError] = []

        def whole_frames() -> Iterator[Frame]:
            try:
                yield from read_frames(stdin, *args.size)
            except VideoError as error:
                # Told when the whole frames before it are through.
                cut_off.append(error)

        def work(frames: Iterator[Frame]) -> Iterator[Any]:
            given = (np.ascontiguousarray(f[..., order]) if swapped else f for f in frames)
            for result in recolorer.stream(given):
                if args.mask_only:
                    yield as_bytes(result.mask)
                elif swapped:
                    yield np.ascontiguousarray(result.image[..., order])
                else:
                    yield result.image

        def sink(frame: Frame) -> None:
            rest = frame.data.cast("B")
            while rest:
                rest = rest[os.write(sys.stdout.fileno(), rest) :]

        run_stages(whole_frames(), work, sink, stop=stop, sink_may_hang=True)
    # Ctrl-C ends the program before the pipe, too, amid a frame.
    if cut_off and not stop.is_set():
        raise cut_off[0]
    return INTERRUPTED if stop.is_set() else 0


COMMAND = Command(
    name="pipe",
    summary="recolour raw frames between two programs",
    description="Read raw frames from stdin, recolour their hair, and write them to stdout.",
    examples="""\
examples:
  ffmpeg -i in.mp4 -f rawvideo -pix_fmt rgb24 - |
      hairsdk pipe --size 1280x720 --preset copper |
      ffmpeg -f rawvideo -pix_fmt rgb24 -s 1280x720 -r 30 -i - out.mp4
""",
    add_arguments=_add_arguments,
    run=_run,
)
