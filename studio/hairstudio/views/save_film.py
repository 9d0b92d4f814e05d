"""Films with the look on the hair in them, saved for the client: which, where to, how it went."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from hairstudio.core.paths import is_folder, is_same
from hairstudio.document.look import Look
from hairstudio.services.control import TaskControl
from hairstudio.services.film import FILM_SUFFIXES, MOVIE_FILTER, write_film
from hairstudio.services.numbers import place_text
from hairstudio.services.session import Session
from hairstudio.services.translate import translate
from hairstudio.views.dialogs.question import Answer, ask
from hairstudio.views.file_writer import FileWriter
from hairstudio.views.save_dialog import ask_where_to_save, kept_folder

__all__ = ["SaveFilm"]

_FOLDER = "live/movie_folder"
"""That of the films that *Live* opens, too."""


class SaveFilm(FileWriter):
    """The command that saves a film with the look."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(
            session,
            window,
            translate("SaveFilm", "Film: {0} %   {1}"),
            translate("SaveFilm", "Another film is still being saved; try again"),
        )

    def dialog(self, film: Path | None, strength: float, marks: tuple[float, float] | None) -> None:
        """Ask where to save a film, and which if none is given.

        Parameters
        ----------
        film : Path or None
        strength : float
            How much of the look is mixed in, in [0, 1].
        marks : tuple of 2 float, or None
            Seconds between which the film plays in a loop; the artist is asked whether to save
            only that.
        """
        if not self._may_begin():
            return
        self.before_write.emit()
        # Another look may be opened behind the questions.
        look, name = self._session.document.look, self._session.file_stem
        if film is not None and marks is not None:
            answer = self._ask_whether_loop(film, marks)
            if answer == Answer.Cancel:
                return
            marks = marks if answer == Answer.Yes else None
        source = film or self._ask_which()
        path = None if source is None else self._ask_where(source, name, look)
        if source is None or path is None:
            return
        if is_same(path, source):
            self._tell_error(
                self.tr("“{0}” is the film itself; choose another name").format(path.name)
            )
            return
        finder = self._session.finder

        def work(control: TaskControl) -> tuple[Path, tuple[str, ...]]:
            return path, write_film(
                path, look, source, finder, control, strength=strength, marks=marks
            )

        self._start(work)

    def _ask_whether_loop(self, film: Path, marks: tuple[float, float]) -> Answer:
        begin, end = map(place_text, marks)
        return ask(
            self._window,
            self.tr("Save film"),
            self.tr("Save the loop of “{0}”, or all of it?").format(film.name),
            self.tr("The loop is from {0} to {1}.").format(begin, end),
            {
                Answer.Yes: self.tr("Only the loop"),
                Answer.YesToAll: self.tr("All of it"),
                Answer.Cancel: "",
            },
        )

    def _ask_which(self) -> Path | None:
        places, settings = QStandardPaths.StandardLocation, self._session.settings
        folder = kept_folder(settings, _FOLDER, places.MoviesLocation, places.DocumentsLocation)
        path, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Film that is to wear the look"),
            str(folder),
            self.tr("Films ({0});;All files (*)").format(MOVIE_FILTER),
        )
        if not path:
            return None
        settings.set_text(_FOLDER, str(Path(path).parent))
        return Path(path)

    def _ask_where(self, source: Path, name: str, look: Look) -> Path | None:
        own = source.suffix.lower()
        suffix = source.suffix if own in FILM_SUFFIXES else FILM_SUFFIXES[0]
        beside = source.with_name(f"{source.stem}-{name}{suffix}")
        return ask_where_to_save(
            self._window,
            self.tr("Save film"),
            str(beside) if is_folder(source.parent) else beside.name,
            self.tr("Films ({0})"),
            FILM_SUFFIXES,
            self._tell_error,
            look.photos,
            self._session.settings,
        )

    def _on_written(self, result: tuple[Path, tuple[str, ...]]) -> None:
        path, remarks = result
        self._tell_written(path, self.tr("{0} is saved.").format(path.name), remarks)
