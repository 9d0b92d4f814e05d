"""What comes to the gallery by drag and drop beside photos, and heads that leave it so."""

from __future__ import annotations

import weakref
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QDragLeaveEvent, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hairsdk.images import read_photo
from hairstudio.core.references import reference_path
from hairstudio.services.heads import Head
from hairstudio.views.main_window import MainWindow
from hairstudio.views.widgets.drop_frame import DropFrame
from hairstudio.views.widgets.head_data import HeadData


@pytest.fixture
def loaded(qtbot: QtBot, window: MainWindow) -> MainWindow:
    qtbot.waitUntil(lambda: not window.gallery.busy, timeout=20000)
    return window


def head_called(window: MainWindow, name: str) -> Head:
    return next(head for head in window.gallery.heads() if head.name == name)


def test_that_the_mouse_drags_a_head_with_its_picture_onto_a_reference(
    qtbot: QtBot, loaded: MainWindow, settled, drop_data, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, document = loaded, loaded.session.document
    dark = window.compare.slots["dark"].viewer
    taken: list[QPoint] = []

    def let_go(drag: QDrag, _action: Qt.DropAction) -> None:
        taken.append(drag.hotSpot())
        assert drag.pixmap().deviceIndependentSize().width() <= 96
        drop_data(dark, drag.mimeData())

    monkeypatch.setattr(QDrag, "exec", let_go)
    shown = window.gallery.view.list
    row = [item.name for item in window.gallery.view.model.items()].index("Brown bun")
    place = shown.visualRect(shown.model().index(row, 0)).topLeft() + QPoint(12, 8)
    over = window.gallery.progress
    window.gallery._on_looking(0.5, "anna.png")
    qtbot.waitUntil(lambda: over.geometry().contains(shown.viewport().mapToParent(place)))
    left, steps = Qt.MouseButton.LeftButton, document.undo_stack.count()
    assert shown.childAt(shown.viewport().mapToParent(place)) is shown.viewport()
    qtbot.mousePress(shown.viewport(), left, pos=place)
    for far in (0, 10, 20):
        qtbot.mouseMove(shown.viewport(), place - QPoint(0, far))
    qtbot.mouseRelease(shown.viewport(), left, pos=place)
    settled(window.session)
    assert len(taken) == 1
    assert document.look.dark.reference.builtin == "brown_bun_2007"
    assert document.look.light.reference.name == "White bob"
    assert document.undo_stack.count() == steps + 1


def test_that_a_dragged_head_is_the_person_it_shows(
    qtbot: QtBot, loaded: MainWindow, settled, drop_data, two_heads, party: Path
) -> None:
    window = loaded
    window.session.finder.find = two_heads.find
    window.gallery.load(party)
    qtbot.waitUntil(lambda: not window.gallery.busy, timeout=20000)
    smaller = head_called(window, "party (2)")
    drop_data(window.compare.slots["light"].viewer, HeadData(smaller))
    settled(window.session)
    document = window.session.document
    assert document.look.light.reference.intensity == pytest.approx(smaller.intensity, abs=0.01)
    drop_data(window.compare.goal, HeadData(smaller))
    qtbot.waitUntil(lambda: document.look.goal is not None, timeout=20000)
    assert document.look.goal == pytest.approx(3 * (smaller.intensity,), abs=0.01)


def test_that_a_dragged_head_is_its_photo_elsewhere_and_does_not_join_the_gallery_twice(
    qtbot: QtBot, loaded: MainWindow, drop_data
) -> None:
    data = HeadData(head_called(loaded, "White bob"))
    assert [url.toLocalFile() for url in data.urls()] == [str(reference_path("white_bob_2033"))]
    assert not drop_data(loaded.gallery, data)
    assert loaded.session.settings.gallery_sources == ()


def test_that_gallery_and_goal_are_framed_while_what_they_take_is_held_over_them(
    loaded: MainWindow, hold, photo, tmp_path: Path
) -> None:
    (notes := tmp_path / "notes.hairlook").write_text("a look is for the window")
    for panel in (loaded.gallery, loaded.compare.goal):
        frame = panel.findChild(DropFrame)
        for path, framed in ((photo("anna.png", 60), True), (notes, False)):
            data = QMimeData()
            data.setUrls([QUrl.fromLocalFile(str(path))])
            hold(panel, data)
            assert frame.isVisible() == framed
            QApplication.sendEvent(panel, QDragLeaveEvent())
            assert not frame.isVisible()


def test_that_a_look_among_photos_is_opened_as_they_join_the_gallery(
    qtbot: QtBot, loaded: MainWindow, settled, drop, photo, tmp_path: Path
) -> None:
    session = loaded.session
    assert session.save(tmp_path / "rust.hairlook")
    settled(session)
    session.new()
    settled(session)
    drop(loaded.gallery, photo("anna.png", 60), tmp_path / "rust.hairlook")
    qtbot.waitUntil(lambda: session.document.path == tmp_path / "rust.hairlook", timeout=20000)
    qtbot.waitUntil(lambda: not loaded.gallery.busy, timeout=20000)
    assert head_called(loaded, "anna")


def test_that_a_picture_without_a_file_is_kept_in_the_gallery(
    qtbot: QtBot, loaded: MainWindow, drop_data
) -> None:
    image = QImage(64, 48, QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.darkRed)
    data = QMimeData()
    data.setImageData(image)
    data.setUrls([QUrl("https://example.com/portrait.jpg")])
    assert drop_data(loaded.gallery, data)
    folder = loaded.session.places.looks / "Snapshots"
    qtbot.waitUntil(lambda: loaded.session.settings.gallery_sources == (folder,), timeout=20000)
    [path] = folder.iterdir()
    assert path.name.startswith("Picture ")
    assert np.array_equal(read_photo(path).rgb[0, 0], (128, 0, 0))
    assert loaded.gallery.remark.text.text() == f"Kept in the gallery: {path}"


@pytest.mark.parametrize("place", ["gallery", "light"])
def test_that_an_address_without_its_picture_says_what_to_do(
    loaded: MainWindow, drop_data, place: str
) -> None:
    slot = loaded.compare.slots["light"]
    target, told = {
        "gallery": (loaded.gallery, loaded.gallery.remark.text),
        "light": (slot.viewer, slot.remark),
    }[place]
    data = QMimeData()
    data.setUrls([QUrl("https://example.com/portrait.jpg")])
    assert drop_data(target, data)
    assert "save it in the browser" in told.text()
    assert QApplication.activeModalWidget() is None


def test_that_of_very_many_dropped_photos_the_first_are_looked_at_and_what_to_do_is_said(
    qtbot: QtBot, loaded: MainWindow, drop, monkeypatch: pytest.MonkeyPatch, photo
) -> None:
    monkeypatch.setattr("hairstudio.services.own_heads.MOST", 2)
    gallery = loaded.gallery
    drop(gallery, *(photo(f"{name}.png", 90) for name in ("anna", "berta", "cleo")))
    told = "Of 3 photos the first 2 are looked at; drop the others after these"
    assert gallery.remark.text.text() == told
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    names = {head.name for head in gallery.heads()}
    assert names > {"anna", "berta"} and "cleo" not in names


def test_that_heads_that_are_pointed_at_stay_where_they_are_until_the_pointer_leaves(
    qtbot: QtBot, loaded: MainWindow, photo
) -> None:
    gallery = loaded.gallery
    shown = gallery.view.list

    def names() -> list[str]:
        return [item.name for item in gallery.view.model.items()]

    before = names()
    gallery.view.choose(before.index("Brown bun"))
    shown.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    gallery.load(photo("anna.png", 60), photo("berta.png", 90))
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    assert names() == [*before, "anna", "berta"]
    shown.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    QApplication.sendEvent(shown, QEvent(QEvent.Type.Leave))
    assert names() == [head.name for head in gallery.heads()] != [*before, "anna", "berta"]
    assert names()[gallery.view.chosen()] == "Brown bun"


def test_that_heads_stay_where_they_are_while_others_are_looked_for(
    qtbot: QtBot, loaded: MainWindow, photo
) -> None:
    gallery, model = loaded.gallery, loaded.gallery.view.model
    before = [item.name for item in model.items()]
    orders: list[list[str]] = []
    model.rowsInserted.connect(lambda *_: orders.append([item.name for item in model.items()]))
    gallery.load(photo("anna.png", 60), photo("berta.png", 90))
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    assert orders[0] == [*before, "anna"]
    assert [item.name for item in model.items()] == [head.name for head in gallery.heads()]


def test_that_heads_of_a_folder_are_shown_as_they_are_found(
    qtbot: QtBot, loaded: MainWindow, photo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hairstudio.services.own_heads._PAUSE_S", 0.0)
    gallery, own = loaded.gallery, loaded.gallery._own
    for number, name in enumerate(("anna", "berta", "cleo")):
        photo(f"{name}.png", 60 + 30 * number)
    steps: list[tuple[float, str, int]] = []
    own.looking.connect(lambda share, name: steps.append((share, name, len(own.heads()))))
    gallery.load(tmp_path)
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    assert [name for _, name, _ in steps] == ["anna.png", "berta.png", "cleo.png", ""]
    assert [share for share, _, _ in steps] == pytest.approx([0, 1 / 3, 2 / 3, 1])
    assert [heads for _, _, heads in steps] == [0, 1, 2, 3]


def test_that_of_many_heads_all_are_painted_those_in_sight_first(
    qtbot: QtBot, loaded: MainWindow, settled, photo, monkeypatch: pytest.MonkeyPatch
) -> None:
    gallery, view = loaded.gallery, loaded.gallery.view
    gallery.load(*(photo(f"{number}.png", 60 + 5 * number) for number in range(5)))
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    monkeypatch.setattr("hairstudio.views.panels.gallery._AT_ONCE", 7)
    monkeypatch.setattr(view, "rows_in_sight", lambda: [16, 17])
    before, painted = view.model.items(), []
    gallery._job.done.connect(lambda request, _: painted.append(request.heads))
    loaded.effects.add_effect("exposure")
    settled(loaded.session)
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    assert painted[0][:2] == gallery.heads()[16:18]
    assert {*painted[-3], *painted[-2], *painted[-1]} == {*gallery.heads()}
    assert not {*before} & {*view.model.items()}


def test_that_del_removes_photos_one_after_another_and_no_folder(
    qtbot: QtBot, loaded: MainWindow, photo, tmp_path: Path
) -> None:
    gallery, view = loaded.gallery, loaded.gallery.view
    (folder := tmp_path / "shoot").mkdir()
    photo("shoot/cleo.png", 200)
    gallery.load(photo("anna.png", 1), photo("berta.png", 2), folder)
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)

    def names() -> list[str]:
        return [item.name for item in view.model.items()]

    loaded.activateWindow()
    qtbot.waitUntil(loaded.isActiveWindow)
    view.choose(names().index("anna"))
    view.auto.setFocus()
    qtbot.keyClick(view.auto, Qt.Key.Key_Delete)
    assert "anna" in names(), "another control has the focus"
    anna = weakref.ref(head_called(loaded, "anna"))
    view.list.setFocus()
    for _ in range(2):
        qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    assert not {"anna", "berta"} & {*names()}
    qtbot.waitUntil(lambda: anna() is None)  # its pictures go with it
    view.choose(names().index("cleo"))
    qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    assert "cleo" in names()
    assert gallery.remark.text.text() == "This head is of the folder shoot, which its menu removes"
    assert loaded.session.settings.gallery_sources == (folder,)


def test_that_ctrl_v_adds_to_the_gallery_what_is_copied_while_keys_go_there(
    qtbot: QtBot, loaded: MainWindow, photo
) -> None:
    gallery, reference = loaded.gallery, loaded.session.document.look.light.reference
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo("anna.png", 60)))])
    QApplication.clipboard().setMimeData(data)
    gallery.view.list.setFocus()
    loaded.actions_table.by_name["paste"].trigger()
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    assert head_called(loaded, "anna")
    assert loaded.session.document.look.light.reference is reference
    QApplication.clipboard().setText("words")
    loaded.actions_table.by_name["paste"].trigger()
    assert "holds no photo" in loaded.remark.text.text()
