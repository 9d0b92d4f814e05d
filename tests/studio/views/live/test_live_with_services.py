"""The Live workspace with its real services, fed from a picture."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hairstudio.core import Stack
from hairstudio.core.effects.saturation import Saturation
from hairstudio.services.session import Session
from hairstudio.views.live.conductor import Conductor
from hairstudio.views.live.panel import LivePanel
from hairstudio.views.main_window import MainWindow
from hairstudio.views.state import ViewState

FACE = Path(__file__).parents[3] / "data" / "stills" / "1015_curly_blonde.webp"


def live_threads() -> list[str]:
    prefixes = ("hairstudio-live", "hairstudio-record")
    return [each.name for each in threading.enumerate() if each.name.startswith(prefixes)]


def shown(conductor: Conductor) -> np.ndarray | None:
    shot = conductor.workspace.stage.view.shot()
    return None if shot is None else shot.image


@pytest.fixture
def working(qtbot: QtBot, window: MainWindow) -> Conductor:
    """The workspace in front of the studio, showing a head."""
    window.show_workspace("live")
    window.live.open_file(FACE)
    conductor = window.live.conductor()
    qtbot.waitUntil(lambda: conductor.frames > 1 and shown(conductor) is not None, timeout=30000)
    return conductor


def test_that_a_slider_of_the_effects_panel_shows_in_the_next_frames(
    qtbot: QtBot, working: Conductor, window: MainWindow
) -> None:
    assert np.array_equal(shown(working), working.workspace.stage.view.shot().frame)
    window.session.set_goal(None)
    both = Stack().append(Saturation(saturation=0.0))
    for side in ("light", "dark"):
        # As a slider does in the middle of a drag: the coarse look shows, nothing is recorded.
        window.session.show_stack(side, both)
    qtbot.waitUntil(lambda: window.session.preview.latest.exact is False, timeout=20000)

    def grey() -> bool:
        shot = working.workspace.stage.view.shot()
        hair = shot.image[shot.mask > 0.95].astype(int)
        return bool(np.ptp(hair, axis=1).max() <= 6)

    window.session.edit_stack("light", both, "Grey")
    window.session.edit_stack("dark", both, "Grey")
    qtbot.waitUntil(grey, timeout=20000)
    window.undo()
    window.undo()
    qtbot.waitUntil(lambda: not grey(), timeout=20000)


def test_that_hidden_it_rests_and_shown_it_goes_on(
    qtbot: QtBot, working: Conductor, window: MainWindow
) -> None:
    window.show_workspace("compare")

    def rests() -> bool:
        before = working.frames
        qtbot.wait(300)
        return working.frames == before

    # One frame may still be on its way.
    assert rests() or rests()
    seen = working.frames
    window.show_workspace("live")
    qtbot.waitUntil(lambda: working.frames > seen + 1, timeout=20000)


@pytest.mark.parametrize("when", ["empty", "starting", "running", "recording", "client"])
def test_that_closing_the_page_at_any_moment_leaves_no_thread(
    qapp: QApplication, qtbot: QtBot, session: Session, tmp_path: Path, when: str
) -> None:
    page = LivePanel(session, ViewState())
    page.show()
    session.new()
    conductor = page.conductor()
    if when != "empty":
        page.open_file(FACE)
    if when not in ("empty", "starting"):
        qtbot.waitUntil(lambda: conductor.frames > 0, timeout=30000)
        assert live_threads()
    if when == "recording":
        conductor.live.start_recording(tmp_path / "film.mp4")
        qtbot.waitUntil(lambda: conductor.live.recorded > 0, timeout=20000)
    if when == "client":
        page.toggle_client()
        QApplication.processEvents()
    page.shut_down()
    session.close()
    assert live_threads() == []
    page.close()
    page.deleteLater()
    QApplication.processEvents()
    assert live_threads() == []
