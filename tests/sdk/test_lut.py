"""The 3D LUT as a value."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable
from pickle import dumps, loads
from typing import Any

import numpy as np
import pytest

from hairsdk import Lut3D, blend_luts
from hairsdk.errors import LutError


def test_that_the_identity_maps_every_lattice_point_to_itself() -> None:
    lut = Lut3D.identity(5)
    assert lut.size == 5
    assert lut.table.dtype == np.float32
    np.testing.assert_array_equal(lut.table[1, 2, 4], np.float32([0.25, 0.5, 1.0]))


@pytest.mark.parametrize("size", [1, 0, -3, 130, 300])
def test_that_sizes_outside_the_limits_are_refused_by_number(size: int) -> None:
    with pytest.raises(LutError, match=rf"{size} is outside 2\.\.129"):
        Lut3D.identity(size)
    if size >= 0:
        with pytest.raises(LutError, match=rf"{size} is outside 2\.\.129"):
            Lut3D(np.broadcast_to(np.float32(0), (size, size, size, 3)))


@pytest.mark.parametrize("shape", [(4, 4, 4), (4, 4, 4, 4), (4, 4, 5, 3), (4, 5, 5, 3), (64, 3)])
def test_that_a_table_of_another_shape_is_refused_with_its_shape(shape: tuple[int, ...]) -> None:
    with pytest.raises(LutError, match=r"shape \(N, N, N, 3\), this table has"):
        Lut3D(np.zeros(shape))


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_that_a_value_that_is_not_finite_is_refused_with_its_place(bad: float) -> None:
    table = Lut3D.identity(4).table.copy()
    table[1, 2, 3, 0] = bad
    with pytest.raises(LutError, match=r"table\[1, 2, 3\] is not a finite"):
        Lut3D(table)


def test_that_a_table_of_text_is_refused() -> None:
    with pytest.raises(LutError, match="real numbers"):
        Lut3D(np.full((2, 2, 2, 3), "0.5"))


def test_that_a_lut_error_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="outside"):
        Lut3D.identity(1)


def test_that_a_lut_cannot_be_changed_nor_changes_with_its_source() -> None:
    source = np.zeros((2, 2, 2, 3), dtype=np.float32)
    lut = Lut3D(source)
    source[:] = 1.0
    assert not lut.table.any()
    with pytest.raises(ValueError, match="read-only"):
        lut.table[0, 0, 0, 0] = 1.0
    with pytest.raises(dataclasses.FrozenInstanceError):
        lut.title = "other"  # type: ignore[misc]


def test_that_one_text_for_comments_does_not_become_its_letters() -> None:
    with pytest.raises(LutError, match="comments are a tuple of lines, found 'by me'"):
        Lut3D(np.zeros((2, 2, 2, 3)), comments="by me")  # type: ignore[arg-type]


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda lut: loads(dumps(lut))])
def test_that_a_copy_from_another_process_cannot_be_changed_either(
    again: Callable[[Lut3D], Lut3D], asymmetric: Lut3D
) -> None:
    lut = again(asymmetric)
    assert (lut, lut.title, lut.comments) == (asymmetric, "asymmetric", asymmetric.comments)
    assert not lut.table.flags.writeable


def test_that_an_empty_domain_is_refused() -> None:
    table = Lut3D.identity(2).table
    with pytest.raises(LutError, match="domain is empty"):
        Lut3D(table, domain_min=(0.0, 0.5, 0.0), domain_max=(1.0, 0.5, 1.0))
    with pytest.raises(LutError, match="three numbers"):
        Lut3D(table, domain_max=(1.0, 1.0))  # type: ignore[arg-type]


def test_that_a_domain_that_32_bits_cannot_hold_is_refused() -> None:
    with pytest.raises(LutError, match="domain_min needs finite 32-bit numbers"):
        Lut3D(Lut3D.identity(2).table, domain_min=(-1e39, 0.0, 0.0))


@pytest.mark.parametrize(
    ("label", "words"),
    [({"title": None}, "a title is a text, found None"), ({"comments": (b"x",)}, "found .b'x'")],
)
def test_that_a_label_that_is_no_text_is_refused(label: dict[str, Any], words: str) -> None:
    with pytest.raises(LutError, match=words):
        Lut3D(Lut3D.identity(2).table, **label)


@pytest.mark.parametrize("size", [None, "33", 33.0])
def test_that_a_size_is_a_whole_number(size: Any) -> None:
    with pytest.raises(LutError, match="a LUT size is a whole number, found"):
        Lut3D.identity(size)


def test_that_equality_is_of_colours_not_of_labels(asymmetric: Lut3D) -> None:
    relabelled = dataclasses.replace(asymmetric, title="other", comments=())
    assert relabelled == asymmetric
    assert hash(relabelled) == hash(asymmetric)
    assert asymmetric != Lut3D.identity(asymmetric.size)
    assert asymmetric != dataclasses.replace(asymmetric, domain_max=(2.0, 2.0, 2.0))


def test_that_a_lut_is_a_short_line_in_a_log() -> None:
    lut = dataclasses.replace(Lut3D.identity(17), title="Copper - light")
    assert repr(lut) == "<Lut3D 'Copper - light', size 17>"


def test_that_a_blend_is_exact_at_both_ends_and_linear_between(asymmetric: Lut3D) -> None:
    dark = Lut3D.identity(asymmetric.size)
    assert blend_luts(dark, asymmetric, 0.0) == dark
    assert blend_luts(dark, asymmetric, 1.0) == asymmetric
    wide = [dataclasses.replace(lut, domain_min=(-1.0,) * 3) for lut in (dark, asymmetric)]
    assert blend_luts(*wide, 1.0) == wide[1]
    quarter = blend_luts(dark, asymmetric, 0.25).table
    np.testing.assert_allclose(quarter, 0.75 * dark.table + 0.25 * asymmetric.table, atol=1e-7)


@pytest.mark.parametrize("t", [-0.01, 1.01, np.nan, None, "half"])
def test_that_a_position_outside_the_pair_is_refused(t: Any) -> None:
    with pytest.raises(LutError, match=r"lies in \[0, 1\]"):
        blend_luts(Lut3D.identity(2), Lut3D.identity(2), t)


def test_that_luts_that_do_not_fit_together_are_refused() -> None:
    small, large = Lut3D.identity(2), Lut3D.identity(3)
    with pytest.raises(LutError, match="different sizes cannot be blended: 2 and 3"):
        blend_luts(small, large, 0.5)
    wide = dataclasses.replace(small, domain_max=(2.0, 2.0, 2.0))
    with pytest.raises(LutError, match="different domains"):
        blend_luts(small, wide, 0.5)
    with pytest.raises(LutError, match="expected a Lut3D, found str"):
        blend_luts("dark.cube", small, 0.5)  # type: ignore[arg-type]
