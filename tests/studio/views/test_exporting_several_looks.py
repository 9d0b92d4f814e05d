"""The Export page with several looks: asked once, stopped, and summed up."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hairsdk.cube import read_cube
from hairsdk.preset import Preset
from hairsdk.resources import presets_dir
from hairstudio.services.export import planned_files
from hairstudio.services.library import LookCard, list_looks
from hairstudio.views.dialogs.question import Answer
from hairstudio.views.main_window import MainWindow
from hairstudio.views.panels import export as module
from hairstudio.views.panels.export import ExportPanel


@pytest.fixture
def export(window: MainWindow, tmp_path: Path) -> ExportPanel:
    """The page, with the pairs of the open look, copper and platinum chosen."""
    window.show_workspace("export")
    panel = window.export
    panel.form.folder.setText(str(tmp_path / "out"))
    panel.form.hairlook.setChecked(False)
    panel.form.lut_size.setCurrentIndex(0)
    panel._take_others(cards(tmp_path, "copper", "platinum"))
    return panel


def cards(folder: Path, *names: str) -> tuple[LookCard, ...]:
    return tuple(card for card in list_looks(folder / "none") if card.path.name in names)


def run(qtbot: QtBot, panel: ExportPanel) -> None:
    with qtbot.waitSignal(panel._task.ended, timeout=30000):
        panel.export_button.click()


def test_that_the_pairs_of_all_looks_are_written_and_summed_up(
    qtbot: QtBot, export: ExportPanel, tmp_path: Path
) -> None:
    assert export.form.looks.text() == "3 looks…"
    assert export.files.text().splitlines()[-1] == "and the same of 2 more"
    told: list[str] = []
    export._task.progressed.connect(lambda *_: told.append(export.result.text()))
    run(qtbot, export)
    names = ("untitled", "copper", "platinum")
    expected = sorted(f"{name}-{side}.cube" for name in names for side in ("light", "dark"))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == expected
    assert read_cube(tmp_path / "out" / "copper-light.cube").size == 17
    lines = export.result.text().splitlines()
    assert lines == [f"Written to {tmp_path / 'out'}:", "Untitled", "Copper", "Platinum"]
    assert "Copper" in told
    assert export.open_button.isVisible()


def test_that_files_that_are_there_are_asked_about_once(
    qtbot: QtBot, export: ExportPanel, answering, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    for name in ("copper-light.cube", "platinum-dark.cube"):
        (tmp_path / "out" / name).write_bytes(b"theirs")
    export._list_files()
    assert "2 already there" in export.files.text()
    asked = answering(Answer.Cancel, Answer.Yes)
    export.export_button.click()
    assert not export._task.busy
    assert len(list((tmp_path / "out").iterdir())) == 2
    run(qtbot, export)
    assert len(asked) == 2
    assert "\ncopper-light.cube\nplatinum-dark.cube\n" in asked[0]
    assert (tmp_path / "out" / "copper-light.cube").read_bytes() != b"theirs"


def test_that_of_many_files_that_are_there_the_first_are_named(
    qtbot: QtBot, export: ExportPanel, answering, tmp_path: Path
) -> None:
    export.form.hairlook.setChecked(True)
    export.form.hald.setChecked(True)
    (tmp_path / "out").mkdir()
    planned = [
        path
        for piece in export._pieces(export._session.document.look, export.options())
        for path in planned_files(piece.options)
    ]
    for path in planned:
        path.write_bytes(b"theirs")
    asked = answering(Answer.Cancel)
    export.export_button.click()
    lines = asked[0].splitlines()[1:]
    assert lines[:8] == [path.name for path in planned[:8]]
    assert lines[8] == f"and {len(planned) - 8} more"


def test_that_a_look_that_is_gone_is_told_beside_those_that_are_written(
    qtbot: QtBot, export: ExportPanel, tmp_path: Path
) -> None:
    gone = LookCard(tmp_path / "gone.hairlook", "Rust", id="copper")
    export._take_others((*cards(tmp_path, "copper"), gone))
    run(qtbot, export)
    lines = export.result.text().splitlines()
    assert lines[0].startswith("Rust was not exported: ")
    assert lines[2:] == ["Untitled", "Copper"]
    assert not (tmp_path / "out" / "copper-2-light.cube").exists()


def test_that_what_was_written_before_it_was_stopped_is_told(
    qtbot: QtBot, export: ExportPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write = module.export_looks

    def stopped_after_the_first(*arguments: object):  # type: ignore[no-untyped-def]
        control = arguments[4]
        report = control._report  # type: ignore[attr-defined]

        def wait(share: float, title: str) -> None:
            report(share, title)
            if title == "Untitled" and share > 0:
                qtbot.waitUntil(lambda: control.cancelled, timeout=20000)  # type: ignore[attr-defined]

        control._report = wait  # type: ignore[attr-defined]
        return write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "export_looks", stopped_after_the_first)
    export.export_button.click()
    assert export.export_button.text() == "Stop"
    qtbot.waitUntil(lambda: export.result.text() == "Untitled", timeout=20000)
    run(qtbot, export)
    assert export.result.text().splitlines() == [
        "Export stopped",
        f"Written to {tmp_path / 'out'}:",
        "Untitled",
    ]
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["untitled-dark.cube", "untitled-light.cube"]


def test_that_stop_pressed_while_the_last_look_is_written_stops_nothing(
    qtbot: QtBot, export: ExportPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write = module.export_looks

    def pressed_late(*arguments: object):  # type: ignore[no-untyped-def]
        outcome = write(*arguments)  # type: ignore[arg-type]
        arguments[4].cancel()  # type: ignore[attr-defined]
        return outcome

    monkeypatch.setattr(module, "export_looks", pressed_late)
    run(qtbot, export)
    assert export.result.text().splitlines()[0] == f"Written to {tmp_path / 'out'}:"


def test_that_a_look_that_failed_before_it_was_stopped_is_told(
    qtbot: QtBot, export: ExportPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write = module.export_looks

    def stopped_after_the_first(pieces, documents, registry, luts, control, outcome):  # type: ignore[no-untyped-def]
        gone = replace(pieces[0], look=tmp_path / "gone.hairlook")
        write([gone], documents, registry, luts, control, outcome)
        control.cancel()
        return write(pieces, documents, registry, luts, control, outcome)

    monkeypatch.setattr(module, "export_looks", stopped_after_the_first)
    run(qtbot, export)
    first, second = export.result.text().splitlines()
    assert first == "Export stopped"
    assert second.startswith("Untitled was not exported: ")


def test_that_looks_of_one_id_get_files_of_their_own_and_their_sources_are_kept(
    qtbot: QtBot, export: ExportPanel, tmp_path: Path
) -> None:
    own = tmp_path / "out" / "copper.hairlook"
    own.parent.mkdir()
    own.write_bytes(b"")
    export._take_others((LookCard(own, "Rust", id="copper"), *cards(tmp_path, "copper")))
    export.form.hairlook.setChecked(True)
    names = [
        p.options.name for p in export._pieces(export._session.document.look, export.options())
    ]
    assert names == ["untitled", "copper", "copper-2"]
    export._may_replace = lambda there: True  # type: ignore[method-assign]
    run(qtbot, export)
    assert "copper.hairlook would be written over" in export.result.text()
    assert own.read_bytes() == b""
    assert (tmp_path / "out" / "copper-2-light.cube").exists()


def test_that_built_in_looks_are_called_as_in_the_window_in_their_files_and_within(
    german: object, qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    session, panel = window.session, window.export
    with qtbot.waitSignal(session.opened, timeout=20000):
        session.open(presets_dir() / "copper", as_copy=True)
    panel._take_others(cards(tmp_path, "jet-black", "lilac"))
    stems = [piece.options.name for piece in panel._pieces(session.document.look, panel.options())]
    assert stems == ["kupfer", "pastellflieder", "tiefschwarz"]
    panel.form.folder.setText(str(tmp_path / "out"))
    panel.form.lut_size.setCurrentIndex(0)
    panel.form.cubes.setChecked(False)
    panel.form.bundle.setCurrentIndex(panel.form.bundle.findData("generic"))
    run(qtbot, panel)
    copper, black = (
        Preset.load(tmp_path / "out" / f"{name}.hairlook") for name in ("kupfer", "tiefschwarz")
    )
    assert (copper.id, copper.name) == ("kupfer", "Kupfer")
    assert copper.notes == "Leuchtendes Orangerot mit Lichtern in Pfirsich."
    assert (black.id, black.name) == ("tiefschwarz", "Tiefschwarz")
    assert black.notes == "Blauschwarz mit kaltem Glanz."
    with zipfile.ZipFile(tmp_path / "out" / "kupfer-generic.zip") as bundle:
        looks = json.loads(bundle.read("manifest.json"))["looks"]
    assert [(look["id"], look["name"]) for look in looks] == [
        ("kupfer", "Kupfer"),
        ("pastellflieder", "Pastellflieder"),
        ("tiefschwarz", "Tiefschwarz"),
    ]
