"""A long run: does memory grow, does latency drift?"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from hairsdk.bench.clip import make_clip
from hairsdk.bench.memory import current_megabytes
from hairsdk.recolorer import Recolorer

__all__ = ["Soak", "soak"]

_SETTLING = 0.1
"""Part of the run in which caches fill; growth is measured after it."""


@dataclass(frozen=True)
class Soak:
    """What a long run showed.

    Parameters
    ----------
    minutes : float
    frames : int
    memory_start, memory_end : float
        MB, after the first tenth of the run, and at its end.
    growth : float
        MB an hour, the slope of a line through the memory after the first tenth.
    latency_start, latency_end : float
        Milliseconds from a frame to its result, median of the first and of the last fifth of
        the rest.
    """

    minutes: float
    frames: int
    memory_start: float
    memory_end: float
    growth: float
    latency_start: float
    latency_end: float

    @property
    def drift(self) -> float:
        """By what part of itself the latency grew."""
        return self.latency_end / self.latency_start - 1.0


def soak(
    recolorer: Recolorer,
    minutes: float,
    size: tuple[int, int],
    source: Path | None = None,
    progress: Callable[[float, int, float], None] = lambda minutes, frames, megabytes: None,
) -> Soak:
    """Process a looped clip for a time.

    Parameters
    ----------
    recolorer : Recolorer
    minutes : float
    size : tuple of 2 int
        Width and height.
    source : Path, optional
        A film; the sample portrait otherwise.
    progress : callable, optional
        Told minutes, frames and MB every few seconds.
    """
    with TemporaryDirectory(prefix="hairsdk-bench-") as folder:
        frames = make_clip(Path(folder) / "clip.rgb", *size, 60, source).read()
    start = time.perf_counter()
    end = start + 60.0 * minutes

    # One median a second, not every frame: what is kept here must not look like growth.
    latencies: list[float] = []
    memory: list[tuple[float, float]] = []
    this_second: list[float] = []
    count = 0
    for frame in cycle(frames):
        began = time.perf_counter()
        if count and began >= end:
            break
        recolorer.process(frame)
        count += 1
        now = time.perf_counter()
        this_second.append((now - began) * 1e3)
        if not memory or now - start - memory[-1][0] >= 1.0:
            latencies.append(statistics.median(this_second))
            this_second.clear()
            memory.append((now - start, current_megabytes()))
            progress(memory[-1][0] / 60.0, count, memory[-1][1])
    elapsed = time.perf_counter() - start
    settled = int(_SETTLING * len(memory))
    times, megabytes = np.array(memory[settled:]).T
    slope = float(np.polyfit(times, megabytes, 1)[0]) if len(times) > 1 else 0.0
    rest = latencies[settled:]
    fifth = max(1, len(rest) // 5)
    return Soak(
        minutes=elapsed / 60.0,
        frames=count,
        memory_start=float(megabytes[0]),
        memory_end=float(megabytes[-1]),
        growth=slope * 3600.0,
        latency_start=statistics.median(rest[:fifth]),
        latency_end=statistics.median(rest[-fifth:]),
    )
