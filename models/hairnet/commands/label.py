"""Label photos that have no masks: ``python -m hairnet label MODEL PHOTOS… -o FOLDER``."""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import cv2

from hairnet import pseudo
from hairnet.commands.evaluate import open_segmenter, show_progress

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", type=Path, help=".tflite, or .safetensors with --size")
    parser.add_argument("photos", type=Path, nargs="+", help="folders of photos, searched deep")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder for the masks")
    parser.add_argument("--size", type=int, default=256, help="input side for .safetensors")
    parser.add_argument("--weight", type=float, default=0.5, help="weight of each photo")


def run(options: argparse.Namespace) -> int:
    """Writes masks and ``pseudo.csv``, to be given to ``train --extra``."""
    segment = open_segmenter(options.model, options.size)
    options.output.mkdir(parents=True, exist_ok=True)
    photos = sorted(
        p for place in options.photos for p in place.rglob("*") if p.suffix.lower() in SUFFIXES
    )
    kept = []
    for number, photo in enumerate(photos):
        image = cv2.imread(str(photo), cv2.IMREAD_COLOR_RGB)
        if image is not None:
            label = pseudo.confident_label(pseudo.consensus(segment, image))
            if pseudo.useful(label):
                mask = options.output / f"{number:06d}.mask.png"
                cv2.imwrite(str(mask), label)
                kept.append(("pseudo", photo.resolve(), mask.resolve(), options.weight, 1))
        show_progress(number + 1, len(photos))
    with (options.output / "pseudo.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("set", "image", "mask", "weight", "partial"))
        writer.writerows(kept)
    print(f"{len(kept)} of {len(photos)} photos labelled with confidence")  # noqa: T201
    return 0
