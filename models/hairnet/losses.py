"""What training minimises."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from hairnet.metrics import HAIR_AT_LEAST


def mask_loss(
    logits: Tensor, target: Tensor, valid: Tensor | None = None, jaccard_weight: float = 0.5
) -> Tensor:
    """Cross-entropy, heavier at edges, plus the soft Jaccard distance of each photo.

    Parameters
    ----------
    logits, target
        ``(B, 1, H, W)``; the target is soft, in [0, 1].
    valid
        Same shape, 0 where the label is not to be trusted (pseudo-labels); all by default.

    Notes
    -----
    The Jaccard term is the soft form of the figure that is reported (mean IoU per image), so
    that a small head in a wide street counts as much as a close-up. Photos without hair have
    only the cross-entropy: an IoU with nothing is not defined. Every term is a mean over photos, so
    that the mean over processes of a distributed run is the loss of the whole batch.
    """
    logits, target = logits.float(), target.float()
    valid = torch.ones_like(target) if valid is None else valid.float()
    weight = valid * (1 + 2 * edge_band(target))
    entropy = functional.binary_cross_entropy_with_logits(logits, target, reduction="none")
    entropy = (entropy * weight).sum((1, 2, 3)) / weight.sum((1, 2, 3)).clamp_min(1)

    probability = torch.sigmoid(logits) * valid
    target = target * valid
    overlap = (probability * target).sum((1, 2, 3))
    union = (probability + target - probability * target).sum((1, 2, 3))
    hairy = (target.mean((1, 2, 3)) > HAIR_AT_LEAST).float()
    jaccard = (1 - overlap / union.clamp_min(1e-6)) * hairy
    return (entropy + jaccard_weight * jaccard).mean()


def edge_band(target: Tensor, reach: int = 2) -> Tensor:
    """1 within `reach` pixels (of a square) of an edge of the mask, 0 elsewhere."""
    return (widest(target, reach) + widest(-target, reach)).clamp(0, 1)


def widest(x: Tensor, reach: int) -> Tensor:
    """Largest value within `reach` pixels, by rows and then by columns.

    PyTorch's max pooling of one channel is not vectorised on the CPU; this is ten times as fast.
    """
    for dim in (-1, -2):
        grown = x.clone()
        for shift in range(1, reach + 1):
            body = x.shape[dim] - shift
            ahead, behind = grown.narrow(dim, 0, body), grown.narrow(dim, shift, body)
            torch.maximum(ahead, x.narrow(dim, shift, body), out=ahead)
            torch.maximum(behind, x.narrow(dim, 0, body), out=behind)
        x = grown
    return x
