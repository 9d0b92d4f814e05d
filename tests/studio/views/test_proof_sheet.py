"""The proof sheets' way from the menu to the file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from hairsdk.images import Photo, read_photo, write_photo
from hairsdk.resources import presets_dir
from hairstudio.services.look_sheet import write_look_sheet
from hairstudio.views import proof_sheet
from hairstudio.views.dialogs.choose_looks import ChooseLooksDialog
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


def test_that_the_look_is_on_the_sheet_that_was_open_when_it_was_asked_for(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    written = []

    def write(*arguments) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
        written.append(arguments[1:3])
        return ()

    def another_opens(*arguments: object) -> tuple[str, str]:
        window.session.new()
        return str(tmp_path / "rust.jpg"), ""

    monkeypatch.setattr(proof_sheet, "write_proof", write)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", another_opens)
    window.session.describe(name="Rust")
    look = window.session.document.look
    with qtbot.waitSignal(window.proof.written, timeout=20000):
        window.proof.dialog()
    assert written == [("Rust", look)]


@pytest.mark.parametrize("gallery", ["closed", "loading", "there"])
def test_that_own_heads_are_on_a_sheet_also_while_the_gallery_is_closed_or_loading(
    qtbot: QtBot,
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    photo,
    gallery: str,
) -> None:
    photo("anna.png", 120, (300, 400))
    window.session.settings.note_gallery_source(tmp_path)
    if gallery == "there":
        window.gallery.load(tmp_path)
        qtbot.waitUntil(lambda: window.gallery.complete, timeout=20000)
    elif gallery == "closed":
        monkeypatch.setattr(window.gallery, "_builtin", ())
    else:
        monkeypatch.setattr(window.gallery._own, "_waiting", [(tmp_path, None)])
    shown: list[str] = []

    def write(*arguments) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
        shown.extend(head.name for head in arguments[3])
        return ()

    monkeypatch.setattr(proof_sheet, "write_proof", write)
    shares: list[float] = []
    window.proof._task.progressed.connect(lambda share, _: shares.append(share))
    with qtbot.waitSignal(window.proof.written, timeout=20000):
        answer(monkeypatch, tmp_path / "proof.jpg")
        window.proof.dialog()
    assert {"anna", "White bob"} < set(shown)
    assert not any(shares), "the sheet itself begins at nought"
    seen = window.session.finder.photos
    with qtbot.waitSignal(window.proof.written, timeout=20000):
        window.proof.dialog()
    assert window.session.finder.photos == seen, "known heads are not looked for again"


def test_that_photos_that_are_not_on_a_sheet_are_told(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, photo
) -> None:
    """Those without hair where the gallery is closed, and those that went since it was read."""
    heads, sheet = tmp_path / "heads", tmp_path / "proof.jpg"
    heads.mkdir()
    for name in ("anna", "berta", "cleo", "dora"):
        photo(f"heads/{name}.png", 120, (300, 400))
    write_photo(heads / "black.png", Photo(np.zeros((40, 60, 3), np.uint8)))

    def told() -> list[str]:
        with qtbot.waitSignal(window.proof.written, timeout=20000):
            answer(monkeypatch, sheet)
            window.proof.dialog()
        return window.remark.text.text().splitlines()

    qtbot.waitUntil(lambda: window.gallery.complete, timeout=20000)
    window.session.settings.note_gallery_source(heads)
    with monkeypatch.context() as closed:
        closed.setattr(window.gallery, "_builtin", ())
        no_hair = "No hair was found in black.png"
        assert told() == ["proof.jpg is written. Left out:", no_hair]
    window.gallery.load(heads)
    qtbot.waitUntil(lambda: window.gallery.complete, timeout=20000)
    assert told() == ["proof.jpg is written."]
    for name in ("anna", "berta", "cleo", "dora"):
        (heads / f"{name}.png").unlink()
    first, *lines = told()
    assert first == "proof.jpg is written. Left out:"
    assert len(lines) == 3
    assert lines[0].endswith(".png: no such file")
    assert lines[-1] == "and 2 more"
    qtbot.waitUntil(
        lambda: sum(item.gone for item in window.gallery.view.model.items()) == 4, timeout=10000
    )


def test_that_a_folder_on_a_drive_that_is_away_is_told_and_not_left_out_once_it_is_back(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, photo
) -> None:
    shown: list[str] = []

    def write(*arguments) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
        shown[:] = [head.name for head in arguments[3]]
        return ()

    def told() -> list[str]:
        with qtbot.waitSignal(window.proof.written, timeout=20000):
            answer(monkeypatch, tmp_path / "proof.jpg")
            window.proof.dialog()
        return window.remark.text.text().splitlines()

    monkeypatch.setattr(proof_sheet, "write_proof", write)
    heads, away = tmp_path / "heads", f"The folder {tmp_path / 'heads'} is not there"
    qtbot.waitUntil(lambda: window.gallery.complete, timeout=20000)
    window.session.settings.note_gallery_source(heads)
    for builtin in (window.gallery._builtin, ()):
        with monkeypatch.context() as closed:
            closed.setattr(window.gallery, "_builtin", builtin)
            assert told() == ["proof.jpg is written. Left out:", away]
    heads.mkdir()
    photo("heads/anna.png", 120, (300, 400))
    assert told() == ["proof.jpg is written."]
    assert "anna" in shown
    # The gallery gets it when the window is looked at again.
    QApplication.sendEvent(window.gallery, QEvent(QEvent.Type.ActivationChange))
    qtbot.waitUntil(lambda: "anna" in [head.name for head in window.gallery.heads()])
    qtbot.waitUntil(lambda: window.gallery.complete, timeout=20000)


def choose(qtbot: QtBot, window: MainWindow, *rows: int) -> ChooseLooksDialog:
    window.actions_table.by_name["proof_looks"].trigger()
    qtbot.waitUntil(lambda: window.findChild(ChooseLooksDialog) is not None, timeout=10000)
    dialog = window.findChild(ChooseLooksDialog)
    assert dialog.windowTitle() == "Looks on the sheet"
    for row in rows:
        dialog.list.setCurrentRow(row)
        qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    return dialog


def test_that_a_sheet_of_the_looks_ticked_is_written(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer(monkeypatch, tmp_path / "choice.jpg")
    progress: list[str] = []
    window.proof._task.progressed.connect(
        lambda *_: progress.append(window.proof.progress.label.text())
    )
    dialog = choose(qtbot, window, 0, 3)
    with qtbot.waitSignal(window.proof.written, timeout=20000):
        dialog.accept()
    assert window.remark.text.text() == "choice.jpg is written."
    assert read_photo(tmp_path / "choice.jpg").width == 2 * 48 + 4 * 312 - 12
    assert any(text.endswith("Brunette") for text in progress)
    assert progress[-1] == "Proof sheet: 100 %   choice.jpg"
    assert not window.proof.progress.isVisible()
    qtbot.waitUntil(lambda: window.findChild(ChooseLooksDialog) is None)
    again = choose(qtbot, window)
    assert [path.name for path in again.chosen()] == ["apricot", "brunette"]
    window.session.new()
    assert not again.isVisible(), "it speaks of the look that was open"
    qtbot.waitUntil(lambda: window.findChild(ChooseLooksDialog) is None)
    window.proof.looks_dialog()
    window.session.new()  # another look opens before the list is there
    qtbot.waitUntil(lambda: not window.proof._question._listing.busy)
    assert window.findChild(ChooseLooksDialog) is None


def test_that_a_changed_look_is_compared_with_the_one_it_was_made_from(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settled
) -> None:
    copper = presets_dir() / "copper"
    with qtbot.waitSignal(window.session.opened, timeout=10000):
        window.session.open(copper, as_copy=True)
    dialog = choose(qtbot, window)
    names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert "Copper – built in" not in names, "it would be there twice, and alike"
    dialog.reject()
    qtbot.waitUntil(lambda: window.findChild(ChooseLooksDialog) is None)
    window.effects.add_effect("dye")
    window.flush()
    given: list[object] = []

    def write(*arguments: object) -> tuple[str, ...]:
        given.extend(arguments[1:4])
        return ()

    monkeypatch.setattr(proof_sheet, "write_look_sheet", write)
    answer(monkeypatch, tmp_path / "choice.jpg")
    dialog = choose(qtbot, window, names.index("Dark blond – built in"))
    with qtbot.waitSignal(window.proof.written, timeout=20000):
        dialog.accept()
    title, look, others = given
    assert (title, others) == ("Copper, changed", (copper,))
    assert look is window.session.document.look
    settled(window.session)


def test_that_a_sheet_is_stopped_where_it_says_that_it_is_being_written(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def write_once_stopped(*arguments: object) -> None:
        control = arguments[-1]
        qtbot.waitUntil(lambda: control.cancelled, timeout=20000)
        write_look_sheet(*arguments)

    monkeypatch.setattr(proof_sheet, "write_look_sheet", write_once_stopped)
    answer(monkeypatch, tmp_path / "choice.jpg")
    window.proof._take(())
    window.files.new()
    assert window.proof.progress.isVisible(), "also once another look is open"
    with qtbot.waitSignal(window.proof._task.ended, timeout=20000):
        window.proof.progress.stop.click()
    assert not window.proof.progress.isVisible()
    assert window.remark.text.text() == "Stopped; nothing was written"
    assert not (tmp_path / "choice.jpg").exists()


def test_that_a_sheet_answered_for_while_another_is_written_is_not_lost_in_silence(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def write(*arguments: object) -> tuple[str, ...]:
        control = arguments[-1]
        qtbot.waitUntil(lambda: control.cancelled, timeout=20000)
        return ()

    monkeypatch.setattr(proof_sheet, "write_proof", write)
    dialog = choose(qtbot, window, 0)
    answer(monkeypatch, tmp_path / "first.jpg")
    window.proof.dialog()
    answer(monkeypatch, tmp_path / "second.jpg")
    dialog.accept()
    assert "still being written" in window.remark.text.text()
    assert window.proof.progress.isVisible()
    with qtbot.waitSignal(window.proof._task.ended, timeout=20000):
        window.proof.progress.stop.click()
