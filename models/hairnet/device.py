"""Where a network is trained: a GPU, if there is one, what a GPU wants, and how much memory."""

from __future__ import annotations

import math
import os
from contextlib import suppress
from pathlib import Path

import torch
from torch import Tensor


def own_device() -> torch.device:
    """A GPU for each process of a machine, by the number that torchrun gives it, or the CPU."""
    if not torch.cuda.is_available():
        return torch.device("cpu")
    return torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))


CONTAINER_LIMITS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)
"""Where Linux tells how much memory a container may take (cgroups, version 2 and 1)."""


def own_memory() -> float:
    """Bytes of memory that are for each process of a machine; infinite where nothing tells."""
    memory = math.inf
    if hasattr(os, "sysconf"):  # Windows has none.
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for path in CONTAINER_LIMITS:
        # Without a limit the file says "max".
        with suppress(OSError, ValueError):
            memory = min(memory, int(path.read_text()))
    return memory / int(os.environ.get("LOCAL_WORLD_SIZE", "1"))


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
