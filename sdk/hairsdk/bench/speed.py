"""Speed side by side: each contender in a process of its own, in turns, on the same clip."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hairsdk.bench.clip import Clip, make_clip
from hairsdk.errors import BackendError, FileReadError, ParameterError
from hairsdk.files import found_at

__all__ = ["Contender", "Figures", "contenders", "markdown", "measure"]


@dataclass(frozen=True)
class Contender:
    """Who is measured.

    Parameters
    ----------
    name : str
    command : sequence of str
        Program and script.
    model, device, precision : str
    """

    name: str
    command: Sequence[str]
    model: str
    device: str = "cpu"
    precision: str = "float16"


@dataclass(frozen=True)
class Figures:
    """What a contender did, all turns together.

    Parameters
    ----------
    name, device : str
    stages : dict of str to list of float
        Milliseconds of each frame.
    intervals : list of float
        Milliseconds between two results of a stream.
    floor : dict of str to list of float
        Milliseconds of the least possible; empty for others.
    import_s, startup_s, peak_mb : list of float
        Of each turn.
    """

    name: str
    device: str
    stages: dict[str, list[float]]
    intervals: list[float]
    floor: dict[str, list[float]]
    import_s: list[float]
    startup_s: list[float]
    peak_mb: list[float]


def contenders(
    models: Sequence[str],
    device: str,
    peer_model: Path | None,
    peer_python: str | None,
    precision: str = "float16",
) -> list[Contender]:
    """Ours, and MediaPipe where its network is given.

    Parameters
    ----------
    models : sequence of str
    device : str
    peer_model : Path, optional
        MediaPipe's hair segmenter (.tflite).
    peer_python : str, optional
        Interpreter that has `mediapipe`; this one by default.
    precision : str
        Of our arithmetic on a GPU.

    Raises
    ------
    FileReadError
        There is no such file as MediaPipe's.
    """
    ours = (sys.executable, str(Path(__file__).with_name("contender.py")))
    found = [Contender(f"hairsdk {model}", ours, model, device, precision) for model in models]
    if peer_model is not None:
        if found_at(peer_model) != "file":
            raise FileReadError(f"cannot read {peer_model}: no such file", peer_model)
        script = str(Path(__file__).with_name("peer.py"))
        command = (peer_python or sys.executable, script)
        found.append(Contender("MediaPipe Tasks", command, str(peer_model)))
    return found


def measure(
    who: Sequence[Contender],
    size: tuple[int, int],
    frames: int,
    rounds: int,
    source: Path | None = None,
    note: Callable[[str], None] = lambda words: None,
) -> list[Figures]:
    """Let every contender process the clip, in turns, so that all meet the same disturbances.

    Raises
    ------
    ParameterError
        `frames` is below 2.
    VideoError
        The film at `source` has fewer.
    BackendError
        A contender failed; the message holds its last words.
    """
    if frames < 2:
        raise ParameterError("a stream's speed is the time from frame to frame: take 2 or more")
    turns: dict[str, list[dict[str, Any]]] = {contender.name: [] for contender in who}
    with tempfile.TemporaryDirectory(prefix="hairsdk-bench-") as folder:
        clip = make_clip(Path(folder) / "clip.rgb", *size, frames, source)
        for number in range(rounds):
            # The last is MediaPipe, which may be missing: that is told before our turns, not after.
            for contender in reversed(who):
                note(f"round {number + 1} of {rounds}: {contender.name}")
                turns[contender.name].append(_turn(contender, clip))
    return [_together(name, found) for name, found in turns.items()]


def _turn(contender: Contender, clip: Clip) -> dict[str, Any]:
    network = (contender.model, contender.device, contender.precision)
    arguments = [clip.path, clip.width, clip.height, clip.frames, *network]
    command = [*contender.command, *map(str, arguments), repr(time.time())]
    try:
        # Libraries write there in UTF-8, Python in the system's code page, others as they like.
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", errors="replace", check=False
        )
    except OSError as error:
        raise BackendError(
            f"{contender.name}: cannot run {command[0]}: {error.strerror}"
        ) from error
    if done.returncode:
        words = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise BackendError(f"{contender.name} failed: {words}")
    try:
        found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    except (IndexError, ValueError):
        raise BackendError(
            f"{contender.name}: {command[0]} gave no figures: is it a Python interpreter?"
        ) from None
    return found


def _together(name: str, turns: list[dict[str, Any]]) -> Figures:
    def pooled(key: str) -> dict[str, list[float]]:
        names = turns[0].get(key, {})
        return {stage: [ms for turn in turns for ms in turn[key][stage]] for stage in names}

    return Figures(
        name=name,
        device=turns[0]["device"],
        stages=pooled("stages"),
        intervals=[ms for turn in turns for ms in turn["intervals"]],
        floor=pooled("floor"),
        import_s=[turn["import_s"] for turn in turns],
        startup_s=[turn["startup_s"] for turn in turns],
        peak_mb=[turn["peak_mb"] for turn in turns],
    )


def markdown(figures: Sequence[Figures]) -> str:
    """The table for people, in Markdown."""
    rows: list[tuple[str, Callable[[Figures], str]]] = [
        ("segmentation, ms", lambda f: _spread(f.stages, "segment")),
        ("steadiness of the mask, ms", lambda f: _spread(f.stages, "steady")),
        ("edges of the mask, ms", lambda f: _spread(f.stages, "matte")),
        ("hair's intensity, ms", lambda f: _spread(f.stages, "intensity")),
        ("LUT for it, ms", lambda f: _spread(f.stages, "lut")),
        ("new colours, ms", lambda f: _spread(f.stages, "apply")),
        ("one frame in all, ms", lambda f: _spread(f.stages, "total")),
        ("frames a second in a stream", lambda f: f"{1e3 / statistics.mean(f.intervals):.1f}"),
        ("least possible: network alone, ms", lambda f: _spread(f.floor, "network")),
        ("least possible: frame copied once, ms", lambda f: _spread(f.floor, "copy")),
        ("start to first frame, s", lambda f: f"{statistics.median(f.startup_s):.2f}"),
        ("import, s", lambda f: f"{statistics.median(f.import_s):.2f}"),
        ("peak memory, MB", lambda f: f"{max(f.peak_mb):.0f}" if any(f.peak_mb) else "–"),
    ]
    lines = ["| median (p95) | " + " | ".join(f.name for f in figures) + " |"]
    lines.append("|---" * (len(figures) + 1) + "|")
    lines += [f"| {words} | " + " | ".join(map(cell, figures)) + " |" for words, cell in rows]
    return "\n".join(lines)


def _spread(times: dict[str, list[float]], stage: str) -> str:
    if stage not in times:
        return "–"
    return f"{statistics.median(times[stage]):.1f} ({np.percentile(times[stage], 95):.1f})"
