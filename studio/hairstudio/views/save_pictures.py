"""All of the artist's photos with the look on their hair, saved for the client at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from hairstudio.services.control import TaskControl
from hairstudio.services.explain import in_few_lines
from hairstudio.services.pictures import Pictures, write_pictures
from hairstudio.services.session import Session
from hairstudio.services.translate import translate
from hairstudio.views.file_writer import FileWriter
from hairstudio.views.panels.gallery import GalleryPanel
from hairstudio.views.save_dialog import ask_for_folder

__all__ = ["SavePictures"]


class SavePictures(FileWriter):
    """The command that saves the photos of the gallery with the look on them."""

    def __init__(self, session: Session, gallery: GalleryPanel, window: QWidget) -> None:
        super().__init__(
            session,
            window,
            translate("SavePictures", "Pictures: {0} %   {1}"),
            translate("SavePictures", "Pictures are still being saved; try again"),
        )
        self._gallery = gallery

    def dialog(self) -> None:
        """Ask for the folder in which one with the pictures is made."""
        if not self._may_begin():
            return
        self.before_write.emit()
        # Another look may be opened behind the question.
        look, name = self._session.document.look, self._session.file_stem
        position = self._gallery.view.position()
        if not self._gallery.any_own:
            text = self.tr("The gallery holds no photos of your own yet; drop some there")
            self.remarked.emit("note", text)
            return
        folder = ask_for_folder(
            self._window, self.tr("Folder for the pictures"), self._session.settings
        )
        if folder is None:
            return
        heads, finder = self._gallery.heads_to_write(), self._session.finder

        def work(control: TaskControl) -> tuple[Pictures, Sequence[str]]:
            found, away = heads(control)
            # Of a photo of several people all wear the look.
            photos = dict.fromkeys(head.source for head in found if isinstance(head.source, Path))
            pictures = write_pictures(folder / name, look, [*photos], finder, control, position)
            return pictures, away

        self._start(work)

    def _on_written(self, result: tuple[Pictures, Sequence[str]]) -> None:
        pictures, away = result
        left_out = (*away, *pictures.left_out)
        if left_out:
            self._gallery.look_again()
        if not pictures.written:
            text = "\n".join((self.tr("No picture was saved:"), in_few_lines(left_out)))
            self.remarked.emit("note", text)
            return
        if pictures.stopped:
            text = self.tr("Stopped; {0} of {1} pictures are saved in the folder {2}.")
        elif pictures.written < pictures.wanted or left_out:
            text = self.tr("{0} of {1} pictures are saved in the folder {2}. Left out:")
        else:
            text = self.tr("Pictures saved in the folder {2}: {0}.")
        text = text.format(pictures.written, pictures.wanted, pictures.folder.name)
        self._tell_written(pictures.folder, text, (*left_out, *pictures.remarks))
