"""The training loop: stages of growing size, averaged weights, checkpoints, resume."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch import distributed as dist
from torch.nn.parallel import DistributedDataParallel

from hairnet.config import Recipe, Stage, from_dict, to_dict
from hairnet.data import Pyramid, Row, by_set
from hairnet.evaluate import fit_input
from hairnet.feedback import flicker_loss, remember
from hairnet.lite0 import load_imagenet
from hairnet.losses import mask_loss
from hairnet.metrics import HAIR_AT_LEAST
from hairnet.network import HairNet, NetworkConfig
from hairnet.samples import Numbers, Samples, loader, to_network
from hairnet.weights import save_weights, start_from


class TrainError(RuntimeError):
    """A run cannot start or go on; the message says why."""


@dataclass(frozen=True)
class Options:
    """How to run, as opposed to what to train (that is the `Recipe`)."""

    output: Path
    workers: int = 1
    checkpoint_minutes: float = 4.0
    validate_images: int = 20_000
    resume: bool = False
    start: Path | None = None
    stop_after_images: int | None = None
    freeze_norm: bool = False
    """Keep the batch statistics of the starting weights: for fine-tuning with small batches.

    Layers that the starting weights lack learn theirs.
    """


class Average:
    """Exponential moving average of all weights and batch statistics."""

    def __init__(self, network: HairNet, decay: float) -> None:
        self.network = HairNet(network.config)
        self.network.load_state_dict(network.state_dict())
        self.decay = decay
        self.steps = 0

    @torch.no_grad()
    def update(self, network: HairNet) -> None:
        self.steps += 1
        # The first steps are noise: average over few of them, then over ever more.
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        own, new = self.network.state_dict(), network.state_dict()
        floats = [name for name, value in new.items() if value.is_floating_point()]
        torch._foreach_lerp_([own[n] for n in floats], [new[n] for n in floats], 1 - decay)


def learning_rate(stage: Stage, done: int) -> float:
    """Rate after `done` images of a stage: linear warm-up, then half a cosine."""
    if done < stage.warmup:
        return stage.lr * (done + stage.batch) / (stage.warmup + stage.batch)
    part = min(1.0, (done - stage.warmup) / max(1, stage.images - stage.warmup))
    return stage.lr_end + (stage.lr - stage.lr_end) * 0.5 * (1 + math.cos(math.pi * part))


class Trainer:
    """One training run; its whole state is `state()`, so that it resumes where it was."""

    def __init__(
        self,
        recipe: Recipe,
        options: Options,
        train: tuple[Sequence[Row], Sequence[Pyramid]],
        validation: tuple[Sequence[Row], Sequence[Pyramid]],
    ) -> None:
        self.recipe, self.options = recipe, options
        self.train_rows, self.train_pyramids = train
        self.validation = validation
        self.rank = dist.get_rank() if dist.is_initialized() else 0
        self.world = dist.get_world_size() if dist.is_initialized() else 1
        torch.manual_seed(recipe.seed)
        self.network = HairNet(recipe.network).to(memory_format=torch.channels_last)
        self.fresh: list[str] = []
        if options.start and not options.resume:
            self.fresh = start_from(self.network, options.start)
            self.say(f"started from {options.start}; new: {', '.join(self.fresh) or 'nothing'}")
        elif recipe.pretrained and not options.resume:
            if self.network.trunk is None:
                raise TrainError('pretrained = true needs a network with encoder = "lite0"')
            load_imagenet(self.network.trunk)
        self.average = Average(self.network, recipe.ema)
        self.optimiser = torch.optim.AdamW(
            _parameter_groups(self.network, recipe),
            lr=recipe.stages[0].lr,
            fused=True,
        )
        self.stage, self.done, self.best = 0, 0, -1.0
        self.log = options.output / "log.jsonl"
        self.checkpoint = options.output / "checkpoint.pt"

    # What a run is made of -------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        return {
            "network": self.network.state_dict(),
            "average": self.average.network.state_dict(),
            "average_steps": self.average.steps,
            "optimiser": self.optimiser.state_dict(),
            "fresh": self.fresh,
            "stage": self.stage,
            "done": self.done,
            "best": self.best,
            "recipe": to_dict(self.recipe),
        }

    def save(self) -> None:
        if self.rank:
            return
        temporary = self.checkpoint.with_suffix(".part")
        torch.save(self.state(), temporary)
        temporary.replace(self.checkpoint)
        save_weights(self.options.output / "last.safetensors", self.average.network, self.about())

    def restore(self) -> None:
        try:
            state = torch.load(self.checkpoint, weights_only=True)
        except OSError as error:
            raise TrainError(f"{self.checkpoint}: cannot be resumed: {error.strerror}") from error
        # Read back through the dataclass: fields that are newer than the checkpoint get their
        # defaults.
        trained = from_dict(NetworkConfig, state["recipe"]["network"], str(self.checkpoint))
        if trained != self.recipe.network:
            raise TrainError(
                f"{self.checkpoint}: was trained with another network; start anew with "
                "--from its weights, or use its recipe"
            )
        self.network.load_state_dict(state["network"])
        self.average.network.load_state_dict(state["average"])
        self.average.steps = state["average_steps"]
        self.optimiser.load_state_dict(state["optimiser"])
        self.fresh = state["fresh"]
        self.stage, self.done, self.best = state["stage"], state["done"], state["best"]
        self.say(f"resumed in stage {self.stage} after {self.done} images")

    def about(self) -> dict[str, Any]:
        stages = self.recipe.stages
        return {
            "images": sum(s.images for s in stages[: self.stage]) + self.done,
            "size": stages[min(self.stage, len(stages) - 1)].size,
            "seed": self.recipe.seed,
            "validation_iou": self.best,
        }

    def say(self, text: str) -> None:
        if not self.rank:
            print(text, flush=True)  # noqa: T201

    def note(self, **values: Any) -> None:
        if not self.rank:
            with self.log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(values) + "\n")

    # The run ---------------------------------------------------------------------------

    def run(self) -> float:
        """Train all stages; returns the best validation IoU."""
        self.options.output.mkdir(parents=True, exist_ok=True)
        if self.options.resume:
            self.restore()
        elif self.checkpoint.exists():
            raise TrainError(
                f"{self.checkpoint} exists: add --resume to go on, or name another folder"
            )
        while self.stage < len(self.recipe.stages):
            self.run_stage(self.recipe.stages[self.stage])
            self.stage, self.done = self.stage + 1, 0
            self.save()
        return self.best

    def run_stage(self, stage: Stage) -> None:
        samples = Samples(self.train_rows, self.train_pyramids, self.recipe, stage.size)
        before = sum(s.images for s in self.recipe.stages[: self.stage])
        numbers = Numbers(
            before + self.done, before + stage.images, stage.batch, self.rank, self.world
        )
        model: nn.Module = DistributedDataParallel(self.network) if self.world > 1 else self.network
        self.set_training()
        started, saved, losses = time.monotonic(), time.monotonic(), []
        since_validation, first = 0, self.done
        for batch in loader(samples, numbers, self.options.workers):
            losses.append(self.step(model, stage, *batch))
            step = stage.batch * self.world
            self.done += step
            since_validation += step
            if len(losses) == 50:
                speed = (self.done - first) / (time.monotonic() - started)
                loss = self.mean_over_processes(float(np.mean(losses)))
                losses = []
                self.say(
                    f"stage {self.stage} ({stage.size}²) {self.done}/{stage.images} "
                    f"loss {loss:.4f} {speed:.0f} images/s"
                )
                self.note(stage=self.stage, images=before + self.done, loss=loss, speed=speed)
            if time.monotonic() - saved > 60 * self.options.checkpoint_minutes:
                self.save()
                saved = time.monotonic()
            if since_validation >= self.options.validate_images:
                since_validation = 0
                self.validate(stage.size, before + self.done)
            limit = self.options.stop_after_images
            if limit is not None and before + self.done >= limit:
                self.save()
                raise TrainError(f"stopped after {before + self.done} images, as asked")
        self.validate(stage.size, before + self.done)

    def set_training(self) -> None:
        self.network.train()
        if self.options.freeze_norm:
            for name, module in self.network.named_modules():
                if isinstance(module, nn.BatchNorm2d) and f"{name}.weight" not in self.fresh:
                    module.eval()

    def step(self, model: nn.Module, stage: Stage, inputs: Tensor, target: Tensor) -> float:
        for group in self.optimiser.param_groups:
            group["lr"] = learning_rate(stage, self.done) * group["rate"]
        x, y = to_network(inputs, target)
        previous = self.recipe.previous
        before = None
        if previous.own > 0:
            # Seeded by the place in the run, so that a resumed run draws what it would have.
            generator = torch.Generator().manual_seed(
                hash((self.recipe.seed, self.stage, self.done, self.rank))
            )
            before = remember(self.average.network.eval(), x, previous.own, generator)
        logits = model(x)
        loss = mask_loss(logits, y[:, :1], y[:, 1:], self.recipe.jaccard)
        if before is not None:
            loss = loss + previous.flicker * flicker_loss(logits, before)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimiser.step()
        self.average.update(self.network)
        value = float(loss.detach())
        if not math.isfinite(value):
            raise TrainError(
                f"the loss became {value} after {self.done} images of stage {self.stage}; "
                "lower lr in the recipe and --resume"
            )
        return value

    def mean_over_processes(self, value: float) -> float:
        if self.world == 1:
            return value
        total = torch.tensor(value)
        dist.all_reduce(total)
        return float(total) / self.world

    def validate(self, size: int, images: int) -> None:
        """IoU of the averaged weights on photos held back, framed as the SDK frames them."""
        if self.rank or not self.validation[0]:
            return
        table = validation_iou(self.average.network, *self.validation, size)
        self.set_training()
        mean = float(np.mean(list(table.values())))
        text = " ".join(f"{name} {value:.3f}" for name, value in table.items())
        self.say(f"validation {size}² after {images} images: mean {mean:.4f} | {text}")
        self.note(images=images, size=size, iou=mean, sets=table)
        if mean > self.best:
            self.best = mean
            save_weights(
                self.options.output / "best.safetensors", self.average.network, self.about()
            )


@torch.inference_mode()
def validation_iou(
    network: HairNet, rows: Sequence[Row], pyramids: Sequence[Pyramid], size: int
) -> dict[str, float]:
    """Mean IoU of each set at the network's own size (quick: nothing is stretched back)."""
    network.eval()
    table = {}
    for name, members in by_set(rows).items():
        scores = []
        for first in range(0, len(members), 16):
            chosen = [pyramids[i] for i in members[first : first + 16]]
            filled = np.stack([fit_input(p.images[0], None, size) for p in chosen])
            x = torch.from_numpy(filled).permute(0, 3, 1, 2)
            found = (network(x)[:, 0] > 0).numpy()
            for p, mask in zip(chosen, found, strict=True):
                small = fit_input(p.masks[0][..., None].repeat(3, -1), None, size)[..., 0]
                true = small > 0.5
                if true.mean() >= HAIR_AT_LEAST:
                    scores.append((mask & true).sum() / (mask | true).sum())
        if scores:
            table[name] = float(np.mean(scores))
    return table


def _parameter_groups(network: HairNet, recipe: Recipe) -> list[dict[str, Any]]:
    """Weight decay is for kernels, norms and biases go without; trunk and head have own rates."""
    rates = {"trunk": recipe.trunk_rate, "head": recipe.head_rate}
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        rate = rates.get(name.split(".")[0], 1.0)
        decay = recipe.weight_decay if parameter.ndim > 1 else 0.0
        groups.setdefault((rate, decay), []).append(parameter)
    return [
        {"params": parameters, "rate": rate, "weight_decay": decay}
        for (rate, decay), parameters in groups.items()
    ]
