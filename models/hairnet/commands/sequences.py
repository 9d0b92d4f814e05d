"""Measure on video: ``python -m hairnet sequences MODEL CLIPS [--peer FILE] [--films …]``."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from hairnet import sequences
from hairnet.commands.arguments import new_file, positive
from hairnet.commands.evaluate import add_in_frame, add_size, open_segmenter
from hairnet.files import write_json
from hairnet.peer import PeerSegmenter
from hairnet.sdk import SdkPlayer
from hairnet.wide import Wide


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", type=Path, nargs="+", help=".tflite or .safetensors files")
    parser.add_argument("clips", type=Path, help="folder of clips with exact masks")
    add_size(parser)
    parser.add_argument(
        "--sdk",
        action="store_true",
        help="as the SDK shows masks: cuts found, steadied, refined along strands (.tflite)",
    )
    parser.add_argument("--peer", type=Path, help="MediaPipe's hair network (.tflite)")
    parser.add_argument("--films", type=Path, nargs="*", default=[], help="films for flicker")
    parser.add_argument(
        "--film-frames", type=positive, default=60, help="frames taken of each film"
    )
    add_in_frame(parser)
    parser.add_argument(
        "--limits",
        action="store_true",
        help="also how low dtSSD could come if masks were carried along the exact motion",
    )
    parser.add_argument("--json", type=new_file, help="write the figures here too")


def run(options: argparse.Namespace) -> int:
    if options.sdk and options.size:
        raise ValueError("--sdk plays exported files, whose size is theirs: leave --size out")
    clips = sequences.load_clips(options.clips)
    films = [sequences.read_video(path, options.film_frames) for path in options.films]
    players: list[sequences.Plays] = [
        SdkPlayer(path)
        if options.sdk
        else sequences.NetworkPlayer(open_segmenter(path, options.size))
        for path in options.model
    ]
    if options.peer:
        players.append(sequences.NetworkPlayer(PeerSegmenter(options.peer)))
    if options.in_frame:
        wide = Wide(options.in_frame)
        players = [sequences.WidePlayer(play, wide) for play in players]
    names = name_apart([*options.model, *([options.peer] if options.peer else [])])
    results = {}
    for name, play in zip(names, players, strict=True):
        results[name] = sequences.measure(play, clips, note)
        if options.limits:
            results[name] |= sequences.limits(play, clips)
        for feedback, label in ((True, "with"), (False, "without")):
            if films:
                values = [sequences.flicker(play, film, feedback=feedback) for film in films]
                results[name][f"flicker_{label}"] = float(np.nanmean(values))
    print(table(results))
    if options.json:
        write_json(options.json, results)
    return 0


def name_apart(paths: Sequence[Path]) -> list[str]:
    """File names, or the whole path where several files have the same name."""
    count = Counter(path.name for path in paths)
    return [path.name if count[path.name] == 1 else str(path) for path in paths]


def note(text: str) -> None:
    print(text, file=sys.stderr)


def table(results: dict[str, dict[str, float]]) -> str:
    """Markdown: a line per figure, a column per network."""
    names = list(results)
    lines = ["| figure | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    for figure in next(iter(results.values())):
        values = [results[name][figure] for name in names]
        cells = ["–" if np.isnan(value) else f"{value:.3f}" for value in values]
        lines.append(f"| {figure} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
