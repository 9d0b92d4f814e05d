"""Baking a stack to a lattice."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest

from hairsdk import Lut3D
from hairsdk.cube import write_cube
from hairsdk.errors import HairSdkError
from hairsdk.resample import sample
from hairstudio.core import ParameterError, Stack, bake, load_registry
from hairstudio.core.bake import lattice
from hairstudio.core.effects.channel_mixer import ChannelMixer
from hairstudio.core.effects.lighten import Lighten
from hairstudio.core.effects.lut_file import LutFile

ROTATE = ChannelMixer(  # red gives green, green gives blue, blue gives red
    red_from_red=0,
    red_from_blue=1,
    green_from_green=0,
    green_from_red=1,
    blue_from_blue=0,
    blue_from_green=1,
)


@pytest.mark.parametrize("size", [17, 33, 65])
def test_that_an_empty_stack_bakes_to_the_identity(size):
    assert np.abs(bake(Stack(), size).table - Lut3D.identity(size).table).max() < 1e-7


def test_that_the_lattice_is_indexed_red_green_blue():
    table = bake(Stack().append(ROTATE), 17).table
    assert np.allclose(table[16, 0, 8], (0.5, 1, 0), atol=1e-5)


def test_that_a_bake_is_float32_and_float64_differs_by_rounding_only():
    stack = Stack().append(Lighten(amount=0.6)).append(ROTATE)
    single, double = bake(stack, 17), bake(stack, 17, precision=np.float64)
    assert single.table.dtype == double.table.dtype == np.float32
    assert np.abs(single.table - double.table).max() < 1e-5


def test_that_other_sizes_are_refused():
    with pytest.raises(ParameterError, match="17, 33 or 65"):
        bake(Stack(), 32)


def test_that_the_lattice_cannot_be_spoilt():
    with pytest.raises(ValueError, match="read-only"):
        lattice(17)[0, 0] = 1


def test_that_a_lut_from_a_file_gives_what_the_stack_behind_it_gave(tmp_path):
    stack = Stack().append(Lighten(amount=0.4)).append(ROTATE)
    write_cube(tmp_path / "look.cube", bake(stack, 33))
    again = bake(Stack().append(LutFile(path=str(tmp_path / "look.cube"))), 33)
    assert np.abs(again.table - bake(stack, 33).table).max() < 2e-6


def test_that_a_lut_file_is_looked_up_as_the_sdk_does_also_in_a_domain_of_its_own(tmp_path):
    table = np.random.default_rng(7).random((9, 9, 9, 3)).round(6)
    wide = Lut3D(table, domain_min=(-1, 0, 0.25), domain_max=(1, 2, 0.75))
    write_cube(tmp_path / "wide.cube", wide)
    found = bake(Stack().append(LutFile(path=str(tmp_path / "wide.cube"))), 17).table
    assert np.abs(found - sample(wide, Lut3D.identity(17).table)).max() < 1e-6


def test_that_a_lut_file_that_changed_on_disk_is_read_again(tmp_path):
    path = tmp_path / "look.cube"
    stack = Stack().append(LutFile(path=str(path)))
    write_cube(path, Lut3D.identity(9))
    assert np.abs(bake(stack, 17).table - Lut3D.identity(17).table).max() < 1e-6
    write_cube(path, Lut3D(1 - Lut3D.identity(9).table))
    path.touch()
    assert bake(stack, 17).table[0, 0, 0].tolist() == [1, 1, 1]


def test_that_curves_before_a_lut_are_looked_up_and_read_again_when_they_change(tmp_path):
    path = tmp_path / "shaper.cube"
    inverted = "".join(f"{1 - r} {1 - g} {1 - b}\n" for b in (0, 1) for g in (0, 1) for r in (0, 1))
    stack = Stack().append(LutFile(path=str(path)))
    for stamp, most in enumerate((0.5, 0.25)):
        curves = f"LUT_1D_SIZE 2\nLUT_3D_SIZE 2\n0 0 0\n{most} 1 1\n"
        path.write_text(curves + inverted)
        os.utime(path, (stamp, stamp))
        found = bake(stack, 17).table
        expected = 1 - Lut3D.identity(17).table * (most, 1, 1)
        assert np.abs(found - expected).max() < 1e-5


def test_that_a_lut_file_that_is_not_there_is_an_error_that_names_it(tmp_path):
    with pytest.raises(HairSdkError, match=r"gone\.cube"):
        bake(Stack().append(LutFile(path=str(tmp_path / "gone.cube"))), 17)


def test_that_the_engine_loads_without_qt_scipy_or_colour_science():
    code = (
        "import sys, hairstudio.core as c; c.load_registry(()); "
        "print([m for m in ('PySide6', 'scipy', 'colour', 'torch') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_that_the_benchmark_prints_a_time_for_each_effect(capsys):
    from hairstudio.core.bench import main

    assert main(["--repeat", "1"]) == 0
    printed = capsys.readouterr().out
    assert all(effect.type_id in printed for effect in load_registry(()))
    assert "ten effects" in printed
