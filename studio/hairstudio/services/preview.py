"""The picture of the look: coarse in the middle of a drag, exact at rest."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QObject, QThreadPool, Signal

from hairsdk.errors import HairSdkError
from hairsdk.lut import Lut3D
from hairstudio.core import Stack
from hairstudio.core.extent import Extent
from hairstudio.document.look import SIDES, Look, SideName
from hairstudio.document.reference import Pixels, Reference
from hairstudio.services.draft import Draft
from hairstudio.services.explain import explained
from hairstudio.services.jobs import LatestJob, raise_failure
from hairstudio.services.measure import dyed_colour
from hairstudio.services.renderer import COARSE, Baked, Renderer

__all__ = ["Preview", "PreviewService", "SidePreview"]


@dataclass(frozen=True, eq=False)
class SidePreview:
    """One side of a preview.

    Attributes
    ----------
    reference : Reference or None
    image : ndarray or None
        The reference recoloured; None without one, or where baking failed.
    extent : Extent or None
        The part of the picture that `image` holds in the middle of a drag, at the size it is
        shown; None where it is the whole picture.
    baked : Baked or None
    error : str
        Why there is no LUT; empty if there is one.
    """

    reference: Reference | None
    image: Pixels | None
    baked: Baked | None
    error: str = ""
    extent: Extent | None = None

    @cached_property
    def colour(self) -> tuple[float, float, float] | None:
        """Mean colour that the LUT gives the hair, whose soft edges do not count."""
        if self.reference is None or self.baked is None:
            return None
        return dyed_colour(*self.reference.sample, self.baked.lookup)

    @property
    def lut(self) -> Lut3D | None:
        """The LUT that `image` was made with."""
        return None if self.baked is None else self.baked.lut


@dataclass(frozen=True, eq=False)
class Preview:
    """Both sides of a look, rendered."""

    look: Look
    exact: bool
    light: SidePreview
    dark: SidePreview
    bake_ms: float
    apply_ms: float

    def side(self, name: SideName) -> SidePreview:
        """The light or the dark side."""
        return self.light if name == "light" else self.dark


class PreviewService(QObject):
    """Renders the newest look it is given."""

    ready = Signal(object)
    """(Preview)"""

    def __init__(
        self, renderer: Renderer, pool: QThreadPool, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._renderer = renderer
        self._exact: dict[SideName, tuple[Stack, SidePreview]] = {}
        self._last: dict[SideName, SidePreview] = {}
        self._drafts: dict[SideName, Draft] = {}
        self._job = LatestJob(self._work, pool, self)
        self._job.done.connect(self._on_done)
        self._job.failed.connect(raise_failure)
        self.extent_of: Callable[[SideName], Extent | None] = lambda name: None
        """What is seen of a photo: drafts hold no more. None asks for all of it."""
        self.latest: Preview | None = None

    @property
    def busy(self) -> bool:
        """Whether a picture is on its way."""
        return self._job.busy

    def request(self, look: Look, exact: bool) -> None:
        """Ask for the picture of a look."""
        extents = {name: None if exact else self.extent_of(name) for name in SIDES}
        self._job.submit(_Request(look, exact, extents))

    def close(self) -> None:
        """Stop reporting."""
        self._job.close()

    def _work(self, request: _Request) -> Preview:
        look, exact = request.look, request.exact
        started = time.perf_counter()
        sides: dict[SideName, SidePreview] = {}
        baked: dict[SideName, Baked] = {}
        for name in SIDES:
            side = look.side(name)
            kept = None if exact else self._exact.get(name)
            if kept is not None and kept[0] is side.stack and kept[1].reference is side.reference:
                # The slider is one of the other side: this one keeps its exact picture.
                sides[name] = kept[1]
                continue
            try:
                baked[name] = self._renderer.bake(
                    side.stack, look.size if exact else COARSE, exact=exact
                )
            except (HairSdkError, OSError) as error:
                sides[name] = SidePreview(side.reference, None, None, explained(error))
                self._exact.pop(name, None)
        bake_ms = (time.perf_counter() - started) * 1000.0
        for name, lut in baked.items():
            sides[name] = self._painted(name, request, lut)
            if exact:
                self._exact[name] = (look.side(name).stack, sides[name])
        if exact or look.goal is not None:
            for shown in sides.values():
                _ = shown.colour  # measured here, in the thread
        apply_ms = (time.perf_counter() - started) * 1000.0 - bake_ms
        return Preview(look, exact, sides["light"], sides["dark"], bake_ms, apply_ms)

    def _painted(self, name: SideName, request: _Request, baked: Baked) -> SidePreview:
        reference = request.look.side(name).reference
        extent = request.extents[name]
        last = self._last.get(name)
        if last is not None and (last.baked, last.reference, last.extent) == (
            baked,
            reference,
            extent,
        ):
            return last
        if reference is None:
            image = None
        elif extent is None:
            image = self._renderer.recolour(reference.image, reference.mask, baked)
        else:
            draft = self._drafts.get(name)
            if draft is None or draft.reference is not reference or draft.extent != extent:
                draft = self._drafts[name] = Draft(reference, extent)
            image = draft.painted(baked)
        self._last[name] = SidePreview(reference, image, baked, extent=extent)
        return self._last[name]

    def _on_done(self, request: object, preview: Preview) -> None:
        self.latest = preview
        self.ready.emit(preview)


@dataclass(frozen=True)
class _Request:
    look: Look
    exact: bool
    extents: dict[SideName, Extent | None]
