"""Swatches of brands: .ase, .aco and .gpl."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from hairsdk.errors import FileReadError
from hairstudio.core.colour.cielab import from_lab_d50, gamut_mapped, to_lab_d50
from hairstudio.core.errors import PaletteError
from hairstudio.core.palettes import Palette, format_gpl, parse_palette, read_palette

BROWN = (122, 59, 30)


def utf16(name: str, form: str = ">H") -> bytes:
    return struct.pack(form, len(name.encode("utf-16-be")) // 2 + 1) + f"{name}\0".encode(
        "utf-16-be"
    )


def ase(*blocks: tuple[int, bytes]) -> bytes:
    parts = [b"ASEF", struct.pack(">HHI", 1, 0, len(blocks))]
    for kind, block in blocks:
        parts += [struct.pack(">HI", kind, len(block)), block]
    return b"".join(parts)


def swatch(name: str, model: bytes, *values: float) -> tuple[int, bytes]:
    return 1, utf16(name) + model + struct.pack(f">{len(values)}fH", *values, 2)


def aco(version: int, *colours: tuple[str, int, tuple[int, ...]]) -> bytes:
    parts = [struct.pack(">HH", version, len(colours))]
    for name, space, words in colours:
        parts.append(
            struct.pack(">5H", space, *(word & 0xFFFF for word in (*words, 0, 0, 0, 0)[:4]))
        )
        if version == 2:
            parts.append(utf16(name, ">I"))
    return b"".join(parts)


def levels(palette: Palette) -> list[tuple[int, ...]]:
    return [tuple(round(channel * 255) for channel in each.colour) for each in palette.colours]


def names(palette: Palette) -> list[str]:
    return [each.name for each in palette.colours]


def test_that_lab_under_d50_agrees_with_colour_science(colour, cube) -> None:
    d50 = np.array((0.9642, 1.0, 0.8249))
    xy = colour.XYZ_to_xy(d50)
    xyz = colour.sRGB_to_XYZ(cube, illuminant=xy, chromatic_adaptation_transform="Bradford")
    theirs = colour.XYZ_to_Lab(xyz, xy)
    assert np.abs(to_lab_d50(cube) - theirs).max() < 0.05
    np.testing.assert_allclose(from_lab_d50(to_lab_d50(cube)), cube, atol=1e-9)


def test_that_srgb_red_has_the_lab_that_photoshop_shows() -> None:
    # 54 81 70 in its colour picker, whose Lab is under D50.
    np.testing.assert_allclose(to_lab_d50(np.array((1.0, 0.0, 0.0))), (54.3, 80.8, 69.9), atol=0.1)
    colour, distance = gamut_mapped((54, 81, 70))
    assert np.allclose(colour, (1, 0, 0), atol=0.02)
    assert distance < 1
    assert gamut_mapped((52, 18, 30))[1] == 0


@pytest.mark.parametrize("lab", [(50, 100, -100), (40, 70, 65), (85, 10, 110), (20, 5, 40)])
def test_that_a_lab_colour_outside_of_srgb_keeps_lightness_and_hue(lab: tuple[float, ...]) -> None:
    colour, distance = gamut_mapped(lab)
    assert 0 <= min(colour) <= max(colour) <= 1
    lightness, a, b = to_lab_d50(np.array(colour))
    assert lightness == pytest.approx(lab[0], abs=1)
    hues = np.degrees(np.arctan2((b, lab[2]), (a, lab[1])))
    assert hues[0] == pytest.approx(hues[1], abs=2)
    assert np.hypot(a, b) < np.hypot(*lab[1:])
    assert distance > 1


@pytest.mark.parametrize("lab", [(98, -16, 93), (88, -79, 81), (30, 68, -112)])
def test_that_a_primary_rounded_out_of_srgb_loses_no_chroma_that_is_seen(lab) -> None:
    assert gamut_mapped(lab)[1] < 0.3


@pytest.mark.parametrize("lab", [(110, 20, 20), (1000, -1000, 0), (-5, 1, 1), (0, 128, 128)])
def test_that_a_lab_colour_that_is_none_becomes_one(lab: tuple[float, ...]) -> None:
    colour, _ = gamut_mapped(lab)
    assert max(np.ptp(colour), abs(np.mean(colour) - (lab[0] > 50))) < 0.05


def test_that_an_ase_gives_rgb_grey_and_lab_with_names_and_groups_and_leaves_out_inks() -> None:
    data = ase(
        swatch("Kupfer – 銅", b"RGB ", *(level / 255 for level in BROWN)),
        (0xC001, utf16("Warm browns")),
        swatch("7.43", b"LAB ", 0.52, 18, 30),
        swatch("Grey", b"Gray", 0.5),
        swatch("Ink", b"CMYK", 0, 0.5, 1, 0.2),
        (0xC002, b""),
        swatch("Glow", b"LAB ", 0.5, 100, -100),
        (0x0009, b"a block that nobody knows"),
    )
    palette = parse_palette(data, "Topchic 2026.ase")
    assert palette.name == "Topchic 2026"
    assert names(palette) == ["Kupfer – 銅", "Warm browns · 7.43", "Warm browns · Grey", "Glow"]
    assert levels(palette)[0] == BROWN
    assert levels(palette)[2] == (128, 128, 128)
    lab = to_lab_d50(np.array(palette.colours[1].colour))
    np.testing.assert_allclose(lab, (52, 18, 30), atol=0.4)
    assert (palette.outside, palette.inks) == (1, 1)


def test_that_an_ase_with_lightness_up_to_100_is_read_alike() -> None:
    first, second = (
        parse_palette(ase(swatch("a", b"LAB ", x, 18, 30)), "a.ase") for x in (0.52, 52)
    )
    assert first == second


def test_that_white_in_an_ase_is_white() -> None:
    palette = parse_palette(ase(swatch("white", b"LAB ", 1, 0, 0)), "a.ase")
    assert levels(palette) == [(255, 255, 255)]


def test_that_only_what_is_seen_to_lie_outside_of_srgb_is_counted() -> None:
    red, neon = swatch("red", b"LAB ", 0.54, 81, 70), swatch("neon", b"RGB ", 1.3, 0.2, 0.1)
    assert parse_palette(ase(red), "a.ase").outside == 0
    assert parse_palette(ase(red, neon), "a.ase").outside == 1


COLOURS = (
    ("Kupfer – 銅", 0, tuple(level * 257 for level in BROWN)),
    ("Lab", 7, (5200, 1800, -3000)),
    ("75% Gray", 8, (7500,)),
    ("HSB", 1, (0, 65535, 65535)),
    ("Ink", 2, (0, 0, 0, 0)),
    ("Pantone", 3, (1, 2)),
)


@pytest.mark.parametrize("versions", [(1, 2), (2,)])
def test_that_an_aco_gives_the_names_of_its_second_list(versions: tuple[int, ...]) -> None:
    palette = parse_palette(b"".join(aco(each, *COLOURS) for each in versions), "brand.aco")
    assert names(palette) == ["Kupfer – 銅", "Lab", "75% Gray", "HSB"]
    assert [levels(palette)[index] for index in (0, 2, 3)] == [BROWN, (64,) * 3, (255, 0, 0)]
    lab = to_lab_d50(np.array(palette.colours[1].colour))
    np.testing.assert_allclose(lab, (52, 18, -30), atol=0.6)
    assert palette.inks == 2


def test_that_an_aco_without_names_is_read() -> None:
    palette = parse_palette(aco(1, *COLOURS[:1]), "old.aco")
    assert (names(palette), levels(palette)) == ([""], [BROWN])


@pytest.mark.parametrize(
    "data",
    [
        b"GIMP Palette\nName: Warm\nColumns: 4\n# a note\n122  59  30\tKupfer hell\n\n  0 0 0\n",
        b"\xef\xbb\xbfGIMP Palette\r\nName: Warm\r\n122 59 30 Kupfer hell\r\n0 0 0\r\n",
        b"GIMP Palette\nName: Warm\nComment: old\n122 59 30 Kupfer\xe2\x80\xa8hell\n0 0 0",
    ],
)
def test_that_a_gpl_is_read(data: bytes) -> None:
    palette = parse_palette(data, "file.gpl")
    assert palette.name == "Warm"
    assert list(zip(names(palette), levels(palette), strict=True)) == [
        ("Kupfer hell", BROWN),
        ("", (0, 0, 0)),
    ]


def test_that_a_gpl_of_old_has_the_name_of_its_file_and_the_letters_of_windows() -> None:
    palette = parse_palette("GIMP Palette\n122 59 30 Röt…\n".encode("cp1252"), "Alt.gpl")
    assert (palette.name, names(palette)) == ("Alt", ["Röt…"])


@pytest.mark.parametrize("name", ["Marke – 1", "a" * 99 + " b"])
def test_that_a_palette_is_kept_as_it_is(name: str) -> None:
    palette = parse_palette(aco(2, *COLOURS[:2]), f"{name}.aco")
    assert parse_palette(format_gpl(palette), "another name.gpl") == palette


WHOLE = (
    ase(swatch("Copper", b"RGB ", 0.5, 0.25, 0.1), (0xC001, utf16("Group"))),
    aco(2, *COLOURS),
    aco(1, *COLOURS),
)


@pytest.mark.parametrize("data", WHOLE)
def test_that_a_cut_file_is_refused_wherever_it_is_cut(data: bytes) -> None:
    parse_palette(data, "whole")
    for length in range(4, len(data)):
        with pytest.raises(PaletteError, match=r"^cut\.ase (is truncated|holds no swatches)"):
            parse_palette(data[:length], "cut.ase")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "holds no swatches that are read"),
        (b"\x89PNG\r\n\x1a\n", "holds no swatches that are read"),
        (b"\x00\x01\x00\x02" + b"\x77" * 90, "holds no swatches that are read"),
        (b"\x00\x01\x00\x00\x00\x10", "holds no swatches"),
        (ase(), "holds no swatches"),
        (b"GIMP Palette\nName: none\n", "holds no swatches"),
        (b"GIMP Palette\n12 300 1 red\n", "line 2: a swatch needs"),
        (b"GIMP Palette\n#\n0.5 0.2 0.1 red\n", "line 3: a swatch needs"),
        (ase(swatch("Ink", b"CMYK", 0, 0, 0, 1)), "holds only inks"),
        (ase(swatch("NaN", b"RGB ", float("nan"), 0, 0)), "is damaged"),
        (ase(swatch("huge", b"LAB ", 1e30, 0, 0)), "is damaged"),
    ],
)
def test_that_what_holds_no_swatches_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(PaletteError, match=rf"^strange\.ase.*{words}"):
        parse_palette(data, "strange.ase")


@pytest.mark.parametrize(
    "file",
    [
        lambda count: ase(*[swatch("", b"RGB ", 0, 0, 0)] * count),
        lambda count: aco(1, *[("", 0, (0, 0, 0))] * count),
        lambda count: b"GIMP Palette\n" + b"1 2 3\n" * count,
    ],
)
def test_that_ten_thousand_swatches_are_read_and_no_more(file: Callable[[int], bytes]) -> None:
    assert len(parse_palette(file(10_000), "many").colours) == 10_000
    with pytest.raises(PaletteError, match=r"^many has more than 10000 swatches$"):
        parse_palette(file(10_001), "many")


def test_that_a_huge_or_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileReadError, match=r"[Nn]o such file"):
        read_palette(tmp_path / "gone.ase")
    huge = tmp_path / "huge.ase"
    with huge.open("wb") as file:
        file.truncate(100 << 20)
    with pytest.raises(FileReadError, match="larger than"):
        read_palette(huge)
