"""The photos of the gallery, saved at once with the look on them: from the menus to the folder."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from hairsdk.images import Photo, read_photo, write_photo
from hairstudio import AuthoringPanel
from hairstudio.core.references import load_reference
from hairstudio.document.look import Look
from hairstudio.services.control import TaskControl
from hairstudio.services.picture import write_worn
from hairstudio.services.pictures import Pictures
from hairstudio.services.places import Places
from hairstudio.views import save_pictures
from hairstudio.views.main_window import MainWindow


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """A folder of the artist's."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("anna.png", "ben.jpg"):
        write_photo(folder / name, Photo(load_reference("grey_ponytail_2044").image[::4, ::4]))
    return folder


@pytest.fixture
def in_folder(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | None], list[str]]:
    """Answers the dialog for a folder, or cancels; gives where it began."""

    def choose(folder: Path | None) -> list[str]:
        began: list[str] = []

        def answer(_parent: QWidget, _title: str, start: str) -> str:
            began.append(start)
            return "" if folder is None else str(folder)

        monkeypatch.setattr(QFileDialog, "getExistingDirectory", answer)
        return began

    return choose


def load(window: MainWindow | AuthoringPanel, qtbot: QtBot, source: Path) -> None:
    gallery = window.gallery
    gallery.load(source)
    qtbot.waitUntil(lambda: gallery.complete and not gallery.busy, timeout=20000)


@pytest.fixture
def loaded(window: MainWindow, qtbot: QtBot, photos: Path) -> MainWindow:
    load(window, qtbot, photos)
    return window


def trigger(window: MainWindow) -> None:
    window.actions_table.by_name["save_pictures"].trigger()


def entry(menu: QMenu) -> QAction:
    entries = menu.actions()  # kept: older Qt deletes a menu with its action's wrapper
    return next(each for each in entries if each.text() == "Save pictures…")


def gallery_menu(window: MainWindow | AuthoringPanel, monkeypatch: pytest.MonkeyPatch) -> QMenu:
    menus: list[QMenu] = []
    monkeypatch.setattr(window.gallery.view.add, "open_below", menus.append)
    window.gallery.view.more_requested.emit()
    return menus[0]


def test_that_they_are_saved_told_and_opened(
    qtbot: QtBot, loaded: MainWindow, monkeypatch: pytest.MonkeyPatch, in_folder, tmp_path: Path
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    document = loaded.session.document
    exposure = loaded.session.registry.get("exposure")().with_values(stops=-2.0)
    look = document.look
    for side in ("light", "dark"):
        look = look.with_stack(side, look.side(side).stack.append(exposure))
    document.commit(look, "Darker")
    in_folder(tmp_path / "client")
    (tmp_path / "client").mkdir()
    with qtbot.waitSignal(loaded.save_pictures.written, timeout=20000):
        trigger(loaded)
    folder = tmp_path / "client" / "untitled"
    assert sorted(path.name for path in folder.iterdir()) == ["anna.png", "ben.jpg"]
    photo, saved = (read_photo(at / "anna.png").pixels for at in (tmp_path / "photos", folder))
    hair = (photo != saved).any(axis=2)
    assert saved[hair].mean() < 0.7 * photo[hair].mean()
    assert loaded.remark.text.text() == "Pictures saved in the folder untitled: 2."
    loaded.remark.offer_button.click()
    assert opened == [str(folder)]
    qtbot.waitUntil(lambda: not loaded.save_pictures.progress.isVisible())


def test_that_the_folder_chosen_last_is_where_the_next_one_begins(
    qtbot: QtBot, loaded: MainWindow, in_folder, tmp_path: Path
) -> None:
    (tmp_path / "client").mkdir()
    in_folder(tmp_path / "client")
    with qtbot.waitSignal(loaded.save_pictures.written, timeout=20000):
        trigger(loaded)
    began = in_folder(None)
    trigger(loaded)
    assert began == [str(tmp_path / "client")]
    assert not loaded.save_pictures.busy


def test_that_without_photos_no_folder_is_asked_for(
    window: MainWindow, qtbot: QtBot, in_folder, tmp_path: Path
) -> None:
    qtbot.waitUntil(lambda: window.gallery.complete, timeout=20000)
    asked = in_folder(tmp_path)
    trigger(window)
    assert window.remark.text.text().startswith("The gallery holds no photos of your own yet")
    assert asked == []


def test_that_the_menu_of_the_gallery_offers_it_where_there_are_photos(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, in_folder, photos: Path
) -> None:
    qtbot.waitUntil(lambda: window.gallery.complete, timeout=20000)
    assert not entry(gallery_menu(window, monkeypatch)).isEnabled()
    load(window, qtbot, photos / "anna.png")
    in_folder(photos)
    with qtbot.waitSignal(window.save_pictures.written, timeout=20000):
        entry(gallery_menu(window, monkeypatch)).trigger()
    assert (photos / "untitled" / "anna.png").exists()


def test_that_the_look_and_the_position_are_those_of_when_it_was_asked_for(
    loaded: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = []

    def write(folder: Path, look: Look, photos: list[Path], *others: object) -> Pictures:
        asked.append((folder, look, photos, others[-1]))
        return Pictures(folder, len(photos), len(photos), False, (), ())

    looks: list[Look] = []

    def another_opens(*arguments: object) -> str:
        looks.append(loaded.session.document.look)
        loaded.session.new()
        return str(tmp_path)

    monkeypatch.setattr(save_pictures, "write_pictures", write)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", another_opens)
    loaded.gallery.view.auto.click()
    loaded.gallery.view.slider.set_value(25.0)
    # As where a slider is held while the shortcut is pressed.
    loaded.save_pictures.before_write.connect(lambda: loaded.effects.add_effect("dye"))
    with qtbot.waitSignal(loaded.save_pictures.written, timeout=20000):
        trigger(loaded)
    ((folder, saved, photos, position),) = asked
    (look,) = looks
    assert (folder, saved, position) == (tmp_path / "untitled", look, 0.25)
    assert [entry.effect.type_id for entry in saved.light.stack.entries] == ["dye"]
    assert sorted(path.name for path in photos) == ["anna.png", "ben.jpg"]
    assert loaded.session.document.look is not look


def test_that_a_photo_of_several_people_is_one_picture(
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    in_folder,
    party: Path,
    two_heads,
    tmp_path: Path,
) -> None:
    asked = []

    def write(folder: Path, look: Look, photos: list[Path], *others: object) -> Pictures:
        asked.append(photos)
        return Pictures(folder, 1, 1, False, (), ())

    monkeypatch.setattr(save_pictures, "write_pictures", write)
    monkeypatch.setattr(window.session.finder, "find", two_heads.find)
    load(window, qtbot, party.parent)
    in_folder(tmp_path)
    with qtbot.waitSignal(window.save_pictures.written, timeout=20000):
        trigger(window)
    assert asked == [[party]]


def test_that_what_is_left_out_is_told(
    qtbot: QtBot, loaded: MainWindow, in_folder, photos: Path, tmp_path: Path
) -> None:
    in_folder(tmp_path)
    (photos / "ben.jpg").write_bytes(b"retouched badly")
    with qtbot.waitSignal(loaded.save_pictures.written, timeout=20000):
        trigger(loaded)
    first, *others = loaded.remark.text.text().splitlines()
    assert first == "1 of 2 pictures are saved in the folder untitled. Left out:"
    assert len(others) == 1
    assert "ben.jpg" in others[0]
    for photo in photos.iterdir():
        photo.unlink()
    with qtbot.waitSignal(loaded.save_pictures.remarked, timeout=20000):
        trigger(loaded)
    first, *others = loaded.remark.text.text().splitlines()
    assert first == "No picture was saved:"
    assert len(others) == 2
    assert not loaded.remark.offer_button.isVisible()
    assert [path.name for path in tmp_path.glob("untitled*")] == ["untitled"]
    items = loaded.gallery.view.model.items
    qtbot.waitUntil(lambda: sum(item.gone for item in items()) == 2, timeout=20000)


def test_that_one_that_is_stopped_says_how_many_there_are(
    qtbot: QtBot, loaded: MainWindow, monkeypatch: pytest.MonkeyPatch, in_folder, tmp_path: Path
) -> None:
    going, written = threading.Event(), []

    def slowly(path: Path, source: Path, wear: object, control: TaskControl) -> tuple[str, ...]:
        if written:
            control.progress(0.5, "")
            assert going.wait(20)
        written.append(write_worn(path, source, wear, control))
        return ()

    monkeypatch.setattr("hairstudio.services.pictures.write_worn", slowly)
    in_folder(tmp_path)
    saving = loaded.save_pictures
    trigger(loaded)
    qtbot.waitUntil(lambda: "Pictures: 75 %" in saving.progress.label.text(), timeout=20000)
    with monkeypatch.context() as asked:
        asked.setattr(QFileDialog, "getExistingDirectory", lambda *_: pytest.fail("in vain"))
        trigger(loaded)
    assert "still being saved" in loaded.remark.text.text()
    saving.progress.stop.click()
    going.set()
    qtbot.waitUntil(lambda: "Stopped" in loaded.remark.text.text(), timeout=20000)
    text = "Stopped; 1 of 2 pictures are saved in the folder untitled."
    assert loaded.remark.text.text() == text
    assert len([*(tmp_path / "untitled").iterdir()]) == 1


def test_that_photos_of_the_last_sitting_are_saved_though_the_gallery_was_not_seen(
    qtbot: QtBot, window: MainWindow, in_folder, photos: Path, tmp_path: Path
) -> None:
    window.docks["gallery"].hide()
    window.gallery._own.forget_all()
    window.session.settings.note_gallery_source(photos)
    window.session.settings.note_gallery_source(tmp_path / "drive" / "away.jpg")
    in_folder(tmp_path)
    with qtbot.waitSignal(window.save_pictures.written, timeout=20000):
        trigger(window)
    first, *others = window.remark.text.text().splitlines()
    assert first == "2 of 2 pictures are saved in the folder untitled. Left out:"
    assert len(others) == 1
    assert "away.jpg is not there" in others[0]


def test_that_photos_that_are_still_being_looked_into_are_saved_too(
    qtbot: QtBot, window: MainWindow, in_folder, photos: Path, tmp_path: Path
) -> None:
    chris = (photos / "anna.png").rename(tmp_path / "chris.png")
    load(window, qtbot, chris)
    window.session.settings.note_gallery_source(photos)
    in_folder(tmp_path)
    with qtbot.waitSignal(window.save_pictures.written, timeout=20000):
        window.gallery.load(photos)
        trigger(window)
    saved = sorted(path.name for path in (tmp_path / "untitled").iterdir())
    assert saved == ["ben.jpg", "chris.png"]


def test_that_a_panel_inside_another_program_saves_them(
    qtbot: QtBot,
    places: Places,
    monkeypatch: pytest.MonkeyPatch,
    in_folder,
    photos: Path,
    tmp_path: Path,
) -> None:
    panel = AuthoringPanel(places=places)
    qtbot.addWidget(panel, before_close_func=AuthoringPanel.shut_down)
    panel.show()
    load(panel, qtbot, photos)
    in_folder(tmp_path)
    with qtbot.waitSignal(panel.save_pictures.written, timeout=20000):
        entry(gallery_menu(panel, monkeypatch)).trigger()
    assert panel.remark.text.text() == "Pictures saved in the folder untitled: 2."
    saved = sorted(path.name for path in (tmp_path / "untitled").iterdir())
    assert saved == ["anna.png", "ben.jpg"]
