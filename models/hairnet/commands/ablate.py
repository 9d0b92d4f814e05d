"""Compare network parts: ``python -m hairnet ablate DATA.csv --images 10000``."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import torch

from hairnet import ablation
from hairnet.commands.arguments import positive
from hairnet.commands.train import SHIPPED
from hairnet.config import Stage, load_recipe
from hairnet.data import load, read_csv, split_validation


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", type=Path, help="CSV of photos and masks")
    parser.add_argument(
        "--recipe", type=Path, default=SHIPPED, help="TOML file of the network that is taken apart"
    )
    parser.add_argument("--images", type=positive, default=10_000, help="samples for each variant")
    parser.add_argument("--size", type=positive, default=128, help="side of the photos")
    parser.add_argument("--batch", type=positive, default=16, help="photos in each step")
    parser.add_argument("--lr", type=float, default=2e-3, help="learning rate")
    parser.add_argument("--threads", type=positive, help="threads of the network")
    parser.add_argument("--timed", action="store_true", help="export each and time it at 512²")
    parser.add_argument(
        "--only", nargs="+", choices=list(ablation.VARIANTS), help="these variants, not all"
    )


def run(options: argparse.Namespace) -> int:
    recipe = load_recipe(options.recipe)
    if recipe.distil:
        # Variants compare just as well without a teacher, which would cost most of the time.
        print("distil of the recipe is left aside: masks alone are learned from")
        recipe = replace(recipe, distil=0.0)
    train, validation = split_validation(read_csv(options.data), recipe.validation)
    if options.threads:
        torch.set_num_threads(options.threads)
    stage = Stage(
        options.size,
        options.batch,
        options.images,
        options.lr,
        options.lr / 100,
        options.batch * 50,
    )
    ablation.ablate(
        recipe,
        options.only or list(ablation.VARIANTS),
        (train, load(train)),
        (validation, load(validation)),
        stage,
        timed=options.timed,
        say=lambda text: print(text, flush=True),
    )
    return 0
