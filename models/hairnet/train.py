"""The training loop: stages of growing size, averaged weights, checkpoints, resume."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch import distributed as dist
from torch.nn.parallel import DistributedDataParallel

from hairnet import checkpoint
from hairnet.checkpoint import CheckpointError
from hairnet.config import Recipe, Stage, to_dict
from hairnet.data import Pyramid, Row, fingerprint, share_of_hair
from hairnet.device import own_device
from hairnet.evaluate import validation_iou
from hairnet.lesson import Lesson
from hairnet.lite import load_imagenet
from hairnet.metrics import has_hair
from hairnet.network import HairNet
from hairnet.optimise import Average, learning_rate, parameter_groups
from hairnet.options import Options, TrainError, check
from hairnet.samples import Numbers, Samples, loader, to_network
from hairnet.weights import read, save_weights, start_from
from hairsdk.files import write_bytes


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
        self.device = own_device()
        if not self.train_rows:
            raise TrainError(
                f"no photo is left to train on: all {len(validation[0])} are held back to "
                f"validate; lower validation in the recipe ({recipe.validation}), or take more"
            )
        torch.manual_seed(recipe.seed)
        self.network = HairNet(recipe.network)
        self.network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.fresh: list[str] = []
        self.started_from: dict[str, Any] | None = None
        if options.start and not options.resume:
            start = start_from(self.network, options.start)
            self.fresh, self.started_from = start.fresh, start.about
            self.say(f"started from {options.start}; {start}")
        elif self.network.trunk is not None and recipe.pretrained and not options.resume:
            load_imagenet(self.network.trunk)
            self.fresh = [n for n in self.network.state_dict() if not n.startswith("trunk.")]
        self.network.to(self.device)
        self.average = Average(self.network, recipe.ema)
        self.lesson = Lesson(recipe, self.average.network, options.teacher)
        self.optimiser = torch.optim.AdamW(
            parameter_groups(self.network, recipe),
            lr=recipe.stages[0].lr,
            fused=True,
        )
        self.stage, self.done = 0, 0
        # The best validation IoU of the stage; stages are measured at sizes of their own.
        self.best: float | None = None
        self.log = options.output / "log.jsonl"
        self.checkpoint = options.checkpoint
        self.asked_to_stop = False
        """Set it from outside: the run saves and ends after the step that it is in."""
        self.stopped = False
        """Whether the run has ended before its time, to be resumed."""

    def state(self) -> dict[str, Any]:
        return {
            "network": self.network.state_dict(),
            "average": self.average.network.state_dict(),
            "average_steps": self.average.steps,
            "optimiser": self.optimiser.state_dict(),
            "fresh": self.fresh,
            "started_from": self.started_from,
            "stage": self.stage,
            "done": self.done,
            "best": self.best,
            "recipe": to_dict(self.recipe),
            "photos": self.photos(),
            "freeze_norm": self.options.freeze_norm,
        }

    def photos(self) -> dict[str, str]:
        """Which photos the run has seen, as far as a resumed one must know."""
        return {
            "to train on": fingerprint(self.train_rows),
            "held back": fingerprint(self.validation[0]),
        }

    @property
    def images(self) -> int:
        """Images since the start of the run, all stages and processes together."""
        return sum(s.images for s in self.recipe.stages[: self.stage]) + self.done

    def save(self, size: int, iou: float | None = None) -> None:
        """Write the checkpoint, and the averaged weights as ``last.safetensors``.

        Parameters
        ----------
        size
            Side of the frames that were trained on last.
        iou
            What validation found for these very weights, where they were measured.
        """
        if self.rank:
            return
        checkpoint.write(self.checkpoint, self.state())
        self.save_average("last", size, iou)

    def save_average(self, name: str, size: int, iou: float | None) -> None:
        about: dict[str, Any] = {
            "images": self.images,
            "size": size,
            "seed": self.recipe.seed,
            "validation_iou": iou,
        }
        if self.started_from is not None:
            about["started_from"] = self.started_from
        save_weights(self.options.output / f"{name}.safetensors", self.average.network, about)

    def restore(self) -> None:
        # What is loaded here is copied to where the weights are.
        state = checkpoint.read(self.checkpoint)
        changed = checkpoint.changes(state, self.recipe, self.checkpoint)
        self.started_from = state.get("started_from")
        if self.options.start and read(self.options.start)[2] != self.started_from:
            raise CheckpointError(
                f"{self.checkpoint}: was not started from {self.options.start}: leave --from out "
                "to go on, or start anew in another folder"
            )
        self.network.load_state_dict(state["network"])
        self.average.network.load_state_dict(state["average"])
        self.average.steps = state["average_steps"]
        self.optimiser.load_state_dict(state["optimiser"])
        # The checkpoint's groups bring their own factors; those of the recipe count.
        own = parameter_groups(self.network, self.recipe)
        for group, wanted in zip(self.optimiser.param_groups, own, strict=True):
            group.update(rate=wanted["rate"], weight_decay=wanted["weight_decay"])
        self.fresh = state["fresh"]
        self.stage, self.done, self.best = state["stage"], state["done"], state["best"]
        self.shorten_log()
        self.say(f"resumed in stage {self.stage} after {self.done} images")
        for change in changed:
            self.say(f"the recipe has changed: {change}")
        if state.get("freeze_norm", self.options.freeze_norm) != self.options.freeze_norm:
            self.say(f"--freeze-norm was {'not ' * self.options.freeze_norm}given before")
        for kind, now in self.photos().items():
            before = state.get("photos", {}).get(kind, now)
            if now != before:
                self.say(f"other photos {kind} than before: {before} → {now}")
                # Figures of other photos do not compare.
                self.best = None if kind == "held back" else self.best

    def shorten_log(self) -> None:
        """Drop what was logged after the checkpoint: it is trained, and logged, anew."""
        if self.rank or not self.log.exists():
            return
        text = self.log.read_text(encoding="utf-8", errors="replace")
        lines = text.splitlines(keepends=True)
        kept = [line for line in lines if _logged_after(line) <= self.images]
        write_bytes(self.log, "".join(kept).encode())

    def say(self, text: str) -> None:
        if not self.rank:
            print(text, flush=True)  # noqa: T201

    def note(self, **values: Any) -> None:
        if self.rank:
            return
        try:
            with self.log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(values) + "\n")
        except OSError as error:
            raise TrainError(
                f"cannot write {self.log}: {error.strerror}. Make room, then go on with --resume"
            ) from error

    def run(self) -> float | None:
        """Train all stages; returns the last one's best validation IoU, where one was measured."""
        if not self.options.resume:
            self.options.output.mkdir(parents=True, exist_ok=True)
        with nullcontext() if self.rank else checkpoint.alone_in(self.options.output):
            self.begin()
            if self.stopped or self.stage == len(self.recipe.stages):
                return self.best
            while self.stage < len(self.recipe.stages):
                stage = self.recipe.stages[self.stage]
                iou = self.run_stage(stage)
                if self.stopped:
                    self.say(f"stopped after {self.images} images; --resume goes on from there")
                    return self.best
                self.stage, self.done = self.stage + 1, 0
                self.save(stage.size, iou)
            if self.best is None and not self.rank:
                self.save_average("best", self.recipe.stages[-1].size, None)
        return self.best

    def begin(self) -> None:
        """Take up the run where it was left, or make sure that there is none yet."""
        # Here the folder is held: while photos were read, another run may have come and gone.
        if self.options.resume:
            self.restore()
        else:
            check(self.recipe, self.options)
        limit = self.options.stop_after_images
        if self.stage == len(self.recipe.stages):
            self.say("nothing is left to train: add a stage to the recipe to go on")
        elif limit is not None and self.images >= limit:
            self.stopped = True
            self.say(f"{self.images} images are done: raise --stop-after-images to go on")
        elif not self.rank:
            self.warn_of_masks()

    def warn_of_masks(self) -> None:
        """Say what about the photos' masks looks like a mistake."""
        if share_of_hair(self.train_pyramids) > 0.5:
            self.say(
                "warning: the masks call more than half of all photos hair: they must be white "
                "where there is hair, and black elsewhere"
            )
        if not any(has_hair(p.masks[0] > 127) for p in self.validation[1]):
            self.say(
                "warning: no photo with hair is held back to validate on: the last weights become "
                "best.safetensors, unmeasured; raise validation in the recipe "
                f"({self.recipe.validation:g}), or take more photos"
            )

    def run_stage(self, stage: Stage) -> float | None:
        """Train one stage to its end, or until the run is stopped; returns the IoU at its end."""
        if not self.done:
            self.best = None
        samples = Samples(self.train_rows, self.train_pyramids, self.recipe, stage.size)
        stop = self.images - self.done + stage.images
        numbers = Numbers(self.images, stop, stage.batch, self.rank, self.world)
        model: nn.Module = self.network
        if self.world > 1:
            model = DistributedDataParallel(self.network)
            # Batch statistics are shared after each step instead (`share_statistics`). Set here,
            # since PyTorch 2.13 warns of the argument, and older ones know no other.
            model.broadcast_buffers = False
        self.set_training()
        started = saved = time.monotonic()
        losses: list[Tensor] = []
        first, every = self.done, self.options.validate_images
        for inputs, target in loader(samples, numbers, self.options.workers):
            losses.append(self.step(model, stage, numbers, inputs, target))
            self.done += numbers.step
            if len(losses) == 50:
                speed = (self.done - first) / (time.monotonic() - started)
                loss = self.mean_over_processes(self.mean_loss(losses))
                losses = []
                self.say(
                    f"stage {self.stage} ({stage.size}²) {self.done}/{stage.images} "
                    f"loss {loss:.4f} {speed:.0f} images/s"
                )
                self.note(stage=self.stage, images=self.images, loss=loss, speed=speed)
            # By the images done, so that a resumed run validates where it would have; the end of
            # the stage has a validation of its own.
            due = self.done % every < numbers.step and stop - self.images >= numbers.step
            limit = self.options.stop_after_images
            # Of several processes the first alone is asked: the others take part in its last step.
            asked = self.asked_to_stop and not self.rank
            self.stopped = asked or (limit is not None and self.images >= limit)
            late = time.monotonic() - saved > 60 * self.options.checkpoint_minutes
            if due or self.stopped or late:
                self.mean_loss(losses)
                self.save(stage.size, self.validate(stage.size) if due else None)
                saved = time.monotonic()
            if self.stopped:
                return None
        self.mean_loss(losses)
        return self.validate(stage.size)

    def mean_loss(self, losses: Sequence[Tensor]) -> float:
        """Mean of some steps' losses; `TrainError` where it is no number.

        Read now and then only: each time a GPU has to be waited for.
        """
        value = float(torch.stack(tuple(losses)).mean()) if losses else 0.0
        if not math.isfinite(value):
            raise TrainError(
                f"the loss became {value} by {self.done} images of stage {self.stage}; "
                "lower lr in the recipe and --resume"
            )
        return value

    def set_training(self) -> None:
        self.network.train()
        if self.options.freeze_norm:
            for name, module in self.network.named_modules():
                if isinstance(module, nn.BatchNorm2d) and f"{name}.weight" not in self.fresh:
                    module.eval()

    def step(
        self, model: nn.Module, stage: Stage, numbers: Numbers, inputs: Tensor, target: Tensor
    ) -> Tensor:
        """Learn from one batch; returns its loss, which no device has been waited for."""
        for group in self.optimiser.param_groups:
            group["lr"] = learning_rate(stage, self.done, numbers.step) * group["rate"]
        empty = (~inputs[:, 3].flatten(1).any(1)).tolist()
        x, y = to_network(
            inputs.to(self.device, non_blocking=True), target.to(self.device, non_blocking=True)
        )
        # Seeded by the sample: drawn alike after a resume, and by any number of processes.
        generators = [
            torch.Generator().manual_seed(hash((self.recipe.seed, number)))
            for number in numbers.batch_at(self.images)
        ]
        loss = self.lesson.loss(model, x, y, empty, generators)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimiser.step()
        self.share_statistics()
        self.average.update()
        return loss.detach()

    @torch.no_grad()
    def share_statistics(self) -> None:
        """Give all processes the first one's batch statistics.

        Each has those of its own photos. Their averages would differ, and with them what each
        remembers; but a checkpoint holds the first one's alone.
        """
        if self.world == 1:
            return
        own = [value for value in self.network.buffers() if value.is_floating_point()]
        together = torch.cat([value.flatten() for value in own])
        dist.broadcast(together, 0)
        parts = torch.split(together, [value.numel() for value in own])
        for value, part in zip(own, parts, strict=True):
            value.copy_(part.view_as(value))

    def mean_over_processes(self, value: float) -> float:
        if self.world == 1:
            return value
        total = torch.tensor(value, device=self.device)
        dist.all_reduce(total)
        return float(total) / self.world

    def validate(self, size: int) -> float | None:
        """Mean IoU of the averaged weights on photos held back, framed as the SDK frames them.

        Without photos that have hair, and in all processes but the first, there is none.
        """
        if self.rank:
            return None
        table = validation_iou(self.average.network, *self.validation, size)
        self.set_training()
        if not table:
            return None
        mean = float(np.mean(list(table.values())))
        text = " ".join(f"{name} {value:.3f}" for name, value in table.items())
        self.say(f"validation {size}² after {self.images} images: mean {mean:.4f} | {text}")
        self.note(images=self.images, size=size, iou=mean, sets=table)
        if self.best is None or mean > self.best:
            self.best = mean
            self.save_average("best", size, mean)
        return mean


def _logged_after(line: str) -> float:
    """Images after which a line of the log was written; infinite where it is not whole.

    A run that was killed may have left half a line, and somebody may have edited the file.
    """
    try:
        return float(json.loads(line)["images"]) if line.endswith("\n") else math.inf
    except (ValueError, TypeError, KeyError):
        return math.inf
