"""Fitting pictures to the screen: what is small at once, what is large in a thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QThreadPool, Signal

from hairstudio.services.jobs import LatestJob, raise_failure

__all__ = ["Fitter"]

Pixels = npt.NDArray[np.uint8]

_AT_ONCE = 1_000_000
"""Shrinking as many pixels takes 3 ms; the four pictures of a window make four times that."""


@dataclass(frozen=True, eq=False)
class _Request:
    make: Callable[[], Pixels]
    put: Callable[[Pixels], None]


class Fitter(QObject):
    """Makes the newest picture that is asked for; nobody who paints waits for a large one.

    Parameters
    ----------
    pool : QThreadPool or None
        None makes everything at once.
    """

    fitted = Signal()
    """A picture that was made in a thread is there: paint again."""

    def __init__(self, pool: QThreadPool | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job = None if pool is None else LatestJob(_make, pool, self)
        if self._job is not None:
            self._job.done.connect(self._on_done)
            self._job.failed.connect(raise_failure)

    def fit(self, make: Callable[[], Pixels], put: Callable[[Pixels], None], cost: int) -> None:
        """Make a picture, now or soon, and give it to `put`.

        Parameters
        ----------
        make : callable
            Runs in a thread if the picture is large.
        put : callable
            Takes what was made; it has to see whether that is still wanted.
        cost : int
            How many pixels one could shrink instead.
        """
        if self._job is None or cost <= _AT_ONCE:
            put(make())
        else:
            self._job.submit(_Request(make, put))

    def _on_done(self, request: _Request, made: Pixels) -> None:
        request.put(made)
        self.fitted.emit()


def _make(request: _Request) -> Pixels:
    return request.make()
