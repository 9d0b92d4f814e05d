"""A line that says how far a folder is, for people at a terminal only."""

from __future__ import annotations

import shutil
import sys
import time
from types import TracebackType

from hairsdk.cli.messages import print_status

__all__ = ["Progress"]


class Progress:
    """Counts jobs on the last line of the terminal; silent where stderr is none.

    Parameters
    ----------
    total : int
        Jobs in all.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._start = time.monotonic()
        self._visible = sys.stderr is not None and sys.stderr.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()

    def show(self, number: int, name: str) -> None:
        """Say which job has begun, and when all will be done at the speed so far."""
        if not self._visible:
            return
        finished = number - 1
        left = ""
        if finished:
            seconds = (time.monotonic() - self._start) / finished * (self._total - finished)
            left = f", {_duration(seconds)} left"
        text = f"{number} of {self._total}{left}: {name}"
        width = shutil.get_terminal_size().columns - 1
        print_status(text[:width])

    def clear(self) -> None:
        """Wipe the line, so that other text can stand there."""
        if self._visible:
            print_status()


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
