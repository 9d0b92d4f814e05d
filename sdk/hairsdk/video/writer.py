"""Films, encoded with the timing, pixel aspect and colours of their source, and its sound."""

from __future__ import annotations

import contextlib
import logging
import os
import weakref
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any

import av
import av.error
from av.codec.context import Flags
from av.filter import Graph
from av.video.format import VideoFormat
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from hairsdk.checks import checked_frame, checked_path
from hairsdk.errors import ClosedError, FileWriteError, FrameError, ParameterError
from hairsdk.files import replace, require_file, settle, temporary_beside, writing
from hairsdk.video.arguments import check_info, check_size, check_sounds, check_ticks
from hairsdk.video.colours import BT709, EXACT, FULL_RANGE, LIMITED_RANGE, RGB_MATRIX
from hairsdk.video.encoding import MATROSKA, Codec, Encoding, chosen
from hairsdk.video.matroska import ROOM, tell_pixel_aspect
from hairsdk.video.opening import TEXTS_AS_THEY_ARE
from hairsdk.video.packets import PacketTimes
from hairsdk.video.parts import FilmInfo, Sound
from hairsdk.video.scheduling import kept_scheduling
from hairsdk.video.sink import Sink
from hairsdk.video.soundtracks import Soundtracks

__all__ = ["FilmWriter"]

_logger = logging.getLogger("hairsdk")
_FORGOTTEN = "%s was not written: its FilmWriter was not closed, as 'with' does it"
_NTSC = Fraction(30000, 1001)

_RECOVERABLE = {"movflags": "hybrid_fragmented+frag_keyframe+delay_moov"}
"""Of films without sound in MP4 and QuickTime, as recordings are: until it is finished the film is
a row of fragments, and what a crash or a power cut leaves of it plays. They begin with key frames:
if one held nothing but B-frames the film would be told to be too short. With `delay_moov` B-frames
keep their times; sounds that begin late would be waited for in memory."""


class FilmWriter:
    """A film being written: a temporary file until `close`, so never half a film at `path`.

    Where the program is killed, that hidden file, `temporary`, stays beside `path`; without sound,
    it plays. Where nobody closes it, as `with` does, it goes, which hairsdk's log tells.

    Parameters
    ----------
    path : str or Path
        Its suffix chooses the container.
    info : FilmInfo
        Timing, aspect and colours to keep.
    size : tuple of 2 int
        Width and height of the frames to come.
    encoding : Encoding, optional
    sounds : sequence of av.AudioStream
        Streams whose packets will be copied.
    left_at : callable, optional
        Names, given `path`, where to leave what there is of the film if its end cannot be written,
        as on a full disk. It is asked only then, as to which name is free. Without it only a whole
        film is left, as `temporary`, where it cannot be put in its place.
    placed_at : callable, optional
        Names, given `path`, where the film goes in the end, and what `path` is from then on. It is
        asked last, when all of the film is on the disk; `path` is replaced without it.

    Attributes
    ----------
    is_full_colour : bool
        Whether colours are stored at full resolution because the size is odd.
    left : Path or None
        Where that was left; `temporary` if it could not be renamed.

    Raises
    ------
    ParameterError
        `path` is no path, `info` no `FilmInfo`, container, codec, quality or sound do not go
        together, the size is none, or the rate, the time base or the pixels' aspect is a float, or
        a fraction that is too fine for FFmpeg.
    FileWriteError
        The file cannot be written; the disk may be full.

    Examples
    --------
    >>> info = FilmInfo(1280, 720, rate=Fraction(30), time_base=Fraction(1, 1000))
    >>> with FilmWriter("out.mp4", info, (1280, 720)) as film:  # doctest: +SKIP
    ...     for image, milliseconds in shots:
    ...         film.write(image, milliseconds)
    """

    def __init__(
        self,
        path: str | Path,
        info: FilmInfo,
        size: tuple[int, int],
        encoding: Encoding | None = None,
        sounds: Sequence[Any] = (),
        left_at: Callable[[Path], Path] | None = None,
        placed_at: Callable[[Path], Path] | None = None,
    ) -> None:
        self.path = checked_path(path)
        check_size(size)
        check_info(info)
        check_sounds(sounds)
        self._info = info
        self._size = size
        self._left_at = left_at
        self._placed_at = placed_at
        self.left: Path | None = None
        encoding = encoding or Encoding()
        container, codec, name = chosen(self.path, encoding)
        self._is_matroska = container in MATROSKA
        # Now already: encoding may take hours.
        require_file(self.path)
        self.temporary = temporary_beside(self.path)
        with writing(self.path):
            self._file = Sink(self.temporary.open("wb"))
        # Also where nobody closes the writer.
        here = os.getpid()
        self._clear = weakref.finalize(self, _if_in, here, _remove, self.temporary)
        self._warn = weakref.finalize(self, _if_in, here, _logger.warning, _FORGOTTEN, self.path)
        self._container: Any = None
        self._end = Fraction(0)
        self._waiting: Any = None
        self._is_empty = True
        self._times = PacketTimes()
        try:
            self._container = av.open(
                self._file,
                "w",
                format=container,
                options=_RECOVERABLE if container in ("mp4", "mov") and not sounds else {},
                **TEXTS_AS_THEY_ARE,
            )
            self._container.metadata.update(info.metadata)
            self._stream = self._add_picture(codec, name, size, encoding)
            self._sounds = Soundtracks(self._container, self.path, sounds)
            self._write_header(sounds)
        except BaseException:
            self.discard()
            raise

    def _add_picture(
        self, codec: Codec, name: str, size: tuple[int, int], encoding: Encoding
    ) -> Any:
        width, height = size
        pixel_format = codec.format_for(width, height, name)
        self.is_full_colour = pixel_format != codec.formats[0]
        if codec.encoder == "libsvtav1":
            # It writes its settings to stderr, and asks nothing but this how much of them.
            os.environ.setdefault("SVT_LOG", "1")
        options = codec.options_for(encoding, width)
        info = self._info
        rate = info.rate
        if ";" in info.metadata.get("timecode", ""):
            # FFmpeg drops drop-frame code at any other rate, as that of a film that lacks a frame.
            rate = max(1, round(rate / _NTSC)) * _NTSC
        try:
            stream = self._container.add_stream(codec.encoder, rate=rate, options=options)
        except (av.error.FFmpegError, ValueError) as error:
            raise ParameterError(f"{self.path.suffix} cannot hold {name}: {error}") from error
        context = stream.codec_context
        context.width, context.height, context.pix_fmt = width, height, pixel_format
        # The source's ticks, so that every frame keeps its own time, at a variable rate too.
        context.time_base = stream.time_base = info.time_base
        context.sample_aspect_ratio = info.pixel_aspect
        # Others do not have it in their pictures, and PyAV does not tell Matroska.
        tells_aspect = not self._is_matroska or name in ("h264", "h265")
        self._lacks_aspect = not tells_aspect and info.pixel_aspect not in (0, 1)
        if self._lacks_aspect:
            stream.metadata["title"] = ROOM
        if encoding.key_frames is not None:
            # FFmpeg's numbers have 32 bits.
            context.gop_size = min(encoding.key_frames, (1 << 31) - 1)
        # RGB has no other range; here players are surest of the limited one.
        is_rgb = info.matrix == RGB_MATRIX
        is_full = info.colour_range == FULL_RANGE and not is_rgb
        self._matrix = BT709 if is_rgb else info.matrix
        self._range = FULL_RANGE if is_full else LIMITED_RANGE
        context.colorspace, context.color_range = self._matrix, self._range
        context.flags |= Flags.frame_duration
        context.color_primaries, context.color_trc = info.primaries, info.transfer
        if name == "h265" and self.path.suffix.lower() in (".mp4", ".m4v", ".mov"):
            # Apple's players open H.265 under this tag only.
            context.codec_tag = "hvc1"
        try:
            self._from_rgb = self._conversion(width, height, pixel_format)
            with kept_scheduling():
                context.open()
        except (av.error.FFmpegError, ValueError) as error:
            raise ParameterError(
                f"{codec.encoder} cannot encode {width}×{height} with {options}: "
                f"{getattr(error, 'strerror', None) or error}"
            ) from error
        return stream

    def _conversion(self, width: int, height: int, pixel_format: str) -> Graph:
        """From RGB to what is encoded."""
        graph = Graph()
        graph.threads = 1
        # A filter, as `VideoFrame.reformat` cannot be told where samples of chroma lie: it puts
        # them half a pixel to the right of where players look for them.
        options = (
            f"out_color_matrix={self._matrix}:out_range={self._range}:out_chroma_loc=left:"
            f"flags={EXACT}"
        )
        graph.link_nodes(
            graph.add_buffer(
                width=width,
                height=height,
                format=VideoFormat("rgb24"),
                time_base=self._info.time_base,
            ),
            graph.add("scale", options),
            graph.add("format", pixel_format),
            graph.add("buffersink"),
        ).configure()
        return graph

    def _write_header(self, sounds: Sequence[Any]) -> None:
        with self._failures():
            try:
                self._container.start_encoding()
            except av.error.FFmpegError as error:
                # Some formats refuse only here what they have taken above.
                if sounds and self._file.error is None:
                    names = ", ".join(sound.codec_context.name for sound in sounds)
                    raise self._sounds.refused(names) from error
                raise

    def write(self, pixels: NDArray[Any], pts: int, duration: int = 0) -> None:
        """Encode a frame.

        Parameters
        ----------
        pixels : ndarray of uint8, shape (H, W, 3)
            RGB.
        pts : int
            When it is shown, in ticks of the film's time base. The film begins at 0, whenever its
            first frame comes: take that one's time off those of a clock.
        duration : int
            For how long, in ticks, if that is known: the last frame has no successor to tell.

        Raises
        ------
        FrameError
            The frame has the wrong shape or type, or is not later than the one before it.
        ParameterError
            `pts` or `duration` is no whole number.
        FileWriteError
            The disk may be full.
        ClosedError
            The film was closed or discarded.
        """
        self._require_open()
        pixels = checked_frame(pixels)
        check_ticks("pts", pts)
        check_ticks("duration", duration)
        height, width = pixels.shape[:2]
        if (width, height) != tuple(self._size):
            raise FrameError(
                f"the film's frames are {self._size[0]}×{self._size[1]}, this one is "
                f"{width}×{height}"
            )
        if self._waiting is not None and pts <= self._waiting.pts:
            raise FrameError(
                f"frame out of order: the one at tick {pts} came after that at tick "
                f"{self._waiting.pts}"
            )
        self._from_rgb.push(VideoFrame.from_ndarray(pixels, format="rgb24"))
        frame: Any = self._from_rgb.pull()
        frame.pts, frame.time_base = pts, self._info.time_base
        frame.duration = duration
        with self._failures():
            self._encode_waiting(until=pts)
        self._waiting, self._is_empty = frame, False

    def _encode_waiting(self, until: int | None = None) -> None:
        frame, self._waiting = self._waiting, None
        if frame is None:
            return
        if until is not None:
            # Files tell durations in the order of decoding: it may seem to outlast the next frame.
            frame.duration = min(frame.duration, until - frame.pts)
        self._end = max(self._end, (frame.pts + frame.duration) * self._info.time_base)
        self._times.note(frame)
        self._mux(self._stream.encode(frame))

    def _mux(self, packets: list[Any]) -> None:
        for packet in packets:
            self._times.mend(packet)
            self._container.mux(packet)

    def write_sound(self, sound: Sound) -> bool:
        """Copy a packet of sound; False if it is damaged, and left out.

        Parameters
        ----------
        sound : Sound
            Of one of the streams that the film was begun with.

        Raises
        ------
        FileWriteError, ClosedError
            See `write`.
        """
        self._require_open()
        with self._failures():
            return self._sounds.write(sound)

    def _require_open(self) -> None:
        if self._container is None:
            raise ClosedError("this FilmWriter was closed")

    def close(self) -> None:
        """Finish the film and put it in its place; without frames, or after `discard`, drop it."""
        if self._container is None or self._is_empty:
            # It would play nowhere, and might take the place of one that does.
            self.discard()
            return
        try:
            with self._failures():
                self._encode_waiting()
                self._mux(self._stream.encode(None))
                # Only now: a film that is cut short ends sooner than its source.
                end = max(self._end, self._sounds.end)
                self._container.set_chapters(_clipped(self._info.chapters, end))
                self._container.close()
                self._file.finish()
                if self._lacks_aspect:
                    tell_pixel_aspect(self.temporary, *self._size, self._info.pixel_aspect)
                    settle(self.temporary)
            self._place()
        except FileWriteError:
            self._leave()
            raise
        finally:
            self.discard()

    def discard(self) -> None:
        """Drop what is not finished. After `close` it does nothing."""
        self._end_file()
        self._clear()
        self._warn.detach()

    def _place(self) -> None:
        try:
            with writing(self.path):
                if self._placed_at is not None:
                    self.path = self._placed_at(self.path)
                replace(self.temporary, self.path)
        except FileWriteError as error:
            # Windows replaces no file that a player has open, and encoding may have taken hours.
            is_gone = isinstance(error.__cause__, FileNotFoundError)
            if self._left_at is None and not is_gone:
                self._keep()
                raise FileWriteError(
                    f"{error}; the whole film is {self.left}: rename it", self.path
                ) from error.__cause__
            raise

    def _leave(self) -> None:
        self._end_file()
        if self._left_at is not None:
            left = self._left_at(self.path)
            try:
                os.replace(self.temporary, left)  # noqa: PTH105  (atomic)
                self.left = left
            except OSError:
                self._keep()

    def _keep(self) -> None:
        self._clear.detach()
        self.left = self.temporary

    def _end_file(self) -> None:
        if self._container is not None:
            with contextlib.suppress(av.error.FFmpegError, OSError, ValueError):
                self._container.close()
            self._container = None
        with contextlib.suppress(OSError):
            self._file.close()

    def __enter__(self) -> FilmWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is None:
            self.close()
            return
        if isinstance(error, FileWriteError):
            self._leave()
        self.discard()

    @contextlib.contextmanager
    def _failures(self) -> Any:
        cause: Exception | None = None
        try:
            yield
        except (av.error.FFmpegError, OSError) as error:
            cause = error
        # FFmpeg says "I/O error" where the file system had better words, or nothing at all.
        cause = self._file.error or cause
        if cause is not None:
            words = getattr(cause, "strerror", None) or cause
            raise FileWriteError(f"cannot write {self.path}: {words}", self.path) from cause


def _if_in(process: int, act: Callable[..., object], *arguments: object) -> None:
    # A process that was forked off meanwhile leaves all to the one that writes.
    if os.getpid() == process:
        act(*arguments)


def _remove(temporary: Path) -> None:
    with contextlib.suppress(OSError):
        temporary.unlink()


def _clipped(chapters: Sequence[Any], end: Fraction) -> list[Any]:
    """The chapters that begin before `end`, in seconds, and their parts before it."""
    return [
        {**chapter, "end": min(chapter["end"], int(end / chapter["time_base"]))}
        for chapter in chapters
        if chapter["start"] * chapter["time_base"] < end
    ]
