"""LUTs as textures."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from hairsdk import Lut3D
from hairsdk.bundle.layouts import LAYOUTS
from hairsdk.errors import BundleError
from hairsdk.resample import resample

ERROR = {"float16": 2.5e-4, "float32": 0.0, "unorm8": 0.5001 / 255, "unorm16": 0.5001 / 65535}


@pytest.mark.parametrize("name", LAYOUTS)
def test_that_a_texture_holds_the_colours_of_its_lut(name: str, asymmetric: Lut3D) -> None:
    layout = LAYOUTS[name]
    size = layout.size_for(asymmetric.size)
    back = layout.decode(layout.encode(asymmetric), size)
    wanted = asymmetric if size == asymmetric.size else resample(asymmetric, size)
    assert np.abs(back.table - np.clip(wanted.table, 0, 1)).max() <= ERROR[layout.component]
    assert layout.rounded(asymmetric) == back


@pytest.mark.parametrize("name", LAYOUTS)
def test_that_the_manifest_tells_the_size_of_the_file(name: str, asymmetric: Lut3D) -> None:
    layout = LAYOUTS[name]
    data, entry = layout.encode(asymmetric), layout.describe(asymmetric.size)
    if layout.suffix.endswith(".png"):
        picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
        assert picture.shape == (entry["height"], entry["width"], 3)
        assert picture.itemsize * 8 == entry["bits"]
    else:
        texels = entry["width"] * entry["height"] * entry["depth"]
        assert len(data) == texels * 4 * entry["bits"] // 8


def test_that_a_picture_of_another_depth_is_refused(asymmetric: Lut3D) -> None:
    data = LAYOUTS["hald-16"].encode(asymmetric)
    with pytest.raises(BundleError, match=r"RGB uint8, found shape \(512, 512, 3\) uint16"):
        LAYOUTS["hald-8"].decode(data, 64)


def test_that_raw_textures_have_red_fastest(asymmetric: Lut3D) -> None:
    size = asymmetric.size
    texels = np.frombuffer(LAYOUTS["rgba16f"].encode(asymmetric), "<f2").reshape(-1, 4)
    r, g, b = 3, 5, 1
    entry = texels[(b * size + g) * size + r]
    assert entry.tolist() == [*asymmetric.table[r, g, b].astype(np.float16).tolist(), 1.0]


def pixel(name: str, lut: Lut3D, x: int, y: int) -> list[int]:
    data = LAYOUTS[name].encode(lut)
    bgr = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    return bgr[y, x, ::-1].tolist()


def test_that_pictures_put_colours_where_their_readers_look() -> None:
    plain = Lut3D.identity(33)
    # Tile 10 is the third of the second row; Hald runs in reading order; strips have 32 slices.
    assert pixel("tiles-512", plain, 2 * 64 + 63, 64 + 21) == [255, 85, round(10 / 63 * 255)]
    index = 63 + 64 * 21 + 64 * 64 * 42
    assert pixel("hald-8", plain, index % 512, index // 512) == [255, 85, 170]
    assert pixel("hald-16", plain, index % 512, index // 512) == [65535, 21845, 43690]
    assert pixel("strip", plain, 31 * 32 + 0, 31) == [0, 255, 255]
    assert pixel("strip", plain, 31 * 32 + 0, 0) == [0, 0, 255]
    assert pixel("unity-strip", plain, 31 * 32 + 0, 0) == [0, 255, 255]


def test_that_core_image_gets_no_more_than_64_points() -> None:
    layout = LAYOUTS["cicolorcube"]
    assert len(layout.encode(Lut3D.identity(65))) == 64**3 * 16
    assert layout.describe(65)["size"] == 64
    assert layout.describe(17)["size"] == 17


def test_that_a_lut_of_another_domain_becomes_one_of_zero_to_one() -> None:
    # This LUT takes −1..3 to 0..1: the colour c becomes (c + 1) / 4.
    lut = Lut3D(Lut3D.identity(9).table, domain_min=(-1, -1, -1), domain_max=(3, 3, 3))
    table = LAYOUTS["rgba16f"].decode(LAYOUTS["rgba16f"].encode(lut), 9).table
    assert np.allclose(table, (Lut3D.identity(9).table + 1) / 4, atol=3e-4)


@pytest.mark.parametrize("name", LAYOUTS)
def test_that_a_file_of_another_size_is_refused(name: str, asymmetric: Lut3D) -> None:
    layout = LAYOUTS[name]
    with pytest.raises(BundleError):
        layout.decode(layout.encode(asymmetric)[:-40], layout.size_for(asymmetric.size))
