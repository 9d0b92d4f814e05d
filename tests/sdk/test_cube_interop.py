"""Our `.cube` files give the same colours in the programs that people use them in."""

from __future__ import annotations

import subprocess
import warnings
from pathlib import Path

import numpy as np
import pillow_lut
import PyOpenColorIO
import pytest
from numpy.typing import NDArray
from PIL import Image

from hairsdk import Lut3D, write_cube
from hairsdk.cube import Flavour
from hairsdk.lookup import LutLookup


@pytest.fixture(scope="module")
def picture() -> NDArray[np.uint8]:
    """Colours from all over the cube, its corners and greys among them."""
    random = np.random.default_rng(5)
    picture = random.integers(0, 256, (64, 64, 3)).astype(np.uint8)
    corners = np.array(np.meshgrid([0, 255], [0, 255], [0, 255])).reshape(3, -1).T
    picture[0, :8] = corners
    picture[1] = np.linspace(0, 255, 64).round()[:, None]
    return picture


@pytest.fixture(scope="module", params=["adobe", "resolve"])
def cube(
    request: pytest.FixtureRequest, asymmetric: Lut3D, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("interop") / f"{request.param}.cube"
    write_cube(path, asymmetric, request.param)
    return path


@pytest.fixture(scope="module")
def ours(asymmetric: Lut3D, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return LutLookup(asymmetric)(picture)


def test_that_our_own_look_up_moves_colours(
    picture: NDArray[np.uint8], ours: NDArray[np.uint8]
) -> None:
    # Else the comparisons below would hold for a LUT that does nothing, and for swapped axes.
    assert np.abs(picture.astype(int) - ours).mean() > 10
    assert np.abs(ours.astype(int) - ours[..., ::-1]).mean() > 10


def test_that_opencolorio_gives_the_same_colours(
    cube: Path, picture: NDArray[np.uint8], ours: NDArray[np.uint8]
) -> None:
    transform = PyOpenColorIO.FileTransform(
        str(cube), interpolation=PyOpenColorIO.INTERP_TETRAHEDRAL
    )
    processor = PyOpenColorIO.Config.CreateRaw().getProcessor(transform)
    values = (picture / np.float32(255)).astype(np.float32)
    processor.getDefaultCPUProcessor().applyRGB(values)
    assert np.abs(np.rint(values * 255) - ours).max() <= 1


def test_that_ffmpeg_gives_the_same_colours(
    cube: Path, picture: NDArray[np.uint8], ours: NDArray[np.uint8]
) -> None:
    height, width = picture.shape[:2]
    raw = ["-f", "rawvideo", "-pix_fmt", "rgb24"]
    filters = ["-vf", f"lut3d={cube}:interp=tetrahedral"]
    found = subprocess.run(
        ["ffmpeg", "-v", "error", *raw, "-s", f"{width}x{height}", "-i", "-", *filters, *raw, "-"],
        input=picture.tobytes(),
        capture_output=True,
        check=True,
    )
    theirs = np.frombuffer(found.stdout, np.uint8).reshape(picture.shape)
    assert np.abs(theirs.astype(int) - ours).max() <= 1


def test_that_pillow_gives_the_same_colours(
    cube: Path, picture: NDArray[np.uint8], ours: NDArray[np.uint8]
) -> None:
    # Pillow interpolates trilinearly and in 16-bit integers: near, not equal.
    lut = pillow_lut.load_cube_file(str(cube))
    theirs = np.asarray(Image.fromarray(picture).filter(lut)).astype(int)
    assert np.abs(theirs - ours).max() <= 3
    assert np.abs(theirs - ours).mean() < 0.5


def test_that_colour_science_gives_the_same_colours(
    cube: Path, picture: NDArray[np.uint8], ours: NDArray[np.uint8]
) -> None:
    with warnings.catch_warnings():
        # colour tells which of its optional packages are missing.
        warnings.simplefilter("ignore")
        from colour.algebra import table_interpolation_tetrahedral
        from colour.io import read_LUT_IridasCube
    lut = read_LUT_IridasCube(str(cube))
    theirs = lut.apply(picture / 255, interpolator=table_interpolation_tetrahedral)
    assert np.abs(np.rint(theirs * 255) - ours).max() <= 1


@pytest.mark.parametrize("size", [2, 17, 64])
@pytest.mark.parametrize("flavour", ["adobe", "resolve"])
@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (-0.5, 1.5), (0.0, 0.8)])
def test_that_opencolorio_agrees_on_domains_and_on_colours_out_of_range(
    size: int,
    flavour: Flavour,
    low: float,
    high: float,
    picture: NDArray[np.uint8],
    tmp_path: Path,
) -> None:
    table = Lut3D.identity(size).table ** 1.5 * [1.9, 1.6, 1.2] - 0.3
    lut = Lut3D(table, domain_min=(low,) * 3, domain_max=(high,) * 3)
    write_cube(tmp_path / "wide.cube", lut, flavour)
    values = (picture / np.float32(255)).astype(np.float32)
    ours = LutLookup(lut)(values)
    transform = PyOpenColorIO.FileTransform(
        str(tmp_path / "wide.cube"), interpolation=PyOpenColorIO.INTERP_TETRAHEDRAL
    )
    processor = PyOpenColorIO.Config.CreateRaw().getProcessor(transform)
    processor.getDefaultCPUProcessor().applyRGB(values)
    # The file has six decimals.
    np.testing.assert_allclose(values, ours, atol=2e-6)
