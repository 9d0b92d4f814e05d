"""The screen that stays on, with stand-ins for the desktop and for the systems' own ways."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from hairstudio.services.live.awake import Awake


class Desktop:
    """Stands in for the session's bus: who is connected, and what they have asked for."""

    BusType = QDBusConnection.BusType

    def __init__(self) -> None:
        self.wishes: dict[str, list[object]] = {}
        self.joined = 0

    def connectToBus(self, _bus: object, name: str) -> Desktop:  # noqa: N802 - Qt's name
        self.name = name
        self.joined += 1
        return self

    def asyncCall(self, call: QDBusMessage) -> None:  # noqa: N802 - Qt's name
        assert (call.service(), call.path(), call.interface(), call.member()) == (
            "org.freedesktop.ScreenSaver",
            "/org/freedesktop/ScreenSaver",
            "org.freedesktop.ScreenSaver",
            "Inhibit",
        )
        self.wishes[self.name] = call.arguments()

    def disconnectFromBus(self, name: str) -> None:  # noqa: N802 - Qt's name
        del self.wishes[name]


def test_that_the_desktop_is_asked_once_and_released_with_the_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desktop = Desktop()
    monkeypatch.setattr("PySide6.QtDBus.QDBusConnection", desktop)
    monkeypatch.setattr(sys, "platform", "linux")
    awake = Awake("a film is being recorded")
    awake.set(False)
    assert desktop.joined == 0
    awake.set(True)
    awake.set(True)
    assert list(desktop.wishes.values()) == [["Hair Studio", "a film is being recorded"]]
    awake.set(False)
    awake.set(False)
    assert desktop.wishes == {}
    awake.set(True)
    assert desktop.joined == 2


def test_that_a_mac_is_kept_awake_by_a_program_that_ends_with_the_studio(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[object] = []

    class Caffeinate:
        def __init__(self, command: list[str]) -> None:
            told.append(command[-1])

        def terminate(self) -> None:
            told.append("ended")

        def wait(self) -> None:
            told.append("gone")

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(subprocess, "Popen", Caffeinate)
    awake = Awake("")
    awake.set(True)
    awake.set(False)
    assert told == [str(os.getpid()), "ended", "gone"]
