"""What a long task holds to report and to be stopped. Knows no Qt, so that the command line can
run the same work."""

from __future__ import annotations

import threading
from collections.abc import Callable

__all__ = ["Cancelled", "TaskControl"]


class Cancelled(Exception):  # noqa: N818 - it is a wish, not a failure
    """The user asked a task to stop."""


class TaskControl:
    """What a long task holds: it reports through it, and asks it whether to go on.

    Parameters
    ----------
    report : callable
        Told how much is done, in [0, 1], and what is being done. Without it nobody listens.
    """

    def __init__(self, report: Callable[[float, str], object] = lambda share, text: None) -> None:
        self._report = report
        self._lock = threading.Lock()
        self._cancelled = self._committed = False

    def cancel(self) -> None:
        """Ask the task to stop, unless it is too late for that."""
        with self._lock:
            self._cancelled = not self._committed

    @property
    def cancelled(self) -> bool:
        """Whether the task was asked to stop in time."""
        return self._cancelled

    def commit(self) -> None:
        """Go on to what is done whole or not at all: from here on it is too late to stop.

        Raises
        ------
        Cancelled
            The user asked the task to stop before.
        """
        with self._lock:
            if self._cancelled:
                raise Cancelled
            self._committed = True

    def finish(self) -> None:
        """Say that all is done: a wish to stop since the last report came too late."""
        with self._lock:
            self._cancelled, self._committed = False, True

    def progress(self, share: float, text: str = "") -> None:
        """Report how far it is, in [0, 1].

        Raises
        ------
        Cancelled
            The user asked the task to stop.
        """
        if self.cancelled:
            raise Cancelled
        self._report(min(max(share, 0.0), 1.0), text)
