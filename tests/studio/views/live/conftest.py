"""The Live workspace with services that stand in for cameras, films and the network."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hairsdk import Preset
from hairstudio.services.session import Session
from hairstudio.views.live.conductor import Conductor
from hairstudio.views.live.panel import LivePanel
from hairstudio.views.main_window import MainWindow
from hairstudio.views.state import ViewState
from hairstudio.views.widgets.theme import apply_theme


@dataclass(frozen=True)
class State:
    kind: str
    message: str = ""


@dataclass(frozen=True)
class Info:
    key: str
    name: str


class Cameras(QObject):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.infos: tuple[Info, ...] = ()

    def plug(self, *names: str) -> None:
        self.infos = tuple(Info(f"id of {name}", name) for name in names)
        self.changed.emit()


class Source:
    def __init__(self, name: str, *formats: str) -> None:
        self.name = name
        self.can_step = name.endswith(".mp4")
        self.can_pause = self.can_step or bool(formats)
        self._formats = formats
        self.format = formats[0] if formats else None
        self.paused = False
        self.marks: tuple[float, float] | None = None
        self.position, self.length = 0.0, 118.0 if self.can_step else 0.0
        self.asked: list[tuple[Any, ...]] = []

    def seek(self, seconds: float) -> None:
        self.asked.append(("seek", seconds))
        self.position = seconds

    def hold(self, held: bool) -> None:
        self.asked.append(("hold", held))

    def mark(self, which: str) -> None:
        self.asked.append(("mark", which))
        self.marks = None if which == "none" else (20.0, 30.0)

    def formats(self) -> tuple[str, ...]:
        return self._formats


@dataclass(frozen=True, eq=False)
class Frame:
    image: np.ndarray


@dataclass(frozen=True, eq=False)
class Result:
    frame: Frame
    image: np.ndarray | None
    mask: np.ndarray
    intensity: float
    position: float
    timings: dict[str, float]
    look: Preset
    strength: float = 1.0
    others: tuple[np.ndarray, ...] = ()
    begins: bool = False


@functools.cache
def copper() -> Preset:
    """The look that is worn, read once."""
    return Preset.builtin("copper")


class StandIn(QObject):
    """Says what it was asked for, and shows what the test wants shown."""

    source_changed = Signal()
    state_changed = Signal()
    result = Signal(object)
    counts = Signal(float, int)
    device_changed = Signal()
    recording_changed = Signal()
    remarked = Signal(str, str)
    gallery_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.cameras = Cameras()
        self.source: Source | None = None
        self.camera_key = ""
        self.state = State("none")
        self.model, self.device, self.picture = "512", "auto", "auto"
        self.feedback = self.mirror = True
        self.strength = 1.0
        self.description = "CPU"
        self.paused = self.is_recording = False
        self.recorded = 0.0
        self.asked: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *values: self.asked.append((name, *values))

    def last(self, name: str) -> tuple[Any, ...] | None:
        return next((each[1:] for each in reversed(self.asked) if each[0] == name), None)

    @property
    def usual_camera(self) -> str:
        return next((info.key for info in self.cameras.infos), "")

    def open_camera(self, key: str) -> None:
        self.asked.append(("open_camera", key))
        names = {info.key: info.name for info in self.cameras.infos}
        self.camera_key = key
        self._begin(Source(names[key], "1280×720", "640×480"), "starting")

    def open_image(self, given: Path | np.ndarray) -> None:
        self.asked.append(("open_image", given))
        self._begin(Source(given.name if isinstance(given, Path) else "Picture"), "running")

    def open_movie(self, path: Path) -> None:
        self.asked.append(("open_movie", path))
        self._begin(Source(path.name), "running")

    def close_source(self) -> None:
        self._begin(None, "none")

    def may_record(self) -> bool:
        return self.state.kind == "running"

    def start_recording(self, path: Path) -> None:
        self.asked.append(("start_recording", path))
        self.is_recording = True
        self.recording_changed.emit()

    def stop_recording(self) -> None:
        self.is_recording = False
        self.recording_changed.emit()

    def to(self, kind: str, message: str = "") -> None:
        self.state = State(kind, message)
        self.state_changed.emit()

    def show(
        self,
        level: int = 200,
        others: tuple[int, ...] = (),
        hair: float = 0.4,
        begins: bool = False,
    ) -> None:
        """Give one frame of one grey."""
        frame = np.full((90, 160, 3), 40, np.uint8)
        after = [np.full_like(frame, each) for each in (level, *others)]
        mask = np.ones((90, 160), np.float32)
        times = {"segment": 10.0, "total": 12.0}
        shown = Frame(frame), after[0], mask, hair, 0.5, times, copper(), 1.0, tuple(after[1:])
        self.result.emit(Result(*shown, begins=begins))

    def _begin(self, source: Source | None, kind: str) -> None:
        if source is None or kind != "starting":
            self.camera_key = ""
        self.source, self.state = source, State(kind)
        self.source_changed.emit()


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    made = StandIn()
    monkeypatch.setattr(Session, "live", made, raising=False)
    return made


@pytest.fixture
def state(qapp: QApplication) -> ViewState:
    return ViewState()


@pytest.fixture
def conductor(
    qapp: QApplication, qtbot: QtBot, live: StandIn, session: Session, state: ViewState
) -> Iterator[Conductor]:
    """The page alone, without the rest of the window: enough for most."""
    apply_theme(qapp, "dark")
    page = LivePanel(session, state)
    page.resize(860, 640)
    page.show()
    qtbot.waitExposed(page)
    yield page.conductor()
    page.shut_down()
    page.close()
    page.deleteLater()


@pytest.fixture
def in_window(live: StandIn, window: MainWindow) -> Conductor:
    """The workspace in front of the whole studio."""
    window.show_workspace("live")
    return window.live.conductor()
