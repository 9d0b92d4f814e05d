from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from hairstudio.views.widgets.live.card import StateCard
from hairstudio.views.widgets.live.shot import Shot
from hairstudio.views.widgets.live.stage import Stage
from hairstudio.views.widgets.live.video import VideoView


def shot(before: int, after: int | None, size: tuple[int, int] = (90, 160)) -> Shot:
    frame = np.full((*size, 3), before, np.uint8)
    image = None if after is None else np.full((*size, 3), after, np.uint8)
    mask = np.zeros(size, np.float32)
    mask[:, : size[1] // 2] = 1.0
    return Shot(frame, image, mask)


def level(widget: QWidget, x: float, y: float) -> int:
    """Red of the screen at a share of the widget's width and height."""
    image = widget.grab().toImage()
    place = QPoint(int(x * (image.width() - 1)), int(y * (image.height() - 1)))
    return image.pixelColor(place).red()


def test_that_each_frame_takes_the_place_of_the_one_before(show) -> None:
    view = show(VideoView(), 320, 180)
    for after in (120, 180):
        view.show_shot(shot(40, after))
        assert level(view, 0.25, 0.2) == 40
        assert level(view, 0.75, 0.2) == after


def test_that_the_wipe_is_dragged_with_the_mouse(show, drag) -> None:
    view = show(VideoView(), 320, 180)
    view.show_shot(shot(40, 200))
    drag(view, QPoint(160, 60), QPoint(80, 60))
    assert view.wipe() == pytest.approx(0.25, abs=0.01)
    assert level(view, 0.35, 0.2) == 200


def test_that_before_is_shown_while_its_key_is_held(show) -> None:
    view = show(VideoView(), 320, 180)
    view.set_mode("after")
    view.show_shot(shot(40, 200))
    view.setFocus()
    QTest.keyPress(view, Qt.Key.Key_Backslash)
    view.show_shot(shot(41, 200))
    assert level(view, 0.5, 0.2) == 41
    QTest.keyRelease(view, Qt.Key.Key_Backslash)
    assert level(view, 0.5, 0.2) == 200


def test_that_space_pauses_and_ctrl_space_is_left_to_the_system(show, record) -> None:
    view = show(VideoView())
    heard = record(view.pause_requested)
    QTest.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert not heard
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert len(heard) == 1


def test_that_the_mask_lies_over_hair_alone(show) -> None:
    view = show(VideoView(), 320, 180)
    view.set_mode("after")
    view.show_mask(True)
    view.show_shot(shot(200, 200))
    assert level(view, 0.2, 0.2) < 150
    assert level(view, 0.8, 0.2) == 200


def test_that_a_moving_picture_is_zoomed_but_not_painted_on(show, wheel) -> None:
    view = show(VideoView(), 320, 180)
    view.set_mode("after")
    view.show_shot(shot(40, 200))
    wheel(view, QPointF(100, 60), 3)
    assert view.zoom() > 2.0 * 1.2**2
    held = view.view()
    view.show_shot(shot(41, 201))
    assert view.view() == held
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_B)
    assert view.tool() == "none"


def test_that_a_frame_without_result_waits_for_the_graphics_card(show) -> None:
    view = show(VideoView(), 320, 180)
    view.show_shot(shot(40, None))
    assert view.shot() is None
    view.show_shot(shot(40, 90))
    view.clear()
    assert view.image_size() is None


def test_that_four_looks_stand_side_by_side_and_move_together(show, wheel, drag) -> None:
    stage = show(Stage(), 400, 300)
    stage.set_mode("after")
    stage.set_names(["Copper", "Silver", "Rose", "Teal"])
    first = shot(40, 60)
    stage.show_shot(first, [np.full_like(first.frame, value) for value in (100, 140, 180)])
    for (x, y), wanted in zip(
        ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)), (60, 100, 140, 180), strict=True
    ):
        assert level(stage, x, y) == wanted
    wheel(stage.views[2], QPointF(30, 30), 2)
    assert len({view.view() for view in stage.views}) == 1
    assert stage.views[0].view().zoom is not None
    stage.set_mode("wipe")
    drag(stage.views[1], QPoint(100, 60), QPoint(50, 60))
    assert {round(view.wipe(), 2) for view in stage.views} == {0.25}


@pytest.mark.parametrize(
    ("looks", "size", "mode", "grid"),
    [
        (2, (90, 160), "after", (2, 1)),
        (3, (90, 160), "after", (2, 2)),
        (3, (100, 100), "after", (3, 1)),
        (3, (60, 240), "after", (1, 3)),
        (4, (90, 160), "after", (2, 2)),
        (4, (160, 90), "after", (4, 1)),
        (4, (100, 100), "after", (2, 2)),
        (4, (160, 90), "side", (2, 2)),
        (2, (90, 160), "side", (2, 1)),
    ],
)
def test_that_compared_looks_stand_where_their_pictures_are_largest(
    show, looks: int, size: tuple[int, int], mode: str, grid: tuple[int, int]
) -> None:
    stage = show(Stage(), 720, 390)
    stage.set_names([f"Look {number}" for number in range(looks)])
    stage.set_mode(mode)
    stage.show_shot(shot(10, 200, size), [shot(10, 200, size).image] * (looks - 1))
    places = [view.geometry() for view in stage.shown_views()]
    columns, rows = ({getattr(place, end)() for place in places} for end in ("left", "top"))
    assert (len(columns), len(rows)) == grid
    assert all(stage.rect().contains(place) for place in places)
    stage.set_mode("side" if mode == "after" else "after")
    stage.set_mode(mode)
    assert [view.geometry() for view in stage.shown_views()] == places


def test_that_a_long_name_of_a_look_is_read_to_its_end_in_a_narrow_view(show) -> None:
    view = show(VideoView(), 200, 150)
    view.set_mode("after")
    view.show_shot(shot(40, 60, (150, 200)))
    pictures = []
    for number in (2, 4):
        view.set_title(f"Warm copper red with dark roots, for the autumn collection {number}")
        image = view.grab().toImage()
        edge = {image.pixelColor(198, y).red() for y in range(10, 26)}
        assert edge == {60}, "beside the name is the picture"
        pictures.append(image)
    assert pictures[0] != pictures[1]


def test_that_the_views_of_looks_no_longer_compared_go_away(show) -> None:
    stage = show(Stage(), 400, 300)
    stage.set_mode("after")
    stage.set_names(["Copper", "Silver", "Rose"])
    one = shot(40, 60)
    stage.show_shot(one, [one.frame, one.frame])
    stage.set_names(["Copper"])
    stage.show_shot(one)
    assert [view.isVisible() for view in stage.views] == [True, False, False]
    assert stage.view.size() == stage.size()
    assert stage.views[1].shot() is None


def test_that_dropped_files_are_passed_on_from_any_view(show, drop, record) -> None:
    stage = show(Stage(), 400, 300)
    stage.set_names(["One", "Two"])
    heard = record(stage.files_received)
    drop(stage.views[1], "/films/clip.mp4")
    assert heard == [["/films/clip.mp4"]]


def test_that_the_card_offers_the_next_step_by_mouse_and_keyboard(show) -> None:
    parent = show(QWidget(), 500, 300)
    card = StateCard(parent)
    done: list[str] = []
    card.say("No camera", "Connect one.", [("Open movie…", lambda: done.append("movie"))])
    assert card.isVisible()
    QTest.mouseClick(card.buttons[0], Qt.MouseButton.LeftButton)
    card.buttons[0].setFocus()
    QTest.keyClick(card.buttons[0], Qt.Key.Key_Space)
    card.say("No camera", "Connect one.", [("Open movie…", lambda: done.append("again"))])
    QTest.mouseClick(card.buttons[0], Qt.MouseButton.LeftButton)
    steps = [("Again", lambda: done.append("first")), ("Open movie…", lambda: done.append("last"))]
    card.say("No camera", "Connect one.", steps)
    QTest.mouseClick(card.buttons[1], Qt.MouseButton.LeftButton)
    assert done == ["movie", "movie", "again", "last"]
    assert card.accessibleName() == "No camera"


@pytest.mark.parametrize("width", [220, 340, 900])
def test_that_the_card_fits_into_narrow_views(show, width: int) -> None:
    parent = show(QWidget(), width, 420)
    card = StateCard(parent)
    steps = [(name, lambda: None) for name in ("Try again", "Open movie…", "Open image…")]
    card.say("The camera was unplugged", "Plug it in again: the picture comes back.", steps)
    QApplication.processEvents()
    card.settle()
    assert parent.rect().contains(card.geometry())
    for button in card.buttons:
        assert card.rect().contains(button.geometry())
        assert button.width() >= button.sizeHint().width()
