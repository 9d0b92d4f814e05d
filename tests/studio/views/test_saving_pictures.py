"""A reference or a head of the gallery, saved with the look on it: from the menus to the file."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QSize
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from hairsdk.files import write_bytes
from hairsdk.images import Photo, read_photo, write_photo
from hairstudio import AuthoringPanel
from hairstudio.core.references import load_reference
from hairstudio.document.look import Look, SideName
from hairstudio.services import picture
from hairstudio.services.places import Places
from hairstudio.views import save_picture
from hairstudio.views.dialogs.question import Answer
from hairstudio.views.main_window import MainWindow

LIGHT = "white_bob_2033"


@pytest.fixture
def anna(tmp_path: Path) -> Path:
    """A photo on the artist's disk."""
    path = tmp_path / "anna.tif"
    write_photo(path, Photo(load_reference("grey_ponytail_2044").image[::3, ::3]))
    return path


def trigger(menu: QMenu, text: str = "Save picture…") -> None:
    entries = menu.actions()  # kept: older Qt deletes a menu with its action's wrapper
    next(each for each in entries if each.text() == text).trigger()


def darken(window: MainWindow, side: SideName) -> None:
    document = window.session.document
    exposure = window.session.registry.get("exposure")().with_values(stops=-2.0)
    stack = document.look.side(side).stack.append(exposure)
    document.commit(document.look.with_stack(side, stack), "Darker")


def test_that_the_active_reference_is_saved_told_and_opened(
    qtbot: QtBot,
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    chosen,
    tmp_path: Path,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    proposed = chosen(tmp_path / "client")
    with qtbot.waitSignal(window.save_picture.written, timeout=20000):
        window.actions_table.by_name["save_picture"].trigger()
    assert [Path(each).name for each in proposed] == ["White bob-untitled.jpg"]
    head = load_reference(LIGHT).image
    saved = read_photo(tmp_path / "client.jpg").rgb
    assert np.abs(saved.astype(int) - head).mean() < 3
    assert window.remark.text.text() == "client.jpg is saved."
    window.remark.offer_button.click()
    assert opened == [str(tmp_path / "client.jpg")]
    qtbot.waitUntil(lambda: not window.save_picture.progress.isVisible())


def test_that_the_menu_of_a_slot_saves_its_photo_with_strokes_that_are_on_their_way(
    qtbot: QtBot, window: MainWindow, settled, chosen, anna: Path
) -> None:
    references = window.session.references
    references.take("dark", anna)
    settled(window.session)
    darken(window, "dark")
    mask = np.zeros_like(window.session.document.look.dark.reference.mask)
    mask[100:150] = 1.0
    references.set_mask("dark", mask, "Paint mask")
    proposed = chosen(anna.with_name("client.png"))
    with qtbot.waitSignal(window.save_picture.written, timeout=20000):
        trigger(window.compare.slots["dark"].build_menu())
    assert proposed == [str(anna.with_name("anna-untitled.tif"))]
    photo, saved = read_photo(anna).pixels, read_photo(anna.with_name("client.png")).pixels
    changed = (photo != saved).any(axis=2)
    assert changed[100:150].any()
    assert not changed[:100].any()
    assert not changed[150:].any()


@pytest.mark.parametrize("own", [False, True])
def test_that_the_menu_of_a_head_saves_it(
    qtbot: QtBot, window: MainWindow, chosen, anna: Path, own: bool
) -> None:
    gallery = window.gallery
    if own:
        gallery.load(anna.parent)
    qtbot.waitUntil(lambda: gallery.complete and not gallery.busy, timeout=20000)
    names = [head.name for head in gallery._shown]
    proposed = chosen(anna.with_name("client.jpg"))
    row = names.index("anna" if own else "Brown bun")
    with qtbot.waitSignal(window.save_picture.written, timeout=20000):
        trigger(gallery.head_menu(row))
    saved = read_photo(anna.with_name("client.jpg"))
    if own:
        assert proposed == [str(anna.with_name("anna-untitled.tif"))]
        assert saved.pixels.shape == read_photo(anna).pixels.shape
    else:
        assert [Path(each).name for each in proposed] == ["Brown bun-untitled.jpg"]
        assert saved.pixels.shape == load_reference("brown_bun_2007").image.shape


def test_that_each_person_in_a_photo_of_the_gallery_is_saved_as_another_picture(
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    chosen,
    party: Path,
    two_heads,
    tmp_path: Path,
) -> None:
    people = []

    def write(*arguments: object, person: int, **named: object) -> tuple[str, ...]:
        people.append(person)
        return ()

    monkeypatch.setattr(save_picture, "write_picture", write)
    monkeypatch.setattr(window.session.finder, "find", two_heads.find)
    gallery = window.gallery
    gallery.load(party.parent)
    qtbot.waitUntil(lambda: gallery.complete and not gallery.busy, timeout=20000)
    names = [head.name for head in gallery._shown]
    proposed = chosen(tmp_path / "client.png")
    for name in ("party (1)", "party (2)"):
        with qtbot.waitSignal(window.save_picture.written, timeout=20000):
            trigger(gallery.head_menu(names.index(name)))
    assert people == [0, 1]
    assert [Path(each).name for each in proposed] == [
        "party (1)-untitled.png",
        "party (2)-untitled.png",
    ]


def test_that_a_head_is_saved_at_the_position_that_the_gallery_shows_it_at(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, chosen, tmp_path: Path
) -> None:
    positions = []

    def write(*arguments: object, position: float | None, **named: object) -> tuple[str, ...]:
        positions.append(position)
        return ()

    monkeypatch.setattr(save_picture, "write_picture", write)
    chosen(tmp_path / "client.jpg")
    gallery = window.gallery
    qtbot.waitUntil(lambda: gallery.complete and not gallery.busy, timeout=20000)
    gallery.view.slider.set_value(25.0)
    for _ in range(2):
        gallery.view.auto.click()
        with qtbot.waitSignal(window.save_picture.written, timeout=20000):
            trigger(gallery.head_menu(0))
    assert positions == [0.25, None]


def test_that_the_look_is_saved_that_was_open_when_it_was_asked_for(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    looks = []

    def write(path: Path, look: Look, *arguments: object, **named: object) -> tuple[str, ...]:
        looks.append(look)
        return ()

    def another_opens(*arguments: object) -> tuple[str, str]:
        window.session.new()
        return str(tmp_path / "client.jpg"), ""

    monkeypatch.setattr(save_picture, "write_picture", write)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", another_opens)
    look = window.session.document.look
    with qtbot.waitSignal(window.save_picture.written, timeout=20000):
        window.save_picture.reference_dialog("light")
    assert looks == [look]
    assert window.session.document.look is not look


def test_that_an_empty_slot_has_no_picture_to_save(window: MainWindow, settled) -> None:
    window.session.references.clear("dark")
    settled(window.session)
    entries = (menu := window.compare.slots["dark"].build_menu()).actions()
    assert not next(each for each in entries if each.text() == "Save picture…").isEnabled()
    menu.deleteLater()
    action = window.actions_table.by_name["save_picture"]
    assert action.isEnabled()
    window.state.set_side("dark")
    assert not action.isEnabled()


@pytest.mark.parametrize("answer", [Answer.Yes, Answer.Cancel])
def test_that_the_photo_itself_is_replaced_only_where_the_artist_says_so(
    qtbot: QtBot,
    window: MainWindow,
    settled,
    answering,
    chosen,
    anna: Path,
    answer: Answer,
) -> None:
    window.session.references.take("light", anna)
    settled(window.session)
    darken(window, "light")
    before, asked = anna.read_bytes(), answering(answer)
    chosen(anna)
    window.save_picture.reference_dialog("light")
    qtbot.waitUntil(lambda: not window.save_picture._task.busy, timeout=20000)
    assert [text.splitlines()[0] for text in asked] == ["“anna.tif” is the photo itself."]
    assert (anna.read_bytes() == before) == (answer == Answer.Cancel)


def test_that_a_picture_nobody_was_asked_about_is_not_replaced(
    window: MainWindow, chosen, tmp_path: Path
) -> None:
    (tmp_path / "client.jpg").write_bytes(b"of last week")
    chosen(tmp_path / "client")
    window.save_picture.reference_dialog("light")
    assert "“client.jpg” already" in window.remark.text.text()
    window.session.pool.waitForDone()
    assert (tmp_path / "client.jpg").read_bytes() == b"of last week"


def test_that_what_a_name_may_not_hold_is_not_proposed(
    qtbot: QtBot, window: MainWindow, chosen, settled, tmp_path: Path
) -> None:
    pixels = load_reference(LIGHT).image[::4, ::4].copy()
    window.session.references.take("light", pixels, "c/d: a?")
    settled(window.session)
    proposed = chosen(tmp_path / "client.jpg")
    with qtbot.waitSignal(window.save_picture.written, timeout=20000):
        window.save_picture.reference_dialog("light")
    assert [Path(each).name for each in proposed] == ["c-d- a--untitled.jpg"]
    assert "file is not known" in window.remark.text.text()


def test_that_it_is_stopped_in_the_status_bar(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, chosen, tmp_path: Path
) -> None:
    going = threading.Event()

    def write(path: Path, *arguments: object, **named: object) -> tuple[str, ...]:
        control = arguments[-1]
        control.progress(0.5, path.name)
        assert going.wait(20)
        control.progress(0.6)
        path.write_bytes(b"")
        return ()

    monkeypatch.setattr(save_picture, "write_picture", write)
    qtbot.waitUntil(lambda: window.gallery.complete and not window.gallery.busy, timeout=20000)
    chosen(tmp_path / "client.jpg")
    saving = window.save_picture
    saving.reference_dialog("light")
    qtbot.waitUntil(lambda: "50 %" in saving.progress.label.text(), timeout=10000)
    assert saving.progress.label.text() == "Picture: 50 %   client.jpg"
    with monkeypatch.context() as asked:
        asked.setattr(QFileDialog, "getSaveFileName", lambda *_: pytest.fail("a name in vain"))
        saving.reference_dialog("dark")
        assert "still being saved" in window.remark.text.text()
        window.remark.clear()
        trigger(window.gallery.head_menu(0))
    assert "still being saved" in window.remark.text.text()
    assert saving.progress.stop.isEnabled()
    saving.progress.stop.click()
    assert not saving.progress.stop.isEnabled()
    going.set()
    qtbot.waitUntil(lambda: "Stopped" in window.remark.text.text(), timeout=10000)
    assert not saving.progress.isVisible()
    assert not (tmp_path / "client.jpg").exists()
    saving.reference_dialog("light")
    assert saving.progress.stop.isEnabled()
    with qtbot.waitSignal(saving.written, timeout=10000):
        pass


@pytest.mark.parametrize("answer", ["Close", "Cancel"])
def test_that_closing_in_the_middle_asks_and_cancel_lets_it_be_finished(
    qtbot: QtBot,
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    chosen,
    tmp_path: Path,
    answer: str,
) -> None:
    path, going, asked = tmp_path / "client.jpg", threading.Event(), []

    def write(path: Path, data: bytes) -> None:
        assert going.wait(20)
        write_bytes(path, data)

    def reply(box: QMessageBox) -> QMessageBox.StandardButton:
        asked.append(box.text())
        going.set()
        return QMessageBox.StandardButton[answer]

    monkeypatch.setattr(picture, "write_bytes", write)
    monkeypatch.setattr(QMessageBox, "exec", reply)
    chosen(path)
    window.save_picture.reference_dialog("light")
    assert window.close() == (answer == "Close")
    assert asked == ["Files are still being written."]
    if answer == "Cancel":
        qtbot.waitUntil(lambda: "is saved" in window.remark.text.text(), timeout=20000)
        assert window.close()
        assert len(asked) == 1
        assert path.exists()


def test_that_stop_pressed_while_the_file_is_written_stops_nothing(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, chosen, tmp_path: Path
) -> None:
    def pressed_late(path: Path, data: bytes) -> None:
        window.save_picture._task.cancel()
        write_bytes(path, data)

    monkeypatch.setattr(picture, "write_bytes", pressed_late)
    chosen(tmp_path / "client.jpg")
    with qtbot.waitSignal(window.save_picture.written, timeout=20000):
        window.save_picture.reference_dialog("light")
    assert window.remark.text.text() == "client.jpg is saved."
    assert (tmp_path / "client.jpg").exists()


def test_that_a_disk_that_takes_nothing_is_told(
    qtbot: QtBot, window: MainWindow, broken_disk, chosen, tmp_path: Path
) -> None:
    words = broken_disk()
    chosen(tmp_path / "client.jpg")
    window.save_picture.reference_dialog("light")
    qtbot.waitUntil(lambda: words in window.remark.text.text(), timeout=20000)
    assert not (tmp_path / "client.jpg").exists()


def test_that_too_little_memory_is_told(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, chosen, tmp_path: Path
) -> None:
    def exhausted(*arguments: object) -> None:
        raise MemoryError

    chosen(tmp_path / "client.jpg")
    monkeypatch.setattr(picture, "encode_photo", exhausted)
    window.save_picture.reference_dialog("light")
    qtbot.waitUntil(lambda: "not enough memory" in window.remark.text.text(), timeout=20000)
    assert not (tmp_path / "client.jpg").exists()


def test_that_a_panel_inside_another_program_saves_pictures(
    qtbot: QtBot, places: Places, chosen, tmp_path: Path
) -> None:
    panel = AuthoringPanel(places=places)
    qtbot.addWidget(panel, before_close_func=AuthoringPanel.shut_down)
    panel.show()
    qtbot.waitUntil(lambda: not panel.gallery.busy, timeout=20000)
    menus = {
        "slot.jpg": panel.compare.slots["dark"].build_menu(),
        "head.jpg": panel.gallery.head_menu(1),
    }
    for name, menu in menus.items():
        chosen(tmp_path / name)
        with qtbot.waitSignal(panel.save_picture.written, timeout=20000):
            trigger(menu)
        assert (tmp_path / name).exists()
        assert panel.remark.text.text() == f"{name} is saved."


def test_that_pictures_of_a_panel_stay_where_they_are_while_one_is_saved(
    qtbot: QtBot, places: Places
) -> None:
    panel = AuthoringPanel(places=places)
    qtbot.addWidget(panel, before_close_func=AuthoringPanel.shut_down)
    panel.show()
    qtbot.waitUntil(lambda: not panel.gallery.busy, timeout=20000)
    viewer, progress = panel.compare.slots["light"].viewer, panel.save_picture.progress

    def place() -> tuple[QPoint, QSize]:
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        return viewer.mapTo(panel, QPoint()), viewer.size()

    before = place()
    progress.tell(0.5, "client.jpg")
    assert place() == before
    assert progress.isVisible()
