"""What tests put in the place of long trainings and of trained networks."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from hairnet.config import Recipe
from hairnet.data import load, read_csv, split_validation
from hairnet.options import Options
from hairnet.train import Trainer


def bright(image: np.ndarray, previous: np.ndarray | None = None) -> np.ndarray:
    """Takes all that is bright for hair."""
    return (image.mean(-1) > 128).astype(np.float32)


def trainer(recipe: Recipe, heads: Path, output: Path, **options: object) -> Trainer:
    """A run on the photos of a CSV."""
    train, held = split_validation(read_csv(heads), recipe.validation)
    data = (train, load(train)), (held, load(held))
    return Trainer(recipe, Options(output, workers=0, **options), *data)
