"""Files for the client that are written in the background: how far they are, how it went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from hairstudio.services.control import TaskControl
from hairstudio.services.explain import explained_failure, in_few_lines
from hairstudio.services.session import Session
from hairstudio.views.widgets.theme import GRID, tabular

__all__ = ["FileWriter"]


class FileWriter(QObject):
    """Commands that write one file at a time.

    Parameters
    ----------
    session : Session
    window : QWidget
    shown : str
        What the status bar says meanwhile, with fields for per cent and for what is being done.
    busy : str
        What is said where the file before is still being written.
    """

    before_write = Signal()
    """Open gestures must end now."""

    remarked = Signal(str, str)
    """(level, text)"""

    begun = Signal()
    """A file is being written: what was said of the last one is over."""

    written = Signal(str, str, object)
    """(level, what was written, a callable that opens it)"""

    def __init__(self, session: Session, window: QWidget, shown: str, busy: str) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._busy = busy
        self._task = session.make_task()
        self.progress = _Progress(shown)
        """How far the file is, for the status bar."""
        self.progress.stop.clicked.connect(self._task.cancel)
        self._task.started.connect(self.progress.begin)
        self._task.progressed.connect(self.progress.tell)
        self._task.done.connect(self._on_written)
        self._task.failed.connect(self._on_failed)
        self._task.cancelled.connect(
            lambda: self.remarked.emit("done", self.tr("Stopped; nothing was written"))
        )
        self._task.ended.connect(self.progress.hide)

    @property
    def busy(self) -> bool:
        """Whether a file is being written."""
        return self._task.busy

    def _may_begin(self) -> bool:
        """Whether nothing is being written; tells so before anybody looks for a name in vain."""
        if self.busy:
            self._tell_error(self._busy)
        return not self.busy

    def _start(self, work: Callable[[TaskControl], Any]) -> None:
        """Run `work` in a thread; `_on_written` gets what it gives."""
        if self._task.start(work):
            self.begun.emit()
        else:  # another began while a question about this one was open
            self._tell_error(self._busy)

    def _on_written(self, result: Any) -> None:
        raise NotImplementedError

    def _tell_written(self, path: Path, text: str, remarks: Sequence[str]) -> None:
        url = QUrl.fromLocalFile(str(path))
        text = "\n".join((text, in_few_lines(remarks))).rstrip()
        level = "note" if remarks else "done"
        self.written.emit(level, text, lambda: QDesktopServices.openUrl(url))

    def _tell_error(self, text: str) -> None:
        self.remarked.emit("error", text)

    def _on_failed(self, error: Exception) -> None:
        self._tell_error(explained_failure(error))


class _Progress(QWidget):
    """How far a file is, and a button that stops it; hidden while none is written."""

    def __init__(self, shown: str) -> None:
        super().__init__(visible=False)
        self._shown = shown
        self.label = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.label.setFont(tabular(self.label.font()))
        self.label.setMinimumWidth(GRID)  # a long file name must not make the window wider
        self.stop = QToolButton(text=self.tr("Stop"))
        # What is under way is ended first, which takes seconds of a large photo.
        self.stop.clicked.connect(lambda: self.stop.setEnabled(False))
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        row.addWidget(self.label)
        row.addWidget(self.stop)

    def begin(self) -> None:
        self.stop.setEnabled(True)
        self.tell(0.0, "")

    def tell(self, share: float, name: str) -> None:
        self.label.setText(self._shown.format(round(share * 100), name).rstrip())
        self.show()
