"""A line that says how far a folder is, for people at a terminal only."""

from __future__ import annotations

import time

from hairsdk.cli.messages import StatusLine

__all__ = ["Progress"]


class Progress:
    """Counts jobs on a `StatusLine`.

    Parameters
    ----------
    total : int
        Jobs in all.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._start = time.monotonic()
        self._line = StatusLine()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def show(self, number: int, name: str) -> None:
        """Say which job has begun, and when all will be done at the speed so far."""
        finished = number - 1
        left = ""
        if finished:
            seconds = (time.monotonic() - self._start) / finished * (self._total - finished)
            left = f", {_duration(seconds)} left"
        self._line.show(f"{number} of {self._total}{left}: {name}")

    def clear(self) -> None:
        """Wipe the line, so that other text can stand there."""
        self._line.clear()


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
