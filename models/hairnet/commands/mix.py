"""The mean of several trainings' weights: ``python -m hairnet mix ONE TWO … -o MEAN``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

from hairnet.commands.arguments import new_file, part, positive
from hairnet.config import Recipe
from hairnet.data import load, read_csv, split_validation
from hairnet.evaluate import validation_iou
from hairnet.mix import come_from_one, mixed
from hairnet.weights import read, save_weights


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "weights", type=Path, nargs="+", help=".safetensors of runs with the same start"
    )
    parser.add_argument(
        "--parts", type=float, nargs="+", help="proportion of each; without, all are equal"
    )
    parser.add_argument(
        "-o", "--output", type=new_file, required=True, help=".safetensors to write"
    )
    parser.add_argument(
        "--validate", type=Path, nargs="+", metavar="CSV", help="what train was given as data"
    )
    parser.add_argument(
        "--validation", type=part, default=Recipe.validation, help="the recipe's share held back"
    )
    parser.add_argument("--size", type=positive, help="side of the network's input, for --validate")


def run(options: argparse.Namespace) -> int:
    if options.validate and not options.size:
        raise ValueError("--validate needs --size")
    network, about = mixed(options.weights, options.parts or [1.0] * len(options.weights))
    if not come_from_one([read(path)[2] for path in options.weights]):
        print(
            "hairnet: warning: nothing tells that these networks started from the same weights: "
            "their mean may find no hair at all (see --validate)",
            file=sys.stderr,
        )
    said = ""
    if options.validate:
        network.config.check(options.size, "--size")
        rows = [row for path in options.validate for row in read_csv(path)]
        _, held = split_validation(rows, options.validation)
        sets = validation_iou(network, held, load(held), options.size)
        if not sets:
            raise ValueError("--validate: none of the photos held back shows hair")
        iou = float(np.mean(list(sets.values())))
        about = {**about, "size": options.size, "validation_iou": iou}
        said = f"; mean IoU {iou:.4f} on {len(held)} photos held back"
    save_weights(options.output, network, about)
    shares = ", ".join(
        f"{part['part']:g} of {path}"
        for part, path in zip(about["mixed"], options.weights, strict=True)
    )
    print(f"{options.output}: {shares}{said}")
    return 0
