"""Qt's objects have a parent: Python, which may look for cycles in any thread, deletes none."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import isValid, ownedByPython

from hairstudio import AuthoringPanel
from hairstudio.services.places import Places


def owned_by_python() -> set[QObject]:
    # By type: of one of torch's objects isinstance gives a warning.
    found = (each for each in gc.get_objects() if issubclass(type(each), QObject))
    return {each for each in found if isValid(each) and ownedByPython(each)}


def test_that_all_of_a_panel_has_a_parent_but_itself(qtbot: QtBot, places: Places) -> None:
    before = owned_by_python()
    panel = AuthoringPanel(places=places)
    qtbot.addWidget(panel, before_close_func=AuthoringPanel.shut_down)
    panel.show()
    panel.effects.add_effect("dye")
    qtbot.waitUntil(lambda: not panel.gallery.busy, timeout=20000)
    panel.gallery.view.activated.emit(2)
    picker = panel.compare.goal.pick()
    assert owned_by_python() - before == {panel}
    picker.close()
