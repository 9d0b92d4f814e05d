"""How far a port is, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from hairsdk import Lut3D, Preset, blend_luts
from hairsdk.apply import recolor_pixels
from hairsdk.bundle import Bundle
from hairsdk.bundle.testkit import Kit, load_kit
from hairsdk.bundle.verify import verify_output
from hairsdk.errors import BundleError, FileReadError


@pytest.fixture
def kit() -> Kit:
    return load_kit()


def saved(pixels: np.ndarray, tmp_path: Path) -> Path:
    path = tmp_path / "theirs.png"
    cv2.imwrite(str(path), np.ascontiguousarray(pixels[..., ::-1]))
    return path


def test_that_the_right_picture_passes(whole: Path, kit: Kit, preset: Preset, tmp_path) -> None:
    verdict = verify_output(whole, saved(kit.expected(preset), tmp_path), "test-look")
    assert verdict.passed
    assert (verdict.largest, verdict.mean, verdict.likely) == (0, 0.0, "")


def test_that_the_worst_pixel_is_found(whole: Path, kit: Kit, preset: Preset, tmp_path) -> None:
    picture = kit.expected(preset)
    picture[70, 30, 1] ^= 64
    verdict = verify_output(whole, saved(picture, tmp_path), "test-look")
    assert not verdict.passed
    assert (verdict.largest, verdict.where) == (64, (30, 70))
    assert verdict.share == pytest.approx(1 / kit.mask.size)
    assert verdict.likely == ""


def test_that_the_tolerance_decides(whole: Path, kit: Kit, preset: Preset, tmp_path) -> None:
    wanted = kit.expected(preset)
    path = saved(np.where(wanted < 128, wanted + 3, wanted - 3).astype(np.uint8), tmp_path)
    assert not verify_output(whole, path, "test-look").passed
    assert verify_output(whole, path, "test-look", tolerance=3).passed


MISTAKES = {
    "nothing was recoloured": lambda k, p, lut: k.frame,
    "exchanged (BGRA?)": lambda k, p, lut: k.expected(p)[..., ::-1],
    "the picture is upside down": lambda k, p, lut: k.expected(p)[::-1],
    "the mask is upside down": lambda k, p, lut: recolor_pixels(
        k.frame, np.ascontiguousarray(k.mask[::-1]), lut
    ),
    "the mask was not used": lambda k, p, lut: recolor_pixels(k.frame, np.ones_like(k.mask), lut),
    "LUT's red and blue axes": lambda k, p, lut: recolor_pixels(
        k.frame, k.mask, Lut3D(lut.table.transpose(2, 1, 0, 3))
    ),
    "only the light LUT": lambda k, p, lut: recolor_pixels(k.frame, k.mask, p.light),
    "only the dark LUT": lambda k, p, lut: recolor_pixels(k.frame, k.mask, p.dark),
}


@pytest.mark.parametrize("words", MISTAKES)
def test_that_known_mistakes_are_recognised(
    words: str, whole: Path, kit: Kit, preset: Preset, tmp_path: Path
) -> None:
    with Bundle(whole) as bundle:
        position = bundle.look(preset.id)["test"]["position"]
    lut = blend_luts(preset.dark, preset.light, position)
    picture = MISTAKES[words](kit, preset, lut).astype(np.int16)
    # A port that is wrong is not exact either.
    picture[::2] += 1
    path = saved(np.clip(picture, 0, 255).astype(np.uint8), tmp_path)
    verdict = verify_output(whole, path, preset.id)
    assert not verdict.passed
    assert words in verdict.likely


def test_that_half_a_texel_shows(whole: Path, kit: Kit, preset: Preset, tmp_path: Path) -> None:
    # What a sampler gives that is asked for texture(lut, colour) without any scaling.
    with Bundle(whole) as bundle:
        position = bundle.look(preset.id)["test"]["position"]
    lut = blend_luts(preset.dark, preset.light, position)
    size = lut.size
    colour = kit.frame / 255.0
    squeezed = np.clip((colour * size - 0.5) / (size - 1), 0.0, 1.0)
    looked_up = Lut3D(lut.table)
    from hairsdk.resample import sample

    result = kit.frame + kit.mask[..., None] * (sample(looked_up, squeezed) * 255 - kit.frame)
    verdict = verify_output(whole, saved(np.rint(result).astype(np.uint8), tmp_path), preset.id)
    assert "half a texel" in verdict.likely


def test_that_pictures_of_another_size_and_missing_ones_are_refused(
    whole: Path, tmp_path: Path
) -> None:
    with pytest.raises(BundleError, match="10 × 20 pixels, the test frame 384 × 448"):
        verify_output(whole, saved(np.zeros((20, 10, 3), np.uint8), tmp_path), "other")
    with pytest.raises(FileReadError, match="no such file"):
        verify_output(whole, tmp_path / "none.png", "other")
