"""Measure on video: ``python -m hairnet sequences MODEL CLIPS [--peer FILE] [--films …]``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from hairnet import sequences
from hairnet.commands.evaluate import open_segmenter
from hairnet.evaluate import Segments
from hairnet.peer import PeerSegmenter


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", type=Path, nargs="+", help=".tflite or .safetensors files")
    parser.add_argument("clips", type=Path, help="folder of clips with exact masks")
    parser.add_argument("--size", type=int, default=256, help="input side for .safetensors")
    parser.add_argument("--peer", type=Path, help="MediaPipe's hair network (.tflite)")
    parser.add_argument("--films", type=Path, nargs="*", default=[], help="films for flicker")
    parser.add_argument("--film-frames", type=int, default=60, help="frames taken of each film")
    parser.add_argument("--json", type=Path, help="write the figures here too")


def run(options: argparse.Namespace) -> int:
    clips = sequences.load_clips(options.clips)
    films = [sequences.read_video(path, options.film_frames) for path in options.films]
    segmenters: dict[str, Segments] = {
        path.name: open_segmenter(path, options.size) for path in options.model
    }
    if options.peer:
        segmenters[options.peer.name] = PeerSegmenter(options.peer)
    results = {}
    for name, segment in segmenters.items():
        results[name] = sequences.measure(segment, clips, note)
        for feedback, label in ((True, "with"), (False, "without")):
            if films:
                values = [sequences.flicker(segment, film, feedback=feedback) for film in films]
                results[name][f"flicker_{label}"] = float(np.nanmean(values))
    print(table(results))  # noqa: T201
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    return 0


def note(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201


def table(results: dict[str, dict[str, float]]) -> str:
    """Markdown: a line per figure, a column per network."""
    names = list(results)
    lines = ["| figure | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    for figure in next(iter(results.values())):
        cells = [f"{results[name][figure]:.3f}" for name in names]
        lines.append(f"| {figure} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
