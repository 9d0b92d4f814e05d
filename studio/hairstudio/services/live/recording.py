"""Recording the recoloured picture: the SDK's writer in a thread of its own."""

from __future__ import annotations

import contextlib
import queue
import threading
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from hairsdk.errors import FileWriteError, HairSdkError
from hairsdk.video.encoding import Encoding
from hairsdk.video.parts import FilmInfo
from hairsdk.video.reader import FilmReader
from hairsdk.video.writer import FilmWriter
from hairstudio.core.paths import free_name
from hairstudio.services.explain import explained
from hairstudio.services.live.unfinished import noted

__all__ = ["Recording"]

_WAITING = 12
_TICKS = 90000
_KEY_FRAMES = 60
"""About as many are lost where the program is killed: a film is kept part by part."""


class Recording(QObject):
    """A film being made. Frames keep the time at which they came.

    Parameters
    ----------
    path : Path
        Its suffix chooses the container.
    notes : Path
        Folder for what finds it again after a crash, as in `unfinished`.
    """

    ended = Signal(str)
    """The film is in its place, or what went wrong: an empty text, or the reason."""

    def __init__(self, path: Path, notes: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._notes = notes
        self.seconds = 0.0
        self.taken = 0
        self.dropped = 0
        self.why = ""
        """Why it was finished, where nobody asked for that."""
        self.left: Path | None = None
        """What there is of a film that could not be finished."""
        self._first: float | None = None
        self._size: tuple[int, ...] | None = None
        self._finishing = False
        self._frames: queue.Queue[tuple[NDArray[np.uint8], int] | None] = queue.Queue()
        self._thread = threading.Thread(target=self._run, name="hairstudio-record", daemon=True)
        self._thread.start()

    def takes(self, image: NDArray[np.uint8]) -> bool:
        """Whether a frame has the size of the film."""
        return self._size in (None, image.shape[:2])

    def add(self, image: NDArray[np.uint8], arrived: float) -> None:
        """Take a frame; where the encoder cannot follow, one is left out: nobody waits."""
        if self._finishing or not self.takes(image):
            return
        if self._first is None:
            self._first, self._size = arrived, image.shape[:2]
        if self._frames.qsize() >= _WAITING:
            self.dropped += 1
            return
        self.seconds = arrived - self._first
        self._frames.put((image, round(self.seconds * _TICKS)))
        self.taken += 1

    def finish(self, why: str = "") -> None:
        """Take no more frames, and write what waits; `ended` tells when the film is done."""
        if not self._finishing:
            self._finishing, self.why = True, why
            self._frames.put(None)

    def wait(self) -> None:
        """Wait until a film that was finished is in its place."""
        self._thread.join()

    def _run(self) -> None:
        problem = ""
        try:
            self._write()
        except (HairSdkError, OSError) as error:
            problem = explained(error)
        with contextlib.suppress(RuntimeError):
            self.ended.emit(problem)

    def _write(self) -> None:
        first = self._frames.get()
        if first is None:
            return
        height, width = first[0].shape[:2]
        info = FilmInfo(width, height, Fraction(30), Fraction(1, _TICKS))
        fast = None if self.path.suffix.lower() == ".webm" else "veryfast"
        encoding = Encoding(speed=fast, key_frames=_KEY_FRAMES)
        # Nobody is asked about a film that another window puts there meanwhile.
        placed_at = free_name if free_name(self.path) == self.path else None
        size = (width, height)
        film = FilmWriter(self.path, info, size, encoding, left_at=free_name, placed_at=placed_at)
        try:
            with noted(self._notes, film.temporary, self.path), film:
                self._fill(film, *first)
            self.path = film.path
        except FileWriteError:
            if film.left is not None:
                self.left = _playable(film.left)
            raise

    def _fill(self, film: FilmWriter, image: NDArray[np.uint8], at: int) -> None:
        last = -1
        item: tuple[NDArray[np.uint8], int] | None = (image, at)
        while item is not None:
            image, at = item
            if at > last:
                film.write(image, at)
                last = at
            item = self._frames.get()


def _playable(path: Path) -> Path | None:
    """The path, if a film is there; what holds no whole frame is removed."""
    try:
        with FilmReader(path):
            return path
    except HairSdkError:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        return None
