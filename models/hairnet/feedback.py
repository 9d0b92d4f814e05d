"""Training on the network's own memory, as it will find it in video.

A simulated previous mask is somebody's annotation, moved and damaged. In use it is the network's
own answer, with the network's own mistakes, and these must neither feed on themselves nor
flicker. So for some of the photos the frames before are made up by a small camera motion, the
network (its averaged weights) answers them one after the other, and its last answer is the
previous mask. The change from that answer to the next one, once the motion is taken out, is what
viewers see as flicker. Or a whole `film` is made up and learned from at once (`film_loss`).
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
    answer: Tensor
    """The answer, ``(N, 1, H, W)`` in [0, 1]."""
    motion: Tensor
    """From the photo to that frame, ``(N, 2, 3)``."""
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
    frames: int = 1,
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
    frames
        How many frames before are answered, each with the answer to the one before it.
    """
    chosen = [
        row
        for row, generator in enumerate(generators)
        if empty[row] and float(torch.rand((), generator=generator)) < share
    ]
    if not chosen:
        return None
    # All draws are made on the CPU and sent together: a GPU need not be waited for.
    draws = [_draw(generators[row], frames) for row in chosen]
    speed, exposures, corners = (torch.stack(part) for part in zip(*draws, strict=True))
    motions = [affine(speed * (frame + 1)) for frame in range(frames)]
    rows, back, exposures, corners, *motions = (
        part.to(inputs.device, non_blocking=True)
        for part in (torch.tensor(chosen), invert(motions[0]), exposures, corners, *motions)
    )
    found = torch.zeros_like(inputs[rows, 3:])
    for frame in reversed(range(frames)):
        before = move(inputs[rows], motions[frame], "reflection")
        before[:, :3] = _exposed(before[:, :3], exposures[:, frame], 0.015, corners[:, frame])
        before[:, 3:] = found
        found = torch.sigmoid(answer(before.contiguous(memory_format=torch.channels_last)))
    inputs[rows, 3] = found[:, 0]
    # Weights of the four pixels around a place add up to a little less than 1 now and then.
    seen = (move(torch.ones_like(found), back, "zeros") > 0.999).to(found.dtype)
    return Before(rows, found, motions[0], move(found, back, "border"), seen)


def flicker_loss(logits: Tensor, before: Before, share: float) -> Tensor:
    """Mean squared change of the answers since the frame before, motion taken out.

    Parameters
    ----------
    share
        The share of all photos that have a frame before in the long run. The sum over the photos
        that do have one is divided by the number expected of the batch, not by their own: so the
        mean over processes of a distributed run is the loss of the whole batch.
    """
    change = torch.sigmoid(logits[before.rows]) - before.carried
    return _mean_square(change, before.seen).sum() / (share * len(logits))


def coherence_loss(
    logits: Tensor, target: Tensor, valid: Tensor, before: Before, share: float
) -> Tensor:
    """Mean squared difference of the answers' change since the frame before and the masks'.

    The loss of RobustVideoMatting (Lin et al. 2022), of which dtSSD is the square root: an error
    that stays where it is costs nothing.

    Parameters
    ----------
    target, valid
        ``(B, 1, H, W)`` in [0, 1]: the masks, and where they are to be believed.
    share
        As in `flicker_loss`.
    """
    true, known = target[before.rows], valid[before.rows]
    wanted = true - move(true, before.motion, "reflection")
    change = torch.sigmoid(logits[before.rows]) - before.answer
    known = known * move(known, before.motion, "reflection")
    return _mean_square(change - wanted, known).sum() / (share * len(logits))


def _mean_square(values: Tensor, counted: Tensor) -> Tensor:
    """Mean square in each photo ``(N,)``, over the pixels that are `counted`."""
    return (values.square() * counted).sum((1, 2, 3)) / counted.sum((1, 2, 3)).clamp_min(1)


@dataclass(frozen=True)
class Film:
    """Frames made up from photos, the oldest first; the last ones are the photos themselves."""

    frames: tuple[Tensor, ...]
    """RGB of each, ``(B, 3, H, W)`` in [0, 1]."""
    targets: tuple[Tensor, ...]
    """What is to be found in each, ``(B, C, H, W)``, moved as the frames are."""


@torch.no_grad()
def film(
    photos: Tensor, targets: Tensor, generators: Sequence[torch.Generator], frames: int
) -> Film:
    """Make films that end with photos.

    Camera and person move evenly: a similarity and a smooth bending, both of a random speed for
    each photo; exposure and grain are each frame's own.

    Parameters
    ----------
    photos, targets
        ``(B, 3, H, W)`` and ``(B, C, H, W)`` in [0, 1].
    generators
        One for each photo, as for `remember`.
    frames
        How many each film has, the photo included.
    """
    height, width = photos.shape[2:]
    draws = [_draw(generator, frames) for generator in generators]
    speeds, exposures, corners = (torch.stack(part) for part in zip(*draws, strict=True))
    # Speed, bending, grain: most films are calm and clean, some are not.
    amounts = torch.stack([torch.rand(3, generator=g) for g in generators])
    bending = torch.stack([torch.randn((2, 4, 4), generator=g) for g in generators])
    speeds = speeds * amounts[:, :1]
    speeds, exposures, corners, amounts, bending = (
        part.to(photos.device, non_blocking=True)
        for part in (speeds, exposures, corners, amounts, bending)
    )
    strength = MOST_BENDING * amounts[:, 1].square()
    bend = functional.interpolate(
        bending * strength[:, None, None, None], (height, width), mode="bicubic"
    ).permute(0, 2, 3, 1)
    sigma = (MOST_GRAIN * amounts[:, 2].square())[:, None, None, None]
    both = torch.cat([photos, targets], 1)
    made = []
    for back in reversed(range(frames)):
        moved = both
        if back:
            grid = functional.affine_grid(
                affine(speeds * back), list(both.shape), align_corners=False
            )
            moved = functional.grid_sample(
                both, grid + back * bend, "bilinear", padding_mode="reflection", align_corners=False
            )
        seen = _exposed(moved[:, :3], exposures[:, back], sigma, corners[:, back])
        made.append((seen, moved[:, 3:]))
    return Film(*zip(*made, strict=True))


def film_loss(
    answer: Callable[[Tensor], Tensor],
    loss_of: Callable[[Tensor, Tensor], Tensor],
    shown: Film,
    memory: Tensor,
    coherence: float,
) -> Tensor:
    """Loss over a film that the network plays with its own memory.

    The gradient goes back through the masks between the frames (backpropagation through time): a
    mask has to be right, and to be of use for the next.

    Parameters
    ----------
    answer
        The network: frames ``(B, 4, H, W)`` in, logits ``(B, 1, H, W)`` out.
    loss_of
        Of one frame's logits and targets.
    shown
        At least two frames. The first two channels of its targets are the mask, and where it is to
        be believed.
    memory
        The mask before the first frame, ``(B, 1, H, W)``.
    coherence
        Weight of the mean squared difference between the masks' changes and the true ones
        (`coherence_loss`).

    Notes
    -----
    The first frame counts as much as all others together, since a still has no other.
    """
    total = memory.new_zeros(())
    last: tuple[Tensor, Tensor] | None = None
    others = len(shown.frames) - 1
    for frame, target in zip(shown.frames, shown.targets, strict=True):
        x = torch.cat([frame, memory], 1).contiguous(memory_format=torch.channels_last)
        logits = answer(x)
        memory = torch.sigmoid(logits)
        error = memory - target[:, :1]
        known = target[:, 1:2]
        total = total + (0.5 if last is None else 0.5 / others) * loss_of(logits, target)
        if last is not None and coherence > 0:
            of_photos = _mean_square(error - last[0], known * last[1])
            total = total + coherence * of_photos.mean() / others
        last = error, known
    return total


MOST_BENDING = 0.02
"""Standard deviation of the bending between two frames at most, in half sides."""
MOST_GRAIN = 0.06
"""Standard deviation of a frame's grain at most, of the full range."""


def _draw(generator: torch.Generator, frames: int) -> tuple[Tensor, Tensor, Tensor]:
    """Motion of one frame, and of each its exposure and the corner of its grain."""
    exposures = torch.exp(0.06 * torch.randn(frames, generator=generator))
    corners = torch.randint(GRAIN + 1, (frames, 2), generator=generator)
    return small_motion(generator), exposures, corners


GRAIN = 64
"""Pixels by which the one sheet of grain is larger than the frames that are cut from it."""


def _exposed(pictures: Tensor, exposures: Tensor, grain: float | Tensor, corners: Tensor) -> Tensor:
    """Pictures ``(N, 3, H, W)`` in their own light, with grain of that standard deviation."""
    noise = _noise(pictures.shape[2:], corners)
    return (pictures * exposures[:, None, None, None] + grain * noise).clamp(0, 1)


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
    """Turn, zoom and shifts ``(4,)`` as between two frames: up to 3°, 4 %, 0.02 sides."""
    most = torch.tensor([0.052, 0.04, 0.04, 0.04])
    return most * (2 * torch.rand(4, generator=generator) - 1)


def affine(motion: Tensor) -> Tensor:
    """The maps ``(N, 2, 3)`` of motions ``(N, 4)``, as ``affine_grid`` takes them."""
    turn, zoom, across, down = motion.unbind(1)
    cos, sin = zoom.exp() * turn.cos(), zoom.exp() * turn.sin()
    return torch.stack([cos, -sin, across, sin, cos, down], 1).reshape(-1, 2, 3)


def invert(motion: Tensor) -> Tensor:
    turned = torch.linalg.inv(motion[:, :, :2])
    return torch.cat([turned, -turned @ motion[:, :, 2:]], 2)


def move(pictures: Tensor, motion: Tensor, padding: str) -> Tensor:
    shape = list(pictures.shape)
    grid = functional.affine_grid(motion, shape, align_corners=False)
    return functional.grid_sample(
        pictures, grid, "bilinear", padding_mode=padding, align_corners=False
    )
