"""What each part of the network is worth, under one short and equal budget."""

from __future__ import annotations

import dataclasses
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hairnet.config import Recipe, Stage
from hairnet.data import Pyramid, Row
from hairnet.evaluate import TfliteSegmenter, validation_iou
from hairnet.export import convert
from hairnet.metrics import has_hair
from hairnet.network import HairNet, multiply_adds, parameter_count
from hairnet.options import Options
from hairnet.pictures import DataError
from hairnet.train import Trainer

ENET: dict[str, Any] = {
    "encoder": "enet",
    "widths": (32, 64, 96, 128, 160),
    "blocks": (1, 2, 4, 4, 2),
    "decoder_blocks": (1, 1, 2, 1),
}
"""The paper's way down: bottlenecks throughout, nothing learned beforehand."""

VARIANTS: dict[str, dict[str, Any]] = {
    "as shipped": {},
    "trunk from random weights": {"pretrained": False},
    "no skip connections": {"skips": False},
    "no refining layers": {"refine": "none"},
    "dense layers at full resolution (the paper's)": {"refine": "full-dense"},
    "no fourth channel": {"previous_mask": False},
    "squeeze 16": {"squeeze": 16},
    "squeeze 32": {"squeeze": 32},
    "E-Net throughout, squeeze 4": {**ENET, "squeeze": 4},
    "E-Net, squeeze 16": {**ENET, "squeeze": 16},
    "E-Net, squeeze 32": {**ENET, "squeeze": 32},
    "E-Net, no skip connections": {**ENET, "skips": False},
    "E-Net, two 3×3 convolutions at the input": {**ENET, "stem": "small"},
}
"""What each variant changes in the shipped network, or in its start (``pretrained``)."""


def vary(recipe: Recipe, changes: dict[str, Any]) -> Recipe:
    """`recipe` with a variant's changes; only a trunk can be pretrained."""
    changes = dict(changes)
    pretrained = changes.pop("pretrained", recipe.pretrained)
    network = dataclasses.replace(recipe.network, **changes)
    return dataclasses.replace(
        recipe, network=network, pretrained=pretrained and network.encoder != "enet"
    )


@dataclass(frozen=True)
class Outcome:
    """One row of the table."""

    variant: str
    iou: float
    sets: dict[str, float]
    parameters: int
    mega_macs: float
    """Multiply-accumulates at 512², millions."""
    milliseconds: float
    """Median of one 512² frame on one thread, NaN when not asked for."""


def ablate(
    recipe: Recipe,
    names: Sequence[str],
    train: tuple[Sequence[Row], Sequence[Pyramid]],
    validation: tuple[Sequence[Row], Sequence[Pyramid]],
    stage: Stage,
    *,
    timed: bool,
    say: Callable[[str], None],
) -> list[Outcome]:
    """Train every variant anew on the same samples for one stage."""
    if not any(has_hair(p.masks[0] > 127) for p in validation[1]):
        raise DataError("no photo with hair is held back: raise validation in the recipe")
    # All of them before the first is trained: a size may fit one network and not another.
    start = dataclasses.replace(recipe, stages=(stage,))
    recipes = [vary(start, VARIANTS[name]) for name in names]
    outcomes = []
    for name, own in zip(names, recipes, strict=True):
        with tempfile.TemporaryDirectory() as folder:
            options = Options(
                Path(folder), workers=0, checkpoint_minutes=1e9, validate_images=10**12
            )
            trainer = Trainer(own, options, train, validation)
            trainer.run()
        trained = trainer.average.network.eval()
        sets = validation_iou(trained, *validation, stage.size)
        trained = trained.cpu()
        outcomes.append(
            Outcome(
                name,
                float(np.mean(list(sets.values()))),
                sets,
                parameter_count(trained),
                multiply_adds(trained, 512) / 1e6,
                time_512(trained) if timed else float("nan"),
            )
        )
        say(table(outcomes))
    return outcomes


def time_512(network: HairNet, frames: int = 21) -> float:
    """Median milliseconds of one 512² frame in the SDK's runtime on one thread."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.tflite"
        path.write_bytes(convert(network, 512, "float32"))
        segmenter = TfliteSegmenter(path, threads=1)
        filled = np.zeros((512, 512, 4), np.float32)
        times = []
        for _ in range(frames):
            start = time.perf_counter()
            segmenter.run(filled)
            times.append(time.perf_counter() - start)
    return 1e3 * float(np.median(times))


def table(outcomes: Sequence[Outcome]) -> str:
    """Markdown, the difference to the first row beside each figure."""
    sets = list(outcomes[0].sets)
    head = ["network", "mean IoU", "against the first", *sets, "parameters", "M MAC, 512²", "ms"]
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for o in outcomes:
        cells = [
            o.variant,
            f"{o.iou:.4f}",
            f"{o.iou - outcomes[0].iou:+.4f}",
            *(f"{o.sets[name]:.3f}" for name in sets),
            f"{o.parameters:,}",
            f"{o.mega_macs:.0f}",
            "–" if np.isnan(o.milliseconds) else f"{o.milliseconds:.1f}",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)
