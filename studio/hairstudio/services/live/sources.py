"""Where live frames come from: still pictures; `cameras` and `movies` have the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal, Slot
from PySide6.QtMultimedia import QVideoFrame, QVideoSink

from hairsdk.errors import HairSdkError
from hairsdk.images import read_photo
from hairstudio.core.extent import shrunk_to
from hairstudio.services.explain import explained
from hairstudio.services.jobs import LatestJob
from hairstudio.services.live.frames import LiveFrame, ToSrgb
from hairstudio.services.live.pixels import to_rgb
from hairstudio.services.retold import retold

__all__ = [
    "LARGEST",
    "Format",
    "ImageSource",
    "Source",
    "SourceState",
    "Standing",
    "VideoSource",
]

_RATE = 30
_CALM_RATE, _CALM_MS = 4, 2000
"""A picture that stands is given less often once nothing has changed for so long."""

_PATIENCE_MS = 8000
"""A source that is silent for so long has stopped."""

LARGEST = 1920
"""Pixels of a picture's longer side, and of a film's: in 4K, or at the size of a photo, few
machines follow."""


@dataclass(frozen=True)
class SourceState:
    """What a source is doing.

    Attributes
    ----------
    kind : str
        ``starting``, ``running``, ``stopped``, ``refused`` or ``lost``; ``none`` without a source.
    message : str
        Why, in plain words; empty if there is nothing to say.
    """

    kind: str
    message: str = ""


@dataclass(frozen=True)
class Format:
    """A size, a rate and a pixel format that a camera can give."""

    width: int
    height: int
    rate: float
    pixels: str = ""

    def __str__(self) -> str:
        words = f"{self.width}×{self.height}, {self.rate:.0f}/s"
        return f"{words}, {self.pixels}" if self.pixels else words


class Source(QObject):
    """Gives frames until it is closed."""

    frame = Signal(object)
    """(LiveFrame)"""

    state_changed = Signal(object)
    """(SourceState)"""

    noted = Signal(str)
    """(text) of what the file has and the picture does not show."""

    jumped = Signal()
    """The next frame does not follow the one before it."""

    can_pause = False
    """Whether `set_paused` does anything."""

    can_step = False
    """Whether it has places: `step`, `seek` and `hold` do something."""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.mirror = False
        self.to_srgb: ToSrgb = to_rgb
        self.state = SourceState("stopped")
        self.paused = False
        self._number = 0
        self._resting = False

    @property
    def given(self) -> int:
        """How many frames it gave."""
        return self._number

    @property
    def format(self) -> Format | None:
        """The format in use, of sources that have a choice."""
        return None

    @property
    def length(self) -> float:
        """Seconds of a film; 0 where that is unknown, as of some that browsers record."""
        return 0.0

    @property
    def position(self) -> float:
        """Seconds into a film, of its newest frame or where it is about to be."""
        return 0.0

    @property
    def marks(self) -> tuple[float, float] | None:
        """Seconds into a film between which it plays round and round; None: all of it."""
        return None

    def formats(self) -> tuple[Format, ...]:
        """Formats to choose from; none where there is no choice."""
        return ()

    def set_format(self, chosen: Format) -> None:
        """Go on in another format."""

    def open(self) -> None:
        """Begin."""
        raise NotImplementedError

    def close(self) -> None:
        """End, and release what it holds."""

    def set_resting(self, resting: bool) -> None:
        """Stand still for a while, where that is possible."""
        self._resting = resting

    def set_paused(self, paused: bool) -> None:
        """Stop at a frame, which is given again and again, or go on."""

    def step(self, frames: int) -> None:
        """Stop so many frames further on, or further back."""

    def seek(self, seconds: float) -> None:
        """Go to another place; of several wishes the newest counts."""

    def mark(self, which: str) -> None:
        """Play from the frame that is shown (``in``), up to it (``out``), or all (``none``)."""

    def hold(self, held: bool) -> None:
        """Stand still as long as somebody looks for a place, and go on from there."""

    def stir(self) -> None:
        """Something else has changed that the picture depends on, such as the look."""

    def _say(self, kind: str, message: str = "") -> None:
        state = SourceState(kind, message)
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)

    def _note(self, notes: Sequence[str]) -> None:
        """Tell what hairsdk noticed."""
        if notes:
            told = "; ".join(retold(note) for note in notes)
            self.noted.emit(f"{self.name}: {told}.")

    def _give(self, given: QVideoFrame | NDArray[np.uint8], *, settled: bool = False) -> None:
        self._number += 1
        frame = LiveFrame(
            given, self._number, mirror=self.mirror, to_srgb=self.to_srgb, settled=settled
        )
        self._say("running")
        self.frame.emit(frame)


class Standing(QTimer):
    """Ticks for a picture that stands: often while something changes, and else seldom."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._calm = QTimer(self, singleShot=True)
        self._calm.setInterval(_CALM_MS)
        self._calm.timeout.connect(lambda: self.setInterval(round(1000 / _CALM_RATE)))

    @property
    def calm(self) -> bool:
        """Whether nothing has changed for a while."""
        return not self._calm.isActive()

    def begin(self) -> None:
        """Tick, as if something had changed just now."""
        self.stir()
        self.start()

    def stir(self) -> None:
        """Something has changed."""
        often = round(1000 / _RATE)
        # Setting it, even to what it is, would begin the wait anew.
        if self.interval() != often:
            self.setInterval(often)
        self._calm.start()


class ImageSource(Source):
    """A still picture, again and again.

    Parameters
    ----------
    picture : Path or ndarray
        A file, or (H, W, 3) uint8 RGB.
    name : str
    pool : QThreadPool
        Where the file is read.
    """

    def __init__(
        self,
        picture: Path | NDArray[np.uint8],
        name: str,
        pool: QThreadPool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(name, parent)
        self._picture = picture
        self._pixels: NDArray[np.uint8] | None = None
        self._timer = Standing(self)
        self._timer.timeout.connect(self._tick)
        self._read = LatestJob(_read, pool, self)
        self._read.done.connect(self._on_read)
        self._read.failed.connect(self._on_not_read)

    def open(self) -> None:
        """Read the file and begin."""
        self._say("starting")
        self._read.submit(self._picture)

    def close(self) -> None:
        """End."""
        self._read.close()
        self._timer.stop()
        self._say("stopped")

    def set_resting(self, resting: bool) -> None:
        """Stop the clock for a while."""
        super().set_resting(resting)
        if self._pixels is not None:
            self._timer.stop() if resting else self._timer.begin()

    def stir(self) -> None:
        """Give it often for a while."""
        self._timer.stir()

    def _on_read(self, _request: object, found: tuple[NDArray[np.uint8], tuple[str, ...]]) -> None:
        self._pixels, notes = found
        self._note(notes)
        self.set_resting(self._resting)

    def _on_not_read(self, _request: object, error: Exception) -> None:
        if not isinstance(error, HairSdkError):
            raise error
        self._say("refused", explained(error))

    def _tick(self) -> None:
        if self._pixels is not None:
            self._give(self._pixels, settled=self._timer.calm)


def _read(picture: Path | NDArray[np.uint8]) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    """The pixels, and what was noticed."""
    if not isinstance(picture, Path):
        return shrunk_to(picture, LARGEST), ()
    photo = read_photo(picture)
    return shrunk_to(photo.srgb, LARGEST), photo.notes


class VideoSource(Source):
    """What Qt feeds frame by frame; it can stand at one, and notices when no more come."""

    can_pause = True

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(name, parent)
        self.sink = QVideoSink(self)
        self.sink.videoFrameChanged.connect(self._take)
        self._patience = QTimer(self, singleShot=True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._on_silence)
        self._again = Standing(self)
        self._again.timeout.connect(self._give_again)

    def stir(self) -> None:
        """Give the frame that stands often for a while."""
        self._again.stir()

    def _stand_or_not(self) -> None:
        """Give the frame that it stands at again and again, as long as somebody sees it."""
        if self.paused and not self._resting:
            self._again.begin()
        else:
            self._again.stop()

    # A slot of Qt's own kind: the thread that plays must never wait for Python, because stopping
    # a film waits for that thread with Python's lock held.
    @Slot(QVideoFrame)
    def _take(self, frame: QVideoFrame) -> None:
        # One may be on its way as the source is stopped: it is not back.
        if frame.isValid() and self._is_open():
            self._patience.start()
            # A copy shares the pixels; Qt takes its own back when the slot returns.
            self._give(QVideoFrame(frame))

    def _is_open(self) -> bool:
        raise NotImplementedError

    def _give_again(self) -> None:
        raise NotImplementedError

    def _on_silence(self) -> None:
        raise NotImplementedError
