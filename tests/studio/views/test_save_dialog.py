"""The question where to save a file: the folder that it begins in, and the name."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from hairsdk.preset import Preset
from hairsdk.resources import presets_dir
from hairstudio.views.main_window import MainWindow


@pytest.fixture
def pictures(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The system's folder of pictures."""
    folder = tmp_path / "Pictures"
    folder.mkdir()
    places = QStandardPaths.StandardLocation
    at = {places.PicturesLocation: folder}
    monkeypatch.setattr(
        QStandardPaths, "writableLocation", lambda place: str(at.get(place, tmp_path / "away"))
    )
    return folder


def test_that_each_file_is_asked_for_in_the_folder_of_the_last_one(
    qtbot: QtBot, window: MainWindow, chosen, pictures: Path, tmp_path: Path
) -> None:
    client = tmp_path / "client"
    client.mkdir()
    sheet = chosen(client / "sheet.jpg")
    with qtbot.waitSignal(window.proof.written, timeout=20000):
        window.proof.dialog()
    mask = chosen(None)
    window.compare.slots["dark"].save_mask_dialog()
    picture = chosen(client / "client.jpg")
    with qtbot.waitSignal(window.save_picture.written, timeout=20000):
        window.save_picture.reference_dialog("light")
    chart = chosen(None)
    window.roundtrip.write_chart_dialog(with_photo=False)
    asked = [Path(name) for name in (*sheet, *mask, *picture, *chart)]
    assert [path.parent for path in asked] == [pictures, client, client, client]
    assert [path.suffix for path in asked] == [".jpg", ".png", ".jpg", ".png"]


def test_that_a_folder_that_is_gone_is_not_asked_for(
    window: MainWindow, chosen, pictures: Path, tmp_path: Path
) -> None:
    window.session.settings.set_text("save_folder", str(tmp_path / "drive"))
    asked = chosen(None)
    window.proof.dialog()
    pictures.rmdir()
    window.proof.dialog()
    names = [Path(name) for name in asked]
    assert [path.parent for path in names] == [pictures, Path()]


def test_that_files_are_called_as_the_window_calls_the_look(
    german: object, qtbot: QtBot, window: MainWindow, chosen
) -> None:
    session = window.session
    with qtbot.waitSignal(session.opened, timeout=20000):
        session.open(presets_dir() / "copper", as_copy=True)
    asked = chosen(None)
    window.proof.dialog()
    window.compare.slots["dark"].save_mask_dialog()
    window.save_picture.reference_dialog("light")
    names = [Path(name).name for name in asked]
    assert names == ["kupfer-proof.jpg", "kupfer-dark-mask.png", "Weißer Bob-kupfer.jpg"]


@pytest.mark.parametrize(("opened", "called"), [("copper", "Kupfer"), ("", "Unbenannt")])
def test_that_a_look_is_saved_under_the_name_that_the_window_has_for_it(
    german: object,
    qtbot: QtBot,
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    opened: str,
    called: str,
) -> None:
    session = window.session
    if opened:
        with qtbot.waitSignal(session.opened, timeout=20000):
            session.open(presets_dir() / opened, as_copy=True)
    else:
        session.new()
    window.effects.add_effect("dye")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *asked: (asked[2], ""))
    with qtbot.waitSignal(session.saved, timeout=20000):
        window.files.save()
    path = session.places.looks / f"{called.lower()}.hairlook"
    assert session.document.path == path
    preset = Preset.load(path)
    assert (preset.name, preset.id) == (called, called.lower())
    assert window.windowTitle() == f"{called} – Hair Studio"
    window.undo()
    assert session.document.look.about.name == called


def test_that_a_file_of_ones_own_is_called_as_it_is(
    german: object, qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    session = window.session
    session.new()
    for name in ("Rose", "rose"):
        (tmp_path / name).mkdir(exist_ok=True)  # one folder where capitals make no difference
        with qtbot.waitSignal(session.saved, timeout=20000):
            session.save(tmp_path / name / f"{name}.hairlook")
        assert session.title == "Rose"
