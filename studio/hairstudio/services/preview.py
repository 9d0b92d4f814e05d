"""The picture of the look: coarse in the middle of a drag, exact at rest."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QThreadPool, Signal

from hairsdk.errors import HairSdkError
from hairsdk.lut import Lut3D
from hairstudio.document.look import SIDES, Look, SideName
from hairstudio.document.reference import Mask, Pixels, Reference
from hairstudio.services.jobs import LatestJob
from hairstudio.services.measure import hair_colour
from hairstudio.services.renderer import COARSE, Baked, Renderer

_DRAFT_ZOOM = 0.6
_DRAFT_LEAST = 512

__all__ = ["Preview", "PreviewService", "SidePreview"]


@dataclass(frozen=True, eq=False)
class SidePreview:
    """One side of a preview.

    Attributes
    ----------
    reference : Reference or None
    image : ndarray or None
        The reference recoloured; None without one, or where baking failed.
    lut : Lut3D or None
    error : str
        Why there is no LUT; empty if there is one.
    colour : (r, g, b) or None
        Mean colour of the recoloured hair, where the look has a goal to compare it with; in
        the middle of a drag from a quarter of the pixels.
    """

    reference: Reference | None
    image: Pixels | None
    lut: Lut3D | None
    error: str = ""
    colour: tuple[float, float, float] | None = None


@dataclass(frozen=True, eq=False)
class Preview:
    """Both sides of a look, rendered."""

    look: Look
    exact: bool
    light: SidePreview
    dark: SidePreview
    bake_ms: float
    apply_ms: float
    requested: float

    def side(self, name: SideName) -> SidePreview:
        """The light or the dark side."""
        return self.light if name == "light" else self.dark


class PreviewService(QObject):
    """Renders the newest look it is given."""

    ready = Signal(object)
    """(Preview)"""

    failed = Signal(object)
    """(exception): something that no look should be able to cause."""

    def __init__(
        self, renderer: Renderer, pool: QThreadPool, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._renderer = renderer
        self._last: dict[SideName, tuple[object, Reference | None, SidePreview]] = {}
        self._job = LatestJob(self._work, pool, self)
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._on_failed)
        self._halves: dict[SideName, tuple[Reference, Pixels, Mask]] = {}
        self.latest: Preview | None = None
        self.zoom = 1.0
        """Screen pixels per pixel of the photo: how fine a draft has to be."""

    @property
    def busy(self) -> bool:
        """Whether a picture is on its way."""
        return self._job.busy

    def request(self, look: Look, exact: bool) -> None:
        """Ask for the picture of a look."""
        self._job.submit((look, exact, time.perf_counter()))

    def close(self) -> None:
        """Stop reporting."""
        self._job.close()

    def _work(self, request: tuple[Look, bool, float]) -> Preview:
        look, exact, requested = request
        started = time.perf_counter()
        baked = {}
        errors: dict[SideName, str] = {"light": "", "dark": ""}
        for name in SIDES:
            try:
                baked[name] = self._renderer.bake(
                    look.side(name).stack, look.size if exact else COARSE, exact=exact
                )
            except (HairSdkError, OSError) as error:  # noqa: PERF203 - two turns
                errors[name] = str(error)
        bake_ms = (time.perf_counter() - started) * 1000.0
        sides: dict[SideName, SidePreview] = {}
        for name in SIDES:
            reference = look.side(name).reference
            if name not in baked:
                sides[name] = SidePreview(reference, None, None, errors[name])
                continue
            last = self._last.get(name)
            if last is not None and last[0] is baked[name] and last[1] is reference:
                sides[name] = last[2]
                continue
            image = None
            if reference is not None and exact:
                image = self._renderer.recolour(reference.image, reference.mask, baked[name])
            elif reference is not None:
                image = self._draft(name, reference, baked[name])
            sides[name] = SidePreview(reference, image, baked[name].lut)
            self._last[name] = (baked[name], reference, sides[name])
        if look.goal is not None:
            sides = {name: _measured(side, exact) for name, side in sides.items()}
        apply_ms = (time.perf_counter() - started) * 1000.0 - bake_ms
        return Preview(look, exact, sides["light"], sides["dark"], bake_ms, apply_ms, requested)

    def _draft(self, name: SideName, reference: Reference, baked: Baked) -> Pixels:
        """The picture in the middle of a drag: at half size where the screen shows no more."""
        if self.zoom > _DRAFT_ZOOM or min(reference.mask.shape) < _DRAFT_LEAST:
            return self._renderer.recolour(reference.image, reference.mask, baked)
        kept = self._halves.get(name)
        if kept is None or kept[0] is not reference:
            kept = (reference, _half(reference.image), _half(reference.mask))
            self._halves[name] = kept
        small = self._renderer.recolour(kept[1], kept[2], baked)
        size = reference.mask.shape[::-1]
        return np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_LINEAR), np.uint8)

    def _on_done(self, request: object, preview: Preview) -> None:
        self.latest = preview
        self.ready.emit(preview)

    def _on_failed(self, request: object, error: Exception) -> None:
        self.failed.emit(error)


def _half(picture: npt.NDArray[Any]) -> npt.NDArray[Any]:
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(small)


def _measured(side: SidePreview, exact: bool) -> SidePreview:
    if side.image is None or side.reference is None:
        return side
    step = 1 if exact else 2
    image = np.ascontiguousarray(side.image[::step, ::step])
    mask = np.ascontiguousarray(side.reference.mask[::step, ::step])
    return replace(side, colour=hair_colour(image, mask))
