"""`hairsdk camera`: a window that shows the camera with other hair."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk.cli import INTERRUPTED
from hairsdk.cli.command import Command, Parser, fraction, positive, whole
from hairsdk.cli.interrupt import stopping_on_interrupt
from hairsdk.cli.look_options import opened_recolorer
from hairsdk.cli.messages import print_error, print_note
from hairsdk.cli.network_options import add_network_arguments, log_to_stderr
from hairsdk.cli.window import Window
from hairsdk.errors import CameraError, HairSdkError
from hairsdk.lookup import quick_srgb
from hairsdk.preset import list_presets
from hairsdk.recolored import Recolored
from hairsdk.recolorer import Recolorer
from hairsdk.rgb_space import foreign_space
from hairsdk.video import FilmReader, StopRequest
from hairsdk.video.camera import LAST_CAMERA, Camera, FrameSource, newest_frames

__all__ = ["COMMAND", "FilmAsCamera", "Screen", "show_camera"]

Frame = NDArray[np.uint8]

_KEYS = """\
keys in the window:
  n, p    the next look, the one before        + -    stronger, weaker
  space   the camera as it is, while on        m      the mask
  f       frames a second                      q, Esc end
"""
_STEP = 0.1


class Screen(Protocol):
    """Where the frames are shown and the keys come from."""

    def show(self, frame: Frame) -> str | None:
        """Show an RGB frame; return the key pressed since, "q" if the window was closed."""

    def close(self) -> None:
        """Take the window away."""


class FilmAsCamera:
    """A film in a camera's place: its frames come at its own rate, again and again.

    Parameters
    ----------
    path : Path
    """

    def __init__(self, path: Path) -> None:
        self._film = FilmReader(path)
        self._space = foreign_space(self._film.info.icc_profile)
        self._seconds = 1.0 / float(self._film.info.rate)
        self._frames = self._film.frames()
        self._due = time.monotonic()

    def read(self) -> Frame | None:
        """The next frame, when it is due."""
        frame = next(self._frames, None)
        if frame is None:
            self._frames = self._film.frames()
            frame = next(self._frames)
        self._due = max(self._due + self._seconds, time.monotonic() - 1.0)
        time.sleep(max(0.0, self._due - time.monotonic()))
        # What shows it takes every frame for sRGB.
        return frame.pixels if self._space is None else quick_srgb(self._space)(frame.pixels)

    def close(self) -> None:
        """Release the film."""
        self._film.close()


@dataclass
class _View:
    """What the keys have chosen.

    Parameters
    ----------
    look : str
        Id of the look, or its path.
    original, mask, rate : bool
    """

    look: str
    original: bool = False
    mask: bool = False
    rate: bool = False


def show_camera(
    source: FrameSource,
    screen: Screen,
    recolorer: Recolorer,
    looks: list[str],
    *,
    frames: int | None = None,
    stop: StopRequest | None = None,
) -> int:
    """Show a camera until a key, an interrupt or its end.

    Parameters
    ----------
    source : FrameSource
    screen : Screen
    recolorer : Recolorer
    looks : list of str
        Names that the keys go through.
    frames : int, optional
        Most frames to show.
    stop : StopRequest, optional

    Returns
    -------
    int
        Frames shown.

    Raises
    ------
    CameraError
        The camera has stopped.
    """
    view = _View(recolorer.preset.id)
    shown = 0
    began = time.monotonic()
    given: list[Frame] = []

    def remembered() -> Iterator[Frame]:
        for frame in newest_frames(source, stop=stop):
            given.append(frame)
            yield frame

    results = recolorer.stream(remembered())
    # Looks are read beside the stream: the picture does not stand still meanwhile.
    beside = ThreadPoolExecutor(1, "hairsdk looks")
    try:
        for result in results:
            frame = given.pop(0)
            shown += 1
            picture = _picture(frame, result, view)
            if view.rate:
                _write(picture, f"{shown / (time.monotonic() - began):.1f} frames a second")
            key = screen.show(picture)
            if key == "q" or (frames is not None and shown >= frames):
                break
            if key is not None:
                _press(key, view, recolorer, looks, beside)
    finally:
        results.close()
        beside.shutdown()
        screen.close()
    return shown


def _press(key: str, view: _View, recolorer: Recolorer, looks: list[str], beside: Executor) -> None:
    if key in "np" and looks:
        # From a look that is not among them, n goes to the first and p to the last.
        at = looks.index(view.look) if view.look in looks else (-1 if key == "n" else 0)
        view.look = looks[(at + (1 if key == "n" else -1)) % len(looks)]
        beside.submit(_wear, recolorer, view.look)
    elif key in "+=-":
        step = -_STEP if key == "-" else _STEP
        recolorer.strength = min(max(round(recolorer.strength + step, 2), 0.0), 1.0)
        print_note(f"strength: {recolorer.strength:.1f}")
    elif key == " ":
        view.original = not view.original
    elif key == "m":
        view.mask = not view.mask
    elif key == "f":
        view.rate = not view.rate


def _wear(recolorer: Recolorer, look: str) -> None:
    try:
        recolorer.preset = look
        print_note(f"look: {recolorer.preset.name}")
    except (HairSdkError, OSError) as error:
        print_error(error)


def _picture(frame: Frame, result: Recolored, view: _View) -> Frame:
    if view.mask:
        grey = cv2.convertScaleAbs(result.mask, alpha=255.0)
        return cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB)  # type: ignore[return-value]
    return frame.copy() if view.original else result.image


def _write(picture: Frame, text: str) -> None:
    for colour, thickness in (((0, 0, 0), 4), ((255, 255, 255), 1)):
        cv2.putText(picture, text, (12, 32), cv2.FONT_HERSHEY_SIMPLEX, 0.8, colour, thickness)


def _add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "-p", "--preset", metavar="NAME|PATH", help="look to begin with (default: the first one)"
    )
    parser.add_argument(
        "-s", "--strength", type=fraction, default=1.0, metavar="0..1", help="default: 1"
    )
    frames = parser.add_mutually_exclusive_group()
    frames.add_argument(
        "--camera",
        type=whole(0, LAST_CAMERA),
        metavar="N",
        help="which camera (default: 0, the first)",
    )
    frames.add_argument(
        "--source", type=Path, metavar="FILM", help="a film in the camera's place, over and over"
    )
    for side, usual in (("width", 1280), ("height", 720)):
        parser.add_argument(
            f"--{side}",
            type=positive,
            default=usual,
            metavar="N",
            help=f"of the camera's frames (default: {usual})",
        )
    parser.add_argument("--mirror", action="store_true", help="as in a mirror")
    parser.add_argument("--limit", type=positive, metavar="N", help="end after N frames")
    add_network_arguments(parser)


class _Mirrored:
    """A source, its frames flipped."""

    def __init__(self, source: FrameSource) -> None:
        self._source = source

    def read(self) -> Frame | None:
        frame = self._source.read()
        return None if frame is None else np.ascontiguousarray(frame[:, ::-1])

    def close(self) -> None:
        self._source.close()


def _run(args: argparse.Namespace) -> int:
    with (
        stopping_on_interrupt() as stop,
        log_to_stderr(args.verbose),
        opened_recolorer(args, stream=True) as recolorer,
    ):
        source: FrameSource
        source = (
            FilmAsCamera(args.source)
            if args.source
            else Camera(args.camera or 0, args.width, args.height)
        )
        source = _Mirrored(source) if args.mirror else source
        try:
            window = Window()
        except CameraError:
            source.close()
            if stop.is_set():
                # It has ended the probe for a window, too.
                return INTERRUPTED
            raise
        start = time.perf_counter()
        shown = show_camera(source, window, recolorer, list_presets(), frames=args.limit, stop=stop)
        seconds = time.perf_counter() - start
        print(f"{shown} frames, {shown / max(seconds, 1e-9):.1f} a second")
    return INTERRUPTED if stop.is_set() else 0


COMMAND = Command(
    name="camera",
    summary="show the camera with other hair, in a window",
    description="Show the camera with other hair, live.\n\n" + _KEYS,
    examples="""\
examples:
  hairsdk camera --preset copper
  hairsdk camera --preset platinum --model 256 --mirror
  hairsdk camera --source clip.mp4            a film in the camera's place
""",
    add_arguments=_add_arguments,
    run=_run,
)
