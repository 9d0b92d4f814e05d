"""Training on the network's own memory, as it will find it in video.

A simulated previous mask is somebody's annotation, moved and damaged. In use it is the network's
own answer, with the network's own mistakes, and these must neither feed on themselves nor
flicker. So for some of the photos a frame before is made up by a small camera motion, the network
(its averaged weights) answers that frame first, and its answer is the previous mask. The change
from that answer to the next one, once the motion is taken out, is what viewers see as flicker.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import torch
from torch import Tensor
from torch.nn import functional


@dataclass(frozen=True)
class Before:
    """The frame before some photos of a batch, as the network answered it."""

    rows: Tensor
    """Numbers of those photos in the batch, ``(N,)``."""
    carried: Tensor
    """The answer, moved to where things are in the photo, ``(N, 1, H, W)``."""
    seen: Tensor
    """1 where the frame before shows that place too, ``(N, 1, H, W)``."""


@torch.no_grad()
def remember(
    answer: Callable[[Tensor], Tensor],
    inputs: Tensor,
    empty: Sequence[bool],
    share: float,
    generators: Sequence[torch.Generator],
) -> Before | None:
    """Put the network's own answer to a made-up frame before into the fourth channel.

    Parameters
    ----------
    answer
        The network in evaluation mode: frames ``(N, 4, H, W)`` in, logits ``(N, 1, H, W)`` out.
    inputs
        ``(B, 4, H, W)`` in [0, 1], changed in place.
    empty
        Which photos have an empty previous mask: of these a random `share` gets one.
    generators
        One for each photo, on the CPU: a photo's draws depend neither on the batch that it is in
        nor on the device.
    """
    chosen = [
        row
        for row, generator in enumerate(generators)
        if empty[row] and float(torch.rand((), generator=generator)) < share
    ]
    if not chosen:
        return None
    # All draws are made on the CPU and sent together: a GPU need not be waited for.
    draws = [_draw(generators[row]) for row in chosen]
    motion, exposure, corner = (torch.stack(part) for part in zip(*draws, strict=True))
    back = invert(motion)
    rows, motion, exposure, corner, back = (
        part.to(inputs.device, non_blocking=True)
        for part in (torch.tensor(chosen), motion, exposure, corner, back)
    )
    before = move(inputs[rows], motion, "reflection")
    noise = _noise(inputs.shape[2:], corner)
    before[:, :3] = (before[:, :3] * exposure + 0.015 * noise).clamp(0, 1)
    before[:, 3] = 0
    found = torch.sigmoid(answer(before.contiguous(memory_format=torch.channels_last)))
    inputs[rows, 3] = found[:, 0]
    return Before(
        rows, move(found, back, "border"), move(torch.ones_like(found), back, "zeros").floor()
    )


def flicker_loss(logits: Tensor, before: Before, share: float) -> Tensor:
    """Mean squared change of the answers since the frame before, motion taken out.

    Parameters
    ----------
    share
        The share of all photos that have a frame before in the long run. The sum over the photos
        that do have one is divided by the number expected of the batch, not by their own: so the
        mean over processes of a distributed run is the loss of the whole batch.
    """
    change = (torch.sigmoid(logits[before.rows]) - before.carried) * before.seen
    of_photos = change.square().sum((1, 2, 3)) / before.seen.sum((1, 2, 3)).clamp_min(1)
    return of_photos.sum() / (share * len(logits))


def _draw(generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """Motion, exposure, and the corner of the grain, of one made-up frame."""
    exposure = torch.exp(0.06 * torch.randn((1, 1, 1), generator=generator))
    corner = torch.randint(GRAIN + 1, (2,), generator=generator)
    return small_motion(generator), exposure, corner


GRAIN = 64
"""Pixels by which the one sheet of grain is larger than the frames that are cut from it."""


def _noise(shape: Sequence[int], corner: Tensor) -> Tensor:
    """Normal deviates ``(N, 3, H, W)``, for each ``corner`` ``(N, 2)`` a piece of the same sheet.

    Numbers drawn for every photo anew would cost more than the network on a GPU.
    """
    height, width = shape
    sheet = _sheet(height + GRAIN, width + GRAIN).to(corner.device)
    down = corner[:, :1] + torch.arange(height, device=corner.device)
    across = corner[:, 1:] + torch.arange(width, device=corner.device)
    return sheet[:, down[:, :, None], across[:, None, :]].transpose(0, 1)


@cache
def _sheet(height: int, width: int) -> Tensor:
    return torch.randn((3, height, width), generator=torch.Generator().manual_seed(1))


def small_motion(generator: torch.Generator) -> Tensor:
    """An affine map ``(2, 3)`` like the change between two frames: up to 3°, 4 %, 0.02 sides."""
    turn, zoom, across, down = 2 * torch.rand(4, generator=generator) - 1
    turn, zoom = turn * 0.052, torch.exp(zoom * 0.04)
    cos, sin = zoom * turn.cos(), zoom * turn.sin()
    return torch.stack([cos, -sin, across * 0.04, sin, cos, down * 0.04]).reshape(2, 3)


def invert(motion: Tensor) -> Tensor:
    turned = torch.linalg.inv(motion[:, :, :2])
    return torch.cat([turned, -turned @ motion[:, :, 2:]], 2)


def move(pictures: Tensor, motion: Tensor, padding: str) -> Tensor:
    shape = list(pictures.shape)
    grid = functional.affine_grid(motion, shape, align_corners=False)
    return functional.grid_sample(
        pictures, grid, "bilinear", padding_mode=padding, align_corners=False
    )
