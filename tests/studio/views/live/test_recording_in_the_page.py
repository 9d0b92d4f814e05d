"""Recording from the page: the file that is asked for, and what is said and shown of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from hairsdk import resources
from hairstudio.app.start import open_first
from hairstudio.services.places import Places
from hairstudio.services.session import Session
from hairstudio.views.live.conductor import Conductor
from hairstudio.views.main_window import MainWindow


@pytest.fixture
def cut_short(places: Places, tmp_path: Path) -> Path:
    """A film that a crash left under a hidden name, and the note of it; what it shall be called."""
    hidden, path = tmp_path / ".copper.0123456789ab.mp4", tmp_path / "copper.mp4"
    hidden.write_bytes(b"half a film")
    places.recordings.mkdir(parents=True)
    (places.recordings / "note.json").write_text(json.dumps([str(hidden), str(path)]))
    return path


def test_that_a_recording_that_a_crash_cut_short_is_told_at_the_next_start(
    qtbot: QtBot, cut_short: Path, window: MainWindow, settled
) -> None:
    settled(window.session)
    assert not cut_short.exists(), "a window that takes a picture of itself leaves it alone"
    open_first(window, None)
    qtbot.waitUntil(lambda: str(cut_short) in window.remark.text.text(), timeout=10000)
    assert "did not close properly" in window.remark.text.text()
    assert cut_short.read_bytes() == b"half a film"


@pytest.fixture
def filmed(conductor: Conductor, live) -> Conductor:
    """The page with a camera that gives frames."""
    live.cameras.plug("Webcam")
    live.open_camera("id of Webcam")
    live.to("running")
    return conductor


def test_that_recording_asks_for_a_file_and_counts_the_time(
    qtbot: QtBot, filmed: Conductor, live, monkeypatch: pytest.MonkeyPatch
) -> None:
    button = filmed.workspace.sources.record
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    button.click()
    assert not button.isChecked()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/films/out.mp4", ""))
    button.click()
    assert live.last("start_recording") == (Path("/films/out.mp4"),)
    live.recorded = 71.4
    qtbot.waitUntil(lambda: "01:11" in button.text(), timeout=2000)
    assert button.isChecked()
    button.click()
    assert not live.is_recording
    assert button.text() == "Record"


def test_that_the_name_that_is_proposed_is_free(
    filmed: Conductor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path))
    proposed: list[str] = []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *given: proposed.append(given[2]) or ("", "")
    )
    filmed.toggle_recording()
    Path(proposed[0]).write_bytes(b"the first take")
    filmed.toggle_recording()
    monkeypatch.setattr(Session, "file_stem", "kupfer")
    filmed.toggle_recording()
    names = [Path(each).name for each in proposed]
    assert names == ["untitled.mp4", "untitled (2).mp4", "kupfer.mp4"]


def test_that_the_next_take_is_asked_for_beside_the_last_one(
    filmed: Conductor, live, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    takes = tmp_path / "takes"
    takes.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path))
    proposed: list[Path] = []

    def answer(*given: str) -> tuple[str, str]:
        proposed.append(Path(given[2]))
        return str(takes / "one.mp4"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    for _ in range(2):
        filmed.toggle_recording()
        live.stop_recording()
    takes.rmdir()
    filmed.toggle_recording()
    assert [path.parent for path in proposed] == [tmp_path, takes, tmp_path]


def test_that_a_film_named_without_a_suffix_becomes_an_mp4_and_overwrites_none(
    qtbot: QtBot, filmed: Conductor, live, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    named = tmp_path / "take one"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(named), ""))
    filmed.toggle_recording()
    assert live.last("start_recording") == (tmp_path / "take one.mp4",)
    filmed.toggle_recording()
    live.asked.clear()
    (tmp_path / "take one.mp4").write_bytes(b"a film")
    filmed.toggle_recording()
    assert live.last("start_recording") is None
    assert "take one.mp4" in filmed.workspace.remark.text.text()


@pytest.mark.parametrize(
    ("named", "written"),
    [("Kupfer v1.2", "Kupfer v1.2.mp4"), ("a.gif", "a.gif.mp4"), ("a.MKV", "a.MKV")],
)
def test_that_a_film_gets_the_suffix_of_a_film(
    qtbot: QtBot, filmed: Conductor, live, monkeypatch: pytest.MonkeyPatch, named, written
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (f"/films/{named}", ""))
    filmed.toggle_recording()
    assert live.last("start_recording") == (Path("/films") / written,)


def test_that_no_file_is_asked_for_while_there_is_nothing_to_record(
    filmed: Conductor, live, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.close_source()
    asked: list[object] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: asked.append(1) or ("", ""))
    filmed.toggle_recording()
    assert not asked
    assert not live.is_recording


def test_that_a_recording_shows_on_every_page(
    in_window: Conductor, live, window: MainWindow
) -> None:
    action, tab = window.actions_table.by_name["record"], window.workspaces
    live.start_recording(Path("/films/out.mp4"))
    window.show_workspace("compare")
    assert "●" in tab.tabText(1)
    assert "Stop" in action.text()
    live.remarked.emit("error", "The disk is full.")
    assert window.remark.isVisible()
    assert "disk is full" in window.remark.text.text()
    live.stop_recording()
    assert tab.tabText(1) == "Live"
    assert action.text().replace("&", "") == "Record live"


def test_that_of_several_looks_only_the_open_one_is_recorded_and_that_is_said(
    qtbot: QtBot, filmed: Conductor, live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/films/out.mp4", ""))
    filmed.compare([str(resources.presets_dir() / "silver")])
    qtbot.waitUntil(lambda: live.last("set_compare") is not None, timeout=10000)
    filmed.toggle_recording()
    own = filmed.workspace.stage.view._title
    remark = filmed.workspace.remark
    assert f"Only {own} is recorded" in remark.text.text()
    remark.clear()
    live.asked.clear()
    filmed.compare([str(resources.presets_dir() / "rose")])
    qtbot.waitUntil(lambda: live.last("set_compare") is not None, timeout=10000)
    assert f"Only {own} is recorded" in remark.text.text()


def test_that_a_recording_that_ends_on_its_own_is_told(
    qtbot: QtBot, filmed: Conductor, live
) -> None:
    live.start_recording(Path("/films/out.mp4"))
    live.remarked.emit("error", "The disk is full: the film ends at 00:12.")
    live.stop_recording()
    assert filmed.workspace.remark.isVisible()
    assert "disk is full" in filmed.workspace.remark.text.text()
    assert not filmed.workspace.sources.record.isChecked()


@pytest.mark.parametrize("page", ["live", "compare"])
def test_that_what_was_said_of_the_last_recording_is_over_as_the_next_begins(
    in_window: Conductor, live, window: MainWindow, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.cameras.plug("Webcam")
    live.open_camera("id of Webcam")
    live.to("running")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/films/out.mp4", ""))
    window.show_workspace(page)
    remark = in_window.workspace.remark if page == "live" else window.remark
    live.remarked.emit("error", "The recording has ended: the disk is full.")
    assert "has ended" in remark.text.text()
    window.actions_table.by_name["record"].trigger()
    assert live.is_recording
    assert not remark.isVisible()
