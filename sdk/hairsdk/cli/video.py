"""`hairsdk video`: a film in, the same film with other hair out."""

from __future__ import annotations

import argparse
from pathlib import Path

from hairsdk.cli import INTERRUPTED
from hairsdk.cli.command import Command, Parser, check_free, moment, positive, whole
from hairsdk.cli.interrupt import stopping_on_interrupt
from hairsdk.cli.look_options import add_look_arguments, opened_recolorer
from hairsdk.cli.messages import StatusLine, print_note
from hairsdk.cli.network_options import log_to_stderr
from hairsdk.errors import ParameterError
from hairsdk.video import CODECS, Encoding, FilmOptions, Progress, check_encoding, recolor_film

__all__ = ["COMMAND"]


def _add_arguments(parser: Parser) -> None:
    parser.add_argument("source", metavar="IN", type=Path, help="a film")
    parser.add_argument(
        "target", metavar="OUT", type=Path, help="a film: .mp4, .m4v, .mov, .mkv or .webm"
    )
    parser.add_argument("--overwrite", action="store_true", help="replace OUT if it exists")
    add_look_arguments(parser, mask_only="write the mask: white is hair")
    group = parser.add_argument_group("film")
    group.add_argument(
        "--codec", choices=tuple(CODECS), help="default: h264, in .webm vp9; ffv1 is lossless"
    )
    group.add_argument(
        "--crf",
        type=whole(0, max(codec.worst for codec in CODECS.values())),
        metavar="N",
        help="quality: the smaller, the better and the larger the file "
        "(default: h264 18, h265 20, vp9 and av1 24)",
    )
    group.add_argument(
        "--speed",
        metavar="WORD",
        help="the encoder's own word: ultrafast to veryslow for h264 and h265, "
        "0 to 8 for vp9, 0 to 13 for av1",
    )
    group.add_argument("--no-audio", action="store_true", help="leave the sound out")
    group.add_argument(
        "--side-by-side", action="store_true", help="write the film as it was on the left"
    )
    group.add_argument(
        "--start", type=moment, default=0.0, metavar="TIME", help="begin there: 83.5 or 1:23.5"
    )
    group.add_argument("--end", type=moment, metavar="TIME", help="end there, at IN's time")
    group.add_argument("--limit", type=positive, metavar="N", help="at most N frames")
    group.add_argument("-q", "--quiet", action="store_true", help="no progress, no summary")
    parser.set_defaults(parser=parser)


def _run(args: argparse.Namespace) -> int:
    encoding = Encoding(args.codec, args.crf, args.speed)
    try:
        check_encoding(args.target, encoding)
        options = FilmOptions(
            encoding=encoding,
            audio=not args.no_audio,
            mask_only=args.mask_only,
            side_by_side=args.side_by_side,
            limit=args.limit,
            start=args.start,
            end=args.end,
        )
    except ParameterError as error:
        args.parser.error(str(error))
    check_free(args.target, args.overwrite)
    line = StatusLine(not args.quiet)
    with (
        stopping_on_interrupt() as stop,
        log_to_stderr(args.verbose),
        opened_recolorer(args, stream=True) as recolorer,
    ):
        try:
            report = recolor_film(
                args.source,
                args.target,
                recolorer,
                options,
                progress=lambda progress: line.show(progress_words(progress)),
                note=lambda words: print_note(f"{args.source}: {words}"),
                stop=stop,
            )
        except KeyboardInterrupt:
            line.clear()
            print_note("interrupted twice: nothing is written")
            raise
        finally:
            line.clear()
    if report.stopped and not report.frames:
        print_note("interrupted before the first frame: nothing is written")
        return INTERRUPTED
    frames = "1 frame" if report.frames == 1 else f"{report.frames} frames"
    if not args.quiet:
        rate = report.frames / max(report.seconds, 1e-9)
        print(f"{args.target}: {frames}, {rate:.1f} a second")
    if report.stopped:
        print_note(f"interrupted: {args.target} holds the first {frames.removeprefix('1 ')}")
        return INTERRUPTED
    return 0


def progress_words(progress: Progress) -> str:
    """Frames done, speed and time left."""
    of = f" of {progress.total}" if progress.total else ""
    text = f"frame {progress.done}{of}, {progress.rate:.1f} frames a second"
    if progress.left is not None:
        minutes, seconds = divmod(round(progress.left), 60)
        text += f", {minutes}:{seconds:02d} left"
    return text


COMMAND = Command(
    name="video",
    summary="recolour the hair in a film",
    description=(
        "Recolour the hair in a film. The sound is copied as it is, and every frame keeps its\n"
        "time, at a variable rate, too; pixel aspect, colour tags, time code and title are\n"
        "carried on; rotated films are written upright, and interlaced ones without combs.\n"
        "Ctrl-C ends the film early, and what is done plays; Ctrl-C again drops it."
    ),
    examples="""\
examples:
  hairsdk video in.mp4 copper.mp4 --preset copper
  hairsdk video in.mp4 small.webm --preset copper --model 256 --crf 32
  hairsdk video in.mov check.mp4 --preset platinum --side-by-side --limit 100
  hairsdk video in.mp4 scene.mp4 --preset copper --start 1:23.5 --end 1:31
  hairsdk video in.mp4 mask.mkv --mask-only --codec ffv1
""",
    add_arguments=_add_arguments,
    run=_run,
)
