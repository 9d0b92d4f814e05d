"""The Export workspace: where files go, what is refused, what comes out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QScrollArea
from pytestqt.qtbot import QtBot

from hairsdk.bundle import Bundle
from hairsdk.errors import FileWriteError
from hairsdk.preset import Preset
from hairsdk.resources import presets_dir
from hairstudio.services import export
from hairstudio.services.session import Session
from hairstudio.views.dialogs.choose_looks import ChooseLooksDialog
from hairstudio.views.main_window import MainWindow
from hairstudio.views.panels.export import ExportPanel


def test_that_a_failed_export_tells_and_leaves_nothing_behind(
    qtbot: QtBot, window: MainWindow, break_disk, tmp_path: Path
) -> None:
    words = break_disk()
    window.show_workspace("export")
    window.export.form.folder.setText(str(tmp_path / "out"))
    qtbot.mouseClick(window.export.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: words in window.export.result.text(), timeout=20000)
    assert list((tmp_path / "out").iterdir()) == []
    assert window.export.export_button.text() == "Export"


def test_that_an_export_that_fails_half_way_tells_what_is_there(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise FileWriteError("no room")

    monkeypatch.setattr(export, "save_preset", fail)
    window.show_workspace("export")
    page = window.export
    page.form.folder.setText(str(tmp_path))
    page.start()
    qtbot.waitUntil(lambda: "no room" in page.result.text(), timeout=20000)
    names = sorted(path.name for path in tmp_path.glob("*.cube"))
    assert len(names) == 2
    first, told, *listed = page.result.text().splitlines()
    assert first.startswith("Not exported: ")
    assert (told, sorted(listed)) == (f"Written to {tmp_path} before that:", names)
    assert page.open_button.isVisible()
    assert "2 already there" in page.files.text()


def test_that_a_written_folder_is_told_as_one(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    page = window.export
    page.form.folder.setText(str(tmp_path))
    page.form.preset_folder.setChecked(True)
    with qtbot.waitSignal(page.exported, timeout=20000):
        page.start()
    name = page.form.name.text()
    assert f"{name}/" in page.result.text().splitlines()


def test_that_the_folder_of_the_last_export_is_offered_again(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.export.form.folder.setText(str(tmp_path / "client"))
    with qtbot.waitSignal(window.export.exported, timeout=20000):
        window.export.start()
    assert ExportPanel(window.session).form.folder.text() == str(tmp_path / "client")


@pytest.mark.parametrize("typed", ["~", "~nobody-of-this-name", "/" + "x" * 300, "\0"])
def test_that_any_folder_and_name_can_be_typed(window: MainWindow, typed: str) -> None:
    window.export.form.folder.setText(typed)
    window.export.form.name.setText("x" * 300)
    assert "x" * 300 in window.export.files.text()


@pytest.mark.parametrize("width", [470, 340])
@pytest.mark.parametrize("language", ["english", "german"])
def test_that_nothing_of_the_page_is_cut_off_in_a_small_window(
    qtbot: QtBot, request: pytest.FixtureRequest, session: Session, language: str, width: int
) -> None:
    if language == "german":
        request.getfixturevalue("german")
    page = ExportPanel(session)
    qtbot.addWidget(page)
    page.resize(width, 400)  # 470 is what a window of 1024 × 700 leaves it, below a remark
    page.form.name.setText("x" * 200)
    page._say("y" * 200)
    page.show()
    scroll = page.findChild(QScrollArea)
    qtbot.waitUntil(scroll.verticalScrollBar().isVisible)
    assert scroll.widget().minimumSizeHint().width() <= scroll.viewport().width()
    label, field = page.form.labelForField(page.form.name), page.form.name
    beside = label.geometry().right() < field.geometry().left()
    assert beside == (width == 470)


def test_that_what_came_out_stands_below_the_button_and_takes_no_more_room_than_its_lines(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.show_workspace("export")
    page = window.export
    page._say("Written to a folder:\nuntitled-light.cube\nuntitled-dark.cube")
    result = page.result
    qtbot.waitUntil(lambda: result.isVisible() and result.height() > 0)
    qtbot.waitUntil(lambda: result.height() == result.heightForWidth(result.width()))
    page._say("")
    assert not result.isVisible()
    assert not page.form.labelForField(result).isVisible()


def test_that_a_folder_is_told_from_files_also_where_its_name_has_a_point(
    window: MainWindow,
) -> None:
    window.export.form.preset_folder.setChecked(True)
    window.export.form.name.setText("copper.v2")
    assert "copper.v2/" in window.export.files.text().splitlines()


def test_that_the_files_that_are_listed_are_those_that_are_chosen_now(window: MainWindow) -> None:
    page, form = window.export, window.export.form
    form.name.setText("a")
    pair, look = ["a-light.cube", "a-dark.cube"], ["a.hairlook"]
    assert page.files.text().splitlines() == [*pair, *look]
    form.hairlook.setChecked(False)
    assert page.files.text().splitlines() == pair
    form.bundle.setCurrentIndex(form.bundle.findData("web"))
    assert page.files.text().splitlines() == [*pair, "a-web.zip"]
    form.cubes.setChecked(False)
    assert page.files.text().splitlines() == ["a-web.zip"]


def test_that_an_empty_folder_is_not_the_one_the_studio_was_started_in(
    window: MainWindow,
) -> None:
    window.export.form.folder.setText("  ")
    assert window.export.files.text() == "Choose a folder"
    assert not window.export.export_button.isEnabled()
    window.export.start()
    assert window.export.result.text() == "Choose a folder"


def test_that_an_export_does_not_take_the_place_of_the_look_and_its_photos(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, photo
) -> None:
    session, export = window.session, window.export
    session.references.take("light", photo("mine.png", 200))
    session.references.finish()
    own = tmp_path / "copper.hairlook"
    export.form.folder.setText(str(tmp_path))
    with qtbot.waitSignal(session.saved, timeout=20000):
        session.save(own)
    written = own.read_bytes()
    assert "copper.hairlook is the open look itself" in export.files.text()
    assert not export.export_button.isEnabled()
    export.start()
    assert not export._task.busy
    export.form.hairlook.setChecked(False)
    with qtbot.waitSignal(export.exported, timeout=20000):
        export.start()
    assert own.read_bytes() == written


def test_that_a_finished_export_names_the_folder_it_was_started_for(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    window.export.form.folder.setText("~/client")
    with qtbot.waitSignal(window.export.exported, timeout=20000):
        window.export.start()
        window.export.form.folder.setText(str(tmp_path / "other"))
    folder = str(tmp_path / "client")
    assert folder in window.export.result.text()
    window.export.open_button.click()
    assert opened == [folder]
    assert window.session.settings.text("export_folder") == folder


def test_that_a_bundle_for_apps_is_exported_and_worn_by_the_sdk(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.show_workspace("export")
    export = window.export
    export.form.folder.setText(str(tmp_path))
    export.form.bundle.setFocus()
    qtbot.keyClick(export.form.bundle, Qt.Key.Key_Down)
    assert export.form.bundle.currentText() == "Android"
    with qtbot.waitSignal(export.exported, timeout=60000):
        qtbot.mouseClick(export.export_button, Qt.MouseButton.LeftButton)
    [bundle] = tmp_path.glob("*-android.zip")
    look = Preset.load(f"{bundle}#{window.session.document.look.about.id}")
    assert look.light.size == 33


def test_that_other_looks_are_ticked_for_the_bundle_until_another_look_is_opened(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, settled
) -> None:
    window.show_workspace("export")
    export = window.export
    export.form.folder.setText(str(tmp_path))
    export.form.lut_size.setCurrentIndex(0)
    export.form.cubes.setChecked(False)
    export.form.hairlook.setChecked(False)
    export.form.bundle.setCurrentIndex(export.form.bundle.findData("generic"))
    assert export.form.looks.text() == "This look only…"
    qtbot.mouseClick(export.form.looks, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: export.findChild(ChooseLooksDialog) is not None, timeout=10000)
    dialog = export.findChild(ChooseLooksDialog)
    for row, name in ((0, "Apricot"), (3, "Brunette")):
        assert dialog.list.item(row).text().startswith(name)
        dialog.list.setCurrentRow(row)
        qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    dialog.accept()
    assert export.form.looks.text() == "3 looks…"
    with qtbot.waitSignal(export.exported, timeout=60000):
        qtbot.mouseClick(export.export_button, Qt.MouseButton.LeftButton)
    with Bundle(tmp_path / "untitled-generic.zip") as bundle:
        assert bundle.looks == ("untitled", "apricot", "brunette")
    window.session.open(presets_dir() / "apricot")
    settled(window.session)
    assert export.form.looks.text() == "This look only…"


def test_that_neither_the_open_look_nor_a_damaged_one_can_be_ticked(
    window: MainWindow, qtbot: QtBot, settled
) -> None:
    session, export = window.session, window.export
    session.places.looks.mkdir(parents=True)
    (session.places.looks / "broken.hairlook").write_bytes(b"no look")
    session.open(presets_dir() / "apricot")
    settled(session)
    export.choose_looks()
    qtbot.waitUntil(lambda: export.findChild(ChooseLooksDialog) is not None, timeout=10000)
    dialog = export.findChild(ChooseLooksDialog)
    assert dialog.list.item(0).text().startswith("Ash blond")
    dialog.reject()
    qtbot.waitUntil(lambda: export.findChild(ChooseLooksDialog) is None)
    # Another look opens before the list is there.
    export.choose_looks()
    session.new()
    qtbot.waitUntil(lambda: not export._question._listing.busy)
    assert export.findChild(ChooseLooksDialog) is None


def test_that_however_much_is_exported_a_small_window_stays_small_and_shows_the_result(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.resize(1024, 700)
    window.reset_layout()
    window.show_workspace("export")
    panel = window.export
    panel.form.folder.setText(str(tmp_path / "out"))
    form = panel.form
    for box in (form.cubes, form.hairlook, form.preset_folder, form.hald, form.recipe):
        box.setChecked(True)
    qtbot.wait(50)
    with qtbot.waitSignal(panel.exported, timeout=20000):
        panel.start()
    qtbot.waitUntil(lambda: not panel.result.visibleRegion().isEmpty())
    assert (window.width(), window.height()) == (1024, 700)


def test_that_the_focus_is_seen_on_the_button_and_boxes_are_easily_hit(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.show_workspace("export")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    panel = window.export
    panel.form.bundle.setFocus()
    without = panel.export_button.grab().toImage()
    qtbot.keyClick(panel.form.bundle, Qt.Key.Key_Tab)
    assert panel.export_button.hasFocus()
    assert panel.export_button.grab().toImage() != without
    assert all(box.height() >= 20 for box in panel.findChildren(QCheckBox) if box.isVisible())
