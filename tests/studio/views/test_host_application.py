"""The authoring panel inside somebody else's window."""

from __future__ import annotations

import gc
import threading
import weakref
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from hairsdk.cube import write_cube
from hairsdk.lut import Lut3D
from hairsdk.preset import Preset
from hairstudio import AuthoringPanel
from hairstudio.document.look import empty_look
from hairstudio.services.control import TaskControl
from hairstudio.services.places import Places
from hairstudio.services.recovery import Recovery


def test_that_a_bare_main_window_can_dock_the_panel(
    qtbot: QtBot, qapp: QApplication, places: Places, drop, tmp_path: Path
) -> None:
    style, sheet = qapp.style().objectName(), qapp.styleSheet()
    host = QMainWindow()
    panel = AuthoringPanel(places=places)
    dock = QDockWidget("Hair", host)
    dock.setWidget(panel)
    host.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    host.resize(1200, 800)
    host.show()
    assert (qapp.style().objectName(), qapp.styleSheet()) == (style, sheet)
    looks = []
    panel.look_changed.connect(looks.append)
    panel.effects.add_effect("dye")
    amount = panel.effects.stack_view.rows[0].panel.editors["amount"].slider
    qtbot.keyClick(amount, Qt.Key.Key_End)
    panel.effects.flush()
    assert looks[-1].light.stack.entries[0].effect.amount == 2.0
    qtbot.waitUntil(lambda: not panel.session.preview.busy, timeout=10000)
    with qtbot.waitSignal(panel.session.saved, timeout=20000):
        panel.save(tmp_path / "hosted.hairlook")
    assert Preset.load(tmp_path / "hosted.hairlook").light == panel.preset().light
    panel.undo()
    assert panel.look().light.stack.entries[0].effect.amount == 1.0
    write_cube(tmp_path / "soft.cube", Lut3D.identity(5))
    drop(panel.compare.slots["dark"].viewer, tmp_path / "soft.cube")
    qtbot.waitUntil(lambda: len(panel.look().dark.stack) == 1, timeout=10000)
    panel.session.document.undo_stack.setClean()
    with qtbot.waitSignal(panel.session.opened, timeout=10000):
        drop(panel.compare.slots["light"].viewer, tmp_path / "hosted.hairlook")
    assert panel.look().light.stack.entries[0].effect.amount == 2.0
    panel.shut_down()
    host.close()
    host.deleteLater()


def test_that_unsaved_work_outlives_a_host_that_quits(
    qtbot: QtBot, qapp: QApplication, places: Places
) -> None:
    panel = AuthoringPanel(places=places)
    qtbot.addWidget(panel)
    panel.effects.add_effect("dye")
    panel.effects.stack_view.rows[0].panel.editors["amount"].slider.wheel_turned.emit(1.5, False)
    panel.shut_down()
    again = AuthoringPanel(places=places)
    qtbot.addWidget(again)
    assert again.remark.text.text() == "“Untitled” was not saved when its window went."
    with qtbot.waitSignal(again.session.opened, timeout=10000):
        qtbot.mouseClick(again.remark.offer_button, Qt.MouseButton.LeftButton)
    assert again.look().light.stack.entries[0].effect.amount == 1.5
    again.session.document.undo_stack.setClean()
    again.shut_down()
    assert list(places.recovery.iterdir()) == []


def test_that_a_panel_that_its_host_deletes_leaves_its_work_and_nothing_else(
    qtbot: QtBot, places: Places
) -> None:
    panel = AuthoringPanel(places=places)
    panel.effects.add_effect("dye")
    kept = weakref.ref(panel.session)
    panel.deleteLater()
    del panel

    def gone() -> bool:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return kept() is None

    qtbot.waitUntil(gone, timeout=10000)
    assert [each.name for each in Recovery(places.recovery).leftovers()] == ["Untitled"]


def test_that_a_panel_that_its_host_drops_goes_at_once_and_leaves_its_work(
    qtbot: QtBot, places: Places
) -> None:
    left = Recovery(places.recovery)
    left.write(empty_look(), None)
    left.release()
    panel = AuthoringPanel(places=places)
    panel.show()
    assert not panel.remark.offer_button.isHidden()
    panel.effects.add_effect("dye")
    gallery = panel.gallery
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    gallery.view.activated.emit(2)
    panel.compare.goal.pick().close()
    kept = weakref.ref(panel)
    with qtbot.waitSignal(panel.session.destroyed, timeout=10000):
        del panel
        # Without a search for cycles, which may run in any thread.
        assert kept() is None
    names = [each.name for each in Recovery(places.recovery).leftovers()]
    assert names == ["Untitled", "Untitled"]


def test_that_a_panel_that_is_deleted_hears_nothing_of_what_it_began(
    qtbot: QtBot, places: Places
) -> None:
    panel = AuthoringPanel(places=places)
    session, told = panel.session, threading.Event()

    def work(control: TaskControl) -> None:
        control.progress(0.5, "anna.png")
        told.set()

    panel.gallery._own._finder.start(work)
    assert told.wait(10)
    delete(panel)
    # What raises between events, pytest-qt lets the test fail for.
    with qtbot.waitSignal(session.destroyed, timeout=10000):
        del session


def test_that_of_two_panels_that_offer_a_safety_copy_one_gets_it(
    qtbot: QtBot, places: Places, german
) -> None:
    left = Recovery(places.recovery)
    left.write(empty_look(), None)
    left.release()
    panels = [AuthoringPanel(places=places) for _ in range(2)]
    for panel in panels:
        qtbot.addWidget(panel)
    first, second = panels
    with qtbot.waitSignal(first.session.opened, timeout=10000):
        first.remark.offer_button.click()
    with qtbot.waitSignal(second.session.open_failed, timeout=10000):
        second.remark.offer_button.click()
    told = "Nicht geöffnet: Die Sicherungskopie von Untitled ist nicht mehr da"
    assert second.remark.text.text().startswith(told)
    for panel in panels:
        panel.session.document.undo_stack.setClean()
        panel.shut_down()


def test_that_a_host_that_saves_while_a_look_is_read_is_told(
    qtbot: QtBot, places: Places, tmp_path: Path
) -> None:
    panel = AuthoringPanel(places=places)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.session.saved, timeout=20000):
        panel.save(tmp_path / "a.hairlook")
    with qtbot.waitSignal(panel.session.opened, timeout=20000):
        panel.open(tmp_path / "a.hairlook")
        panel.save(tmp_path / "b.hairlook")
        assert "Another file is still being read" in panel.remark.text.text()
    assert not (tmp_path / "b.hairlook").exists()
    panel.shut_down()


def test_that_a_look_that_a_host_opens_takes_away_what_failed_before(
    qtbot: QtBot, places: Places, tmp_path: Path
) -> None:
    panel = AuthoringPanel(places=places)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.session.saved, timeout=20000):
        panel.save(tmp_path / "a.hairlook")
    with qtbot.waitSignal(panel.session.open_failed, timeout=20000):
        panel.open(tmp_path / "gone.hairlook")
    assert "gone.hairlook" in panel.remark.text.text()
    with qtbot.waitSignal(panel.session.opened, timeout=20000):
        panel.open(tmp_path / "a.hairlook")
    assert panel.remark.isHidden()
    panel.shut_down()


def test_that_a_host_shares_the_folders_of_the_studio(qapp: QApplication) -> None:
    name = qapp.applicationName()
    try:
        qapp.setApplicationName("Hair Studio")
        own = Places.standard()
        qapp.setApplicationName("Nuke")
        assert Places.standard() == own
    finally:
        qapp.setApplicationName(name)
