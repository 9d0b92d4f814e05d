"""LUTs between their lattice points."""

from __future__ import annotations

import numpy as np
import PyOpenColorIO
import pytest

from hairsdk import Lut3D
from hairsdk.errors import LutError
from hairsdk.resample import resample, sample


@pytest.fixture
def lut() -> Lut3D:
    return Lut3D(np.random.default_rng(5).random((6, 6, 6, 3)), "t", ("c",))


def test_that_sampling_is_opencolorios_tetrahedral_look_up(lut: Lut3D) -> None:
    colours = np.random.default_rng(6).random((20_000, 3), dtype=np.float32)
    transform = PyOpenColorIO.Lut3DTransform(lut.size)
    transform.setData(lut.table.ravel())
    transform.setInterpolation(PyOpenColorIO.INTERP_TETRAHEDRAL)
    processor = PyOpenColorIO.Config.CreateRaw().getProcessor(transform).getDefaultCPUProcessor()
    expected = colours.copy()
    processor.applyRGB(expected)
    assert np.abs(sample(lut, colours) - expected).max() < 1e-6


def test_that_lattice_points_give_their_entries(lut: Lut3D) -> None:
    grid = Lut3D.identity(lut.size).table
    assert np.abs(sample(lut, grid) - lut.table).max() < 1e-6


def test_that_colours_outside_the_domain_are_moved_to_its_edge(lut: Lut3D) -> None:
    assert np.array_equal(sample(lut, [[-3.0, 0.5, 9.0]]), sample(lut, [[0.0, 0.5, 1.0]]))


def test_that_the_domain_counts() -> None:
    wide = Lut3D(Lut3D.identity(5).table, domain_min=(-1, 0, 0), domain_max=(1, 2, 4))
    assert sample(wide, [0.0, 1.0, 3.0]).tolist() == [0.5, 0.5, 0.75]


def test_that_there_and_back_is_exact(lut: Lut3D) -> None:
    fine = resample(lut, 11)
    assert (fine.size, fine.title, fine.comments) == (11, "t", ("c",))
    assert np.abs(resample(fine, 6).table - lut.table).max() < 1e-6


def test_that_an_identity_stays_one() -> None:
    assert np.abs(resample(Lut3D.identity(33), 17).table - Lut3D.identity(17).table).max() < 1e-7


def test_that_bad_input_is_refused(lut: Lut3D) -> None:
    with pytest.raises(LutError, match=r"outside 2\.\.129"):
        resample(lut, 1)
    with pytest.raises(LutError, match="NaN is among these"):
        sample(Lut3D.identity(2), np.array([np.nan, 0.0, 0.0]))
    with pytest.raises(LutError, match="shape"):
        sample(lut, np.zeros((4, 2)))
