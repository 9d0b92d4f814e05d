"""Label photos that have no masks: ``python -m hairnet label MODEL PHOTOS… -o FOLDER``.

Where it was stopped, the same command goes on.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import cv2

from hairnet import pseudo
from hairnet.commands.arguments import amount, new_folder
from hairnet.commands.evaluate import add_size, open_segmenter, show_progress
from hairnet.commands.photos import is_utf8, read_or_say
from hairnet.evaluate import Segments
from hairnet.pictures import DataError, Image, photos_in
from hairsdk.files import write_bytes


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", type=Path, help=".tflite or .safetensors")
    parser.add_argument(
        "photos", type=Path, nargs="+", help="photos, or folders of them, searched deep"
    )
    parser.add_argument(
        "-o",
        "--output",
        type=new_folder,
        required=True,
        help="folder for the masks; what was stopped there goes on",
    )
    add_size(parser)
    parser.add_argument("--weight", type=amount, default=0.5, help="weight of each photo")


def run(options: argparse.Namespace) -> int:
    """Writes masks and ``pseudo.csv``, to be given to ``train --extra``."""
    photos = [photo for folder in options.photos for photo in photos_in(folder, "**/*")]
    table = options.output / "pseudo.csv"
    if table.exists():
        raise DataError(f"{table} is there already: name another folder, or remove that one")
    if not is_utf8(options.output):
        raise DataError(f"{str(options.output)!r}: its name is not UTF-8, as a CSV must be")
    segment = open_segmenter(options.model, options.size)
    options.output.mkdir(parents=True, exist_ok=True)
    part = options.output / "pseudo.part"
    network = hashlib.sha256(options.model.read_bytes()).hexdigest()
    labelled = _resumed(part, [network, options.size])
    left_out = 0
    with part.open("a", encoding="ascii") as journal:
        for number, photo in enumerate(photos):
            name = str(photo.resolve())
            if name not in labelled:
                image = read_or_say(photo, to_be_named=True)
                if image is None:
                    left_out += 1
                else:
                    mask = options.output.resolve() / f"{len(labelled):06d}.mask.png"
                    labelled[name] = str(mask) if _label(segment, image, mask) else ""
                    journal.write(json.dumps([name, labelled[name]]) + "\n")
                    journal.flush()
            show_progress(number + 1, len(photos))
    # Those of this command alone: the one that was stopped may have been given others, too.
    names = dict.fromkeys(str(photo.resolve()) for photo in photos)
    masks = {name: labelled[name] for name in names if name in labelled}
    kept = [("pseudo", name, mask, options.weight, 1) for name, mask in masks.items() if mask]
    text = io.StringIO()
    csv.writer(text).writerows([("set", "image", "mask", "weight", "partial"), *kept])
    write_bytes(table, text.getvalue().encode())
    part.unlink()
    said = f", {left_out} left out" if left_out else ""
    print(f"{len(kept)} of {len(masks)} photos labelled with confidence{said}")
    return 0


def _label(segment: Segments, image: Image, path: Path) -> bool:
    """Write the mask of a photo, if there is confidence in it."""
    label = pseudo.confident_label(pseudo.consensus(segment, image))
    if useful := pseudo.useful(label):
        write_bytes(path, cv2.imencode(".png", label)[1].tobytes())
    return useful


def _resumed(part: Path, begun: list[Any]) -> dict[str, str]:
    """The mask of each photo that a run labelled which was stopped, "" without confidence.

    The file begins with what it was begun with; what is missing or half a line is mended.
    """
    lines = part.read_bytes().splitlines(keepends=True) if part.exists() else []
    whole = [line for line in lines if line.endswith(b"\n")] or [json.dumps(begun).encode() + b"\n"]
    try:
        first, *masks = map(json.loads, whole)
        labelled = dict(masks)
    except (ValueError, TypeError):
        raise DataError(f"{part} is damaged: remove it, and all photos are labelled anew") from None
    if first != begun:
        raise DataError(
            f"{part} was begun with another network or --size: name another folder, or remove that "
            "file"
        )
    write_bytes(part, b"".join(whole))
    return labelled
