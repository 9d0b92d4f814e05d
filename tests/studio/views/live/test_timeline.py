"""The slider and the time below a film."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from hairstudio.services.numbers import place_text
from hairstudio.views.live.conductor import Conductor
from hairstudio.views.live.timeline import Timeline
from hairstudio.views.main_window import MainWindow


@pytest.fixture
def timeline(conductor: Conductor, live) -> Timeline:
    """Of a film of 118 seconds that plays."""
    conductor.open_file(Path("clip.mp4"))
    live.to("running")
    return conductor.workspace.timeline


def place(timeline: Timeline, share: float) -> QPoint:
    slider = timeline.slider
    left, right = slider._span()
    return QPoint(round(left + share * (right - left)), slider.height() // 2)


def drag(timeline: Timeline, share: float) -> None:
    where, button = QPointF(place(timeline, share)), Qt.MouseButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        where,
        timeline.slider.mapToGlobal(where),
        button.NoButton,
        button.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(timeline.slider, event)


def test_that_places_are_written_as_in_editors() -> None:
    seconds = (0.0, 0.1, 12.4, 12.466, 71.97, 3605.0)
    texts = ["0:00.0", "0:00.1", "0:12.4", "0:12.4", "1:11.9", "1:00:05.0"]
    assert [place_text(each) for each in seconds] == texts


def test_that_films_alone_have_a_timeline(timeline: Timeline, conductor: Conductor, live) -> None:
    assert timeline.isVisible()
    assert timeline.time.text() == "0:00.0 / 1:58"
    live.to("lost")
    assert not timeline.isVisible()
    live.to("running")
    conductor.open_file(Path("head.jpg"))
    assert not timeline.isVisible()


def test_that_the_slider_follows_the_film(
    qtbot: QtBot, timeline: Timeline, conductor: Conductor, live
) -> None:
    live.source.position = 59.07
    live.show()
    qtbot.waitUntil(lambda: timeline.time.text() == "0:59.0 / 1:58", timeout=2000)
    assert timeline.slider.value() == 59.07


def test_that_of_a_film_of_unknown_length_the_time_alone_is_shown(timeline: Timeline, live) -> None:
    live.source.length, live.source.position = 0.0, 4.2
    live.to("running")
    assert timeline.time.text() == "0:04.2"
    assert not timeline.slider.isVisible()
    live.source.length = 5.0
    live.to("running")
    assert timeline.slider.isVisible()


def test_that_a_click_jumps_and_a_drag_holds_the_film(
    qtbot: QtBot, timeline: Timeline, live
) -> None:
    source, slider = live.source, timeline.slider
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=place(timeline, 0.5))
    assert source.asked == [("hold", True), ("seek", pytest.approx(59, abs=1)), ("hold", False)]
    source.asked.clear()
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=place(timeline, 0.5))
    drag(timeline, 0.75)
    # What comes of other places meanwhile does not take it out of the hand.
    source.position = 10.0
    live.to("running")
    assert slider.value() == pytest.approx(88.5, abs=1)
    assert timeline.time.text().startswith("1:28")
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=place(timeline, 0.75))
    assert source.asked == [("hold", True), ("seek", slider.value()), ("hold", False)]


def test_that_escape_takes_a_drag_back(timeline: Timeline, live) -> None:
    live.source.position = 10.0
    live.to("running")
    QTest.mousePress(timeline.slider, Qt.MouseButton.LeftButton, pos=place(timeline, 0.5))
    QTest.keyClick(timeline.slider, Qt.Key.Key_Escape)
    assert live.source.asked[-1] == ("seek", 10.0)
    drag(timeline, 0.9)
    assert live.source.asked[-1] == ("seek", 10.0)
    QTest.mouseRelease(timeline.slider, Qt.MouseButton.LeftButton, pos=place(timeline, 0.9))
    assert live.source.asked[-1] == ("hold", False)
    QTest.keyClick(timeline.slider, Qt.Key.Key_Escape)
    assert live.source.asked[-1] == ("hold", False)


def test_that_a_film_that_breaks_off_in_a_drag_lets_go_of_the_slider(
    timeline: Timeline, live
) -> None:
    QTest.mousePress(timeline.slider, Qt.MouseButton.LeftButton, pos=place(timeline, 0.5))
    live.to("lost")
    assert live.source.asked[-1] == ("hold", False)
    live.source.position = 10.0
    live.to("running")
    assert timeline.slider.value() == 10.0


def test_that_two_clicks_in_a_row_jump_twice(timeline: Timeline, live) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(timeline.slider, left, pos=place(timeline, 0.5))
    QTest.mouseDClick(timeline.slider, left, pos=place(timeline, 0.25))
    QTest.mouseRelease(timeline.slider, left, pos=place(timeline, 0.25))
    assert live.source.position == pytest.approx(29.5, abs=1)
    assert live.source.asked[-1] == ("hold", False)


def test_that_keys_go_by_frames_and_seconds_and_stop_the_film(timeline: Timeline, live) -> None:
    slider, source, key = timeline.slider, live.source, Qt.Key
    for pressed, frames in ((key.Key_Right, 1), (key.Key_Left, -1), (key.Key_Period, 1)):
        QTest.keyClick(slider, pressed)
        assert live.last("step") == (frames,)
    for pressed, seconds in (
        (key.Key_PageUp, 1.0),
        (key.Key_PageUp, 2.0),
        (key.Key_PageDown, 1.0),
        (key.Key_End, 118.0),
        (key.Key_Home, 0.0),
    ):
        QTest.keyClick(slider, pressed)
        assert source.asked == [("seek", seconds)]
        source.asked.clear()
    QTest.keyClick(slider, key.Key_Space)
    assert live.last("set_paused") == (True,)


def test_that_screen_readers_are_told_whole_seconds_of_a_film_that_plays_and_its_loop(
    timeline: Timeline, live
) -> None:
    assert timeline.slider.accessibleName() == "Place in the film"
    live.source.position = 12.46
    live.to("running")
    assert timeline.slider.accessibleDescription() == "0:12.0 / 1:58"
    live.source.paused = True
    live.to("running")
    assert timeline.slider.accessibleDescription() == "0:12.4 / 1:58"
    QTest.keyClick(timeline.slider, Qt.Key.Key_O)
    told = "0:12.4 / 1:58, loop from 0:20.0 to 0:30.0"
    assert timeline.slider.accessibleDescription() == told


def test_that_the_curve_is_broken_where_the_film_jumps(
    conductor: Conductor, timeline: Timeline, live
) -> None:
    for begins in (True, False, True, False):
        live.show(begins=begins)
    assert len(conductor.workspace.plot.curve()) == 2


def test_that_the_timeline_has_room_in_the_smallest_window(
    window: MainWindow, in_window: Conductor, live
) -> None:
    window.resize(1024, 700)
    window.reset_layout()
    in_window.open_file(Path("a film with a name that is as long as those of phones.mp4"))
    live.source.position = live.source.length = 3725.0
    live.to("running")
    QApplication.processEvents()
    timeline = in_window.workspace.timeline
    assert (window.width(), window.height()) == (1024, 700)
    assert timeline.rect().contains(timeline.time.geometry())
    assert timeline.time.width() >= timeline.time.sizeHint().width()
    assert timeline.slider.width() > 200
    assert in_window.workspace.stage.height() > 200


def test_that_marks_are_set_by_keys_and_by_the_menu_and_seen(
    conductor: Conductor, timeline: Timeline, live
) -> None:
    view, slider, source = conductor.workspace.stage.view, timeline.slider, live.source
    before = slider.grab().toImage()
    for widget in (view, slider):
        for key, which in ((Qt.Key.Key_I, "in"), (Qt.Key.Key_O, "out"), (Qt.Key.Key_X, "none")):
            QTest.keyClick(widget, key)
            assert source.asked[-1] == ("mark", which)
            assert slider.marks == source.marks
            assert (slider.grab().toImage() == before) == (which == "none")
    for index, which in enumerate(("in", "out", "none")):
        here = slider.rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, here, slider.mapToGlobal(here))
        QApplication.sendEvent(slider, event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = menu.actions()[index]
        assert action.isEnabled()
        action.trigger()
        menu.close()
        assert source.asked[-1] == ("mark", which)


def test_that_keys_of_marks_mean_nothing_where_there_is_no_film(conductor: Conductor, live) -> None:
    conductor.open_file(Path("head.jpg"))
    asked = len(live.asked)
    for key in (Qt.Key.Key_I, Qt.Key.Key_O, Qt.Key.Key_X):
        QTest.keyClick(conductor.workspace.stage.view, key)
    assert live.source.asked == [] and len(live.asked) == asked
