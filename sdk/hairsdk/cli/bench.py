"""`hairsdk bench`: speed beside MediaPipe, a long run, edges and cuts."""

from __future__ import annotations

import argparse
import contextlib
import platform
import time
from pathlib import Path

from hairsdk.backends.choose import DEVICES, PRECISIONS, default_threads
from hairsdk.bench.cuts import measure_cuts
from hairsdk.bench.edges import measure_edges
from hairsdk.bench.soak import soak
from hairsdk.bench.speed import contenders, markdown, measure
from hairsdk.cli.command import Command, Parser, frame_size, positive, run_action
from hairsdk.cli.messages import print_note
from hairsdk.models import DEFAULT_MODEL, list_models
from hairsdk.recolorer import Recolorer
from hairsdk.segmenter import Segmenter

__all__ = ["COMMAND"]

_SIZE = (1280, 720)


def minutes(text: str) -> float:
    """A number above nought."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.0 < value < 1e6:
        raise argparse.ArgumentTypeError(f"expected a number of minutes, found {text!r}")
    return value


def _add_arguments(parser: Parser) -> None:
    actions = parser.add_subparsers(metavar="WHAT", required=True)
    speed = actions.add_parser(
        "speed",
        help="milliseconds a stage, beside MediaPipe",
        description="Print a table of milliseconds a stage, of both networks and, if its network\n"
        "is given, of MediaPipe Tasks. All take the same frames, in turns.",
    )
    speed.set_defaults(action=_speed)
    speed.add_argument(
        "--mediapipe", type=Path, metavar="PATH", help="MediaPipe's hair segmenter (.tflite)"
    )
    speed.add_argument(
        "--mediapipe-python",
        metavar="PATH",
        help="a Python that has mediapipe (default: this one; pip install 'hairsdk[bench]')",
    )
    speed.add_argument("--frames", type=positive, default=60, metavar="N", help="default: 60")
    speed.add_argument("--rounds", type=positive, default=3, metavar="N", help="default: 3")
    _add_clip(speed)
    _add_device(speed)

    long = actions.add_parser(
        "soak",
        help="a long run: growth of memory, drift of latency",
        description="Recolour a clip over and over, and say how memory and latency change\n"
        "between the first tenth of the time and the end.",
    )
    long.set_defaults(action=_soak)
    long.add_argument("--minutes", type=minutes, default=20.0, metavar="N", help="default: 20")
    long.add_argument("--model", default=DEFAULT_MODEL, help=f"default: {DEFAULT_MODEL}")
    _add_clip(long)
    _add_device(long)

    edges = actions.add_parser(
        "edges",
        help="edges of masks against exact coverage",
        description="Measure masks against exact ones, as the network gives them and refined\n"
        "along the strands: mean absolute error, the same in the band around edges,\n"
        "and boundary F.",
    )
    edges.set_defaults(action=_edges)
    edges.add_argument(
        "folder",
        metavar="FOLDER",
        type=Path,
        help="photos NAME.jpg, .png or .webp with NAME.mask.png",
    )
    edges.add_argument(
        "--height", type=positive, metavar="N", help="enlarge them to this height first"
    )

    cuts = actions.add_parser(
        "cuts",
        help="what forgetting the mask at a cut adds",
        description="Cut from clip to clip, and print the IoU of the frames after a cut where the\n"
        "mask of the shot before is fed on, and where it is forgotten.",
    )
    cuts.set_defaults(action=_cuts)
    cuts.add_argument(
        "folders",
        metavar="FOLDER",
        type=Path,
        nargs="+",
        help="clips: 000.webp … with 000.mask.png … beside them",
    )
    cuts.add_argument("--model", default=DEFAULT_MODEL, help=f"default: {DEFAULT_MODEL}")


def _add_clip(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--size", type=frame_size, default=_SIZE, metavar="WxH", help="default: 1280x720"
    )
    parser.add_argument(
        "--clip", type=Path, metavar="FILM", help="default: the sample portrait, moved about"
    )


def _add_device(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--device", choices=DEVICES, default="cpu", help="default: cpu")
    parser.add_argument(
        "--precision",
        choices=PRECISIONS,
        default=PRECISIONS[0],
        help=f"arithmetic on a GPU (default: {PRECISIONS[0]})",
    )


def _speed(args: argparse.Namespace) -> int:
    who = contenders(
        list_models(), args.device, args.mediapipe, args.mediapipe_python, args.precision
    )
    figures = measure(who, args.size, args.frames, args.rounds, args.clip, print_note)
    width, height = args.size
    print(
        f"{width} × {height}, {args.frames} frames, {args.rounds} rounds in turns; "
        f"{_processor()}, {default_threads()} threads, Python {platform.python_version()}"
    )
    print("; ".join(f"{f.name}: {f.device}" for f in figures))
    print()
    print(markdown(figures))
    return 0


def _soak(args: argparse.Namespace) -> int:
    last = time.monotonic()

    def tell(done: float, frames: int, megabytes: float) -> None:
        nonlocal last
        if time.monotonic() - last >= 30.0:
            last = time.monotonic()
            print_note(f"{done:.1f} min, {frames} frames, {megabytes:.0f} MB")

    with Recolorer(
        "copper", model=args.model, device=args.device, precision=args.precision
    ) as recolorer:
        found = soak(recolorer, args.minutes, args.size, args.clip, tell)
    print(
        f"{found.minutes:.1f} minutes, {found.frames} frames\n"
        f"memory: {found.memory_start:.1f} MB after the first tenth, {found.memory_end:.1f} MB at "
        f"the end: growth {found.growth:+.1f} MB an hour\n"
        f"median latency of a frame: {found.latency_start:.1f} ms after the first tenth, "
        f"{found.latency_end:.1f} ms at the end: drift {100.0 * found.drift:+.1f} %"
    )
    return 0


def _edges(args: argparse.Namespace) -> int:
    with contextlib.ExitStack() as stack:
        networks = [stack.enter_context(Segmenter(name, "cpu")) for name in list_models()]
        rows = measure_edges(args.folder, networks, [s.size for s in networks], args.height)
    print("| mask | MAE | refined | MAE at edges | refined | boundary F | refined |")
    print("|---|---|---|---|---|---|---|")
    for row in rows:
        print(
            f"| {row.source} | {row.mae_before:.4f} | {row.mae_after:.4f} | {row.band_before:.4f} "
            f"| {row.band_after:.4f} | {row.f_before:.3f} | {row.f_after:.3f} |"
        )
    return 0


def _cuts(args: argparse.Namespace) -> int:
    with Segmenter(args.model, "cpu") as segmenter:
        rows, found, cuts = measure_cuts(args.folders, segmenter)
    print(f"{found} of {cuts} cuts found")
    print("| frame after the cut | IoU, mask fed on | IoU, mask forgotten |")
    print("|---|---|---|")
    for row in rows:
        print(f"| {row.frame} | {row.fed_on:.3f} | {row.reset:.3f} |")
    return 0


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text("utf-8")
        name = next(line for line in text.splitlines() if line.startswith("model name"))
        return name.partition(":")[2].strip()
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


COMMAND = Command(
    name="bench",
    summary="measure speed, a long run, edges and cuts",
    description="Measure on this machine. Close other programs first.",
    examples="""\
examples:
  hairsdk bench speed
  hairsdk bench speed --mediapipe hair_segmenter.tflite --size 1920x1080
  hairsdk bench soak --minutes 20
  hairsdk bench edges stills/ --height 1080
  hairsdk bench cuts clips/one clips/two
""",
    add_arguments=_add_arguments,
    run=run_action,
)
