"""Hald charts, and LUTs of other programs as effects."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import PyOpenColorIO
import pytest

from hairsdk.cube import read_cube, write_cube
from hairsdk.errors import FileReadError, HairSdkError, ImageError
from hairsdk.icc import coded_profile
from hairsdk.images import Photo, read_photo, write_photo
from hairsdk.lut import Lut3D
from hairsdk.resources import sample_photo
from hairsdk.rgb_space import foreign_space
from hairstudio.services.hald import neutral, read_chart, write_chart, write_hald
from hairstudio.services.lut_import import LUT_SUFFIXES, import_lut


def tinted(size: int) -> Lut3D:
    return Lut3D(Lut3D.identity(size).table * (0.9, 0.5, 0.25))


def test_that_a_neutral_chart_reads_back_as_no_change(tmp_path: Path) -> None:
    write_chart(tmp_path / "chart.png")
    lut = read_chart(tmp_path / "chart.png")
    assert lut.size == 36
    assert np.abs(lut.table - Lut3D.identity(36).table).max() < 1e-4


def test_that_the_photo_above_a_chart_looks_as_it_did(tmp_path: Path) -> None:
    photo = np.random.default_rng(2).integers(0, 256, (40, 300, 3), np.uint8)
    write_chart(tmp_path / "chart.png", photo)
    sheet = read_photo(tmp_path / "chart.png")
    np.testing.assert_array_equal(sheet.rgb[:40, :300], photo)
    assert np.abs(read_chart(tmp_path / "chart.png").table - Lut3D.identity(36).table).max() < 1e-4


@pytest.mark.parametrize("level", [2, 4, 8])
def test_that_a_lut_survives_its_hald_picture(tmp_path: Path, level: int) -> None:
    write_hald(tmp_path / "hald.png", tinted(33), level)
    lut = read_chart(tmp_path / "hald.png")
    expected = Lut3D.identity(level**2).table * (0.9, 0.5, 0.25)
    assert np.abs(lut.table - expected).max() < 1e-4


def test_that_a_film_simulation_of_level_12_is_read(tmp_path: Path) -> None:
    write_hald(tmp_path / "film.png", tinted(33), 12)
    lut = read_chart(tmp_path / "film.png")
    assert np.abs(lut.table - tinted(lut.size).table).max() < 1e-4


def test_that_red_is_fastest_in_a_hald_picture() -> None:
    chart = neutral(2).reshape(-1, 3)
    assert chart[1].tolist() == [21845, 0, 0]
    assert chart[4].tolist() == [0, 21845, 0]
    assert chart[16].tolist() == [0, 0, 21845]


def test_that_an_eight_bit_chart_is_read_too(tmp_path: Path) -> None:
    write_chart(tmp_path / "chart.png")
    eight = Photo(read_photo(tmp_path / "chart.png").rgb)
    write_photo(tmp_path / "chart8.png", eight)
    lut = read_chart(tmp_path / "chart8.png")
    assert np.abs(lut.table - Lut3D.identity(36).table).max() < 3 / 255


def test_that_a_chart_is_read_from_every_picture_that_photos_are(tmp_path: Path) -> None:
    write_chart(tmp_path / "chart.png")
    photo = read_photo(tmp_path / "chart.png")
    write_photo(tmp_path / "chart.bmp", Photo(photo.rgb))
    lut = read_cube(import_lut(tmp_path / "chart.bmp", tmp_path / "luts"))
    assert np.abs(lut.table - Lut3D.identity(36).table).max() < 3 / 255


@pytest.mark.parametrize("bits", [8, 16])
def test_that_a_chart_saved_in_another_space_is_read_as_srgb(tmp_path: Path, bits: int) -> None:
    profile = coded_profile(12, 13)  # Display P3
    space = foreign_space(profile)
    assert space is not None
    write_chart(tmp_path / "chart.png")
    chart = read_photo(tmp_path / "chart.png")
    pixels = space.from_srgb(chart.pixels)
    pixels = pixels if bits == 16 else (pixels / 257 + 0.5).astype(np.uint8)
    write_photo(tmp_path / "graded.tif", Photo(pixels, icc_profile=profile))
    lut = read_chart(tmp_path / "graded.tif")
    off = np.abs(lut.table - Lut3D.identity(36).table)
    assert off.mean() < 2e-3
    # Near black, half a step of 8 bits is a larger one after the way back.
    assert off.max() < (1e-3 if bits == 16 else 0.03)


def test_that_a_chart_says_that_it_is_in_srgb(tmp_path: Path) -> None:
    write_chart(tmp_path / "chart.png")
    profile = read_photo(tmp_path / "chart.png").icc_profile
    assert profile
    assert foreign_space(profile) is None


def test_that_a_picture_that_is_no_chart_is_refused(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (300, 300, 3), np.uint8)
    write_photo(tmp_path / "photo.png", Photo(noise))
    with pytest.raises(ImageError, match="no chart"):
        read_chart(tmp_path / "photo.png")
    write_photo(tmp_path / "small.png", Photo(noise[:100, :90]))
    with pytest.raises(ImageError, match="neither cropped nor scaled"):
        read_chart(tmp_path / "small.png")


def test_that_a_photo_is_no_chart(tmp_path: Path) -> None:
    sky = np.linspace(200, 80, 512).astype(np.uint8)[:, None, None].repeat(512, 1).repeat(3, 2)
    portrait = read_photo(sample_photo()).rgb
    # A look-up picture of GPUImage: tiles of red and green, one for each blue.
    axis = np.linspace(0, 255, 64).astype(np.uint8).reshape(8, 8)
    high, down, wide, across = np.ogrid[:8, :64, :8, :64]
    tiles = np.stack(
        np.broadcast_arrays(axis.ravel()[across], axis.ravel()[down], axis[high, wide]), -1
    ).reshape(512, 512, 3)
    for picture in (sky, portrait, portrait[:512, :512], tiles):
        write_photo(tmp_path / "picture.png", Photo(np.ascontiguousarray(picture)))
        with pytest.raises(ImageError, match="no chart"):
            read_chart(tmp_path / "picture.png")


def test_that_charts_are_read_however_they_were_graded(tmp_path: Path) -> None:
    photo = np.zeros((512 - 216, 512, 3), np.uint8)
    write_chart(tmp_path / "chart.png", photo)  # as large as a Hald picture of level 8
    chart = read_photo(tmp_path / "chart.png")
    for graded in (chart.pixels, 65535 - chart.pixels, chart.pixels[..., :1].repeat(3, axis=2)):
        write_photo(tmp_path / "graded.png", Photo(graded))
        assert read_chart(tmp_path / "graded.png").size == 36


def test_that_a_cube_is_taken_over_as_it_is(tmp_path: Path) -> None:
    write_cube(tmp_path / "warm look.cube", tinted(5))
    stored = import_lut(tmp_path / "warm look.cube", tmp_path / "luts")
    assert read_cube(stored) == read_cube(tmp_path / "warm look.cube")
    assert import_lut(tmp_path / "warm look.cube", tmp_path / "luts") == stored


def test_that_suffixes_may_be_capitals_and_names_are_kept_plain(tmp_path: Path) -> None:
    write_chart(tmp_path / "Über 2.PNG")
    write_cube(tmp_path / "Über_2.CUBE", tinted(5))
    names = [import_lut(path, tmp_path / "luts").name for path in sorted(tmp_path.glob("*2.*"))]
    assert [name.rpartition("-")[0] for name in names] == ["-ber-2", "-ber_2"]


def test_that_formats_of_opencolorio_become_cubes(tmp_path: Path) -> None:
    (tmp_path / "half.spi1d").write_text(
        "Version 1\nFrom 0.0 1.0\nLength 3\nComponents 1\n{\n0.0\n0.25\n0.5\n}\n"
    )
    lut = read_cube(import_lut(tmp_path / "half.spi1d", tmp_path / "luts"))
    assert np.abs(lut.table - Lut3D.identity(lut.size).table * 0.5).max() < 1e-5
    (tmp_path / "grade.cc").write_text(
        '<ColorCorrection id="a"><SOPNode><Slope>0.5 1 1</Slope><Offset>0 0 0</Offset>'
        "<Power>1 1 1</Power></SOPNode></ColorCorrection>"
    )
    lut = read_cube(import_lut(tmp_path / "grade.cc", tmp_path / "luts"))
    assert lut.table[-1, 0, 0] == pytest.approx((0.5, 0, 0), abs=1e-5)


def test_that_every_lut_that_opencolorio_reads_is_offered(tmp_path: Path) -> None:
    suffixes = {f".{suffix}" for _, suffix in PyOpenColorIO.FileTransform.getFormats()}
    assert suffixes - {".icc", ".icm", ".pf"} <= {*LUT_SUFFIXES}  # but for profiles of devices
    rows = tinted(8).table.transpose(2, 1, 0, 3).astype("<f4").tobytes().hex()
    (tmp_path / "speedgrade.look").write_text(
        f'<look><LUT><size>"8"</size><data>"{rows}"</data></LUT></look>'
    )
    lut = read_cube(import_lut(tmp_path / "speedgrade.look", tmp_path / "luts"))
    assert np.abs(lut.table - tinted(lut.size).table).max() < 1e-5


def test_that_a_one_dimensional_cube_is_read_through_opencolorio(tmp_path: Path) -> None:
    (tmp_path / "one.cube").write_text("LUT_1D_SIZE 2\n0 0 0\n0.5 1.0 1.0\n")
    lut = read_cube(import_lut(tmp_path / "one.cube", tmp_path / "luts"))
    assert lut.table[-1, -1, -1] == pytest.approx((0.5, 1.0, 1.0), abs=1e-5)


def test_that_a_lut_that_was_written_anew_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "one.spi1d"
    for most in (0.5, 0.9):
        path.write_text(f"Version 1\nFrom 0.0 1.0\nLength 2\nComponents 1\n{{\n0.0\n{most}\n}}\n")
        lut = read_cube(import_lut(path, tmp_path / "luts"))
        assert lut.table[-1, -1, -1] == pytest.approx([most] * 3, abs=1e-5)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.cube", b"LUT_3D_SIZE 2\n0 0 0\n", "8 rows"),
        ("a.cube", b"LUT_3D_SIZE 500\n", "500"),
        ("a.cube", b"LUT_3D_SIZE 2\n" + 8 * b"0,5 0 0\n", "line 2: '0,5' is .*a decimal comma"),
        ("a.cube", b"LUT_1D_SIZE 2\n0 0 0\n1 0,5 1\n", "line 3: '0,5' is .*a decimal comma"),
        ("a.3dl", b"nonsense", "no LUT"),
        ("a.xyz", b"nonsense", "no LUT"),
        # OpenColorIO would read on for ever.
        ("open.csp", b"CSPLUTV100\n3D\n\nbegin metadata\n1\n", "END METADATA is missing"),
        # It quotes what is no text.
        ("bytes.lut", b"Version\xa4 1\n", "is no LUT that OpenColorIO can read: "),
        # Backtracking over their lines hung the window.
        ("long.cube", b"LUT_1D_SIZE 2\n" + b"1" * 100_000 + b"\n", "is a 1D LUT"),
        ("empty.cube", b"\n" * 100_000 + b"LUT_3D_SIZE 2\n", "has 8 rows, the file ends after 0"),
    ],
)
def test_that_a_file_that_is_no_lut_is_refused_and_nothing_is_stored(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(HairSdkError, match=words):
        import_lut(tmp_path / name, tmp_path / "luts")
    assert not (tmp_path / "luts").exists()


def test_that_a_missing_lut_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileReadError, match="no such file"):
        import_lut(tmp_path / "gone.cube", tmp_path)
