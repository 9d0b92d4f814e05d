"""One sitting: the open document and everything that works on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from hairsdk.errors import HairSdkError
from hairstudio.core import Registry, Stack, load_registry
from hairstudio.core.parameters import Colour
from hairstudio.core.paths import Stamp, stamp_of
from hairstudio.document.document import Document
from hairstudio.document.hairlook import SUFFIX, open_look
from hairstudio.document.look import Look, SideName, empty_look
from hairstudio.document.recipe import Opened
from hairstudio.services.control import TaskControl
from hairstudio.services.explain import explained
from hairstudio.services.hair import HairFinder
from hairstudio.services.jobs import LatestJob, Task
from hairstudio.services.kept_heads import KeptHeads
from hairstudio.services.look_names import as_shown
from hairstudio.services.palettes import Palettes
from hairstudio.services.places import Places, Settings
from hairstudio.services.preview import PreviewService
from hairstudio.services.recovery import (
    Leftover,
    discard_leftover,
    look_in_file,
    open_leftover,
)
from hairstudio.services.references import ReferenceService
from hairstudio.services.renderer import Renderer
from hairstudio.services.retold import retold
from hairstudio.services.safety_copy import Copied, SafetyCopy
from hairstudio.services.saving import Saved, save_document, save_next_version

if TYPE_CHECKING:
    from hairstudio.services.live.live import Live

__all__ = ["Session"]

Result = TypeVar("Result")

_SETTINGS_PAUSE_MS = 500
_THREADS = 4
_UNTITLED = "Untitled"


class Session(QObject):
    """The document, its services, and the files.

    Parameters
    ----------
    places : Places
    registry : Registry, optional
        The effects; the installed ones when left out.
    finder : HairFinder, optional
    """

    remarked = Signal(str, str)
    """(level, text) for the line over the pictures; `settled` ends a "trouble"."""

    settled = Signal(str)
    """(text) of a trouble that was remarked and is over."""

    saved = Signal(object)
    """(Path)"""

    save_failed = Signal(object)
    """(exception)"""

    opened = Signal()
    open_failed = Signal(str)
    autosaved = Signal(float)
    """Seconds since the epoch."""

    def __init__(
        self,
        places: Places,
        registry: Registry | None = None,
        finder: HairFinder | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.places = places
        self.settings: Settings = places.settings(self)
        self.registry = registry or load_registry()
        self.finder = finder or HairFinder(self.settings.model, self.settings.device)
        self.kept_heads = KeptHeads(places.heads)
        self.document = Document(self)
        self.renderer = Renderer()
        self.pool = QThreadPool(self)
        self.pool.setMaxThreadCount(_THREADS)
        # The picture must not wait behind a search for hair or an export: one thread for the
        # look, one that shrinks pictures for the screen.
        self.preview_pool = QThreadPool(self)
        self.preview_pool.setMaxThreadCount(2)
        self.preview = PreviewService(self.renderer, self.preview_pool, self)
        self.references = ReferenceService(self.document, self.finder, self.pool, self)
        self._work: list[Task | LatestJob] = []
        self.files = self.make_task()
        self.files.done.connect(self._on_file_done)
        self.files.failed.connect(self._on_file_failed)
        self.palettes = Palettes(places.palettes, self.settings, self.make_task(), self)
        self.palettes.remarked.connect(self.remarked)
        self.source: Path | None = None
        """File or folder that the look was opened from, also where it was opened as a copy."""
        self._given_name = _UNTITLED
        self._stamp: Stamp | None = None
        self._finish: Callable[[Any], None] | None = None
        self._fail: Callable[[Exception], None] | None = None
        self.safety_copy = SafetyCopy(self, self._copied)
        self.safety_copy.written.connect(self.autosaved)
        self.safety_copy.remarked.connect(self.remarked)
        self.safety_copy.settled.connect(self.settled)
        self._settings_pause = QTimer(self, singleShot=True)
        self._settings_pause.setInterval(_SETTINGS_PAUSE_MS)
        self._settings_pause.timeout.connect(self._keep_settings)
        self._settings_told = False
        self.settings.changed = self._settings_pause.start
        self.document.shown.connect(self._on_shown)
        self._closed = False
        self._live: Live | None = None

    @property
    def live(self) -> Live:
        """The live preview; what it needs of Qt is loaded when it is first asked for."""
        if self._live is None:
            from hairstudio.services.live.live import Live

            self._live = Live(self, parent=self)
        return self._live

    def release_camera(self) -> None:
        """Let the live preview leave the camera to someone else: systems lend it only once."""
        if self._live is not None:
            self._live.release_camera()

    # Looks and files

    @property
    def title(self) -> str:
        """What the open look is called."""
        return self.document.look.about.name

    @property
    def file_stem(self) -> str:
        """What files of the open look are called at first, without their suffixes."""
        return self.document.look.about.id

    def new(self) -> bool:
        """Start over with the built-in references; False while files are being worked on.

        A look that is still being written would give its path to the new one.
        """
        if self.files.busy:
            return False
        look = empty_look(self.settings.author)
        look = replace(look, about=as_shown(look.about, None))
        self.source, self._given_name = None, look.about.name
        self.document.renew(look, opened=False)
        self.safety_copy.drop()
        self.opened.emit()
        return True

    def open(self, path: Path, *, as_copy: bool = False) -> bool:
        """Read a look in the background; False if files are being worked on already.

        It is not opened if the look that is open was changed meanwhile.

        Parameters
        ----------
        path : Path
            `.hairlook` file or preset folder.
        as_copy : bool
            Open it without its file, as a look of one's own: for built-in looks and templates.
        """
        path = path.absolute()
        before = self.document.look, self.references.asked
        registry, folder = self.registry, self.places.luts

        def read(control: TaskControl) -> tuple[Opened, Stamp | None]:
            stamp = stamp_of(path)
            opened = open_look(path, registry, folder)
            _measure(opened.look)
            return opened, stamp

        def finish(result: tuple[Opened, Stamp | None]) -> None:
            opened, stamp = result
            if self._refused_for_change(before, path.name):
                return
            document_file = path.suffix.lower() == SUFFIX and not as_copy
            self.source, self._stamp = path, stamp
            look = replace(opened.look, about=as_shown(opened.look.about, path))
            self._given_name = _UNTITLED if document_file else look.about.name
            self.document.renew(look, path if document_file else None)
            self.safety_copy.drop()
            if document_file:
                self.settings.note_recent(path)
            self.opened.emit()
            self._tell_remarks(opened)

        return self._start_file(read, finish, lambda error: self.open_failed.emit(explained(error)))

    def save(self, path: Path) -> bool:
        """Write the document in the background; False if files are being worked on already."""
        path = path.absolute()
        self.document.abandon()
        look, own, given = self.document.look, self.document.path, self._given
        return self._start_save(lambda: save_document(path, look, own, given))

    def save_version(self, own: Path) -> bool:
        """Write the document beside its file `own`, under the next free number, and go on there.

        Like `save`, it does so in the background, and is False if files are being worked on.
        """
        self.document.abandon()
        look, given = self.document.look, self._given
        return self._start_save(lambda: save_next_version(own, look, given))

    @property
    def _given(self) -> tuple[str, ...]:
        """Names that are not the artist's: the file's, and the one that the look came with."""
        own = self.document.path
        return (self._given_name,) if own is None else (self._given_name, own.stem)

    def _start_save(self, write: Callable[[], Saved]) -> bool:
        given = self.document.look.about.name in self._given

        def finish(saved: Saved) -> None:
            path, look, self._stamp = saved.path, saved.look, saved.stamp
            self.document.rename(saved.name)
            self.document.saved(path, look)
            # From here on, also what the look came with is a name that was typed.
            self._given_name = look.about.name if given else _UNTITLED
            self.settings.note_recent(path)
            if self.document.dirty:  # changed while it was written
                self.safety_copy.expect()
            else:
                self.safety_copy.drop()
            self.saved.emit(path)
            if saved.lost:
                text = self.tr(
                    "{0} is saved, but its LUTs lack the effect of {1}: choose that file again, or "
                    "switch the effect off"
                )
                self.remarked.emit("note", text.format(path.name, ", ".join(saved.lost)))

        return self._start_file(lambda control: write(), finish, self.save_failed.emit)

    def changed_elsewhere(self) -> bool:
        """Whether someone else wrote to the document's file since it was read or written here."""
        now = stamp_of(self.document.path) if self.document.path else None
        return None not in (now, self._stamp) and now != self._stamp

    def recover(self, leftover: Leftover) -> bool:
        """Take up what a crashed session left behind, in the background.

        What was left behind stays until this session has a safety copy of its own.

        Returns
        -------
        bool
            False if files are being worked on already.
        """
        before = self.document.look, self.references.asked
        registry, folder = self.registry, self.places.luts
        # A file that someone wrote to since is not that which the work began with.
        stamp = leftover.stamp or (stamp_of(leftover.path) if leftover.path else None)
        given = leftover.given or _UNTITLED

        def read(control: TaskControl) -> tuple[Opened, Look | None]:
            opened = open_leftover(leftover, registry, folder)
            _measure(opened.look)
            return opened, look_in_file(leftover, registry, folder)

        def finish(result: tuple[Opened, Look | None]) -> None:
            opened, kept = result
            if self._refused_for_change(before, leftover.title):
                return
            # Not while it is read: it may be refused, and the copy of what is open must stay.
            trouble = self.safety_copy.take_over(
                (opened.look, leftover.path, stamp, given, leftover.source)
            )
            self.source, self._given_name, self._stamp = leftover.source, given, stamp
            self.document.renew(opened.look, leftover.path, saved=False, kept=kept)
            self.opened.emit()
            if trouble:
                self.safety_copy.tell(trouble)
            else:
                discard_leftover(leftover)
            self._tell_remarks(opened)

        return self._start_file(read, finish, lambda error: self.open_failed.emit(explained(error)))

    def leftovers(self) -> list[Leftover]:
        """What earlier sessions left behind."""
        return self.safety_copy.leftovers()

    # Changes

    def show_stack(self, side: SideName, stack: Stack) -> None:
        """Show a stack in the middle of a drag."""
        self.document.show(self.document.look.with_stack(side, stack))

    def edit_stack(self, side: SideName, stack: Stack, text: str) -> None:
        """Record a change of a stack as one step."""
        self.document.commit(self.document.look.with_stack(side, stack), text)

    def set_goal(self, goal: Colour | None, *, final: bool = True) -> None:
        """Choose the colour that both sides should reach."""
        look = replace(self.document.look, goal=goal, goal_spread=None)
        if final:
            self.document.commit(look, self.tr("Goal colour"))
            if goal is not None:
                self.palettes.note(goal)
        else:
            self.document.show(look)

    def take_goal(self, goal: Colour, spread: Colour | None) -> None:
        """Take a colour that was found in a photo, and how far hair may stray from it."""
        self.document.commit_beside(
            lambda look: replace(look, goal=goal, goal_spread=spread), self.tr("Goal colour")
        )
        self.palettes.note(goal)

    def describe(self, **changes: str) -> None:
        """Change name, author, licence or notes, as one step."""
        self.document.commit(self.document.look.with_about(**changes), self.tr("Look information"))

    def silence(self) -> None:
        """Stop what runs, and report nothing of it: those who would hear it are being deleted."""
        self.preview.close()
        self.references.close()
        for work in self._work:
            work.close()

    def close(self, *, discard: bool = False) -> None:
        """End the sitting in good order: nothing runs afterwards.

        Parameters
        ----------
        discard : bool
            The artist does not want unsaved work. Otherwise its safety copy stays: a host
            application quits without asking.
        """
        if self._closed:
            return
        self._closed = True
        self.settings.changed = lambda: None
        self._settings_pause.stop()
        if self._live is not None:
            self._live.close()
        self.silence()
        self.pool.waitForDone()
        self.preview_pool.waitForDone()
        self.renderer.close()
        self.finder.close()
        self.safety_copy.close(discard=discard)
        # Qt clears the stack while it takes it apart, and tells so to what is half gone.
        self.document.undo_stack.blockSignals(True)
        self.settings.sync()

    def make_task(self) -> Task:
        """A task for long work that the artist waits for; `close` stops it."""
        task = Task(self.pool, self)
        self._work.append(task)
        return task

    def make_job(self, work: Callable[[Any], Any]) -> LatestJob:
        """Work of which only the newest request counts; `close` ends it."""
        job = LatestJob(work, self.pool, self)
        self._work.append(job)
        return job

    def _tell_remarks(self, opened: Opened) -> None:
        # As one: the next would take the place of the one before.
        if opened.remarks:
            self.remarked.emit("note", "\n".join(map(retold, opened.remarks)))

    def _start_file(
        self,
        work: Callable[[TaskControl], Result],
        finish: Callable[[Result], None],
        fail: Callable[[Exception], None],
    ) -> bool:
        if self.files.busy:
            return False
        self._finish, self._fail = finish, fail
        return self.files.start(work)

    def _refused_for_change(self, before: tuple[Look, int], name: str) -> bool:
        """Whether work was done while `name` was read, which would take its place; tells so."""
        (look, asked), references = before, self.references
        photo_comes = references.working and references.asked > asked
        if self.document.look is look and not photo_comes:
            return False
        text = self.tr("the look was changed while {0} was being read; save it and try again")
        self.open_failed.emit(text.format(name))
        return True

    def _on_file_done(self, result: object) -> None:
        if self._finish is not None:
            self._finish(result)

    def _on_file_failed(self, error: Exception) -> None:
        if not isinstance(error, HairSdkError | OSError):
            raise error
        if self._fail is not None:
            self._fail(error)

    def _on_shown(self, look: Look, exact: bool) -> None:
        self.preview.request(look, exact)
        # A step is shown before the history counts it: whether there is work to keep shows later.
        if exact:
            self.safety_copy.expect()

    def _keep_settings(self) -> None:
        if not self.settings.sync() and not self._settings_told:
            self._settings_told = True
            text = self.tr("{0} cannot be written: theme, layout and recent files are not kept.")
            self.remarked.emit("error", text.format(self.settings.path))

    def _copied(self) -> Copied:
        return self.document.look, self.document.path, self._stamp, self._given_name, self.source


def _measure(look: Look) -> None:
    for side in (look.light, look.dark):
        if side.reference is not None:
            side.reference.measured()
