"""hairsdk as a contender: its own process, which prints its figures as JSON.

``python contender.py CLIP WIDTH HEIGHT FRAMES MODEL DEVICE PRECISION BEGUN``

It is run as a script, since ``-m`` would import hairsdk before the clock starts.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any


def main() -> None:
    """Measure, and print."""
    path, width, height, frames, model, device, precision, begun = sys.argv[1:]
    start = time.perf_counter()
    from hairsdk import Recolorer

    imported = time.perf_counter() - start
    from hairsdk.backends.choose import stream_threads
    from hairsdk.bench.clip import Clip
    from hairsdk.bench.memory import peak_megabytes

    clip = Clip(Path(path), int(width), int(height), int(frames)).read()
    result: dict[str, Any] = {"import_s": imported}
    network: dict[str, Any] = {"model": model, "device": device, "precision": precision}
    with Recolorer("copper", **network) as recolorer:
        recolorer.process(clip[0])
        result["startup_s"] = time.time() - float(begun)
        stages: dict[str, list[float]] = {}
        for frame in clip:
            for stage, milliseconds in recolorer.process(frame).timings.items():
                stages.setdefault(stage, []).append(milliseconds)
        result["stages"] = stages
        result["device"] = recolorer.description
        result["peak_mb"] = peak_megabytes()
        result["floor"] = _floor(recolorer, clip[0])
    threads = stream_threads()
    with Recolorer("copper", **network, threads=threads) as recolorer:
        recolorer.process(clip[0])
        intervals, last = [], time.perf_counter()
        for _ in recolorer.stream(clip):
            now = time.perf_counter()
            intervals.append((now - last) * 1e3)
            last = now
        # The first result waits for two frames.
        result["intervals"] = intervals[1:]
    sys.stdout.write(json.dumps(result))


def _floor(recolorer: Any, frame: Any) -> dict[str, list[float]]:
    """What the least possible takes: the network by itself, and moving the frame once."""
    import numpy as np

    backend = recolorer._segmenter._open
    out = np.empty((backend.size, backend.size), np.float32)
    copy = np.empty_like(frame)
    times: dict[str, list[float]] = {"network": [], "copy": []}
    for _ in range(30):
        start = time.perf_counter()
        backend.infer(lambda tensor: None, out)
        middle = time.perf_counter()
        np.copyto(copy, frame)
        times["network"].append((middle - start) * 1e3)
        times["copy"].append((time.perf_counter() - middle) * 1e3)
    return times


if __name__ == "__main__":
    main()
