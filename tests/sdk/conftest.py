"""Material that the SDK's tests share."""

from __future__ import annotations

import functools
import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Lut3D, Preset, Recolorer, Segmenter

# Of their own folder: beside tests, the folder tflite_runtime would pass for the package.
sys.path.insert(0, str(Path(__file__).with_name("helpers")))

DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    """Folder with the tests' files."""
    return DATA


@pytest.fixture(scope="session")
def network(data: Path) -> Path:
    """A network that calls what is dark hair; see data/networks/make_networks.py."""
    return data / "networks" / "darkness.tflite"


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20190711)


@pytest.fixture
def rgb() -> np.ndarray:
    """Every corner different, so that each turn and swap shows."""
    y, x = np.mgrid[0:48, 0:80]
    planes = (x * 3, y * 5, 255 - x - y)
    return np.stack(planes, axis=2).clip(0, 255).astype(np.uint8)


@pytest.fixture(scope="session")
def asymmetric() -> Lut3D:
    """A smooth LUT in which no two axes, channels or corners are alike."""
    r, g, b = np.moveaxis(Lut3D.identity(9).table.astype(np.float64), -1, 0)
    table = np.stack(
        [0.8 * r**1.4 + 0.2 * b, 0.1 + 0.7 * g**0.8 + 0.1 * r, 0.9 * b - 0.3 * b * g + 0.1], -1
    )
    return Lut3D(np.clip(table, 0.0, 1.0), "asymmetric", ("made for tests",))


@pytest.fixture(scope="session")
def preset(asymmetric: Lut3D) -> Preset:
    """A look: reddish on dark hair, `asymmetric` on light hair."""
    table = asymmetric.table
    return Preset(
        id="test-look",
        name="Test look",
        author="Tests",
        licence="CC0-1.0",
        created="2026-01-02",
        light=asymmetric,
        dark=Lut3D(np.clip(table * [0.9, 0.4, 0.3] + [0.1, 0.0, 0.0], 0.0, 1.0)),
        intensity_light=0.7,
        intensity_dark=0.1,
        recipe={"stack": [{"type": "contrast", "amount": 0.5}]},
        notes="Only for tests.",
    )


@pytest.fixture(scope="session")
def segmenter(network: Path) -> Iterator[Segmenter]:
    """It keeps nothing from one call to the next."""
    with Segmenter(network, device="cpu") as made:
        yield made


@pytest.fixture
def recolorer(preset: Preset, network: Path) -> Iterator[Recolorer]:
    with Recolorer(preset, network, device="cpu") as made:
        yield made


@pytest.fixture(scope="session")
def frame() -> NDArray[np.uint8]:
    """A bright frame, 96 × 128, with a dark, textured blob for hair in the middle."""
    random = np.random.default_rng(7)
    y, x = np.mgrid[0:96, 0:128]
    hair = ((x - 60) / 28.0) ** 2 + ((y - 40) / 26.0) ** 2 < 1.0
    image = np.where(hair[..., None], (40, 30, 25), (225, 215, 200)).astype(np.float64)
    image += random.normal(0.0, 6.0, image.shape)
    return np.clip(cv2.GaussianBlur(image, (0, 0), 0.8), 0, 255).astype(np.uint8)


def make_profile(columns: list[list[float]], kind: str, *numbers: float) -> bytes:
    """An ICC profile: a matrix, by its columns in XYZ, and one curve for the three channels.

    The curve is "para", with its number and its parameters, or "curv", with its values.
    """
    if kind == "para":
        values = [round(65536 * number) for number in numbers[1:]]
        curve = struct.pack(f">4s4xHH{len(values)}i", b"para", int(numbers[0]), 0, *values)
    else:
        values = [round(number) for number in numbers]
        curve = struct.pack(f">4s4xI{len(values)}H", b"curv", len(values), *values)
    white = (0.9642, 1.0, 0.8249)
    names = (b"wtpt", b"rXYZ", b"gXYZ", b"bXYZ")
    tags = {
        name: struct.pack(">4s4x3i", b"XYZ ", *(round(65536 * number) for number in column))
        for name, column in zip(names, [white, *columns], strict=True)
    }
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve + bytes(-len(curve) % 4))
    tags |= {b"cprt": b"text" + bytes(8), b"desc": b"desc" + bytes(88)}
    table, body = struct.pack(">I", len(tags)), b""
    for name, tag in tags.items():
        table += struct.pack(">4sII", name, 132 + 12 * len(tags) + len(body), len(tag))
        body += tag
    size = 128 + len(table) + len(body)
    head = struct.pack(">I4xI", size, 0x02400000) + b"mntrRGB XYZ " + bytes(12) + b"acsp"
    return head.ljust(68, b"\0") + tags[b"wtpt"][8:] + bytes(48) + table + body


PROFILES = {
    "Display P3": make_profile(
        [[0.5151, 0.2412, -0.0011], [0.2919, 0.6922, 0.0419], [0.1572, 0.0666, 0.7841]],
        *("para", 3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045),
    ),
    "Adobe RGB": make_profile(
        [[0.6097, 0.3111, 0.0195], [0.2053, 0.6257, 0.0609], [0.1492, 0.0632, 0.7446]],
        *("curv", 563),
    ),
    "ProPhoto": make_profile(
        [[0.7977, 0.2880, 0.0], [0.1352, 0.7119, 0.0], [0.0313, 0.0001, 0.8249]],
        *("para", 0, 1.8),
    ),
}


@pytest.fixture(params=sorted(PROFILES))
def wide_profile(request: pytest.FixtureRequest) -> bytes:
    """The ICC profile of an RGB space that is wider than sRGB."""
    return PROFILES[request.param]


@pytest.fixture
def profile_with_curve() -> Callable[..., bytes]:
    """An sRGB profile but for its curve: ``profile_with_curve("para", 0, 1.8)``."""
    columns = [[0.4361, 0.2225, 0.0139], [0.3851, 0.7169, 0.0971], [0.1431, 0.0606, 0.7141]]
    return functools.partial(make_profile, columns)


Head = tuple[NDArray[np.uint8], NDArray[np.float32]]
HEADS = ("1012_long_black", "1015_curly_blonde", "1031_long_blonde")


def read_head(name: str) -> Head:
    stem = DATA / "stills" / name
    image = cv2.imread(str(stem.with_suffix(".webp")))[..., ::-1].copy()
    mask = cv2.imread(str(stem.with_suffix(".mask.png")), cv2.IMREAD_GRAYSCALE)
    return image, mask.astype(np.float32) / np.float32(255)


@pytest.fixture(scope="session", params=HEADS)
def head(request: pytest.FixtureRequest) -> Head:
    """A rendered head and the exact coverage of its hair."""
    return read_head(request.param)


@pytest.fixture(scope="session")
def heads() -> list[Head]:
    """All of them."""
    return [read_head(name) for name in HEADS]
