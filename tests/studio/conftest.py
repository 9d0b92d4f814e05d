"""Fixtures of the studio's tests: no screen, no network, nothing of the user's own folders."""

from __future__ import annotations

import errno
import gc
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QLoggingCategory, QTranslator
from PySide6.QtGui import QColorSpace
from PySide6.QtWidgets import QApplication, QMessageBox

if os.environ.setdefault("QT_QPA_PLATFORM", "offscreen") == "offscreen":
    # Without a screen Qt would find the OpenGL of a developer's desktop none the less.
    os.environ.pop("DISPLAY", None)

from hairsdk.errors import DeviceError
from hairsdk.images import Photo, write_photo
from hairstudio.app.garbage import collect_due
from hairstudio.app.language import translate
from hairstudio.core import Registry, load_registry
from hairstudio.services import saving
from hairstudio.services.hair import FoundHair
from hairstudio.services.live.cameras import CameraInfo, Cameras
from hairstudio.services.places import Places
from hairstudio.services.session import Session
from hairstudio.views.dialogs.question import Answer
from hairstudio.views.widgets.monitor import NONE, monitors

# pytest-qt takes Qt's messages in Python. What Qt's multimedia says while a thread loads it would
# wait for Python's lock, whose holder may wait for the system's loader: see `await_loading`.
QLoggingCategory.setFilterRules("qt.multimedia.*=false")


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    """Cycles are looked for between tests: see `hairstudio.app.garbage`."""
    gc.disable()
    yield
    collect_due()
    gc.enable()


class FakeCameras(Cameras):
    """Cameras that are plugged by hand. Who asks for one waits where `allowed` is None."""

    def __init__(self) -> None:
        super().__init__()
        self._infos: tuple[CameraInfo, ...] = ()
        self.allowed: bool | None = True
        self.answers: list[Callable[[bool], None]] = []

    @property
    def infos(self) -> tuple[CameraInfo, ...]:
        return self._infos

    def plug(self, *names: str) -> None:
        self._infos = tuple(CameraInfo(f"id of {name}", name) for name in names)
        self.changed.emit()

    def ask(self, answer: Callable[[bool], None]) -> None:
        if self.allowed is None:
            self.answers.append(answer)
        else:
            answer(self.allowed)


@pytest.fixture
def cameras() -> FakeCameras:
    return FakeCameras()


class UpperHalf:
    """Stands in for the network: the upper half of each photo is hair."""

    def __init__(self) -> None:
        self.photos = 0
        self.model, self.wish, self.device = "512", "auto", ""

    @property
    def network(self) -> str:
        return self.model

    def find(self, image: np.ndarray) -> FoundHair:
        self.photos += 1
        mask = np.zeros(image.shape[:2], np.float32)
        if image.max() > 0:
            mask[: image.shape[0] // 2] = 1.0
            return FoundHair(mask)
        return FoundHair(mask, "No hair was found in this photo. Paint it with the brush (B).")

    def choose(self, model: str, device: str) -> None:
        if device == "gpu":
            raise DeviceError("no usable GPU was found")
        self.model, self.wish, self.device = model, device, "cpu"

    def close(self) -> None:
        pass


@pytest.fixture
def german(qapp: QApplication) -> Iterator[tuple[QTranslator, ...]]:
    """The application in German, and the translators that make it so."""
    before = QLocale()
    installed = translate(qapp, "de")
    yield installed
    QLocale.setDefault(before)
    for translator in installed:
        qapp.removeTranslator(translator)


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Answers each question with the next button, all others with the last; gives their words."""

    def answer(*buttons: Answer) -> list[str]:
        asked: list[str] = []

        def reply(box: QMessageBox) -> Answer:
            asked.append(f"{box.text()}\n{box.informativeText()}")
            return buttons[min(len(asked), len(buttons)) - 1]

        monkeypatch.setattr(QMessageBox, "exec", reply)
        return asked

    return answer


@pytest.fixture(scope="session")
def registry() -> Registry:
    return load_registry(())


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.inside(tmp_path / "home")


@pytest.fixture
def finder() -> UpperHalf:
    return UpperHalf()


class TwoHeads(UpperHalf):
    """Finds hair in two disks, the larger one at the right."""

    def find(self, image: np.ndarray) -> FoundHair:
        height, width = image.shape[:2]
        y, x = np.mgrid[:height, :width] / height
        disks = [np.hypot(x - at, y - 0.4) < size for at, size in ((2.3, 0.2), (0.5, 0.15))]
        return FoundHair(np.logical_or(*disks).astype(np.float32))


@pytest.fixture
def two_heads() -> TwoHeads:
    return TwoHeads()


@pytest.fixture
def party(tmp_path: Path) -> Path:
    """A photo for `two_heads`: dark at the left, light at the right."""
    pixels = np.full((300, 900, 3), 30, np.uint8)
    pixels[:, 450:] = 200
    path = tmp_path / "party" / "party.png"
    path.parent.mkdir()
    write_photo(path, Photo(pixels))
    return path


@pytest.fixture
def session(
    qapp: object, places: Places, registry: Registry, finder: UpperHalf
) -> Iterator[Session]:
    opened = Session(places, registry, finder)  # type: ignore[arg-type]
    yield opened
    opened.close()
    # What its signals are connected to, Qt holds: windows, and with them the session itself.
    opened.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def slow_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Documents are written when the event is set."""
    go, write = threading.Event(), saving.save_look

    def wait(*arguments: object) -> None:
        go.wait(20)
        write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(saving, "save_look", wait)
    yield go
    go.set()


@pytest.fixture
def break_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Lets no file be written from now on; gives the system's words for it."""

    def break_it(number: int = errno.ENOSPC) -> str:
        words = os.strerror(number)

        def fail(self: Path, data: bytes) -> int:
            raise OSError(number, words, str(self))

        monkeypatch.setattr(Path, "write_bytes", fail)
        return words

    return break_it


@pytest.fixture
def photo(tmp_path: Path) -> Callable[..., Path]:
    """Writes a small photo of one grey with some grain."""

    def write(name: str, level: int, size: tuple[int, int] = (48, 64)) -> Path:
        grain = np.random.default_rng(level).integers(-6, 7, (*size, 3))
        pixels = np.clip(level + grain, 0, 255).astype(np.uint8)
        path = tmp_path / name
        write_photo(path, Photo(pixels))
        return path

    return write


@pytest.fixture
def unmanaged() -> Iterator[None]:
    """Colours are shown as they are, again, when the test is over."""
    yield
    monitors.use(NONE)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """The file of a monitor's ICC profile: Display P3."""
    path = tmp_path / "left & right.icc"
    path.write_bytes(bytes(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3).iccProfile()))
    return path
