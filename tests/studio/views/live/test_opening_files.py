"""The dialogs for films and pictures of the Live workspace."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from hairstudio.views.live.conductor import Conductor


def test_that_films_of_camcorders_and_phones_are_offered(
    conductor: Conductor, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *given: (asked.append(given[-1]), "")
    )
    conductor.workspace.sources.movie_requested.emit()
    assert {"*.mts", "*.m2ts", "*.3gp", "*.mov"} <= set(re.findall(r"[*.\w]+", asked[0]))


@pytest.mark.parametrize("kind", ["movie", "image"])
def test_that_a_dialog_begins_where_a_file_was_opened_last(
    conductor: Conductor, live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    begun: list[Path] = []
    chosen = str(tmp_path / "clients.mp4" if kind == "movie" else tmp_path / "client.jpg")

    def ask(_window: object, _title: str, folder: str, _kinds: str) -> tuple[str, str]:
        begun.append(Path(folder))
        return chosen, ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    for _ in range(2):
        getattr(conductor.workspace.sources, f"{kind}_requested").emit()
    assert begun[0] != tmp_path
    assert begun[1] == tmp_path
    assert live.last(f"open_{kind}") == (Path(chosen),)
