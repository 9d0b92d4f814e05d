"""The clip that every contender gets: raw RGB frames in a file, the same bytes for all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk import resources
from hairsdk.errors import VideoError
from hairsdk.images import read_photo
from hairsdk.memory import memory_errors
from hairsdk.video import FilmReader

__all__ = ["Clip", "make_clip"]

Frame = NDArray[np.uint8]


@dataclass(frozen=True)
class Clip:
    """Raw RGB frames in a file.

    Parameters
    ----------
    path : Path
    width, height, frames : int
    """

    path: Path
    width: int
    height: int
    frames: int

    def read(self) -> list[Frame]:
        """All frames."""
        data = np.fromfile(self.path, np.uint8)
        return list(data.reshape(self.frames, self.height, self.width, 3))


@memory_errors()
def make_clip(
    target: Path, width: int, height: int, frames: int, source: Path | None = None
) -> Clip:
    """Write a clip of one size.

    Parameters
    ----------
    target : Path
    width, height, frames : int
    source : Path, optional
        A film; without one the sample portrait, moved about and zoomed as by a hand.

    Raises
    ------
    VideoError
        The film has too few frames.
    MemoryError
        A frame of this size has no room.
    """
    made = _portrait(width, height, frames) if source is None else _film(source, width, height)
    count = 0
    with target.open("wb") as file:
        for frame in made:
            file.write(np.ascontiguousarray(frame).data)
            count += 1
            if count == frames:
                break
    if count < frames:
        raise VideoError(f"{source}: {frames} frames are wanted, the film has {count}")
    return Clip(target, width, height, count)


def _portrait(width: int, height: int, frames: int) -> Iterator[Frame]:
    photo = read_photo(resources.sample_photo()).rgb
    rows, columns = photo.shape[:2]
    fit = height / rows
    for number in range(frames):
        phase = 2.0 * np.pi * number / frames
        scale = fit * (1.0 + 0.1 * np.sin(phase))
        x = width / 2 - scale * columns / 2 + 0.06 * width * np.sin(phase + 1.0)
        y = height / 2 - scale * rows / 2 + 0.03 * height * np.cos(2.0 * phase)
        matrix = np.array([[scale, 0.0, x], [0.0, scale, y]])
        yield cv2.warpAffine(  # type: ignore[misc]
            photo, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )


def _film(source: Path, width: int, height: int) -> Iterator[Frame]:
    with FilmReader(source) as film:
        for frame in film.frames():
            yield cv2.resize(frame.pixels, (width, height), interpolation=cv2.INTER_AREA)  # type: ignore[misc]
