"""What a batch teaches: its loss against masks, a teacher's answers and the network's memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from hairnet.config import Recipe
from hairnet.device import filled_up
from hairnet.feedback import coherence_loss, film, film_loss, flicker_loss, remember
from hairnet.losses import mask_loss
from hairnet.network import HairNet, resize
from hairnet.weights import load_weights


class Lesson:
    """The loss of a recipe.

    Parameters
    ----------
    recipe
    average
        The averaged weights, on the training's device: what photos remember is their answer.
    teacher
        Weights of another network to learn from, where the recipe wants one.
    """

    def __init__(self, recipe: Recipe, average: HairNet, teacher: Path | None) -> None:
        self.recipe = recipe
        self.average = average
        self.teacher: HairNet | None = None
        self.teacher_side: int | None = None
        if teacher is not None:
            self.teacher, about = load_weights(teacher)
            self.teacher_side = about.get("size")
            device = next(average.parameters()).device
            self.teacher.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]

    def loss(
        self,
        model: nn.Module,
        x: Tensor,
        y: Tensor,
        empty: Sequence[bool],
        generators: Sequence[torch.Generator],
    ) -> Tensor:
        """Loss of a batch.

        Parameters
        ----------
        model
            The network that learns.
        x
            Frames, ``(B, 4, H, W)`` in [0, 1].
        y
            Masks, and where they are to be believed, ``(B, 2, H, W)`` in [0, 1].
        empty
            Which photos have an empty previous mask.
        generators
            One for each photo.
        """
        if self.teacher is not None:
            y = torch.cat([y, self._taught(self.teacher, x)], 1)
        previous = self.recipe.previous
        if previous.film > 1:
            return film_loss(
                lambda frames: _answer(model, frames),
                self._of_frames,
                film(x[:, :3], y, generators, previous.film),
                x[:, 3:],
                previous.coherence,
            )
        return self._of_photos(model, x, y, empty, generators)

    def _of_photos(
        self,
        model: nn.Module,
        x: Tensor,
        y: Tensor,
        empty: Sequence[bool],
        generators: Sequence[torch.Generator],
    ) -> Tensor:
        """Loss of single frames, some of which remember an answer to the frame before."""
        previous = self.recipe.previous
        before = None
        if previous.remembered > 0:
            before = remember(
                lambda frames: _answer(self.average, frames, len(x) // 2),
                x,
                empty,
                previous.own,
                generators,
                previous.frames,
            )
        logits = _answer(model, x)
        loss = self._of_frames(logits, y)
        if before is not None and previous.flicker > 0:
            loss = loss + previous.flicker * flicker_loss(logits, before, previous.remembered)
        if before is not None and previous.coherence > 0:
            loss = loss + previous.coherence * coherence_loss(
                logits, y[:, :1], y[:, 1:2], before, previous.remembered
            )
        return loss

    def _of_frames(self, logits: Tensor, y: Tensor) -> Tensor:
        """Loss of logits against the mask, where it is known, and the teacher's answer."""
        loss = mask_loss(logits, y[:, :1], y[:, 1:2], self.recipe.jaccard)
        if self.teacher is not None:
            taught = mask_loss(logits, y[:, 2:], None, self.recipe.jaccard)
            loss = torch.lerp(loss, taught, self.recipe.distil)
        return loss

    @torch.no_grad()
    def _taught(self, teacher: HairNet, x: Tensor) -> Tensor:
        """The teacher's probabilities for the frames alone, without any previous mask.

        It sees them at the size that it was trained at, where its file tells.
        """
        side = x.shape[-1]
        frames = torch.cat([x[:, :3], torch.zeros_like(x[:, 3:])], 1)
        if self.teacher_side:
            frames = resize(frames, self.teacher_side)
        found = _answer(teacher, frames.contiguous(memory_format=torch.channels_last))
        return resize(torch.sigmoid(found), side)


def _answer(network: nn.Module, x: Tensor, multiple: int = 1) -> Tensor:
    """Logits of a network; on a GPU it computes in bfloat16, in batches of a multiple."""
    gpu = x.device.type == "cuda"
    with torch.autocast(x.device.type, torch.bfloat16, enabled=gpu):
        logits: Tensor = network(filled_up(x, multiple))
    return logits[: len(x)].float()
