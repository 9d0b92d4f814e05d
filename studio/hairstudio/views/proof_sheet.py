"""Sheets for the client, of one look or of several: where they go, and how it went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from hairstudio.document.look import Look
from hairstudio.services.control import TaskControl
from hairstudio.services.library import LookCard
from hairstudio.services.look_sheet import write_look_sheet
from hairstudio.services.proof import write_proof
from hairstudio.services.session import Session
from hairstudio.services.sheet import SHEET_SUFFIXES
from hairstudio.services.translate import translate
from hairstudio.views.dialogs.choose_looks import LooksQuestion
from hairstudio.views.file_writer import FileWriter
from hairstudio.views.panels.gallery import GalleryPanel
from hairstudio.views.save_dialog import ask_where_to_save

__all__ = ["ProofSheet"]


class ProofSheet(FileWriter):
    """The commands that write the heads of the gallery as a sheet for the client."""

    def __init__(self, session: Session, gallery: GalleryPanel, window: QWidget) -> None:
        super().__init__(
            session,
            window,
            translate("ProofSheet", "Proof sheet: {0} %   {1}"),
            translate("ProofSheet", "Another proof sheet is still being written; try again"),
        )
        self._gallery = gallery
        self._others: tuple[Path, ...] = ()
        title = self.tr("Looks on the sheet")
        said = self.tr("The open look comes first, as it is now. Others follow as they were saved:")
        self._question = LooksQuestion(session, title, said, window, with_own=True)
        self._question.answered.connect(self._take)
        self._question.failed.connect(self._on_failed)

    def dialog(self) -> None:
        """Ask where to write the open look."""
        if not self._may_begin():
            return
        titled = self._titled_look()
        name = f"{self._session.file_stem}-proof.jpg"
        path = self._ask_for_path(self.tr("Write proof sheet"), name, titled[1])
        if path is not None:
            self._start_sheet(path, write_proof, titled)

    def looks_dialog(self) -> None:
        """Ask which looks to write beside the open one, and where."""
        if self._may_begin():
            self._question.ask(self._others)

    def _titled_look(self, others: Sequence[Path] = ()) -> tuple[str, Look]:
        """The look for the sheet: another may be opened behind the question where to write it."""
        self.before_write.emit()
        document, title = self._session.document, self._session.title
        if (document.path or self._session.source) in others:
            title = self.tr("{0}, changed").format(title)
        return title, document.look

    def _start_sheet(
        self,
        path: Path,
        write: Callable[..., Sequence[str]],
        titled: tuple[str, Look],
        *others: Sequence[Path],
    ) -> None:
        session, heads = self._session, self._gallery.heads_to_write()

        def work(control: TaskControl) -> tuple[Path, Sequence[str]]:
            tools = session.renderer, session.finder
            found, without = heads(control)
            lost = write(path, *titled, *others, found, *tools, control)
            return path, (*without, *lost)

        self._start(work)

    def _ask_for_path(self, title: str, name: str, look: Look) -> Path | None:
        kinds = self.tr("Pictures and PDF ({0})")
        told, settings = self._tell_error, self._session.settings
        return ask_where_to_save(
            self._window, title, name, kinds, SHEET_SUFFIXES, told, look.photos, settings
        )

    def _take(self, cards: tuple[LookCard, ...]) -> None:
        self._others = others = tuple(card.path for card in cards)
        titled = self._titled_look(others)
        path = self._ask_for_path(self.tr("Write sheet of several looks"), "looks.jpg", titled[1])
        if path is not None:
            self._start_sheet(path, write_look_sheet, titled, others)

    def _on_written(self, result: tuple[Path, Sequence[str]]) -> None:
        path, left_out = result
        text = self.tr("{0} is written.").format(path.name)
        if left_out:
            self._gallery.look_again()
            text = self.tr("{0} is written. Left out:").format(path.name)
        self._tell_written(path, text, left_out)
