"""`hairsdk folder`: every photo that comes into a folder, recoloured into another."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hairsdk.cli import INTERRUPTED
from hairsdk.cli.batch import (
    add_result_arguments,
    check_two_folders,
    memory_for,
    result_suffixes,
)
from hairsdk.cli.command import Command, Parser
from hairsdk.cli.interrupt import stopping_on_interrupt
from hairsdk.cli.look_options import add_look_arguments, opened_recolorer
from hairsdk.cli.messages import print_error, print_note
from hairsdk.cli.network_options import log_to_stderr
from hairsdk.errors import FileReadError, HairSdkError
from hairsdk.files import make_folder, reading
from hairsdk.images import READABLE_SUFFIXES, read_photo, write_photo
from hairsdk.recolorer import Recolorer
from hairsdk.video import StopRequest

__all__ = ["COMMAND", "Arrival", "arrivals"]

_POLL = 0.5
"""Seconds between two looks into the folder."""

_Stamp = tuple[int, int]


@dataclass(frozen=True)
class Arrival:
    """A photo that is whole.

    Parameters
    ----------
    path : Path
    is_new : bool
        Whether it came, or changed, after the first look into the folder.
    """

    path: Path
    is_new: bool


def arrivals(
    folder: Path,
    stop: StopRequest,
    *,
    watch: bool,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Arrival]:
    """Photos in a folder, and those that come into it or change there.

    A photo is yielded when it has kept its size and time from one look to the next: whoever
    copies it there has finished. Files that begin with a dot are left alone.

    Parameters
    ----------
    folder : Path
    stop : StopRequest
        Ends it.
    watch : bool
        Go on looking; otherwise only what is there counts, and is not waited for.
    sleep : callable
        Called between two looks, with the seconds to wait.

    Raises
    ------
    FileReadError
        The folder is not there, or no longer.
    """
    given: dict[Path, _Stamp] = {}
    before: dict[Path, _Stamp] = {}
    first: dict[Path, _Stamp] | None = None
    while not stop.is_set():
        now = _photos(folder, watch)
        first = now if first is None else first
        for path, stamp in sorted(now.items()):
            if stop.is_set():
                return
            settled = not watch or before.get(path) == stamp
            if settled and given.get(path) != stamp:
                given[path] = stamp
                # Not by its time: what is moved here keeps that.
                yield Arrival(path, first.get(path) != stamp)
        if not watch:
            return
        # What was taken away may come back as another photo; and memory stays flat.
        given = {path: stamp for path, stamp in given.items() if path in now}
        before = now
        sleep(_POLL)


def _photos(folder: Path, watch: bool) -> dict[Path, _Stamp]:
    found = {}
    with reading(folder):
        for path in folder.iterdir():
            if path.name.startswith(".") or path.suffix.lower() not in READABLE_SUFFIXES:
                continue
            # Asked first, as it says of a link to itself what `stat` fails at.
            if not path.is_file():
                continue
            try:
                status = path.stat()
            except FileNotFoundError:
                continue
            # One that is still being copied begins with no bytes.
            if status.st_size or not watch:
                found[path] = (status.st_size, status.st_mtime_ns)
    return found


def _add_arguments(parser: Parser) -> None:
    parser.add_argument("source", metavar="IN", type=Path, help="a folder")
    parser.add_argument("target", metavar="OUT", type=Path, help="another folder")
    parser.add_argument(
        "--watch", action="store_true", help="go on: recolour what comes, until Ctrl-C"
    )
    parser.add_argument("--overwrite", action="store_true", help="replace results that exist")
    add_result_arguments(parser)
    add_look_arguments(parser)


def _run(args: argparse.Namespace) -> int:
    if not args.source.is_dir():
        raise FileReadError(f"{args.source}: no such folder", args.source)
    check_two_folders(args.source, args.target)
    make_folder(args.target)
    done = failed = skipped = 0
    with (
        stopping_on_interrupt() as stop,
        log_to_stderr(args.verbose),
        opened_recolorer(args) as recolorer,
    ):
        if args.watch:
            print_note(f"watching {args.source}; Ctrl-C ends")
        for photo in arrivals(args.source, stop, watch=args.watch):
            target = _target(args.target, photo.path, *result_suffixes(args.format))
            # What was there before is not made anew; what comes or changes now is.
            if target.exists() and not photo.is_new and not args.overwrite:
                skipped += 1
                continue
            if _recolour(recolorer, photo.path, target, args.quality):
                done += 1
            else:
                failed += 1
    print(f"{done} recoloured, {failed} failed, {skipped} skipped as their results exist")
    if failed:
        return 1
    return INTERRUPTED if stop.is_set() and not args.watch else 0


def _target(folder: Path, photo: Path, suffixes: tuple[str, ...], fallback: str) -> Path:
    name = photo.name
    if photo.suffix.lower() not in suffixes:
        name += fallback
        while photo.with_name(name).exists():
            # That is the name of another photo's result.
            name += fallback
    return folder / name


def _recolour(recolorer: Recolorer, photo: Path, target: Path, quality: int) -> bool:
    try:
        with memory_for(photo):
            read = read_photo(photo)
            result = recolorer.still(read.pixels, read.icc_profile)
            # Anew where it was taken away with what was in it.
            make_folder(target.parent)
            lost = write_photo(target, read.with_pixels(result.image), quality)
    except (HairSdkError, OSError) as error:
        print_error(error)
        return False
    print(f"{target}", flush=True)
    for note in (*read.notes, *lost):
        print_note(f"{photo}: {note}")
    return True


COMMAND = Command(
    name="folder",
    summary="recolour what comes into a folder",
    description=(
        "Recolour the photos in a folder into another, and with --watch those that come there\n"
        "later. A photo that is still being copied is waited for; a bad one is reported once.\n"
        "What comes or changes while it watches replaces an earlier result of its name."
    ),
    examples="""\
examples:
  hairsdk folder inbox/ done/ --preset copper --watch
""",
    add_arguments=_add_arguments,
    run=_run,
)
