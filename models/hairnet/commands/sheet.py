"""Contact sheet of masks: ``python -m hairnet sheet MODEL PHOTOS -o sheet.webp``."""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import cv2
import numpy as np

from hairnet.commands.arguments import new_file, positive
from hairnet.commands.evaluate import add_size, open_segmenter
from hairnet.commands.photos import read_or_say
from hairnet.metrics import Mask
from hairnet.pictures import DataError, Image, photos_in
from hairsdk.files import write_bytes
from hairsdk.images import MAX_PIXELS

TINT = np.array([255, 0, 90], np.float32)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", type=Path, help=".tflite or .safetensors")
    parser.add_argument("photos", type=Path, help="folder of photos that may be shown")
    parser.add_argument("-o", "--output", type=new_file, required=True, help="picture to write")
    add_size(parser)
    parser.add_argument("--tile", type=positive, default=176, help="side of one photo on the sheet")
    parser.add_argument(
        "--columns", type=positive, default=6, help="pairs of photo and mask in a row"
    )


def run(options: argparse.Namespace) -> int:
    if not options.output.suffix or not cv2.haveImageWriter(options.output.name):
        raise DataError(f"{options.output}: no picture format of that name")
    photos = photos_in(options.photos)
    width = 2 * options.tile * options.columns
    height = options.tile * math.ceil(len(photos) / options.columns)
    if width * height > MAX_PIXELS:
        raise DataError(
            f"{options.output}: a sheet of {width}×{height} pixels is too large: take fewer "
            "photos, or a smaller --tile"
        )
    segment = open_segmenter(options.model, options.size)
    tiles = []
    for path in photos:
        image = read_or_say(path)
        if image is not None:
            tiles.append(tile(image, segment(image), options.tile))
    if not tiles:
        raise DataError(f"{options.photos}: none of its photos can be read")
    while len(tiles) % options.columns:
        tiles.append(np.full_like(tiles[0], 255))
    rows = [
        np.hstack(tiles[i : i + options.columns]) for i in range(0, len(tiles), options.columns)
    ]
    picture = cv2.cvtColor(np.vstack(rows), cv2.COLOR_RGB2BGR)
    webp = options.output.suffix.lower() == ".webp"
    quality = [cv2.IMWRITE_WEBP_QUALITY, 80] if webp else []
    try:
        done, encoded = cv2.imencode(options.output.suffix, picture, quality)
    except cv2.error:
        done = False
    if not done:
        raise DataError(
            f"{options.output}: a sheet of {picture.shape[1]}×{picture.shape[0]} pixels cannot be "
            f"written as {options.output.suffix}: take fewer photos, a smaller --tile, or .png"
        )
    write_bytes(options.output, encoded.tobytes())
    return 0


def tile(image: Image, mask: Mask, side: int) -> Image:
    """The photo beside itself with the hair tinted."""
    tinted = image + (mask[..., None] * 0.6) * (TINT - image)
    pair = [
        cv2.resize(p.astype(np.uint8), (side, side), interpolation=cv2.INTER_AREA)
        for p in (image, tinted)
    ]
    return np.hstack(pair)
