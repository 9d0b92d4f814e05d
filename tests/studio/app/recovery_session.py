"""A studio with unsaved work, to be killed: prints "ready" when its safety copy is on disk."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from hairstudio.services.places import Places
from hairstudio.services.session import Session
from hairstudio.views.main_window import MainWindow


def main() -> None:
    app = QApplication([])
    session = Session(Places.inside(Path(sys.argv[1])))
    window = MainWindow(session)
    window.show()
    session.new()
    window.effects.add_effect("dye")
    stack = session.document.look.light.stack
    dye = stack.entries[0].effect.with_values(amount=1.25)
    session.edit_stack("light", stack.replace(0, dye), "Amount")
    session.describe(name="Unsaved work")
    session.autosaved.connect(lambda when: print("ready", flush=True))
    app.exec()


main()
