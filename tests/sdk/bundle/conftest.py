"""Bundles to try things on, and devices to run shaders on."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Lut3D, Preset
from hairsdk.bundle.conformance.engine import Engine
from hairsdk.bundle.conformance.gles import GlesEngine
from hairsdk.bundle.conformance.table import identity_look
from hairsdk.bundle.conformance.wgsl import WgslEngine
from hairsdk.bundle.export import export_bundle
from hairsdk.bundle.testkit import load_kit

if TYPE_CHECKING:
    from chromium import Chromium

sys.path.insert(0, str(Path(__file__).parent))

SWIFTSHADER = Path("/usr/lib/chromium/vk_swiftshader_icd.json")
"""The software Vulkan driver in Debian's chromium-common."""


@pytest.fixture(scope="session")
def other(asymmetric: Lut3D) -> Preset:
    """A second look, of another LUT size, with a thumbnail missing as in `preset`."""
    table = Lut3D.identity(17).table
    return Preset(
        id="other",
        name="Other | look",
        author="Tests",
        licence="MIT",
        created="2026-01-03",
        light=Lut3D(table[..., ::-1] * np.float32(0.9)),
        dark=Lut3D(1.0 - table),
        intensity_light=0.6,
        intensity_dark=0.2,
    )


@pytest.fixture(scope="session")
def identity() -> Preset:
    return identity_look()


MakeBundle = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path, preset: Preset, other: Preset, network: Path) -> MakeBundle:
    """Export a bundle of two looks."""

    def make_bundle(name: str = "looks", target: str = "generic", **options: object) -> Path:
        return export_bundle(
            [preset, other], tmp_path / name, target, options.get("model", network)
        )

    return make_bundle


@pytest.fixture(scope="session")
def whole(
    tmp_path_factory: pytest.TempPathFactory, preset: Preset, other: Preset, network: Path
) -> Path:
    """A bundle that no test may change."""
    folder = tmp_path_factory.mktemp("bundle") / "looks"
    return export_bundle([preset, other], folder, "generic", network)


@pytest.fixture(scope="session")
def web(
    tmp_path_factory: pytest.TempPathFactory, preset: Preset, other: Preset, network: Path
) -> Path:
    """One with a page that no test may change."""
    folder = tmp_path_factory.mktemp("web")
    return export_bundle([preset, other], folder / "looks", "web", network)


@pytest.fixture(scope="session")
def gles() -> Iterator[Engine]:
    with closing(GlesEngine()) as engine:
        yield engine


@pytest.fixture(scope="session")
def wgsl() -> Iterator[Engine]:
    if SWIFTSHADER.is_file():
        os.environ.setdefault("VK_ICD_FILENAMES", str(SWIFTSHADER))
    with closing(WgslEngine()) as engine:
        yield engine


@pytest.fixture(params=["gles", "wgsl"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each of the devices that shaders run on here."""
    found: Engine = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def soft_mask() -> NDArray[np.float32]:
    """Network's answer to `frame`, 64 × 64: the blob, a little blurred."""
    y, x = np.mgrid[0:64, 0:64].astype(np.float32) + np.float32(0.5)
    distance = np.hypot((x * 2 - 60) / 28.0, (y * 1.5 - 40) / 26.0)
    return np.clip((1.1 - distance) / 0.2, 0.0, 1.0).astype(np.float32)


@pytest.fixture(scope="module")
def scene() -> NDArray[np.uint8]:
    """What the camera sees: a bright room and a dark head of hair. No colour, so that the
    camera's YUV cannot change any."""
    y, x = np.mgrid[0:240, 0:320]
    hair = ((x - 160) / 75.0) ** 2 + ((y - 110) / 90.0) ** 2 < 1.0
    grey = np.where(hair, 50 + (x % 16), 225).astype(np.uint8)
    return np.repeat(grey[..., None], 3, axis=2)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory, scene: NDArray[np.uint8]) -> Path:
    """The scene as a camera's clip: raw frames, so that nothing is lost on the way."""
    path = tmp_path_factory.mktemp("clip") / "scene.y4m"
    frame = b"FRAME\n" + cv2.cvtColor(scene, cv2.COLOR_RGB2YUV_I420).tobytes()
    height, width = scene.shape[:2]
    header = f"YUV4MPEG2 W{width} H{height} F30:1 Ip A1:1 C420jpeg\n".encode()
    path.write_bytes(header + frame * 10)
    return path


@pytest.fixture(scope="module")
def browser(clip: Path) -> Iterator[Chromium]:
    from chromium import Chromium

    chromium = Chromium(clip)
    yield chromium
    chromium.close()


@pytest.fixture
def page(browser: Chromium, web: Path) -> Chromium:
    """The page, opened as a file, ready for use."""
    from hair_page import visit

    visit(browser, web)
    return browser


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "picture.png"
    cv2.imwrite(str(path), load_kit().frame[..., ::-1])
    return path
