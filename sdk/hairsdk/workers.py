"""Threads beside the caller's, for as long as Python lets them be used."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

__all__ = ["Workers"]

P = ParamSpec("P")
T = TypeVar("T")


class Workers(ThreadPoolExecutor):
    """A pool that a thread may go on to use when the program's main thread has come to its end.

    As in a service whose main thread only starts it. Python's own refuses all work then.
    """

    _closed = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do it in a thread of the pool or, where that is not to be had, at once in this one."""
        try:
            return super().submit(fn, *args, **kwargs)
        except RuntimeError as error:
            # Its own words, which are those of a pool that was shut down, too; those of the
            # system, that it has no more threads, have to pass.
            if self._closed or "new futures after" not in str(error):
                raise
        done: Future[T] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """See `ThreadPoolExecutor`."""
        self._closed = True
        super().shutdown(wait, cancel_futures=cancel_futures)
