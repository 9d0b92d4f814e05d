"""Accuracy of a network, or of any .tflite file of our contract, on photos with masks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from hairnet.data import Pyramid, Row, by_set, read_pairs, refuse_partial
from hairnet.device import filled_up
from hairnet.metrics import Mask, Score, has_hair, iou, score
from hairnet.network import HairNet
from hairnet.pictures import DataError, Image
from hairnet.wide import Wide
from hairsdk.closer import Window, closer, faded
from hairsdk.heads import apart


class Segments(Protocol):
    """Anything that finds hair: RGB frame and previous mask in, mask of the frame's size out."""

    def __call__(self, image: Image, previous: Mask | None = None) -> Mask: ...


def fit_input(image: Image, previous: Mask | None, size: int) -> NDArray[np.float32]:
    """Stretch a frame and its previous mask to the network's square, averaging where it shrinks.

    The SDK halves and then interpolates (``hairsdk/resize.py``), which is faster; the mean IoU of
    either is that of the other to within 0.0001.
    """
    filled = np.zeros((size, size, 4), np.float32)
    area = image.shape[0] * image.shape[1] > size * size
    method = cv2.INTER_AREA if area else cv2.INTER_LINEAR
    filled[..., :3] = cv2.resize(image, (size, size), interpolation=method) / np.float32(255)
    if previous is not None:
        filled[..., 3] = cv2.resize(previous, (size, size), interpolation=method)
    return filled


class TorchSegmenter:
    """A trained network as a function from frame to mask."""

    def __init__(self, network: HairNet, size: int) -> None:
        self.network = network.eval()
        self.network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.size = size

    def __call__(self, image: Image, previous: Mask | None = None) -> Mask:
        filled = fit_input(image, previous, self.size)
        with torch.inference_mode():
            x = torch.from_numpy(filled.transpose(2, 0, 1)[None])
            found = torch.sigmoid(self.network(x.contiguous(memory_format=torch.channels_last)))
        return stretch(found[0, 0].numpy(), image)


class TfliteSegmenter:
    """An exported file, run by the SDK's own default runtime."""

    def __init__(self, path: Path, threads: int | None = None) -> None:
        from ai_edge_litert.interpreter import Interpreter

        if not path.is_file():
            raise DataError(f"{path}: there is no such file of a network")
        try:
            self.interpreter = Interpreter(model_path=str(path), num_threads=threads or 2)
            self.interpreter.allocate_tensors()
        except (ValueError, RuntimeError) as error:
            raise DataError(f"{path}: not a network that can run: {error}") from error
        self.input = self.interpreter.get_input_details()[0]
        self.output = self.interpreter.get_output_details()[0]
        self.size = int(self.input["shape"][1])
        takes, gives = ([int(n) for n in one["shape"]] for one in (self.input, self.output))
        if takes != [1, self.size, self.size, 4] or gives != [1, self.size, self.size, 1]:
            raise DataError(
                f"{path}: not a network like ours, which takes [1, S, S, 4] and gives "
                f"[1, S, S, 1]: this one takes {takes} and gives {gives}. MediaPipe's is "
                "measured with --peer"
            )

    def __call__(self, image: Image, previous: Mask | None = None) -> Mask:
        return stretch(self.run(fit_input(image, previous, self.size)), image)

    def run(self, filled: NDArray[np.float32]) -> Mask:
        """``(S, S, 4)`` in, ``(S, S)`` out, without any stretching."""
        self.interpreter.set_tensor(self.input["index"], filled[None])
        self.interpreter.invoke()
        found: Mask = self.interpreter.get_tensor(self.output["index"])[0, ..., 0]
        return found


def three_looks(segment: Segments, size: int) -> Segments:
    """Look at a photo as the SDK looks at a still (``hairsdk.Segmenter.infer_heads``).

    Once alone, once with that mask for the memory, once mirrored with the second's; the mean of
    the last two counts. Where the hair takes up little of the photo these are closer looks, at each
    head in it.

    Parameters
    ----------
    segment
    size
        Side of the network's square.
    """

    def look(image: Image, previous: Mask | None = None) -> Mask:
        first = segment(image, previous)
        whole = Window.whole(image)
        heads = apart(first, whole)
        masks = []
        for number in range(heads.count):
            own = heads.only(number, first)
            window = closer(own, whole, whole, size // 2)
            near = np.ascontiguousarray(image[window.part])
            second = segment(near, np.ascontiguousarray(own[window.part]))
            third = segment(mirrored(near), mirrored(second))
            mean: Mask = (second + mirrored(third)) / 2
            mask = np.zeros_like(first)
            mask[window.part] = faded(mean, window, whole)
            masks.append(heads.only(number, mask))
        together: Mask = np.maximum.reduce(masks)
        return together

    return look


def mirrored(picture: Image) -> Image:
    return np.ascontiguousarray(picture[:, ::-1])


def stretch(mask: Mask, image: Image) -> Mask:
    """Back to the frame's own size."""
    height, width = image.shape[:2]
    return cv2.resize(mask, (width, height), interpolation=cv2.INTER_LINEAR)


@dataclass(frozen=True)
class Report:
    """Scores of every row, in order."""

    rows: tuple[Row, ...]
    scores: tuple[Score, ...]

    def by_set(self) -> dict[str, dict[str, float]]:
        """Means per set, and under ``"mean"`` the mean of the sets; its photos are their sum.

        Sets with no hair at all count only for the false-positive area.
        """
        table = {
            name: summary([self.scores[i] for i in numbers])
            for name, numbers in by_set(self.rows).items()
        }
        keys = next(iter(table.values())).keys()
        table["mean"] = {
            key: _mean([entry[key] for entry in table.values() if not np.isnan(entry[key])])
            for key in keys
        }
        table["mean"]["photos"] = float(len(self.rows))
        return table

    def worst(self, count: int) -> list[tuple[Row, Score]]:
        """The photos with the lowest IoU, the lowest first."""
        pairs = zip(self.rows, self.scores, strict=True)
        hairy = [(row, score) for row, score in pairs if not np.isnan(score.iou)]
        return sorted(hairy, key=lambda pair: pair[1].iou)[:count]


def summary(scores: Sequence[Score]) -> dict[str, float]:
    """Means over photos; ``false_area_bald`` only over those without hair (NaN if none)."""
    hairy = [s for s in scores if not np.isnan(s.iou)]
    bald = [s for s in scores if np.isnan(s.iou)]
    return {
        "iou": _mean([s.iou for s in hairy]),
        "boundary_f": _mean([s.boundary_f for s in hairy]),
        "mae": _mean([s.mae for s in scores]),
        "false_area": _mean([s.false_area for s in scores]),
        "false_area_bald": _mean([s.false_area for s in bald]),
        "photos": float(len(scores)),
    }


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else float("nan")


def evaluate(
    segment: Segments,
    rows: Sequence[Row],
    progress: Callable[[int, int], None] | None = None,
    wide: Wide | None = None,
) -> Report:
    """Score every photo with an empty previous mask, at the photo's own size.

    The true mask is never fed as the previous one: that would measure a copy. Of a `wide` frame
    with the photo in it, what is found in the photo counts: elsewhere its surrounding is made up.
    """
    refuse_partial(rows)
    scores = []
    for number, (_, image, mask) in enumerate(read_pairs(rows)):
        if wide is None:
            found = segment(image)
        else:
            found = wide.cut(segment(wide.around(image, mask, number)), image)
        scores.append(score(found, mask.astype(np.float32) / 255))
        if progress:
            progress(number + 1, len(rows))
    return Report(tuple(rows), tuple(scores))


def table(values: dict[str, dict[str, float]]) -> str:
    """Markdown table of `Report.by_set`."""
    columns = ("iou", "boundary_f", "mae", "false_area", "false_area_bald", "photos")
    lines = ["| set | " + " | ".join(columns) + " |", "|---|" + "---|" * len(columns)]
    for name, entry in values.items():
        cells = [
            f"{entry[c]:.0f}" if c == "photos" else "–" if np.isnan(entry[c]) else f"{entry[c]:.4f}"
            for c in columns
        ]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def worst_table(found: Sequence[tuple[Row, Score]]) -> str:
    """Markdown table of `Report.worst`; hair in per cent of the frame."""
    lines = ["| set | photo | iou | hair annotated | hair found |", "|---|---|---|---|---|"]
    lines += [
        f"| {row.set} | {row.image.name} | {score.iou:.4f} | {score.hair:.1%} | {score.found:.1%} |"
        for row, score in found
    ]
    return "\n".join(lines)


@torch.inference_mode()
def validation_iou(
    network: HairNet, rows: Sequence[Row], pyramids: Sequence[Pyramid], size: int
) -> dict[str, float]:
    """Mean IoU of each set at the network's own size (quick: nothing is stretched back)."""
    network.eval()
    device = next(network.parameters()).device
    table = {}
    for name, members in by_set(rows).items():
        scores = []
        for first in range(0, len(members), 16):
            chosen = [pyramids[i] for i in members[first : first + 16]]
            filled = np.stack([fit_input(p.images[0], None, size) for p in chosen])
            x = torch.from_numpy(filled).permute(0, 3, 1, 2)
            found = (network(filled_up(x.to(device), 16))[: len(x), 0] > 0).cpu().numpy()
            for p, mask in zip(chosen, found, strict=True):
                small = fit_input(p.masks[0][..., None].repeat(3, -1), None, size)[..., 0]
                if has_hair(small > 0.5):
                    scores.append(iou(mask, small))
        if scores:
            table[name] = float(np.mean(scores))
    return table
