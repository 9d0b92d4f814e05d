"""Reader, processor, writer: three stages side by side, with bounded queues between them."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

from hairsdk.errors import ParameterError

__all__ = ["StopRequest", "checked_stop", "run_stages"]

In = TypeVar("In")
Out = TypeVar("Out")
T = TypeVar("T")

_POLL = 0.1
"""Seconds after which a stage that waits looks whether another one has failed."""

_PATIENCE = 1.0
"""Seconds that a reader gets to notice the end."""

_PATIENCE_AFTER_DROP = 3 * _POLL
"""The same where all is dropped: one that waits at its queue looks up once in a `_POLL`."""


class StopRequest:
    """A way to end a run early and in order: what was read is still processed and written.

    May be set from a signal handler or from any thread. It has no lock, as an event has: a second
    signal may interrupt the handling of the first.
    """

    def __init__(self) -> None:
        self._end = self._drop = False

    def set(self) -> None:
        """Ask for the end."""
        self._end = True

    def drop(self) -> None:
        """Ask for the end at once: what was done is dropped."""
        self._end = self._drop = True

    def is_set(self) -> bool:
        """Whether the end was asked for."""
        return self._end

    def is_dropped(self) -> bool:
        """Whether it was asked for at once."""
        return self._drop


def checked_stop(stop: Any) -> StopRequest:
    """Check that this is a `StopRequest`, and make one of None.

    Raises
    ------
    ParameterError
    """
    if stop is not None and not isinstance(stop, StopRequest):
        raise ParameterError(f"expected a StopRequest, found {type(stop).__name__}")
    return stop or StopRequest()


def run_stages(
    source: Iterable[In],
    work: Callable[[Iterator[In]], Iterable[Out]],
    sink: Callable[[Out], None],
    *,
    depth: int = 4,
    stop: StopRequest | None = None,
    sink_may_hang: bool = False,
) -> None:
    """Read in one thread, work in the caller's, write in another.

    Order is kept. If a stage fails the others end, and its error is raised, whichever stage
    it was; of several errors the first.

    Parameters
    ----------
    source : iterable
        Iterated in the reader's thread.
    work : callable
        Takes the iterator of what was read and yields what is to be written; called in the
        caller's thread.
    sink : callable
        Called in the writer's thread with each of these.
    depth : int
        Most items that wait between two stages: memory stays flat.
    stop : StopRequest, optional
        Ends reading early; all that was read is still written.
    sink_may_hang : bool
        After `StopRequest.drop` a sink that does not come back is left alone, in a daemon thread.
        Not for one whose file the caller closes next.

    Raises
    ------
    KeyboardInterrupt
        `StopRequest.drop` was called.
    ParameterError
        `stop` is something else.

    Examples
    --------
    >>> written = []
    >>> run_stages(range(4), lambda numbers: (2 * n for n in numbers), written.append)
    >>> written
    [0, 2, 4, 6]
    """
    stop = checked_stop(stop)
    failure = _Failure(stop)
    read: _Channel[In] = _Channel(depth, failure, stop)
    done: _Channel[Out] = _Channel(depth, failure)

    def reader() -> None:
        for item in source:
            if stop.is_set():
                break
            read.put(item)
        read.close()

    def writer() -> None:
        for item in done:
            sink(item)

    threads = [
        threading.Thread(target=failure.guard, args=(stage,), name=f"hairsdk {name}", daemon=True)
        for name, stage in (("reader", reader), ("writer", writer))
    ]
    for thread in threads:
        thread.start()
    try:
        for item in work(iter(read)):
            done.put(item)
        done.close()
    except _OtherStageFailedError:
        pass
    except BaseException as error:  # KeyboardInterrupt, too, must end the threads.
        failure.record(error)
    finally:
        # A reader may wait for bytes that never come, as from a pipe: it is not waited for.
        threads[0].join(_PATIENCE_AFTER_DROP if stop.is_dropped() else _PATIENCE)
        while threads[1].is_alive() and not (sink_may_hang and stop.is_dropped()):
            threads[1].join(_POLL)
    if failure.error is not None:
        raise failure.error


class _OtherStageFailedError(Exception):
    """Ends a stage because another one has failed."""


class _Failure:
    """The first error of any stage; the wish to drop everything is one, too."""

    def __init__(self, stop: StopRequest) -> None:
        self.error: BaseException | None = None
        self._stop = stop
        self._lock = threading.Lock()

    def happened(self) -> bool:
        """Whether all stages are to end at once."""
        if self._stop.is_dropped():
            self.record(KeyboardInterrupt())
        return self.error is not None

    def record(self, error: BaseException) -> None:
        with self._lock:
            self.error = self.error or error

    def guard(self, stage: Callable[[], None]) -> None:
        try:
            stage()
        except _OtherStageFailedError:
            pass
        except BaseException as error:  # handed to the caller's thread, whatever it is
            self.record(error)


class _Channel(Generic[T]):
    """A bounded queue that gives up when a stage has failed."""

    def __init__(self, depth: int, failure: _Failure, stop: StopRequest | None = None) -> None:
        self._queue: queue.Queue[tuple[T] | None] = queue.Queue(depth)
        self._failure = failure
        self._stop = stop

    def put(self, item: T) -> None:
        self._put((item,))

    def close(self) -> None:
        self._put(None)

    def _put(self, item: tuple[T] | None) -> None:
        while not self._failure.happened():
            if self._stop is not None and self._stop.is_set() and item is None:
                return
            try:
                self._queue.put(item, timeout=_POLL)
                return
            except queue.Full:
                continue
        raise _OtherStageFailedError

    def __iter__(self) -> Iterator[T]:
        while not self._failure.happened():
            try:
                item = self._queue.get(timeout=_POLL)
            except queue.Empty:
                if self._stop is not None and self._stop.is_set():
                    return
                continue
            if item is None:
                return
            yield item[0]
        raise _OtherStageFailedError
