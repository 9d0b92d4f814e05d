"""The proof sheet: where it goes, and how it went."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from hairstudio.core.paths import exists
from hairstudio.services.control import TaskControl
from hairstudio.services.explain import explained_failure
from hairstudio.services.proof import PROOF_SUFFIXES, write_proof
from hairstudio.services.session import Session
from hairstudio.views.panels.gallery import GalleryPanel

__all__ = ["ProofSheet"]


class ProofSheet(QObject):
    """The command that writes the heads of the gallery as a sheet for the client."""

    before_write = Signal()
    """Open gestures must end now."""

    remarked = Signal(str, str)
    """(level, text)"""

    written = Signal(str, object)
    """(what was written, a callable that opens it)"""

    def __init__(self, session: Session, gallery: GalleryPanel, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._gallery = gallery
        self._window = window
        self._task = session.make_task()
        self._task.done.connect(self._on_written)
        self._task.failed.connect(self._on_failed)

    def dialog(self) -> None:
        """Ask where to write it."""
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Write proof sheet"),
            f"{self._session.document.look.about.id}-proof.jpg",
            self.tr("Pictures and PDF ({0})").format(
                " ".join(f"*{suffix}" for suffix in PROOF_SUFFIXES)
            ),
        )
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() not in PROOF_SUFFIXES:
            # The dialog asked about the name without the suffix.
            path = path.with_name(f"{path.name}.jpg")
            if exists(path):
                text = self.tr("There is a “{0}” already; choose another name").format(path.name)
                self.remarked.emit("error", text)
                return
        self.write(path)

    def write(self, path: Path) -> None:
        """Write the look on the heads of the gallery, each at its own intensity."""
        self.before_write.emit()
        session, look, heads = self._session, self._session.document.look, self._gallery.heads()
        title = session.title

        def work(control: TaskControl) -> Path:
            write_proof(path, title, look, heads, session.renderer, session.finder, control)
            return path

        if self._task.start(work):
            self.remarked.emit("note", self.tr("Writing {0}…").format(path.name))
        else:
            text = self.tr("Another proof sheet is still being written; try again")
            self.remarked.emit("error", text)

    def _on_written(self, path: Path) -> None:
        url = QUrl.fromLocalFile(str(path))
        text = self.tr("{0} is written.").format(path.name)
        self.written.emit(text, lambda: QDesktopServices.openUrl(url))

    def _on_failed(self, error: Exception) -> None:
        self.remarked.emit("error", explained_failure(error))
