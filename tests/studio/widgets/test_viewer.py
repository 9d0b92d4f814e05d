from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QColorSpace,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QNativeGestureEvent,
    QPointingDevice,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hairstudio.services.qimages import pixels_of
from hairstudio.views.widgets.viewer import CompareViewer, ViewLink, Viewport
from hairstudio.views.widgets.viewer.brush import StrokePainter


@pytest.fixture
def viewer(show, picture) -> CompareViewer:
    viewer = show(CompareViewer(), 400, 300)
    viewer.set_images(picture, 255 - picture)
    viewer.setFocus()
    return viewer


def shot(viewer: CompareViewer) -> np.ndarray:
    return pixels_of(viewer.grab().toImage())


def plain(viewer: CompareViewer, mode: str, zoom: float = 1.0) -> np.ndarray:
    viewer.set_mode(mode)
    viewer.set_zoom(zoom)
    return shot(viewer)


def test_that_100_percent_shows_the_very_bytes(viewer, picture) -> None:
    seen = plain(viewer, "after")
    # 80 × 60 in 400 × 300, captions only in the corners.
    assert np.array_equal(seen[120:180, 160:240], 255 - picture)
    viewer.set_mode("before")
    assert np.array_equal(shot(viewer)[120:180, 160:240], picture)


def test_that_400_percent_repeats_pixels_exactly(viewer, picture) -> None:
    seen = plain(viewer, "before", 4.0)
    expected = picture.repeat(4, 0).repeat(4, 1)
    assert np.array_equal(seen[60:240, 60:340], expected[30:210, 20:300])


def test_that_arrays_are_not_copied(viewer, picture) -> None:
    assert viewer._before.pixels is picture


def test_that_rows_with_gaps_between_them_are_shown_right(viewer, picture) -> None:
    wide = np.zeros((60, 100, 3), np.uint8)
    wide[:, 10:90] = picture
    viewer.set_images(wide[:, 10:90])
    assert np.array_equal(plain(viewer, "before")[120:180, 160:240], picture)


def test_that_the_wipe_shows_before_on_its_left(viewer, picture) -> None:
    seen = plain(viewer, "wipe")
    assert np.array_equal(seen[160:180, 160:190], picture[40:60, 0:30])
    assert np.array_equal(seen[160:180, 210:240], (255 - picture)[40:60, 50:80])


def test_that_the_wipe_is_dragged(viewer, picture, drag, record) -> None:
    heard = record(viewer.wipe_changed)
    viewer.set_zoom(1.0)
    drag(viewer, QPointF(200, 40), QPointF(150, 40), QPointF(100, 40))
    assert viewer.wipe() == 0.25
    assert heard == [0.375, 0.25]
    assert np.array_equal(shot(viewer)[120:180, 160:240], 255 - picture)
    QTest.mouseDClick(viewer, Qt.MouseButton.LeftButton, pos=QPointF(100, 40).toPoint())
    assert viewer.wipe() == 0.5


def test_that_side_by_side_shows_both(viewer, picture) -> None:
    seen = plain(viewer, "side")
    for x, shown in ((10, picture), (390, 255 - picture)):
        corner = viewer.geometry_at(QPointF(x, 10)).origin.toPoint()
        part = seen[corner.y() :, corner.x() :]
        assert np.array_equal(part[5:55, 10:70], shown[5:55, 10:70])


def test_that_before_shows_while_the_key_is_held(viewer, picture) -> None:
    plain(viewer, "wipe")
    QTest.keyPress(viewer, Qt.Key.Key_Backslash)
    assert np.array_equal(shot(viewer)[120:170, 160:240], picture[:50])
    QTest.keyRelease(viewer, Qt.Key.Key_Backslash)
    assert np.array_equal(shot(viewer)[160:180, 210:240], (255 - picture)[40:60, 50:80])


def test_that_a_saved_version_takes_the_photo_s_place_until_there_is_another_photo(
    viewer, picture
) -> None:
    saved = picture // 2
    viewer.set_saved(saved)
    assert np.array_equal(plain(viewer, "wipe")[160:180, 160:190], saved[40:60, 0:30])
    assert viewer.picked_at(QPointF(170, 170)) == viewer._saved.mean_at(10, 50)
    viewer.set_images(picture.copy(), 255 - picture)
    assert np.array_equal(shot(viewer)[160:180, 160:190], picture[40:60, 0:30])


def test_that_before_does_not_stick_when_the_focus_goes(viewer) -> None:
    QTest.keyPress(viewer, Qt.Key.Key_Backslash)
    viewer.clearFocus()
    assert not viewer._held


def test_that_the_wheel_zooms_at_the_cursor(viewer, wheel, record) -> None:
    heard = record(viewer.view_changed)
    place = QPointF(300, 100)
    before = viewer.geometry_at(place).to_image(place)

    wheel(viewer, place, 3)

    after = viewer.geometry_at(place).to_image(place)
    assert viewer.zoom() > 5
    assert after == pytest.approx(before, abs=0.2)
    assert len(heard) == 1


def test_that_zoom_stays_between_5_and_1600_percent(viewer, wheel) -> None:
    wheel(viewer, QPointF(200, 150), 100)
    assert viewer.zoom() == 16.0
    wheel(viewer, QPointF(200, 150), -100)
    assert viewer.zoom() == 0.05


def test_that_a_pinch_zooms_at_the_fingers(viewer) -> None:
    place = QPointF(60, 200)
    before, zoom = viewer.geometry_at(place).to_image(place), viewer.zoom()
    pad, kind = QPointingDevice.primaryPointingDevice(), Qt.NativeGestureType.ZoomNativeGesture
    pinch = QNativeGestureEvent(kind, pad, 2, place, place, place, 0.5, QPointF())
    QApplication.sendEvent(viewer, pinch)
    assert viewer.zoom() == pytest.approx(1.5 * zoom)
    after = viewer.geometry_at(place).to_image(place)
    assert after == pytest.approx(before, abs=1)


def test_that_keys_move_the_wipe_and_pan_where_there_is_none(viewer) -> None:
    right, shift = Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier
    viewer.set_zoom(4.0)
    view = viewer.view()
    QTest.keyClick(viewer, right, shift)
    assert (viewer.wipe(), viewer.view()) == (pytest.approx(0.52), view)
    QTest.keyClick(viewer, right)
    assert (viewer.wipe(), viewer.view() == view) == (pytest.approx(0.52), False)
    viewer.set_mode("after")
    view = viewer.view()
    QTest.keyClick(viewer, right, shift)
    assert (viewer.wipe(), viewer.view() == view) == (pytest.approx(0.52), False)


def test_that_keys_fit_and_zoom(viewer) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(viewer, Qt.Key.Key_1, control)
    assert viewer.zoom() == 1.0
    QTest.keyClick(viewer, Qt.Key.Key_Plus, control)
    assert viewer.zoom() == 1.5
    QTest.keyClick(viewer, Qt.Key.Key_Minus, control)
    assert viewer.zoom() == 1.0
    QTest.keyClick(viewer, Qt.Key.Key_F)
    assert viewer.view() == Viewport()
    assert viewer.zoom() == 5.0


@pytest.mark.parametrize("hand", ["middle", "space"])
def test_that_the_picture_is_panned(viewer, drag, hand) -> None:
    viewer.set_zoom(4.0)
    button = Qt.MouseButton.MiddleButton if hand == "middle" else Qt.MouseButton.LeftButton
    if hand == "space":
        QTest.keyPress(viewer, Qt.Key.Key_Space)
    drag(viewer, QPointF(200, 150), QPointF(240, 130), button=button)
    x, y = viewer.view().centre
    assert (x, y) == pytest.approx((0.5 - 10 / 80, 0.5 + 5 / 60))
    assert viewer.wipe() == 0.5


def test_that_the_picture_cannot_be_lost(viewer, drag) -> None:
    viewer.set_zoom(1.0)
    middle = Qt.MouseButton.MiddleButton
    drag(viewer, QPointF(200, 150), QPointF(9000, 9000), button=middle)
    assert viewer.view().centre == (0.0, 0.0)


def test_that_linked_viewers_show_the_same_place(show, picture, wheel) -> None:
    first, second = show(CompareViewer(), 300, 300), show(CompareViewer(), 200, 200)
    first.set_images(picture)
    second.set_images(np.zeros((600, 800, 3), np.uint8))
    ViewLink(first, second, parent=first)

    wheel(first, QPointF(10, 10), 5)
    assert second.view() == first.view() != Viewport()


def test_that_modes_and_mask_have_keys(viewer, record) -> None:
    modes, masks = record(viewer.mode_changed), record(viewer.mask_shown_changed)
    # Those of the menu, for windows that have none.
    for key in (Qt.Key.Key_S, Qt.Key.Key_W, Qt.Key.Key_W, Qt.Key.Key_A):
        QTest.keyClick(viewer, key)
    QTest.keyClick(viewer, Qt.Key.Key_M)
    assert modes == ["side", "wipe", "after"]
    assert masks == [True]


def test_that_the_mask_tints_the_hair_alone(viewer) -> None:
    mask = np.zeros((60, 80), np.float32)
    mask[10:30, 10:40] = 1.0
    viewer.set_mask(mask)
    without = plain(viewer, "after")
    viewer.show_mask(True)
    tinted = (shot(viewer) != without).any(axis=2)[120:180, 160:240]
    assert tinted[12:28, 12:38].all()
    assert not tinted[32:].any()


def test_that_clipped_hair_is_marked(viewer, picture) -> None:
    after = np.full_like(picture, 128)
    after[0:10] = 255
    after[20:30] = 0
    viewer.set_images(picture, after)
    viewer.show_clipping(True)
    seen = plain(viewer, "after")[120:180, 160:240]
    assert np.all(seen[2:8] == (255, 64, 48))
    assert np.all(seen[22:28] == (48, 96, 255))
    assert np.all(seen[40:] == 128)


def test_that_a_stroke_paints_live_and_is_told_once(viewer, record, drag) -> None:
    strokes = record(viewer.stroke_finished)
    original = np.zeros((60, 80), np.float32)
    viewer.set_mask(original)
    viewer.set_zoom(4.0)
    QTest.keyClick(viewer, Qt.Key.Key_B)
    viewer.set_brush(5.0, 0.5)

    drag(viewer, QPointF(160, 150), QPointF(200, 150), release=False)
    assert viewer.mask()[30, 35] == 1.0
    assert strokes == []
    drag(viewer, QPointF(200, 150), QPointF(240, 150))

    assert strokes[-1] is False
    assert viewer.mask()[30, 50] == 1.0
    assert viewer.mask()[33, 40] > 0.0 == viewer.mask()[36, 40]
    assert viewer.mask()[10, 40] == 0.0
    assert not original.any(), "the caller's mask is not written to"


def test_that_escape_takes_a_stroke_back_and_another_tool_ends_it(viewer, record, drag) -> None:
    finished, cancelled = record(viewer.stroke_finished), record(viewer.stroke_cancelled)
    mask = np.zeros((60, 80), np.float32)
    viewer.set_mask(mask)
    viewer.set_tool("brush")
    line = (QPointF(180, 150), QPointF(210, 150))
    drag(viewer, *line, release=False)
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert viewer.mask() is mask
    assert (len(finished), len(cancelled)) == (0, 1)
    assert viewer.tool() == "brush"
    QTest.mouseRelease(viewer, Qt.MouseButton.LeftButton)
    assert finished == []
    drag(viewer, *line, release=False)
    viewer.set_tool("none")
    assert len(finished) == 1 and not viewer.brush.is_painting
    viewer.set_tool("eraser")
    drag(viewer, *line, release=False)
    viewer.hide()
    assert len(finished) == 2 and not viewer.brush.is_painting


def test_that_a_second_button_neither_joins_nor_ends_a_stroke(viewer, record, mouse) -> None:
    strokes = record(viewer.stroke_finished)
    viewer.set_tool("brush")
    kinds, buttons = QEvent.Type, Qt.MouseButton
    left, middle = buttons.LeftButton, buttons.MiddleButton
    plain = Qt.KeyboardModifier.NoModifier
    place = QPointF(180, 150)
    mouse(viewer, kinds.MouseButtonPress, place, left, left, plain)
    mouse(viewer, kinds.MouseButtonPress, place, middle, left | middle, plain)
    mouse(viewer, kinds.MouseButtonRelease, place, middle, left, plain)
    assert viewer.brush.is_painting
    mouse(viewer, kinds.MouseButtonPress, place, middle, left | middle, plain)
    mouse(viewer, kinds.MouseButtonRelease, place, left, middle, plain)
    assert len(strokes) == 1 and not viewer.brush.is_painting
    painted = viewer.mask().copy()
    mouse(viewer, kinds.MouseMove, place + QPointF(20, 0), buttons.NoButton, middle, plain)
    mouse(viewer, kinds.MouseButtonRelease, place, middle, buttons.NoButton, plain)
    assert len(strokes) == 1 and np.array_equal(viewer.mask(), painted)


def test_that_the_eraser_takes_away(viewer, record, drag) -> None:
    strokes = record(viewer.stroke_finished)
    viewer.set_mask(np.ones((60, 80), np.float32))
    viewer.set_zoom(4.0)
    QTest.keyClick(viewer, Qt.Key.Key_E)
    viewer.set_brush(5.0, 1.0)
    drag(viewer, QPointF(200, 150), QPointF(220, 150))
    assert strokes == [True]
    assert viewer.mask()[30, 42] == 0.0
    assert viewer.mask()[5, 5] == 1.0


@pytest.mark.parametrize("erase", [False, True])
def test_that_a_slow_stroke_is_no_stronger_than_a_quick_one(erase) -> None:
    masks = []
    for steps in (2, 21):
        mask = np.full((60, 80), 0.5, np.float32)
        painter = StrokePainter(mask, 7.5, 0.3, erase)
        for x in np.linspace(20, 60, steps):
            painter.add(float(x), 30.0)
        masks.append(mask)
    quick, slow = masks
    assert np.allclose(quick, slow, atol=1e-6)
    assert quick[30, 40] == (0.0 if erase else 1.0)
    assert np.all(quick[:20] == 0.5), "nothing beyond the radius"


def test_that_a_stroke_may_leave_the_picture() -> None:
    mask = np.zeros((60, 80), np.float32)
    painter = StrokePainter(mask, 5.0, 1.0, False)
    assert painter.add(-50.0, -50.0) is None
    left, top, right, bottom = painter.add(10.0, 10.0)
    assert (left, top) == (0, 0)
    assert right <= 80
    assert bottom <= 60
    assert mask[8, 8] == 1.0


def test_that_brackets_size_the_brush(viewer, record) -> None:
    heard = record(viewer.brush_changed)
    viewer.set_tool("brush")
    QTest.keyClick(viewer, Qt.Key.Key_BracketRight)
    assert heard[-1][0] == pytest.approx(24 * 1.15)
    QTest.keyClick(viewer, Qt.Key.Key_BracketLeft)
    assert heard[-1][0] == pytest.approx(24)
    QTest.keyClick(viewer, Qt.Key.Key_BraceRight, Qt.KeyboardModifier.ShiftModifier)
    assert heard[-1] == pytest.approx((24, 0.6))


def test_that_a_tool_is_put_away_by_its_key_or_escape(viewer, record) -> None:
    heard = record(viewer.tool_changed)
    QTest.keyClick(viewer, Qt.Key.Key_B)
    QTest.keyClick(viewer, Qt.Key.Key_B)
    QTest.keyClick(viewer, Qt.Key.Key_E)
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert heard == ["brush", "none", "eraser", "none"]


def test_that_a_viewer_without_painting_leaves_the_keys_of_tools_to_others(show, picture) -> None:
    viewer = show(CompareViewer(paints=False), 300, 200)
    viewer.set_images(picture)
    for key in (Qt.Key.Key_B, Qt.Key.Key_E, Qt.Key.Key_BracketRight, Qt.Key.Key_Escape):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        viewer.keyPressEvent(event)
        assert not event.isAccepted()
    assert viewer.tool() == "none"


@pytest.mark.parametrize(
    ("key", "moved"),
    [("Left", (40, 0)), ("Right", (-40, 0)), ("Up", (0, 40)), ("Down", (0, -40))],
)
def test_that_arrows_go_to_what_lies_there(viewer, key: str, moved: tuple[int, int]) -> None:
    viewer.set_mode("after")
    viewer.set_zoom(20.0)
    before = viewer.geometry_at(None).origin
    QTest.keyClick(viewer, getattr(Qt.Key, f"Key_{key}"))
    assert viewer.geometry_at(None).origin - before == QPointF(*moved)


def test_that_the_eyedropper_takes_what_is_under_it(viewer, picture, drag, record) -> None:
    picked, tools = record(viewer.colour_picked), record(viewer.tool_changed)
    viewer.set_zoom(1.0)
    for x, shown in ((170, picture), (230, 255 - picture)):
        viewer.set_tool("eyedropper")
        drag(viewer, QPointF(x + 0.5, 150.5))
        expected = shown[29:32, x - 161 : x - 158].reshape(-1, 3).mean(0) / 255
        assert picked[-1] == pytest.approx(expected, abs=1e-6)
    assert tools == ["eyedropper", "none"] * 2


def test_that_picking_beside_the_picture_waits_and_escape_cancels(viewer, drag, record) -> None:
    picked, cancelled = record(viewer.colour_picked), record(viewer.eyedropper_cancelled)
    viewer.set_zoom(1.0)
    viewer.set_tool("eyedropper")
    drag(viewer, QPointF(5, 5))
    assert viewer.tool() == "eyedropper"
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert picked == []
    assert cancelled == [()]


def test_that_a_viewer_reached_by_key_shows_it_and_only_a_press_speaks_of_it(
    viewer, record, drag
) -> None:
    pressed, accent = record(viewer.pressed), viewer.palette().accent().color()

    def framed() -> bool:
        return viewer.grab().toImage().pixelColor(0, 150) == accent

    viewer.clearFocus()
    viewer.setFocus(Qt.FocusReason.TabFocusReason)
    assert framed() and pressed == []
    drag(viewer, QPointF(20, 20))
    assert not framed() and len(pressed) == 1


def test_that_files_and_pictures_are_dropped_and_pasted(viewer, drop, record, tmp_path) -> None:
    files, images = record(viewer.files_received), record(viewer.image_received)
    drop(viewer, str(tmp_path / "photo.jpg"))
    assert files == [[str(tmp_path / "photo.jpg")]]

    image = QImage(5, 3, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.red)
    drop(viewer, image)
    QGuiApplication.clipboard().setImage(image)
    QTest.keyClick(viewer, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [pixels.shape for pixels in images] == [(3, 5, 3)] * 2
    assert np.all(images[1] == (255, 0, 0))


def test_that_an_empty_slot_says_what_belongs_there(show) -> None:
    viewer = show(CompareViewer(), 300, 200)
    viewer.set_empty_text("Drop a photo of very light hair", "or paste one")
    assert "very light hair" in viewer.accessibleDescription()
    assert shot(viewer).max() > 150
    assert viewer.image_size() is None


def test_that_tools_do_nothing_without_a_picture(show, drag, wheel, record) -> None:
    viewer = show(CompareViewer(), 300, 200)
    heard = record(viewer.stroke_finished, viewer.colour_picked, viewer.view_changed)
    for tool in ("brush", "eyedropper", "none"):
        viewer.set_tool(tool)
        drag(viewer, QPointF(50, 50), QPointF(90, 90))
    wheel(viewer, QPointF(50, 50), 1)
    viewer.set_zoom(2.0)
    assert heard == []


def test_that_sizes_must_match_and_a_mask_of_another_picture_goes(viewer, picture) -> None:
    with pytest.raises(ValueError, match="one shape"):
        viewer.set_images(picture, picture[:-1])
    viewer.set_mask(np.ones((60, 80), np.float32))
    viewer.set_images(picture[:40])
    assert viewer.mask() is None


def test_that_the_surround_is_neutral(viewer) -> None:
    red, green, blue = plain(viewer, "after", 1.0)[20, 200]
    assert red == green == blue == 46


def test_that_the_colours_under_the_pointer_are_told_until_it_leaves(viewer, record) -> None:
    before = np.full((60, 80, 3), (10, 20, 30), np.uint8)
    viewer.set_images(before, 255 - before)
    viewer.set_mode("side")
    told = record(viewer.hovered)
    left, right = QPoint(100, 150), QPoint(300, 150)
    for place in (left, right):
        QTest.mouseMove(viewer, place)
        assert np.round(255 * np.array(told[-1])).tolist() == [[10, 20, 30], [245, 235, 225]]
    QTest.mouseMove(viewer, QPoint(100, 1))
    assert told[-1] is None
    QTest.mouseMove(viewer, left)
    QApplication.sendEvent(viewer, QEvent(QEvent.Type.Leave))
    assert told[-1] is None

    viewer.set_images(before, None)
    QTest.mouseMove(viewer, right)
    assert told[-1][1] is None


def test_that_a_pasted_picture_of_another_space_becomes_srgb(viewer, record) -> None:
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 80, 60))
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3))
    received = record(viewer.image_received)
    data = QMimeData()
    data.setImageData(image)
    assert viewer.take(data)
    assert np.abs(received[0].astype(int) - (216, 69, 50)).max() <= 1
