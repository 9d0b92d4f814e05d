"""Photos with masks from a folder and a CSV file, kept in memory.

The CSV has a header, commas, semicolons or tabs between its values, as a spreadsheet writes them,
and at least the columns ``image`` and ``mask``: paths relative to the file. ``set`` (a name to
report by) and ``weight`` (how often to draw the row, default 1) are optional, other columns are
ignored. Masks are grey, white = hair (`hairnet.pictures.read_mask`). In rows whose column
``partial`` is 1 a grey of about 128 means "not known" instead of "half": such pixels are not
learned from.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, overload

import cv2
import numpy as np
from numpy.typing import NDArray

from hairnet.device import own_memory
from hairnet.pictures import DataError, Image, read_mask, read_rgb


@dataclass(frozen=True)
class Row:
    """One line of the CSV: a photo and its mask."""

    image: Path
    mask: Path
    set: str = "default"
    weight: float = 1.0
    partial: bool = False
    place: str = field(default="", compare=False)
    """File and line that name it, for messages."""

    @property
    def key(self) -> str:
        """Stable name of the photo, used to cut validation from training data."""
        return f"{self.set}/{self.image.name}"


def read_csv(path: str | Path) -> list[Row]:
    """Rows of a data CSV; `DataError` names the line that is wrong."""
    path = Path(path)
    text = _read_text(path)
    separator = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.DictReader(io.StringIO(text), skipinitialspace=True, delimiter=separator)
    try:
        header = reader.fieldnames or ()
        missing = {"image", "mask"} - set(header)
        if missing:
            raise DataError(
                f"{path}: the header lacks the column(s) {', '.join(sorted(missing))}; found "
                f"{', '.join(map(repr, header)) or 'nothing'}. Names are in small letters, and "
                "commas, semicolons or tabs are between them"
            )
        # Spreadsheets write rows of which nothing is left but separators, even beyond the header's.
        rows = [
            _row(record, path, reader.line_num)
            for record in reader
            if any(cell and any(cell) for cell in record.values())
        ]
    except csv.Error as error:
        raise DataError(f"{path}:{reader.reader.line_num}: {error}") from error
    if not rows:
        raise DataError(f"{path}: no rows below the header")
    return rows


def _read_text(path: Path) -> str:
    """Text in UTF-8 or, as a spreadsheet's "Unicode text", in UTF-16."""
    if path.is_dir():
        raise DataError(f"{path} is a folder: name the CSV that lists its photos and their masks")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}") from error
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(
            f"{path}: not UTF-8 text: {error.reason} at byte {error.start}. Spreadsheets call the "
            'format to save it in "CSV UTF-8"'
        ) from error
    return io.StringIO(text, newline=None).read()


def _row(record: dict[str, str | None], path: Path, line: int) -> Row:
    image, mask = record["image"], record["mask"]
    if not image or not mask:
        raise DataError(f"{path}:{line}: image and mask must both be named")
    given = record.get("weight") or "1"
    try:
        # Where commas are decimal, spreadsheets write them, too.
        weight = float(given.replace(",", "."))
    except ValueError:
        weight = math.nan
    if not 0 <= weight < math.inf:
        raise DataError(f"{path}:{line}: weight must be a number of at least 0, found {given!r}")
    partial = (record.get("partial") or "0").strip()
    if partial not in ("0", "1"):
        raise DataError(f"{path}:{line}: partial must be 0 or 1, found {partial!r}")
    return Row(
        path.parent / image,
        path.parent / mask,
        record.get("set") or "default",
        weight,
        partial == "1",
        f"{path}:{line}",
    )


def evenly(rows: list[Row], count: int) -> list[Row]:
    """At most `count` rows, from all parts of the file: sets stand one after the other."""
    count = min(count, len(rows))
    return [rows[number * len(rows) // count] for number in range(count)]


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
                f"{row.place or row.mask}: a partial mask cannot be scored: leave its row out, or "
                "put such rows into a file of their own and train on it with --extra"
            )


def read_pair(row: Row, max_side: int | None = None) -> tuple[Image, Image]:
    """RGB photo and 8-bit mask of equal size, shrunk to `max_side` when they are larger."""
    try:
        image, mask = read_rgb(row.image), read_mask(row.mask)
        if image.shape[:2] != mask.shape:
            turned = mask.shape == image.shape[1::-1]
            raise DataError(
                f"{row.mask}: the mask is {mask.shape[1]}×{mask.shape[0]}, "
                f"its photo {image.shape[1]}×{image.shape[0]}: "
                + ("turn it as the photo is shown" if turned else "save it at the photo's size")
            )
    except DataError as error:
        raise DataError(f"{row.place}: {error}" if row.place else str(error)) from error
    if max_side and max(mask.shape) > max_side:
        scale = max_side / max(mask.shape)
        size = (max(1, round(mask.shape[1] * scale)), max(1, round(mask.shape[0] * scale)))
        image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        mask = cv2.resize(mask, size, interpolation=cv2.INTER_AREA)
    return image, mask


def read_pairs(rows: Iterable[Row]) -> Iterator[tuple[Row, Image, Image]]:
    """Photos and masks, one after the other, at their own size.

    After the first that cannot be read the others are only tried, so that the `DataError` names
    all that are wrong.
    """
    errors = []
    for row in rows:
        pair = _pair_or_error(row)
        if isinstance(pair, DataError):
            errors.append(pair)
        elif not errors:
            yield row, *pair
    _refuse_together(errors)


def _pair_or_error(row: Row, max_side: int | None = None) -> tuple[Image, Image] | DataError:
    try:
        return read_pair(row, max_side)
    except DataError as error:
        return error


def _refuse_together(errors: Sequence[DataError], most: int = 10) -> None:
    if errors:
        more = [f"… and {len(errors) - most} more"] if len(errors) > most else []
        raise DataError("\n".join([*map(str, errors[:most]), *more]))


LEVELS = 3


@dataclass(frozen=True)
class Pyramid:
    """A photo and its mask at full, half and quarter size: shrinking without aliasing."""

    images: tuple[Image, ...]
    masks: tuple[Image, ...]

    @classmethod
    def build(cls, image: Image, mask: Image) -> Pyramid:
        images, masks = [image], [mask]
        for _ in range(LEVELS - 1):
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


class Compressed(Sequence[Pyramid]):
    """Photos that are decoded each time they are looked at: they take a tenth of the memory.

    Photos are JPEG, fine enough that training cannot tell; masks are PNG, without loss.
    """

    def __init__(self, files: Sequence[tuple[Image, Image]]) -> None:
        self.files = files

    @staticmethod
    def compress(image: Image, mask: Image) -> tuple[Image, Image]:
        """A photo and its mask as files."""
        quality = [cv2.IMWRITE_JPEG_QUALITY, 95]
        photo = cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), quality)[1]
        return photo, cv2.imencode(".png", mask)[1]

    def __len__(self) -> int:
        return len(self.files)

    @overload
    def __getitem__(self, number: int) -> Pyramid: ...
    @overload
    def __getitem__(self, number: slice) -> Compressed: ...
    def __getitem__(self, number: int | slice) -> Pyramid | Compressed:
        if isinstance(number, slice):
            return Compressed(self.files[number])
        photo, mask = self.files[number]
        # Of files that were written here, the decoder's `None` cannot come.
        image: Any = cv2.imdecode(photo, cv2.IMREAD_COLOR)
        matte: Any = cv2.imdecode(mask, cv2.IMREAD_GRAYSCALE)
        return Pyramid.build(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), matte)


def load(
    rows: Sequence[Row],
    max_side: int = 512,
    *,
    memory: float | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Sequence[Pyramid]:
    """Read all photos into memory, `Compressed` where they might not fit otherwise.

    Parameters
    ----------
    max_side
        Larger photos are shrunk to it.
    memory
        Bytes that decoded photos may take; without it, half of the machine's.
    progress
        Called with the photos read, and all.

    Raises
    ------
    DataError
        Some cannot be used; all of these are named.
    """
    # The most that they can take: most are not square, and some are smaller.
    decoded = len(rows) * max_side**2 * 4 * sum(4.0**-level for level in range(LEVELS))
    fits = decoded <= (own_memory() / 2 if memory is None else memory)

    def one(row: Row) -> Pyramid | tuple[Image, Image] | DataError:
        pair = _pair_or_error(row, max_side)
        if isinstance(pair, DataError):
            return pair
        return Pyramid.build(*pair) if fits else Compressed.compress(*pair)

    pyramids, files, errors = [], [], []
    with ThreadPoolExecutor() as pool:
        for number, found in enumerate(pool.map(one, rows)):
            if isinstance(found, DataError):
                errors.append(found)
            elif isinstance(found, Pyramid):
                pyramids.append(found)
            else:
                files.append(found)
            if progress:
                progress(number + 1, len(rows))
    _refuse_together(errors)
    return pyramids if fits else Compressed(files)


def share_of_hair(pyramids: Sequence[Pyramid], most: int = 100) -> float:
    """The part of the photos that their masks call hair, as `most` of them tell, from all parts."""
    some = range(0, len(pyramids), -(-len(pyramids) // most))
    return float(np.mean([pyramids[number].masks[-1].mean() / 255 for number in some]))


def fingerprint(rows: Sequence[Row]) -> str:
    """Number and names of photos in a few letters, to see whether others are the same."""
    text = "\n".join(f"{row.key} {row.weight} {row.partial}" for row in rows)
    digest = hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
    return f"{len(rows)} photos ({digest[:8]})"


def draw_weights(rows: Sequence[Row], set_weights: dict[str, float]) -> NDArray[np.float64]:
    """Cumulative probability of drawing each row: weight of the row × weight of its set."""
    weights = np.array([row.weight * set_weights.get(row.set, 1.0) for row in rows])
    if not np.isfinite(weights).all() or (weights < 0).any() or weights.sum() <= 0:
        raise DataError(
            "no photo can be drawn: the weights of the rows, times set_weights of the recipe, must "
            "be at least 0 and not all 0"
        )
    return np.cumsum(weights / weights.sum())


def by_set(rows: Iterable[Row]) -> dict[str, list[int]]:
    """Row numbers of each set, in the order of first appearance."""
    groups: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        groups.setdefault(row.set, []).append(number)
    return groups
