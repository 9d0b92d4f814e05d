"""The page looks closer where hairsdk does, and the shaders keep to the window."""

from __future__ import annotations

import json

import cv2
import numpy as np
import pytest
from chromium import Chromium
from numpy.typing import NDArray

from hairsdk import Preset
from hairsdk.apply import recolor_pixels
from hairsdk.bundle.conformance.engine import Engine, LookTextures, as_rgba, measured, one_head
from hairsdk.bundle.rendering import render_settings
from hairsdk.bundle.shaders import RENDER
from hairsdk.closer import Window, closer, escaped, faded, moved
from hairsdk.intensity import hair_intensity
from hairsdk.lut import blend_luts
from hairsdk.position import position

FRAME = Window(0, 0, 1280, 720)

WINDOWS = [FRAME, Window(40, 0, 620, 620), Window(900, 340, 380, 380), Window(301, 77, 501, 501)]


@pytest.mark.parametrize("side", [64, 300, 40])
def test_that_page_and_sdk_look_through_the_same_windows(
    page: Chromium, rng: np.random.Generator, side: int
) -> None:
    make_closer(page, side)
    found = set()
    for seen in WINDOWS:
        heads = list(blobs(rng, side))
        faint = [np.round(head / 8, 3) for head in heads]
        for mask in (*heads, *faint, np.zeros((side, side), np.float32)):
            given = f"Float32Array.from({rounded(mask)}), {told(seen)}, {told(FRAME)}"
            window = closer(mask, seen, FRAME, round(side / 2))
            assert page.evaluate(f"closer.window({given})") == vars(window)
            assert page.evaluate(f"closer.hasEscaped({given})") == escaped(mask, seen, FRAME)
            found.add(window)
    assert len(found) > 6
    assert FRAME in found


@pytest.mark.parametrize("seen", WINDOWS)
def test_that_page_and_sdk_move_and_fade_masks_alike(
    page: Chromium, rng: np.random.Generator, seen: Window
) -> None:
    make_closer(page, 48)
    mask = next(blobs(rng, 48))
    given = f"Float32Array.from({rounded(mask)}), {told(seen)}"
    for other in WINDOWS:
        there = page.evaluate(f"Array.from(closer.moved({given}, {told(other)}))")
        # OpenCV places by 32nds of a texel.
        assert np.abs(np.reshape(there, (48, 48)) - moved(mask, seen, other)).max() < 0.02
    there = page.evaluate(f"Array.from(closer.faded({given}, {told(FRAME)}))")
    assert np.reshape(there, (48, 48)) == pytest.approx(faded(mask, seen, FRAME), abs=1e-6)


@pytest.mark.parametrize("is_stretched", [True, False])
def test_that_a_window_alone_is_recoloured(
    engine: Engine, preset: Preset, frame: NDArray[np.uint8], soft_mask, is_stretched: bool
) -> None:
    window = Window(13, 9, 40, 50)
    size = (window.width, window.height)
    small = np.ascontiguousarray(frame[window.part])
    mask = cv2.resize(soft_mask, size, interpolation=cv2.INTER_LINEAR)
    pixels, hair = engine.upload(as_rgba(small)), engine.upload(as_rgba(mask))
    settings = render_settings(preset, toe=0.0, window=window)
    textures = {
        "frame": engine.upload(as_rgba(frame)),
        "mask": engine.upload(as_rgba(soft_mask)) if is_stretched else hair,
        "state": measured(engine, pixels, hair, size, settings),
        "darkLut": LookTextures.of(engine, preset).dark,
        "lightLut": LookTextures.of(engine, preset).light,
        "heads": one_head(engine),
    }
    shape = (frame.shape[1], frame.shape[0])
    image = engine.download(engine.run(RENDER, "recolor", settings, textures, shape, "u1"))
    lut = blend_luts(preset.dark, preset.light, position(hair_intensity(small, mask), preset))
    wanted = frame.copy()
    wanted[window.part] = recolor_pixels(small, mask, lut)
    assert (np.abs(wanted.astype(int) - frame) > 5).any()
    assert np.abs(image[..., :3].astype(int) - wanted).max() <= 1


def make_closer(page: Chromium, side: int) -> None:
    own = "hairApp.recolorer"
    page.evaluate(f"self.closer = new {own}.closer.constructor({own}.render.closer, {side}), 0")


def blobs(rng: np.random.Generator, side: int):
    """Masks of a head, in several places and sizes."""
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) / side
    for _ in range(6):
        (left, top), size = rng.random(2), 0.02 + 0.4 * rng.random()
        distance = np.hypot(x - left, y - top) / size
        # Digits that survive the way through JSON.
        yield np.round(np.clip(2.0 - 2.0 * distance, 0.0, 1.0), 3).astype(np.float32)


def rounded(mask: NDArray[np.float32]) -> list[float]:
    return [round(float(hair), 3) for hair in mask.ravel()]


def told(window: Window) -> str:
    return json.dumps(vars(window))
