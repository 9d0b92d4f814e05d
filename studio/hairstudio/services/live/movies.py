"""Films as sources of live frames."""

from __future__ import annotations

import contextlib
import functools
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QMimeDatabase, QObject, Qt, QTimer, QUrl
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame

from hairsdk.errors import HairSdkError, VideoError
from hairsdk.hdr import BT2020
from hairsdk.lookup import LutLookup, quick_srgb
from hairsdk.rgb_space import foreign_space
from hairsdk.video.reader import INTERLACED, FilmReader
from hairstudio.core.paths import Stamp, stamp_of
from hairstudio.services.explain import explained
from hairstudio.services.live.pixels import to_rgb
from hairstudio.services.live.sources import LARGEST, VideoSource

__all__ = ["MovieSource"]

_EMPTY = "application/x-zerosize"

_LOOK_MS = 1000
"""How often a film that is gone is looked for."""

_LATE_MS = 4000
"""A place of which no frame comes for so long has none; of films in 4K it takes two seconds."""

_WHOLE = (0.0, math.inf)

_GAP_MS = 1000
"""Frames that are further apart belong together no more."""


class MovieSource(VideoSource):
    """A movie in an endless loop, without its sound.

    Parameters
    ----------
    path : Path
    """

    can_step = True

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(path.name, parent)
        self.path = path
        self.player = QMediaPlayer(self)
        self.player.setVideoSink(self.sink)
        self.player.setLoops(QMediaPlayer.Loops.Infinite.value)
        self.player.errorOccurred.connect(self._on_error)
        # A player that is being loaded cannot be stopped.
        queued = Qt.ConnectionType.QueuedConnection
        self.player.mediaStatusChanged.connect(self._on_status, queued)
        self._tried: Stamp | None = None
        self._return = QTimer(self)
        self._return.setInterval(_LOOK_MS)
        self._return.timeout.connect(self._on_look)
        self._frame = (0.0, 0.0)
        """Milliseconds into the film where the newest frame begins and ends."""
        self._round = _WHOLE
        """Milliseconds between which it plays round and round."""
        self._held = False
        self._sought: float | None = None
        """Milliseconds into the film where it goes, until a frame of there comes."""
        self._wish: float | None = None
        """Where it goes next: a place that is sought anew before its frame is there shows none."""
        self._rounds = False
        """Whether it goes there to begin another round: what follows the last one is not shown."""
        self._left: float | None = None
        """Where the frame begins that was stepped back from."""
        self._late = QTimer(self, singleShot=True)
        self._late.setInterval(_LATE_MS)
        self._late.timeout.connect(self._on_late)

    def open(self) -> None:
        """Begin to play."""
        self._return.stop()
        self._tried = stamp_of(self.path)
        if self._tried is None:
            self._fail(self.tr("{0} is not there.").format(self.path))
            return
        self.paused = self._held = False
        self._frame, self._round = (0.0, 0.0), _WHOLE
        self.jumped.emit()
        self.to_srgb = _Film(self.path, self._tell)
        self._say("starting")
        self.player.setSource(QUrl.fromLocalFile(str(self.path)))
        self._play_or_stand()

    def close(self) -> None:
        """End."""
        self._stop("stopped")
        self._return.stop()

    def set_resting(self, resting: bool) -> None:
        """Give nothing for a while."""
        super().set_resting(resting)
        self._play_or_stand()

    def set_paused(self, paused: bool) -> None:
        """Stop at a frame, which is given again and again: the look may change; or go on."""
        self.paused = paused
        self._play_or_stand()

    @property
    def length(self) -> float:
        """Seconds; 0 where that is unknown."""
        return self.player.duration() / 1e3 if self.player.isSeekable() else 0.0

    @property
    def position(self) -> float:
        """Seconds into the film, of the newest frame or where it is about to be."""
        going = self._going
        return (self._frame[0] if going is None else going) / 1e3

    @property
    def marks(self) -> tuple[float, float] | None:
        """Seconds between which it plays round and round; None: all of it, or up to an end that
        is not known, as in what a browser recorded.
        """
        first, end = (each / 1e3 for each in self._round)
        end = min(end, self.length or end)
        return None if self._round == _WHOLE or math.isinf(end) else (first, end)

    def mark(self, which: str) -> None:
        """Play from the frame that is shown (``in``), up to it (``out``), or all (``none``)."""
        (start, after), (first, end) = self._frame, self._round
        if which == "none":
            self._round = _WHOLE
        elif which == "in":
            self._round = (start, end if start < end else math.inf)
        else:
            self._round = (first if first < after else 0.0, after)

    def step(self, frames: int) -> None:
        """Stop so many frames further on, or further back; the ends of the film are joined."""
        if self.state.kind != "running":
            return
        if not self.paused:
            self.set_paused(True)
        (start, end), at = self._frame, self._going
        self._left = start if frames < 0 and at is None else None
        if at is None:
            # Those beside it may stand for longer, or shorter. The player counts milliseconds.
            at, frames = (end + 1, frames - 1) if frames > 0 else (start - 1, frames + 1)
        at += frames * (end - start)
        length = self.player.duration()
        self._seek(at % length if length > 0 else max(at, 0.0))

    def seek(self, seconds: float) -> None:
        """Go to another place; of several wishes the newest counts."""
        if self.state.kind == "running":
            self._left = None
            self._seek(min(max(seconds, 0.0), self.length) * 1e3)

    def hold(self, held: bool) -> None:
        """Stand still as long as somebody looks for a place, and go on from there."""
        if held != self._held:
            self._held = held
            self._play_or_stand()
            if not held and self._wish is not None:
                self._on_there()

    def _tell(self, notes: Sequence[str]) -> None:
        # Another source may have been chosen meanwhile.
        with contextlib.suppress(RuntimeError):
            self._note(notes)

    @property
    def _going(self) -> float | None:
        return self._sought if self._wish is None else self._wish

    def _seek(self, at: float, *, rounds: bool = False) -> None:
        self._wish, self._rounds = at, rounds
        if self._sought is None or not self._late.isActive():
            self._on_there()

    def _on_late(self) -> None:
        # One that plays may still get there; if not, it falls silent.
        if self._stands:
            self._on_there()

    def _on_there(self) -> None:
        """It is where it went, or does not come there: go on to the next place."""
        self._late.stop()
        self._sought, self._wish = self._wish, None
        if self._sought is not None:
            self.stir()
            self._late.start()
            self.player.setPosition(round(self._sought))

    def _give(self, given: QVideoFrame | NDArray[np.uint8], *, settled: bool = False) -> None:
        if isinstance(given, QVideoFrame):
            self._look_where(given.startTime() / 1e3, given.endTime() / 1e3)
            if self._rounds and self._sought is not None:
                return
        super()._give(given, settled=settled)

    def _look_where(self, start: float, end: float) -> None:
        """Notice where a frame stands in the film."""
        (before, last), sought = self._frame, self._sought
        self._frame = (start, end)
        # One that was still on its way is nearer to where the film was. Between two frames the
        # next one comes, which may be the same, and in some files that of the next key.
        there = sought is not None and (
            start <= sought < end
            or start == before
            or abs(start - sought) < abs(start - before)
            or not self._late.isActive()
        )
        close = there or self._rounds
        if not before <= start <= last + ((end - start) / 2 if close else _GAP_MS):
            self._rounds = False
            self.jumped.emit()
        if there and sought is not None:
            if start == self._left and self._wish is None and sought >= end - start:
                # The frame before it stands for longer.
                self._wish = sought - (end - start)
            self._on_there()
        elif sought is None and not self._stands:
            first, after = self._round
            # Who went beyond the marks sees what is there, until the film comes round.
            if start < min(before, first) or before < after <= start:
                self._seek(first + 1, rounds=True)

    @property
    def _stands(self) -> bool:
        return self._resting or self.paused or self._held

    def _play_or_stand(self) -> None:
        if self.state.kind not in ("starting", "running"):
            return
        if self._stands:
            self._patience.stop()
            self.player.pause()
            if self._sought is not None:
                self._late.start()
        else:
            self._patience.start()
            self.player.play()
        self._stand_or_not()

    def _give_again(self) -> None:
        frame = self.sink.videoFrame()
        # What is sought comes by itself, and sooner if nobody works meanwhile.
        if frame.isValid() and self._sought is None:
            self._give(QVideoFrame(frame), settled=self._again.calm)

    def _is_open(self) -> bool:
        return not self.player.source().isEmpty()

    def _stop(self, kind: str, message: str = "") -> None:
        self._again.stop()
        self._patience.stop()
        self._late.stop()
        self._sought = self._wish = None
        self.player.stop()
        self.player.setSource(QUrl())
        self._say(kind, message)
        self._return.start()

    def _on_look(self) -> None:
        stamp = stamp_of(self.path)
        if stamp is None:
            self._tried = None
        elif stamp != self._tried:
            self.open()

    def _fail(self, message: str) -> None:
        # Only what was seen before has stopped.
        self._stop("refused" if self._number == 0 else "lost", message)

    def _on_error(self, _error: Any, text: str) -> None:
        if kind := _no_film(self.path):
            told = self.tr(
                "It is neither a film nor a picture that can be shown, but this: {0}. Choose a "
                "film, such as MP4, or a photo, such as JPEG."
            )
            self._fail(told.format(kind))
            return
        told = self.tr("It cannot be played: {0}. Copy it anew, or convert it to H.264.")
        told = told.format(text.rstrip("."))
        # Qt often says no more than that it could not open the file.
        try:
            FilmReader(self.path).close()
        except VideoError:
            told = self.tr(
                "It is damaged, cut short or of a kind that cannot be decoded: copy it anew, or "
                "convert it to H.264."
            )
        except HairSdkError as error:
            told = explained(error)
        self._fail(told)

    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        kinds = QMediaPlayer.MediaStatus
        # Of a film that is opened anew, the status as it was stopped is still on its way.
        loading = self.player.mediaStatus() in (kinds.NoMedia, kinds.LoadingMedia)
        loaded = status == kinds.LoadedMedia and not loading
        if loaded and self.state.kind == "starting" and not self.player.hasVideo():
            self._fail(self.tr("There is only sound in it."))

    def _on_silence(self) -> None:
        # A frame that was on its way when the film was paused begins the wait again.
        if self._stands:
            return
        if self._sought is None:
            self._fail(self.tr("It gives no picture."))
        else:
            # Nothing can be decoded from there on, and Qt does not come back to the beginning.
            self._stop("starting")
            self.open()


def _no_film(path: Path) -> str:
    """What kind of file it is, in the window's language; empty where it may be a damaged film."""
    types = QMimeDatabase()
    if any(each.name().startswith("video/") for each in types.mimeTypesForFileName(path.name)):
        # In a film's place servers send pages that say why, and browsers keep them under its name.
        kind = types.mimeTypeForFile(str(path), QMimeDatabase.MatchMode.MatchContent)
        name = kind.name()
        other = kind.inherits("text/plain") or name.startswith("image/") or name == _EMPTY
    else:
        kind = types.mimeTypeForFile(str(path))
        other = not (kind.isDefault() or kind.name().startswith("video/"))
    return kind.comment() if other else ""


class _Film:
    """What hairsdk knows of a film, and Qt does not tell: its primaries, and what becomes of them.

    It is read when the first frame is wanted, in the thread that wants it.

    Parameters
    ----------
    path : Path
    note : callable
        Told once, in that thread, what the picture does not show.
    """

    def __init__(self, path: Path, note: Callable[[Sequence[str]], object]) -> None:
        self._path, self._note = path, note

    def __call__(self, frame: QVideoFrame, *, mirror: bool) -> NDArray[np.uint8] | None:
        primaries, lookup = self._colours
        pixels = to_rgb(frame, mirror=mirror, primaries=primaries, longest=LARGEST)
        return pixels if lookup is None or pixels is None else lookup(pixels)

    @functools.cached_property
    def _colours(self) -> tuple[int, LutLookup | None]:
        notes: list[str] = []
        try:
            with FilmReader(self._path, notes.append) as film:
                primaries = film.colours.stored_primaries
                space = foreign_space(film.info.icc_profile)
        except HairSdkError:
            # Qt plays what hairsdk does not read.
            return BT2020, None
        # Qt does not deinterlace. Nobody misses subtitles or covers in a preview.
        own = {INTERLACED: "the film is interlaced, and is shown as if it were not"}
        self._note([own.get(note, note) for note in notes if not note.startswith("left out: ")])
        return primaries, None if space is None else quick_srgb(space)
