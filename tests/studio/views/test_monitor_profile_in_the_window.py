"""Choosing the profile that colours are shown by."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColorSpace
from PySide6.QtWidgets import QFileDialog

from hairstudio.views.main_window import MainWindow
from hairstudio.views.monitor_profile import FILE
from hairstudio.views.widgets import monitor
from hairstudio.views.widgets.monitor import NONE, SYSTEM, monitors

P3 = QColorSpace(QColorSpace.NamedColorSpace.DisplayP3)

pytestmark = pytest.mark.usefixtures("unmanaged")


def chosen(window: MainWindow) -> list[str]:
    actions = window.actions_table.by_name
    return [name for name in (SYSTEM, NONE, FILE) if actions[f"profile_{name}"].isChecked()]


def choose(window: MainWindow, name: str) -> None:
    window.actions_table.by_name[f"profile_{name}"].trigger()


def answer(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> list[str]:
    """Answers the dialog; gives where it began."""
    begun: list[str] = []

    def reply(_window: object, _title: str, folder: str, _kinds: str) -> tuple[str, str]:
        begun.append(folder)
        return "" if path is None else str(path), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", reply)
    return begun


def test_that_the_first_choice_is_what_the_system_says(window: MainWindow) -> None:
    assert chosen(window) == [SYSTEM]
    choose(window, SYSTEM)
    assert "The system names no profile" in window.remark.text.text()


def test_that_the_name_of_the_systems_profile_is_told(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(monitor, "system_profile", lambda _screen: bytes(P3.iccProfile()))
    choose(window, SYSTEM)
    assert P3.description() in window.remark.text.text()
    choose(window, NONE)
    assert "sRGB" in window.remark.text.text()
    assert not monitors.of(window).converts


def test_that_a_file_is_used_named_in_the_menu_and_kept(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, profile: Path
) -> None:
    begun = answer(monkeypatch, profile)
    choose(window, FILE)
    choose(window, FILE)
    assert begun[1] == str(profile.parent), "it begins where the last one was"
    assert monitors.of(window).converts
    assert chosen(window) == [FILE]
    # As a menu shows it, where & underlines a letter.
    text = window.actions_table.by_name[f"profile_{FILE}"].text()
    assert "left && right.icc" in text
    assert P3.description() in window.remark.text.text()
    assert window.session.settings.monitor_profile == str(profile)
    monitors.use(NONE)
    window.monitor_profile.start()
    assert monitors.of(window).converts


@pytest.mark.parametrize("named", [False, True])
def test_that_without_a_usable_file_all_stays_as_it_was(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, named: bool
) -> None:
    wrong = tmp_path / "notes.icc"
    wrong.write_text("no profile")
    choose(window, NONE)
    window.remark.clear()
    answer(monkeypatch, wrong if named else None)
    choose(window, FILE)
    assert chosen(window) == [NONE]
    assert window.session.settings.monitor_profile == NONE
    assert ("notes.icc is no ICC profile of a monitor" in window.remark.text.text()) == named


def test_that_a_file_that_is_gone_at_the_start_is_told_and_kept(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, profile: Path
) -> None:
    theirs = QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb)
    monkeypatch.setattr(monitor, "system_profile", lambda _screen: bytes(theirs.iccProfile()))
    window.session.settings.monitor_profile = str(profile)
    kept = profile.rename(profile.with_name("elsewhere"))
    window.monitor_profile.start()
    assert "left & right.icc" in window.remark.text.text()
    assert monitors.of(window).name == theirs.description()
    kept.rename(profile)
    window.monitor_profile.start()
    assert monitors.of(window).name == P3.description()
