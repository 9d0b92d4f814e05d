"""When a film's frames are shown and for how long, in ticks that begin at 0."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

import av
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

__all__ = ["Timing", "end_of", "length_of"]

_MILLISECOND = Fraction(1, 1000)
_FINEST = 1_000_000
"""Most ticks a second that are worth it."""

_COARSE = Fraction(1, 500)
"""Seconds that a header may be wrong by, as the ticks of an MP4's may be as coarse as 1/600."""

_END_TELLERS = ("matroska", "asf", "nut")
"""Containers that tell when a film ends, by the clock of its frames, for how long it lasts."""

_CLOCK = re.compile(r"(\d{1,6}):(\d{1,2}):(\d{1,2}(?:\.\d*)?)", re.ASCII)
"""With more digits, which a film may have been given on purpose, an hour is none to reckon with."""

_AGES = 1e9
"""Seconds that no film lasts: so long seems an Ogg whose end is a negative number."""


class Timing:
    """Frames' times in a film.

    Matroska, WebM and FLV round times to milliseconds, so that 29.97 frames a second would come
    out as a rate that varies. There, what is within a millisecond of the film's rate counts as
    being at its rate; other films keep their times to the tick.

    An AVI has no times. FFmpeg guesses some, which step back and forth where frames refer to later
    ones: there a frame is shown when its turn comes. A decoder waits for those later ones, which
    is no pause before the film: the first frame is shown at its own packet's time, as by mpv.

    Parameters
    ----------
    container : av.container.InputContainer
    stream : av.video.stream.VideoStream
    first : av.video.frame.VideoFrame
        The film's first frame.
    turn : int or None
        When the packet that holds it has its turn, in the stream's ticks.

    Attributes
    ----------
    rate : Fraction
        Frames per second; the mean for a variable rate.
    base : Fraction
        Seconds per tick.
    """

    def __init__(
        self,
        container: InputContainer,
        stream: VideoStream,
        first: VideoFrame,
        turn: int | None,
    ) -> None:
        # From version 19 on PyAV has fractions of its own.
        self._tick = Fraction(stream.time_base or Fraction(1, 90000))
        self._start = Fraction(container.start_time or 0, av.time_base)
        if first.pts is not None and self._start < 0 <= first.pts:
            # Only what the sound's decoder needs to begin with lies before 0. The picture does,
            # too, in a broadcast whose clock, of 33 bits, begins anew within a minute.
            self._start = Fraction(0)
        rates = [stream.average_rate, stream.guessed_rate]
        if first.pts is None or container.format.name == "dv":
            # Without times there is no mean: a raw stream has its rate in its frames. In one of DV
            # FFmpeg takes the ticks of its times for frames: 60000 a second.
            rates.reverse()
        self._has_times = container.format.name != "avi"
        # How long its last frame lasts, an MP4's header tells alone: its packets tell when the next
        # one is decoded. Of Matroska's that tell nothing, FFmpeg says what would be the mean.
        self._last, self._end = 0, 0.0
        if any(name in container.format.name for name in ("mp4", "matroska")):
            # Of all that ends in Matroska the header tells the last; of the picture alone, a tag.
            ends = [end for end in (end_of(stream), _tagged_end(stream)) if end is not None]
            self._last, self._end = stream.frames, min(ends, default=0.0) - float(self._start)
        self._wait = 0 if turn is None or first.dts is None else first.dts - turn
        self.rate = rate = Fraction(rates[0] or rates[1] or 25)
        self._began: Fraction | None = None
        self.base = self._tick
        if self._tick == _MILLISECOND and rate.numerator <= _FINEST and first.pts is not None:
            self._began = first.pts * self._tick - self._start
            self.base = Fraction(1, rate.numerator * (1 if rate.numerator >= 1000 else 1000))

    def shift(self, packet: Any) -> None:
        """Let a packet of sound count from the beginning, too: a broadcast's is hours away."""
        for name in ("pts", "dts"):
            value = getattr(packet, name)
            if value is not None:
                setattr(packet, name, value - round(self._start / packet.time_base))

    def in_file(self, seconds: float) -> Fraction:
        """A time that counts from the beginning, in the file's own."""
        return Fraction(float(seconds)) + self._start

    def chapters(self, chapters: Iterable[Any]) -> Iterator[Any]:
        """Those that end after the beginning, counted from there, too."""
        for chapter in chapters:
            before = round(self._start / Fraction(chapter["time_base"]))
            start, end = chapter["start"] - before, chapter["end"] - before
            if end > 0:
                yield {**chapter, "start": max(start, 0), "end": end}

    def start(self, frame: VideoFrame) -> float | None:
        """Seconds at which the film itself has a frame begin; None if it does not tell."""
        at = self._at(frame)
        return None if at is None else float(at * self._tick - self._start)

    def end(self, packet: Any) -> float:
        """Seconds at which a packet of the picture is over."""
        return float((packet.pts + (packet.duration or 0)) * packet.time_base - self._start)

    def shown(self, frame: VideoFrame, last: int | None) -> int:
        """Tick at which a frame is shown; `last` is that of the frame before it."""
        at = self._at(frame)
        if at is None:
            # Raw streams have no times: they run at the film's rate.
            step = max(1, round(1 / (self.rate * self.base)))
            return 0 if last is None else last + step
        seconds = at * self._tick - self._start
        if self._began is not None:
            count = round((seconds - self._began) * self.rate)
            seconds = self._at_rate(seconds, self._began + count / self.rate)
        ticks = round(seconds / self.base)
        # Two frames at one time are one for a player, and encoders refuse them.
        return ticks if last is None else max(ticks, last + 1)

    def lasting(self, frame: VideoFrame, number: int | None) -> int:
        """For how many ticks a frame is shown, 0 if that is not told; the number, if it is known,
        counts from 1.
        """
        seconds = self._at_rate((frame.duration or 0) * self._tick, 1 / self.rate)
        start = self.start(frame)
        if start is not None and start < self._end:
            told = Fraction(self._end - start)
            counts = number == self._last if self._last and number else told < seconds
            seconds = told if counts and abs(told - seconds) > _COARSE else seconds
        return round(seconds / self.base)

    def _at(self, frame: VideoFrame) -> int | None:
        if self._has_times:
            return frame.pts
        return None if frame.dts is None else frame.dts - self._wait

    def _at_rate(self, seconds: Fraction, even: Fraction) -> Fraction:
        rounded = self._began is not None and abs(even - seconds) <= _MILLISECOND
        return even if rounded else seconds


def length_of(container: InputContainer) -> float | None:
    """Seconds that a film lasts, None if its header does not tell."""
    length = (container.duration or 0) / av.time_base
    tells_end = any(name in container.format.name for name in _END_TELLERS)
    if tells_end and not any(map(_tells_length, container.streams)):
        length -= max(container.start_time or 0, 0) / av.time_base
    return length if length > 0.0 else None


def end_of(stream: Any) -> float | None:
    """Seconds at which a stream ends in the file's own time, None if its header does not tell."""
    if stream.duration is not None:
        end = float(((stream.start_time or 0) + stream.duration) * stream.time_base)
        return end if end < _AGES else None
    return _tagged_end(stream)


def _tagged_end(stream: Any) -> float | None:
    """Matroska has it in a tag, as hours:minutes:seconds."""
    match = _CLOCK.fullmatch(stream.metadata.get("DURATION", ""))
    if match is None:
        return None
    told = 3600.0 * int(match[1]) + 60.0 * int(match[2]) + float(match[3])
    start = float((stream.start_time or 0) * stream.time_base)
    return told + start if _tells_length(stream) else told


def _tells_length(stream: Any) -> bool:
    """Whether a Matroska tells how long it lasts, as mkvmerge writes it; FFmpeg: when it ends."""
    return "_STATISTICS_TAGS" in stream.metadata
