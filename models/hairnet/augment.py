"""Random framing, colour and quality of a training photo, from one random generator."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from hairnet.config import Geometry, Photometry
from hairnet.data import Pyramid
from hairnet.pictures import Image
from hairsdk.intensity import REC709

Rng = np.random.Generator
LUMA = np.array(REC709, np.float32)


def frame(pyramid: Pyramid, size: int, geometry: Geometry, rng: Rng) -> tuple[Image, Image]:
    """A random square view of a photo and its mask.

    The SDK stretches a frame to the network's square, so the view may be stretched too.
    """
    height, width = pyramid.masks[0].shape
    if rng.random() < geometry.plain:
        scale, angle = np.exp(rng.normal(0, 0.05)), rng.normal(0, 3)
        stretch = np.exp(rng.normal(0, 0.05))
        sides = np.array([width, height]) * scale
    else:
        scale = np.exp(rng.uniform(np.log(geometry.zoom_in), np.log(geometry.zoom_out)))
        angle = rng.uniform(-1, 1) * (180 if rng.random() < 0.05 else geometry.rotation)
        stretch = np.exp(rng.normal(0, geometry.aspect / 2))
        square = rng.random() < 0.5
        sides = np.array([max(width, height)] * 2 if square else [width, height]) * scale
    sides = sides * [stretch, 1 / stretch]
    # A crop stays inside the photo, a zoom-out keeps the photo inside the view.
    slack = np.abs(np.array([width, height]) - sides) / 2
    centre = np.array([width, height]) / 2 + rng.uniform(-1, 1, 2) * slack

    level = pyramid.level_for(float(np.sqrt(sides.prod())) / size)
    image, mask = pyramid.images[level], pyramid.masks[level]
    shrink = np.array([width, height]) / np.array([mask.shape[1], mask.shape[0]])
    sides, centre = sides / shrink, centre / shrink

    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    step = sides / size
    matrix = np.array([[cos * step[0], -sin * step[1]], [sin * step[0], cos * step[1]]])
    if rng.random() < geometry.flip:
        matrix[:, 0] *= -1
    offset = centre - matrix @ np.array([size - 1, size - 1]) / 2 - 0.5
    affine = np.column_stack([matrix, offset])

    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    if rng.random() < 0.4:
        mode, value = cv2.BORDER_REFLECT_101, (0.0, 0.0, 0.0)
    elif rng.random() < 0.5:
        mode, value = cv2.BORDER_CONSTANT, tuple(rng.uniform(0, 255, 3))
    else:
        mode, value = cv2.BORDER_REPLICATE, (0.0, 0.0, 0.0)
    view = cv2.warpAffine(
        image, affine, (size, size), flags=flags, borderMode=mode, borderValue=value
    )
    matte = cv2.warpAffine(
        mask,
        affine,
        (size, size),
        flags=flags,
        # Hair smeared along a replicated border is no hair: its streaks are not labelled.
        borderMode=mode if mode == cv2.BORDER_REFLECT_101 else cv2.BORDER_CONSTANT,
    )
    return view, matte


def recolour_hair(image: Image, mask: Image, rng: Rng) -> Image:
    """Dye the hair: another hue, another lightness, the texture kept.

    Blue hair is hair too, and so is white hair, of which photos show little: a third is bleached.
    """
    bleached = rng.random() < 1 / 3
    hue = rng.uniform(0, 180)
    vivid = rng.uniform(0, 0.15) if bleached else rng.uniform(0, 1) ** 0.7
    patch = np.array([[[hue, 255 * vivid, 255]]]).astype(np.uint8)
    colour = cv2.cvtColor(patch, cv2.COLOR_HSV2RGB)[0, 0].astype(np.float32) / 255
    pixels = image.astype(np.float32)
    luma = pixels @ LUMA / 255
    hair = mask.astype(np.float32) / 255
    mean = float((luma * hair).sum() / max(float(hair.sum()), 1.0))
    if mean <= 0.01:
        return image
    goal = rng.uniform(0.4, 0.85) if bleached else rng.uniform(0.08, 0.8)
    gain = np.clip(goal / mean, 0.25, 8.0)
    dyed = np.clip(luma[..., None] * gain * (0.35 + 0.65 * colour) * 255, 0, 255)
    weight = (hair * rng.uniform(0.6, 1.0))[..., None]
    mixed: Image = (pixels + weight * (dyed - pixels)).astype(np.uint8)
    return mixed


def tone_curve(rng: Rng, photometry: Photometry) -> NDArray[np.uint8]:
    """Brightness, contrast, gamma and light colour as one 256-entry table per channel."""
    ramp = np.linspace(0, 1, 256, dtype=np.float32)[:, None].repeat(3, 1)
    if rng.random() < photometry.tone:
        ramp = ramp ** np.exp(rng.normal(0, 0.25))
        ramp = (ramp - 0.5) * np.exp(rng.normal(0, 0.18)) + 0.5 + rng.normal(0, 0.06)
        ramp = ramp * np.exp(rng.normal(0, 0.04, 3))
    if rng.random() < photometry.coloured_light:
        ramp = ramp * np.exp(rng.normal(0, 0.2, 3))
    if rng.random() < photometry.dark:
        ramp = ramp * rng.uniform(0.2, 0.6)
    return (np.clip(ramp, 0, 1) * 255 + 0.5).astype(np.uint8)


def mix_channels(rng: Rng, photometry: Photometry) -> NDArray[np.float32] | None:
    """Saturation and a turn of the hue as one 3×3 matrix, or ``None`` for no change."""
    grey = np.tile(LUMA, (3, 1))
    if rng.random() < photometry.grey:
        return grey
    if rng.random() >= photometry.saturation:
        return None
    amount = float(np.exp(rng.normal(0, 0.3)))
    turn = rng.normal(0, 0.12)
    # Turning about the grey axis (Rodrigues) keeps neutral colours neutral.
    cos, sin = np.cos(turn), np.sin(turn)
    axis = np.full((3, 3), 1 / 3)
    cross = np.array([[0, -1, 1], [1, 0, -1], [-1, 1, 0]]) / np.sqrt(3)
    rotation = cos * np.eye(3) + sin * cross + (1 - cos) * axis
    mixed: NDArray[np.float32] = (grey + amount * rotation @ (np.eye(3) - grey)).astype(np.float32)
    return mixed


def photograph(image: Image, mask: Image, photometry: Photometry, rng: Rng) -> Image:
    """Change colours and quality the way other light, cameras and files would."""
    size = image.shape[0]
    if rng.random() < photometry.recolour:
        image = recolour_hair(image, mask, rng)
    image = cv2.LUT(image, tone_curve(rng, photometry)[None])
    matrix = mix_channels(rng, photometry)
    if matrix is not None:
        image = cv2.transform(image, matrix)
    if rng.random() < photometry.low_resolution:
        small = int(size * rng.uniform(0.3, 0.8))
        image = cv2.resize(image, (small, small), interpolation=cv2.INTER_AREA)
        image = cv2.resize(image, (size, size), interpolation=cv2.INTER_LINEAR)
    if rng.random() < photometry.blur:
        if rng.random() < 0.5:
            image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.3, 0.012 * size))
        else:
            image = cv2.filter2D(image, -1, motion_kernel(rng, max(3, int(0.06 * size))))
    if rng.random() < photometry.noise:
        sigma = rng.uniform(2, 18)
        noise = rng.standard_normal((size, size, 3), np.float32) * sigma
        image = np.clip(image + noise, 0, 255).astype(np.uint8)
    if rng.random() < photometry.jpeg:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.uniform(20, 80))]
        written = cv2.imencode(".jpg", image, quality)[1]
        image = cv2.imdecode(written, cv2.IMREAD_COLOR)  # type: ignore[assignment]
    return image


def motion_kernel(rng: Rng, longest: int) -> NDArray[np.float32]:
    """Straight motion blur of a random length and direction."""
    length = int(rng.integers(3, max(4, longest + 1))) | 1
    kernel = np.zeros((length, length), np.float32)
    angle = rng.uniform(0, np.pi)
    reach = (length - 1) / 2
    delta = np.array([np.cos(angle), np.sin(angle)]) * reach
    start, end = np.round(reach - delta).astype(int), np.round(reach + delta).astype(int)
    cv2.line(kernel, start.tolist(), end.tolist(), 1.0)
    normal: NDArray[np.float32] = kernel / kernel.sum()
    return normal


def occlude(image: Image, mask: Image, other: Image, rng: Rng) -> tuple[Image, Image]:
    """Lay a piece of another photo over this one (a hand, a hat, a passer-by): no hair there."""
    size = image.shape[0]
    shape = np.zeros((size, size), np.uint8)
    axes = (rng.uniform(0.05, 0.3, 2) * size).astype(int)
    centre = (rng.uniform(0, 1, 2) * size).astype(int)
    cv2.ellipse(shape, centre.tolist(), axes.tolist(), rng.uniform(0, 360), 0, 360, 255, -1)
    hidden = shape > 0
    image, mask = image.copy(), mask.copy()
    patch = (
        other
        if rng.random() < 0.6
        else np.broadcast_to(rng.integers(0, 256, 3).astype(np.uint8), image.shape)
    )
    image[hidden] = patch[hidden]
    mask[hidden] = 0
    return image, mask
