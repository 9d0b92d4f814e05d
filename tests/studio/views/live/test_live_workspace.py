from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QStyle,
    QStyleOptionFrame,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hairsdk import resources
from hairstudio.views.live.conductor import Conductor
from hairstudio.views.live.source_bar import clock_text
from hairstudio.views.live.tool_bar import LookChoice
from hairstudio.views.main_window import MainWindow
from hairstudio.views.state import ViewState
from hairstudio.views.widgets.theme import GRID, apply_theme


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def level(widget: QWidget, x: float, y: float = 0.2) -> int:
    image = widget.grab().toImage()
    place = QPoint(int(x * (image.width() - 1)), int(y * (image.height() - 1)))
    return image.pixelColor(place).red()


def run(conductor: Conductor, live, qtbot: QtBot, **shown) -> None:
    """A camera that gives frames."""
    live.cameras.plug("Webcam")
    live.open_camera("id of Webcam")
    live.to("running")
    live.show(**shown)
    qtbot.waitUntil(lambda: conductor.workspace.stage.view.shot() is not None, timeout=10000)


def card(conductor: Conductor) -> str:
    shown = conductor.workspace.stage.card
    return f"{shown.title.text()} {shown.text.text()}" if shown.isVisible() else ""


def step(conductor: Conductor, name: str) -> QToolButton:
    return next(b for b in conductor.workspace.stage.card.buttons if b.text() == name)


def test_that_nothing_of_the_live_preview_loads_before_its_page_is_shown(
    window: MainWindow,
) -> None:
    assert not window.live.is_built
    window.show_workspace("export")
    assert not window.live.is_built


def test_that_an_empty_workspace_teaches_what_to_do(conductor: Conductor, live) -> None:
    assert "Connect one, or drop a movie" in card(conductor)
    live.cameras.plug("Webcam", "Other")
    assert "turn your head" in card(conductor)
    click(step(conductor, "Start the camera"))
    assert live.last("open_camera") == ("id of Webcam",)
    assert "Starting Webcam" in card(conductor)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("refused", "Allow Hair Studio to use the camera"),
        ("lost", "Plug the camera in again"),
        ("stopped", "Stopped"),
    ],
)
def test_that_trouble_with_the_camera_is_said_with_the_next_step(
    qtbot: QtBot, conductor: Conductor, live, kind: str, words: str
) -> None:
    run(conductor, live, qtbot)
    live.to(kind)
    assert words in card(conductor)
    click(step(conductor, "Try again"))
    assert live.last("reopen") == ()
    live.to("running")
    assert card(conductor) == ""


def test_that_the_newest_frame_is_shown_with_its_figures(
    qtbot: QtBot, conductor: Conductor, live
) -> None:
    run(conductor, live, qtbot, level=200)
    space = conductor.workspace
    assert level(space.stage, 0.9, 0.5) == 200
    for each in (120, 130, 180):
        live.show(level=each)
    qtbot.waitUntil(lambda: level(space.stage, 0.9, 0.5) == 180, timeout=10000)
    live.counts.emit(29.6, 4)
    qtbot.waitUntil(lambda: "29.6 fps" in space.readout.rate.text(), timeout=10000)
    assert "4 dropped" in space.readout.rate.text()
    qtbot.waitUntil(lambda: "network\u00a010" in space.readout.stages.text(), timeout=10000)
    assert len(space.plot._points) == 4


def test_that_a_film_is_stopped_and_stepped_by_buttons_and_keys(
    qtbot: QtBot, conductor: Conductor, live
) -> None:
    bar, view = conductor.workspace.sources, conductor.workspace.stage.view
    run(conductor, live, qtbot)
    conductor.open_file(Path("clip.mp4"))
    live.to("running")
    click(bar.pause)
    assert live.last("set_paused") == (True,)
    live.paused = True
    live.to("running")
    assert bar.pause.toolTip() == "Go on (Space)"
    click(bar.back)
    assert live.last("step") == (-1,)
    QTest.keyClick(view, Qt.Key.Key_Period)
    assert live.last("step") == (1,)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert live.last("set_paused") == (False,)
    asked = len(live.asked)
    QTest.keyPress(view, Qt.Key.Key_Space)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton)
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert len(live.asked) == asked


def test_that_sources_are_chosen_from_the_menu(
    conductor: Conductor, live, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.cameras.plug("Webcam", "Capture card")
    bar = conductor.workspace.sources
    bar.fill_menu()
    actions = {action.text(): action for action in bar.source_menu.actions()}
    actions["Capture card"].trigger()
    assert live.last("open_camera") == ("id of Capture card",)
    assert bar.source.full.startswith("Capture card")
    assert [bar.format.itemText(i) for i in range(bar.format.count())] == ["1280×720", "640×480"]
    QTest.keyClick(bar.format, Qt.Key.Key_Down)
    assert live.last("set_format") == (1,)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/films/clip.mp4", ""))
    actions["Open movie…"].trigger()
    assert live.last("open_movie") == (Path("/films/clip.mp4"),)
    assert not bar.format.isVisible()
    bar.fill_menu()
    assert not any(action.isChecked() for action in bar.source_menu.actions())


def test_that_cameras_plugged_in_later_are_offered(conductor: Conductor, live) -> None:
    bar = conductor.workspace.sources
    bar.fill_menu()
    assert "No camera is connected" in [a.text() for a in bar.source_menu.actions()]
    live.cameras.plug("Webcam")
    bar.fill_menu()
    assert "Webcam" in [a.text() for a in bar.source_menu.actions()]


def test_that_dropped_movies_and_pictures_are_shown_and_looks_opened(
    in_window: Conductor, live, window: MainWindow, drop, photo, settled
) -> None:
    view = in_window.workspace.stage.view
    drop(view, photo("head.png", 120))
    assert live.last("open_image")[0].name == "head.png"
    drop(view, Path("/films/clip.MOV"))
    assert live.last("open_movie") == (Path("/films/clip.MOV"),)
    assert not in_window.workspace.remark.isVisible()
    drop(view, Path("/films/first.mov"), Path("/films/second.mov"))
    assert live.last("open_movie") == (Path("/films/first.mov"),)
    assert "Of 2 files first.mov was taken" in in_window.workspace.remark.text.text()
    drop(in_window.workspace.remark.text, photo("below.png", 120))
    assert live.last("open_image")[0].name == "below.png"
    heard: list[list[Path]] = []
    window.live.document_dropped.connect(heard.append)
    drop(view, resources.presets_dir() / "silver" / "light.cube")
    assert heard == [[resources.presets_dir() / "silver" / "light.cube"]]
    settled(window.session)


def test_that_a_pasted_picture_is_shown(conductor: Conductor, live) -> None:
    pixels = np.full((20, 30, 3), 90, np.uint8)
    conductor.workspace.stage.view.image_received.emit(pixels)
    assert live.last("open_image")[0] is pixels


def test_that_wipe_mask_and_before_are_those_of_the_studio(
    qtbot: QtBot, conductor: Conductor, live, state: ViewState
) -> None:
    run(conductor, live, qtbot, level=200)
    space = conductor.workspace
    click(space.tools.modes["after"])
    assert state.mode == "after"
    assert level(space.stage, 0.5) == 200
    click(space.tools.mask_button)
    assert state.mask_shown
    assert level(space.stage, 0.5) != 200
    space.stage.view.setFocus()
    QTest.keyClick(space.stage.view, Qt.Key.Key_M)
    assert not space.tools.mask_button.isChecked()
    QTest.keyPress(space.stage.view, Qt.Key.Key_Backslash)
    assert level(space.stage, 0.5) == 40
    QTest.keyRelease(space.stage.view, Qt.Key.Key_Backslash)
    assert level(space.stage, 0.5) == 200
    QTest.keyClick(space.stage.view, Qt.Key.Key_W)
    assert space.tools.modes["wipe"].isChecked()


def test_that_the_menus_zoom_the_live_picture_while_it_is_in_front(
    qtbot: QtBot, in_window: Conductor, live, window: MainWindow
) -> None:
    run(in_window, live, qtbot)
    view = in_window.workspace.stage.view
    before = window.compare.viewer().view()
    window.actions_table.by_name["actual"].trigger()
    assert view.zoom() == 1.0
    window.actions_table.by_name["zoom_in"].trigger()
    assert view.zoom() == 1.5
    assert "150" in window.status.labels["zoom"].text()
    window.actions_table.by_name["fit_view"].trigger()
    assert view.view().zoom is None
    assert window.compare.viewer().view() == before


def test_that_the_eyedropper_picks_from_the_live_picture(
    qtbot: QtBot, conductor: Conductor, live, state: ViewState
) -> None:
    run(conductor, live, qtbot, level=200)
    state.set_mode("after")
    picked: list[tuple[float, float, float]] = []

    class Waiting(QObject):
        def accept_colour(self, colour: tuple[float, float, float]) -> None:
            picked.append(colour)

    waiting = Waiting()
    state.pick_for(waiting)
    view = conductor.workspace.stage.view
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.rect().center())
    assert picked == [pytest.approx((200 / 255,) * 3)]
    assert state.tool == "none"


def test_that_every_switch_reaches_the_loop(conductor: Conductor, live) -> None:
    engine, tools = conductor.workspace.engine, conductor.workspace.tools
    QTest.keyClick(engine.model, Qt.Key.Key_Down)
    assert live.last("set_model") == ("256",)
    QTest.keyClick(engine.device, Qt.Key.Key_Down)
    assert live.last("set_device") == ("cpu",)
    click(engine.feedback)
    assert live.last("set_feedback") == (False,)
    click(engine.mirror)
    assert live.last("set_mirror") == (False,)
    tools.strength.slider.setFocus()
    QTest.keyClick(tools.strength.slider, Qt.Key.Key_Left)
    assert live.last("set_strength") == (pytest.approx(0.99),)
    assert tools.strength.edit.text() == "99 %"  # as the opacity of effects


def test_that_the_device_that_really_runs_is_said(conductor: Conductor, live) -> None:
    live.description, live.device = "GPU: WebGPU, float16", "gpu"
    live.device_changed.emit()
    assert conductor.workspace.readout.device.text() == "GPU: WebGPU, float16"
    assert conductor.workspace.engine.device.currentData() == "gpu"


@pytest.mark.parametrize("target", ["light", "dark", "gallery"])
def test_that_a_snapshot_goes_where_it_was_asked_for(
    qtbot: QtBot, conductor: Conductor, live, target: str
) -> None:
    bar = conductor.workspace.sources
    assert not bar.snapshot.isEnabled()
    run(conductor, live, qtbot)
    assert bar.snapshot.isEnabled()
    bar.snapshots[target].trigger()
    assert live.last("snapshot") == (target,)


def test_that_the_loop_rests_while_the_workspace_is_hidden(
    in_window: Conductor, live, window: MainWindow
) -> None:
    assert live.asked[-1] == ("resume",)
    window.show_workspace("compare")
    assert live.asked[-1] == ("pause",)
    window.show_workspace("live")
    assert live.asked[-1] == ("resume",)
    live.start_recording(Path("/films/out.mp4"))
    window.show_workspace("compare")
    assert live.asked[-1] == ("resume",)
    live.stop_recording()
    assert live.asked[-1] == ("pause",)


def test_that_up_to_four_looks_are_compared_on_one_frame(
    qtbot: QtBot, conductor: Conductor, live
) -> None:
    run(conductor, live, qtbot, level=60)
    tools, stage = conductor.workspace.tools, conductor.workspace.stage
    tools.compare_menu.aboutToShow.emit()

    def listed() -> bool:
        tools.fill_menu()
        return any(action.text() == "Teal" for action in tools.compare_menu.actions())

    qtbot.waitUntil(listed, timeout=10000)
    for name in ("Silver", "Rose", "Teal"):
        tools.fill_menu()
        next(a for a in tools.compare_menu.actions() if a.text() == name).trigger()
    tools.fill_menu()
    assert not next(a for a in tools.compare_menu.actions() if a.text() == "Ocean").isEnabled()
    qtbot.waitUntil(lambda: len(stage.shown_views()) == 4, timeout=10000)
    assert [preset.name for preset in live.last("set_compare")[0]] == ["Silver", "Rose", "Teal"]
    live.show(level=60, others=(100, 140, 180))
    qtbot.waitUntil(lambda: stage.views[3].shot() is not None, timeout=10000)
    assert [level(view, 0.5) for view in stage.shown_views()] == [60, 100, 140, 180]
    assert "4" in tools.compare.text()
    next(a for a in tools.compare_menu.actions() if a.text() == "Only this look").trigger()
    qtbot.waitUntil(lambda: len(stage.shown_views()) == 1, timeout=10000)
    assert live.last("set_compare") == ([],)
    assert conductor.workspace.tools.modes["wipe"].isChecked()


def test_that_the_clients_window_shows_the_picture_alone_until_escape(
    qtbot: QtBot, in_window: Conductor, live, window: MainWindow
) -> None:
    run(in_window, live, qtbot)
    click(in_window.workspace.sources.client)
    client = in_window.workspace.client
    assert client is not None and client.isWindow()
    window.state.set_mode("after")
    live.show(level=150)
    qtbot.waitUntil(lambda: client.stage.view.shot() is not None, timeout=10000)
    assert level(client, 0.5, 0.5) == 150
    window.show_workspace("compare")
    assert live.asked[-1] == ("resume",)
    QTest.keyClick(client, Qt.Key.Key_Escape)
    assert in_window.workspace.client is None
    assert not in_window.workspace.sources.client.isChecked()
    assert live.asked[-1] == ("pause",)
    in_window.toggle_client()
    assert in_window.workspace.client is not None


def test_that_closing_the_window_closes_the_services_and_the_clients_window(
    qtbot: QtBot, in_window: Conductor, live, window: MainWindow
) -> None:
    run(in_window, live, qtbot)
    in_window.toggle_client()
    live.show()
    window.session.document.undo_stack.setClean()
    window.close()
    assert live.last("close") == ()
    assert in_window.workspace.client is None
    live.show()
    QApplication.processEvents()


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", [(1440, 900), (1024, 700)])
def test_that_nothing_is_cut_off_at_the_smallest_size(
    qtbot: QtBot, qapp: QApplication, in_window: Conductor, live, window: MainWindow, theme, size
) -> None:
    apply_theme(qapp, theme)
    window.resize(*size)
    window.reset_layout()
    run(in_window, live, qtbot)
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    space = in_window.workspace
    for bar in (space.sources, space.tools, space.engine):
        for button in bar.findChildren(QToolButton):
            if button.isVisible() and button is not space.sources.source:
                assert button.width() >= button.sizeHint().width(), button.text()
                assert bar.rect().contains(button.geometry()) or button.parent() is not bar
    assert space.stage.height() > 200
    apply_theme(qapp, "dark")


def test_that_everything_has_a_name_for_screen_readers(conductor: Conductor) -> None:
    space = conductor.workspace
    for bar in (space.sources, space.tools, space.engine):
        for button in bar.findChildren(QToolButton):
            assert button.accessibleName() or button.text(), button
    for box in (space.engine.model, space.engine.device, space.engine.picture):
        assert box.accessibleName()
    assert space.plot.accessibleName()
    assert space.stage.view.accessibleName()


def test_that_times_are_written_as_clocks_write_them() -> None:
    assert [clock_text(value) for value in (0, 71.9, 3605)] == ["00:00", "01:11", "1:00:05"]


def test_that_names_are_shown_as_they_are_written(conductor: Conductor, live, qtbot: QtBot) -> None:
    space, name = conductor.workspace, "R&B <b>warm<b>"
    live.cameras.plug(name)
    space.sources.fill_menu()
    assert space.sources.source_menu.actions()[0].text() == "R&&B <b>warm<b>"
    live.open_movie(Path(f"/films/{name}"))
    assert "R&&B" in space.sources.source.text()
    assert "R&amp;B &lt;b&gt;" in space.sources.source.toolTip()
    space.tools.show_looks([LookChoice("key", name)])
    space.tools.fill_menu()
    assert space.tools.compare_menu.actions()[0].text() == "R&&B <b>warm<b>"
    for label in (space.remark.text, space.stage.card.title, space.stage.card.text):
        assert label.textFormat() == Qt.TextFormat.PlainText


def test_that_the_strength_has_its_name_and_its_groove_in_a_small_window(
    qtbot: QtBot, in_window: Conductor, live, window: MainWindow
) -> None:
    window.resize(1024, 700)
    window.reset_layout()
    run(in_window, live, qtbot)
    strength, readout = in_window.workspace.tools.strength, in_window.workspace.readout
    label, slider, edit = strength.label, strength.slider, strength.edit
    assert label.isVisible()
    option = QStyleOptionFrame()
    edit.initStyleOption(option)
    element = QStyle.SubElement.SE_LineEditContents
    room = edit.style().subElementRect(element, option, edit).width()
    # Qt leaves two pixels on each side.
    assert edit.fontMetrics().horizontalAdvance("100 %") + 4 <= room
    assert label.width() - GRID > label.fontMetrics().horizontalAdvance(label.text())
    assert slider.width() > 3 * slider.height() // 2
    readout.show_rate(29.6, 152)
    readout.tell()
    assert readout.rate.toolTip() == ""


def test_that_the_picture_ends_above_the_plot_in_the_lowest_window(
    window: MainWindow, in_window: Conductor
) -> None:
    window.resize(window.minimumSizeHint())
    QApplication.processEvents()
    stage = in_window.workspace.stage
    assert stage.rect().contains(stage.view.geometry())


def test_that_a_box_too_narrow_for_its_words_still_shows_what_is_chosen(
    in_window: Conductor,
) -> None:
    box = in_window.workspace.engine.model
    box.resize(box.minimumSizeHint())
    shown = []
    for key in ("512", "256"):
        box.show_key(key)
        shown.append(box.grab().toImage())
    assert shown[0] != shown[1]
