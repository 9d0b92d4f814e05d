"""Fewer refining channels after training: channel pruning (He et al. 2017).

Eight refining channels learn fast and cost a network of ours 15 % of its time more than four,
which learn slowly. So it is trained with eight, and the four that say most are kept: layer by
layer from the end, the channels are chosen from which the next layer's input can be rebuilt best,
and its kernel is solved anew by least squares. A short training afterwards mends the rest.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from hairnet.network import HairNet, HalfHead

PIXELS = 2_500
"""Pixels that are looked at in each frame, most of them near the edges of the hair."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Layer:
    """A convolution's input and what it makes of it, at N pixels.

    Attributes
    ----------
    patches
        ``(N, channels, cells of the kernel)``.
    made
        ``(N, outputs)``, before any norm.
    """

    patches: Matrix
    made: Matrix


def narrowed(network: HairNet, frames: Iterable[Tensor], channels: int) -> tuple[HairNet, float]:
    """A copy of `network` with fewer refining channels.

    Parameters
    ----------
    network
        With ``refine = "half"``, trained.
    frames
        What it is to be alike on, ``(B, 4, S, S)`` each.
    channels
        How many refining channels to keep.

    Returns
    -------
    copy, lost
        The network, and the share of the variance of its logits that it cannot rebuild.

    Raises
    ------
    ValueError
        The head is another one, or has not more channels than that.
    """
    head = network.head
    if not isinstance(head, HalfHead) or not 0 < channels < network.config.refine_channels:
        raise ValueError(
            f"channels can be taken from half-resolution layers that have more than {channels}; "
            f"found refine = {network.config.refine!r}, {network.config.refine_channels} channels"
        )
    if network.config.detail:
        raise ValueError(
            f"found detail = {network.config.detail}: take channels away before that is added"
        )
    first, second, last = _layers(network.eval(), frames, np.random.default_rng(0))
    # From the end: what a layer must make is known once the next has chosen.
    third_kept, logit, lost = _choose(last, np.ones(last.made.shape[1]), channels)
    weight = (logit[:-1] ** 2).sum(1) * _gain(head.refine[1], third_kept) ** 2
    second_kept, kernel_3, _ = _choose(_only(second, third_kept), weight, channels)
    weight = (kernel_3[:-1] ** 2).reshape(channels, -1, channels).sum(1) @ weight
    weight = weight * _gain(head.refine[0], second_kept) ** 2
    first_kept, kernel_2, _ = _choose(_only(first, second_kept), weight, channels)

    copy = HairNet(replace(network.config, refine_channels=channels))
    weights = copy.state_dict()
    trained = network.state_dict()
    for name, value in trained.items():
        if not name.startswith("head."):
            weights[name] = value
    kept = {"features": first_kept, "image": first_kept, "refine.0": second_kept}
    for name, chosen in (kept | {"refine.1": third_kept}).items():
        for part in ("weight", "bias", "running_mean", "running_var"):
            weights[f"head.{name}.1.{part}"] = trained[f"head.{name}.1.{part}"][chosen]
    weights["head.features.0.weight"] = trained["head.features.0.weight"][:, first_kept]
    weights["head.image.0.weight"] = trained["head.image.0.weight"][first_kept]
    for name, solved in (("refine.0", kernel_2), ("refine.1", kernel_3)):
        kernel = solved[:-1].reshape(channels, 3, 3, channels).transpose(3, 0, 1, 2)
        weights[f"head.{name}.0.weight"] = torch.from_numpy(kernel.copy()).float()
        # The convolution has no bias: the norm behind it takes the offset.
        weights[f"head.{name}.1.running_mean"] = (
            weights[f"head.{name}.1.running_mean"] - torch.from_numpy(solved[-1]).float()
        )
    weights["head.logit.weight"] = torch.from_numpy(logit[:-1].reshape(-1, 1, 2, 2)).float()
    weights["head.logit.bias"] = torch.tensor([logit[-1].mean()]).float()
    copy.load_state_dict(weights)
    return copy.eval(), lost


@torch.inference_mode()
def _layers(
    network: HairNet, frames: Iterable[Tensor], rng: np.random.Generator
) -> tuple[Layer, Layer, Layer]:
    """The two refining convolutions and the last one, at some pixels of all frames."""
    head: Any = network.head
    given: dict[str, tuple[Tensor, Tensor]] = {}
    hook = head.register_forward_hook(lambda module, inputs, output: given.update(x=inputs))
    found: list[list[Tensor]] = []
    for batch in frames:
        for frame in batch:
            logits = network(frame[None])
            features, image = given["x"]
            first = torch.relu(head.features(features) + head.image(image))
            second = head.refine[0](first)
            third = head.refine[1](second)
            p = torch.sigmoid(functional.avg_pool2d(logits, 2))[0, 0].flatten().numpy()
            weight = 0.03 + 4 * p * (1 - p)
            count = min(PIXELS, len(p))
            pixels = rng.choice(len(p), count, replace=False, p=weight / weight.sum())
            found.append(
                [
                    _patches(first)[pixels],
                    head.refine[0][0](first)[0].flatten(1).T[pixels],
                    _patches(second)[pixels],
                    head.refine[1][0](second)[0].flatten(1).T[pixels],
                    third[0].flatten(1).T[pixels][..., None],
                    functional.unfold(logits, 2, stride=2)[0].T[pixels],
                ]
            )
    hook.remove()
    if not found:
        raise ValueError("no frames to compare the networks on")
    a, b, c, d, e, f = (torch.cat(part).double().numpy() for part in zip(*found, strict=True))
    return Layer(a, b), Layer(c, d), Layer(e, f)


def _patches(x: Tensor) -> Tensor:
    """Neighbourhoods of 3×3, ``(pixels, channels, 9)``."""
    return functional.unfold(x, 3, padding=1)[0].T.reshape(-1, x.shape[1], 9)


def _only(layer: Layer, outputs: list[int]) -> Layer:
    return Layer(layer.patches, layer.made[:, outputs])


def _gain(block: nn.Module, channels: list[int]) -> Matrix:
    """What the norm of a refining layer multiplies its channels with."""
    norm: Any = block[1]  # type: ignore[index]
    gain: Matrix = (norm.weight / (norm.running_var + norm.eps).sqrt()).detach().double().numpy()
    return gain[channels]


def _choose(layer: Layer, weight: Matrix, count: int) -> tuple[list[int], Matrix, float]:
    """The `count` input channels from which the outputs can be made best.

    Returns
    -------
    channels, solved, lost
        ``solved`` is the kernel ``(count · cells + 1, outputs)``, the last row an offset, and
        ``lost`` the share of the weighted variance that it leaves.
    """
    samples, channels, cells = layer.patches.shape
    inputs = layer.patches.reshape(samples, -1)
    mean, offset = inputs.mean(0), layer.made.mean(0)
    inputs, made = inputs - mean, layer.made - offset
    gram, moment = inputs.T @ inputs, inputs.T @ made
    # A little ridge: channels that are hardly ever awake must not get huge weights.
    gram += 1e-6 * np.trace(gram) / len(gram) * np.eye(len(gram))
    variance = (made**2).sum(0)
    results = []
    for chosen in itertools.combinations(range(channels), count):
        columns = [channel * cells + cell for channel in chosen for cell in range(cells)]
        kernel = np.linalg.solve(gram[np.ix_(columns, columns)], moment[columns])
        left = float((variance - (moment[columns] * kernel).sum(0)) @ weight)
        solved = np.vstack([kernel, offset - mean[columns] @ kernel])
        results.append((left, list(chosen), solved))
    left, kept, solved = min(results, key=lambda result: result[0])
    return kept, solved, max(0.0, left / max(float(variance @ weight), 1e-12))
