"""A film with the look on the hair in it, as large and as long as it is, for the client."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from hairsdk.errors import ParameterError, VideoError
from hairstudio.document.look import Look
from hairstudio.services.baking import make_preset
from hairstudio.services.control import Cancelled, TaskControl
from hairstudio.services.hair import HairFinder, open_recolorer
from hairstudio.services.numbers import clock_text
from hairstudio.services.retold import retold
from hairstudio.services.translate import translate

if TYPE_CHECKING:
    from hairsdk.video import Progress

__all__ = ["FILM_SUFFIXES", "MOVIE_FILTER", "write_film"]

FILM_SUFFIXES = (".mp4", ".mov", ".mkv", ".webm", ".m4v")

MOVIE_FILTER = " ".join(
    f"*.{suffix}"
    for suffix in (
        *("mp4", "mov", "m4v", "3gp", "mkv", "webm", "ogv", "avi", "wmv", "flv"),
        *("mpg", "mpeg", "ts", "mts", "m2ts"),
    )
)
"""What is offered first; hairsdk and Qt read whatever FFmpeg does."""

_COMMAND_HINT = re.compile(
    r"(;|, or take what is before with) --limit \d+.*|, or leave the sound out with --no-audio"
)
"""What `hairsdk video` is told of a film that is damaged, or whose sound has no place."""


def write_film(
    path: Path,
    look: Look,
    source: Path,
    finder: HairFinder,
    control: TaskControl,
    *,
    strength: float = 1.0,
    marks: tuple[float, float] | None = None,
) -> tuple[str, ...]:
    """Write a film with the look on its hair, as `hairsdk video` does with the exported look.

    Parameters
    ----------
    path : Path
        Its suffix, one of `FILM_SUFFIXES`, chooses the format. What was there before stays until
        the film is finished.
    look : Look
    source : Path
    finder : HairFinder
        Says by which network, and on what.
    control : TaskControl
    strength : float
        How much of the look is mixed in, in [0, 1].
    marks : tuple of 2 float, or None
        Seconds by a player's clock where the first frame begins that is written and the last one
        ends; None: all of the film.

    Returns
    -------
    tuple of str
        What the artist should know: that 10 bits a channel become 8, say.

    Raises
    ------
    FileReadError, VideoError
        The film cannot be used.
    FileWriteError, ParameterError
        The new one cannot be written, or not so.
    HairSdkError
        The network cannot be used, or an effect not be evaluated.
    MemoryError
    Cancelled
    """
    from hairsdk.video import FilmOptions, StopRequest, recolor_film

    control.progress(0.0, translate("Picture", "Baking the look"))
    preset = make_preset(look, recipe=False)
    stop, notes = StopRequest(), list[str]()

    def report(progress: Progress) -> None:
        share = progress.done / progress.total if progress.total else 0.0
        try:
            control.progress(share, _words(progress))
        except Cancelled:
            stop.drop()

    with open_recolorer(preset, finder.model, finder.wish) as recolorer:
        recolorer.strength = strength
        control.progress(0.0, source.name)
        try:
            start, end = (0.0, None) if marks is None else _by_its_clock(marks, source)
            options = FilmOptions(start=start, end=end)
            recolor_film(
                source, path, recolorer, options, progress=report, note=notes.append, stop=stop
            )
        except KeyboardInterrupt:  # what `drop` ends in
            raise Cancelled from None
        except (ParameterError, VideoError) as error:
            raise type(error)(_COMMAND_HINT.sub("", str(error))) from error
    # The last frames are encoded, and the file is put in its place, without a report.
    control.finish()
    return tuple(map(_told, dict.fromkeys(notes)))


def _by_its_clock(marks: tuple[float, float], source: Path) -> tuple[float, float]:
    """Times amid frames, which mean the same ones although a player's clock is not the film's.

    It begins with what a decoder of Opus needs before the film, say, and counts milliseconds.
    """
    from hairsdk.video import FilmReader

    with FilmReader(source) as film:
        half = 0.5 / float(film.info.rate)
    start, end = marks
    return max(start - half, 0.0), end - half


def _told(note: str) -> str:
    head, sign, parts = note.partition(": ")
    if head != "left out":
        return retold(note)
    # Kinds of streams, and how many of each.
    return retold(head) + sign + ", ".join(map(retold, parts.split(", ")))


def _words(progress: Progress) -> str:
    """Frames done, and the time left."""
    of = f" / {progress.total}" if progress.total else ""
    text = translate("Film", "frame {0}").format(f"{progress.done}{of}")
    if progress.left is None:
        return text
    return text + translate("Film", ", {0} left").format(clock_text(round(progress.left)))
