"""Filling the Light and Dark slots, and correcting what was found there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QThreadPool, Signal

from hairsdk.errors import HairSdkError
from hairstudio.document.document import Document
from hairstudio.document.look import SIDES, SideName
from hairstudio.document.reference import (
    Mask,
    Pixels,
    Reference,
    builtin_reference,
    mask_of_steps,
    mask_steps,
)
from hairstudio.services.control import TaskControl
from hairstudio.services.explain import explained_failure
from hairstudio.services.hair import HairFinder
from hairstudio.services.head_names import reference_name
from hairstudio.services.heads import Head
from hairstudio.services.intake import Intake, read_mask, take_in
from hairstudio.services.jobs import Task
from hairstudio.services.people import of_one_person
from hairstudio.services.retold import retold

__all__ = ["ReferenceService"]

_MaskChange = tuple[Reference, SideName, Callable[[Reference], Mask | None], str]
"""The reference that it is made on, its side, the mask, and what the history calls it."""

_MaskStep = tuple[Reference, Reference, str]
"""Before and after, and what the history calls it."""

_TOGETHER = 8
"""Strokes that come faster than they are taken up are shown so many at a time: window and workers
paint everything anew for each that is shown, and on large photos the next ones would wait for
that, 4 MB each."""


class ReferenceService(QObject):
    """Changes the references of a document; the slow part of it in threads."""

    busy_changed = Signal(str, bool)
    """(side, whether a photo is on its way into it)"""

    progressed = Signal(str, float, str)
    """(side, share, what is being done)"""

    painted = Signal()
    """A painted mask was taken up, or dropped."""

    remarked = Signal(str, str, str)
    """(side, level, text): "error" or "note", to be shown beside the slot."""

    def __init__(
        self,
        document: Document,
        finder: HairFinder,
        pool: QThreadPool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._finder = finder
        self._slots = {name: _Slot(self, name, pool) for name in SIDES}
        self._queue: list[_MaskChange] = []
        self._made: list[_MaskStep] = []
        """Steps on the painted side that are not in the document yet."""
        self._painted_side: SideName = "light"
        self.asked = 0
        """How many photos and masks were asked for."""
        self._opened = 0
        """How many looks were opened."""
        self._painter = Task(pool, self)
        self._painter.done.connect(lambda step: self._made.append(step))
        self._painter.failed.connect(self._on_paint_failed)
        self._painter.ended.connect(self._on_paint_ended)
        document.renewed.connect(self.cancel_all)

    def busy(self, side: SideName) -> bool:
        """Whether a photo is on its way into a slot."""
        return self._slots[side].task.busy

    @property
    def painting(self) -> bool:
        """Whether masks that were painted are not yet in the document."""
        return self._painter.busy or bool(self._queue)

    @property
    def working(self) -> bool:
        """Whether photos or masks are on their way into the document."""
        return self.painting or any(map(self.busy, SIDES))

    def finish(self) -> bool:
        """Wait until photos and masks on their way are in the document; clicks wait, too.

        Returns
        -------
        bool
            False if another look was opened meanwhile: what was to follow is not for it.
        """
        opened = self._opened
        while self.working:
            QCoreApplication.processEvents(
                QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents
                | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
            )
        return self._opened == opened

    def take(
        self,
        side: SideName,
        source: Path | Pixels,
        name: str = "",
        remarks: tuple[str, ...] = (),
        person: int = 0,
    ) -> None:
        """Put a photo into a slot; its hair is looked for in the background.

        Parameters
        ----------
        side : {"light", "dark"}
        source : Path or ndarray
        name : str
            What to call it; a file's own name otherwise.
        remarks : tuple of str
            What is to be told beside those on the photo itself, once it is there.
        person : int
            Which of the people in it, from 0, who has the most hair.
        """

        def work(control: TaskControl) -> Intake:
            intake = take_in(source, self._finder, control, name, person)
            return replace(intake, remarks=(*remarks, *intake.remarks))

        self._slots[side].fill(work)

    def take_head(self, side: SideName, head: Head) -> None:
        """Put a head of the gallery into a slot."""
        if isinstance(head.source, Path):
            self.take(side, head.source, person=head.person)
        else:
            self.take_builtin(side, head.source)

    def take_builtin(self, side: SideName, head: str) -> None:
        """Put a built-in head into a slot."""
        self._slots[side].fill(lambda control: Intake(builtin_reference(head)))

    def find_again(self, side: SideName, *, onward: int = 0) -> None:
        """Look for the hair anew, dropping corrections if it could be looked for.

        Parameters
        ----------
        side : {"light", "dark"}
        onward : int
            1 for that of the next person in the photo, 0 for that of the same one.
        """
        reference = self._document.look.side(side).reference
        if reference is None or self.busy(side):  # a new photo is on its way, and searched anyway
            return

        def work(control: TaskControl) -> Intake:
            if reference.builtin:
                return Intake(builtin_reference(reference.builtin))
            control.progress(0.1, self.tr("Finding the hair"))
            found = self._finder.find(reference.image)
            if found.failed:  # the mask that is there stays
                raise HairSdkError(found.remark)
            had = reference.mask
            mask, remark = of_one_person(reference.image, found, had=had, onward=onward)
            remarks = (remark,) if remark else ()
            return Intake(reference.with_found(mask).measured(), remarks)

        self._slots[side].fill(work, again=reference)

    def take_mask(self, side: SideName, path: Path) -> None:
        """Replace a mask by one painted elsewhere."""
        slot = self._slots[side]
        awaited = slot.task.busy  # it is for the photo that is on its way, if one is
        if self.finish() and not (awaited and slot.unreadable):
            self._change_mask(
                side,
                lambda reference: read_mask(path, reference.hair.shape),
                self.tr("Replace mask"),
            )

    def set_mask(self, side: SideName, mask: Mask, text: str) -> None:
        """Give a reference another mask, as one step."""
        steps = mask_steps(mask)  # quick strokes on a large photo wait, and are many

        def mask_of(reference: Reference) -> Mask | None:
            fits = steps.shape == reference.hair.shape
            return mask_of_steps(steps) if fits else None

        self._change_mask(side, mask_of, text)

    def restore_mask(self, side: SideName) -> None:
        """Go back to the mask as it was found."""
        reference = self._document.look.side(side).reference
        if reference is not None:
            self.set_mask(side, reference.found, self.tr("Restore mask"))

    def clear(self, side: SideName) -> None:
        """Empty a slot."""
        self._slots[side].task.cancel()
        if self._document.look.side(side).reference is not None:
            text = self.tr("Remove light reference"), self.tr("Remove dark reference")
            self._put(side, None, text[SIDES.index(side)])

    def swap(self) -> None:
        """Exchange the two references; the stacks stay."""
        if not self.finish():  # what is on its way is for a photo in the slot where that is now
            return
        look = self._document.look
        light = replace(look.dark, stack=look.light.stack)
        dark = replace(look.light, stack=look.dark.stack)
        self._document.commit(replace(look, light=light, dark=dark), self.tr("Swap references"))

    def cancel_all(self) -> None:
        """Stop everything: another look was opened."""
        self._opened += 1
        self._queue.clear()
        self._made.clear()
        self._painter.cancel()
        for slot in self._slots.values():
            slot.task.cancel()

    def close(self) -> None:
        """Stop everything, and report nothing any more."""
        self._queue.clear()
        for task in (self._painter, *(slot.task for slot in self._slots.values())):
            task.close()

    def _fill(self, side: SideName, reference: Reference) -> None:
        text = self.tr("Light reference: {0}"), self.tr("Dark reference: {0}")
        name = reference_name(reference)
        self._put(side, reference, text[SIDES.index(side)].format(name))

    def _put(self, side: SideName, reference: Reference | None, text: str) -> None:
        self._document.commit_beside(lambda look: look.with_reference(side, reference), text)

    def _change_mask(
        self, side: SideName, mask_of: Callable[[Reference], Mask | None], text: str
    ) -> None:
        reference = self._document.look.side(side).reference
        if reference is not None:
            self.asked += 1
            self._queue.append((reference, side, mask_of, text))
            self._paint_next()

    def _paint_next(self) -> None:
        if self._painter.busy or not self._queue:
            return
        made_on, side, mask_of, text = self._queue.pop(0)
        here = self._document.look.side(side).reference
        reference = self._made[-1][1] if self._made else here
        if reference is None or reference.photo is not made_on.photo:
            self._paint_next()  # another photo arrived meanwhile
            return

        def work(control: TaskControl) -> _MaskStep:
            mask = mask_of(reference)
            after = reference if mask is None else reference.with_mask(mask).measured()
            return reference, after, text

        self._painted_side = side
        self._painter.start(work)

    def _on_paint_ended(self) -> None:
        if not self._goes_on() or len(self._made) >= _TOGETHER:
            self._put_made()
        self._paint_next()
        self.painted.emit()

    def _goes_on(self) -> bool:
        """Whether the next stroke is on the same photo as those that were made."""
        if not (self._made and self._queue):
            return False
        on, side, *_ = self._queue[0]
        return side == self._painted_side and on.photo is self._made[-1][1].photo

    def _put_made(self) -> None:
        side, steps = self._painted_side, self._made
        self._made = []
        for before, after, text in steps:
            # Undone meanwhile, or replaced: the stroke belonged to a mask that is gone.
            if self._document.look.side(side).reference is before:
                self._put(side, after, text)

    def _on_paint_failed(self, error: Exception) -> None:
        self.remarked.emit(self._painted_side, "error", explained_failure(error))


class _Slot(QObject):
    """One slot: at most one photo on its way."""

    def __init__(self, service: ReferenceService, side: SideName, pool: QThreadPool) -> None:
        super().__init__(service)
        self._service = service
        self._side = side
        self._again: Reference | None = None
        self.unreadable = False
        """Whether the photo that was on its way last could not be read."""
        self.task = Task(pool, self)
        self.task.started.connect(lambda: service.busy_changed.emit(side, True))
        self.task.done.connect(self._on_done)
        self.task.failed.connect(self._on_failed)
        self.task.ended.connect(lambda: service.busy_changed.emit(side, False))
        self.task.progressed.connect(self._on_progress)

    def fill(self, work: Callable[[TaskControl], Intake], again: Reference | None = None) -> None:
        """Fill the slot with what `work` gives; the newest wins.

        Parameters
        ----------
        work : callable
        again : Reference or None
            The one whose hair is looked for anew; None where a photo is on its way.
        """
        self._service.asked += 1
        self._again, self.unreadable = again, False
        self.task.restart(work)

    def _on_done(self, intake: Intake) -> None:
        here = self._service._document.look.side(self._side).reference
        if self._again is not None and (here is None or here.photo is not self._again.photo):
            return  # the history went to another photo meanwhile
        self._service._fill(self._side, intake.reference)
        if intake.remarks:  # as one: the next would take the place of the one before
            self._service.remarked.emit(self._side, "note", "\n".join(map(retold, intake.remarks)))

    def _on_failed(self, error: Exception) -> None:
        self.unreadable = self._again is None
        self._service.remarked.emit(self._side, "error", explained_failure(error))

    def _on_progress(self, share: float, text: str) -> None:
        self._service.progressed.emit(self._side, share, text)
