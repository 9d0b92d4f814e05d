"""Photos with masks from a folder and a CSV file, kept decoded in memory.

The CSV has a header and at least the columns ``image`` and ``mask``: paths relative to the
file. ``set`` (a name to report by) and ``weight`` (how often to draw the row, default 1) are
optional, other columns are ignored. Masks are 8-bit grey, 255 = hair. In rows whose column
``partial`` is 1 a grey of about 128 means "not known" instead of "half": such pixels are not
learned from.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[Any]
"""8-bit, RGB or grey. OpenCV's stubs give every array the type of any number."""
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}


class DataError(ValueError):
    """The training or test data are not as described; the message says where."""


@dataclass(frozen=True)
class Row:
    """One line of the CSV: a photo and its mask."""

    image: Path
    mask: Path
    set: str = "default"
    weight: float = 1.0
    partial: bool = False

    @property
    def key(self) -> str:
        """Stable name of the photo, used to cut validation from training data."""
        return f"{self.set}/{self.image.name}"


def read_csv(path: str | Path) -> list[Row]:
    """Rows of a data CSV; `DataError` names the line that is wrong."""
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 text: {error.reason} at byte {error.start}") from error
    reader = csv.DictReader(io.StringIO(text))
    try:
        missing = {"image", "mask"} - set(reader.fieldnames or ())
        if missing:
            raise DataError(f"{path}: the header lacks the column(s) {', '.join(sorted(missing))}")
        rows = [_row(record, path, reader.line_num) for record in reader]
    except csv.Error as error:
        raise DataError(f"{path}:{reader.reader.line_num}: {error}") from error
    if not rows:
        raise DataError(f"{path}: no rows below the header")
    return rows


def _row(record: dict[str, str | None], path: Path, line: int) -> Row:
    image, mask = record["image"], record["mask"]
    if not image or not mask:
        raise DataError(f"{path}:{line}: image and mask must both be named")
    given = record.get("weight") or "1"
    try:
        weight = float(given)
    except ValueError:
        weight = math.nan
    if not 0 <= weight < math.inf:
        raise DataError(f"{path}:{line}: weight must be a number of at least 0, found {given!r}")
    return Row(
        path.parent / image,
        path.parent / mask,
        record.get("set") or "default",
        weight,
        (record.get("partial") or "0").strip() == "1",
    )


def split_validation(rows: Sequence[Row], share: float) -> tuple[list[Row], list[Row]]:
    """Cut a stable share off for validation, by a hash of the photo's name.

    Returns
    -------
    train, validation
        The same photo falls on the same side whatever else is in the file.

    Raises
    ------
    DataError
        A row of the validation share is partial.
    """
    train: list[Row] = []
    validation: list[Row] = []
    for row in rows:
        digest = hashlib.sha256(row.key.encode()).digest()
        held = int.from_bytes(digest[:4], "big") / 2**32 < share
        (validation if held else train).append(row)
    refuse_partial(validation)
    return train, validation


def refuse_partial(rows: Iterable[Row]) -> None:
    """`DataError` for a mask that cannot be scored, since parts of it are not known."""
    for row in rows:
        if row.partial:
            raise DataError(
                f"{row.mask}: a partial mask cannot be scored: leave its row out, or put such rows "
                "into a file of their own and train on it with --extra"
            )


def photos_in(folder: Path, pattern: str = "*") -> list[Path]:
    """The pictures of a folder that are no masks, sorted; `DataError` where there are none."""
    found = sorted(
        path
        for path in folder.glob(pattern)
        if path.suffix.lower() in SUFFIXES and not path.stem.endswith(".mask")
    )
    if not found:
        raise DataError(f"{folder}: no photos in this folder")
    return found


def read_picture(path: Path, mode: int) -> Image:
    found = cv2.imread(str(path), mode)
    if found is None:
        raise DataError(f"{path}: not a readable picture")
    return found


def read_pair(row: Row, max_side: int | None = None) -> tuple[Image, Image]:
    """RGB photo and 8-bit mask of equal size, shrunk to `max_side` when they are larger."""
    image = read_picture(row.image, cv2.IMREAD_COLOR_RGB)
    mask = read_picture(row.mask, cv2.IMREAD_GRAYSCALE)
    if image.shape[:2] != mask.shape:
        raise DataError(
            f"{row.mask}: the mask is {mask.shape[1]}×{mask.shape[0]}, "
            f"its photo {image.shape[1]}×{image.shape[0]}"
        )
    if max_side and max(mask.shape) > max_side:
        scale = max_side / max(mask.shape)
        size = (max(1, round(mask.shape[1] * scale)), max(1, round(mask.shape[0] * scale)))
        image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        mask = cv2.resize(mask, size, interpolation=cv2.INTER_AREA)
    return image, mask


@dataclass(frozen=True)
class Pyramid:
    """A photo and its mask at full, half and quarter size: shrinking without aliasing."""

    images: tuple[Image, ...]
    masks: tuple[Image, ...]

    @classmethod
    def build(cls, image: Image, mask: Image, levels: int = 3) -> Pyramid:
        images, masks = [image], [mask]
        for _ in range(levels - 1):
            if min(masks[-1].shape) < 64:
                break
            height, width = masks[-1].shape
            half = (width // 2, height // 2)
            images.append(cv2.resize(images[-1], half, interpolation=cv2.INTER_AREA))
            masks.append(cv2.resize(masks[-1], half, interpolation=cv2.INTER_AREA))
        return cls(tuple(images), tuple(masks))

    def level_for(self, shrink: float) -> int:
        """Coarsest level that still has at least the detail of a `shrink`-fold reduction."""
        return min(len(self.masks) - 1, max(0, int(np.log2(max(shrink, 1.0)) + 0.3)))


def load(rows: Sequence[Row], max_side: int | None = 512) -> list[Pyramid]:
    """Decode all photos into memory (about 0.5 MB each at 512 px)."""

    def one(row: Row) -> Pyramid:
        return Pyramid.build(*read_pair(row, max_side))

    with ThreadPoolExecutor() as pool:
        return list(pool.map(one, rows))


def draw_weights(rows: Sequence[Row], set_weights: dict[str, float]) -> NDArray[np.float64]:
    """Cumulative probability of drawing each row: weight of the row × weight of its set."""
    weights = np.array([row.weight * set_weights.get(row.set, 1.0) for row in rows])
    if not np.isfinite(weights).all() or (weights < 0).any() or weights.sum() <= 0:
        raise DataError("the weights of the rows must be at least 0 and not all 0")
    return np.cumsum(weights / weights.sum())


def by_set(rows: Iterable[Row]) -> dict[str, list[int]]:
    """Row numbers of each set, in the order of first appearance."""
    groups: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        groups.setdefault(row.set, []).append(number)
    return groups
