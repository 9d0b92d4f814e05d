"""Live services with cameras that are plugged, refused and lost by hand."""

from __future__ import annotations

import contextlib
import gc
import threading
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QTimer
from PySide6.QtMultimedia import QCameraDevice
from pytestqt.qtbot import QtBot

from hairsdk import Recolored, Recolorer, resources
from hairsdk.images import read_photo
from hairsdk.video.encoding import Encoding
from hairsdk.video.parts import FilmInfo
from hairsdk.video.writer import FilmWriter
from hairstudio.services.live import sources
from hairstudio.services.live.cameras import CameraInfo, Cameras, CameraSource
from hairstudio.services.live.frames import LiveResult
from hairstudio.services.live.live import Live
from hairstudio.services.live.sources import Format
from hairstudio.services.session import Session

FACE = Path(__file__).parents[3] / "data" / "stills" / "1015_curly_blonde.webp"


def threads_of_qts_player() -> set[str]:
    """The threads in which Qt reads, decodes and times films, by number.

    PyAV's decoders have threads of the same names: see `have_ended`.
    """
    found = set()
    for path in Path("/proc/self/task").glob("*/comm"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            if path.read_text().startswith(("QFFmpeg", "av:")):
                found.add(path.parent.name)
    return found


def have_ended(players: set[str]) -> bool:
    """Whether no thread of Qt's player is left but `players`, which were there before."""
    if threads_of_qts_player() - players:
        gc.collect()  # PyAV's decoders, which tests leave to it; it takes its time
    return threads_of_qts_player() <= players


def heard(live: Live) -> list[LiveResult]:
    """The results from now on."""
    results: list[LiveResult] = []
    live.result.connect(results.append)
    return results


def show(
    live: Live, qtbot: QtBot, picture: Path | NDArray[np.uint8], count: int = 2
) -> list[LiveResult]:
    """Show a picture; the results from now on, once there are so many."""
    results = heard(live)
    live.open_image(picture)
    qtbot.waitUntil(lambda: len(results) >= count, timeout=30000)
    return results


def rests(qtbot: QtBot, results: list[LiveResult], worked: list[float]) -> bool:
    """Whether results come of which none was worked on."""
    done, came = len(worked), len(results)
    qtbot.waitUntil(lambda: len(results) >= came + 3, timeout=20000)
    return len(worked) == done


def starts(live: Live) -> int:
    """Milliseconds into the film where the frame that is shown begins."""
    return round(live.source.sink.videoFrame().startTime() / 1e3)


class FakeCamera(CameraSource):
    """Gives one picture, sixty times a second; knows no hardware."""

    def __init__(self, info: CameraInfo, pixels: NDArray[np.uint8], parent: Live) -> None:
        super().__init__(QCameraDevice(), parent)
        self.name = info.name
        self._pixels = pixels
        self._timer = QTimer(self)
        self._timer.setInterval(16)
        self._timer.timeout.connect(lambda: self._give(self._pixels))
        self.opened = 0

    @property
    def format(self) -> Format | None:
        return self.formats()[0]

    def formats(self) -> tuple[Format, ...]:
        return (Format(1280, 720, 30), Format(640, 480, 30))

    def set_format(self, chosen: Format) -> None:
        self.chosen = chosen

    def open(self) -> None:
        self.opened += 1
        self._say("starting")
        self._timer.start()

    def _stop(self) -> None:
        self._timer.stop()


class FakeLive(Live):
    pixels: NDArray[np.uint8]

    def make_camera(self, info: CameraInfo) -> CameraSource:
        return FakeCamera(info, self.pixels, self)


@pytest.fixture(scope="session")
def face() -> NDArray[np.uint8]:
    pixels = read_photo(FACE).rgb
    pixels.setflags(write=False)
    return pixels


@pytest.fixture
def live(
    qtbot: QtBot, session: Session, cameras: Cameras, face: NDArray[np.uint8]
) -> Iterator[FakeLive]:
    """Runs with the look "copper"."""
    threads, players = set(threading.enumerate()), threads_of_qts_player()
    session.open(resources.presets_dir() / "copper", as_copy=True)
    qtbot.waitUntil(lambda: session.preview.latest is not None, timeout=20000)
    made = FakeLive(session, cameras)
    made.pixels = face
    made.resume()
    yield made
    made.close()
    made.deleteLater()
    left = {each.name for each in set(threading.enumerate()) - threads}
    assert not {name for name in left if name.startswith(("hairstudio-live", "hairstudio-rec"))}
    qtbot.waitUntil(lambda: have_ended(players), timeout=10000)


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The strengths with which frames were worked on; those that stand soon come less often."""
    monkeypatch.setattr(sources, "_CALM_MS", 100)
    monkeypatch.setattr(sources, "_CALM_RATE", 20)
    strengths: list[float] = []
    process = Recolorer.process

    def count(recolorer: Recolorer, frame: NDArray[np.uint8]) -> Recolored:
        strengths.append(recolorer.strength)
        return process(recolorer, frame)

    monkeypatch.setattr(Recolorer, "process", count)
    return strengths


@pytest.fixture
def said(live: Live) -> list[tuple[str, str]]:
    """Levels and texts of what is remarked."""
    words: list[tuple[str, str]] = []
    live.remarked.connect(lambda *word: words.append(word))
    return words


@pytest.fixture
def film(tmp_path: Path, face: NDArray[np.uint8]) -> Path:
    """Twelve frames of a head that moves to the right, thirty a second."""
    path, size, rate = tmp_path / "film.mp4", (face.shape[1], face.shape[0]), Fraction(30)
    info = FilmInfo(*size, rate, 1 / rate)
    with FilmWriter(path, info, size, Encoding(speed="ultrafast")) as writer:
        for index in range(12):
            writer.write(np.ascontiguousarray(np.roll(face, 4 * index, axis=1)), index)
    return path
