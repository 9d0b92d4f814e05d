"""Which heads the sheets for the client show."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from hairsdk.images import Photo, write_photo
from hairstudio.document.look import Look, empty_look
from hairstudio.services.control import TaskControl
from hairstudio.services.heads import Head, heads_in
from hairstudio.services.intake import take_in
from hairstudio.services.sheet import INK, heads_of_sheet, paint_picture, write_line

CONTROL = TaskControl()


@pytest.fixture
def gallery(tmp_path, photo, finder) -> tuple[Head, ...]:
    """Two photos of a folder, and nothing that is built in."""
    (tmp_path / "heads").mkdir()
    for name, grey in (("anna", 90), ("berta", 200)):
        photo(f"heads/{name}.png", grey, (400, 400))
    return heads_in(tmp_path / "heads", finder, CONTROL)[0]


@pytest.fixture
def with_photo(photo, finder):
    """Puts a photo of one grey into a look's dark slot."""

    def take(name: str, grey: int) -> Look:
        look, path = empty_look(), photo(f"{name}.png", grey, (400, 400))
        reference = take_in(path, finder, CONTROL).reference
        return look.with_reference("dark", reference)

    return take


def names(look: Look, gallery: tuple[Head, ...], finder: object) -> list[str]:
    return [head.name for head in heads_of_sheet(look, gallery, 64, finder, CONTROL)[0]]  # type: ignore[arg-type]


def test_that_heads_whose_photos_are_gone_or_damaged_are_left_out_and_told(
    gallery, finder, tmp_path
) -> None:
    anna = tmp_path / "heads" / "anna.png"
    anna.unlink()
    shown, left_out = heads_of_sheet(empty_look(), gallery, 64, finder, CONTROL)
    assert [head.name for head in shown] == ["berta"]
    assert left_out == (f"{anna}: no such file",)
    anna.write_bytes(b"damaged")
    (told,) = heads_of_sheet(empty_look(), gallery, 64, finder, CONTROL)[1]
    assert "anna.png" in told


def test_that_photos_that_were_retouched_since_are_measured_anew_and_left_out_where_hair_is_gone(
    gallery, finder, tmp_path, photo
) -> None:
    photo("heads/anna.png", 250, (400, 400))
    shown, _ = heads_of_sheet(empty_look(), gallery, 64, finder, CONTROL)
    assert [head.name for head in shown] == ["berta", "anna"]
    assert shown[1].intensity == pytest.approx(250 / 255, abs=0.02)
    write_photo(tmp_path / "heads" / "anna.png", Photo(np.zeros((400, 400, 3), np.uint8)))
    shown, left_out = heads_of_sheet(empty_look(), gallery, 64, finder, CONTROL)
    assert [head.name for head in shown] == ["berta"]
    assert left_out == ("No hair was found in anna.png",)


def test_that_own_references_stand_among_the_heads_from_dark_to_light(
    gallery, with_photo, finder
) -> None:
    assert names(with_photo("cleo", 140), gallery, finder) == ["anna", "cleo", "berta"]


def test_that_a_photo_that_is_reference_and_in_the_gallery_is_shown_once(
    gallery, with_photo, finder
) -> None:
    look = with_photo("anna", 90)
    assert names(look, gallery, finder) == ["anna", "berta"]
    corrected = look.dark.reference.with_mask(np.eye(400, dtype=np.float32)).measured()
    look = look.with_reference("dark", corrected)
    assert names(look, gallery, finder) == ["anna", "berta"]


@pytest.mark.parametrize("person", [0, 1])
def test_that_of_several_people_in_a_photo_each_is_shown_once(
    qapp: object, party: Path, two_heads, person: int
) -> None:
    gallery = heads_in(party.parent, two_heads, CONTROL)[0]
    assert names(empty_look(), gallery, two_heads) == ["party (2)", "party (1)"]
    look, reference = empty_look(), take_in(party, two_heads, CONTROL, person=person).reference
    look = look.with_reference("dark", reference)
    shown = names(look, gallery, two_heads)
    assert shown == (["party (2)", "party"] if person == 0 else ["party", "party (1)"])


def test_that_a_photo_of_several_people_is_looked_at_once(
    qapp: object, party: Path, two_heads, monkeypatch: pytest.MonkeyPatch
) -> None:
    gallery = heads_in(party.parent, two_heads, CONTROL)[0]
    looked: list[int] = []
    find = two_heads.find
    monkeypatch.setattr(two_heads, "find", lambda image: (looked.append(1), find(image))[1])
    assert len(names(empty_look(), gallery, two_heads)) == 2 and len(looked) == 1
    # One of them was cut off since.
    write_photo(party, Photo(np.full((300, 300, 3), 30, np.uint8)))
    assert names(empty_look(), gallery, two_heads) == ["party"]
    party.unlink()
    shown, left_out = heads_of_sheet(empty_look(), gallery, 64, two_heads, CONTROL)
    assert shown == [] and left_out == (f"{party}: no such file",)


def test_that_a_large_photo_is_known_again_though_the_gallery_shrinks_it(photo, finder) -> None:
    path = photo("anna.png", 90, (1200, 1500))
    heads = heads_in(path.parent, finder, CONTROL)[0]
    look, reference = empty_look(), take_in(path, finder, CONTROL).reference
    look = look.with_reference("dark", reference)
    assert names(look, heads, finder) == ["anna"]


def test_that_another_photo_of_that_name_is_shown_though_its_hair_is_alike_dark(
    gallery, with_photo, finder
) -> None:
    # Cameras give the same name to many photos.
    assert names(with_photo("anna", 94), gallery, finder) == ["anna", "anna", "berta"]


def test_that_a_reference_without_hair_is_left_out(gallery, with_photo, finder) -> None:
    look = with_photo("cleo", 140)
    bald = look.dark.reference.with_mask(np.zeros((400, 400), np.float32)).measured()
    look = look.with_reference("dark", bald)
    assert names(look, gallery, finder) == ["anna", "berta"]


def test_that_the_end_of_a_long_name_is_read(qapp: object) -> None:
    series = "Balayage, as agencies name their photos "
    lines = [
        paint_picture(
            300,
            40,
            lambda painter, name=name: write_line(painter, QRectF(0, 0, 300, 40), name, 20, INK),
        )
        for name in (f"{series}1", f"{series}4")
    ]
    assert not np.array_equal(*lines), "only the numbers tell them apart"
