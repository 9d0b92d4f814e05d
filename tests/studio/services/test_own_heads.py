"""The artist's own heads without a window: what is looked into, remembered and let go."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hairstudio.services.hair import FoundHair
from hairstudio.services.own_heads import OwnHeads
from hairstudio.services.session import Session


@pytest.fixture
def own(session: Session) -> OwnHeads:
    return OwnHeads(session, session)


def looked_through(qtbot: QtBot, own: OwnHeads) -> None:
    qtbot.waitUntil(lambda: not (own.busy or own.seeking), timeout=20000)


@pytest.fixture
def folder(photo, tmp_path: Path) -> Path:
    """Three photos."""
    for number, name in enumerate(("anna", "berta", "cleo")):
        photo(f"{name}.png", 60 + 30 * number)
    return tmp_path


def names(own: OwnHeads) -> list[str]:
    return sorted(head.name for head in own.heads())


def test_that_photos_of_several_drops_are_all_there_in_the_next_sitting(
    qtbot: QtBot, own: OwnHeads, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hairstudio.services.own_heads.MOST", 2)
    for photo in folder.iterdir():
        own._session.settings.note_gallery_source(photo)
    told: list[str] = []
    own.told.connect(lambda _left_out, note: told.append(note))
    own.look_for_known()
    looked_through(qtbot, own)
    assert names(own) == ["anna", "berta", "cleo"]
    assert not any(told)


def test_that_a_folder_is_remembered_once_a_head_in_it_is_found(
    qtbot: QtBot, own: OwnHeads, folder: Path
) -> None:
    known: list[tuple[Path, ...]] = []
    own.changed.connect(lambda: known.append(own._session.settings.gallery_sources))
    own.load([folder])
    looked_through(qtbot, own)
    assert len(known) >= 2  # the first head, and all of them
    assert {*known} == {(folder,)}


def test_that_a_folder_that_is_removed_is_looked_through_no_further(
    qtbot: QtBot, own: OwnHeads, folder: Path, finder
) -> None:
    forgotten, find = threading.Event(), finder.find

    def wait(image: np.ndarray) -> FoundHair:
        if finder.photos:
            forgotten.wait(20)
        return find(image)

    def forget() -> None:
        own.forget(folder)
        forgotten.set()

    finder.find = wait
    own.changed.connect(forget, Qt.ConnectionType.SingleShotConnection)
    own.load([folder])
    looked_through(qtbot, own)
    assert (names(own), finder.photos) == ([], 2)
    own.load([folder])
    looked_through(qtbot, own)
    assert names(own) == ["anna", "berta", "cleo"]
