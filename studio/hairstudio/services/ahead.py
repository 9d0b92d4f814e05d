"""Files that are read in threads while those before them are worked on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TypeVar

__all__ = ["read_ahead"]

Contents = TypeVar("Contents")


def read_ahead(
    paths: Iterable[Path], read: Callable[[Path], Contents], threads: int
) -> Iterator[tuple[Path, Callable[[], Contents]]]:
    """Read files in order, at most so many at once, and one more than that ahead.

    Parameters
    ----------
    paths : iterable of Path
    read : callable
        Gives what is in a file; called in a thread.
    threads : int

    Yields
    ------
    path : Path
    contents : callable
        Waits for what `read` gives, and raises what it raises.
    """
    waiting = iter(paths)
    ahead: deque[tuple[Path, Future[Contents]]] = deque()
    pool = ThreadPoolExecutor(threads, "ahead")
    try:
        ahead.extend((path, pool.submit(read, path)) for path in islice(waiting, threads + 1))
        while ahead:
            path, future = ahead.popleft()
            yield path, future.result
            ahead.extend((each, pool.submit(read, each)) for each in islice(waiting, 1))
    finally:  # who asked may have stopped
        pool.shutdown(cancel_futures=True)
