"""Export trained weights: ``python -m hairnet export WEIGHTS --size 512 -o hair_512.tflite``."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from hairnet import export
from hairnet.commands.arguments import new_file, positive
from hairnet.data import evenly, read_csv, read_pair
from hairnet.evaluate import fit_input
from hairnet.network import parameter_count
from hairnet.weights import load_weights
from hairsdk.files import write_bytes


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("weights", type=Path, help=".safetensors of a training run")
    parser.add_argument("--size", type=positive, required=True, help="side of the network's input")
    parser.add_argument(
        "--precision",
        choices=["float32", "float16"],
        default="float16",
        help="of the weights in the file (default: float16)",
    )
    parser.add_argument("-o", "--output", type=new_file, required=True, help=".tflite to write")
    parser.add_argument("--manifest", type=new_file, help="manifest.json to enter it in")
    parser.add_argument("--name", help="the model's name there; without, its size and precision")
    # Whose photos a network has seen is known to nobody but who trained it: there is no default.
    parser.add_argument("--licence", help="licence of the network, for the manifest")
    parser.add_argument("--data", help="where its training data come from, for the manifest")
    parser.add_argument(
        "--parity", type=Path, metavar="CSV", help="compare on photos of this CSV, not on noise"
    )
    parser.add_argument("--parity-photos", type=positive, default=16, help="how many of them")


def run(options: argparse.Namespace) -> int:
    if options.output.suffix.lower() != ".tflite":
        raise ValueError(f"{options.output}: the name of a network must end in .tflite")
    if options.manifest and not (options.licence and options.data):
        raise ValueError("--manifest needs --licence and --data: the manifest tells them to users")
    if options.manifest and options.manifest.exists():
        # Whether it is one is told before the work.
        export.read_manifest(options.manifest)
    network, about = load_weights(options.weights)
    network.config.check(options.size, "--size")
    # Whether the photos can be read is told before the work.
    inputs = parity_inputs(options)
    content = export.convert(network, options.size, options.precision)
    trial = options.output.with_name(options.output.name + ".trial")
    try:
        write_bytes(trial, content)
        figures = export.parity(network, trial, inputs)
        export.check_parity(figures, options.precision)
    finally:
        trial.unlink(missing_ok=True)
    write_bytes(options.output, content)
    print(
        f"{options.output}: {len(content):,} bytes, {options.precision} weights; differs from the "
        f"trained network by at most {figures['max']:.2g} (mean {figures['mean']:.2g}) on "
        f"{figures['frames']:.0f} frames{'' if options.parity else ' of noise'}"
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
        export.update_manifest(options.manifest, options.name or default_name(options), entry)
    return 0


def default_name(options: argparse.Namespace) -> str:
    """The size alone is the name of what is shipped: float16 weights."""
    half = options.precision == "float16"
    return f"{options.size}" if half else f"{options.size}-{options.precision}"


def parity_inputs(options: argparse.Namespace) -> list[np.ndarray]:
    """Photos with and without a previous mask, or noise where no photos are given."""
    if options.parity is None:
        rng = np.random.default_rng(0)
        return [rng.random((options.size, options.size, 4), np.float32) for _ in range(4)]
    inputs = []
    for number, row in enumerate(evenly(read_csv(options.parity), options.parity_photos)):
        image, mask = read_pair(row)
        previous = mask.astype(np.float32) / 255 if number % 2 else None
        inputs.append(fit_input(image, previous, options.size))
    return inputs
