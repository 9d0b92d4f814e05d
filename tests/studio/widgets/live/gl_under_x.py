"""The view on the graphics card; collected by test_gl_under_x.py alone, where there is OpenGL."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QColorSpace, QImage
from PySide6.QtWidgets import QDockWidget, QMainWindow
from pytestqt.qtbot import QtBot

from hairsdk import Preset, Recolorer
from hairsdk.apply import recolor_pixels
from hairsdk.look import Look
from hairsdk.lut import Lut3D
from hairstudio.services.qimages import pixels_of
from hairstudio.views.widgets.live.gl_probe import is_software, probe_renderer
from hairstudio.views.widgets.live.shot import Shot
from hairstudio.views.widgets.live.video import VideoView
from hairstudio.views.widgets.monitor import Monitor, monitors
from hairstudio.views.widgets.viewer import Viewport

STILLS = Path(__file__).parents[3] / "data" / "stills"


def head(name: str) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    image = cv2.imread(str(STILLS / f"{name}.webp"))[..., ::-1]
    mask = cv2.imread(str(STILLS / f"{name}.mask.png"), cv2.IMREAD_GRAYSCALE)
    return np.ascontiguousarray(image), mask.astype(np.float32) / 255


def worn(
    look: str, name: str, intensity: float, strength: float = 1.0
) -> tuple[Shot, NDArray[np.uint8]]:
    """A shot for the graphics card, and what the SDK makes of the same frame."""
    preset = Preset.builtin(look)
    frame, mask = head(name)
    position, lookup = Look(preset).at(intensity)
    shot = Shot(frame, None, mask, preset.dark, preset.light, position, strength)
    return shot, recolor_pixels(frame, mask, lookup, strength)


def seen(view: VideoView) -> NDArray[np.uint8]:
    """What stands on the screen."""
    return pixels_of(view.surface().grabFramebuffer())


def difference(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> int:
    assert one.shape == other.shape
    return int(np.abs(one.astype(int) - other.astype(int)).max())


def settle() -> None:
    for _ in range(4):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def view(qtbot: QtBot) -> VideoView:
    made = VideoView()
    qtbot.addWidget(made)
    made.set_renderer("gpu")
    made.set_mode("after")
    made.show()
    qtbot.waitExposed(made)
    return made


def show_whole(view: VideoView, shot: Shot) -> None:
    """At 100 %, pixel by pixel."""
    view.resize(*shot.size)
    view.set_view(Viewport(1.0))
    view.show_shot(shot)
    settle()


@pytest.mark.parametrize("strength", [1.0, 0.35])
@pytest.mark.parametrize(
    ("look", "name", "intensity"),
    [
        ("copper", "1012_long_black", 0.11),
        ("copper", "1015_curly_blonde", 0.31),
        ("platinum", "1031_long_blonde", 0.52),
        ("platinum", "1015_curly_blonde", 0.9),
        ("silver", "1031_long_blonde", 0.237),
    ],
)
def test_that_the_screen_shows_the_sdks_result_within_one_level(
    view: VideoView, look: str, name: str, intensity: float, strength: float
) -> None:
    shot, expected = worn(look, name, intensity, strength)
    show_whole(view, shot)
    assert difference(expected, shot.frame) > 12
    assert difference(seen(view), expected) <= 1


def test_that_frames_of_a_stream_are_those_of_the_sdk_within_one_level(view: VideoView) -> None:
    frame, _ = head("1015_curly_blonde")
    moved = np.ascontiguousarray(np.roll(frame, 12, axis=1))
    with Recolorer("copper", model="256") as recolorer:
        look = recolorer.preset
        for each in (frame, moved):
            found = recolorer.process(each)
            assert difference(found.image, each) > 12
            show_whole(view, Shot(each, None, found.mask, look.dark, look.light, found.position))
            assert difference(seen(view), found.image) <= 1


def test_that_other_domains_and_colours_out_of_range_are_looked_up_as_the_sdk_does(
    view: VideoView,
) -> None:
    rng = np.random.default_rng(5)
    frame = rng.integers(0, 256, (196, 228, 3)).astype(np.uint8)
    mask = rng.random((196, 228)).astype(np.float32)
    table = rng.uniform(-0.3, 1.3, (9, 9, 9, 3))
    low, high = (0.1, 0.0, -0.2), (0.9, 1.0, 1.1)
    lut = Lut3D(table, domain_min=low, domain_max=high)
    show_whole(view, Shot(frame, None, mask, lut, lut, 0.5))
    assert difference(seen(view), recolor_pixels(frame, mask, lut)) <= 1


def test_that_the_coarse_luts_of_a_drag_follow_exact_ones_and_back(view: VideoView) -> None:
    for look in ("copper", "silver"):
        shot, expected = worn(look, "1015_curly_blonde", 0.3)
        show_whole(view, shot)
        assert difference(seen(view), expected) <= 1
        coarse = Lut3D.identity(17)
        show_whole(view, Shot(shot.frame, None, shot.mask, coarse, coarse, 0.5))
        assert difference(seen(view), shot.frame) <= 1


def test_that_the_monitors_colours_are_those_of_pictures_within_two_levels(
    view: VideoView, monkeypatch: pytest.MonkeyPatch
) -> None:
    spaces = QColorSpace.NamedColorSpace
    shot, result = worn("copper", "1015_curly_blonde", 0.3)
    height, width = result.shape[:2]
    image = QImage(result.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    show_whole(view, shot)
    for space in (spaces.DisplayP3, spaces.AdobeRgb):  # one window on one monitor, then another
        wide = Monitor(QColorSpace(space))
        monkeypatch.setattr(monitors, "of", lambda _widget, wide=wide: wide)
        view.update()
        settle()
        expected = pixels_of(wide.image(image))
        assert difference(expected, result) > 12
        assert difference(seen(view), expected) <= 2
    monkeypatch.setattr(monitors, "of", lambda _widget: Monitor())
    view.update()
    settle()
    assert difference(seen(view), result) <= 1


def test_that_nothing_is_recoloured_before_hair_was_seen(view: VideoView) -> None:
    shot, _ = worn("copper", "1015_curly_blonde", 0.3)
    show_whole(view, Shot(shot.frame, None, shot.mask, shot.dark, shot.light))
    assert difference(seen(view), shot.frame) == 0


def test_that_the_wipe_shows_the_frame_on_its_left(qtbot: QtBot, view: VideoView) -> None:
    shot, expected = worn("copper", "1015_curly_blonde", 0.3)
    view.set_mode("wipe")
    show_whole(view, shot)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=view.rect().center())
    qtbot.mouseMove(view, QPointF(view.width() / 4, 50).toPoint())
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton)
    settle()
    middle = round(view.wipe() * view.width())
    assert middle == view.width() // 4
    picture = seen(view)
    assert difference(picture[:, :middle], shot.frame[:, :middle]) == 0
    assert difference(picture[:, middle:], expected[:, middle:]) <= 1
    view.set_hold_before(True)
    settle()
    assert difference(seen(view), shot.frame) == 0


@pytest.mark.parametrize(
    ("size", "clear"),
    [
        # Below, the captions lie over the pictures.
        ((600, 500), [slice(0, 440)]),
        ((300, 700), [slice(0, 310), slice(352, 660)]),
    ],
)
def test_that_both_views_show_the_same_mask_and_the_same_panes(
    qtbot: QtBot, view: VideoView, size: tuple[int, int], clear: list[slice]
) -> None:
    shot, expected = worn("copper", "1012_long_black", 0.12)
    on_cpu = VideoView()
    qtbot.addWidget(on_cpu)
    full = Shot(shot.frame, expected, shot.mask)
    for each, given in ((view, shot), (on_cpu, full)):
        each.show_mask(True)
        each.set_mode("side")
        each.resize(*size)
        each.set_view(Viewport(2.0, (0.5, 0.3)))
        each.show()
        each.show_shot(given)
    settle()
    painted = pixels_of(on_cpu.grab().toImage())
    for part in clear:
        assert difference(seen(view)[part], painted[part]) <= 3


def test_that_a_picture_made_smaller_looks_as_the_cpus(qtbot: QtBot, view: VideoView) -> None:
    shot, expected = worn("copper", "1012_long_black", 0.12)
    small = (shot.size[0] * 2 // 3, shot.size[1] * 2 // 3)
    view.resize(*small)
    view.show_shot(shot)
    settle()
    wanted = cv2.resize(expected, small, interpolation=cv2.INTER_AREA)
    assert np.abs(seen(view).astype(int) - wanted.astype(int)).mean() < 4


def test_that_the_picture_survives_docking_floating_and_full_screen(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    dock, view = QDockWidget("Live"), VideoView()
    view.set_renderer("gpu")
    view.set_mode("after")
    dock.setWidget(view)
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    window.resize(900, 700)
    window.show()
    qtbot.waitExposed(window)
    shot, expected = worn("copper", "1015_curly_blonde", 0.3)
    held = []

    def check() -> None:
        qtbot.wait(100)
        settle()
        view.set_view(Viewport(1.0))
        settle()
        picture, (width, height) = seen(view), shot.size
        corner = view.geometry_at(None).origin.toPoint()
        top, left = max(corner.y(), 0), max(corner.x(), 0)
        cut = picture[top : corner.y() + height, left : corner.x() + width]
        y, x = top - corner.y(), left - corner.x()
        assert min(cut.shape[:2]) > 100
        assert difference(cut, expected[y : y + cut.shape[0], x : x + cut.shape[1]]) <= 1
        held.append(view.surface().painter)

    view.show_shot(shot)
    check()
    dock.setFloating(True)
    check()
    dock.setFloating(False)
    check()
    window.showFullScreen()
    check()
    window.takeCentralWidget()
    view.setParent(None)
    view.showFullScreen()
    check()
    assert held[0] is not held[-1]
    view.close()
    view.deleteLater()
    settle()


def test_that_what_a_context_held_is_given_back_with_it(qtbot: QtBot) -> None:
    view = VideoView()
    view.set_renderer("gpu")
    view.show()
    qtbot.waitExposed(view)
    shot, _ = worn("copper", "1015_curly_blonde", 0.3)
    show_whole(view, shot)
    holding = view.surface()._holding
    assert holding.painter is not None
    view.close()
    view.deleteLater()
    del view
    settle()
    assert holding.painter is None


def test_that_the_views_change_over_while_a_picture_is_shown(view: VideoView) -> None:
    shot, expected = worn("copper", "1015_curly_blonde", 0.3)
    show_whole(view, shot)
    view.set_renderer("cpu")
    settle()
    assert view.renderer() == "cpu"
    view.show_shot(Shot(shot.frame, expected, shot.mask))
    settle()
    view.set_renderer("gpu")
    show_whole(view, shot)
    assert difference(seen(view), expected) <= 1


def test_that_the_eyedropper_sees_the_recoloured_hair(view: VideoView) -> None:
    shot, expected = worn("copper", "1015_curly_blonde", 0.3)
    show_whole(view, shot)
    y, x = np.argwhere(shot.mask > 0.9)[100]
    picked = view.picked_at(QPointF(x + 0.5, y + 0.5))
    block = expected[y - 1 : y + 2, x - 1 : x + 2].reshape(-1, 3).mean(axis=0) / 255
    assert picked == pytest.approx(tuple(block), abs=0.006)


def test_that_a_card_that_fails_leaves_the_picture_to_the_cpu(
    view: VideoView, monkeypatch: pytest.MonkeyPatch
) -> None:
    reasons: list[str] = []
    view.renderer_failed.connect(reasons.append)
    shot, expected = worn("copper", "1015_curly_blonde", 0.3)
    show_whole(view, shot)

    def out_of_memory(_shot: Shot) -> None:
        raise RuntimeError("out of memory")

    monkeypatch.setattr(view.surface().painter, "load", out_of_memory)
    show_whole(view, worn("copper", "1015_curly_blonde", 0.3)[0])
    assert reasons == ["out of memory"]
    assert view.renderer() == "cpu"
    view.show_shot(Shot(shot.frame, expected, shot.mask))
    settle()


def test_that_the_software_renderer_here_is_known_as_one() -> None:
    assert is_software(probe_renderer())
    assert not is_software("NVIDIA GeForce RTX 3060/PCIe/SSE2")
