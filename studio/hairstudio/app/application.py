"""The application, which the system may ask to open files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from hairstudio.document.hairlook import SUFFIX
from hairstudio.views.arrivals import is_document

if TYPE_CHECKING:
    from hairstudio.views.main_window import MainWindow

__all__ = ["Application"]

_PAUSE_MS = 50


class Application(QApplication):
    """Opens what macOS asks for: files of a double click in the Finder, or dropped on the Dock.

    There they are events, one for each, and no arguments. The first may come before the window is
    there.
    """

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._asked: list[Path] = []
        self._window: MainWindow | None = None
        self._pause = QTimer(self)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._open)

    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QFileOpenEvent) or not event.file():
            return super().event(event)
        self._asked.append(Path(event.file()))
        self._pause.start()
        return True

    def first_look(self) -> Path | None:
        """The look that alone was asked for before there is a window; the caller opens it."""
        alone = [path.suffix.lower() for path in self._asked] == [SUFFIX]
        return self._asked.pop() if alone else None

    def open_in(self, window: MainWindow) -> None:
        """Open all others, and those to come, in a window that has a look."""
        self._window = window

    def _open(self) -> None:
        """Open files like dropped ones, once no look is on its way and no question is open."""
        window = self._window
        if window is None or window.session.files.busy or self.activeModalWidget() is not None:
            return
        self._pause.stop()
        # Looks first: of several one is opened, and the others are told.
        paths, self._asked = sorted(self._asked, key=is_document, reverse=True), []
        if paths:
            window.arrivals.drop(paths)
