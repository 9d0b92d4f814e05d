"""A whole film recoloured, from file to file."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk.checks import checked_path
from hairsdk.errors import ParameterError
from hairsdk.files import found_at
from hairsdk.recolored import Recolored
from hairsdk.recolorer import Recolorer
from hairsdk.video.encoding import Encoding
from hairsdk.video.excerpt import Excerpt, excerpt_info, from_zero
from hairsdk.video.parts import FilmFrame, FilmInfo, Sound
from hairsdk.video.reader import FilmReader
from hairsdk.video.stages import StopRequest, checked_stop, run_stages
from hairsdk.video.writer import FilmWriter

__all__ = ["FilmOptions", "FilmReport", "Progress", "recolor_film"]

_logger = logging.getLogger("hairsdk")

_PACE_FRAMES = 60
"""Frames over which the speed is measured that the time left is reckoned with."""


@dataclass(frozen=True)
class FilmOptions:
    """What to make of a film.

    Parameters
    ----------
    encoding : Encoding or None
        None takes the container's usual one.
    audio : bool
        Copy the sound.
    mask_only : bool
        Write the mask, white on black, instead of the recoloured picture.
    side_by_side : bool
        Write the film as it was at the left of the result.
    limit : int or None
        Most frames, from 1.
    start : float
        Seconds from the film's beginning: the first frame that is shown then or later is the first
        one.
    end : float or None
        Seconds: what is shown then or later is left out.

    Raises
    ------
    ParameterError
        `limit` is no whole number from 1, or `start` or `end` no time.
    """

    encoding: Encoding | None = None
    audio: bool = True
    mask_only: bool = False
    side_by_side: bool = False
    limit: int | None = None
    start: float = 0.0
    end: float | None = None

    def __post_init__(self) -> None:
        _ = self.excerpt

    @property
    def excerpt(self) -> Excerpt:
        """The part of the film that is wanted."""
        return Excerpt(self.start, self.end, self.limit)


@dataclass(frozen=True)
class Progress:
    """How far a film is.

    Parameters
    ----------
    done : int
        Frames finished.
    total : int or None
        Frames in all, where that is known.
    rate : float
        Frames per second of late.
    """

    done: int
    total: int | None
    rate: float

    @property
    def left(self) -> float | None:
        """Seconds to the end, None if unknown."""
        if self.total is None or self.rate <= 0.0:
            return None
        return max(self.total - self.done, 0) / self.rate


@dataclass(frozen=True)
class FilmReport:
    """What was done.

    Parameters
    ----------
    frames : int
    seconds : float
        Time it took.
    stopped : bool
        Whether it was ended early.
    """

    frames: int
    seconds: float
    stopped: bool


@dataclass(frozen=True, eq=False)
class _Finished:
    pixels: NDArray[np.uint8]
    pts: int
    duration: int


def recolor_film(
    source: str | Path,
    target: str | Path,
    recolorer: Recolorer,
    options: FilmOptions | None = None,
    *,
    progress: Callable[[Progress], None] | None = None,
    note: Callable[[str], None] | None = None,
    stop: StopRequest | None = None,
) -> FilmReport:
    """Recolour the hair in a film.

    The sound is copied packet by packet, every frame keeps its time, and pixel aspect, colour
    tags and metadata are carried on. Rotated films are written upright, interlaced ones without
    combs, HDR as SDR in BT.709. SDR in Display P3, DCI-P3 or BT.2020 stays so, and its hair gets
    the colours that it would have got in sRGB.

    Parameters
    ----------
    source, target : str or Path
        Films. Nothing stands at `target` before the whole is finished.
    recolorer : Recolorer
        Its stream is reset first.
    options : FilmOptions, optional
    progress : callable, optional
        Called after each frame, in the writer's thread.
    note : callable, optional
        Told in words what people should know: that HDR becomes SDR, for one. Partly in the
        reader's and the writer's threads. Without it hairsdk's log is, at level INFO.
    stop : StopRequest, optional
        Ends the film early, and in order: what was read so far is written and plays. Nothing is
        written if that is no frame.

    Returns
    -------
    FilmReport

    Raises
    ------
    KeyboardInterrupt
        `StopRequest.drop` was called; nothing is written.
    FileReadError, VideoError
        The source cannot be used; the message says where it is damaged.
    FileWriteError, ParameterError
        The target cannot be written, or not so; or an argument is of another kind.
    ClosedError
        The recolorer was closed.

    Examples
    --------
    >>> with Recolorer("copper") as recolorer:  # doctest: +SKIP
    ...     recolor_film("in.mp4", "copper.mp4", recolorer, note=print)
    """
    options = options or FilmOptions()
    if not isinstance(options, FilmOptions):
        raise ParameterError(f"expected FilmOptions, found {options!r}; they take an Encoding, too")
    paths = checked_path(source), checked_path(target)
    if found_at(paths[0]) and found_at(paths[1], to="write") and paths[0].samefile(paths[1]):
        raise ParameterError(f"{target} is the film itself: write to another file")
    if not isinstance(recolorer, Recolorer):
        raise ParameterError(f"expected a Recolorer, found {type(recolorer).__name__}")
    start, stop = time.perf_counter(), checked_stop(stop)
    recolorer.reset()
    tell = note or _logger.info
    is_whole = False
    with FilmReader(source, note) as film:
        info = excerpt_info(film.info, options.excerpt)
        sounds = film.sounds if options.audio else []
        size = (info.width * (2 if options.side_by_side else 1), info.height)
        with FilmWriter(target, info, size, options.encoding, sounds) as writer:
            for words in _remarks(writer, info, sounds):
                tell(words)
            output = _Output(writer, info.frames, tell, progress)

            def to_the_end() -> Iterator[FilmFrame | Sound]:
                nonlocal is_whole
                items = film.items(
                    options.limit, sound=options.audio, start=options.start, end=options.end
                )
                yield from from_zero(items, info.time_base) if options.start else items
                is_whole = True

            run_stages(
                to_the_end(),
                lambda items: _recoloured(items, recolorer, options, info.icc_profile),
                output.take,
                stop=stop,
            )
    # Asked for when all was read already, the end changes nothing.
    stopped = stop.is_set() and not is_whole
    return FilmReport(output.written, time.perf_counter() - start, stopped)


def _remarks(writer: FilmWriter, info: FilmInfo, sounds: list[Any]) -> Iterator[str]:
    """What few programs will play of the film that is to be written, in words."""
    is_raw = any(sound.codec_context.name.startswith("pcm_") for sound in sounds)
    # That is by ISO/IEC 23003-5, of 2020: FFmpeg before version 6 makes noise of 24 bits.
    if is_raw and writer.path.suffix.lower() in (".mp4", ".m4v"):
        yield "its sound is uncompressed, which few programs play from an .mp4: write a .mov"
    if writer.is_full_colour:
        width, height = info.width // 2 * 2, info.height // 2 * 2
        way = f". Make it even first, with ffmpeg's filter crop={width}:{height}"
        yield (
            f"its size, {info.width}×{info.height}, is odd: that takes colours at full "
            f"resolution, which few phones and browsers play{way if width and height else ''}"
        )


def _recoloured(
    items: Iterator[FilmFrame | Sound],
    recolorer: Recolorer,
    options: FilmOptions,
    icc_profile: bytes,
) -> Iterator[_Finished | Sound]:
    # The recolorer works one frame ahead; what passed meanwhile waits here for its turn.
    passed: deque[FilmFrame | Sound] = deque()

    def frames() -> Iterator[NDArray[np.uint8]]:
        for item in items:
            passed.append(item)
            if isinstance(item, FilmFrame):
                yield item.pixels

    for result in recolorer.stream(frames(), icc_profile):
        item = passed.popleft()
        while isinstance(item, Sound):
            yield item
            item = passed.popleft()
        yield _Finished(_shown(item.pixels, result, options), item.pts, item.duration)
    for item in passed:
        if isinstance(item, Sound):
            yield item


def _shown(frame: NDArray[np.uint8], result: Recolored, options: FilmOptions) -> NDArray[np.uint8]:
    picture = result.image
    if options.mask_only:
        grey = cv2.convertScaleAbs(result.mask, alpha=255.0)
        picture = cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB)
    if options.side_by_side:
        picture = np.hstack([frame, picture])
    return picture


class _Output:
    """Writes what comes, and tells how far the film is, and once of sound that is damaged."""

    def __init__(
        self,
        writer: FilmWriter,
        total: int | None,
        tell: Callable[[str], object],
        progress: Callable[[Progress], None] | None,
    ) -> None:
        self.written = 0
        self._writer = writer
        self._total = total
        self._tell = tell
        self._progress = progress
        self._is_heard = True
        self._times = deque([time.perf_counter()], maxlen=_PACE_FRAMES)

    def take(self, item: _Finished | Sound) -> None:
        if isinstance(item, Sound):
            if not self._writer.write_sound(item) and self._is_heard:
                self._is_heard = False
                self._tell(
                    f"its sound is damaged near frame {self.written + 1}, and perhaps later: "
                    "such packets are left out"
                )
            return
        self._writer.write(item.pixels, item.pts, item.duration)
        self.written += 1
        self._times.append(time.perf_counter())
        if self._progress is not None:
            seconds = self._times[-1] - self._times[0]
            rate = (len(self._times) - 1) / max(seconds, 1e-9)
            self._progress(Progress(self.written, self._total, rate))
