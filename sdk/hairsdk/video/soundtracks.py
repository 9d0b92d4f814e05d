"""The sounds of a film that is being written: copied packet by packet, as their source has them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import av.error

from hairsdk.errors import ParameterError
from hairsdk.video.encoding import CONTAINERS, MATROSKA
from hairsdk.video.parts import Sound

__all__ = ["Soundtracks"]

_LEAD_IN = Fraction(1, 20)
"""Seconds of sound before the film that a decoder may need to begin with."""

_LAYOUTS = ("mono", "stereo", "2.1", "4.0", "5.0", "5.1", "6.1", "7.1")
"""What so many channels usually are, by FFmpeg."""


class Soundtracks:
    """Streams of a film's container that others' packets are copied into.

    Parameters
    ----------
    container : av.container.OutputContainer
    path : Path
        Of the film, for messages.
    sounds : sequence of av.AudioStream
        Those that are copied.

    Attributes
    ----------
    end : Fraction
        Seconds at which the last packet so far is over.

    Raises
    ------
    ParameterError
        The container cannot hold one of them.
    """

    def __init__(self, container: Any, path: Path, sounds: Sequence[Any]) -> None:
        self.end = Fraction(0)
        self._container = container
        self._suffix = path.suffix
        self._is_matroska = container.format.name in MATROSKA
        self._copies = {sound.index: self._added(sound) for sound in sounds}
        self._last: dict[int, int] = {}

    def _added(self, sound: Any) -> Any:
        container, name = self._container.format.name, sound.codec_context.name
        if name not in _names(self._container.supported_codecs) and container == "webm":
            raise self.refused(name)
        try:
            copy = self._container.add_stream_from_template(sound)
            layout = copy.codec_context.layout
            if container == "mp4" and layout.name.endswith(" channels"):
                # An AVI tells only how many. FFmpeg would want to know which, at the film's end.
                copy.codec_context.layout = _LAYOUTS[layout.nb_channels - 1]
            # Which of several is German, and which is played if nobody chooses.
            told = ("language", "title")
            copy.metadata.update({k: v for k, v in sound.metadata.items() if k in told})
            copy.disposition = sound.disposition
            return copy
        except (av.error.FFmpegError, ValueError, IndexError) as error:
            raise self.refused(name) from error

    def refused(self, names: str) -> ParameterError:
        """What to raise where the container cannot hold sounds of these codecs, with a way out."""
        own = self._suffix.lower()
        # Matroska holds nearly everything, QuickTime some of what cameras recorded long ago.
        others = {".mkv": "write an .mkv", ".mov": "write a .mov"}
        fitting = (s for s in others if s != own and _fit(CONTAINERS[s][0], names))
        convert = "convert it first, as 'ffmpeg -i FILM -c:v copy -c:a aac NEW.mkv' does"
        other = others.get(next(fitting, ""), convert)
        return ParameterError(
            f"{self._suffix} cannot hold the film's sound ({names}): {other}, or leave the "
            "sound out with --no-audio"
        )

    def write(self, sound: Sound) -> bool:
        """Copy a packet; False if it is damaged, and left out.

        Raises
        ------
        av.error.FFmpegError
            It cannot be written.
        """
        packet = sound.packet
        if packet.pts is not None:
            end = (packet.pts + (packet.duration or 0)) * packet.time_base
            if self._is_matroska and packet.is_discard and end < -_hidden(packet.stream):
                # What was cut away, and only hidden: in Matroska, whose times begin at 0, it would
                # play before the picture begins.
                return True
            self.end = max(self.end, end)
        stream = self._copies[sound.stream]
        packet.stream = stream
        last = self._last.get(sound.stream)
        if packet.dts is not None:
            due = round(packet.dts * packet.time_base / stream.time_base)
            # Where films were joined two packets may share a time, which all but Matroska refuse.
            least = None if last is None else last if self._is_matroska else last + 1
            if least is not None and due < least:
                packet.time_base, due = stream.time_base, least
                packet.dts = packet.pts = due
            self._last[sound.stream] = due
        try:
            self._container.mux(packet)
        except (av.error.InvalidDataError, av.error.PatchWelcomeError):
            # So FFmpeg calls a frame of AAC without its head. The next one is taken again.
            return False
        return True


def _fit(container_format: str, names: str) -> bool:
    """Whether a container can hold these sounds."""
    with av.open(io.BytesIO(), "w", format=container_format) as container:
        return set(names.split(", ")) <= _names(container.supported_codecs)


def _hidden(sound: Any) -> Fraction:
    """Seconds of sound before the film that are kept: a decoder may need them to begin with."""
    # With the FFmpeg of PyAV 19 a Matroska file, too, says how many of them are not to be heard.
    context = sound.codec_context
    return max(_LEAD_IN, Fraction(getattr(context, "initial_padding", 0), context.sample_rate))


def _names(codecs: Any) -> set[str]:
    return {str(codec) for codec in codecs}
