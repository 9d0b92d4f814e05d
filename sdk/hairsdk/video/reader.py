"""Films, decoded frame by frame, upright, in 8-bit RGB, with the sound as it stands in the file."""

from __future__ import annotations

import logging
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any

import av
import av.error
import numpy as np
from av.container import InputContainer
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from hairsdk.errors import FileReadError, VideoError
from hairsdk.files import found_at
from hairsdk.video.colours import FilmColours
from hairsdk.video.timing import Timing, end_of

__all__ = ["TEXTS_AS_THEY_ARE", "FilmFrame", "FilmInfo", "FilmReader", "Sound"]

_SHORT_OF_END = 0.5
"""Seconds by which a film may end before the time its header gives, by rounding and padding."""

_JUMP = 0.5
"""Seconds by which times may step back: more is another film that was joined to this one."""

TEXTS_AS_THEY_ARE: dict[str, Any] = (
    {"metadata_errors": "surrogateescape"} if int(av.__version__.split(".")[0]) < 19 else {}
)
"""Titles that are no UTF-8 keep their bytes; from version 19 on PyAV does so unasked."""

_logger = logging.getLogger("hairsdk")


@dataclass(frozen=True)
class FilmInfo:
    """What is known of a film before its first frame.

    Parameters
    ----------
    width, height : int
        Of the upright frames, in pixels.
    rate : Fraction
        Frames per second; the mean for a variable rate.
    time_base : Fraction
        Seconds per tick of the frames' `pts`.
    pixel_aspect : Fraction
        Width over height of a pixel of the upright frames.
    matrix, colour_range, primaries, transfer : int
        Codes of ITU-T H.273 as decoded; 2 is unspecified. `colour_range` is FFmpeg's: 2 is full.
        HDR comes as SDR, so that these are BT.709's then.
    frames : int or None
        How many there will be, an estimate.
    duration : float or None
        Seconds.
    metadata : dict of str to str
        Title and the like; bytes that are no UTF-8 are surrogates, as in file names.
    chapters : tuple of dict
        As PyAV has them.
    """

    width: int
    height: int
    rate: Fraction
    time_base: Fraction
    pixel_aspect: Fraction
    matrix: int
    colour_range: int
    primaries: int
    transfer: int
    frames: int | None
    duration: float | None
    metadata: dict[str, str]
    chapters: tuple[Any, ...] = ()


@dataclass(frozen=True, eq=False)
class FilmFrame:
    """A decoded frame.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W, 3)
        RGB, upright.
    pts : int
        When it is shown, in ticks of the film's time base; the film begins at 0.
    duration : int
        For how long, in ticks; 0 if the film does not tell.
    """

    pixels: NDArray[np.uint8]
    pts: int
    duration: int


@dataclass(frozen=True, eq=False)
class Sound:
    """A packet of encoded sound.

    Parameters
    ----------
    packet : av.Packet
    stream : int
        Index of its stream in the film. The packet's own reference to the stream dies with the
        container, which may be closed before the packet is written.
    """

    packet: Any
    stream: int


class FilmReader:
    """A film, opened.

    Parameters
    ----------
    path : str or Path
    note : callable, optional
        Told in words what people should know: that 10 bits become 8, for one.

    Raises
    ------
    FileReadError
        There is no such file, or it may not be read.
    VideoError
        It is empty, damaged, has no picture or colours that cannot be read, or is no film at all.

    Examples
    --------
    >>> with FilmReader("in.mp4") as film:  # doctest: +SKIP
    ...     for frame in film.frames():
    ...         show(frame.pixels)
    """

    def __init__(self, path: str | Path, note: Callable[[str], None] | None = None) -> None:
        self.path = Path(path)
        self._note = note or _logger.info
        self._container = _opened(self.path)
        try:
            self._stream = self._picture()
            self._first = self._first_frame()
            self._turn = _Turn.of(self._first)
            self._timing = Timing(self._container, self._stream, self._first)
            self._colours = self._read_colours()
            self.info = self._info()
            self._tell()
        except BaseException:
            self._container.close()
            raise

    def __enter__(self) -> FilmReader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the file."""
        self._container.close()

    @property
    def sounds(self) -> list[Any]:
        """The film's audio streams (`av.AudioStream`) of a known kind."""
        return _sounds(self._container)

    def frames(self, limit: int | None = None) -> Iterator[FilmFrame]:
        """Decode the picture alone. May be called again, which begins anew.

        Parameters
        ----------
        limit : int, optional
            Most frames to decode, from 1.

        Raises
        ------
        VideoError
            See `items`.
        """
        for item in self.items(limit, sound=False):
            if isinstance(item, FilmFrame):
                yield item

    def items(self, limit: int | None = None, *, sound: bool = True) -> Iterator[FilmFrame | Sound]:
        """Decode the picture and hand on the packets of the sound, in the file's order.

        Parameters
        ----------
        limit : int, optional
            Most frames to decode, from 1. The sound ends with the last of them.
        sound : bool
            Hand on the sound.

        Raises
        ------
        VideoError
            The film is damaged, ends too soon, or its frames change size. The message says
            after which frame.
        """
        # Opened anew, not sought: raw streams and some containers cannot go back.
        with _opened(self.path) as container:
            yield from self._items(container, limit, sound)

    def _items(
        self, container: InputContainer, limit: int | None, sound: bool
    ) -> Iterator[FilmFrame | Sound]:
        picture: VideoStream = container.streams[self._stream.index]  # type: ignore[assignment]
        picture.thread_type = "AUTO"
        streams = [picture, *(_sounds(container) if sound else ())]
        count, reached = 0, 0.0
        last_pts: int | None = None
        seen: float | None = None
        ends: float | None = None
        heard: dict[int, float] = {}
        over: set[int] = set()
        is_damaged = False
        try:
            for packet in container.demux(streams):
                if packet.stream.index != picture.index:
                    index = packet.stream.index
                    if packet.dts is None or index in over:
                        continue
                    self._timing.shift(packet)
                    start = float((packet.pts or packet.dts) * packet.time_base)
                    before, heard[index] = heard.get(index, start), start
                    if ends is None:
                        self._check_order(start, before, count)
                    elif start >= ends or start < before - _JUMP:
                        over.add(index)
                        if len(over) == len(streams) - 1:
                            return
                        continue
                    reached = max(reached, start + float((packet.duration or 0) * packet.time_base))
                    yield Sound(packet, index)
                    continue
                if ends is not None:
                    continue
                if packet.size == 0 and packet.pts is not None:
                    # Theora's word for one frame more of the same: the last one stays.
                    reached = max(reached, self._timing.end(packet))
                    continue
                for frame in picture.decode(packet):
                    if frame.is_corrupt and not is_damaged:
                        is_damaged = True
                        self._note(
                            f"damaged at frame {count + 1}, and perhaps later: such frames are "
                            "what the decoder can make of them"
                        )
                    shown = self._timing.start(frame)
                    self._check_order(shown, seen, count)
                    seen = shown
                    made = self._frame(frame, count, last_pts)
                    last_pts = made.pts
                    yield made
                    count += 1
                    end = float((made.pts + made.duration) * self.info.time_base)
                    reached = max(reached, end)
                    if limit is not None and count >= limit:
                        ends = end
                        if len(streams) == 1:
                            return
                        break
        except av.error.FFmpegError as error:
            if not count:
                raise VideoError(f"{self.path}: damaged: {_words(error)}") from error
            raise VideoError(
                f"{self.path}: damaged after frame {count}: {_words(error)}; "
                f"--limit {count} stops before that place"
            ) from error
        if ends is None:
            self._check_complete(streams, reached, count)

    def _check_order(self, start: float | None, before: float | None, count: int) -> None:
        if start is not None and before is not None and start < before - _JUMP:
            raise VideoError(
                f"{self.path}: after frame {count} the times jump back from {before:.1f} s to "
                f"{start:.1f} s: films that were put together as they are. Join them with "
                f"'ffmpeg -f concat', or take what is before with --limit {count}"
            )

    def _check_complete(self, streams: Sequence[Any], reached: float, count: int) -> None:
        end = self._end(streams)
        if end is None:
            return
        if reached < end - max(_SHORT_OF_END, 3.0 / float(self.info.rate)):
            raise VideoError(
                f"{self.path}: truncated: the film ends after frame {count}, at {reached:.1f} s "
                f"of {end:.1f} s; --limit {count} takes what is there"
            )

    def _end(self, streams: Sequence[Any]) -> float | None:
        """Seconds at which these streams end by the file's headers, None if those do not tell."""
        whole = self.info.duration
        ends = [end_of(stream) for stream in streams]
        known = [end for end in ends if end is not None]
        if len(known) < len(ends):
            # Other streams, such as subtitles, may last longer.
            return whole if len(streams) == len(self._container.streams) else None
        start = (self._container.start_time or 0) / av.time_base
        return max(known) - start if whole is None else min(max(known) - start, whole)

    def _picture(self) -> VideoStream:
        streams = [
            stream
            for stream in self._container.streams.video
            # The cover of an album is a stream of pictures, too.
            if not stream.disposition & Disposition.attached_pic
        ]
        if not streams:
            found = "only sound" if self._container.streams.audio else "neither picture nor sound"
            raise VideoError(f"{self.path}: no picture in this file, {found}")
        return streams[0]

    def _first_frame(self) -> VideoFrame:
        """The first frame: rotation and colours stand in frames, not in headers."""
        try:
            return next(self._container.decode(self._stream))
        except StopIteration:
            raise VideoError(f"{self.path}: empty: there is no frame in it") from None
        except av.error.DecoderNotFoundError as error:
            raise VideoError(
                f"{self.path}: the picture is of a kind that cannot be decoded here: convert the "
                "film first, to H.264 for one"
            ) from error
        except av.error.FFmpegError as error:
            raise VideoError(f"{self.path}: damaged: {_words(error)}") from error

    def _info(self) -> FilmInfo:
        stream, first = self._stream, self._first
        turned = self._turn.swaps_axes
        width, height = (first.height, first.width) if turned else (first.width, first.height)
        aspect = Fraction(stream.sample_aspect_ratio or 1)
        rate = self._timing.rate
        seconds = self._container.duration
        duration = seconds / av.time_base if seconds else None
        estimate = round(duration * rate) if duration else None
        return FilmInfo(
            width=width,
            height=height,
            rate=rate,
            time_base=self._timing.base,
            pixel_aspect=1 / aspect if turned else aspect,
            matrix=self._colours.matrix,
            colour_range=self._colours.range,
            primaries=self._colours.primaries,
            transfer=self._colours.transfer,
            frames=stream.frames or estimate,
            duration=duration,
            metadata=dict(self._container.metadata),
            chapters=tuple(self._container.chapters()),
        )

    def _read_colours(self) -> FilmColours:
        try:
            return FilmColours.of(self._first, self._stream.codec_context)
        except VideoError as error:
            raise VideoError(f"{self.path}: {error}") from error

    def _tell(self) -> None:
        for note in self._colours.notes():
            self._note(note)
        components = self._first.format.components
        depth = max(component.bits for component in components)
        if depth > 8:
            self._note(f"{depth} bits a channel become 8")
        stored = self._first.format
        alpha = len(components) == 4 or "a" in stored.name.removeprefix("gray")
        # WebM has it in a second picture, which FFmpeg's own decoder does not read.
        if (alpha and not stored.has_palette) or self._stream.metadata.get("alpha_mode") == "1":
            self._note("transparency is dropped")
        if self._first.interlaced_frame:
            self._note("the film is interlaced, and is treated as if it were not")
        streams, chapters = self._container.streams, self.info.chapters
        covers = sum(bool(s.disposition & Disposition.attached_pic) for s in streams.video)
        left_out = {
            "other pictures": len(streams.video) - covers - 1,
            "covers": covers,
            "sounds of a kind that FFmpeg does not know": len(streams.audio) - len(self.sounds),
            "subtitles": len(streams.subtitles),
            # In an .mp4 one of these holds the names of the chapters, which are kept.
            "data": len(streams.data) - bool(streams.data and chapters),
            "attachments": len(streams.attachments),
        }
        counts = [f"{name} ({count})" for name, count in left_out.items() if count]
        if counts:
            self._note(f"left out: {', '.join(counts)}")

    def _frame(self, frame: VideoFrame, count: int, last: int | None) -> FilmFrame:
        first = self._first
        if (frame.width, frame.height) != (first.width, first.height):
            raise VideoError(
                f"{self.path}: frame {count + 1} is {frame.width}×{frame.height}, those before it "
                f"{first.width}×{first.height}: cut the film there; --limit {count} stops before it"
            )
        pixels = self._turn.applied(self._colours.rgb(frame))
        return FilmFrame(pixels, self._timing.shown(frame, last), self._timing.lasting(frame))


def _opened(path: Path) -> InputContainer:
    found = found_at(path)
    if found is None:
        raise FileReadError(f"cannot read {path}: no such file", path)
    if found == "device":
        # It would have to be opened twice, and waiting for it could not be interrupted.
        raise FileReadError(
            f"cannot read {path}: a pipe or a device, not a file; 'hairsdk pipe' takes raw frames",
            path,
        )
    if found == "file" and path.stat().st_size == 0:
        raise VideoError(f"{path}: empty: the file has no bytes")
    try:
        # Without "file:" FFmpeg takes what stands before a colon in the name for a protocol.
        container: InputContainer = av.open(f"file:{path}", "r", **TEXTS_AS_THEY_ARE)
        return container
    except av.error.FFmpegError as error:
        if isinstance(error, PermissionError | IsADirectoryError):
            raise FileReadError(f"cannot read {path}: {_words(error)}", path) from error
        raise VideoError(f"{path}: no film, or a damaged one: {_words(error)}") from error


@dataclass(frozen=True)
class _Turn:
    """What puts frames upright: the axes are swapped, if at all, and then turned about."""

    swaps_axes: bool = False
    turns_x: bool = False
    turns_y: bool = False

    @classmethod
    def of(cls, frame: VideoFrame) -> _Turn:
        """Read it from a frame's display matrix (ISO/IEC 14496-12, 8.3.2), which may mirror.

        That maps stored places to shown ones: ``x' = a·x + c·y``, ``y' = b·x + d·y``.
        """
        matrix: Any = frame.side_data.get("DISPLAYMATRIX")
        if matrix is None:
            return cls()
        a, b, _, c, d = struct.unpack_from("=5i", matrix)
        if abs(a) + abs(d) >= abs(b) + abs(c):
            return cls(False, a < 0, d < 0)
        return cls(True, c < 0, b < 0)

    def applied(self, pixels: NDArray[Any]) -> NDArray[Any]:
        if self.swaps_axes:
            pixels = pixels.swapaxes(0, 1)
        pixels = pixels[:: -1 if self.turns_y else 1, :: -1 if self.turns_x else 1]
        return np.ascontiguousarray(pixels)


def _sounds(container: InputContainer) -> list[Any]:
    # FFmpeg knows no name for the second, spatial sound of newer iPhones.
    return [stream for stream in container.streams.audio if stream.codec_context is not None]


def _words(error: av.error.FFmpegError) -> str:
    return str(error.strerror or error)
