"""What the loop and the cameras do when something is refused or breaks."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hairsdk import Recolorer
from hairsdk.errors import DeviceError
from hairsdk.resources import models_dir
from hairstudio.services.live import cameras as cameras_module
from hairstudio.services.live.cameras import SystemCameras
from hairstudio.services.live.live import Live
from tests.studio.services.live.conftest import show

DARKNESS = Path(__file__).parents[3] / "data" / "networks" / "darkness.tflite"


def test_that_a_gpu_that_is_refused_does_not_keep_the_other_network_away(
    qtbot: QtBot,
    live: Live,
    face: NDArray[np.uint8],
    monkeypatch: pytest.MonkeyPatch,
    said: list,
) -> None:
    made: list[tuple[str, str]] = []

    def open_one(preset: object, model: str, device: str) -> Recolorer:
        if device == "gpu":
            raise DeviceError("no usable GPU: none was found")
        made.append((model, device))
        return Recolorer(preset, model, device)

    monkeypatch.setattr("hairstudio.services.live.loop.Recolorer", open_one)
    results = show(live, qtbot, face)
    live.set_device("gpu")
    qtbot.waitUntil(lambda: len(said) == 1, timeout=20000)
    assert said[0][0] == "trouble"
    assert said[0][1].startswith("No usable GPU")
    live.set_model("512")
    qtbot.waitUntil(lambda: len(made) == 2, timeout=20000)
    assert made == [("256", "auto"), ("512", "cpu")]
    seen = len(results)
    qtbot.waitUntil(lambda: len(results) > seen + 1, timeout=20000)
    assert len(said) == 2  # once for each wish, not for each frame
    with qtbot.waitSignal(live._session.settled, timeout=20000) as settled:
        live.set_device("cpu")
    assert settled.args == [said[1][1]]


def test_that_an_own_network_that_is_gone_is_told_and_one_that_ships_finds_the_hair(
    qtbot: QtBot, live: Live, face: NDArray[np.uint8], tmp_path: Path, said: list
) -> None:
    gone = str(tmp_path / "gone.tflite")
    live._session.settings.own_model = gone
    live.set_model(gone)
    show(live, qtbot, face)
    assert live.model == gone
    assert [level for level, _ in said] == ["trouble"]
    assert said[0][1].startswith(f"No such network file: {gone}")


def test_that_an_own_network_that_was_trained_anew_is_read_anew(
    qtbot: QtBot, live: Live, face: NDArray[np.uint8], tmp_path: Path
) -> None:
    own = Path(shutil.copy(DARKNESS, tmp_path / "own.tflite"))
    live._session.settings.own_model = str(own)
    live.set_model(str(own))
    results = show(live, qtbot, face)
    before = results[-1].mask
    shutil.copy(models_dir() / "hair_256.tflite", own)
    live.take_own_network()
    qtbot.waitUntil(lambda: np.abs(results[-1].mask - before).mean() > 0.1, timeout=20000)


def test_that_what_of_a_file_is_not_shown_is_told(
    qtbot: QtBot, live: Live, face: NDArray[np.uint8], tmp_path: Path
) -> None:
    scan = tmp_path / "scan.tif"
    cv2.imwritemulti(str(scan), [face, face])
    with qtbot.waitSignal(live.remarked, timeout=20000) as told:
        live.open_image(scan)
    assert told.args == ["note", "scan.tif: the first of its 2 pictures was taken."]


def test_that_a_mistake_in_the_loop_is_told_once_and_the_next_source_works(
    qtbot: QtBot, live: Live, face: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    show(live, qtbot, face)
    with monkeypatch.context() as broken, qtbot.capture_exceptions() as caught:

        def fail(*_: object) -> None:
            raise ZeroDivisionError("a mistake of ours")

        broken.setattr(Recolorer, "process", fail)
        qtbot.waitUntil(lambda: bool(caught), timeout=20000)
        qtbot.wait(200)
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]
    show(live, qtbot, face)


@pytest.mark.parametrize("given", [True, False])
@pytest.mark.parametrize("asked", [True, False])
def test_that_the_system_is_asked_for_the_camera_once_it_has_to_be(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, given: bool, asked: bool
) -> None:
    status = Qt.PermissionStatus.Granted if given else Qt.PermissionStatus.Denied
    questions: list[object] = []

    class System:
        def checkPermission(self, _what: object) -> Qt.PermissionStatus:  # noqa: N802
            return Qt.PermissionStatus.Undetermined if asked else status

        def requestPermission(  # noqa: N802
            self, what: object, _context: object, answer: Callable[[object], None]
        ) -> None:
            questions.append(what)
            answer(SimpleNamespace(status=lambda: status))

    monkeypatch.setattr(
        cameras_module, "QCoreApplication", SimpleNamespace(instance=lambda: System())
    )
    answers: list[bool] = []
    SystemCameras().ask(answers.append)
    assert answers == [given]
    assert len(questions) == asked
