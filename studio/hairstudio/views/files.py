"""Opening, saving and closing, with the questions they ask."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from hairsdk.errors import FileWriteError, HairSdkError, PresetError
from hairsdk.images import READABLE_SUFFIXES
from hairstudio.core.paths import exists, is_folder
from hairstudio.document.hairlook import SUFFIX
from hairstudio.services.explain import explained
from hairstudio.services.lut_import import LUT_SUFFIXES
from hairstudio.services.numbers import date_text
from hairstudio.services.recovery import Leftover, discard_leftover
from hairstudio.services.session import Session
from hairstudio.views.dialogs.question import Answer, ask

__all__ = ["FileCommands"]


class FileCommands(QObject):
    """The File menu's commands for one window."""

    failed = Signal(str)
    """A line for the window: what failed, and what to do."""

    before_save = Signal()
    """Open gestures must end now."""

    begun = Signal()
    """A look is about to be opened or saved: what was said of the last time is over."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._after_save: Callable[[], object] | None = None
        session.saved.connect(self._on_saved)
        session.save_failed.connect(self._on_save_failed)
        session.open_failed.connect(self._on_open_failed)

    # Commands

    def new(self) -> None:
        """A new look; asks first if there is unsaved work."""
        self.guard(lambda: self.begin(self._session.new))

    def open_dialog(self) -> None:
        """Ask for a look and open it."""
        path, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Open look"),
            str(self._folder()),
            self.tr("Looks (*.hairlook *.zip);;All files (*)"),
        )
        if path:
            self.open(Path(path))

    def open(self, path: Path, *, as_copy: bool = False) -> None:
        """Open a look; asks first if there is unsaved work."""
        elsewhere = "" if is_folder(path) else self._place_elsewhere(path.suffix.lower())
        if elsewhere:
            self.begun.emit()
            self.failed.emit(elsewhere.format(path.name))
            return
        self.guard(lambda: self._open(path, as_copy))

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save, asking for a name if there is none yet."""
        if not self._may_begin():
            return
        path = self._session.document.path
        if path is None:
            self.save_as(then)
        elif self._session.changed_elsewhere():
            text = self.tr("“{0}” was changed elsewhere since you opened it.").format(path.name)
            self._save_over(path, text, then)
        else:
            self._save(path, then)

    def save_version(self) -> None:
        """Save beside the look's file, under the next free number; without a file, save as."""
        if not self._may_begin():
            return
        path = self._session.document.path
        if path is None:
            self.save_as()
        else:
            self.before_save.emit()
            self.begin(lambda: self._session.save_version(path))

    def save_as(self, then: Callable[[], object] | None = None) -> None:
        """Ask where to save."""
        if not self._may_begin():
            return
        document, looks = self._session.document, self._session.places.looks
        with contextlib.suppress(OSError):  # the dialog begins in another folder then
            looks.mkdir(parents=True, exist_ok=True)
        start = document.path or looks / f"{self._session.file_stem}{SUFFIX}"
        if not is_folder(start.parent):  # the drive is gone: that is why one saves elsewhere
            start = looks / start.name
        path, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save look"), str(start), self.tr("Looks (*.hairlook)")
        )
        if path:
            chosen = Path(path)
            if chosen.suffix.lower() == SUFFIX:
                self._save(chosen, then)
                return
            # The dialog asked about the name without the suffix.
            chosen = chosen.with_name(chosen.name + SUFFIX)
            if exists(chosen):
                self._save_over(
                    chosen, self.tr("There is a “{0}” already.").format(chosen.name), then
                )
            else:
                self._save(chosen, then)

    def guard(self, then: Callable[[], object]) -> None:
        """Go on with `then` once no work can be lost by it; asks if there is some."""
        self.before_save.emit()
        if not self._session.document.dirty:
            then()
            return
        answer = self.ask_to_save()
        if answer == Answer.Save:
            # Asks again about what is changed while it is being saved.
            self.save(lambda: self.guard(then))
        elif answer == Answer.Discard:
            then()

    def ask_to_save(self) -> Answer:
        """Ask what to do with unsaved work."""
        name = self._session.title
        return self._ask(
            self.tr("Save the changes of “{0}”?").format(name),
            self.tr("Otherwise they are lost."),
            {Answer.Save: "", Answer.Discard: "", Answer.Cancel: ""},
        )

    def ask_to_stop(self) -> bool:
        """Ask whether to close although a file for the client is not finished."""
        answer = self._ask(
            self.tr("Files are still being written."),
            self.tr("If you close the window now, those that are not finished are lost."),
            {Answer.Cancel: "", Answer.Close: ""},
        )
        return answer == Answer.Close

    def offer_recovery(self) -> bool:
        """Ask about work that a crash left behind; true if a look is being taken up."""
        for leftover in self._session.leftovers():
            answer = self.ask_to_recover(leftover)
            if answer == Answer.Open:
                return self._session.recover(leftover)
            if answer == Answer.Discard:
                discard_leftover(leftover)
        return False

    def recover(self, leftover: Leftover) -> None:
        """Take up a safety copy; asks first if there is unsaved work."""
        self.guard(lambda: self.begin(lambda: self._session.recover(leftover)))

    def ask_to_recover(self, leftover: Leftover) -> Answer:
        """Ask whether to take up one safety copy."""
        saved = datetime.fromtimestamp(leftover.saved)
        when = f"{date_text(saved)} {saved:%H:%M}"
        where = str(leftover.path) if leftover.path else self.tr("never saved to a file")
        return self._ask(
            self.tr("Hair Studio did not close properly. Recover “{0}”?").format(leftover.title),
            self.tr("Safety copy of {0}; {1}.").format(when, where),
            {
                Answer.Open: self.tr("Recover"),
                Answer.Discard: "",
                Answer.Cancel: self.tr("Later"),
            },
        )

    def ask_to_overwrite(self, text: str) -> Answer:
        """Ask whether to take the place of what is in a file, or to save elsewhere."""
        return self._ask(
            text,
            self.tr("If you overwrite it, what is in it now is lost."),
            {
                Answer.Save: self.tr("Save as…"),
                Answer.Yes: self.tr("Overwrite"),
                Answer.Cancel: "",
            },
        )

    def begin(self, start: Callable[[], bool]) -> bool:
        """Start to open or save a look; tell if that is refused."""
        self.begun.emit()
        return self.tell_refused(start())

    def tell_refused(self, started: bool) -> bool:
        """Tell if a command was refused because files are being worked on."""
        if not started:
            self.failed.emit(self.tr("Another file is still being read or written; try again"))
        return started

    def _ask(self, text: str, detail: str, answers: Mapping[Answer, str]) -> Answer:
        return ask(self._window, self.tr("Hair Studio"), text, detail, answers)

    def _place_elsewhere(self, suffix: str) -> str:
        """Where files that are no looks belong; empty for others."""
        if suffix in READABLE_SUFFIXES:
            return self.tr("{0} is a picture, no look: drop it on the picture of Light or Dark")
        if suffix in LUT_SUFFIXES:
            return self.tr("{0} is a LUT, no look: File → Import LUT as effect takes it")
        return ""

    def _folder(self) -> Path:
        path = self._session.document.path
        return path.parent if path is not None else self._session.places.looks

    def _open(self, path: Path, as_copy: bool) -> None:
        self.begin(lambda: self._session.open(path, as_copy=as_copy))

    def _may_begin(self) -> bool:
        """Whether no look is on its way, which would open behind a question and be saved."""
        return self.tell_refused(not self._session.files.busy)

    def _save(self, path: Path, then: Callable[[], object] | None) -> None:
        self.before_save.emit()
        if self.begin(lambda: self._session.save(path)):
            self._after_save = then

    def _save_over(self, path: Path, text: str, then: Callable[[], object] | None) -> None:
        answer = self.ask_to_overwrite(text)
        if answer == Answer.Yes:
            self._save(path, then)
        elif answer == Answer.Save:
            self.save_as(then)

    def _on_saved(self, _path: Path) -> None:
        then, self._after_save = self._after_save, None
        if then is not None:
            then()

    def _on_save_failed(self, error: Exception) -> None:
        self._after_save = None
        if isinstance(error, PresetError):  # it is too large, and says what to take out
            text = self.tr("Not saved: {0}. Your work is still here.")
        elif isinstance(error, HairSdkError) and not isinstance(error, FileWriteError):
            text = self.tr(
                "Not saved: {0}. Your work is still here; switch off the effect that fails."
            )
        else:
            text = self.tr("Not saved: {0}. Your work is still here; save it elsewhere.")
        self.failed.emit(text.format(explained(error)))

    def _on_open_failed(self, reason: str) -> None:
        self.failed.emit(self.tr("Not opened: {0}").format(reason))
