"""Measure a network: ``python -m hairnet evaluate MODEL DATA.csv``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from hairnet.commands.arguments import new_file, part, positive
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
from hairnet.pictures import photos_in, read_rgb
from hairnet.weights import load_weights
from hairnet.wide import Wide


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
    add_in_frame(parser)
    parser.add_argument(
        "--places",
        type=Path,
        metavar="FOLDER",
        help="photos without people, for that frame to show; without, the photo's blurred borders",
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


def add_in_frame(parser: argparse.ArgumentParser) -> None:
    """How small heads are measured: the part that `hairnet.wide.Wide` takes."""
    parser.add_argument(
        "--in-frame",
        type=part,
        metavar="PART",
        help="set each picture into a frame of 1280×720 pixels, of whose height it takes that part",
    )


def open_segmenter(model: Path, size: int | None) -> TfliteSegmenter | TorchSegmenter:
    """A function from frame to mask, from a .tflite or a .safetensors file."""
    if model.suffix.lower() == ".tflite":
        segmenter = TfliteSegmenter(model)
        if size is not None and size != segmenter.size:
            raise ValueError(
                f"{model}: was exported for {segmenter.size}²: leave --size out, or export it for "
                f"{size}²"
            )
        return segmenter
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
    if options.in_frame and options.manifest:
        raise ValueError("--manifest takes the figures of the photos alone: leave --in-frame out")
    if options.peer and options.size:
        raise ValueError("--size is not for --peer, whose file has its own: leave it out")
    if options.places and not options.in_frame:
        raise ValueError("--places is for wide frames: add --in-frame, or leave it out")
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
    wide = None
    if options.in_frame:
        places = [read_rgb(path) for path in photos_in(options.places)] if options.places else ()
        wide = Wide(options.in_frame, places)
    report = evaluate(segment, rows, show_progress, wide)
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
