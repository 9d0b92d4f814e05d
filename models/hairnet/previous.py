"""What the network finds in its fourth channel while it trains.

Video with masks is rare, so the paper simulates the previous frame's mask from the photo's own
annotation (section 2): empty for a first frame; slightly moved, so that the network learns to
propagate and adjust; moved far, so that it learns to look twice and discard; and, for fast
camera motion, a thin-plate-spline warp of the *image* under an unmoved previous mask.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hairnet.config import PREVIOUS_KINDS, Previous
from hairnet.pictures import Image

Rng = np.random.Generator


def draw_kind(previous: Previous, rng: Rng) -> str:
    shares = np.array([getattr(previous, kind) for kind in PREVIOUS_KINDS], float)
    return PREVIOUS_KINDS[int(rng.choice(len(PREVIOUS_KINDS), p=shares / shares.sum()))]


def simulate(
    image: Image, mask: Image, other: Callable[[], Image], previous: Previous, rng: Rng
) -> tuple[Image, Image, Image]:
    """Image, mask and previous mask of one training sample.

    Parameters
    ----------
    image, mask
        The framed photo and its annotation, ``(S, S, 3)`` and ``(S, S)`` uint8.
    other
        Gives a mask that has nothing to do with the photo, ``(S, S)`` uint8; asked seldom.
    """
    kind = draw_kind(previous, rng)
    if kind == "empty":
        return image, mask, np.zeros_like(mask)
    if kind == "small_affine":
        return image, mask, weather(affine(mask, rng, turn=4, zoom=0.05, shift=0.04), rng)
    if kind == "large_affine":
        return image, mask, weather(affine(mask, rng, turn=35, zoom=0.35, shift=0.3), rng)
    if kind == "thin_plate":
        field = thin_plate_field(mask.shape[0], rng, rng.uniform(0.01, 0.05))
        return warp(image, field), warp(mask, field), weather(mask, rng)
    chance = rng.random()
    if chance < 0.45:
        return image, mask, weather(other(), rng)
    if chance < 0.6:
        # A mask that has spread over the whole frame must not feed on itself.
        return image, mask, np.full_like(mask, 255)
    cells = int(rng.integers(4, 25))
    noise = rng.integers(0, 256, (cells, cells)).astype(np.uint8)
    garbage = cv2.resize(noise, mask.shape[::-1], interpolation=cv2.INTER_CUBIC)
    return image, mask, garbage


def affine(mask: Image, rng: Rng, *, turn: float, zoom: float, shift: float) -> Image:
    """Move a mask by a random similarity: degrees, share of the scale, share of the side."""
    size = mask.shape[0]
    matrix = cv2.getRotationMatrix2D(
        (size / 2, size / 2), rng.uniform(-turn, turn), float(np.exp(rng.uniform(-zoom, zoom)))
    )
    matrix[:, 2] += rng.uniform(-shift, shift, 2) * size
    return cv2.warpAffine(mask, matrix, (size, size), flags=cv2.INTER_LINEAR)


def weather(mask: Image, rng: Rng) -> Image:
    """Make an annotation look like a network's own output: softer, grown, shrunk, holed."""
    size = mask.shape[0]
    if rng.random() < 0.4:
        reach = int(rng.integers(1, max(2, size // 32 + 1)))
        element = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1,) * 2)
        mask = cv2.dilate(mask, element) if rng.random() < 0.5 else cv2.erode(mask, element)
    if rng.random() < 0.2:
        mask = mask.copy()
        corner = (rng.uniform(0, 1, 2) * size).astype(int)
        span = (rng.uniform(0.1, 0.4, 2) * size).astype(int)
        value = 0 if rng.random() < 0.7 else 255
        mask[corner[1] : corner[1] + span[1], corner[0] : corner[0] + span[0]] = value
    if rng.random() < 0.6:
        mask = cv2.GaussianBlur(mask, (0, 0), rng.uniform(0.4, max(0.5, size / 64)))
    return mask


def thin_plate_field(size: int, rng: Rng, strength: float) -> NDArray[np.float32]:
    """Sampling positions ``(size, size, 2)`` of a random thin-plate-spline warp.

    A 4×4 grid of control points moves by a normal deviate of `strength` × `size` pixels; the
    spline is that of Bookstein 1989 (kernel r² log r²), solved at 32² and enlarged, which is
    exact enough for so smooth a field.
    """
    axis = np.linspace(0, 1, 4)
    points = np.stack(np.meshgrid(axis, axis), -1).reshape(-1, 2)
    moves = rng.normal(0, strength, points.shape)
    coarse = 32
    fine = (np.arange(coarse) + 0.5) / coarse
    targets = np.stack(np.meshgrid(fine, fine), -1).reshape(-1, 2)
    ones = np.ones((len(points), 1))
    corner = np.zeros((3, 3))
    system = np.block(
        [[_kernel(points, points), ones, points], [ones.T, corner[:1]], [points.T, corner[1:]]]
    )
    solved = np.linalg.solve(system, np.vstack([moves, np.zeros((3, 2))]))
    basis = np.hstack([_kernel(targets, points), np.ones((len(targets), 1)), targets])
    shift: NDArray[Any] = (basis @ solved).reshape(coarse, coarse, 2).astype(np.float32) * size
    shift = cv2.resize(shift, (size, size), interpolation=cv2.INTER_LINEAR)
    grid = np.stack(np.meshgrid(np.arange(size), np.arange(size)), -1).astype(np.float32)
    return grid + shift


def _kernel(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    squared = ((a[:, None] - b[None]) ** 2).sum(-1)
    kernel: NDArray[np.float64] = squared * np.log(np.maximum(squared, 1e-12))
    return kernel


def warp(picture: Image, field: NDArray[np.float32]) -> Image:
    return cv2.remap(
        picture, field[..., 0], field[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101
    )
