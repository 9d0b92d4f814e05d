"""Files that are read in threads while those before them are worked on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

__all__ = ["read_ahead"]

Item = TypeVar("Item")
Contents = TypeVar("Contents")


def read_ahead(
    items: Iterable[Item], read: Callable[[Item], Contents], threads: int
) -> Iterator[tuple[Item, Callable[[], Contents]]]:
    """Read files in order, at most so many at once, and one more than that ahead.

    Parameters
    ----------
    items : iterable
        Paths, or what stands for files otherwise.
    read : callable
        Gives what is in the file of an item; called in a thread.
    threads : int

    Yields
    ------
    item : object
    contents : callable
        Waits for what `read` gives, and raises what it raises.
    """
    waiting = iter(items)
    ahead: deque[tuple[Item, Future[Contents]]] = deque()
    pool = ThreadPoolExecutor(threads, "ahead")
    try:
        ahead.extend((item, pool.submit(read, item)) for item in islice(waiting, threads + 1))
        while ahead:
            item, future = ahead.popleft()
            yield item, future.result
            ahead.extend((each, pool.submit(read, each)) for each in islice(waiting, 1))
    finally:  # who asked may have stopped
        pool.shutdown(cancel_futures=True)
