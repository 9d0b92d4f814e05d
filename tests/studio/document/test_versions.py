"""What the next version of a look is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from hairstudio.document.look import MAX_NAME, About
from hairstudio.document.versions import Version, named_after


@pytest.mark.parametrize(
    ("name", "following"),
    [
        ("copper", "copper-2"),
        ("copper-2", "copper-3"),
        ("copper-9", "copper-10"),
        ("copper_v09", "copper_v10"),
        ("Copper V2", "Copper V3"),
        ("7-43", "7-43-2"),
        ("summer-2026", "summer-2026-2"),
        ("Copper 2", "Copper 2-2"),
        ("-2", "-2-2"),
    ],
)
def test_that_the_number_of_a_version_goes_up_and_that_of_a_shade_or_year_does_not(
    tmp_path: Path, name: str, following: str
) -> None:
    version = Version.of(tmp_path / f"{name}.hairlook")
    assert version.next().path == tmp_path / f"{following}.hairlook"


def test_that_the_second_version_of_a_shade_is_followed_by_the_third(tmp_path: Path) -> None:
    (tmp_path / "7-43.hairlook").write_bytes(b"")
    assert Version.of(tmp_path / "7-43-2.hairlook").next().path.stem == "7-43-3"


def test_that_a_look_of_its_own_name_keeps_it_before_the_number(tmp_path: Path) -> None:
    first = Version.of(tmp_path / "rust.hairlook")
    second = first.next()
    about = second.about(About("warm-copper", "Warm copper"), first)
    assert (about.name, about.id) == ("Warm copper 2", "warm-copper-2")
    about = second.next().about(about, second)
    assert (about.name, about.id) == ("Warm copper 3", "warm-copper-3")


def test_that_versions_of_a_long_name_have_ids_and_names_of_their_own(tmp_path: Path) -> None:
    stem = "very-" * 20 + "long"
    ids = [named_after(About(), tmp_path / f"{stem}{end}").id for end in ("", "-2.x", "-3.x")]
    assert len(set(ids)) == 3
    assert max(map(len, ids)) <= 64
    first = Version.of(tmp_path / "a.hairlook")
    about = first.next().about(About("x" * 64, "y" * MAX_NAME), first)
    assert about.name.endswith("y 2") and len(about.name) == MAX_NAME
    assert about.id.endswith("x-2") and len(about.id) <= 64


def test_that_a_file_names_a_look_also_in_letters_that_an_id_has_not(tmp_path: Path) -> None:
    red = named_after(About(), tmp_path / "红.hairlook")
    blue = named_after(red, tmp_path / "蓝.hairlook")
    assert (red.name, blue.name) == ("红", "蓝")
    assert red.id != blue.id  # a bundle takes both
    copper = About("copper", "Copper")
    assert named_after(copper, tmp_path / "copper.hairlook") is copper
