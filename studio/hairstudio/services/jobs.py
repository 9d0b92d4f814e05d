"""Work in the background: the newest request only, or one long task with progress."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal

from hairstudio.services.control import Cancelled, TaskControl

__all__ = ["LatestJob", "Task", "raise_failure"]

log = logging.getLogger(__name__)


class LatestJob(QObject):
    """Runs a function in a thread; of the requests that come meanwhile only the newest counts.

    Parameters
    ----------
    work : callable
        Takes a request, gives a result. Runs in a thread, one call at a time.
    pool : QThreadPool
    """

    done = Signal(object, object)
    """(request, result)"""

    failed = Signal(object, object)
    """(request, exception)"""

    _returned = Signal(object, object, object)

    def __init__(
        self, work: Callable[[Any], Any], pool: QThreadPool, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._pool = pool
        self._waiting: list[Any] = []
        self._running = False
        self._closed = False
        self._returned.connect(self._on_returned)

    @property
    def busy(self) -> bool:
        """Whether a request is being worked on or waits."""
        return self._running or bool(self._waiting)

    def submit(self, request: Any) -> None:
        """Ask for work; a request that still waits is dropped."""
        if self._closed:
            return
        self._waiting = [request]
        self._next()

    def close(self) -> None:
        """Drop what waits, and report nothing any more."""
        self._closed = True
        self._waiting = []

    def _next(self) -> None:
        if self._running or not self._waiting:
            return
        request = self._waiting.pop()
        self._running = True

        def tell(result: Any, error: Exception | None) -> None:
            self._returned.emit(request, result, error)

        _start(self._pool, lambda: self._work(request), tell)

    def _on_returned(self, request: Any, result: Any, error: Exception | None) -> None:
        self._running = False
        if self._closed:
            return
        if error is None:
            self.done.emit(request, result)
        else:
            self.failed.emit(request, error)
        self._next()


class Task(QObject):
    """One long piece of work at a time, with progress and a way to stop it."""

    started = Signal()
    progressed = Signal(float, str)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    """After any of the three before."""

    _returned = Signal(object, object)
    _report = Signal(float, str)

    def __init__(self, pool: QThreadPool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = pool
        self._control: TaskControl | None = None
        self._next: Callable[[TaskControl], Any] | None = None
        self._closed = False
        self._returned.connect(self._on_returned)
        self._report.connect(self._on_report)

    @property
    def busy(self) -> bool:
        """Whether the task runs."""
        return self._control is not None

    def start(self, work: Callable[[TaskControl], Any]) -> bool:
        """Run `work` in a thread; False if something runs already, or all was closed."""
        if self.busy or self._closed:
            return False
        control = self._control = TaskControl(self._emit_progress)
        self.started.emit()

        def tell(result: Any, error: Exception | None) -> None:
            self._returned.emit(result, error)

        _start(self._pool, lambda: work(control), tell)
        return True

    def restart(self, work: Callable[[TaskControl], Any]) -> None:
        """Run `work` as soon as what runs has stopped, at its next report: the newest wins."""
        if not self.start(work):
            self.cancel()
            self._next = work

    def cancel(self) -> None:
        """Ask the running task to stop, at its next report, and forget what waits."""
        self._next = None
        if self._control is not None:
            self._control.cancel()

    def close(self) -> None:
        """Stop, and report nothing any more."""
        self._closed = True
        self.cancel()

    def _emit_progress(self, share: float, text: str) -> None:
        self._report.emit(share, text)

    def _on_report(self, share: float, text: str) -> None:
        # One that was on its way when the task was cancelled is about what nobody awaits.
        if self._control is not None and not self._control.cancelled:
            self.progressed.emit(share, text)

    def _on_returned(self, result: Any, error: Exception | None) -> None:
        control, self._control = self._control, None
        if self._closed:
            return
        if isinstance(error, Cancelled) or (control is not None and control.cancelled):
            self.cancelled.emit()
        elif error is not None:
            self.failed.emit(error)
        else:
            self.done.emit(result)
        self.ended.emit()
        work, self._next = self._next, None
        if work is not None:
            self.start(work)


def raise_failure(_request: object, error: Exception) -> None:
    """For `LatestJob.failed` where none is foreseen: it is a bug, and told as one."""
    raise error


def _start(
    pool: QThreadPool, work: Callable[[], Any], tell: Callable[[Any, Exception | None], None]
) -> None:
    """Run `work` in a thread, and tell there its result, or what it raised."""

    def run() -> None:
        result: Any = None
        error: Exception | None = None
        try:
            result = work()
        except Exception as caught:
            error = caught
        try:
            tell(result, error)
        except RuntimeError:
            log.debug("the window closed before the work was done")
        finally:
            error = None  # its traceback holds this frame, and what the work had in hand

    # No QRunnable: one that is done before `start` returns, PySide keeps for ever, and with it
    # what it works on.
    pool.start(run)
