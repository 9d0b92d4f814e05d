"""How a network behaves on video: what its fourth channel is worth, and what it costs.

Every figure is taken with the network's own last mask as the previous one, never with the true
mask: that would measure a copy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from hairnet.evaluate import Segments, stretch
from hairnet.metrics import HAIR_AT_LEAST, Mask, dtssd, iou
from hairnet.pictures import DataError, Image, read_mask, read_rgb
from hairnet.wide import Wide, painted_over
from hairsdk.images import READABLE_SUFFIXES
from hairsdk.motion import carried

RECOVERED = 0.02
"""A cut is over when IoU is this near to what the network reaches without any memory."""


@dataclass(frozen=True)
class Clip:
    """Frames ``(H, W, 3)`` uint8 and exact masks ``(H, W)`` in [0, 1]."""

    name: str
    frames: tuple[Image, ...]
    masks: tuple[Mask, ...]


def load_clips(folder: Path) -> list[Clip]:
    """One clip per sub-folder: ``000.webp`` beside ``000.mask.png`` and so on."""
    if not folder.is_dir():
        raise DataError(f"{folder}: there is no such folder of clips")
    clips = []
    for place in sorted(p for p in folder.iterdir() if p.is_dir()):
        names = sorted(
            p
            for p in place.iterdir()
            if p.suffix.lower() in READABLE_SUFFIXES and not p.stem.endswith(".mask")
        )
        frames: list[Image] = []
        masks: list[Mask] = []
        for name in names:
            frame, mask = read_rgb(name), read_mask(name.with_suffix(".mask.png"))
            sizes = {f"{p.shape[1]}×{p.shape[0]}" for p in (frame, mask, *frames[:1])}
            if len(sizes) > 1:
                raise DataError(
                    f"{name}: all frames and masks of a clip have one size, found "
                    f"{' and '.join(sorted(sizes))}"
                )
            # Rendered masks have pinholes between strands that nobody draws.
            closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
            frames.append(frame)
            masks.append(closed.astype(np.float32) / 255)
        if len(frames) >= 2:
            clips.append(Clip(place.name, tuple(frames), tuple(masks)))
    if not clips:
        raise DataError(f"{folder}: no sub-folder holds two frames or more with masks")
    return clips


class Plays(Protocol):
    """Anything that finds the hair in frame after frame."""

    def __call__(
        self, frames: Sequence[Image], *, feedback: bool, first: Mask | None = None
    ) -> NDArray[np.float32]:
        """Masks ``(N, H, W)`` of all frames; with `feedback` each counts for the next.

        `first` is the mask of a frame before them that is not shown.
        """
        ...


@dataclass(frozen=True)
class NetworkPlayer:
    """Plays frames with a network, whose last mask is its next previous one."""

    segment: Segments

    def __call__(
        self, frames: Sequence[Image], *, feedback: bool, first: Mask | None = None
    ) -> NDArray[np.float32]:
        """See `Plays`."""
        masks: list[Mask] = []
        previous = first
        for frame in frames:
            mask = self.segment(frame, previous)
            masks.append(mask)
            previous = mask if feedback else None
        return np.stack(masks)


@dataclass(frozen=True)
class WidePlayer:
    """Plays frames that are set into a wide one; the masks are of what is set in."""

    play: Plays
    wide: Wide

    def __call__(
        self, frames: Sequence[Image], *, feedback: bool, first: Mask | None = None
    ) -> NDArray[np.float32]:
        """See `Plays`."""
        around = [self.wide.around(frame) for frame in frames]
        if first is not None:
            first = stretch(first, around[0])
        masks = self.play(around, feedback=feedback, first=first)
        return np.stack([self.wide.cut(mask, f) for mask, f in zip(masks, frames, strict=True)])


def steadiness(masks: NDArray[Any], clip: Clip) -> dict[str, float]:
    """Mean IoU and dtSSD of the masks ``(N, H, W)`` found in a clip."""
    truth = np.stack(clip.masks)
    return {
        "iou": float(np.mean([iou(p, g) for p, g in zip(masks, truth, strict=True)])),
        "dtssd": dtssd(masks, truth),
    }


def frames_to_recover(
    play: Plays, clip: Clip, *, first: Mask | None = None, before: Sequence[Image] = ()
) -> float:
    """Frames until a wrong previous mask is forgotten.

    The count of frames at the start of `clip` whose IoU lies more than `RECOVERED` under that of
    the same frame without memory; 0 means that the first frame is right at once.

    Parameters
    ----------
    first
        The wrong mask, or
    before
        other frames, whose last mask is the wrong one.
    """
    misled = play([*before, *clip.frames], feedback=True, first=first)[len(before) :]
    alone = play(clip.frames, feedback=False)
    for number, (a, b, true) in enumerate(zip(misled, alone, clip.masks, strict=True)):
        if iou(a, true) >= iou(b, true) - RECOVERED:
            return float(number)
    return float(len(clip.frames))


def empty_frame(clip: Clip) -> Image:
    """The clip's place without its person: the borders' colours, blurred across the frame."""
    frame = clip.frames[0]
    # Single strands may reach across the whole frame, of which nothing would be left then.
    hair = (clip.masks[0] > 0.5).astype(np.uint8)
    person = cv2.morphologyEx(hair, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    width = person.shape[1]
    # Head and body hang below the hair: all between the hair's sides, down to the bottom.
    columns = np.flatnonzero(person.any(0))
    if len(columns):
        reach = width // 8
        top = int(np.flatnonzero(person.any(1))[0])
        person[top:, max(0, columns[0] - reach) : columns[-1] + reach] = 1
    return painted_over(frame, person > 0)


def leaves_and_returns(play: Plays, clip: Clip, away: int = 5) -> dict[str, float]:
    """The person is there, gone for `away` frames, and back.

    ``ghost`` is the share of the frame called hair in the last frame without a person;
    ``back`` the frames until IoU is as good as without memory.
    """
    gone = [clip.frames[0], *[empty_frame(clip)] * away]
    return {
        "ghost": float((play(gone, feedback=True)[-1] > 0.5).mean()),
        "back": frames_to_recover(play, clip, before=gone),
    }


def garbage_masks(shape: tuple[int, ...]) -> dict[str, Mask]:
    """Previous masks that mean nothing: full, noise, a far-off block."""
    rng = np.random.default_rng(0)
    height, width = shape
    block = np.zeros(shape, np.float32)
    block[height // 2 :, : width // 2] = 1
    coarse = rng.random((8, 8), np.float32)
    return {
        "full": np.ones(shape, np.float32),
        "noise": np.clip(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), 0, 1),
        "block": block,
    }


def flicker(play: Plays, frames: Sequence[Image], *, feedback: bool) -> float:
    """Mean change of the mask between frames once motion is taken out, per cent of the hair.

    The mask before is carried along by dense optical flow (DIS, Kroeger et al. 2016); what then
    still differs is flicker. Divided by the mean area of hair, so that clips compare.
    """
    masks = play(frames, feedback=feedback)
    greys = [cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY) for frame in frames]
    changes = [
        float(np.abs(new - carried(old, flow)).mean())
        for old, new, flow in zip(masks, masks[1:], flows(greys), strict=False)
    ]
    area = float(masks.mean())
    return 100 * float(np.mean(changes)) / area if area > HAIR_AT_LEAST else float("nan")


def flows(pictures: Sequence[Any]) -> list[NDArray[np.float32]]:
    """For each grey picture but the first: how far back its places were in the one before."""
    # The stubs do not know that the first guess of the flow may be missing.
    flow_of: Any = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    return [flow_of.calc(new, old, None) for old, new in pairwise(pictures)]


WEIGHTS = (0.5, 0.7, 0.8, 0.9, 0.95)
"""Of the frame before, where `limits` averages masks."""
BLUR = 1 / 128
"""Standard deviation of the blur in `limits`, of the frame's width."""


def limits(play: Plays, clips: Sequence[Clip]) -> dict[str, float]:
    """How low dtSSD comes where masks are carried along and averaged perfectly: means over clips.

    No player can do this, because the motion is taken from frames and exact masks together. Only a
    memory that finds hair which single frames do not show could come lower.

    - ``past``: the masks found without memory, averaged along that motion over all frames before,
      with the weight of `WEIGHTS` that gives the least dtSSD;
    - ``all``: the same, over the frames to come as well;
    - ``blurred``: the exact masks, which are wrong by nothing but a blur (`BLUR`).
    """
    turned = [Clip(clip.name, clip.frames[::-1], clip.masks[::-1]) for clip in clips]
    to_past = [_true_flows(clip) for clip in clips]
    to_future = [_true_flows(clip) for clip in turned]
    alone = [play(clip.frames, feedback=False) for clip in clips]
    figures: dict[str, list[dict[str, float]]] = {"past": [], "all": []}
    for weight in WEIGHTS:
        past = [_averaged(m, back, weight) for m, back in zip(alone, to_past, strict=True)]
        future = [
            _averaged(m[::-1], back, weight)[::-1] for m, back in zip(alone, to_future, strict=True)
        ]
        both = [(a + b) / 2 for a, b in zip(past, future, strict=True)]
        figures["past"].append(_means(past, clips))
        figures["all"].append(_means(both, clips))
    best = {name: min(tried, key=lambda one: one["dtssd"]) for name, tried in figures.items()}
    best["blurred"] = _means([np.stack([_blurred(m) for m in clip.masks]) for clip in clips], clips)
    return {
        f"{figure}_{name}": value for name, one in best.items() for figure, value in one.items()
    }


def _blurred(mask: Mask) -> Mask:
    return cv2.GaussianBlur(mask, (0, 0), BLUR * mask.shape[1])


def _true_flows(clip: Clip) -> list[NDArray[np.float32]]:
    """Motion that is seen in the frames and in the exact masks, half and half."""
    pictures = []
    for frame, mask in zip(clip.frames, clip.masks, strict=True):
        grey = cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY)
        pictures.append(cv2.addWeighted(grey, 0.5, (255 * mask).astype(np.uint8), 0.5, 0))
    return flows(pictures)


def _averaged(
    masks: NDArray[np.float32], back: Sequence[NDArray[np.float32]], weight: float
) -> NDArray[np.float32]:
    """Each mask averaged with the result for the frame before, which has that weight."""
    results = [masks[0]]
    for mask, flow in zip(masks[1:], back, strict=True):
        results.append((1 - weight) * mask + weight * carried(results[-1], flow))
    return np.stack(results)


def _means(found: Sequence[NDArray[Any]], clips: Sequence[Clip]) -> dict[str, float]:
    each = [steadiness(masks, clip) for masks, clip in zip(found, clips, strict=True)]
    return {name: float(np.mean([one[name] for one in each])) for name in each[0]}


def read_video(path: Path, limit: int, longest: int = 512) -> list[Image]:
    """The first frames of a film, shrunk to `longest`."""
    if not path.is_file():
        raise DataError(f"{path}: there is no such film")
    capture = cv2.VideoCapture(str(path))
    frames: list[Image] = []
    while len(frames) < limit:
        good, frame = capture.read()
        if not good:
            break
        scale = min(1.0, longest / max(frame.shape[:2]))
        frame = cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        frames.append(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB))
    capture.release()
    if len(frames) < 2:
        raise DataError(f"{path}: not a film of two frames or more")
    return frames


def measure(
    play: Plays, clips: Sequence[Clip], progress: Callable[[str], None] = lambda _: None
) -> dict[str, float]:
    """All figures on clips with exact masks, means over them; a single one has no cut: NaN."""
    figures: dict[str, list[float]] = {}

    def add(name: str, value: float) -> None:
        figures.setdefault(name, []).append(value)

    for number, clip in enumerate(clips):
        progress(clip.name)
        for feedback, label in ((True, "with"), (False, "without")):
            masks = play(clip.frames, feedback=feedback)
            for name, value in steadiness(masks, clip).items():
                add(f"{name}_{label}", value)
        # A cut is one from another clip; where there is none, there is no figure.
        height, width = clip.masks[0].shape
        before = [cv2.resize(frame, (width, height)) for frame in clips[number - 1].frames[-3:]]
        cut = frames_to_recover(play, clip, before=before) if len(clips) > 1 else float("nan")
        add("recovery_cut", cut)
        for kind, mask in garbage_masks(clip.masks[0].shape).items():
            add(f"recovery_{kind}", frames_to_recover(play, clip, first=mask))
        for name, value in leaves_and_returns(play, clip).items():
            add(name, value)
    return {name: float(np.mean(values)) for name, values in figures.items()} | {
        f"{name}_worst": max(values)
        for name, values in figures.items()
        if name.startswith(("recovery", "back"))
    }
