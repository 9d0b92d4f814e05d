"""`hairsdk recolor`: photos in, photos with other hair out."""

from __future__ import annotations

import argparse
import math

from hairsdk.cli.batch import (
    Job,
    Outcome,
    add_batch_arguments,
    add_result_arguments,
    plan,
    result_suffixes,
    run_plan,
    share_of_hair,
)
from hairsdk.cli.command import Command, Parser
from hairsdk.cli.look_options import add_look_arguments, opened_recolorer
from hairsdk.cli.network_options import log_to_stderr
from hairsdk.images import check_photo_suffix, read_photo, write_photo
from hairsdk.recolored import Recolored

__all__ = ["COMMAND"]


def _add_arguments(parser: Parser) -> None:
    add_batch_arguments(parser)
    add_result_arguments(parser)
    add_look_arguments(parser)
    parser.set_defaults(parser=parser)


def _run(args: argparse.Namespace) -> int:
    suffixes, fallback = result_suffixes(args.format)
    todo = plan(args.source, args.target, args.recursive, suffixes, fallback)
    for job in todo.jobs:
        check_photo_suffix(job.target)
        if job.target.suffix.lower() not in suffixes:
            args.parser.error(f"--format is for folders: {job.target} names its format itself")
    with log_to_stderr(args.verbose), opened_recolorer(args) as recolorer:

        def work(job: Job) -> Outcome:
            photo = read_photo(job.source)
            result = recolorer.still(photo.pixels, photo.icc_profile)
            lost = write_photo(job.target, photo.with_pixels(result.image), args.quality)
            return Outcome(_words(result), (*photo.notes, *lost))

        return run_plan(todo, work, args.overwrite, "recoloured")


def _words(result: Recolored) -> str:
    if math.isnan(result.intensity):
        return "no hair found, the photo is as it was"
    return (
        f"hair {share_of_hair(result.mask)} of the photo, intensity {result.intensity:.2f}, "
        f"position {result.position:.2f} between dark and light"
    )


COMMAND = Command(
    name="recolor",
    aliases=("recolour",),
    summary="recolour the hair in a photo or a folder of photos",
    description=(
        "Recolour the hair in a photo or in every photo of a folder. Orientation, transparency,\n"
        "16-bit precision, EXIF and ICC profile are kept, and the look is worn in that profile's\n"
        "space; where there is no hair, every pixel is kept."
    ),
    examples="""\
examples:
  hairsdk recolor portrait.jpg copper.jpg --preset copper
  hairsdk recolor portrait.jpg soft.png --preset platinum --strength 0.5
  hairsdk recolor portrait.jpg mine.jpg --preset my-look.hairlook
  hairsdk recolor shoot/ copper/ --preset copper --recursive
  hairsdk recolor phone/ copper/ --preset copper --format jpg
""",
    add_arguments=_add_arguments,
    run=_run,
)
