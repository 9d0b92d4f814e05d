"""Frames and pictures without a file, kept as files, one after another, beside the window."""

from __future__ import annotations

import time
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from hairsdk.images import Photo, write_photo
from hairstudio.core.paths import free_name
from hairstudio.services.control import TaskControl

if TYPE_CHECKING:
    from hairstudio.services.session import Session

__all__ = ["Snapshots"]


class Snapshots(QObject):
    """Writes photos for the gallery, each under a name of its own."""

    kept = Signal(object)
    """(Path) of the photo."""

    failed = Signal(object)
    """(exception)"""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task = session.make_task()
        self._task.done.connect(self.kept)
        self._task.failed.connect(self.failed)
        self._task.ended.connect(self._next)
        self._folder = session.places.looks / "Snapshots"  # never among the artist's own photos
        self._waiting: deque[tuple[NDArray[np.uint8], str]] = deque()

    def keep(self, pixels: NDArray[np.uint8], word: str) -> None:
        """Write a photo, after those that still wait.

        Parameters
        ----------
        pixels : ndarray, shape (H, W, 3), uint8
        word : str
            What it is called, before the time: heads are called so on sheets for the client.
        """
        self._waiting.append((pixels, word))
        self._next()

    def _next(self) -> None:
        if not self._waiting or self._task.busy:
            return
        (pixels, word), folder = self._waiting.popleft(), self._folder

        def work(_control: TaskControl) -> Path:
            folder.mkdir(parents=True, exist_ok=True)
            path = free_name(folder / f"{word} {time.strftime('%Y-%m-%d %H.%M.%S')}.png")
            write_photo(path, Photo(pixels))
            return path

        self._task.start(work)
