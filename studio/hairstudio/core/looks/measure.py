"""Measure looks on a series: are they one colour on everyone, true, sharp and quiet?

All colours are mask-weighted means of the sRGB-encoded picture, compared by CIEDE2000.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from hairsdk.apply import recolor_pixels
from hairsdk.intensity import hair_intensity, luma
from hairsdk.lut import Lut3D, blend_luts
from hairsdk.preset import Preset
from hairstudio.core.colour.difference import ciede2000, to_lab
from hairstudio.core.looks.recolour import lut_for, recolour
from hairstudio.core.looks.series import Picture

__all__ = [
    "Consistency",
    "Safety",
    "Truth",
    "consistency",
    "safety",
    "strands",
    "truth",
    "untouched",
]

Pictures = Mapping[str, Mapping[str, Picture]]
Image = npt.NDArray[np.uint8]

_STRAND_SIGMA = 3.0
_TRUTH_SIGMA = 4.0
_NOISE_LEVELS = 2.0


@dataclasses.dataclass(frozen=True)
class Consistency:
    """Spread of one look over hair of different colours, mean of the heads, in CIEDE2000.

    Attributes
    ----------
    pair, light, dark : float
        The interpolated LUTs, and each alone.
    flat : float
        ``mix(frame, colour, mask · luma)`` with the mean colour that the pair gives.
    heads : dict
        The pair's figure for each head.
    """

    pair: float
    light: float
    dark: float
    flat: float
    heads: Mapping[str, float]


@dataclasses.dataclass(frozen=True)
class Truth:
    """Black hair under a look against the render of that head with hair of that colour.

    Attributes
    ----------
    mean : dict
        By head: CIEDE2000 of the mean colours.
    pixel : dict
        By head: mean CIEDE2000 over the hair's pixels, both pictures blurred by 4 pixels.
    """

    mean: Mapping[str, float]
    pixel: Mapping[str, float]


@dataclasses.dataclass(frozen=True)
class Safety:
    """What a look does to noise, gradients and shine.

    Attributes
    ----------
    noise_gain : float
        Standard deviation of luma that noise of 2 levels (of 255) per channel on the darkest
        hair has after the look, as a multiple of what it had before; largest of the heads.
    steepest : float
        Largest step between neighbours of the 8-bit grey ramp through the LUTs, in levels.
    falls : int
        How many neighbours on that ramp fall by more than a tenth of a level, over dark,
        light and three LUTs in between.
    clipped : float
        Share of hair pixels with a channel at 255 that had none before; largest of the pictures.
    """

    noise_gain: float
    steepest: float
    falls: int
    clipped: float


def untouched(series: Pictures) -> float:
    """Return the spread of the hair as it is."""
    spread, _ = _spread(series, lambda picture: picture.image)
    return spread


def consistency(preset: Preset, series: Pictures) -> Consistency:
    """Return how far apart one look comes out on hair of different colours."""
    pair, heads = _spread(series, lambda p: recolour(p.image, p.mask, preset))
    light, _ = _spread(series, lambda p: recolour(p.image, p.mask, preset, "light"))
    dark, _ = _spread(series, lambda p: recolour(p.image, p.mask, preset, "dark"))
    means = [_mean(recolour(p.image, p.mask, preset), p.mask) for p in _all(series)]
    colour = np.mean(means, axis=0)
    flat, _ = _spread(series, lambda p: _flat(p, colour))
    return Consistency(pair, light, dark, flat, heads)


def truth(preset: Preset, series: Pictures, colour: str) -> Truth:
    """Return how near the look on black hair comes to the render with ``colour`` hair."""
    means, pixels = {}, {}
    for head, pictures in series.items():
        source, goal = pictures["black"], pictures[colour]
        image = recolour(source.image, source.mask, preset)
        mask = np.minimum(source.mask, goal.mask)
        means[head] = float(ciede2000(to_lab(_mean(image, mask)), to_lab(_mean(goal.image, mask))))
        ours, theirs = (_blur(im, mask, _TRUTH_SIGMA) for im in (image, goal.image))
        hair = mask > 0.5
        pixels[head] = float(ciede2000(to_lab(ours[hair]), to_lab(theirs[hair])).mean())
    return Truth(means, pixels)


def strands(preset: Preset, series: Pictures) -> tuple[float, float]:
    """Return the local contrast of luma after the look over that before: mean and least.

    Local contrast is the standard deviation of luma around its Gaussian mean of 3 pixels,
    over the hair.
    """
    ratios = [
        _local_contrast(recolour(p.image, p.mask, preset), p.mask)
        / _local_contrast(p.image, p.mask)
        for p in _all(series)
    ]
    return float(np.mean(ratios)), float(np.min(ratios))


def safety(preset: Preset, series: Pictures) -> Safety:
    """Return noise gain, steepest step, falling steps and clipped shine of a look."""
    gains = [_noise_gain(preset, _darkest(pictures)) for pictures in series.values()]
    steps = np.concatenate([_grey_steps(lut) for lut in _luts(preset)])
    clipped = [_newly_clipped(recolour(p.image, p.mask, preset), p) for p in _all(series)]
    return Safety(
        float(max(gains)), float(steps.max()), int((steps < -0.1).sum()), float(max(clipped))
    )


def _all(series: Pictures) -> list[Picture]:
    return [picture for pictures in series.values() for picture in pictures.values()]


def _darkest(pictures: Mapping[str, Picture]) -> Picture:
    return min(pictures.values(), key=lambda picture: hair_intensity(picture.image, picture.mask))


def _spread(series: Pictures, change: Callable[[Picture], Image]) -> tuple[float, dict[str, float]]:
    heads = {}
    for head, pictures in series.items():
        labs = to_lab(np.array([_mean(change(p), p.mask) for p in pictures.values()]))
        heads[head] = float(ciede2000(labs, labs.mean(axis=0)).mean())
    return float(np.mean(list(heads.values()))), heads


def _mean(image: Image, mask: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    weights = mask.reshape(-1).astype(np.float64)
    return np.asarray(weights @ image.reshape(-1, 3) / weights.sum() / 255)


def _flat(picture: Picture, colour: npt.NDArray[Any]) -> Image:
    rgb = picture.image / np.float64(255)
    share = (picture.mask * luma(picture.image))[..., None]
    return np.asarray(np.rint(255 * (rgb + share * (colour - rgb))), np.uint8)


def _blur(image: Image, mask: npt.NDArray[np.float32], sigma: float) -> npt.NDArray[np.float32]:
    """Return a Gaussian mean that takes in hair only, in [0, 1]."""
    weighted = image.astype(np.float32) / 255 * mask[..., None]
    total = cv2.GaussianBlur(mask, (0, 0), sigma)
    blurred = cv2.GaussianBlur(weighted, (0, 0), sigma) / np.maximum(total, 1e-3)[..., None]
    return np.asarray(blurred, np.float32)


def _local_contrast(image: Image, mask: npt.NDArray[np.float32]) -> float:
    values = luma(image)
    total = np.maximum(cv2.GaussianBlur(mask, (0, 0), _STRAND_SIGMA), 1e-3)
    local = cv2.GaussianBlur(values * mask, (0, 0), _STRAND_SIGMA) / total
    return float(np.sqrt((mask * (values - local) ** 2).sum() / mask.sum()))


def _noise_gain(preset: Preset, picture: Picture) -> float:
    noise = np.random.default_rng(7).normal(0, _NOISE_LEVELS / 255, picture.image.shape)
    clean = picture.image.astype(np.float32) / np.float32(255)
    # Noise that would be clipped at black is noise that the picture could not hold.
    noisy = np.clip(clean + noise, 0, 1).astype(np.float32)
    lut = lut_for(picture.image, picture.mask, preset)
    hair = picture.mask > 0.5
    whole = np.ones_like(picture.mask)
    before = (luma(noisy) - luma(clean))[hair].std()
    after = (luma(recolor_pixels(noisy, whole, lut)) - luma(recolor_pixels(clean, whole, lut)))[
        hair
    ].std()
    return float(after / before)


def _luts(preset: Preset) -> Sequence[Lut3D]:
    return [blend_luts(preset.dark, preset.light, t) for t in (0.0, 0.25, 0.5, 0.75, 1.0)]


def _grey_steps(lut: Lut3D) -> npt.NDArray[np.float64]:
    ramp = np.repeat(np.arange(256, dtype=np.float32)[None, :, None] / 255, 3, axis=2)
    out = recolor_pixels(ramp, np.ones((1, 256), np.float32), lut)
    return np.asarray(np.diff(luma(out)[0].astype(np.float64)) * 255)


def _newly_clipped(image: Image, picture: Picture) -> float:
    hair = picture.mask > 0.5
    new = (image[hair] == 255).any(axis=1) & ~(picture.image[hair] == 255).any(axis=1)
    return float(new.mean())
