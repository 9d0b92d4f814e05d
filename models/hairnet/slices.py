"""Fair shares: how well the network does on whom, with intervals.

A slice is a function from a row, its photo and its mask to a label, or ``None`` where the photo
does not tell. Labels come from the picture itself or, for the hair type, from a table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from hairnet.augment import LUMA
from hairnet.data import Row, read_pairs, refuse_partial
from hairnet.evaluate import Segments
from hairnet.metrics import bootstrap_interval, score
from hairnet.pictures import Image

Slice = Callable[[Row, Image, Image], str | None]

TONES = ("very dark", "dark", "medium", "light")
SHARES = ("under 2 % of the frame", "2–10 %", "10–30 %", "over 30 %")
POSES = ("hardly any skin (back)", "some skin", "face seen")
HAIR_TYPES = (
    "straight",
    "wavy",
    "curly",
    "kinky",
    "braids",
    "dreadlocks",
    "short men's",
)


def hair_type(row: Row, image: Image, mask: Image) -> str | None:
    """Figaro1k numbers its photos by type: 150 of each, in this order (Muhammad et al. 2018)."""
    digits = "".join(c for c in row.image.stem if c.isdigit())
    if row.set != "figaro1k" or not digits:
        return None
    return HAIR_TYPES[min(6, (int(digits) - 1) // 150)]


def hair_brightness(row: Row, image: Image, mask: Image) -> str | None:
    hair = mask > 200
    if np.count_nonzero(hair) < 50:
        return None
    return _band(float((image[hair] @ LUMA).mean() / 255), (0.15, 0.3, 0.5), TONES)


def skin_brightness(row: Row, image: Image, mask: Image) -> str | None:
    """Median luma of skin-coloured pixels near the hair, where there are enough of them.

    Skin: the YCrCb box of Chai and Ngan 1999, without the hair itself. Light decides as much as
    the skin does: this is brightness in the photo, not a skin type.
    """
    ycrcb = cv2.cvtColor(image, cv2.COLOR_RGB2YCrCb)
    skin = (
        (ycrcb[..., 1] >= 133)
        & (ycrcb[..., 1] <= 173)
        & (ycrcb[..., 2] >= 77)
        & (ycrcb[..., 2] <= 127)
        & (mask < 40)
    )
    reach = 2 * (max(mask.shape) // 16) + 1
    near = cv2.dilate(mask, np.ones((reach, reach), np.uint8)) > 127
    chosen = skin & near
    if np.count_nonzero(chosen) < 0.01 * mask.size:
        return None
    return _band(float(np.median(image[chosen] @ LUMA) / 255), (0.3, 0.45, 0.6), TONES)


def hair_share(row: Row, image: Image, mask: Image) -> str | None:
    """How much of the frame is hair: small heads in the street to close-ups."""
    share = float((mask > 127).mean())
    return _band(share, (0.02, 0.1, 0.3), SHARES)


def pose(row: Row, image: Image, mask: Image) -> str | None:
    """From behind and the side, or the front, by the skin seen below and within the hair."""
    if row.set not in ("figaro1k", "fasseg"):
        return None
    ycrcb = cv2.cvtColor(image, cv2.COLOR_RGB2YCrCb)
    skin = (ycrcb[..., 1] >= 133) & (ycrcb[..., 1] <= 173) & (mask < 40)
    share = np.count_nonzero(skin) / max(1, int(np.count_nonzero(mask > 127)))
    return _band(float(share), (0.1, 0.4), POSES)


SLICES: dict[str, tuple[Slice, Sequence[str]]] = {
    "hair type": (hair_type, HAIR_TYPES),
    "brightness of the hair": (hair_brightness, TONES),
    "brightness of the skin": (skin_brightness, TONES),
    "hair in the frame": (hair_share, SHARES),
    "pose": (pose, POSES),
}
"""Each slice with its labels, in the order of the table."""


def _band(value: float, limits: Sequence[float], labels: Sequence[str]) -> str:
    return labels[sum(value >= limit for limit in limits)]


@dataclass(frozen=True)
class Share:
    """Mean IoU of one slice with its 95 % bootstrap interval."""

    slice: str
    label: str
    photos: int
    iou: float
    low: float
    high: float


def shares(segment: Segments, rows: Sequence[Row]) -> list[Share]:
    """Mean IoU of each slice over all photos with hair."""
    refuse_partial(rows)
    found: dict[tuple[str, str], list[float]] = {}
    for row, image, mask in read_pairs(rows):
        value = score(segment(image), mask.astype(np.float32) / 255).iou
        if np.isnan(value):
            continue
        for name, (slice_of, _) in SLICES.items():
            label = slice_of(row, image, mask)
            if label is not None:
                found.setdefault((name, label), []).append(value)
    order = [(name, label) for name, (_, labels) in SLICES.items() for label in labels]
    result = []
    for name, label in filter(found.__contains__, order):
        values = found[name, label]
        low, high = bootstrap_interval(np.array(values))
        result.append(Share(name, label, len(values), float(np.mean(values)), low, high))
    return result


def table(found: Sequence[Share]) -> str:
    lines = ["| slice | | photos | IoU | 95 % |", "|---|---|---|---|---|"]
    lines += [
        f"| {s.slice} | {s.label} | {s.photos} | {s.iou:.3f} | {s.low:.3f}–{s.high:.3f} |"
        for s in found
    ]
    return "\n".join(lines)
