"""Label photos that have no masks: ``python -m hairnet label MODEL PHOTOS… -o FOLDER``."""

from __future__ import annotations

import argparse
import csv
import io
from pathlib import Path

import cv2

from hairnet import pseudo
from hairnet.commands.arguments import amount, new_folder
from hairnet.commands.evaluate import add_size, open_segmenter, show_progress
from hairnet.commands.photos import read_or_say
from hairnet.pictures import DataError, photos_in
from hairsdk.files import write_bytes


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", type=Path, help=".tflite or .safetensors")
    parser.add_argument(
        "photos", type=Path, nargs="+", help="photos, or folders of them, searched deep"
    )
    parser.add_argument(
        "-o", "--output", type=new_folder, required=True, help="folder for the masks"
    )
    add_size(parser)
    parser.add_argument("--weight", type=amount, default=0.5, help="weight of each photo")


def run(options: argparse.Namespace) -> int:
    """Writes masks and ``pseudo.csv``, to be given to ``train --extra``."""
    photos = [photo for folder in options.photos for photo in photos_in(folder, "**/*")]
    table = options.output / "pseudo.csv"
    if table.exists():
        raise DataError(f"{table} is there already: name another folder, or remove that one")
    segment = open_segmenter(options.model, options.size)
    options.output.mkdir(parents=True, exist_ok=True)
    kept, left_out = [], 0
    for number, photo in enumerate(photos):
        image = read_or_say(photo, to_be_named=True)
        if image is None:
            left_out += 1
        else:
            label = pseudo.confident_label(pseudo.consensus(segment, image))
            if pseudo.useful(label):
                mask = options.output / f"{number:06d}.mask.png"
                write_bytes(mask, cv2.imencode(".png", label)[1].tobytes())
                kept.append(("pseudo", photo.resolve(), mask.resolve(), options.weight, 1))
        show_progress(number + 1, len(photos))
    text = io.StringIO()
    csv.writer(text).writerows([("set", "image", "mask", "weight", "partial"), *kept])
    write_bytes(table, text.getvalue().encode())
    said = f", {left_out} left out" if left_out else ""
    print(f"{len(kept)} of {len(photos) - left_out} photos labelled with confidence{said}")
    return 0
