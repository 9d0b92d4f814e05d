from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from hairsdk import resources
from hairstudio.document.hairlook import copy_look
from hairstudio.services.library import list_looks
from hairstudio.services.order import by_name


@pytest.fixture(params=["C", "en_GB", "de_DE"])
def system(request: pytest.FixtureRequest):  # type: ignore[no-untyped-def]
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield
    QLocale.setDefault(before)


@pytest.mark.usefixtures("system")
def test_that_names_stand_as_in_a_file_manager() -> None:
    names = ["Zoo", "Ärmel", "Look 10", "look 2", "Apfel", "ocean", "A\u0308hre"]
    expected = ["A\u0308hre", "Apfel", "Ärmel", "look 2", "Look 10", "ocean", "Zoo"]
    assert by_name(names, str) == expected


def test_that_looks_are_listed_by_the_names_they_are_shown_by(
    tmp_path: Path, german: object
) -> None:
    for number in (10, 2):
        target = tmp_path / f"{number}.hairlook"
        copy_look(resources.presets_dir() / "copper", target, {"name": f"Look {number}"})
    cards = list_looks(tmp_path)
    assert [card.name for card in cards[:2]] == ["Look 2", "Look 10"]
    # Aschblond, Dunkelblond, Erdbeerblond, Kupfer
    builtin = [card.name for card in cards if card.builtin]
    chosen = ("Copper", "Dark blond", "Ash blond", "Strawberry blond")
    assert [name for name in builtin if name in chosen] == [
        "Ash blond",
        "Dark blond",
        "Strawberry blond",
        "Copper",
    ]
