"""Measure a network: ``python -m hairnet evaluate MODEL DATA.csv``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from hairnet.commands.arguments import new_file, positive
from hairnet.data import evenly, read_csv
from hairnet.evaluate import (
    Segments,
    TfliteSegmenter,
    TorchSegmenter,
    evaluate,
    table,
    three_looks,
    worst_table,
)
from hairnet.export import name_in, read_manifest, update_metrics
from hairnet.files import write_json
from hairnet.peer import PeerSegmenter
from hairnet.weights import load_weights


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", type=Path, help=".tflite or .safetensors")
    parser.add_argument("data", type=Path, help="CSV of photos and masks")
    add_size(parser)
    parser.add_argument(
        "--peer", action="store_true", help="MODEL is MediaPipe's hair network (.tflite)"
    )
    parser.add_argument(
        "--still", action="store_true", help="look three times, as the SDK does at a photo"
    )
    parser.add_argument(
        "--worst", type=positive, metavar="N", help="list the N photos of the lowest IoU"
    )
    parser.add_argument("--json", type=new_file, help="write the figures here too")
    parser.add_argument("--manifest", type=Path, help="enter the figures in this manifest.json")
    parser.add_argument(
        "--limit", type=positive, help="this many photos only, of all parts of the file"
    )


def add_size(parser: argparse.ArgumentParser) -> None:
    """The argument that `open_segmenter` takes."""
    parser.add_argument(
        "--size",
        type=positive,
        help="input side for .safetensors (default: the one it was trained at)",
    )


def open_segmenter(model: Path, size: int | None) -> TfliteSegmenter | TorchSegmenter:
    """A function from frame to mask, from a .tflite or a .safetensors file."""
    if model.suffix.lower() == ".tflite":
        return TfliteSegmenter(str(model))
    network, about = load_weights(model)
    size = size or about.get("size")
    if size is None:
        raise ValueError(f"{model}: does not say at which size it was trained: give --size")
    network.config.check(size, "--size")
    return TorchSegmenter(network, size)


def run(options: argparse.Namespace) -> int:
    if options.limit and options.manifest:
        raise ValueError("--manifest takes the figures of all photos: leave --limit out")
    if options.still and options.manifest:
        raise ValueError("--manifest takes the figures of one look: leave --still out")
    if options.manifest:
        # Whether the model is there is told before the work.
        name_in(read_manifest(options.manifest), options.manifest, options.model)
    rows = read_csv(options.data)
    if options.limit:
        rows = evenly(rows, options.limit)
    network: PeerSegmenter | TfliteSegmenter | TorchSegmenter = (
        PeerSegmenter(options.model)
        if options.peer
        else open_segmenter(options.model, options.size)
    )
    segment: Segments = three_looks(network, network.size) if options.still else network
    report = evaluate(segment, rows, show_progress)
    figures = report.by_set()
    print(table(figures))
    if options.worst:
        print("\n" + worst_table(report.worst(options.worst)))
    if options.json:
        write_json(options.json, figures)
    if options.manifest:
        update_metrics(options.manifest, options.model, figures)
    return 0


def show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{total}", end="\n" if done == total else "", file=sys.stderr)
