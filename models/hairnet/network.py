"""The hourglass network of Tkachenka et al. 2019, with every part switchable.

The paper's ingredients: a large kernel with a large stride at the input, E-Net bottlenecks
(Paszke et al. 2016) with a strong squeeze, skip connections between the halves of the
hourglass, and a refinement at the end that sharpens edges. `NetworkConfig` turns each on or
off, so that `hairnet ablate` can say what it is worth.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import torch
from torch import Tensor, nn
from torch.nn import functional

from hairnet import lite

Encoder = Literal["enet", "lite0", "lite2"]
Refine = Literal["none", "half", "full-dense"]
Stem = Literal["big", "small"]


@dataclass(frozen=True)
class NetworkConfig:
    """Shape of a `HairNet`.

    Attributes
    ----------
    encoder
        ``"enet"``: the paper's way down, bottlenecks throughout; ``"lite0"``: strides 4 to 16 are
        those of EfficientNet-Lite0 (`hairnet.lite`), whose weights can be had trained on
        ImageNet; ``"lite2"``: strides 4 to 32 are EfficientNet-Lite2's, for a teacher.
    widths
        Channels at strides 4, 8, 16, …; their number sets the depth of the hourglass. The first
        are the trunk's, where there is one.
    blocks
        Bottlenecks at each stride on the way down, the trunk's blocks not counted.
    decoder_blocks
        Bottlenecks at each stride on the way up (all but the deepest stride).
    squeeze
        Divisor of the channels inside a bottleneck; the paper uses 16 and 32.
    skips
        Skip connections from the way down to the way up.
    stem
        ``"big"``: one 8×8 convolution of stride 4, as in the paper; ``"small"``: two 3×3 of
        stride 2.
    refine
        ``"full-dense"``: the paper's dense layers at full resolution; ``"half"``: plain
        convolutions at half resolution; ``"none"``: bilinear logits from stride 4.
    refine_channels
        Channels of the half-resolution layers, or growth of the dense ones.
    detail
        Channels in which the half-resolution layers' view of the frame corrects the features at
        stride 4 before they are refined; 0 for no such correction. Worth it where the hourglass
        sees the frame shrunk: its own stride 4 is coarser then.
    previous_mask
        Whether the fourth channel, the mask of the frame before, is looked at. The input has
        four channels either way.
    """

    encoder: Encoder = "enet"
    widths: tuple[int, ...] = (32, 64, 96, 128, 160)
    blocks: tuple[int, ...] = (1, 2, 4, 4, 2)
    decoder_blocks: tuple[int, ...] = (1, 1, 2, 1)
    squeeze: int = 4
    skips: bool = True
    stem: Stem = "big"
    refine: Refine = "half"
    refine_channels: int = 8
    detail: int = 0
    previous_mask: bool = True
    shrink: float = 1.0
    """The hourglass sees the frame shrunk by this factor; the refinement sees it whole.

    What hair is shows at 256² already; where it ends does not. With 2, a 512² network has the
    hourglass of a 256² one, weights included, and spends its time on edges.
    """

    def __post_init__(self) -> None:
        # Some layers have half of these channels.
        least_values = {"widths": 2, "blocks": 0, "decoder_blocks": 0}
        least_values |= {"squeeze": 1, "refine_channels": 1, "detail": 0, "shrink": 1}
        for name, least in least_values.items():
            value = getattr(self, name)
            for one in value if isinstance(value, tuple) else (value,):
                if not least <= one < math.inf:
                    raise ValueError(f"{name} must be at least {least}, found {one}")
        if self.detail == 1:
            raise ValueError("detail must be 0, or at least 2, found 1")
        if not self.widths or len(self.blocks) != len(self.widths):
            raise ValueError(
                "blocks needs one number per width, of which there is one at least: "
                f"{len(self.widths)} widths, {len(self.blocks)} blocks"
            )
        if len(self.decoder_blocks) != len(self.widths) - 1:
            raise ValueError(
                f"decoder_blocks needs {len(self.widths) - 1} numbers (one per width but the "
                f"last), found {len(self.decoder_blocks)}"
            )
        if self.trunk is not None and self.widths[: len(self.trunk.widths)] != self.trunk.widths:
            raise ValueError(
                f"with {self.trunk.name}, widths begin {self.trunk.widths}, found {self.widths}"
            )

    @property
    def trunk(self) -> lite.Variant | None:
        """The trunk that the way down begins with, where there is one."""
        return lite.VARIANTS.get(self.encoder)

    def fits(self, size: int) -> bool:
        """Whether frames of `size`² can be computed: every level has a whole number of cells."""
        return size > 0 and size % self.step == 0

    def check(self, size: int, name: str) -> None:
        """ValueError, with `name` for the size, where it does not fit."""
        if not self.fits(size):
            raise ValueError(f"{name} must be a multiple of {self.step}, found {size}")

    @property
    def step(self) -> int:
        """The sides that fit are its multiples."""
        cells = Fraction(self.shrink).limit_denominator(100) * self.stride
        return math.lcm(4, cells.numerator)

    @property
    def stride(self) -> int:
        """Stride of the deepest level: the hourglass's input sides are multiples of it."""
        return int(2 ** (len(self.widths) + 1))


def conv(
    cin: int, cout: int, kernel: int, stride: int = 1, *, padding: int | None = None
) -> nn.Sequential:
    """Convolution, batch norm, ReLU."""
    pad = (kernel - stride + 1) // 2 if padding is None else padding
    return nn.Sequential(
        nn.Conv2d(cin, cout, kernel, stride, pad, bias=False),
        nn.BatchNorm2d(cout),
        nn.ReLU(inplace=True),
    )


class Bottleneck(nn.Module):
    """E-Net bottleneck: squeeze, 3×3, expand, added to the input."""

    def __init__(self, channels: int, squeeze: int) -> None:
        super().__init__()
        inner = max(4, channels // squeeze)
        norm = nn.BatchNorm2d(channels)
        # The block starts as the identity: deep stacks then train at a high rate at once.
        nn.init.zeros_(norm.weight)
        self.body = nn.Sequential(
            conv(channels, inner, 1),
            conv(inner, inner, 3),
            nn.Conv2d(inner, channels, 1, bias=False),
            norm,
        )

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.body(x))


class Down(nn.Module):
    """E-Net downsampling: a pooled path and a strided, squeezed path, added."""

    def __init__(self, cin: int, cout: int, squeeze: int) -> None:
        super().__init__()
        inner = max(8, cout // min(squeeze, 4))
        self.pooled = nn.Sequential(
            nn.MaxPool2d(2), nn.Conv2d(cin, cout, 1, bias=False), nn.BatchNorm2d(cout)
        )
        self.strided = nn.Sequential(
            conv(cin, inner, 2, 2),
            conv(inner, inner, 3),
            nn.Conv2d(inner, cout, 1, bias=False),
            nn.BatchNorm2d(cout),
        )

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(self.pooled(x) + self.strided(x))


class Up(nn.Module):
    """Project to the finer level's channels, enlarge twofold, add the skip connection."""

    def __init__(self, cin: int, cout: int, *, skip: bool) -> None:
        super().__init__()
        self.project = nn.Sequential(nn.Conv2d(cin, cout, 1, bias=False), nn.BatchNorm2d(cout))
        self.lateral = (
            nn.Sequential(nn.Conv2d(cout, cout, 1, bias=False), nn.BatchNorm2d(cout))
            if skip
            else None
        )

    def forward(self, deep: Tensor, fine: Tensor) -> Tensor:
        x = enlarge(self.project(deep))
        if self.lateral is not None:
            x = x + self.lateral(fine)
        return torch.relu(x)


def enlarge(x: Tensor, factor: int = 2) -> Tensor:
    return functional.interpolate(x, scale_factor=factor, mode="bilinear", align_corners=False)


def resize(x: Tensor, side: int) -> Tensor:
    return functional.interpolate(x, size=(side, side), mode="bilinear", align_corners=False)


class BilinearHead(nn.Module):
    """No refinement: logits at stride 4, enlarged."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.logit = nn.Conv2d(channels, 1, 1)

    def forward(self, features: Tensor, image: Tensor) -> Tensor:
        return enlarge(self.logit(features), 4)


class Detail(nn.Module):
    """Corrects features at stride 4 by what the frame at half resolution shows there."""

    def __init__(self, cin: int, image_channels: int, channels: int) -> None:
        super().__init__()
        self.features = conv(cin, channels // 2, 1)
        self.image = conv(image_channels, channels, 4, 2, padding=1)
        norm = nn.BatchNorm2d(cin)
        # It starts as the identity, so that it can be added to a trained network.
        nn.init.zeros_(norm.weight)
        self.correction = nn.Sequential(
            conv(channels // 2 + channels, channels, 3),
            nn.Conv2d(channels, cin, 1, bias=False),
            norm,
        )

    def forward(self, features: Tensor, image: Tensor) -> Tensor:
        seen = torch.cat([self.features(features), self.image(image)], 1)
        return torch.relu(features + self.correction(seen))


class HalfHead(nn.Module):
    """Two plain convolutions at half resolution that see the image again."""

    def __init__(self, cin: int, image_channels: int, channels: int, detail: int = 0) -> None:
        super().__init__()
        self.detail = Detail(cin, channels, detail) if detail else None
        self.features = nn.Sequential(
            nn.ConvTranspose2d(cin, channels, 2, 2, bias=False), nn.BatchNorm2d(channels)
        )
        self.image = nn.Sequential(
            nn.Conv2d(image_channels, channels, 4, 2, 1, bias=False), nn.BatchNorm2d(channels)
        )
        self.refine = nn.Sequential(conv(channels, channels, 3), conv(channels, channels, 3))
        self.logit = nn.ConvTranspose2d(channels, 1, 2, 2)

    def forward(self, features: Tensor, image: Tensor) -> Tensor:
        half = self.image(image)
        if self.detail is not None:
            features = self.detail(features, torch.relu(half))
        x = torch.relu(self.features(features) + half)
        logits: Tensor = self.logit(self.refine(x))
        return logits


class DenseHead(nn.Module):
    """The paper's end: DenseNet layers at full resolution (Huang et al. 2017)."""

    def __init__(self, cin: int, image_channels: int, growth: int, layers: int = 3) -> None:
        super().__init__()
        self.features = conv(cin, 8, 1)
        channels = 8 + image_channels
        self.layers = nn.ModuleList(conv(channels + i * growth, growth, 3) for i in range(layers))
        self.logit = nn.Conv2d(channels + layers * growth, 1, 1)

    def forward(self, features: Tensor, image: Tensor) -> Tensor:
        x = torch.cat([enlarge(self.features(features), 4), image], 1)
        for layer in self.layers:
            x = torch.cat([x, layer(x)], 1)
        logits: Tensor = self.logit(x)
        return logits


class HairNet(nn.Module):
    """Hair probability from an RGB frame and the mask of the frame before.

    Input ``(B, 4, S, S)``: RGB in [0, 1] and the previous mask in [0, 1], zero where there is
    none; ``config.fits(S)``. Output ``(B, 1, S, S)``: logits.
    """

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        widths, squeeze = config.widths, config.squeeze
        channels = 4 if config.previous_mask else 3
        self.trunk: lite.Trunk | None = None
        self.stem: nn.Module = nn.Identity()
        variant = config.trunk
        if variant is not None:
            self.trunk = lite.Trunk(channels, variant)
        elif config.stem == "big":
            self.stem = conv(channels, widths[0], 8, 4, padding=2)
        else:
            self.stem = nn.Sequential(
                conv(channels, widths[0] // 2, 3, 2, padding=1),
                conv(widths[0] // 2, widths[0], 3, 2, padding=1),
            )
        self.encoder = nn.ModuleList()
        for level, width in enumerate(widths):
            blocks: list[nn.Module] = [
                Bottleneck(width, squeeze) for _ in range(config.blocks[level])
            ]
            if level >= (1 if variant is None else len(variant.widths)):
                blocks.insert(0, Down(widths[level - 1], width, squeeze))
            self.encoder.append(nn.Sequential(*blocks))
        self.ups = nn.ModuleList(
            Up(widths[level + 1], widths[level], skip=config.skips)
            for level in range(len(widths) - 1)
        )
        self.decoder = nn.ModuleList(
            nn.Sequential(*(Bottleneck(widths[level], squeeze) for _ in range(count)))
            for level, count in enumerate(config.decoder_blocks)
        )
        self.head: nn.Module
        if config.refine == "half":
            self.head = HalfHead(widths[0], channels, config.refine_channels, config.detail)
        elif config.refine == "full-dense":
            self.head = DenseHead(widths[0], channels, config.refine_channels)
        else:
            self.head = BilinearHead(widths[0])

    def forward(self, x: Tensor) -> Tensor:
        if not self.config.previous_mask:
            x = x[:, :3]
        levels: list[Tensor] = []
        seen = self.shrunk(x)
        trunk = [] if self.trunk is None else self.trunk(seen)
        features = seen if trunk else self.stem(seen)
        for level, stage in enumerate(self.encoder):
            features = stage(trunk[level] if level < len(trunk) else features)
            levels.append(features)
        for level in reversed(range(len(levels) - 1)):
            features = self.decoder[level](self.ups[level](features, levels[level]))
        if seen is not x:
            features = resize(features, x.shape[-1] // 4)
        logits: Tensor = self.head(features, x)
        return logits

    def shrunk(self, x: Tensor) -> Tensor:
        """What the hourglass sees of the frame."""
        shrink = self.config.shrink
        if shrink == 1:
            return x
        if shrink == int(shrink):
            return functional.avg_pool2d(x, int(shrink))
        return resize(x, round(x.shape[-1] / shrink))


class Deployed(nn.Module):
    """What is exported: NHWC in and out, a probability instead of a logit.

    With the permutations in the graph the converter drops all transposes of its own.
    """

    def __init__(self, network: HairNet) -> None:
        super().__init__()
        self.network = network

    def forward(self, x: Tensor) -> Tensor:
        logits = self.network(x.permute(0, 3, 1, 2))
        return torch.sigmoid(logits).permute(0, 2, 3, 1)


def parameter_count(network: nn.Module) -> int:
    return sum(p.numel() for p in network.parameters())


def multiply_adds(network: HairNet, size: int) -> int:
    """Multiply-accumulates of all convolutions for one ``size`` × ``size`` frame."""
    total = 0

    def count(module: nn.Module, inputs: Sequence[Tensor], output: Tensor) -> None:
        nonlocal total
        if isinstance(module, nn.ConvTranspose2d):
            total += inputs[0].numel() * module.weight[0].numel()
        elif isinstance(module, nn.Conv2d):
            total += output.numel() * module.weight[0].numel()

    hooks = [
        m.register_forward_hook(count)
        for m in network.modules()
        if isinstance(m, nn.Conv2d | nn.ConvTranspose2d)
    ]
    training = network.training
    try:
        with torch.no_grad():
            network.eval()(torch.zeros(1, 4, size, size))
    finally:
        network.train(training)
        for hook in hooks:
            hook.remove()
    return total
