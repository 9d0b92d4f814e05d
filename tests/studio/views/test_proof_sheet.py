"""The proof sheet's way from the menu to the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from hairsdk.images import read_photo
from hairstudio.views.main_window import MainWindow


def answer(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(path), ""))


def test_that_a_proof_sheet_is_written_told_and_opened(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    answer(monkeypatch, tmp_path / "rust")
    with qtbot.waitSignal(window.proof.written, timeout=20000):
        window.actions_table.by_name["proof"].trigger()
    assert read_photo(tmp_path / "rust.jpg").width > 3000
    assert window.remark.text.text() == "rust.jpg is written."
    window.remark.offer_button.click()
    assert opened == [str(tmp_path / "rust.jpg")]


def test_that_a_proof_sheet_does_not_take_the_place_of_a_picture_nobody_was_asked_about(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "rust.jpg").write_bytes(b"precious")
    answer(monkeypatch, tmp_path / "rust")
    window.proof.dialog()
    assert "“rust.jpg” already" in window.remark.text.text()
    assert (tmp_path / "rust.jpg").read_bytes() == b"precious"
