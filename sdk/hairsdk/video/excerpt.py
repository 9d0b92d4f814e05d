"""A part of a film: which one, how it is reached, and what is known of it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from numbers import Real
from typing import Any

import av.error

from hairsdk.checks import as_number
from hairsdk.errors import ParameterError
from hairsdk.video.arguments import check_count
from hairsdk.video.deinterlacing import Deinterlacer
from hairsdk.video.parts import FilmFrame, FilmInfo, Sound

__all__ = [
    "Excerpt",
    "OvershotError",
    "SoFar",
    "excerpt_info",
    "from_first_frame",
    "from_zero",
    "seek",
]

_SAME = 0.0005
"""Seconds by which times may differ that are meant to be one: players tell milliseconds."""

_SOUGHT = ("mp4", "matroska")
"""Containers with an index of their key frames. Others are read from their beginning: where one
lands in a broadcast, say, its bytes do not tell before all of them were seen."""

_RUN_UP = 1
"""Seconds before the part at which a key frame is sought: its time is that of decoding."""

_TIMECODE = re.compile(r"(\d\d):(\d\d):(\d\d)([:;])(\d{1,3})", re.ASCII)


class OvershotError(Exception):
    """No key frame before the part was found by seeking it."""


@dataclass(frozen=True)
class Excerpt:
    """What is wanted of a film.

    Parameters
    ----------
    start : float
        Seconds from the film's beginning: frames that are shown from then on.
    end : float or None
        Frames that are shown before that.
    limit : int or None
        Most frames, from 1.

    Raises
    ------
    ParameterError
    """

    start: float = 0.0
    end: float | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        check_count("limit is a number of frames", self.limit)
        for name, seconds in (("start", self.start), ("end", self.end)):
            if seconds is not None and not _is_time(seconds):
                raise ParameterError(f"{name} is a time in seconds from 0, found {seconds!r}")
        if self.end is not None and self.end <= self.start:
            raise ParameterError(
                f"the end, at {float(self.end):g} s, is not after the start, at "
                f"{float(self.start):g} s"
            )

    def is_ahead(self, seconds: float) -> bool:
        """Whether the part begins only after a frame, or a packet of sound, at this time."""
        # What a decoder needs of the sound before the film's beginning belongs to it.
        return self.start > 0 and seconds < self.start - _SAME

    def check_not_passed(self, seconds: float) -> None:
        """Raise `OvershotError` if frames of the part may come before this one."""
        if seconds > self.start + _SAME:
            raise OvershotError

    def is_over(self, seconds: float) -> bool:
        """Whether a frame at this time lies behind the part."""
        return self.end is not None and seconds > self.end - _SAME


@dataclass
class SoFar:
    """What a film has given, read from its beginning. Times are in seconds.

    Parameters
    ----------
    count : int
        Frames that were given.
    number : int
        Frames that were decoded.
    is_sought : bool
        Whether it is not read from its beginning.
    is_lost : bool
        Whether no key frame was met since it was sought.
    fields : Deinterlacer
    reached : float
        Where the last of picture and sound ends.
    ends : float or None
        Where the last frame that is wanted ends.
    seen : float or None
        When the last frame is shown, by the file.
    last_pts : int or None
        When it is shown, in ticks of the film's time base.
    heard : dict
        When the last packet of each sound begins, by the sound's stream.
    over : set
        Sounds that have come to `ends`.
    is_damaged : bool
        Whether people were told of a damaged frame.
    aspects : set
        Width over height of the pixels so far, each once.
    """

    count: int = 0
    number: int = 0
    is_sought: bool = False
    is_lost: bool = False
    fields: Deinterlacer = field(default_factory=Deinterlacer)
    reached: float = 0.0
    ends: float | None = None
    seen: float | None = None
    last_pts: int | None = None
    heard: dict[int, float] = field(default_factory=dict)
    over: set[int] = field(default_factory=set)
    is_damaged: bool = False
    aspects: set[Fraction] = field(default_factory=set)

    def reach(self, end: float) -> None:
        self.reached = max(self.reached, end)


def _is_time(seconds: Any) -> bool:
    is_number = isinstance(seconds, Real) and not isinstance(seconds, bool)
    return is_number and 0.0 <= as_number(seconds) < math.inf


def seek(container: Any, index: int, seconds: Fraction) -> bool:
    """Go to a key frame before a time in the file, if its container tells where there are some.

    Raises
    ------
    OvershotError
        FFmpeg did not find its way.
    """
    if not any(name in container.format.name for name in _SOUGHT):
        return False
    picture = container.streams[index]
    tick = Fraction(picture.time_base)
    try:
        container.seek(math.floor((seconds - _RUN_UP) / tick), stream=picture)
    except (av.error.FFmpegError, OverflowError) as error:
        raise OvershotError from error
    return True


def from_first_frame(
    items: Iterator[FilmFrame | Sound], time_base: Fraction
) -> Iterator[FilmFrame | Sound]:
    """Begin with the first frame: sounds in the file before it wait, or begin before it and go."""
    waiting: list[Sound] = []
    for item in items:
        if isinstance(item, FilmFrame):
            yield item
            begin = item.pts * time_base
            yield from (sound for sound in waiting if _begin(sound.packet) >= begin)
            yield from (
                later
                for later in items
                if isinstance(later, FilmFrame) or _begin(later.packet) >= begin
            )
            return
        waiting.append(item)


def _begin(packet: Any) -> Fraction:
    return Fraction((packet.dts if packet.pts is None else packet.pts) * packet.time_base)


def from_zero(
    items: Iterator[FilmFrame | Sound], time_base: Fraction
) -> Iterator[FilmFrame | Sound]:
    """Let times count from the first frame, which comes first."""
    zero: int | None = None
    for item in items:
        if isinstance(item, FilmFrame):
            zero = item.pts if zero is None else zero
            yield replace(item, pts=item.pts - zero)
            continue
        packet, before = item.packet, (zero or 0) * time_base
        for name in ("pts", "dts"):
            value = getattr(packet, name)
            if value is not None:
                setattr(packet, name, value - round(before / packet.time_base))
        yield item


def excerpt_info(info: FilmInfo, excerpt: Excerpt) -> FilmInfo:
    """What is known of a part before its first frame: chapters and time code are its own.

    Its `frames`, an estimate, are None where the film does not tell how long it is.
    """
    start, end = excerpt.start, excerpt.end
    ends = [each for each in (end, info.duration) if each is not None]
    duration = max(min(ends) - start, 0.0) if ends else None
    frames = info.frames
    if start or end is not None:
        frames = None if duration is None else max(round(duration * info.rate), 1)
    if excerpt.limit is not None:
        frames = min(frames or excerpt.limit, excerpt.limit)
    metadata = dict(info.metadata)
    if start:
        passed = math.ceil((start - _SAME) * info.rate)
        for name in metadata:
            if name.lower() == "timecode":  # Matroska writes its tags in capitals
                metadata[name] = _advanced(metadata[name], passed, info.rate)
    chapters = []
    for chapter in info.chapters:
        before = round(start / float(chapter["time_base"]))
        if chapter["end"] > before:
            begin = max(chapter["start"] - before, 0)
            chapters.append({**chapter, "start": begin, "end": chapter["end"] - before})
    return replace(
        info, frames=frames, duration=duration, metadata=metadata, chapters=tuple(chapters)
    )


def _advanced(timecode: str, frames: int, rate: Fraction) -> str:
    """A time code, by SMPTE ST 12-1, so many frames later; as it is where it is none."""
    match = _TIMECODE.fullmatch(timecode)
    if match is None:
        return timecode
    hours, minutes, seconds, sign, last = match.groups()
    fps = max(1, round(rate))
    # Drop-frame code leaves out these numbers at the beginning of each minute but every tenth.
    drop = round(fps / 15) if sign == ";" else 0
    minute = 60 * int(hours) + int(minutes)
    count = fps * (60 * minute + int(seconds)) + int(last) - drop * (minute - minute // 10)
    count += frames
    if drop:
        tens, rest = divmod(count, 600 * fps - 9 * drop)
        count += 9 * drop * tens
        if rest >= drop:
            count += drop * ((rest - drop) // (60 * fps - drop))
    whole, last_frame = divmod(count, fps)
    # FFmpeg writes as many digits of the frame as the rate needs.
    time = f"{whole // 3600 % 24:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"
    return f"{time}{sign}{last_frame:0{len(last)}d}"
