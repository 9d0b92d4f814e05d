"""Take refining channels away: ``python -m hairnet prune WEIGHTS PHOTOS.csv --channels 4 …``."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor

from hairnet.commands.arguments import new_file, positive
from hairnet.config import Recipe
from hairnet.data import load, read_csv
from hairnet.prune import narrowed
from hairnet.samples import Samples, to_network
from hairnet.weights import load_weights, save_weights


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("weights", type=Path, help=".safetensors of a training run")
    parser.add_argument("data", type=Path, help="CSV of photos and masks to be alike on")
    parser.add_argument("--channels", type=positive, default=4, help="channels that stay")
    parser.add_argument("--size", type=positive, required=True, help="side of the network's input")
    parser.add_argument("--frames", type=positive, default=60, help="samples made of the photos")
    parser.add_argument(
        "-o", "--output", type=new_file, required=True, help=".safetensors to write"
    )


def run(options: argparse.Namespace) -> int:
    network, about = load_weights(options.weights)
    network.config.check(options.size, "--size")
    rows = read_csv(options.data)
    rows = rows[:: max(1, len(rows) // options.frames)]
    samples = Samples(rows, load(rows), Recipe(), options.size)

    def frame(number: int) -> Tensor:
        picture, target = (torch.from_numpy(part)[None] for part in samples[number])
        return to_network(picture, target)[0]

    frames = (frame(number) for number in range(options.frames))
    copy, lost = narrowed(network, frames, options.channels)
    save_weights(options.output, copy, {**about, "channels_before": network.config.refine_channels})
    print(
        f"{options.output}: {options.channels} of {network.config.refine_channels} refining "
        f"channels; {100 * lost:.1f} % of the last layer's variance is lost. Train it for a while"
    )
    return 0
