"""`.cube` files as we write them, for the strictest readers."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import numpy as np
import pytest

from hairsdk import Lut3D, read_cube, write_cube
from hairsdk.cube import format_cube, parse_cube
from hairsdk.errors import CubeError, FileWriteError

FLAVOURS = ("adobe", "resolve")


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("size", [2, 3, 17, 33])
def test_that_what_is_written_is_read_back(
    flavour: str, size: int, tmp_path: Path, rng: np.random.Generator
) -> None:
    lut = Lut3D(rng.random((size, size, size, 3)) * 1.2 - 0.1, "A title", ("one", "two"))
    path = tmp_path / "look.cube"
    write_cube(path, lut, flavour)  # type: ignore[arg-type]
    back = read_cube(path)
    np.testing.assert_allclose(back.table, lut.table, atol=5.1e-7)
    assert back.comments == lut.comments
    assert back.title == ("A title" if flavour == "adobe" else "")
    # Read and written again, it is the same file.
    assert format_cube(back, flavour) == path.read_bytes()  # type: ignore[arg-type]


def test_that_domains_are_written_and_read_back(asymmetric: Lut3D) -> None:
    wide = Lut3D(asymmetric.table, domain_min=(-0.5, 0.0, 0.0), domain_max=(1.0, 2.0, 1.5))
    text = format_cube(wide).decode()
    assert "DOMAIN_MIN -0.500000 0.000000 0.000000\nDOMAIN_MAX 1.000000 2.000000" in text
    back = parse_cube(text.encode())
    assert (back.domain_min, back.domain_max) == (wide.domain_min, wide.domain_max)


def test_that_the_file_is_as_plain_as_the_strictest_reader_wants() -> None:
    lut = Lut3D(Lut3D.identity(2).table * 0.5, "Copper", ("from a test",))
    assert format_cube(lut) == (
        b"# from a test\n"
        b'TITLE "Copper"\n'
        b"LUT_3D_SIZE 2\n"
        b"0.000000 0.000000 0.000000\n"
        b"0.500000 0.000000 0.000000\n"
        b"0.000000 0.500000 0.000000\n"
        b"0.500000 0.500000 0.000000\n"
        b"0.000000 0.000000 0.500000\n"
        b"0.500000 0.000000 0.500000\n"
        b"0.000000 0.500000 0.500000\n"
        b"0.500000 0.500000 0.500000\n"
    )


def test_that_tiny_and_negative_values_are_written_without_exponents() -> None:
    table = np.full((2, 2, 2, 3), -1e-9)
    table[0, 0, 0] = [1e-7, -0.25, 12.5]
    rows = format_cube(Lut3D(table)).decode().splitlines()[1:]
    assert rows[0] == "0.000000 -0.250000 12.500000"
    assert set(rows[1:]) == {"0.000000 0.000000 0.000000"}


def test_that_titles_and_comments_become_ascii_on_lines_of_their_own() -> None:
    lut = Lut3D(Lut3D.identity(2).table, 'Zoë "Röt"\n1', ("für\nzwei", "日本"))
    lines = format_cube(lut).decode("ascii").splitlines()
    assert lines[:4] == ["# fur", "# zwei", "# ??", "TITLE \"Zoe 'Rot' 1\""]


def test_that_the_resolve_flavour_has_no_title() -> None:
    assert b"TITLE" not in format_cube(Lut3D(Lut3D.identity(2).table, "Copper"), "resolve")


def test_that_resolve_is_told_a_domain_in_its_own_keyword(asymmetric: Lut3D) -> None:
    lut = Lut3D(asymmetric.table, domain_min=(-0.5,) * 3, domain_max=(1.5,) * 3)
    written = format_cube(lut, "resolve")
    assert b"\nLUT_3D_INPUT_RANGE -0.500000 1.500000\n" in written
    assert b"DOMAIN" not in written
    assert parse_cube(written).domain_max == (1.5, 1.5, 1.5)
    uneven = Lut3D(asymmetric.table, domain_max=(1.0, 1.0, 2.0))
    with pytest.raises(CubeError, match="Resolve knows one domain for all three channels"):
        format_cube(uneven, "resolve")


def test_that_an_unknown_flavour_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CubeError, match="unknown flavour 'nuke'"):
        write_cube(tmp_path / "a.cube", Lut3D.identity(2), "nuke")  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


def test_that_every_number_has_six_decimals(asymmetric: Lut3D) -> None:
    rows = format_cube(asymmetric).decode().splitlines()[3:]
    assert len(rows) == asymmetric.size**3
    assert all(re.fullmatch(r"(-?\d+\.\d{6} ?){3}", row) for row in rows)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_that_a_device_is_not_replaced_by_a_file(tmp_path: Path, rng: np.random.Generator) -> None:
    path = tmp_path / "null.cube"
    os.mkfifo(path)
    with pytest.raises(
        FileWriteError, match=r"^cannot write \S+null\.cube: it is a device or a pipe, no file$"
    ):
        write_cube(path, Lut3D(rng.random((2, 2, 2, 3))))
    assert stat.S_ISFIFO(path.stat().st_mode)
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_domain_too_narrow_to_be_written_is_refused(tmp_path: Path) -> None:
    narrow = Lut3D(np.zeros((2, 2, 2, 3)), domain_max=(1.0, 1e-9, 1.0))
    with pytest.raises(CubeError, match="has no width in six decimals"):
        write_cube(tmp_path / "narrow.cube", narrow)
    assert list(tmp_path.iterdir()) == []
