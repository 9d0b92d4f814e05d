"""Palettes of brands, and the colours that were chosen last, are kept between sittings."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hairstudio.services.palettes import MAX_COLOURS, Palettes
from hairstudio.services.places import Places
from hairstudio.services.session import Session

COPPER = (122 / 255, 59 / 255, 30 / 255)


def gpl(path: Path, *lines: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(("GIMP Palette", *lines)))
    return path


@pytest.fixture
def load(qtbot: QtBot, session: Session):  # type: ignore[no-untyped-def]
    """Loads a palette, and gives what is said of it."""

    def load_it(path: Path) -> tuple[str, str]:
        with qtbot.waitSignal(session.palettes.remarked) as said:
            session.palettes.load(path)
        level, text = said.args
        return level, text

    return load_it


def names(palettes: Palettes) -> list[str]:
    return [palette.name for palette in palettes.all()]


def test_that_a_palette_outlasts_its_file_and_the_sitting(
    session: Session, places: Places, tmp_path: Path, load
) -> None:
    file = gpl(tmp_path / "brand.gpl", "Name: Warm", "122 59 30 Copper", "0 0 0")
    assert load(file) == ("note", "In the colour picker now: “Warm” (colours: 2).")
    file.unlink()
    again = Palettes(places.palettes, places.settings(), session.make_task(), session)
    assert names(again) == [again.current] == ["Warm"]
    assert again.all()[0].colours[0].name == "Copper"
    assert again.all()[0].colours[0].colour == COPPER


def test_that_palettes_asked_for_while_others_are_read_are_all_kept(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    for name in ("One", "Two", "Three"):
        session.palettes.load(gpl(tmp_path / f"{name}.gpl", "1 2 3 a"))
    qtbot.waitUntil(lambda: names(session.palettes) == ["One", "Three", "Two"])


def test_that_of_files_loaded_at_once_the_last_is_shown_and_none_is_told_twice(
    qtbot: QtBot, session: Session, tmp_path: Path, load
) -> None:
    bad = tmp_path / "Bad.ase"
    bad.write_bytes(b"ASEF")
    files = [gpl(tmp_path / f"{name}.gpl", "1 2 3 a") for name in ("One", "Two")]
    with qtbot.waitSignal(
        session.palettes.remarked, check_params_cb=lambda level, text: level == "note"
    ) as said:
        session.palettes.load(*files, files[0], bad)
    assert said.args[1] == "In the colour picker now: “One”, “Two” (colours: 2)."
    assert session.palettes.current == "Two"
    # What was wrong before is not said again.
    assert load(files[0]) == ("note", "In the colour picker now: “One” (colours: 1).")


def test_that_palettes_whose_names_make_one_file_name_are_both_kept(
    session: Session, tmp_path: Path, load
) -> None:
    for name in ("Warm!", "Warm?"):
        load(gpl(tmp_path / "brand.gpl", f"Name: {name}", "1 2 3 a"))
    assert names(session.palettes) == ["Warm!", "Warm?"]


def test_that_a_palette_is_there_once_and_another_of_its_name_beside_it(
    session: Session, tmp_path: Path, load
) -> None:
    for lines in (("1 2 3 a",), ("1 2 3 a",), ("3 2 1 b",)):
        load(gpl(tmp_path / "Brand.gpl", *lines))
    assert names(session.palettes) == ["Brand", "Brand 2"]
    assert session.palettes.current == "Brand 2"


def test_that_of_two_palettes_of_one_long_name_each_can_be_chosen(
    session: Session, tmp_path: Path, load
) -> None:
    for lines in (("1 2 3 a",), ("3 2 1 b",), ("3 2 1 b",)):
        load(gpl(tmp_path / "Brand.gpl", f"Name: {'long' * 40}", *lines))
    second, first = sorted(names(session.palettes))
    assert first == "long" * 25
    assert second.endswith(" 2")
    assert session.palettes.current == second


def test_that_a_palette_is_taken_away_and_put_back(
    qtbot: QtBot, session: Session, tmp_path: Path, load
) -> None:
    palettes = session.palettes
    for name in ("One", "Two"):
        load(gpl(tmp_path / f"{name}.gpl", "1 2 3 a"))
    before = palettes.all()
    with qtbot.waitSignal(palettes.removed) as removed:
        palettes.take_away(before[0])
    assert names(palettes) == ["Two"]
    text, put_back = removed.args
    assert "One" in text
    put_back()
    assert palettes.all() == before


def test_that_a_bad_file_loses_nothing(session: Session, tmp_path: Path, load) -> None:
    load(gpl(tmp_path / "Good.gpl", "1 2 3 a"))
    bad = tmp_path / "Bad.ase"
    bad.write_bytes(b"ASEF\x00\x01\x00\x00\x00\x00\x00\x05")
    assert load(bad) == ("error", "Bad.ase is truncated: it ends before its swatches do")
    assert names(session.palettes) == ["Good"]


def test_that_a_folder_that_cannot_be_made_is_told(
    session: Session, places: Places, tmp_path: Path, load
) -> None:
    places.palettes.parent.mkdir(parents=True, exist_ok=True)
    places.palettes.write_text("a file stands in the way")
    level, text = load(gpl(tmp_path / "Good.gpl", "1 2 3 a"))
    assert level == "error"
    assert str(places.palettes) in text
    assert names(session.palettes) == []


def test_that_a_damaged_copy_is_left_out(session: Session, places: Places, tmp_path: Path, load):
    load(gpl(tmp_path / "Good.gpl", "1 2 3 a"))
    (places.palettes / "damaged.gpl").write_bytes(b"\x00" * 100)
    assert names(session.palettes) == ["Good"]


def test_that_the_last_colours_are_kept_newest_first_without_those_that_look_alike(
    session: Session, places: Places
) -> None:
    palettes = session.palettes
    for level in range(MAX_COLOURS + 2):
        palettes.note((level / 15, 0.0, 1 - level / 15))
    assert len(palettes.recent) == MAX_COLOURS
    oldest = palettes.recent[-1]
    red, green, blue = oldest
    palettes.note((red, green + 1 / 255, blue))
    assert palettes.recent[0] == pytest.approx((red, 1 / 255, blue))
    assert oldest not in palettes.recent
    assert session.settings.sync()
    again = Palettes(places.palettes, places.settings(), session.make_task(), session)
    assert again.recent == palettes.recent


def test_that_of_the_colours_of_one_picker_only_the_last_is_kept(session: Session) -> None:
    palettes = session.palettes
    palettes.begin_choosing()
    for colour in ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), COPPER):
        palettes.note(colour)
    assert palettes.recent == ()
    palettes.end_choosing()
    assert palettes.recent == (COPPER,)
    palettes.note((0.0, 0.0, 1.0))
    palettes.begin_choosing()
    palettes.end_choosing()
    assert palettes.recent == ((0.0, 0.0, 1.0), COPPER)


def test_that_of_colours_that_look_alike_the_last_is_kept_and_others_all(session: Session) -> None:
    for green in (59, 62, 68):
        session.palettes.note((122 / 255, green / 255, 30 / 255))
    # 59 and 62 lie 1.4 apart by CIEDE2000, 62 and 68 3.0.
    assert [round(colour[1] * 255) for colour in session.palettes.recent] == [68, 62]


def test_that_a_goal_that_was_found_in_a_photo_is_among_the_last_colours(session: Session) -> None:
    session.take_goal(COPPER, None)
    session.set_goal((0.0, 0.0, 1.0), final=False)
    session.set_goal(None)
    assert session.palettes.recent == (COPPER,)


def test_that_settings_edited_by_hand_do_no_harm(session: Session) -> None:
    session.settings.colours = ("no colour", "#7a3b1e")
    assert session.palettes.recent == (COPPER,)


def test_that_a_colour_model_that_no_ase_has_is_not_called_ink(tmp_path: Path, load) -> None:
    def swatch(model: bytes) -> bytes:
        return struct.pack(">HIHH4s3fH", 1, 22, 1, 0, model, 0.5, 0.2, 0.1, 2)

    head = b"ASEF\x00\x01\x00\x00\x00\x00\x00"
    file = tmp_path / "Odd.ase"
    file.write_bytes(head + b"\x02" + swatch(b"RGB ") + swatch(b"HSB "))
    assert load(file)[1].endswith(
        "(colours: 1). Left out: 1, of a colour model that is not read (HSB)."
    )
    file.write_bytes(head + b"\x01" + swatch(b"HSB "))
    told = (
        "Odd.ase holds only swatches of a colour model that is not read (HSB): ask for its RGB or "
    )
    assert load(file) == ("error", told + "Lab swatches")


def test_that_what_is_left_out_and_what_is_outside_of_srgb_is_told(
    session: Session, tmp_path: Path, load
) -> None:
    file = tmp_path / "Inks.aco"
    lab, ink = (
        struct.pack(">5H", 7, 5000, 10000, 65536 - 10000, 0),
        struct.pack(">5H", 2, 0, 0, 0, 0),
    )
    file.write_bytes(struct.pack(">HH", 1, 3) + lab + ink + ink)
    for _ in range(2):  # the copy does not hold what was left out
        level, text = load(file)
    assert names(session.palettes) == ["Inks"]
    assert level == "note"
    assert "Outside of sRGB: 1;" in text
    assert "Left out: 2, as inks (CMYK)" in text
