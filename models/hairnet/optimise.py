"""What moves the weights: rates of the network's parts, the schedule, the average."""

from __future__ import annotations

import copy
import math
from typing import Any

import torch
from torch import nn

from hairnet.config import Recipe, Stage
from hairnet.network import HairNet


class Average:
    """Exponential moving average of all weights and batch statistics, ready for inference."""

    def __init__(self, network: HairNet, decay: float) -> None:
        self.network = copy.deepcopy(network).eval()
        self.decay = decay
        self.steps = 0
        # Training and loading change the tensors in place: they stay the same ones.
        self.own, self.new = (
            [value for value in n.state_dict().values() if value.is_floating_point()]
            for n in (self.network, network)
        )

    @torch.no_grad()
    def update(self) -> None:
        self.steps += 1
        # The first steps are noise: average over few of them, then over ever more.
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        torch._foreach_lerp_(self.own, self.new, 1 - decay)


def learning_rate(stage: Stage, done: int, batch: int) -> float:
    """Rate after `done` images of a stage: linear warm-up, then half a cosine.

    `batch` is that of all processes together, so that the first step has a rate above zero.
    """
    if done < stage.warmup:
        return stage.lr * (done + batch) / (stage.warmup + batch)
    part = min(1.0, (done - stage.warmup) / max(1, stage.images - stage.warmup))
    return stage.lr_end + (stage.lr - stage.lr_end) * 0.5 * (1 + math.cos(math.pi * part))


def parameter_groups(network: HairNet, recipe: Recipe) -> list[dict[str, Any]]:
    """Weight decay is for kernels, norms and biases go without; trunk and head have own rates."""
    rates = {"trunk": recipe.trunk_rate, "head": recipe.head_rate, "body": 1.0}
    # By the part, not by its rate: a checkpoint's groups fit a recipe with other rates too.
    groups: dict[tuple[str, bool], list[nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        part = name.split(".")[0]
        part = part if part in rates else "body"
        groups.setdefault((part, parameter.ndim > 1), []).append(parameter)
    return [
        {
            "params": parameters,
            "rate": rates[part],
            "weight_decay": recipe.weight_decay if kernel else 0.0,
        }
        for (part, kernel), parameters in groups.items()
    ]
