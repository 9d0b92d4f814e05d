"""Export trained weights: ``python -m hairnet export WEIGHTS --size 512 -o hair_512.tflite``."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from hairnet import export
from hairnet.data import read_csv, read_pair
from hairnet.evaluate import fit_input
from hairnet.network import parameter_count
from hairnet.weights import load_weights

LICENCE = "Apache-2.0"
DATA = (
    "trained on Figaro1k, CelebAMask-HQ, Clothing Co-Parsing, LFW part labels, FASSEG and VITON: "
    "photos for non-commercial research; started from EfficientNet-Lite0's ImageNet weights; see "
    "MODEL_CARD.md"
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("weights", type=Path, help=".safetensors of a training run")
    parser.add_argument("--size", type=int, required=True, help="side of the network's input")
    parser.add_argument("--precision", choices=["float32", "float16"], default="float16")
    parser.add_argument("-o", "--output", type=Path, required=True, help=".tflite to write")
    parser.add_argument("--manifest", type=Path, help="manifest.json to enter the file in")
    parser.add_argument("--name", help="the model's name there; its size without")
    parser.add_argument("--licence", default=LICENCE)
    parser.add_argument("--data", default=DATA, help="where the training data come from")
    parser.add_argument(
        "--parity", type=Path, metavar="CSV", help="compare on photos of this CSV, not on noise"
    )
    parser.add_argument("--parity-photos", type=int, default=16)


def run(options: argparse.Namespace) -> int:
    network, about = load_weights(options.weights)
    if not network.config.fits(options.size):
        step = network.config.shrink * network.config.stride
        raise ValueError(f"--size must be a multiple of {step:g}, found {options.size}")
    content = export.convert(network, options.size, options.precision)
    trial = options.output.with_name(options.output.name + ".trial")
    try:
        trial.write_bytes(content)
        figures = export.parity(network, trial, parity_inputs(options))
        export.check_parity(figures, options.precision)
    finally:
        trial.unlink(missing_ok=True)
    export.write_atomically(options.output, content)
    print(  # noqa: T201
        f"{options.output}: {len(content):,} bytes, {options.precision} weights; differs from the "
        f"trained network by at most {figures['max']:.2g} (mean {figures['mean']:.2g}) on "
        f"{figures['frames']:.0f} frames"
    )
    if options.manifest:
        entry = export.manifest_entry(
            options.output,
            options.size,
            options.precision,
            parameter_count(network),
            {
                "licence": options.licence,
                "data": options.data,
                "parity": {k: figures[k] for k in ("max", "mean")},
                "training": about,
            },
        )
        export.update_manifest(options.manifest, options.name or str(options.size), entry)
    return 0


def parity_inputs(options: argparse.Namespace) -> list[np.ndarray]:
    """Photos with and without a previous mask, or noise where no photos are given."""
    if options.parity is None:
        rng = np.random.default_rng(0)
        return [rng.random((options.size, options.size, 4), np.float32) for _ in range(4)]
    rows = read_csv(options.parity)
    chosen = rows[:: max(1, len(rows) // options.parity_photos)][: options.parity_photos]
    inputs = []
    for number, row in enumerate(chosen):
        image, mask = read_pair(row)
        previous = mask.astype(np.float32) / 255 if number % 2 else None
        inputs.append(fit_input(image, previous, options.size))
    return inputs
