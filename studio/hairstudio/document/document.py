"""The open look: what is shown, what is saved, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from hairstudio.document.look import About, Look
from hairstudio.document.reference import Reference

__all__ = ["Document"]

_AT_HAND = 2
"""References of the past that do not rest yet: the last steps are undone and redone most, and
to unpack a large photo takes the window a fifth of a second."""


class Document(QObject):
    """Holds one look and its history.

    A change comes in two ways. `show` is for the middle of a drag: the look is shown, but no
    step is recorded. `commit` records one step from the last recorded look to the new one, so a
    drag of a hundred `show` ends as a single step.
    """

    shown = Signal(object, bool)
    """(Look, exact): the look changed. `exact` is False in the middle of a drag."""

    renewed = Signal()
    """Another look was opened: nothing of the one before holds."""

    path_changed = Signal()

    kept_changed = Signal()
    """What is compared with is another look, or none: see `kept`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.undo_stack.indexChanged.connect(self._arrive)
        self._recorded = Look()
        self._look = self._arrived = self._recorded
        self._dragged: Look | None = None
        """What stays shown while a step is recorded beside a drag."""
        self._kept: Look | None = None
        self._left: list[Reference] = []
        self._path: Path | None = None
        self._lost: tuple[Path, Look | None] | None = None
        """The file that is gone, and what was in it if that is known."""

    @property
    def look(self) -> Look:
        """The look as it is shown now."""
        return self._look

    @property
    def path(self) -> Path | None:
        """The file it was read from or last written to."""
        return self._path

    @property
    def kept(self) -> Look | None:
        """The look as it was last saved or opened; None where it never was."""
        return self._kept

    @property
    def dirty(self) -> bool:
        """Whether there is work that is in no file."""
        return not self.undo_stack.isClean()

    @property
    def dragging(self) -> bool:
        """Whether the look shown is not recorded yet."""
        return self._look is not self._recorded

    def renew(
        self,
        look: Look,
        path: Path | None = None,
        *,
        saved: bool = True,
        opened: bool = True,
        kept: Look | None = None,
    ) -> None:
        """Take up another look, without history.

        Parameters
        ----------
        look : Look
        path : Path or None
        saved : bool
            False for a recovered look: it is in no file yet.
        opened : bool
            False for a new look: there is none to compare it with.
        kept : Look, optional
            What a recovered look is compared with: the one in its file.
        """
        self._kept = look if saved and opened else kept
        self._recorded = self._look = self._arrived = look
        self._left.clear()
        self._path, self._lost = path, None
        self.undo_stack.clear()
        if not saved:
            self.undo_stack.resetClean()
        self.renewed.emit()
        self.path_changed.emit()
        self.kept_changed.emit()
        self.shown.emit(look, True)

    def show(self, look: Look) -> None:
        """Show a look in the middle of a drag."""
        self._look = look
        self.shown.emit(look, False)

    def commit(self, look: Look, text: str) -> None:
        """Record a change as one step.

        Parameters
        ----------
        look : Look
        text : str
            What the history calls it.
        """
        if look == self._recorded:  # a drag that ended where it began
            self.abandon()
            return
        self.undo_stack.push(_Change(self, self._recorded, look, text))

    def commit_beside(self, change: Callable[[Look], Look], text: str) -> None:
        """Record a change that arrives by itself, such as a photo whose hair was found.

        A drag that is under way goes on, and is no part of the step: it may yet be taken back.

        Parameters
        ----------
        change : callable
            From a look to the changed one.
        text : str
            What the history calls it.
        """
        self._dragged = change(self._look) if self.dragging else None
        try:
            self.commit(change(self._recorded), text)
        finally:
            self._dragged = None

    def abandon(self) -> None:
        """Go back to the last recorded look, as Escape in the middle of a drag does."""
        if self.dragging:
            self._show_recorded()

    def rename(self, name: Callable[[About], About]) -> None:
        """Call the look as its file does, now and in its history.

        That is no step of its own: undoing it after saving would surprise. Nor does it end a drag.

        Parameters
        ----------
        name : callable
            From what the look is called to what it is called in its file.
        """

        def named(look: Look) -> Look:
            about = name(look.about)
            return look if about == look.about else replace(look, about=about)

        for index in range(self.undo_stack.count()):
            command = self.undo_stack.command(index)
            if isinstance(command, _Change):
                command.before, command.after = named(command.before), named(command.after)
        before, dragging = self._recorded, self.dragging
        self._recorded = named(before)
        if self._recorded is not before:
            self._look = named(self._look) if dragging else self._recorded
            self.shown.emit(self._look, not dragging)

    def saved(self, path: Path, look: Look | None) -> None:
        """Note that `look` was written to `path`; None if another step is in that file."""
        self._path = path
        if look == self._recorded:
            self.undo_stack.setClean()
        else:
            # Whatever step was in the file before: it is not any more.
            self.undo_stack.resetClean()
        self.path_changed.emit()
        if look is not None:
            self._kept = look
            self.kept_changed.emit()

    def forget_file(self) -> None:
        """Note that the file is gone: the work is in none now."""
        if self._path is not None:
            self._lost = self._path, None if self.dirty else self._recorded
        self._path = None
        self.undo_stack.resetClean()
        self.path_changed.emit()

    def find_file(self, path: Path) -> None:
        """Note that a file is back: if it was this document's last one, it is so again."""
        if self._path is None and self._lost is not None and self._lost[0] == path:
            self.saved(*self._lost)

    def _arrive(self) -> None:
        # A jump over many steps shows the last alone: to unpack the large photos of those between
        # takes the window seconds.
        if self._arrived is not self._recorded:
            self._show_recorded()

    def _show_recorded(self) -> None:
        before, look = self._arrived, self._recorded
        self._arrived = look
        self._look = self._dragged or look
        shown = (look.light.reference, look.dark.reference)
        past = (*self._left, before.light.reference, before.dark.reference)
        self._left = [each for each in past if each is not None and each not in shown]
        while len(self._left) > _AT_HAND:
            self._left.pop(0).rest((*shown, *self._left))
        # Exact also beside a drag: views have a new photo to show.
        self.shown.emit(self._look, True)


class _Change(QUndoCommand):
    """From one look to another. Both are immutable, so this is all there is to undo."""

    def __init__(self, document: Document, before: Look, after: Look, text: str) -> None:
        super().__init__(text)
        self.document = document
        self.before = before
        self.after = after

    def redo(self) -> None:
        self.document._recorded = self.after

    def undo(self) -> None:
        self.document._recorded = self.before
