"""Where a network is trained: a GPU, if there is one, and what a GPU wants."""

from __future__ import annotations

import os

import torch
from torch import Tensor


def own_device() -> torch.device:
    """A GPU for each process of a machine, by the number that torchrun gives it, or the CPU."""
    if not torch.cuda.is_available():
        return torch.device("cpu")
    return torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))


def filled_up(x: Tensor, multiple: int) -> Tensor:
    """`x` with its first row repeated up to a multiple of rows, where a GPU computes it.

    There cuDNN prepares for seconds (Hopper, version 9) whenever a batch has a new size.
    """
    missing = -len(x) % max(multiple, 1)
    if not missing or x.device.type != "cuda":
        return x
    return torch.cat([x, x[:1].expand(missing, *x.shape[1:])]).contiguous(
        memory_format=torch.channels_last
    )
