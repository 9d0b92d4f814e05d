"""The safety copy of the open look: written soon after a change, removed once that is in a file."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from hairsdk.errors import HairSdkError
from hairstudio.core.paths import Stamp
from hairstudio.document.look import Look
from hairstudio.services.explain import explained
from hairstudio.services.recovery import Leftover, Recovery

if TYPE_CHECKING:
    from hairstudio.services.session import Session

__all__ = ["Copied", "SafetyCopy"]

log = logging.getLogger(__name__)

Copied = tuple[Look, Path | None, Stamp | None, str, Path | None]
"""What a safety copy is written of, as `Recovery.write` takes it."""

_PAUSE_MS = 1500


class SafetyCopy(QObject):
    """Keeps a copy of the session's look for as long as there is work that is in no file.

    Parameters
    ----------
    session : Session
    copied : callable
        Gives what a copy is written of now.
    """

    written = Signal(float)
    """Seconds since the epoch."""

    remarked = Signal(str, str)
    """(level, text) There is no copy of the newest work."""

    settled = Signal(str)
    """(text) What `remarked` said is over."""

    def __init__(self, session: Session, copied: Callable[[], Copied]) -> None:
        super().__init__(session)
        self._document = session.document
        self._copied = copied
        self._recovery = Recovery(session.places.recovery)
        self._job = session.make_job(self._write)
        self._job.done.connect(self._on_written)
        self._job.failed.connect(self._on_failed)
        self._trouble = ""
        self._pause = QTimer(self, singleShot=True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)

    def leftovers(self) -> list[Leftover]:
        """What earlier sessions left behind."""
        return self._recovery.leftovers()

    def expect(self) -> None:
        """Write a copy soon, if there is work by then that is in no file."""
        self._pause.start()

    def drop(self) -> None:
        """Remove the copy; if the next one cannot be written, that is told anew."""
        self._recovery.discard()
        self._settle()

    def take_over(self, copied: Copied) -> str:
        """Write a copy of recovered work at once; returns why that is not possible, or nothing."""
        try:
            self._recovery.write(*copied)
        except (HairSdkError, OSError) as error:
            return explained(error)
        return ""

    def tell(self, trouble: str) -> None:
        """Tell why there is no copy."""
        text = self.tr("The safety copy could not be written: {0}. Save your work.")
        told = text.format(trouble)
        # Told once, not after each change: the work itself is unharmed.
        if told != self._trouble:
            self._settle()
            self._trouble = told
            self.remarked.emit("trouble", told)

    def close(self, *, discard: bool) -> None:
        """End with the sitting: the copy of work that is in no file stays, unless discarded."""
        self._pause.stop()
        if discard or not self._document.dirty:
            self._recovery.discard()
            return
        try:
            self._recovery.write(*self._copied())
        except (HairSdkError, OSError) as error:  # nobody is there to be told; an older one stays
            log.warning("the safety copy could not be written: %s", error)
        self._recovery.release()

    def _on_pause(self) -> None:
        if self._document.dirty:
            self._job.submit(self._copied())
        else:  # taken back: a crash would offer it again
            self.drop()

    def _write(self, copied: Copied) -> float:
        self._recovery.write(*copied)
        return time.time()

    def _on_written(self, _copied: Copied, when: float) -> None:
        self._settle()
        if self._document.dirty:
            self.written.emit(when)
        else:
            self._recovery.discard()  # saved meanwhile

    def _on_failed(self, _copied: Copied, error: Exception) -> None:
        # Saved meanwhile: the copy was removed while it was being written.
        if self._document.dirty:
            self.tell(explained(error))

    def _settle(self) -> None:
        if self._trouble:
            self.settled.emit(self._trouble)
            self._trouble = ""
