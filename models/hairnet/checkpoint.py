"""The state of a training run on disk, and what may change before it goes on."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import torch

from hairnet.config import Recipe, differences, from_dict, to_dict
from hairsdk.errors import FileWriteError
from hairsdk.files import write_bytes

NAME = "checkpoint.pt"
FIELDS = {
    "network",
    "average",
    "average_steps",
    "optimiser",
    "fresh",
    "stage",
    "done",
    "best",
    "recipe",
}
"""What every checkpoint holds, the oldest too."""


class CheckpointError(RuntimeError):
    """A run cannot go on from a checkpoint, or leave one; the message says why."""


def write(path: Path, state: dict[str, Any]) -> None:
    """Write a checkpoint, whole or not at all."""
    # Into memory first: torch says of a full disk where its code failed, and not what.
    content = io.BytesIO()
    torch.save(state, content)
    try:
        write_bytes(path, content.getvalue())
    except FileWriteError as error:
        raise CheckpointError(f"{error}. Make room, then go on with --resume") from error


def read(path: Path) -> dict[str, Any]:
    """A checkpoint that was written by `write`, on the CPU."""
    try:
        # PyTorch reads on over bytes that have changed; the file holds checksums.
        with ZipFile(path) as archive:
            if archive.testzip():
                raise BadZipFile
        state = torch.load(path, weights_only=True, map_location="cpu")
    except FileNotFoundError as error:
        raise CheckpointError(
            f"{path}: there is no checkpoint to go on from: leave --resume out to start"
        ) from error
    except OSError as error:
        raise CheckpointError(f"{path}: cannot be resumed: {error.strerror}") from error
    # There is no telling what torch stumbles over in a file that is something else.
    except Exception as error:
        raise CheckpointError(
            f"{path}: damaged, or not a checkpoint of hairnet train: start anew in another folder, "
            "with --from the run's last.safetensors"
        ) from error
    missing = FIELDS - set(state if isinstance(state, dict) else ())
    if missing:
        raise CheckpointError(
            f"{path}: not a checkpoint of hairnet train: lacks {', '.join(sorted(missing))}"
        )
    return dict(state)


def recipe_of(state: dict[str, Any], path: Path) -> Recipe:
    """The recipe that a checkpoint was trained with; fields newer than it have their defaults."""
    return from_dict(Recipe, state["recipe"], str(path))


def changes(state: dict[str, Any], recipe: Recipe, path: Path) -> list[str]:
    """What `recipe` changes in that of a checkpoint, each as "name before → now".

    Raises
    ------
    CheckpointError
        The run cannot go on so: the network or a part of the schedule that is done is another.
    """
    trained, stage, done = recipe_of(state, path), state["stage"], state["done"]
    network = differences(to_dict(trained.network), to_dict(recipe.network))
    if network:
        raise CheckpointError(
            f"{path}: was trained with another network ({', '.join(network)}); start anew with "
            "--from its weights, or use its recipe"
        )
    if trained.stages[:stage] != recipe.stages[:stage]:
        raise CheckpointError(
            f"{path}: {stage} stage(s) are done, and the recipe changes them; leave them as they "
            "were and add another, or start anew with --from its weights"
        )
    if done and (len(recipe.stages) == stage or recipe.stages[stage].images < done):
        raise CheckpointError(
            f"{path}: {done} images of stage {stage} are done, and the recipe's has fewer; give it "
            "as many, or start anew with --from its weights"
        )
    return differences(to_dict(trained), to_dict(recipe))


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder of a run until the block ends, or the process, in whatever way.

    Raises
    ------
    CheckpointError
        Another run holds it.
    """
    if sys.platform == "win32":  # There folders cannot be locked.
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CheckpointError(
                f"{folder}: another training is writing into this folder: wait for its end, or "
                "name another"
            ) from error
        except OSError:
            # Not every network drive can lock: there one has to take care oneself.
            pass
        yield
    finally:
        os.close(handle)
