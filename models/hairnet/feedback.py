"""Training on the network's own memory, as it will find it in video.

A simulated previous mask is somebody's annotation, moved and damaged. In use it is the network's
own answer, with the network's own mistakes, and these must neither feed on themselves nor
flicker. So for some of the photos a frame before is made up by a small camera motion, the network
(its averaged weights) answers that frame first, and its answer is the previous mask. The change
from that answer to the next one, once the motion is taken out, is what viewers see as flicker.
"""

from __future__ import annotations

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
    network: HairNet, inputs: Tensor, share: float, generator: torch.Generator
) -> Before | None:
    """Put the network's own answer to a made-up frame before into the fourth channel.

    Parameters
    ----------
    network
        In evaluation mode.
    inputs
        ``(B, 4, H, W)`` in [0, 1], changed in place: of the photos whose previous mask is empty
        a random `share` gets one.
    """
    empty = inputs[:, 3].amax((1, 2)) == 0
    rows = torch.nonzero(empty & (torch.rand(len(inputs), generator=generator) < share))[:, 0]
    if not len(rows):
        return None
    photos = inputs[rows]
    motion = small_motion(len(rows), generator)
    before = move(photos, motion, "reflection")
    noise = torch.randn(before[:, :3].shape, generator=generator)
    exposure = torch.exp(0.06 * torch.randn((len(rows), 1, 1, 1), generator=generator))
    before[:, :3] = (before[:, :3] * exposure + 0.015 * noise).clamp(0, 1)
    before[:, 3] = 0
    answer = torch.sigmoid(network(before.contiguous(memory_format=torch.channels_last)))
    inputs[rows, 3] = answer[:, 0]
    back = invert(motion)
    return Before(
        rows, move(answer, back, "border"), move(torch.ones_like(answer), back, "zeros").floor()
    )


def flicker_loss(logits: Tensor, before: Before) -> Tensor:
    """Mean squared change of the answers since the frame before, motion taken out."""
    change = (torch.sigmoid(logits[before.rows]) - before.carried) * before.seen
    return change.square().sum() / before.seen.sum().clamp_min(1)


def small_motion(count: int, generator: torch.Generator) -> Tensor:
    """Affine maps ``(N, 2, 3)`` like the change between two frames: up to 3°, 4 %, 0.02 sides."""
    turn, zoom, across, down = 2 * torch.rand((4, count), generator=generator) - 1
    turn, zoom = turn * 0.052, torch.exp(zoom * 0.04)
    cos, sin = zoom * turn.cos(), zoom * turn.sin()
    rows = [torch.stack([cos, -sin, across * 0.04], 1), torch.stack([sin, cos, down * 0.04], 1)]
    return torch.stack(rows, 1)


def invert(motion: Tensor) -> Tensor:
    turned = torch.linalg.inv(motion[:, :, :2])
    return torch.cat([turned, -turned @ motion[:, :, 2:]], 2)


def move(pictures: Tensor, motion: Tensor, padding: str) -> Tensor:
    shape = list(pictures.shape)
    grid = functional.affine_grid(motion, shape, align_corners=False)
    return functional.grid_sample(
        pictures, grid, "bilinear", padding_mode=padding, align_corners=False
    )
