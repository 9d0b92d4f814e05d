"""The references as the saved look paints them: what a change is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from hairsdk.errors import HairSdkError
from hairstudio.core import Stack
from hairstudio.document.look import SIDES, Look, SideName
from hairstudio.document.reference import Pixels, Reference
from hairstudio.services.explain import explained
from hairstudio.services.jobs import raise_failure
from hairstudio.services.renderer import Baked

if TYPE_CHECKING:
    from hairstudio.services.session import Session

__all__ = ["SavedLook", "SavedSide"]


@dataclass(frozen=True, eq=False)
class SavedSide:
    """One side of the saved look, on the photo that is open now.

    Attributes
    ----------
    reference : Reference
    stack : Stack
    size : int
        Lattice points per axis.
    baked : Baked or None
    image : ndarray or None
        The reference recoloured; None where baking failed.
    error : str
        Why there is no picture; empty if there is one.
    """

    reference: Reference
    stack: Stack
    size: int
    baked: Baked | None = None
    image: Pixels | None = None
    error: str = ""


@dataclass(frozen=True, eq=False)
class _Request:
    look: Look
    kept: Look
    last: dict[SideName, SavedSide]


class SavedLook(QObject):
    """Paints the references with the look as it was kept, while that is wanted.

    The LUTs are baked once for each version: the renderer's cache would lose them in a drag.
    """

    ready = Signal(object)
    """(dict of SideName to SavedSide): sides without a photo are left out, all where there is
    nothing to compare with."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._renderer = session.document, session.renderer
        self._wanted = False
        self._sides: dict[SideName, SavedSide] = {}
        self._job = session.make_job(self._work)
        self._job.done.connect(self._on_done)
        self._job.failed.connect(raise_failure)
        self._document.shown.connect(self._on_shown)
        self._document.kept_changed.connect(self._request)

    @property
    def busy(self) -> bool:
        """Whether pictures are on their way."""
        return self._job.busy

    def want(self, wanted: bool) -> None:
        """Paint, or forget what was painted."""
        self._wanted = wanted
        self._request()

    def _request(self) -> None:
        kept = self._document.kept
        if self._wanted and kept is not None:
            self._job.submit(_Request(self._document.look, kept, self._sides))
        else:
            self._show({})

    def _work(self, request: _Request) -> dict[SideName, SavedSide]:
        sides = {}
        for name in SIDES:
            reference = request.look.side(name).reference
            if reference is not None:
                stack, last = request.kept.side(name).stack, request.last.get(name)
                sides[name] = self._painted(reference, stack, request.kept.size, last)
        return sides

    def _painted(
        self, reference: Reference, stack: Stack, size: int, last: SavedSide | None
    ) -> SavedSide:
        baked = None
        if last is not None and (last.stack, last.size) == (stack, size):
            baked = last.baked
            if baked is not None and last.reference is reference:
                return last
        try:
            baked = baked or self._renderer.bake(stack, size)
        except (HairSdkError, OSError) as error:
            return SavedSide(reference, stack, size, error=explained(error))
        image = self._renderer.recolour(reference.image, reference.mask, baked)
        return SavedSide(reference, stack, size, baked, image)

    def _on_shown(self, _look: Look, exact: bool) -> None:
        # A drag changes neither the photos nor what was saved.
        if exact and self._wanted:
            self._request()

    def _on_done(self, request: _Request, sides: dict[SideName, SavedSide]) -> None:
        if self._wanted and request.kept is self._document.kept:
            self._show(sides)

    def _show(self, sides: dict[SideName, SavedSide]) -> None:
        self._sides = sides
        self.ready.emit(sides)
