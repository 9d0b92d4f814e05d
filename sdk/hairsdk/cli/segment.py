"""`hairsdk segment`: where the hair is, as a mask, a cut-out or an overlay."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hairsdk.cli.batch import Job, Outcome, add_batch_arguments, plan, run_plan, share_of_hair
from hairsdk.cli.command import Command, Parser
from hairsdk.cli.network_options import add_network_arguments, log_to_stderr
from hairsdk.errors import ImageError
from hairsdk.images import (
    ALPHA_SUFFIXES,
    MASK_SUFFIXES,
    WRITABLE_SUFFIXES,
    Photo,
    read_photo,
    write_mask,
    write_photo,
)
from hairsdk.segmenter import Segmenter

__all__ = ["COMMAND"]

Mask = NDArray[np.float32]

_TINT = np.array((255, 0, 96), np.float32)
_TINT_STRENGTH = 0.6


@dataclass(frozen=True)
class _Kind:
    """What to make of a mask: its name, its suffixes, and how it is written."""

    words: str
    suffixes: tuple[str, ...]
    write: Callable[[Path, Photo, Mask], tuple[str, ...]]


def _write_mask(path: Path, photo: Photo, mask: Mask) -> tuple[str, ...]:
    write_mask(path, mask)
    return ()


def _write_cutout(path: Path, photo: Photo, mask: Mask) -> tuple[str, ...]:
    most = np.iinfo(photo.pixels.dtype).max
    opacity = mask * most if photo.alpha is None else mask * photo.alpha
    alpha = np.rint(opacity).astype(photo.pixels.dtype)
    return write_photo(path, photo.with_pixels(photo.pixels, alpha))


def _write_overlay(path: Path, photo: Photo, mask: Mask) -> tuple[str, ...]:
    weight = _TINT_STRENGTH * mask[..., np.newaxis]
    tinted = photo.rgb * (1.0 - weight) + _TINT * weight
    return write_photo(path, photo.with_pixels(np.rint(tinted).astype(np.uint8)))


_KINDS = {
    "mask": _Kind("a mask", MASK_SUFFIXES, _write_mask),
    "cutout": _Kind("a cutout", ALPHA_SUFFIXES, _write_cutout),
    "overlay": _Kind("an overlay", WRITABLE_SUFFIXES, _write_overlay),
}


def _add_arguments(parser: Parser) -> None:
    add_batch_arguments(parser)
    parser.add_argument(
        "--as",
        dest="kind",
        choices=tuple(_KINDS),
        default="mask",
        help="mask: grey, white is hair; cutout: the photo, transparent but for the hair; "
        "overlay: the photo with its hair tinted pink (default: mask)",
    )
    add_network_arguments(parser)


def _run(args: argparse.Namespace) -> int:
    kind = _KINDS[args.kind]
    todo = plan(args.source, args.target, args.recursive, kind.suffixes, ".png")
    for job in todo.jobs:
        if job.target.suffix.lower() not in kind.suffixes:
            raise ImageError(f"{job.target}: {kind.words} is written as {', '.join(kind.suffixes)}")
    with (
        log_to_stderr(args.verbose),
        Segmenter(
            model=args.model,
            device=args.device,
            threads=args.threads,
            backend=args.backend,
            precision=args.precision,
        ) as segmenter,
    ):

        def work(job: Job) -> Outcome:
            photo = read_photo(job.source)
            mask = segmenter.segment(photo.srgb)
            lost = kind.write(job.target, photo, mask)
            return Outcome(f"hair {share_of_hair(mask)} of the photo", (*photo.notes, *lost))

        return run_plan(todo, work, args.overwrite, "segmented")


COMMAND = Command(
    name="segment",
    summary="find the hair: write a mask, a cut-out or an overlay",
    description="Find the hair in a photo or in every photo of a folder.",
    examples="""\
examples:
  hairsdk segment portrait.jpg mask.png
  hairsdk segment portrait.jpg hair.png --as cutout
  hairsdk segment shoot/ check/ --as overlay
""",
    add_arguments=_add_arguments,
    run=_run,
)
