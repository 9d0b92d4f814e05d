"""The artist's own heads: the photos and folders that they are in, looked into one by one."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from hairstudio.core.paths import exists
from hairstudio.services.control import TaskControl
from hairstudio.services.explain import in_few_lines
from hairstudio.services.heads import (
    MOST,
    Head,
    all_heads,
    heads_in,
    heads_with,
    is_gone,
    is_photo,
    missing,
    once,
    sift,
    too_many,
)

if TYPE_CHECKING:
    from hairstudio.services.session import Session

__all__ = ["OwnHeads"]

_PAUSE_S = 0.25
"""Between the heads that are shown while others are looked for: known ones come by hundreds."""


@dataclass(frozen=True, eq=False)
class _Found:
    source: Path
    heads: tuple[Head, ...]
    left_out: tuple[str, ...]
    note: str = ""
    left: tuple[Head, ...] = ()
    """Of those known before, where there are none now."""
    note_told: bool = False
    """Whether the note was told when the source was added, in an earlier sitting."""


class OwnHeads(QObject):
    """Finds the heads in what the artist adds, and remembers it for the next sitting."""

    changed = Signal()
    """Heads came or went."""

    begun = Signal()
    """Something is looked into, and nothing was: what was told before is over."""

    told = Signal(object, str)
    """(tuple of str, str): why heads are missing, and what is good to know."""

    away_told = Signal(str)
    """Which photos and folders are not there, on a drive that is not plugged in; empty if none."""

    failed = Signal(object)
    """(exception)"""

    looking = Signal(float, str)
    """How much of all is looked into, and the photo that is; no name when that is over."""

    _came = Signal(object, object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._found: dict[Path, tuple[Head, ...]] = {}
        """By the photo or the folder that they were asked for with."""
        self._waiting: list[tuple[Path, Path | None]] = []
        """Photos and folders, and of some of these the photo that came into it."""
        self._asked: set[Path] = set()
        """What was looked into, or is waiting for it."""
        self._source: Path | None = None
        """What is looked into."""
        self._done = 0
        """How many were, since nothing was."""
        self._taken_out: Path | None = None
        """What was taken out while it was looked into."""
        self._came.connect(self._on_came)
        self._seeker = session.make_task()
        self._seeker.done.connect(self._on_sought)
        self._finder = session.make_task()
        self._finder.done.connect(self._on_found)
        self._finder.failed.connect(self.failed)
        self._finder.ended.connect(self._on_ended)
        self._finder.progressed.connect(self._on_progressed)

    @property
    def busy(self) -> bool:
        """Whether heads are looked for."""
        return self._finder.busy or bool(self._waiting)

    @property
    def seeking(self) -> bool:
        """Whether photos and folders of the last sitting are looked for."""
        return self._seeker.busy

    @property
    def any_known(self) -> bool:
        """Whether there is something to forget, be it on a drive that is away."""
        return bool(self._found or self._session.settings.gallery_sources)

    def heads(self) -> tuple[Head, ...]:
        """Each once."""
        return once(head for heads in self._found.values() for head in heads)

    def heads_to_write(
        self, builtin: tuple[Head, ...]
    ) -> Callable[[TaskControl], tuple[Sequence[Head], Sequence[str]]]:
        """What gives all heads in a thread, also where the gallery is closed or still being loaded.

        Beside them it gives what was left out, of which the gallery tells by itself what is wrong
        with photos, but not which of them and of its folders are away.

        Parameters
        ----------
        builtin : tuple of Head
            Empty where the gallery was not seen yet.
        """
        sources, finder = self._session.settings.gallery_sources, self._session.finder
        kept = self._session.kept_heads
        complete = builtin and not self.seeking and not self.busy
        heads = (*builtin, *self.heads()) if complete else ()
        unseen = [source for source in sources if source not in self._asked]

        def load(control: TaskControl) -> tuple[Sequence[Head], Sequence[str]]:
            if heads and not any(map(exists, unseen)):
                return heads, missing(sources)
            # What follows begins at nought.
            still = TaskControl(lambda _share, name: control.progress(0.0, name))
            return all_heads(sources, finder, still, kept)

        return load

    def sources_of(self, head: Head) -> list[Path]:
        """The photo, and the folders with it, that were asked for."""
        found = self._found.items()
        return [source for source, heads in found if any(each.is_of(head) for each in heads)]

    def load(self, sources: Sequence[Path]) -> None:
        """Add the heads in photos and in folders of them, or look at those in them anew."""
        if not self.busy:
            self.begun.emit()
        photos = [source for source in sources if is_photo(source)]
        if len(photos) > MOST:
            text = self.tr("Of {0} photos the first {1} are looked at; drop the others after these")
            self.told.emit((), text.format(len(photos), MOST))
        over = {*photos[MOST:]}
        for source in sources:
            if source not in over:
                self._await(source, None)

    def add_photo(self, path: Path) -> None:
        """Add the heads in a photo that came into a folder; all of that which is not known yet."""
        self._await(path.parent, path)

    def look_for_known(self) -> None:
        """Load what is known and was not: its drives may have been plugged in since."""
        known = self._session.settings.gallery_sources
        away = [source for source in known if source not in self._asked]
        if away:
            kept, is_first = self._session.kept_heads, not self._asked

            def work(_control: TaskControl) -> tuple[list[Path], list[Path], tuple[str, ...]]:
                if is_first:
                    kept.tidy()
                # A drive of the network may take its time to say that it is not there.
                return *sift(away), missing(away)

            self._seeker.start(work)

    def forget(self, source: Path) -> None:
        """Leave the heads of a photo or of a folder out."""
        self._found.pop(source, None)
        self._keep_nothing_of(source)
        if source == self._source:
            self._stop()
        self._asked.discard(source)
        self._waiting = [each for each in self._waiting if each[0] != source]
        self._session.settings.forget_gallery_sources(source)
        self.changed.emit()

    def forget_all(self) -> None:
        """Leave all of them out."""
        self._seeker.cancel()
        self._stop()
        self._found = {}
        self._waiting.clear()
        settings = self._session.settings
        settings.forget_gallery_sources(*settings.gallery_sources)
        self._session.kept_heads.clear()
        self.changed.emit()

    def _await(self, source: Path, photo: Path | None) -> None:
        self._asked.add(source)
        if (source, photo) not in self._waiting:
            self._waiting.append((source, photo))
        self._next()

    def _on_sought(self, result: tuple[list[Path], list[Path], tuple[str, ...]]) -> None:
        sources, lost, away = result
        if lost:
            self._session.settings.forget_gallery_sources(*lost)
        # Told once, not whenever the window comes to the front.
        self.away_told.emit(in_few_lines(away))
        for source in sources:  # more than come in a drop, if they came in several
            self.load([source])

    def _next(self) -> None:
        if self._finder.busy:
            return
        if not self._waiting:
            self._source, self._done = None, 0
            self.looking.emit(1.0, "")
            return
        source, photo = self._waiting.pop(0)
        finder, kept = self._session.finder, self._session.kept_heads
        self._source = source
        known = self._found.get(source, ())
        noted = source not in self._found and source in self._session.settings.gallery_sources

        told = -math.inf

        def came(heads: tuple[Head, ...]) -> None:
            nonlocal told
            if not known and time.monotonic() - told >= _PAUSE_S:
                told = time.monotonic()
                self._came.emit(source, heads)

        def work(control: TaskControl) -> _Found:
            if photo is not None and known:
                control.progress(0.0, photo.name)
                return _Found(source, *heads_with(known, photo, finder, kept))
            note = too_many(source)
            heads, remarks = heads_in(source, finder, control, came, kept)
            # Where the network failed they can still be looked at.
            left = () if heads else tuple(head for head in known if not is_gone(head))
            return _Found(source, heads, remarks, note, left, noted)

        self._finder.start(work)

    def _stop(self) -> None:
        """Look no further into what is taken out."""
        self._finder.cancel()
        self._taken_out = self._source or self._taken_out
        self._source = None

    def _keep_nothing_of(self, source: Path) -> None:
        """Remember no photo of what is out, except such as are there by another source."""
        others = {head.source for heads in self._found.values() for head in heads}
        self._session.kept_heads.forget(source, others)

    def _on_ended(self) -> None:
        if self._taken_out is not None:
            self._keep_nothing_of(self._taken_out)  # the photo that was in work then
            self._taken_out = None
        self._done += 1
        self._next()

    def _on_progressed(self, share: float, name: str) -> None:
        self.looking.emit((self._done + share) / (self._done + 1 + len(self._waiting)), name)

    def _on_came(self, source: Path, heads: tuple[Head, ...]) -> None:
        """Show some heads of a large folder while others are looked for."""
        if source == self._source:  # and it was not removed meanwhile
            self._found[source] = heads
            # The window may be closed before all are found.
            self._session.settings.note_gallery_source(source)
            self.changed.emit()

    def _on_found(self, found: _Found) -> None:
        source, remarks = found.source, found.left_out
        if found.heads:
            self._found[source] = found.heads
            self._session.settings.note_gallery_source(source)
        else:
            if not is_photo(source):  # of which the remark says it
                none = self.tr("No head with hair was found in {0}").format(source.name)
                remarks = none, *remarks
            if source in self._found:
                self._found[source] = found.left
            if source not in self._session.settings.gallery_sources:
                self._keep_nothing_of(source)  # it did not come in
        self.told.emit(remarks, "" if found.note_told else found.note)
        self.changed.emit()
