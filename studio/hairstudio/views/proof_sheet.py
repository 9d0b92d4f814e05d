"""Sheets for the client, of one look or of several: where they go, and how it went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QToolButton, QWidget

from hairstudio.core.paths import exists
from hairstudio.services.control import TaskControl
from hairstudio.services.explain import explained_failure, in_few_lines
from hairstudio.services.gallery import Head, all_heads
from hairstudio.services.library import LookCard
from hairstudio.services.look_sheet import write_look_sheet
from hairstudio.services.proof import write_proof
from hairstudio.services.session import Session
from hairstudio.services.sheet import SHEET_SUFFIXES
from hairstudio.views.dialogs.choose_looks import LooksQuestion
from hairstudio.views.panels.gallery import GalleryPanel
from hairstudio.views.widgets.theme import GRID, tabular

__all__ = ["ProofSheet"]


class ProofSheet(QObject):
    """The commands that write the heads of the gallery as a sheet for the client."""

    before_write = Signal()
    """Open gestures must end now."""

    remarked = Signal(str, str)
    """(level, text)"""

    begun = Signal()
    """A sheet is being written: what was said of the last one is over."""

    written = Signal(str, object)
    """(what was written, a callable that opens it)"""

    def __init__(self, session: Session, gallery: GalleryPanel, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._gallery = gallery
        self._window = window
        self._others: tuple[Path, ...] = ()
        title = self.tr("Looks on the sheet")
        said = self.tr("The open look comes first, as it is now. Others follow as they were saved:")
        self._question = LooksQuestion(session, title, said, window, with_own=True)
        self._question.answered.connect(self._take)
        self._question.failed.connect(self._on_failed)
        self._task = session.make_task()
        self.progress = _Progress()
        """How far a sheet is, for the status bar."""
        self.progress.stop.clicked.connect(self._task.cancel)
        self._task.started.connect(lambda: self.progress.tell(0.0, ""))
        self._task.progressed.connect(self.progress.tell)
        self._task.done.connect(self._on_written)
        self._task.failed.connect(self._on_failed)
        self._task.cancelled.connect(
            lambda: self.remarked.emit("note", self.tr("Stopped; nothing was written"))
        )
        self._task.ended.connect(self.progress.hide)

    def dialog(self) -> None:
        """Ask where to write the open look."""
        about = self._session.document.look.about
        path = self._ask_for_path(self.tr("Write proof sheet"), f"{about.id}-proof.jpg")
        if path is not None:
            self.write(path)

    def looks_dialog(self) -> None:
        """Ask which looks to write beside the open one, and where."""
        self._question.ask(self._others)

    def write(self, path: Path) -> None:
        """Write the look on the heads of the gallery, each at its own intensity."""
        self._start(path, write_proof)

    def write_looks(self, path: Path, others: Sequence[Path]) -> None:
        """Write the open look and others on the heads of the gallery."""
        self._start(path, write_look_sheet, others)

    def _heads(self) -> Callable[[TaskControl], tuple[Sequence[Head], Sequence[str]]]:
        """What gives the heads of the gallery, also where that is closed or still being loaded.

        Beside them it gives what was left out, unless the gallery has told that already.
        """
        if self._gallery.complete:
            heads = self._gallery.heads()
            return lambda control: (heads, ())
        folders, finder = self._session.settings.gallery_folders, self._session.finder

        def load(control: TaskControl) -> tuple[Sequence[Head], Sequence[str]]:
            # What follows begins at nought.
            still = TaskControl(lambda _share, name: control.progress(0.0, name))
            return all_heads(folders, finder, still)

        return load

    def _start(
        self, path: Path, write: Callable[..., Sequence[str]], *others: Sequence[Path]
    ) -> None:
        self.before_write.emit()
        session, heads = self._session, self._heads()
        title, look = session.title, session.document.look
        if any((session.document.path or session.source) in paths for paths in others):
            title = self.tr("{0}, changed").format(title)

        def work(control: TaskControl) -> tuple[Path, Sequence[str]]:
            tools = session.renderer, session.finder
            found, without = heads(control)
            lost = write(path, title, look, *others, found, *tools, control)
            return path, (*without, *lost)

        if self._task.start(work):
            self.begun.emit()
        else:
            text = self.tr("Another proof sheet is still being written; try again")
            self.remarked.emit("error", text)

    def _ask_for_path(self, title: str, name: str) -> Path | None:
        suffixes = " ".join(f"*{suffix}" for suffix in SHEET_SUFFIXES)
        kinds = self.tr("Pictures and PDF ({0})").format(suffixes)
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, name, kinds)
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() not in SHEET_SUFFIXES:
            # The dialog asked about the name without the suffix.
            path = path.with_name(f"{path.name}.jpg")
            if exists(path):
                text = self.tr("There is a “{0}” already; choose another name").format(path.name)
                self.remarked.emit("error", text)
                return None
        return path

    def _take(self, cards: tuple[LookCard, ...]) -> None:
        self._others = others = tuple(card.path for card in cards)
        path = self._ask_for_path(self.tr("Write sheet of several looks"), "looks.jpg")
        if path is not None:
            self.write_looks(path, others)

    def _on_written(self, result: tuple[Path, Sequence[str]]) -> None:
        path, left_out = result
        url = QUrl.fromLocalFile(str(path))
        text = self.tr("{0} is written.").format(path.name)
        if left_out:
            self._gallery.look_again()
            text = self.tr("{0} is written. Left out:").format(path.name)
            text = f"{text}\n{in_few_lines(left_out)}"
        self.written.emit(text, lambda: QDesktopServices.openUrl(url))

    def _on_failed(self, error: Exception) -> None:
        self.remarked.emit("error", explained_failure(error))


class _Progress(QWidget):
    """How far a sheet is, and a button that stops it; hidden while none is written."""

    def __init__(self) -> None:
        super().__init__(visible=False)
        self.label = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.label.setFont(tabular(self.label.font()))
        self.label.setMinimumWidth(GRID)  # a long file name must not make the window wider
        self.stop = QToolButton(text=self.tr("Stop"))
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        row.addWidget(self.label)
        row.addWidget(self.stop)

    def tell(self, share: float, name: str) -> None:
        text = self.tr("Proof sheet: {0} %   {1}").format(round(share * 100), name)
        self.label.setText(text.rstrip())
        self.show()
