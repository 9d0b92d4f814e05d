"""Films, decoded frame by frame, upright, in 8-bit RGB, with the sound as it stands in the file."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import av.error
from av.container import InputContainer
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from hairsdk.checks import checked_path
from hairsdk.errors import ParameterError, VideoError
from hairsdk.hdr import HDR_TRANSFER
from hairsdk.video.colours import FilmColours
from hairsdk.video.deinterlacing import deinterlaced
from hairsdk.video.excerpt import Excerpt, OvershotError, SoFar, from_first_frame, seek
from hairsdk.video.opening import known_sounds, opened, sounds_of, words_of
from hairsdk.video.parts import FilmFrame, FilmInfo, Sound
from hairsdk.video.timing import Timing, end_of, length_of
from hairsdk.video.turn import Turn

__all__ = ["INTERLACED", "FilmReader"]

INTERLACED = "the film is interlaced: one picture is made of each two fields"
"""What people are told of such a film."""

_MOST_PIXELS = 1 << 27
"""134 megapixels: more than films in 16K have. They take 5 GB, as do the largest photos."""

_SHORT_OF_END = 0.5
"""Seconds by which a film may end before the time its header gives, by rounding and padding."""

_JUMP = 0.5
"""Seconds by which times may step back: more is another film that was joined to this one."""

_BELOW_ZERO = 1 << 31
"""Ticks from which FFmpeg means a negative number of 32 bits, as where an Ogg tells an end that is
before its last sounds."""

_logger = logging.getLogger("hairsdk")


class FilmReader:
    """A film, opened.

    Parameters
    ----------
    path : str or Path
    note : callable, optional
        Told in words what people should know: that 10 bits become 8, for one.

    Attributes
    ----------
    info : FilmInfo
        Size, timing and colours of its frames.

    Raises
    ------
    FileReadError
        There is no such file, or it may not be read.
    VideoError
        It is empty, damaged, has no picture, one too large or in colours that cannot be read, or is
        no film at all.
    ParameterError
        `path` is no path.

    Examples
    --------
    >>> with FilmReader("in.mp4") as film:  # doctest: +SKIP
    ...     for frame in film.frames():
    ...         show(recolorer.process(frame.pixels, time=frame.time).image)
    """

    def __init__(self, path: str | Path, note: Callable[[str], None] | None = None) -> None:
        self.path = checked_path(path)
        self._note = note or _logger.info
        self._container = opened(self.path)
        try:
            self._stream = self._picture()
            self._first, turn = self._first_frame()
            self._turn = Turn.of(self._first)
            self._timing = Timing(self._container, self._stream, self._first, turn)
            # Asked later, when the container may be closed, a stream reads memory that is gone.
            self._index = self._stream.index
            self.colours = self._read_colours()
            """As the film stores them; `info` tells those of the frames."""
            self.info = self._info()
            self._tell()
        except BaseException:
            self._container.close()
            raise

    def __enter__(self) -> FilmReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the file."""
        self._container.close()

    @property
    def sounds(self) -> list[Any]:
        """Audio streams (`av.AudioStream`) of a known kind, those of the picture's programme."""
        return sounds_of(self._index, self._container)

    def frames(
        self, limit: int | None = None, *, start: float = 0.0, end: float | None = None
    ) -> Iterator[FilmFrame]:
        """Decode the picture alone. May be called again, which begins anew, and after `close`.

        Parameters
        ----------
        limit, start, end
            See `items`.

        Raises
        ------
        VideoError, ParameterError
            See `items`.
        """
        for item in self.items(limit, sound=False, start=start, end=end):
            if isinstance(item, FilmFrame):
                yield item

    def items(
        self,
        limit: int | None = None,
        *,
        sound: bool = True,
        start: float = 0.0,
        end: float | None = None,
    ) -> Iterator[FilmFrame | Sound]:
        """Decode the picture and hand on the packets of the sound, in the file's order.

        Parameters
        ----------
        limit : int, optional
            Most frames to decode, from 1. The sound ends with the last of them.
        sound : bool
            Hand on the sound.
        start : float
            Seconds from the film's beginning, which times go on to count from. Frames that are
            shown from then on are given, and first one of them; times rounded to milliseconds
            are theirs, too. MP4, QuickTime, Matroska and WebM are sought, other films read up to
            there.
        end : float, optional
            Frames that are shown before that, in seconds, are given.

        Raises
        ------
        VideoError
            The film is damaged, ends too soon, or its frames change size. The message says
            after which frame.
        ParameterError
            `limit` is no whole number from 1, `start` or `end` no time, or not one in the film.
        MemoryError
            There is too little for its frames.
        """
        wanted = Excerpt(start, end, limit)
        if not start:
            yield from self._opened_items(wanted, sound)
            return
        base = self.info.time_base
        try:
            yield from from_first_frame(self._opened_items(wanted, sound, sought=True), base)
        except OvershotError:  # before the first frame
            yield from from_first_frame(self._opened_items(wanted, sound), base)

    def _opened_items(
        self, wanted: Excerpt, sound: bool, *, sought: bool = False
    ) -> Iterator[FilmFrame | Sound]:
        # Opened anew, not sought: raw streams and some containers cannot go back.
        with opened(self.path) as container:
            so_far = SoFar()
            if sought:
                at = self._timing.in_file(wanted.start)
                so_far.is_sought = so_far.is_lost = seek(container, self._index, at)
            yield from self._items(container, wanted, sound, so_far)

    def _items(
        self, container: InputContainer, wanted: Excerpt, sound: bool, so_far: SoFar
    ) -> Iterator[FilmFrame | Sound]:
        picture: VideoStream = container.streams[self._index]  # type: ignore[assignment]
        picture.thread_type = "AUTO"
        streams = [picture, *(sounds_of(self._index, container) if sound else ())]
        try:
            for packet in self._packets(container, streams):
                if packet.stream.index != picture.index:
                    if self._is_heard(packet, wanted, so_far):
                        yield Sound(packet, packet.stream.index)
                elif so_far.ends is None:
                    yield from self._shown(picture, packet, wanted, so_far)
                if so_far.ends is not None and len(so_far.over) == len(streams) - 1:
                    return
        except MemoryError:
            raise
        except av.error.FFmpegError as error:
            count = so_far.count
            if so_far.is_lost:
                raise OvershotError from error
            if not count:
                raise VideoError(f"{self.path}: damaged: {words_of(error)}") from error
            raise VideoError(
                f"{self.path}: damaged after frame {count}: {words_of(error)}; "
                f"--limit {count} stops before that place"
            ) from error
        if so_far.is_lost:
            raise OvershotError
        if so_far.ends is None:
            if not so_far.count and wanted.start:
                raise ParameterError(
                    f"{self.path}: no frame is shown at {float(wanted.start):g} s or later: the "
                    f"film ends at {so_far.reached:.1f} s"
                )
            self._check_complete(container, streams, wanted, so_far)

    def _packets(self, container: InputContainer, streams: Any) -> Iterator[Any]:
        try:
            yield from container.demux(streams)
        except IndexError:
            # PyAV, when all is read, of a stream that no header had announced.
            self._note("left out: what begins only amid the film")

    def _is_heard(self, packet: Any, wanted: Excerpt, so_far: SoFar) -> bool:
        index = packet.stream.index
        if packet.dts is None or index in so_far.over:
            return False
        self._timing.shift(packet)
        if (packet.duration or 0) >= _BELOW_ZERO:
            packet.duration = 0
        start = float((packet.pts or packet.dts) * packet.time_base)
        before, so_far.heard[index] = so_far.heard.get(index, start), start
        if so_far.ends is None:
            self._check_order(start, before, so_far.count)
        ends = wanted.end if so_far.ends is None else so_far.ends
        if ends is not None and (start >= ends or start < before - _JUMP):
            so_far.over.add(index)
            return False
        so_far.reach(start + float((packet.duration or 0) * packet.time_base))
        return not wanted.is_ahead(start)

    def _shown(
        self, picture: VideoStream, packet: Any, wanted: Excerpt, so_far: SoFar
    ) -> Iterator[FilmFrame]:
        if packet.size == 0 and packet.pts is not None:
            # Theora's word for one frame more of the same: the last one stays.
            so_far.reach(self._timing.end(packet))
            return
        for frame, shown in deinterlaced(picture, packet, so_far.fields):
            start = self._timing.start(frame)
            self._check_order(start, so_far.seen, so_far.count)
            pts = self._timing.shown(frame, so_far.last_pts)
            so_far.seen, so_far.last_pts = start, pts
            so_far.number += 1
            seconds = float(pts * self.info.time_base)
            if so_far.is_lost:
                so_far.is_lost = not frame.key_frame
                wanted.check_not_passed(seconds)
            if so_far.is_lost or wanted.is_ahead(seconds):
                so_far.reach(seconds)
                continue
            if wanted.is_over(seconds):
                if not so_far.count:
                    raise ParameterError(
                        f"{self.path}: there is no frame in that part: the first one from "
                        f"{float(wanted.start):g} s on begins at {seconds:.3f} s"
                    )
                so_far.ends = seconds
                return
            if frame.is_corrupt and not so_far.is_damaged:
                so_far.is_damaged = True
                self._note(
                    f"damaged at frame {so_far.count + 1}, and perhaps later: such frames are "
                    "what the decoder can make of them"
                )
            self._tell_of_aspect(Fraction(picture.codec_context.sample_aspect_ratio or 1), so_far)
            made = self._frame(frame, shown, pts, so_far)
            yield made
            so_far.count += 1
            end = float((made.pts + made.duration) * self.info.time_base)
            so_far.reach(end)
            if wanted.limit is not None and so_far.count >= wanted.limit:
                so_far.ends = end
                return

    def _tell_of_aspect(self, aspect: Fraction, so_far: SoFar) -> None:
        if so_far.aspects and aspect not in so_far.aspects:
            self._note(
                f"its pixels change their shape at about frame {so_far.count + 1}, which is not "
                "followed: cut the film there to keep both"
            )
        so_far.aspects.add(aspect)

    def _check_order(self, start: float | None, before: float | None, count: int) -> None:
        if start is not None and before is not None and start < before - _JUMP:
            # Of a part that begins behind it there are no frames before.
            way = f", or take what is before with --limit {count}" if count else ""
            raise VideoError(
                f"{self.path}: after frame {count} the times jump back from {before:.1f} s to "
                f"{start:.1f} s: films that were put together as they are. Join them with "
                f"'ffmpeg -f concat'{way}"
            )

    def _check_complete(
        self, container: InputContainer, streams: Sequence[Any], wanted: Excerpt, so_far: SoFar
    ) -> None:
        reached, count, end = so_far.reached, so_far.count, self._end(container, streams)
        if end is None:
            return
        # Where the picture ends before the part does, sound is read no further than the part.
        due = end if wanted.end is None else min(end, wanted.end)
        if reached < due - max(_SHORT_OF_END, 3.0 / float(self.info.rate)):
            raise VideoError(
                f"{self.path}: truncated: the film ends after frame {count}, at {reached:.1f} s "
                f"of {end:.1f} s; --limit {count} takes what is there"
            )

    def _end(self, container: InputContainer, streams: Sequence[Any]) -> float | None:
        """Seconds at which these streams end by the file's headers, None if those do not tell."""
        whole = self.info.duration
        ends = [end_of(stream) for stream in streams]
        known = [end for end in ends if end is not None]
        if len(known) < len(ends):
            # Other streams, such as subtitles, may last longer.
            return whole if len(streams) == len(container.streams) else None
        start = (container.start_time or 0) / av.time_base
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
        # The one that players show, as others may be angles, previews or depths.
        shown = max(streams, key=lambda stream: bool(stream.disposition & Disposition.default))
        if shown.codec_context is None:
            raise VideoError(
                f"{self.path}: the picture is of a kind that cannot be decoded here: convert the "
                "film first, to H.264 for one"
            )
        width, height = shown.codec_context.width, shown.codec_context.height
        if width * height > _MOST_PIXELS:
            raise VideoError(
                f"{self.path}: its frames are {width}×{height}; at most "
                f"{_MOST_PIXELS / 10**6:.3g} megapixels are read: scale it down"
            )
        return shown

    def _first_frame(self) -> tuple[VideoFrame, int | None]:
        """The first frame, and its packet's turn: rotation and colours stand in no header."""
        turn = None
        try:
            for packet in self._packets(self._container, self._stream):
                if packet.is_keyframe:
                    turn = packet.dts
                for frame in self._stream.decode(packet):
                    return frame, turn
        except MemoryError:
            raise
        except av.error.FFmpegError as error:
            why = f"damaged: {words_of(error)}"
            if self._stream.codec_context.name == "webp":
                why = (
                    "an animated WebP, which FFmpeg cannot decode, or a damaged one: convert it "
                    "first, to a GIF for one"
                )
            raise VideoError(f"{self.path}: {why}") from error
        raise VideoError(f"{self.path}: empty: there is no frame in it")

    def _info(self) -> FilmInfo:
        stream, first = self._stream, self._first
        turned = self._turn.swaps_axes
        width, height = (first.height, first.width) if turned else (first.width, first.height)
        aspect = Fraction(stream.sample_aspect_ratio or 1)
        duration = length_of(self._container)
        estimate = round(duration * self._timing.rate) if duration else None
        return FilmInfo(
            width=width,
            height=height,
            rate=self._timing.rate,
            time_base=self._timing.base,
            pixel_aspect=1 / aspect if turned else aspect,
            matrix=self.colours.matrix,
            colour_range=self.colours.range,
            primaries=self.colours.primaries,
            transfer=self.colours.transfer,
            frames=stream.frames or estimate,
            duration=duration,
            metadata={
                # QuickTime has it with the picture.
                **{k: v for k, v in stream.metadata.items() if k == "timecode"},
                **self._container.metadata,
            },
            chapters=tuple(self._timing.chapters(self._container.chapters())),
        )

    def _read_colours(self) -> FilmColours:
        try:
            return FilmColours.of(self._first, self._stream.codec_context)
        except VideoError as error:
            raise VideoError(f"{self.path}: {error}") from error

    def _tell(self) -> None:
        if self.colours.is_hdr:
            name = HDR_TRANSFER[self.colours.stored_transfer]
            self._note(f"HDR with {name} becomes SDR, its highlights toned down")
        stored = self._first.format
        depth = max(component.bits for component in stored.components)
        if depth > 8:
            self._note(f"{depth} bits a channel become 8")
        alpha = len(stored.components) == 4 or "a" in stored.name.removeprefix("gray")
        if stored.name == "bgra" or self._stream.codec_context.name == "webp_anim":
            # So all animations and many uncompressed films are decoded, and few are transparent.
            alpha = bool((self._first.to_ndarray(format="bgra")[..., 3] < 255).any())
        # WebM has it in a second picture, which FFmpeg's own decoder does not read.
        if (alpha and not stored.has_palette) or self._stream.metadata.get("alpha_mode") == "1":
            self._note("transparency is dropped")
        if self._first.interlaced_frame:
            self._note(INTERLACED)
        streams, chapters = self._container.streams, self.info.chapters
        known = len(known_sounds(self._container))
        nameless = sum(sound.codec_context is None for sound in streams.audio)
        # The time code is kept.
        data = [stream for stream in streams.data if "timecode" not in stream.metadata]
        covers = sum(bool(s.disposition & Disposition.attached_pic) for s in streams.video)
        left_out = {
            "other pictures": len(streams.video) - covers - 1,
            "covers": covers,
            "sounds of other programmes": known - len(self.sounds),
            "sounds of a kind that FFmpeg does not know": nameless,
            "sounds whose beginning FFmpeg does not find": len(streams.audio) - nameless - known,
            "subtitles": len(streams.subtitles),
            # In an .mp4 one of these holds the names of the chapters, which are kept.
            "data": len(data) - bool(data and chapters),
            "attachments": len(streams.attachments),
        }
        counts = [f"{name} ({count})" for name, count in left_out.items() if count]
        if counts:
            self._note(f"left out: {', '.join(counts)}")

    def _frame(self, frame: VideoFrame, shown: VideoFrame, pts: int, so_far: SoFar) -> FilmFrame:
        first, count = self._first, so_far.count
        if (frame.width, frame.height) != (first.width, first.height):
            way = f"; --limit {count} stops before it" if count else ""
            raise VideoError(
                f"{self.path}: frame {count + 1} is {frame.width}×{frame.height}, those before it "
                f"{first.width}×{first.height}: cut the film there{way}"
            )
        pixels = self._turn.applied(self.colours.rgb(shown))
        lasting = self._timing.lasting(frame, None if so_far.is_sought else so_far.number)
        return FilmFrame(pixels, pts, lasting, self.info.time_base)
