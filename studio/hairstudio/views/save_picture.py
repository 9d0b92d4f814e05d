"""Photos with the look on their hair, saved for the client: where they go, and how it went."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtWidgets import QWidget

from hairstudio.core.paths import is_folder, is_same
from hairstudio.document.look import Look, SideName
from hairstudio.document.reference import Reference, builtin_reference
from hairstudio.services.control import TaskControl
from hairstudio.services.head_names import reference_name
from hairstudio.services.heads import Head
from hairstudio.services.picture import PICTURE_SUFFIXES, picture_suffix, write_picture
from hairstudio.services.session import Session
from hairstudio.services.translate import translate
from hairstudio.views.dialogs.question import Answer, ask
from hairstudio.views.file_writer import FileWriter
from hairstudio.views.save_dialog import ask_where_to_save

__all__ = ["SavePicture"]

_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
"""What a file's name may not hold, on one system or another."""


class SavePicture(FileWriter):
    """The commands that save a reference or a head of the gallery with the look on it."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(
            session,
            window,
            translate("SavePicture", "Picture: {0} %   {1}"),
            translate("SavePicture", "Another picture is still being saved; try again"),
        )

    def reference_dialog(self, side: SideName) -> None:
        """Ask where to save a reference, with the strokes that are still on their way."""
        if not self._may_begin():
            return
        look = self._look()
        reference = look.side(side).reference
        if reference is not None:
            name = reference_name(reference)
            photo = reference.source
            self._ask(look, reference, photo, name if photo is None else photo.stem)

    def head_dialog(self, head: Head, position: float | None) -> None:
        """Ask where to save a head of the gallery, at a position set by hand if there is one."""
        if not self._may_begin():
            return
        look = self._look()
        if isinstance(head.source, Path):
            self._ask(look, head.source, head.source, head.name, position, head.person)
        else:
            self._ask(look, builtin_reference(head.source), None, head.name, position)

    def _look(self) -> Look:
        """The look to save: another may be opened behind the question where."""
        self.before_write.emit()
        return self._session.document.look

    def ask_to_replace(self, photo: Path) -> bool:
        """Ask whether the picture is to take the place of the photo that it is made of."""
        answer = ask(
            self._window,
            self.tr("Save picture"),
            self.tr("“{0}” is the photo itself.").format(photo.name),
            self.tr("If you overwrite it, its own hair is lost."),
            {Answer.Cancel: "", Answer.Yes: self.tr("Overwrite")},
        )
        return answer == Answer.Yes

    def _ask(
        self,
        look: Look,
        source: Reference | Path,
        photo: Path | None,
        name: str,
        position: float | None = None,
        person: int = 0,
    ) -> None:
        stem = f"{_NO_NAME.sub('-', name)}-{self._session.file_stem}"
        if photo is None:
            start = f"{stem}.jpg"
        else:
            beside = photo.with_name(stem + picture_suffix(photo))
            start = str(beside) if is_folder(photo.parent) else beside.name
        path = ask_where_to_save(
            self._window,
            self.tr("Save picture"),
            start,
            self.tr("Pictures ({0})"),
            PICTURE_SUFFIXES,
            self._tell_error,
            [each for each in look.photos if each != photo],
            self._session.settings,
        )
        if path is None:
            return
        if photo is not None and is_same(path, photo) and not self.ask_to_replace(photo):
            return
        finder = self._session.finder

        def work(control: TaskControl) -> tuple[Path, tuple[str, ...]]:
            remarks = write_picture(
                path, look, source, finder, control, position=position, person=person
            )
            return path, remarks

        self._start(work)

    def _on_written(self, result: tuple[Path, tuple[str, ...]]) -> None:
        path, remarks = result
        self._tell_written(path, self.tr("{0} is saved.").format(path.name), remarks)
