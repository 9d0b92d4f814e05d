"""How long each stage of a frame takes."""

from __future__ import annotations

import time

__all__ = ["Clock"]


class Clock:
    """Milliseconds between laps, on top of those before.

    Parameters
    ----------
    before : dict of str to float, optional
        Laps of an earlier clock.
    """

    def __init__(self, before: dict[str, float] | None = None) -> None:
        self._last = time.perf_counter()
        self.laps: dict[str, float] = dict(before or {})

    def lap(self, stage: str) -> None:
        """End a stage."""
        now = time.perf_counter()
        self.laps[stage] = (now - self._last) * 1e3
        self._last = now

    def total(self) -> dict[str, float]:
        """All laps, and their sum."""
        return {**self.laps, "total": sum(self.laps.values())}
