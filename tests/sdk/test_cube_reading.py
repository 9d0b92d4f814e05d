"""`.cube` files as they come: read where they can be understood, else refused with the line."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from hairsdk import Lut3D, cube, read_cube
from hairsdk.cube import format_cube, parse_cube
from hairsdk.errors import CubeError, FileReadError

ROWS = [f"{r} {g} {b}" for b in (0, 1) for g in (0, 1) for r in (0, 1)]
BODY = "\n".join(ROWS)
PLAIN = f"LUT_3D_SIZE 2\n{BODY}\n"
IDENTITY = Lut3D.identity(2)


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.rstrip("\n"),
        "\ufeff" + PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        PLAIN.replace(" ", "\t"),
        PLAIN.replace(" ", "   ").replace("\n", "  \n \n"),
        PLAIN.lower(),
        "# before\n" + PLAIN + "# after\n",
        PLAIN.replace("1 1 0", "1 1 0 # a corner\n# and a line"),
        PLAIN.replace("0 ", "-0.0E-3 ").replace("1", "1.0e+00"),
        PLAIN.replace("1 1 1", "+1. .1e1 1"),
        "DOMAIN_MAX 1 1 1\nDOMAIN_MIN 0 0 0\n" + PLAIN,
        "LUT_3D_SIZE 2\nLUT_3D_INPUT_RANGE 0.0 1.0\n" + BODY,
        BODY + "\nLUT_3D_SIZE 2",
        "MADE_BY somebody 1.2\n" + PLAIN,
    ],
    ids=[
        "plain",
        "no newline at the end",
        "byte order mark",
        "CRLF",
        "CR",
        "tabs",
        "blanks",
        "lower case",
        "comments around",
        "comments inside",
        "exponents",
        "signs and bare points",
        "domain first and reversed",
        "input range of Resolve",
        "size after the table",
        "unknown keyword",
    ],
)
def test_that_harmless_oddities_are_read(text: str) -> None:
    assert parse_cube(text.encode("utf-8")) == IDENTITY


def test_that_utf16_and_latin1_files_are_read() -> None:
    text = "# Frisör\n" + PLAIN
    assert parse_cube(text.encode("utf-16")).comments == ("Frisör",)
    assert parse_cube(text.encode("latin-1")).comments == ("Frisör",)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ('TITLE "Warm red"', "Warm red"),
        ("TITLE Warm red", "Warm red"),
        ('title   "Warm # red" # a comment', "Warm # red"),
        ('TITLE ""', ""),
        ("TITLE", ""),
    ],
)
def test_that_titles_are_read_with_and_without_quotes(line: str, title: str) -> None:
    assert parse_cube(f"{line}\n{PLAIN}".encode()).title == title


def test_that_comments_are_kept_in_order() -> None:
    lut = parse_cube(f"# first\n#second\n{PLAIN}# third\n".encode())
    assert lut.comments == ("first", "second", "third")


def test_that_red_varies_fastest() -> None:
    lut = parse_cube(PLAIN.replace("1 0 0", "0.9 0.1 0.2").encode())
    np.testing.assert_allclose(lut.table[1, 0, 0], [0.9, 0.1, 0.2], atol=1e-7)


def test_that_domains_are_read() -> None:
    lut = parse_cube(f"DOMAIN_MIN -0.5 0 0\nDOMAIN_MAX 1.5 2 1\n{PLAIN}".encode())
    assert (lut.domain_min, lut.domain_max) == ((-0.5, 0.0, 0.0), (1.5, 2.0, 1.0))
    ranged = parse_cube(f"LUT_3D_INPUT_RANGE -1 2\n{PLAIN}".encode())
    assert (ranged.domain_min, ranged.domain_max) == ((-1.0,) * 3, (2.0,) * 3)


def edited(row: int, text: str) -> str:
    rows = ROWS.copy()
    rows[row] = text
    return "# a comment\n\nLUT_3D_SIZE 2\n" + "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (edited(2, "0 nan 0"), 6, "'nan' is not a finite"),
        (edited(2, "NaN 0 0"), 6, "'NaN' is not a finite"),
        (edited(4, "0 0 -inf"), 8, "'-inf' is not a finite"),
        (edited(4, "0 0 1.#QNAN"), 8, "'1.#QNAN' is not a finite"),
        (edited(4, "0 0 1e999"), 8, "'1e999' is not a finite"),
        (edited(4, "0 0 1e39"), 8, "'1e39' is not a finite"),
        (edited(0, "0 0"), 4, "needs 3 numbers, found 2"),
        (edited(0, "0 0 0 0"), 4, "needs 3 numbers, found 4"),
        (edited(7, "1 one 1"), 11, "'one' is not a number"),
        (edited(7, "1 1_0 1"), 11, "'1_0' is not a number"),
        (edited(7, "1,0 1,0 1,0"), 11, "decimal comma"),
        (edited(7, "1 1 1\n1 1 1"), 12, "has 8 rows, here begins one too many"),
        (edited(7, "# gone"), 10, "has 8 rows, the file ends after 7"),
        (edited(3, "wat 1 0"), 7, "neither a keyword nor a row"),
        ("LUT_3D_SIZE 1\n0 0 0\n", 1, "1 is outside 2..129"),
        ("LUT_3D_SIZE 300\n", 1, "300 is outside 2..129"),
        ("LUT_3D_SIZE -2\n", 1, "needs one whole number, found '-2'"),
        ("LUT_3D_SIZE 2.5\n", 1, "needs one whole number, found '2.5'"),
        ("LUT_3D_SIZE\n", 1, "needs one whole number, found ''"),
        ("LUT_3D_SIZE" + 11 * " 2" + "\n", 1, "found '2 2 2 2 2 2 2 2 2 2 2'"),
        ("LUT_3D_SIZE 2\nLUT_3D_SIZE 2\n" + BODY, 2, "second time"),
        ("# LUT\nLUT_1D_SIZE 4\n0 0 0\n", 2, "1D LUT"),
        ("LUT_1D_INPUT_RANGE 0 1\n" + PLAIN, 1, "1D LUT"),
        ("LUT_IN_VIDEO_RANGE\n" + PLAIN, 1, "full range"),
        ("DOMAIN_MIN 0 0\n" + PLAIN, 1, "DOMAIN_MIN needs 3 numbers, found 2"),
        ("DOMAIN_MIN -1e39 0 0\n" + PLAIN, 1, "'-1e39' is not a finite 32-bit number"),
        ("DOMAIN_MAX 1 inf 1\n" + PLAIN, 1, "'inf' is not a finite"),
        ("DOMAIN_MAX 1 x 1\n" + PLAIN, 1, "'x' is not a number"),
        ("LUT_3D_INPUT_RANGE 0 1 2\n" + PLAIN, 1, "needs 2 numbers, found 3"),
    ],
)
def test_that_a_fault_is_named_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(CubeError, match=words) as caught:
        parse_cube(text.encode(), "look.cube")
    assert caught.value.line == line
    assert f"look.cube, line {line}:" in str(caught.value)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no LUT_3D_SIZE"),
        (b"Dear all,\nplease find attached the look.\n", "neither a keyword nor a row|no LUT_3D"),
        (BODY.encode(), "no LUT_3D_SIZE"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary file"),
        (b"\xff\xfe\x00", "is not text"),
        (b"LUT_3D_SIZE 2\n", "has 8 rows, the file ends after 0"),
        (f"DOMAIN_MIN 1 0 0\n{PLAIN}".encode(), "domain is empty"),
    ],
    ids=["empty", "prose", "no size", "png", "half of utf-16", "no rows", "empty domain"],
)
def test_that_what_is_no_3d_cube_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(CubeError, match=words):
        parse_cube(data, "look.cube")


def test_that_a_missing_row_in_a_large_file_names_its_last_line() -> None:
    lines = format_cube(Lut3D.identity(33)).decode().splitlines()
    del lines[20_000]
    with pytest.raises(CubeError, match="35937 rows, the file ends after 35936") as caught:
        parse_cube("\n".join(lines).encode())
    assert caught.value.line == len(lines)


ONE_TOO_LARGE = format_cube(Lut3D.identity(40)).replace(b"SIZE 40", b"SIZE 39")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (ONE_TOO_LARGE, "one too many"),
        (ONE_TOO_LARGE.replace(b"\n", b" # by hand\n"), "one too many"),
        (b"10 " * 2_500_000, r"a row needs 3 numbers, found 9\+"),
        (b"DOMAIN_MIN " + b"10 " * 2_500_000, r"DOMAIN_MIN needs 3 numbers, found 9\+"),
    ],
    ids=["rows", "rows with comments", "a row", "a keyword"],
)
def test_that_no_file_takes_many_times_its_size_in_memory(data: bytes, words: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(CubeError, match=words):
            parse_cube(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 5 * len(data)


def test_that_a_file_of_lines_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cube, "_MAX_LINES", 1000)
    assert parse_cube(PLAIN.encode() + b"\n" * 991) == IDENTITY
    with pytest.raises(CubeError, match="more than 1,000 lines: no LUT has so many") as caught:
        parse_cube(PLAIN.encode() + b"\n" * 992)
    assert caught.value.line == 1001


def test_that_a_number_of_many_digits_is_told_in_short() -> None:
    with pytest.raises(CubeError, match=r"'1{40}' is not a finite 32-bit number$"):
        parse_cube(PLAIN.replace("1 1 1", "1 1 " + "1" * 400).encode())


def test_that_a_file_that_cannot_be_read_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileReadError, match=r"cannot read .*none\.cube"):
        read_cube(tmp_path / "none.cube")
    with pytest.raises(OSError, match="cannot read"):
        read_cube(tmp_path)


def test_that_a_large_file_is_read_whole(tmp_path: Path, rng: np.random.Generator) -> None:
    lut = Lut3D(rng.random((65, 65, 65, 3)))
    path = tmp_path / "large.cube"
    path.write_bytes(format_cube(lut))
    np.testing.assert_allclose(read_cube(path).table, lut.table, atol=5.1e-7)
