"""Pictures of the window, for the README and for eyes: ``hairstudio --screenshot FILE``."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from hairsdk.errors import FileWriteError
from hairsdk.files import make_folder
from hairsdk.resources import presets_dir
from hairstudio.app.arguments import Options
from hairstudio.app.crash import report_text
from hairstudio.app.start import sample_look
from hairstudio.views.dialogs.crash import CrashDialog
from hairstudio.views.main_window import MainWindow
from hairstudio.views.widgets.editors.loading import plots_loaded

__all__ = ["Screenshot"]

_SETTLE_MS = 400
_PATIENCE_S = 60.0
_FRAMES = 60
"""Frames of the Live workspace that make a curve worth looking at."""


class Screenshot(QObject):
    """Opens a look, waits until everything is painted, writes a picture and ends the program."""

    def __init__(self, window: MainWindow, options: Options) -> None:
        super().__init__(window)
        self._window = window
        self._options = options
        self._since = time.monotonic()
        self._calm = 0
        self._prepared = False
        self._timer = QTimer(self)
        self._timer.setInterval(_SETTLE_MS // 4)
        self._timer.timeout.connect(self._look)
        window.session.open_failed.connect(self._give_up)

    def start(self) -> None:
        """Begin."""
        window, options = self._window, self._options
        window.resize(*options.size)
        window.show()
        window.reset_layout()
        window.show_workspace(options.workspace)
        path = options.document or sample_look()
        if path is None:
            window.session.new()
        else:
            window.session.open(path, as_copy=options.document is None)
        if options.live is not None:
            window.live.open_file(options.live)
        if options.compare:
            window.live.compare([str(presets_dir() / name) for name in options.compare])
        self._timer.start()

    def _busy(self) -> bool:
        session = self._window.session
        return (
            session.files.busy
            or session.preview.busy
            or session.preview.latest is None
            or self._window.gallery.busy
            or not plots_loaded()
            or session.references.busy("light")
            or session.references.busy("dark")
            or self._window.live.is_coming
            or self._window.live.frames < (_FRAMES if self._options.live is not None else 0)
        )

    def _look(self) -> None:
        if time.monotonic() - self._since > _PATIENCE_S:
            self._give_up("the window did not come to rest")
            return
        self._calm = 0 if self._busy() else self._calm + 1
        if self._calm < 4:
            return
        effect, registry = self._options.effect, self._window.session.registry
        if effect is not None and effect not in registry:
            known = ", ".join(each.type_id for each in registry)
            self._give_up(f"there is no effect {effect!r}; there are {known}")
            return
        if not self._prepared:
            self._prepared = True
            self._calm = 0
            self._prepare()
            return
        self._timer.stop()
        self._write()

    def _give_up(self, reason: str) -> None:
        self._timer.stop()
        print(f"error: {reason}", file=sys.stderr)
        QApplication.exit(1)

    def _prepare(self) -> None:
        window, options = self._window, self._options
        scopes = {"histogram": 0, "chroma": 1, "lut": 2}
        if options.scope is not None:
            window.scopes.view.tabs.setCurrentIndex(scopes[options.scope])
        if options.panel == "client":
            window.live.toggle_client()
        if options.panel == "history":
            window.docks["history"].raise_()
        if options.effect is not None:
            window.effects.add_effect(options.effect)

    def _target(self) -> QWidget:
        window = self._window
        panels: dict[str | None, Callable[[], QWidget]] = {
            None: lambda: window,
            "looks": lambda: window.looks,
            "references": lambda: window.compare,
            "effects": lambda: window.effects,
            "goal": lambda: window.compare.goal,
            "gallery": lambda: window.gallery,
            "scopes": lambda: window.scopes,
            "history": lambda: window.history,
            "client": lambda: window.live.conductor().workspace.client or window,
            "guide": window.show_guide,
            "shortcuts": window.show_shortcuts,
            "about": window.edit_about,
            "crash": self._crash_dialog,
        }
        return panels[self._options.panel]()

    def _crash_dialog(self) -> CrashDialog:
        try:
            raise RuntimeError("an example, for the picture")
        except RuntimeError as error:
            report = report_text(type(error), error, error.__traceback__)
        dialog = CrashDialog(report, self._window)
        dialog.open()
        return dialog

    def _write(self) -> None:
        target = self._target()
        QApplication.processEvents()
        path: Path = self._options.screenshot or Path("hairstudio.png")
        try:
            make_folder(path.parent)
            written = target.grab().save(str(path))
        except FileWriteError as error:
            self._give_up(str(error))
            return
        if not written:
            self._give_up(f"cannot write {path}")
            return
        self._window.live.shut_down()
        self._window.session.document.undo_stack.setClean()
        QApplication.exit(0)
