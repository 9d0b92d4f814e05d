"""`hairsdk lut`."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from hairsdk import Lut3D, Preset, read_cube, write_cube

LONG = 300 * "n" + ".cube"
"""No file can have such a name."""

TWO = "0 0 0\n1 0 0\n0 1 0\n1 1 0\n0 0 1\n1 0 1\n0 1 1\n1 1 1\n"


@pytest.fixture
def look(workplace: Path) -> Lut3D:
    """An asymmetric LUT, at look.cube: no axis or channel can be exchanged unseen."""
    generator = np.random.default_rng(4)
    lut = Lut3D(generator.random((5, 5, 5, 3)).round(6), "Look", ("made for a test",))
    write_cube(workplace / "look.cube", lut)
    return lut


def test_that_converting_keeps_every_colour(run, look: Lut3D) -> None:
    result = run("lut", "convert", "look.cube", "new.cube", "--flavour", "resolve")
    assert (result.code, result.out) == (0, "new.cube: 5³, resolve\n")
    assert read_cube("new.cube") == look
    assert "TITLE" not in Path("new.cube").read_text(encoding="ascii")


def test_that_a_finer_lattice_gives_the_old_colours_at_the_old_points(run, look: Lut3D) -> None:
    assert (
        run("lut", "convert", "look.cube", "fine.cube", "--size", "9", "--title", "Fine").code == 0
    )
    fine = read_cube("fine.cube")
    assert (fine.size, fine.title, fine.comments) == (9, "Fine", ("made for a test",))
    assert np.abs(fine.table[::2, ::2, ::2] - look.table).max() < 2e-6


def test_that_a_result_that_exists_is_replaced_only_when_told(run, look: Lut3D) -> None:
    assert run("lut", "convert", "look.cube", "new.cube").code == 0
    result = run("lut", "convert", "look.cube", "new.cube")
    assert result.code == 1
    assert result.err == "hairsdk: error: new.cube exists; --overwrite replaces it\n"
    assert run("lut", "convert", "look.cube", "new.cube", "--overwrite").code == 0


@pytest.mark.usefixtures("look")
def test_that_the_current_folder_is_no_result(run) -> None:
    result = run("lut", "convert", "look.cube", ".", "--overwrite")
    assert result.code == 1
    assert result.err == "hairsdk: error: cannot write .: a folder stands there\n"


@pytest.mark.usefixtures("look")
def test_that_a_title_that_a_flavour_leaves_out_is_refused(run, workplace: Path) -> None:
    result = run("lut", "convert", "look.cube", "new.cube", "--flavour", "resolve", "--title", "X")
    assert (result.code, "take --title away" in result.err) == (2, True)
    assert not (workplace / "new.cube").exists()


@pytest.mark.usefixtures("look")
def test_that_a_size_out_of_range_is_refused(run) -> None:
    for size in ("1", "300"):
        result = run("lut", "convert", "look.cube", "new.cube", "--size", size)
        assert result.code == 2
        assert f"--size: expected a whole number from 2 to 129, found '{size}'" in result.err


def test_that_inspecting_tells_the_truth(run, workplace: Path) -> None:
    table = Lut3D.identity(5).table.copy()
    table[..., 0] = table[..., 0] * 1.5
    write_cube(workplace / "red.cube", Lut3D(table, "Red"))
    record = json.loads(run("lut", "inspect", "red.cube", "--json").out)
    assert (record["title"], record["size"]) == ("Red", 5)
    assert record["output_max"] == [1.5, 1.0, 1.0]
    assert record["entries_outside_unit_range"] == 2 * 25
    assert record["largest_change"] == 0.5
    assert record["greys"][2] == [0.5, [0.75, 0.5, 0.5]]
    text = run("lut", "inspect", "red.cube").out
    assert "5³, 125 colours" in text
    assert "0.7500 0.5000 0.5000" in text


@pytest.mark.usefixtures("look", "installation")
def test_that_sound_files_and_presets_pass(run) -> None:
    Preset.builtin("copper").save("copper.hairlook")
    result = run("lut", "check", "look.cube", "copper.hairlook", "--strict")
    assert (result.code, result.err) == (0, "")
    assert result.out == "look.cube: sound, 5³\ncopper.hairlook: sound, 9³\n"


@pytest.mark.parametrize(
    ("data", "remark"),
    [
        (b"\xef\xbb\xbfLUT_3D_SIZE 2\n" + TWO.encode(), "byte order mark"),
        (b"LUT_3D_SIZE 2\r\n" + TWO.encode(), "Windows line ends"),
        (b"lut_3d_size 2\n" + TWO.encode(), "lower case"),
        (b"TITLE plain\nLUT_3D_SIZE 2\n" + TWO.encode(), "without quotation marks"),
        ("# Grün\nLUT_3D_SIZE 2\n".encode() + TWO.encode(), "outside ASCII"),
        (b"LUT_3D_SIZE 2\n" + TWO.replace("1 1 1", "1e0 1 1").encode(), "exponents"),
        (b"LUT_3D_SIZE 2\n" + TWO.replace("1 1 0\n", "1 1 0\n# half\n").encode(), "comments among"),
        (b"LUT_3D_SIZE 2\n" + TWO.replace("1 1 1", "1 1 1.2").encode(), "1 colours outside"),
        (b"LUT_3D_SIZE 2\n" + TWO.replace("0 0 0", "-1 -1 0").encode(), "1 colours outside"),
        (b"LUT_3D_SIZE 2\nLUT_3D_INPUT_RANGE 0 1\n" + TWO.encode(), "only Resolve"),
        (b"LUT_3D_SIZE 2\nDOMAIN_MAX 2 2 2\n" + TWO.encode(), "several readers ignore"),
        (b"LUT_3D_SIZE 2\n" + TWO.replace("1 1 0\n", "1 1 0 # c\n").encode(), "comments among"),
        (TWO.encode() + b"LUT_3D_SIZE 2\n", "keywords below"),
        (b"LUT_3D_SIZE 2\r" + TWO.replace("\n", "\r").encode(), "old Macs"),
        (("LUT_3D_SIZE 2\n" + TWO).encode("utf-16"), "UTF-16"),
    ],
)
def test_that_what_strict_readers_stumble_on_is_remarked(
    run, workplace: Path, data: bytes, remark: str
) -> None:
    (workplace / "odd.cube").write_bytes(data)
    result = run("lut", "check", "odd.cube")
    assert result.code == 0
    first, *remarks = result.out.splitlines()
    assert first == "odd.cube: sound, 2³"
    assert len(remarks) == 1
    assert remark in remarks[0]
    assert run("lut", "check", "odd.cube", "--strict").code == 1


@pytest.mark.usefixtures("look")
def test_that_a_broken_file_is_named_with_its_line_and_the_rest_checked(
    run, workplace: Path
) -> None:
    (workplace / "short.cube").write_text("LUT_3D_SIZE 2\n0 0 0\n", encoding="ascii")
    nan = "LUT_3D_SIZE 2\n" + TWO.replace("0 1 0", "0 nan 0")
    (workplace / "nan.cube").write_text(nan, encoding="ascii")
    result = run("lut", "check", "short.cube", "nan.cube", LONG, "look.cube", "gone.cube")
    assert result.code == 1
    assert result.out == "look.cube: sound, 5³\n"
    short, not_a_number, too_long, gone = result.err.splitlines()
    assert short.startswith("hairsdk: error: short.cube, line ")
    assert not_a_number.startswith("hairsdk: error: nan.cube, line 4: ")
    assert f"cannot read {LONG}: " in too_long
    assert "gone.cube" in gone
