"""Train a network: ``python -m hairnet train DATA.csv --recipe RECIPE.toml -o RUN``."""

from __future__ import annotations

import argparse
import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cv2
import torch
from torch import distributed as dist

from hairnet import checkpoint
from hairnet.commands.arguments import amount, count, new_folder, positive
from hairnet.commands.evaluate import show_progress
from hairnet.config import Recipe, load_recipe
from hairnet.data import Compressed, draw_weights, load, read_csv, split_validation
from hairnet.device import own_device
from hairnet.options import Options, TrainError, check
from hairnet.train import Trainer

SHIPPED = Path(__file__).parents[1] / "recipes" / "shipped.toml"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", nargs="+", type=Path, help="CSV files of photos and masks")
    parser.add_argument(
        "--extra",
        nargs="*",
        default=[],
        type=Path,
        help="CSV files to train on but not to validate on: rendered or self-labelled pictures",
    )
    parser.add_argument(
        "--recipe",
        type=Path,
        help="TOML file; without it, that of the shipped networks' common hourglass, or with "
        "--resume the checkpoint's own",
    )
    parser.add_argument("-o", "--output", type=new_folder, required=True, help="folder of the run")
    parser.add_argument("--resume", action="store_true", help="go on from the folder's checkpoint")
    parser.add_argument(
        "--from", dest="start", type=Path, help="start from these weights (.safetensors)"
    )
    parser.add_argument(
        "--teacher",
        type=Path,
        help="learn from this network's answers, too (.safetensors; recipe: distil)",
    )
    parser.add_argument(
        "--freeze-norm", action="store_true", help="keep the starting weights' batch statistics"
    )
    parser.add_argument("--workers", type=count, default=1, help="processes that make samples")
    parser.add_argument("--threads", type=positive, help="threads of the network itself")
    parser.add_argument("--max-side", type=positive, default=512, help="photos are shrunk to this")
    parser.add_argument(
        "--checkpoint-minutes", type=amount, default=4.0, help="time between checkpoints"
    )
    parser.add_argument(
        "--validate-images", type=positive, default=20_000, help="images between validations"
    )
    parser.add_argument(
        "--stop-after-images", type=positive, help="save and stop there, to resume later"
    )


def run(options: argparse.Namespace) -> int:
    # Workers are forked: one whose OpenCV waits for threads of this process would wait for ever.
    cv2.setNumThreads(0)
    recipe = chosen_recipe(options)
    run_options = Options(
        output=options.output,
        workers=options.workers,
        checkpoint_minutes=options.checkpoint_minutes,
        validate_images=options.validate_images,
        resume=options.resume,
        start=options.start,
        teacher=options.teacher,
        stop_after_images=options.stop_after_images,
        freeze_norm=options.freeze_norm,
    )
    check(recipe, run_options)
    rows = [row for path in options.data for row in read_csv(path)]
    train, validation = split_validation(rows, recipe.validation)
    train += [row for path in options.extra for row in read_csv(path)]
    if train:
        # Whether one can be drawn is told before they are read.
        draw_weights(train, recipe.set_weights)
    if options.threads:
        torch.set_num_threads(options.threads)
    # torchrun sets the variables that tell the processes of each other.
    several = int(os.environ.get("WORLD_SIZE", "1")) > 1
    if several:
        device = own_device()
        if device.type == "cuda":
            torch.cuda.set_device(device)
        dist.init_process_group("nccl" if device.type == "cuda" else "gloo")
    try:
        # Together, so that all that cannot be used are named at once.
        photos = load([*train, *validation], options.max_side, progress=show_progress)
        trainer = Trainer(
            recipe,
            run_options,
            (train, photos[: len(train)]),
            (validation, photos[len(train) :]),
        )
        trainer.say(f"{len(train)} photos to train on, {len(validation)} held back")
        if isinstance(photos, Compressed):
            trainer.say("they are kept compressed: decoded they might not fit into the memory")
        unknown = set(recipe.set_weights) - {row.set for row in (*train, *validation)}
        if unknown:
            trainer.say(f"set_weights: no photo is of the set(s) {', '.join(sorted(unknown))}")
        best = None
        with lost_processes_explained(), stopped_by_signals(trainer) as received:
            best = trainer.run()
        if best is not None:
            trainer.say(f"best validation IoU {best:.4f}")
    finally:
        if several:
            dist.destroy_process_group()
    return 128 + received[0] if trainer.stopped and received else 0


def chosen_recipe(options: argparse.Namespace) -> Recipe:
    """The recipe that is named, the checkpoint's own where a run goes on, or the shipped one."""
    if options.resume and options.recipe is None:
        path = options.output / checkpoint.NAME
        return checkpoint.recipe_of(checkpoint.read(path), path)
    return load_recipe(options.recipe or SHIPPED)


@contextmanager
def stopped_by_signals(trainer: Trainer) -> Iterator[list[int]]:
    """Let Ctrl-C and SIGTERM ask `trainer` to save and stop; a second one ends it at once.

    Gives the list of the signals that came.
    """
    received: list[int] = []
    before: dict[signal.Signals, Any] = {}

    def ask(number: int, _: object) -> None:
        received.append(number)
        trainer.asked_to_stop = True
        for each, handler in before.items():
            signal.signal(each, handler)

    for each in (signal.SIGINT, signal.SIGTERM):
        before[each] = signal.signal(each, ask)
    try:
        yield received
    except RuntimeError:
        # The first process has saved and left, so that the others have nobody to learn with.
        if not (received and trainer.rank):
            raise
        trainer.stopped = True
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


@contextmanager
def lost_processes_explained() -> Iterator[None]:
    """Say in words what PyTorch says where one of a run's processes was killed."""
    try:
        yield
    except RuntimeError as error:
        # What goes wrong in one that lives is of a "DataLoader worker process", with its traceback.
        if "DataLoader worker (pid" in str(error):
            raise TrainError(
                "a process that makes samples was killed, as it happens where memory, or a "
                "container's /dev/shm, runs out: go on with --resume, and with fewer --workers"
            ) from error
        # Gloo has no type of its own; its source is named in what it says, as the system does.
        if isinstance(error, dist.DistError) or re.search(r"gloo[/\\]transport", str(error)):
            raise TrainError(
                "another process of this run has ended, or cannot be reached any more: go on with "
                "--resume"
            ) from error
        raise
