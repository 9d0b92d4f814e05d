"""The shaders, run: they do what hairsdk does."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from mask_passes import ShaderSteadier, refined, shrunk

from hairsdk import Lut3D, Preset, blend_luts, hair_intensity
from hairsdk.apply import recolor_pixels
from hairsdk.bundle.conformance.engine import (
    Engine,
    LookTextures,
    as_rgba,
    measured,
    one_head,
    recoloured,
)
from hairsdk.bundle.rendering import render_settings
from hairsdk.bundle.shaders import GENERATED, MODULES, RENDER, shaders_in
from hairsdk.bundle.testkit import load_kit
from hairsdk.clock import Clock
from hairsdk.closer import Window
from hairsdk.follow import IntensityFollower
from hairsdk.heads import apart
from hairsdk.look import Look
from hairsdk.matte import TILE, cell_size, cut_toe, refine
from hairsdk.resize import shrunk as shrunk_by_sdk
from hairsdk.steady import MaskSteadier
from hairsdk.wear import heads_of, wear

SIZES = [(128, 96), (301, 200), (64, 700), (1500, 90), (65, 64)]


@pytest.mark.parametrize(("layout", "limit"), [("rgba16f", 1), ("rgba8", 3)])
def test_that_a_look_comes_out_as_hairsdk_makes_it(
    engine: Engine, preset: Preset, layout: str, limit: int
) -> None:
    kit = load_kit()
    image, intensity = recoloured(
        engine, kit.frame, kit.mask, LookTextures.of(engine, preset, layout)
    )
    assert intensity == pytest.approx(kit.intensity, abs=1e-5)
    assert 0.2 < (intensity - 0.1) / 0.6 < 0.8, "the frame should lie between dark and light"
    assert np.abs(image.astype(int) - kit.expected(preset)).max() <= limit


def test_that_the_identity_changes_nothing(engine: Engine, identity: Preset) -> None:
    kit = load_kit()
    image, _ = recoloured(engine, kit.frame, kit.mask, LookTextures.of(engine, identity))
    assert np.array_equal(image, kit.frame)


def test_that_no_mask_or_no_strength_leaves_every_byte(engine: Engine, preset: Preset) -> None:
    kit, look = load_kit(), LookTextures.of(engine, preset)
    bald, _ = recoloured(engine, kit.frame, np.zeros_like(kit.mask), look)
    assert np.array_equal(bald, kit.frame)
    weak, _ = recoloured(engine, kit.frame, kit.mask, look, strength=0.0)
    assert np.array_equal(weak, kit.frame)


@pytest.mark.parametrize(("dark", "light", "side"), [(0.8, 0.9, "dark"), (0.05, 0.1, "light")])
def test_that_the_position_ends_at_both_luts(
    engine: Engine, preset: Preset, dark: float, light: float, side: str
) -> None:
    kit = load_kit()
    beyond = replace(preset, intensity_dark=dark, intensity_light=light)
    image, _ = recoloured(engine, kit.frame, kit.mask, LookTextures.of(engine, beyond))
    wanted = recolor_pixels(kit.frame, kit.mask, getattr(preset, side))
    assert np.abs(image.astype(int) - wanted).max() <= 1


def test_that_strength_mixes_the_look_in(engine: Engine, preset: Preset) -> None:
    kit = load_kit()
    look = LookTextures.of(engine, preset)
    image, intensity = recoloured(engine, kit.frame, kit.mask, look, strength=0.4)
    t = (intensity - preset.intensity_dark) / (preset.intensity_light - preset.intensity_dark)
    wanted = recolor_pixels(kit.frame, kit.mask, blend_luts(preset.dark, preset.light, t), 0.4)
    assert np.abs(image.astype(int) - wanted).max() <= 1


def test_that_every_tetrahedron_is_looked_up_right(engine: Engine, rng) -> None:
    # A random lattice of 3 points: no two corners are alike, so any wrong one shows.
    lut = Lut3D(rng.random((3, 3, 3, 3)))
    look = Preset("random", "Random", "", "", "2026-01-01", lut, lut, 0.9, 0.1)
    frame = rng.integers(0, 256, (96, 80, 3), dtype=np.uint8)
    mask = np.ones(frame.shape[:2], np.float32)
    image, _ = recoloured(engine, frame, mask, LookTextures.of(engine, look))
    assert np.abs(image.astype(int) - recolor_pixels(frame, mask, lut)).max() <= 1


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_the_network_sees_what_it_sees_in_the_sdk(
    engine: Engine, rng, width: int, height: int
) -> None:
    frame = rng.integers(0, 256, (height // 4 + 1, width // 4 + 1, 3), dtype=np.uint8)
    frame = cv2.resize(frame, (width, height), interpolation=cv2.INTER_CUBIC)
    # OpenCV computes with 11 bits of fraction and rounds after each halving.
    difference = np.abs(shrunk(engine, frame, 64).astype(int) - shrunk_by_sdk(frame, 64))
    assert difference.max() <= 3
    assert difference.mean() < 0.5


@pytest.mark.parametrize("scale", [1, 5])
def test_that_edges_follow_strands_as_in_the_sdk(
    engine: Engine, frame, soft_mask, scale: int
) -> None:
    size = (frame.shape[1] * scale, frame.shape[0] * scale)
    large = cv2.resize(frame, size, interpolation=cv2.INTER_CUBIC)
    assert (cell_size(max(size), 360) > 1) == (scale > 1)
    wanted = refine(large, soft_mask)
    difference = np.abs(refined(engine, large, soft_mask) - wanted)
    assert np.abs(wanted - cv2.resize(cut_toe(soft_mask, 0.02), size)).max() > 0.1
    assert difference.max() < 0.03
    assert difference.mean() < 1e-3


@pytest.mark.parametrize("side", [256, 300])
def test_that_masks_are_as_steady_as_in_the_sdk(engine: Engine, frame, rng, side: int) -> None:
    large = cv2.resize(frame, (side + 40, side + 40), interpolation=cv2.INTER_CUBIC)
    disc = cv2.circle(np.zeros((side, side), np.float32), (side // 2, side // 2), side // 4, 1, -1)
    shaders, sdk, before = ShaderSteadier(engine), MaskSteadier(), None
    moved = []
    # The frame goes to the right and up, and stands still; the edge trembles all the time.
    for right, up in [(0, 0), (7, 3), (14, 5), (14, 5), (20, 20)]:
        small = large[20 + up :, 20 - right :][:side, :side]
        tremble = cv2.resize(rng.random((16, 16), np.float32) - 0.5, (side, side))
        shift = np.float32([[1, 0, right], [0, 1, -up]])
        soft = cv2.warpAffine(cv2.GaussianBlur(disc, (0, 0), 4), shift, (side, side))
        answer = np.clip(soft + tremble * 4 * soft * (1 - soft), 0, 1).astype(np.float32)
        before = sdk.update(small, answer, before)
        moved.append(np.abs(before - answer).max())
        difference = np.abs(shaders.update(small, answer) - before)
        assert difference.max() < 0.02
        assert difference.mean() < 1e-4
    assert moved[0] == 0
    assert min(moved[1:]) > 0.05


def test_that_a_bright_frame_without_hair_keeps_the_mask_empty(engine: Engine, frame) -> None:
    assert not refined(engine, frame, np.zeros((64, 64), np.float32)).any()


def test_that_the_intensity_is_followed_as_in_the_sdk(engine: Engine, preset: Preset, rng) -> None:
    small = rng.integers(0, 256, (300, 300, 3), dtype=np.uint8)
    settings = render_settings(preset)
    follower, state = IntensityFollower(), None
    for brightness, hair in [(1.0, 1), (0.9, 1), (0.95, 0), (0.3, 1), (0.31, 1), (0.0, 1)]:
        frame = np.rint(small * brightness).astype(np.uint8)
        coarse = np.full((300, 300), 0.8 * hair, np.float32)
        pixels, mask = engine.upload(as_rgba(frame)), engine.upload(as_rgba(coarse))
        state = measured(engine, pixels, mask, (300, 300), settings, state)
        measurement = hair_intensity(frame, cut_toe(coarse, 0.02)) if hair else float("nan")
        wanted = follower.update(measurement)
        assert float(engine.download(state)[0, 0, 0]) == pytest.approx(wanted, abs=1e-5)


def test_that_each_head_gets_its_colours_as_in_the_sdk(engine: Engine, preset: Preset, rng) -> None:
    frame = rng.integers(0, 70, (240, 417, 3), dtype=np.uint8)
    frame[:, 200:] += 150
    y, x = np.mgrid[:240, :417]
    mask = np.zeros(frame.shape[:2], np.float32)
    for column, radius in ((80, 30), (300, 45)):
        mask[(x - column) ** 2 + (y - 120) ** 2 < radius**2] = 0.9
    heads = apart(mask, Window.whole(frame))
    assert heads.count == 2
    found = heads_of(mask, frame)
    wanted, intensity, _ = wear(frame, found, Look(preset), 1.0, Clock(), exactly=True)
    look = LookTextures.of(engine, preset)
    image, measured_there = recoloured(engine, frame, mask, look, toe=0.0, heads=heads)
    assert measured_there == pytest.approx(intensity, abs=1e-5)
    assert np.abs(image.astype(int) - wanted).max() <= 1
    together, _ = recoloured(engine, frame, mask, look, toe=0.0)
    assert np.abs(together.astype(int) - wanted).max() > 10


def test_that_half_floats_hold_the_sums_of_a_large_frame(
    engine: Engine, preset: Preset, rng
) -> None:
    small = rng.integers(200, 256, (512, 512, 3), dtype=np.uint8)
    full = np.ones((512, 512), np.float32)
    pixels, mask = engine.upload(as_rgba(small)), engine.upload(as_rgba(full))
    settings = render_settings(preset)
    state = engine.download(measured(engine, pixels, mask, (512, 512), settings, dtype="f2"))
    assert state[0, 0, 1] == 1.0
    assert float(state[0, 0, 0]) == pytest.approx(hair_intensity(small, full), abs=2e-3)
    # What stands between is far from where half floats end.
    seen = {"small": pixels, "coarse": mask, "heads": one_head(engine)}
    sums = engine.run(RENDER, "measure", settings, seen, (32, 32), "f4")
    gathered = engine.run(RENDER, "gather", settings, {"sums": sums}, (2, 2), "f4")
    assert engine.download(gathered).max() == pytest.approx(1.0)


def test_that_before_any_hair_nothing_is_recoloured(engine: Engine, preset: Preset) -> None:
    kit = load_kit()
    settings = render_settings(preset)
    nothing = engine.upload(np.zeros((16, 16, 4), np.float32))
    state = measured(engine, nothing, nothing, (16, 16), settings)
    assert engine.download(state)[0, 0].tolist() == [0.0, 0.0, 0.0, 1.0]
    assert kit.mask.any()


def test_that_settings_are_laid_out_as_the_modules_say(preset: Preset) -> None:
    render = next(m for m in MODULES if m.name == "hair_render")
    sizes = {"float": 1, "int": 1, "float2": 2}
    names = [name for name, kind in render.settings for _ in range(sizes[kind])]
    settings = render_settings(preset, window=Window(1, 2, 3, 4), head=5)
    numbers = struct.unpack("<13f12x", settings)
    values = dict(zip(names, numbers, strict=True))
    assert numbers[-5:] == (1.0, 2.0, 3.0, 4.0, 5.0)
    assert values["intensityDark"] == pytest.approx(preset.intensity_dark)
    assert values["intensityLight"] == pytest.approx(preset.intensity_light)
    assert values["strength"] == 1.0
    for module in MODULES:
        wgsl = (GENERATED / f"{module.name}.wgsl").read_text()
        members = wgsl.partition("struct Settings\n{")[2].partition("}")[0]
        found = [line.split()[1] for line in members.strip().splitlines()]
        assert found == [name for name, _ in module.settings]


def test_that_shader_and_sdk_agree_on_the_tiles() -> None:
    (source,) = (m.source.read_text() for m in MODULES if m.name == "hair_mask")
    assert f"static const int TILE = {TILE};" in source


def test_that_bindings_are_what_the_modules_say() -> None:
    for module in MODULES:
        wgsl = (GENERATED / f"{module.name}.wgsl").read_text()
        metal = (GENERATED / f"{module.name}.metal").read_text()
        for number, name in enumerate(module.textures):
            assert f"@binding({number + 1}) @group(0) var {name} " in wgsl
            assert f"{name} [[texture({number})]]" in metal


def test_that_all_metal_files_can_be_linked_into_one_library() -> None:
    names = []
    for shader in shaders_in("metal"):
        found = re.findall(r"^(?:vertex |fragment )?\w+ (\w+)\(", shader.text, re.MULTILINE)
        assert set(shader.passes) <= set(found)
        assert len(re.findall(r"^static \w+ \w+\(", shader.text, re.MULTILINE)) >= 4
        names += found
    assert len(names) == len(set(names)) == sum(len(m.passes) + 1 for m in MODULES)


def test_that_metal_functions_declare_just_what_they_read_in_words_of_its_first_version() -> None:
    for module in MODULES:
        metal = (GENERATED / f"{module.name}.metal").read_text()
        (vertex,) = re.findall(r"^vertex \w+ \w+\((.*)\)$", metal, re.MULTILINE)
        assert vertex == "uint index_0 [[vertex_id]]"
        for one in module.passes:
            (arguments,) = re.findall(rf"^fragment \w+ {one.name}\((.*)\)$", metal, re.MULTILINE)
            textures = re.findall(r"(\w+) \[\[texture\((\d+)\)\]\]", arguments)
            assert sorted(textures) == sorted((r, str(module.textures.index(r))) for r in one.reads)
            assert ("[[buffer(0)]]" in arguments) == one.settings


@pytest.mark.parametrize("shader", shaders_in("hlsl"), ids=lambda s: s.name)
def test_that_another_compiler_takes_the_hlsl(shader, tmp_path: Path) -> None:
    compiler = shutil.which("glslangValidator")
    assert compiler, "install glslang-tools"
    (entry,) = shader.passes
    stage = "vert" if entry == "fullscreen" else "frag"
    command = [compiler, "-D", "-V", "-S", stage, "-e", entry, str(GENERATED / shader.name)]
    done = subprocess.run(
        [*command, "-o", str(tmp_path / "out.spv")], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_that_all_generated_files_are_known_and_marked() -> None:
    languages = ("glsl-es-300", "wgsl", "metal", "hlsl")
    known = {shader.name for language in languages for shader in shaders_in(language)}
    assert {path.name for path in GENERATED.iterdir()} == known
    for language in languages:
        for shader in shaders_in(language):
            assert "// Generated from hair_" in shader.text
