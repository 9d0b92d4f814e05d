"""How a network is trained, as opposed to what is trained, and what cannot go together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hairnet import checkpoint
from hairnet.config import Recipe


class TrainError(RuntimeError):
    """A run cannot start or go on; the message says why."""


@dataclass(frozen=True)
class Options:
    """How to run, as opposed to what to train (that is the `Recipe`)."""

    output: Path
    workers: int = 1
    checkpoint_minutes: float = 4.0
    validate_images: int = 20_000
    resume: bool = False
    start: Path | None = None
    teacher: Path | None = None
    stop_after_images: int | None = None
    freeze_norm: bool = False
    """Keep the batch statistics of the starting weights: for fine-tuning with small batches.

    Layers that the starting weights lack learn theirs; of a pretrained start these are all but the
    trunk's.
    """

    @property
    def checkpoint(self) -> Path:
        """Where the state of the run is."""
        return self.output / checkpoint.NAME


def check(recipe: Recipe, options: Options) -> None:
    """Refuse what cannot be run, before photos are read, which may take hours.

    Raises
    ------
    TrainError
        Recipe and options do not go together, or the folder is not free.
    CheckpointError
        The run that is to go on cannot be read, or was another one.
    """
    if options.resume:
        checkpoint.changes(checkpoint.read(options.checkpoint), recipe, options.checkpoint)
    elif options.checkpoint.exists():
        raise TrainError(
            f"{options.checkpoint} exists: add --resume to go on, or name another folder"
        )
    for path in (options.start, options.teacher):
        if path is not None and not path.is_file():
            raise TrainError(f"{path}: there is no such file of weights")
    if recipe.distil > 0 and options.teacher is None:
        raise TrainError("the recipe's distil is above 0: name a network with --teacher")
    if recipe.distil == 0 and options.teacher is not None:
        raise TrainError("--teacher changes nothing unless the recipe's distil is above 0")
    if options.freeze_norm and not (options.start or recipe.pretrained or options.resume):
        raise TrainError(
            "--freeze-norm keeps the batch statistics that a network starts with, and this one "
            "starts with none: add --from WEIGHTS, or pretrained = true to the recipe"
        )
