"""The slots: photos in, masks corrected, trouble told."""

from __future__ import annotations

import warnings
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QGuiApplication,
    QImage,
)
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hairsdk.images import Photo, write_mask, write_photo
from hairstudio.views.dialogs.question import Answer
from hairstudio.views.main_window import MainWindow
from hairstudio.views.widgets.viewer import CompareViewer
from hairstudio.views.widgets.viewer.geometry import Viewport

Left = Qt.MouseButton.LeftButton


def paint_stroke(qtbot: QtBot, viewer, start: QPoint, end: QPoint) -> None:  # type: ignore[no-untyped-def]
    qtbot.mousePress(viewer, Left, pos=start)
    for step in range(1, 6):
        qtbot.mouseMove(viewer, start + (end - start) * step / 5)
    qtbot.mouseRelease(viewer, Left, pos=end)


def test_that_brush_and_eraser_correct_the_mask_and_undo_takes_it_back(
    qtbot: QtBot, window: MainWindow, settled, photo
) -> None:
    session = window.session
    session.references.take("light", photo("light.png", 200, (200, 300)))
    settled(session)
    before = session.document.look.light.reference
    steps = session.document.undo_stack.count()
    viewer = window.compare.slots["light"].viewer
    qtbot.mouseClick(window.compare.tools.brush, Left)
    assert viewer.tool() == "brush"
    geometry = viewer.geometry_at(None)
    low = geometry.to_widget(60, 170).toPoint()
    right = geometry.to_widget(240, 170).toPoint()
    paint_stroke(qtbot, viewer, low, right)
    settled(session)
    painted = session.document.look.light.reference
    assert painted.mask[170, 150] == 1.0
    assert before.mask[170, 150] == 0.0
    assert painted.corrected
    qtbot.mouseClick(window.compare.tools.eraser, Left)
    high, far = geometry.to_widget(60, 40).toPoint(), geometry.to_widget(240, 40).toPoint()
    paint_stroke(qtbot, viewer, high, far)
    settled(session)
    erased = session.document.look.light.reference
    assert erased.mask[40, 150] == 0.0
    assert erased.mask[170, 150] == 1.0
    assert erased.intensity == pytest.approx(before.intensity, abs=0.05)
    assert session.document.undo_stack.count() == steps + 2
    window.undo()
    window.undo()
    assert session.document.look.light.reference is before
    assert np.array_equal(viewer.mask(), before.mask)


def test_that_a_stroke_on_its_way_is_what_undo_takes_back_and_closing_asks_about(
    qtbot: QtBot,
    window: MainWindow,
    settled,
    photo,
    answering,
    tmp_path: Path,
) -> None:
    session = window.session
    session.references.take("light", photo("light.png", 200, (200, 300)))
    settled(session)
    qtbot.mouseClick(window.compare.tools.brush, Left)
    viewer = window.compare.slots["light"].viewer
    geometry = viewer.geometry_at(None)

    def stroke(row: int) -> None:
        ends = geometry.to_widget(60, row).toPoint(), geometry.to_widget(240, row).toPoint()
        paint_stroke(qtbot, viewer, *ends)

    stroke(150)
    settled(session)
    first, steps = session.document.look.light.reference, session.document.undo_stack.index()
    stroke(180)
    assert session.references.painting
    window.undo()
    assert session.document.look.light.reference is first
    assert session.document.undo_stack.index() == steps
    assert session.document.undo_stack.canRedo()
    with qtbot.waitSignal(session.saved, timeout=20000):
        session.save(tmp_path / "a.hairlook")
    asked = answering(Answer.Cancel)
    stroke(120)
    stroke(190)
    assert session.references.painting and not session.document.dirty
    assert not window.close()
    assert len(asked) == 1
    assert session.document.look.light.reference.mask[190, 150] == 1.0


def test_that_undo_takes_back_the_very_first_stroke_while_it_is_drawn(
    qtbot: QtBot, window: MainWindow, settled
) -> None:
    document, viewer = window.session.document, window.compare.slots["light"].viewer
    mask, undo = document.look.light.reference.mask, window.actions_table.by_name["undo"]
    window.state.set_tool("brush")
    assert not undo.isEnabled()
    qtbot.mousePress(viewer, Left, pos=viewer.rect().center())
    assert undo.isEnabled()
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert not undo.isEnabled()
    qtbot.mousePress(viewer, Left, pos=viewer.rect().center())
    qtbot.keyClick(viewer, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert np.array_equal(document.look.light.reference.mask, mask)
    assert document.undo_stack.count() == 1
    assert not undo.isEnabled()
    qtbot.mouseRelease(viewer, Left)
    settled(window.session)
    assert np.array_equal(viewer.mask(), mask)


def test_that_a_stroke_that_is_broken_off_leaves_the_mask_of_the_document(
    qtbot: QtBot, window: MainWindow, settled
) -> None:
    document, viewer = window.session.document, window.compare.slots["light"].viewer
    before = document.look.light.reference
    middle = viewer.rect().center()
    window.state.set_tool("brush")
    qtbot.mousePress(viewer, Left, pos=middle)
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    qtbot.mouseRelease(viewer, Left, pos=middle)
    settled(window.session)
    assert document.look.light.reference is before
    assert viewer.mask() is before.mask
    qtbot.mousePress(viewer, Left, pos=middle)
    window.undo()
    assert document.look.light.reference is before
    assert document.undo_stack.canRedo()
    qtbot.mouseRelease(viewer, Left, pos=middle)
    settled(window.session)
    assert viewer.mask() is before.mask


@pytest.mark.parametrize("size", [(200, 300), (120, 90)], ids=["same size", "another size"])
def test_that_a_photo_that_arrives_ends_the_stroke_on_the_one_before(
    qtbot: QtBot, window: MainWindow, settled, photo, size: tuple[int, int]
) -> None:
    session = window.session
    session.references.take("light", photo("first.png", 200, (200, 300)))
    settled(session)
    steps = session.document.undo_stack.count()
    window.state.set_tool("brush")
    viewer = window.compare.slots["light"].viewer
    low = viewer.geometry_at(None).to_widget(150, 180).toPoint()
    qtbot.mousePress(viewer, Left, pos=low)
    session.references.take("light", photo("second.png", 90, size))
    settled(session)
    qtbot.mouseMove(viewer, low + QPoint(20, 0))
    qtbot.mouseRelease(viewer, Left, pos=low + QPoint(20, 0))
    settled(session)
    reference = session.document.look.light.reference
    assert reference.name == "second"
    np.testing.assert_array_equal(reference.mask, reference.found)
    assert viewer.mask() is reference.mask
    assert session.document.undo_stack.count() == steps + 1


def test_that_a_photo_on_its_way_is_what_undo_takes_back_and_closing_asks_about(
    qtbot: QtBot, window: MainWindow, photo, answering
) -> None:
    session = window.session
    before = session.document.look.light.reference
    session.references.take("light", photo("light.png", 200, (200, 300)))
    assert session.references.busy("light")
    window.undo()
    assert session.document.look.light.reference is before
    assert session.document.undo_stack.canRedo()
    session.document.undo_stack.setClean()
    asked = answering(Answer.Cancel)
    session.references.take("dark", photo("dark.png", 40, (200, 300)))
    assert not session.document.dirty
    assert not window.close()
    assert len(asked) == 1
    assert session.document.look.dark.reference.name == "dark"


def test_that_undo_and_redo_in_a_row_show_no_photo_with_the_mask_of_another(
    window: MainWindow, settled, photo
) -> None:
    session, viewer = window.session, window.compare.slots["light"].viewer
    session.references.take("light", photo("large.png", 200, (2000, 3000)))
    settled(session)
    session.references.take("light", photo("small.png", 200, (200, 300)))
    settled(session)
    viewer.show_mask(True)
    # The corner that the small photo does not have.
    viewer.set_view(Viewport(0.5, (0.9, 0.9)))
    for step in (window.undo, window.redo, window.undo, window.redo):
        step()
        reference = session.document.look.light.reference
        assert viewer.image_size() == reference.image.shape[1::-1]
        assert viewer.mask() is reference.mask
        viewer.grab()


def test_that_what_was_said_of_a_photo_goes_with_it(
    qtbot: QtBot, window: MainWindow, settled, photo
) -> None:
    session, slot = window.session, window.compare.slots["light"]
    session.references.take("light", photo("light.png", 200, (200, 300)))
    settled(session)
    session.references.take("light", np.zeros((200, 300, 3), np.uint8))
    settled(session)
    assert "No hair was found" in slot.remark.text()
    window.undo()
    assert not slot.remark.isVisible()


def test_that_brush_keys_change_its_size(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    before = window.state.radius
    qtbot.keyClick(window, Qt.Key.Key_B)
    assert window.state.tool == "brush"
    assert window.compare.tools.brush_box.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_BracketRight)
    assert window.state.radius > before
    assert window.compare.slots["dark"].viewer.brush.radius == window.state.radius
    qtbot.keyClick(window, Qt.Key.Key_BracketLeft)
    assert window.state.radius == pytest.approx(before)
    qtbot.keyClick(window, Qt.Key.Key_E)
    assert window.state.tool == "eraser"
    assert window.compare.slots["dark"].viewer.brush.erase
    qtbot.keyClick(window, Qt.Key.Key_E)
    assert window.state.tool == "none"
    assert not window.compare.tools.brush_box.isVisible()


def test_that_size_and_hardness_of_the_brush_do_not_touch_each_other(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.state.set_tool("brush")
    window.state.set_brush(312.7, 0.5)
    qtbot.keyClick(window.compare.tools.hardness_slider, Qt.Key.Key_End)
    assert (window.state.radius, window.state.hardness) == (312.7, 1.0)
    qtbot.keyClick(window.compare.tools.size_slider, Qt.Key.Key_Home)
    assert (window.state.radius, window.state.hardness) == (1.0, 1.0)
    assert window.compare.tools.size_slider.accessibleDescription() == "1 pixel"
    qtbot.keyClick(window.compare.tools.size_slider, Qt.Key.Key_End)
    assert (window.state.radius, window.state.hardness) == (400.0, 1.0)
    window.state.set_brush(20.0, 1.0)
    size = window.compare.tools.size_slider
    assert 0.4 < size.value() / size.maximum() < 0.6, "small brushes have room on the slider"
    assert size.toolTip() == "Brush size ([ and ]): 20 pixels"
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_BraceLeft)
    assert window.state.hardness == pytest.approx(0.9)
    assert window.compare.slots["light"].viewer.brush.hardness == pytest.approx(0.9)
    assert window.compare.tools.hardness_slider.value() == 90


def test_that_taking_the_brush_does_not_widen_a_small_window(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(1024, 700)
    window.reset_layout()
    qtbot.wait(50)
    window.state.set_tool("brush")
    qtbot.wait(50)
    assert window.compare.tools.hardness_slider.isVisible()
    assert window.width() == 1024


def test_that_a_pasted_picture_fills_the_active_slot(
    qtbot: QtBot, window: MainWindow, settled
) -> None:
    image = QImage(80, 60, QImage.Format.Format_RGB32)
    image.fill(0xFF202020)
    QGuiApplication.clipboard().setImage(image)
    window.state.set_side("dark")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled(window.session)
    reference = window.session.document.look.dark.reference
    assert reference.image.shape == (60, 80, 3)
    assert reference.intensity == pytest.approx(32 / 255, abs=0.01)


@pytest.mark.parametrize("page", ["compare", "live"])
@pytest.mark.parametrize("text", ["https://example.com/head.jpg", ""])
def test_that_pasting_what_is_no_photo_says_so(window: MainWindow, page: str, text: str) -> None:
    window.show_workspace(page)
    QGuiApplication.clipboard().clear()
    if text:
        QGuiApplication.clipboard().setText(text)
    look = window.session.document.look
    window.actions_table.by_name["paste"].trigger()
    assert "The clipboard holds no photo" in window.remark.text.text()
    assert window.session.document.look is look


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\xff\xd8\xff\xe0 broken"])
def test_that_an_unreadable_photo_is_told_beside_the_slot_and_changes_nothing(
    window: MainWindow, settled, tmp_path: Path, content: bytes
) -> None:
    session = window.session
    before = session.document.look
    path = tmp_path / "broken.jpg"
    path.write_bytes(content)
    slot = window.compare.slots["light"]
    slot.take_files([str(path)])
    settled(session)
    assert "broken.jpg" in slot.remark.text()
    assert slot.remark.isVisible()
    assert session.document.look is before


def test_that_of_several_photos_for_one_slot_the_one_that_was_taken_is_told(
    window: MainWindow, settled, photo
) -> None:
    slot = window.compare.slots["light"]
    paths = [str(photo(f"{name}.png", 180)) for name in ("anna", "berta", "cleo")]
    slot.take_files(paths)
    settled(window.session)
    assert slot.name.text() == "anna"
    assert "Of 3 files anna.png was taken" in slot.remark.text()
    slot.take_files(paths[1:2])
    settled(window.session)
    assert "files" not in slot.remark.text()


def test_that_a_photo_without_hair_says_what_to_do(
    window: MainWindow, settled, tmp_path: Path
) -> None:
    session = window.session
    path = tmp_path / "bald.png"
    write_photo(path, Photo(np.zeros((64, 64, 3), np.uint8)))
    slot = window.compare.slots["dark"]
    slot.take_files([str(path)])
    settled(session)
    assert "brush" in slot.remark.text()
    assert "no hair marked" in slot.intensity.text()
    assert "No hair is marked in the dark reference" in window.compare.scale.warning.text()


def test_that_neither_a_remark_nor_progress_moves_the_pictures(
    qtbot: QtBot, window: MainWindow
) -> None:
    light, dark = window.compare.slots.values()
    before = [slot.viewer.geometry() for slot in (light, dark)]
    light.say("A remark that takes more than one line in a narrow slot. " * 3)
    dark.bar.setVisible(True)
    qtbot.wait(50)
    assert [slot.viewer.geometry() for slot in (light, dark)] == before
    # It hides neither the captions nor what the mouse is after.
    viewer, remark = light.viewer, light.remark
    below = viewer.height() - remark.geometry().bottom()
    assert remark.isVisible()
    assert 30 <= below < 60
    assert viewer.childAt(remark.geometry().center()) is None


def test_that_the_same_photo_in_both_slots_warns(window: MainWindow, settled, photo) -> None:
    path = photo("same.png", 120)
    window.compare.slots["light"].take_files([str(path)])
    window.compare.slots["dark"].take_files([str(path)])
    settled(window.session)
    assert window.compare.scale.warning.isVisible()
    assert "same photo" in window.compare.scale.warning.text()


def test_that_references_near_to_each_other_warn(window: MainWindow, settled, photo) -> None:
    window.compare.slots["light"].take_files([str(photo("light.png", 120))])
    window.compare.slots["dark"].take_files([str(photo("dark.png", 100))])
    settled(window.session)
    assert "close together (0.47 and 0.39)" in window.compare.scale.warning.text()
    assert window.compare.scale.warning.isVisible()
    window.compare.slots["dark"].take_files([str(photo("darker.png", 30))])
    settled(window.session)
    assert not window.compare.scale.warning.isVisible()


def test_that_clipped_hair_warns(window: MainWindow, settled, tmp_path: Path) -> None:
    pixels = np.full((60, 60, 3), 200, np.uint8)
    pixels[:6] = 255
    write_photo(tmp_path / "blown.png", Photo(pixels))
    window.compare.slots["light"].take_files([str(tmp_path / "blown.png")])
    settled(window.session)
    assert "20 % of the hair in the light reference is clipped" in (
        window.compare.scale.warning.text()
    )


def test_that_swapped_references_warn_and_swapping_mends_it(window: MainWindow, settled) -> None:
    session = window.session
    session.references.swap()
    settled(session)
    assert "swap them" in window.compare.scale.warning.text()
    window.actions_table.by_name["swap"].trigger()
    settled(session)
    assert window.compare.scale.warning.text() == ""


def test_that_a_mask_of_another_size_is_refused_and_one_that_fits_is_taken(
    window: MainWindow, settled, tmp_path: Path
) -> None:
    session, slot = window.session, window.compare.slots["light"]
    write_mask(tmp_path / "small.png", np.ones((8, 8), np.float32))
    session.references.take_mask("light", tmp_path / "small.png")
    settled(session)
    assert "photo's size" in slot.remark.text()
    shape = session.document.look.light.reference.mask.shape
    mask = np.zeros(shape, np.float32)
    mask[:100] = 1.0
    write_mask(tmp_path / "fits.png", mask)
    session.references.take_mask("light", tmp_path / "fits.png")
    settled(session)
    assert np.array_equal(session.document.look.light.reference.mask, mask)
    session.references.restore_mask("light")
    settled(session)
    assert not session.document.look.light.reference.corrected


def test_that_a_photo_dropped_on_a_message_reaches_the_picture_below(
    qtbot: QtBot, window: MainWindow, settled, drop, photo
) -> None:
    window.remark.say("note", "Something that lies over both pictures")
    qtbot.waitUntil(lambda: window.remark.width() > window.width() // 3)
    drop(window.remark.close_button, photo("mine.png", 90))
    settled(window.session)
    look = window.session.document.look
    assert look.dark.reference.name == "mine"
    assert look.light.reference.name != "mine"


def test_that_the_picture_is_framed_that_a_drag_over_a_message_would_go_to(
    qtbot: QtBot, window: MainWindow
) -> None:
    light, dark = window.compare.viewers()
    area = window.remark.parentWidget()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/photos/anna.png")])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier

    def over(viewer: CompareViewer, kind: type = QDragMoveEvent) -> tuple[bool, bool, bool]:
        place = viewer.mapTo(area, viewer.rect().center())
        with warnings.catch_warnings():  # of the place's type, as in `drop`
            warnings.simplefilter("ignore", DeprecationWarning)
            event = kind(place, copy, data, Left, none)
        QApplication.sendEvent(area, event)
        return event.isAccepted(), light._hovered, dark._hovered

    assert over(light, QDragEnterEvent) == (True, True, False)
    assert over(dark) == (True, False, True)
    QApplication.sendEvent(area, QDragLeaveEvent())
    assert not dark._hovered


def test_that_the_slot_menu_offers_each_built_in_head(
    qtbot: QtBot, window: MainWindow, settled
) -> None:
    menu = window.compare.slots["light"].build_menu()
    entries = menu.actions()  # kept: older Qt deletes a menu with its action's wrapper
    heads = next(a.menu() for a in entries if a.text() == "Built-in head")
    actions = {a.text().split("   ")[0]: a for a in heads.actions()}
    assert len(actions) >= 10
    actions["Platinum longback"].trigger()
    settled(window.session)
    assert window.session.document.look.light.reference.builtin == "platinum_longback_2001"


def test_that_a_large_photo_is_shrunk_and_keeps_its_intensity(
    window: MainWindow, settled, tmp_path: Path
) -> None:
    rng = np.random.default_rng(0)
    pixels = cv2.resize(rng.integers(0, 256, (60, 80, 3), np.uint8), (3200, 2400))
    write_photo(tmp_path / "large.jpg", Photo(pixels))
    window.compare.slots["light"].take_files([str(tmp_path / "large.jpg")])
    settled(window.session)
    reference = window.session.document.look.light.reference
    height, width = reference.mask.shape
    assert height * width <= 4_000_000
    assert reference.coverage == pytest.approx(0.5, abs=0.01)
