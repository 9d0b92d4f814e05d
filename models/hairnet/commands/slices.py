"""IoU by kind of photo: ``python -m hairnet slices MODEL DATA.csv``."""

from __future__ import annotations

import argparse
from pathlib import Path

from hairnet import slices
from hairnet.commands.evaluate import add_size, open_segmenter
from hairnet.data import read_csv


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", type=Path, help=".tflite or .safetensors")
    parser.add_argument("data", type=Path, help="CSV of photos and masks")
    add_size(parser)


def run(options: argparse.Namespace) -> int:
    segment = open_segmenter(options.model, options.size)
    print(slices.table(slices.shares(segment, read_csv(options.data))))
    return 0
