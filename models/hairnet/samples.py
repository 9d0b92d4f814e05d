"""Training samples by number: the same number gives the same sample, in any process."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import DataLoader, Dataset, Sampler

from hairnet.augment import frame, occlude, photograph
from hairnet.config import Recipe
from hairnet.data import Pyramid, Row, draw_weights
from hairnet.pictures import Image
from hairnet.previous import simulate


class Samples(Dataset[tuple[NDArray[np.uint8], NDArray[np.uint8]]]):
    """Sample number → ``(4, S, S)`` uint8 input and ``(2, S, S)`` uint8 target.

    The target's second plane is 255 where its first is to be believed, 0 elsewhere.
    """

    def __init__(
        self, rows: Sequence[Row], pyramids: Sequence[Pyramid], recipe: Recipe, size: int
    ) -> None:
        self.rows = rows
        self.pyramids = pyramids
        self.recipe = recipe
        self.size = size
        self.drawn = draw_weights(rows, recipe.set_weights)

    def __getitem__(self, number: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        recipe = self.recipe
        rng = np.random.default_rng([recipe.seed, number])
        image, mask, partial = self._view(rng)
        if rng.random() < recipe.photometry.occluder:
            image, mask = occlude(image, mask, self._view(rng)[0], rng)
        image = photograph(image, mask, recipe.photometry, rng)
        image, mask, previous = simulate(
            image, mask, lambda: self._view(rng)[1], recipe.previous, rng
        )
        stacked = np.concatenate([image, previous[..., None]], -1)
        known = np.full_like(mask, 255)
        if partial:
            known[(mask > 40) & (mask < 215)] = 0
        return np.ascontiguousarray(stacked.transpose(2, 0, 1)), np.stack([mask, known])

    def _view(self, rng: np.random.Generator) -> tuple[Image, Image, bool]:
        row = int(np.searchsorted(self.drawn, rng.random() * self.drawn[-1], side="right"))
        row = min(row, len(self.pyramids) - 1)
        image, mask = frame(self.pyramids[row], self.size, self.recipe.geometry, rng)
        return image, mask, self.rows[row].partial


class Numbers(Sampler[int]):
    """Sample numbers from `start` to `stop`; with several processes each takes its share.

    Batches of N processes with batch B hold together the very samples that one process with
    batch N·B would hold.
    """

    def __init__(self, start: int, stop: int, batch: int, rank: int = 0, world: int = 1) -> None:
        self.start, self.stop = start, stop
        self.batch, self.rank, self.world = batch, rank, world

    def __iter__(self) -> Iterator[int]:
        for first in range(self.start, self.stop - self.step + 1, self.step):
            yield from self.batch_at(first)

    def __len__(self) -> int:
        return (self.stop - self.start) // self.step * self.batch

    @property
    def step(self) -> int:
        """Samples in the batches of all processes together."""
        return self.batch * self.world

    def batch_at(self, first: int) -> range:
        """This process's numbers of the batch that begins with the sample `first`."""
        return range(first + self.rank, first + self.step, self.world)


def loader(samples: Samples, numbers: Numbers, workers: int) -> DataLoader[tuple[Tensor, Tensor]]:
    return DataLoader(
        samples,  # type: ignore[arg-type]  # arrays, which the loader stacks to tensors
        batch_size=numbers.batch,
        sampler=numbers,
        num_workers=workers,
        drop_last=True,
        worker_init_fn=_begin_worker,
        prefetch_factor=6 if workers else None,
        pin_memory=torch.cuda.is_available(),
    )


def _begin_worker(_: int) -> None:
    # Ctrl-C, and a service's or a queue's SIGTERM, are sent to all processes of the run, which
    # needs this one for its last step; it ends with the run.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    cv2.setNumThreads(1)
    torch.set_num_threads(1)


def to_network(inputs: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
    """From the bytes of a batch to what the network takes, in [0, 1]."""
    scaled = inputs.to(torch.float32).div_(255)
    return scaled.contiguous(memory_format=torch.channels_last), target.to(torch.float32).div_(255)
