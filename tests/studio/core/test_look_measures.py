"""The measures of looks, on made-up looks whose figures are known, and the commands."""

from __future__ import annotations

import shutil

import cv2
import numpy as np
import pytest

from hairsdk import Lut3D, Preset
from hairsdk.errors import FileReadError
from hairstudio.core.looks import measure
from hairstudio.core.looks.__main__ import main
from hairstudio.core.looks.series import Picture, SeriesError, load_series


def look(light: np.ndarray, dark: np.ndarray) -> Preset:
    return Preset(
        id="made-up",
        name="Made up",
        author="Tests",
        licence="CC0-1.0",
        created="2025-01-01",
        light=Lut3D(light),
        dark=Lut3D(dark),
        intensity_light=0.7,
        intensity_dark=0.1,
    )


IDENTITY = Lut3D.identity(17).table
NOTHING = look(IDENTITY, IDENTITY)
PAINT = look(np.full_like(IDENTITY, 0.5), np.full_like(IDENTITY, 0.5))
DOUBLE = look(np.clip(2 * IDENTITY, 0, 1), np.clip(2 * IDENTITY, 0, 1))


@pytest.fixture
def heads() -> dict[str, dict[str, Picture]]:
    """A head with fine dark and light strands in three colours."""
    rng = np.random.default_rng(5)
    strands = rng.integers(-8, 9, (48, 48, 1))
    mask = np.zeros((48, 48), np.float32)
    mask[8:40, 8:40] = 1
    pictures = {}
    for colour, level in {"black": 30, "brown": 70, "white": 180}.items():
        image = np.clip(level + strands + np.array([8, 0, -8]), 0, 255).astype(np.uint8)
        pictures[colour] = Picture(colour, image, mask)
    return {"1": pictures}


def test_that_a_look_that_does_nothing_measures_as_nothing(heads):
    spread = measure.untouched(heads)
    found = measure.consistency(NOTHING, heads)
    assert found.pair == found.light == found.dark == pytest.approx(spread)
    assert spread > 10
    assert measure.strands(NOTHING, heads) == pytest.approx((1.0, 1.0))
    safe = measure.safety(NOTHING, heads)
    assert safe.noise_gain == pytest.approx(1, abs=1e-3)
    assert safe.steepest == pytest.approx(1, abs=1e-3)
    assert safe.falls == 0
    assert safe.clipped == 0


def test_that_paint_is_consistent_and_loses_every_strand(heads):
    assert measure.consistency(PAINT, heads).pair == pytest.approx(0, abs=1e-6)
    assert measure.strands(PAINT, heads)[0] < 0.01


def test_that_each_side_is_measured_alone_too(heads):
    found = measure.consistency(look(PAINT.light.table, IDENTITY), heads)
    assert found.light == pytest.approx(0, abs=1e-6)
    assert found.dark == pytest.approx(measure.untouched(heads))
    assert found.light < found.pair < found.dark


def test_that_gain_doubles_noise_and_shows_in_the_steps(heads):
    safe = measure.safety(DOUBLE, heads)
    assert safe.noise_gain == pytest.approx(2, rel=0.01)
    assert safe.steepest == pytest.approx(2, abs=0.01)
    # All of the white hair.
    assert safe.clipped == 1


def test_that_a_ramp_that_turns_back_is_counted(heads):
    fold = IDENTITY.copy()
    fold[10:] = fold[9] - 0.2
    assert measure.safety(look(fold, fold), heads).falls > 0


def test_that_the_render_itself_is_true(heads):
    found = measure.truth(NOTHING, heads, "black")
    assert found.mean["1"] == pytest.approx(0)
    assert found.pixel["1"] == pytest.approx(0)
    assert measure.truth(NOTHING, heads, "white").mean["1"] > 20


def test_that_a_series_is_read_by_head_and_colour(series_folder):
    series = load_series(series_folder)
    assert list(series) == ["2020", "2059", "2067"]
    for pictures in series.values():
        assert list(pictures) == ["black", "blonde", "brown", "grey", "platinum"]
        for picture in pictures.values():
            assert picture.image.shape == (640, 640, 3)
            assert picture.mask.max() == 1


def test_that_a_folder_that_is_no_series_says_what_is_wrong(series_folder, tmp_path):
    with pytest.raises(SeriesError, match=r"expected pictures called HEAD_COLOUR\.jpg"):
        load_series(tmp_path)
    for colour in ("black", "brown"):
        shutil.copy(series_folder / f"2020_{colour}.jpg", tmp_path)
    with pytest.raises(FileReadError, match=r"2020_black\.mask\.png: no such file"):
        load_series(tmp_path)
    for name in ("2020_black", "2020_brown", "2059_black"):
        shutil.copy(series_folder / f"{name}.jpg", tmp_path)
        shutil.copy(series_folder / f"{name}.mask.png", tmp_path)
    with pytest.raises(SeriesError, match="head 2059 lacks brown"):
        load_series(tmp_path)


def test_that_noise_is_measured_in_the_darkest_hair_whatever_its_colour_is_called(heads):
    fair = {"1": {name: heads["1"][name] for name in ("white", "brown")}}
    dim = look(IDENTITY, np.clip(IDENTITY * 3, 0, 1))
    expected = measure.safety(dim, {"1": {"brown": heads["1"]["brown"]}}).noise_gain
    assert measure.safety(dim, fair).noise_gain == expected > 1.5


@pytest.fixture
def small_series(series_folder, tmp_path):
    """One head in two colours at an eighth of its size: enough for the commands."""
    folder = tmp_path / "series"
    folder.mkdir()
    for name in ("2067_black", "2067_brown"):
        for suffix in (".jpg", ".mask.png"):
            picture = cv2.imread(str(series_folder / (name + suffix)), cv2.IMREAD_UNCHANGED)
            small = cv2.resize(picture, None, fx=1 / 8, fy=1 / 8, interpolation=cv2.INTER_AREA)
            cv2.imwrite(str(folder / (name + suffix)), small)
    cv2.imwrite(str(folder / "sheet.jpg"), small)  # of no head, and without a mask
    return folder


def test_that_the_report_has_a_line_for_each_look_and_the_truth(small_series, capsys):
    assert main(["measure", str(small_series), "copper", "brunette", "jet-black"]) == 0
    printed = capsys.readouterr().out
    assert "Untouched hair" in printed
    rows = [(line.split()[0], line) for line in printed.splitlines() if "|" in line]
    assert [name for name, _ in rows] == [
        *("look", "copper", "brunette", "jet-black", "mean"),
        *("look", "brunette", "jet-black", "mean"),
    ]
    # Name and four figures, the only head, strands and least, noise to clipped.
    assert {fields(row) for _, row in rows[1:5]} == {(5, 1, 2, 4)}
    # Name and render; for means and for pixels the only head, and the mean of all.
    assert {fields(row) for _, row in rows[6:8]} == {(2, 2, 2)}
    assert main(["measure", str(small_series), "copper"]) == 0
    assert "Truth" not in capsys.readouterr().out


def fields(row: str) -> tuple[int, ...]:
    return tuple(len(part.split()) for part in row.split("|"))


def test_that_the_contact_sheet_shows_every_look_on_every_picture(small_series, tmp_path):
    path = tmp_path / "sheet.png"
    assert main(["sheet", str(small_series), "silver", "copper", "--out", str(path)]) == 0
    sheet = cv2.imread(str(path))[..., ::-1].astype(int)
    header, tile, label, gap = 26, 108, 150, 4
    assert sheet.shape == (header + 3 * tile, label + 2 * tile + gap, 3)
    for top in range(header, header + 3 * tile, tile):
        assert np.ptp(sheet[top : top + tile, :label]) > 100, "each row has its name"
    copper = sheet[header + tile : header + 2 * tile, label : label + 2 * tile].reshape(-1, 3)
    silver = sheet[header + 2 * tile :, label : label + 2 * tile].reshape(-1, 3)
    assert (copper[:, 0] - copper[:, 2]).mean() > (silver[:, 0] - silver[:, 2]).mean() + 10


def test_that_the_contact_sheet_is_written_here_unless_it_is_told_where(
    small_series, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    assert main(["sheet", str(small_series), "copper"]) == 0
    assert capsys.readouterr().out == "contact-sheet.jpg\n"
    assert (tmp_path / "contact-sheet.jpg").is_file()


def test_that_an_unknown_look_is_one_clear_line(small_series, capsys):
    assert main(["measure", str(small_series), "glitter"]) == 1
    assert capsys.readouterr().err.startswith("error: look: expected one of apricot")


def test_that_a_sheet_of_an_unknown_format_is_one_clear_line(small_series, tmp_path, capsys):
    assert main(["sheet", str(small_series), "copper", "--out", str(tmp_path / "sheet")]) == 1
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert str(tmp_path / "sheet") in error


def test_that_recipes_and_presets_can_be_written_elsewhere(tmp_path, capsys):
    recipes = tmp_path / "new" / "recipes"
    assert main(["author", "silver", "--out", str(recipes)]) == 0
    assert (recipes / "silver.json").exists()
    assert main(["author", "silver", "--out", str(recipes / "silver.json")]) == 1
    assert "error: cannot make folder" in capsys.readouterr().err
    assert main(["build", "silver", "--out", str(tmp_path)]) == 0
    assert Preset.load(tmp_path / "silver").name == "Silver"
