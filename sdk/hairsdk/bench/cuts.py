"""What an explicit reset at a cut adds to what the network has learnt to discard by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hairsdk.errors import FileReadError, ParameterError
from hairsdk.images import read_photo
from hairsdk.matte import stretch
from hairsdk.segmenter import Segmenter
from hairsdk.stream import CutFinder

__all__ = ["CutRow", "measure_cuts"]

_SHOWN = 5
_BEFORE = 5


@dataclass(frozen=True)
class CutRow:
    """Mean IoU at a number of frames after a cut.

    Parameters
    ----------
    frame : int
        0 is the first of the new shot.
    fed_on, reset : float
        With the old shot's mask fed back, and with it forgotten.
    """

    frame: int
    fed_on: float
    reset: float


def measure_cuts(folders: Sequence[Path], segmenter: Segmenter) -> tuple[list[CutRow], int, int]:
    """Cut from every clip to every other.

    Parameters
    ----------
    folders : sequence of Path
        Clips: 000.webp, 001.webp … with 000.mask.png … beside them.
    segmenter : Segmenter

    Returns
    -------
    rows : list of CutRow
    found, cuts : int
        How many of the cuts the stream notices by itself.

    Raises
    ------
    ParameterError
        There is but one clip.
    FileReadError
        A clip is too short.
    """
    if len(folders) < 2:
        raise ParameterError("a cut is from one clip to another: name two folders or more")
    clips = [_clip(folder) for folder in folders]
    sums = np.zeros((_SHOWN, 2))
    found = cuts = 0
    for a, first in enumerate(clips):
        for b, second in enumerate(clips):
            if a == b:
                continue
            cuts += 1
            finder = CutFinder()
            previous = None
            for image, _ in first[-_BEFORE:]:
                finder.update(segmenter.shrink(image))
                previous = segmenter.infer(image, previous).mask
            found += finder.update(segmenter.shrink(second[0][0]))
            for column, memory in enumerate((previous, None)):
                before = memory
                for row, (image, exact) in enumerate(second[:_SHOWN]):
                    before = segmenter.infer(image, before).mask
                    sums[row, column] += _iou(
                        stretch(before, exact.shape[0], exact.shape[1]), exact
                    )
    rows = [CutRow(row, *(sums[row] / cuts).tolist()) for row in range(_SHOWN)]
    return rows, found, cuts


def _iou(mask: NDArray[np.float32], exact: NDArray[np.float32]) -> float:
    a, b = mask > 0.5, exact > 0.5
    return float((a & b).sum() / max((a | b).sum(), 1))


def _clip(folder: Path) -> list[tuple[NDArray[np.uint8], NDArray[np.float32]]]:
    frames = []
    photos = sorted(p for p in folder.glob("[0-9]*") if not p.name.endswith(".mask.png"))
    for photo in photos:
        mask = photo.with_name(f"{photo.stem}.mask.png")
        if mask.exists():
            exact = read_photo(mask).rgb[..., 0].astype(np.float32) / np.float32(255.0)
            frames.append((read_photo(photo).rgb, exact))
    if len(frames) < max(_BEFORE, _SHOWN):
        raise FileReadError(
            f"{folder}: expected frames 000.webp, 001.webp … with 000.mask.png … beside them, "
            f"found {len(frames)}",
            folder,
        )
    return frames
