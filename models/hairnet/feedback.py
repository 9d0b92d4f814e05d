"""Training on the network's own memory, as it will find it in video.

A simulated previous mask is somebody's annotation, moved and damaged. In use it is the network's
own answer, with the network's own mistakes, and these must neither feed on themselves nor
flicker. So for some of the photos a frame before is made up by a small camera motion, the network
(its averaged weights) answers that frame first, and its answer is the previous mask. The change
from that answer to the next one, once the motion is taken out, is what viewers see as flicker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from hairnet.network import HairNet


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
    network: HairNet, inputs: Tensor, share: float, generators: Sequence[torch.Generator]
) -> Before | None:
    """Put the network's own answer to a made-up frame before into the fourth channel.

    Parameters
    ----------
    network
        In evaluation mode.
    inputs
        ``(B, 4, H, W)`` in [0, 1], changed in place: of the photos whose previous mask is empty
        a random `share` gets one.
    generators
        One for each photo, on the CPU: a photo's draws depend neither on the batch that it is in
        nor on the device.
    """
    empty = (inputs[:, 3].amax((1, 2)) == 0).tolist()
    chosen = [
        row
        for row, generator in enumerate(generators)
        if empty[row] and float(torch.rand((), generator=generator)) < share
    ]
    if not chosen:
        return None
    rows = torch.tensor(chosen, device=inputs.device)
    draws = [_draw(generators[row], inputs.shape[2:]) for row in chosen]
    motion, exposure, noise = (
        torch.stack(part).to(inputs.device) for part in zip(*draws, strict=True)
    )
    before = move(inputs[rows], motion, "reflection")
    before[:, :3] = (before[:, :3] * exposure + 0.015 * noise).clamp(0, 1)
    before[:, 3] = 0
    answer = torch.sigmoid(network(before.contiguous(memory_format=torch.channels_last)))
    inputs[rows, 3] = answer[:, 0]
    back = invert(motion)
    return Before(
        rows, move(answer, back, "border"), move(torch.ones_like(answer), back, "zeros").floor()
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


def _draw(generator: torch.Generator, shape: Sequence[int]) -> tuple[Tensor, Tensor, Tensor]:
    """Motion, exposure and noise of one made-up frame of ``shape`` = ``(H, W)``."""
    exposure = torch.exp(0.06 * torch.randn((1, 1, 1), generator=generator))
    return small_motion(generator), exposure, torch.randn((3, *shape), generator=generator)


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
