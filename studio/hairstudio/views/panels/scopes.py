"""Scopes of the active side's hair, and the shares that were lost."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hairsdk.apply import recolor_pixels
from hairstudio.document.look import SideName
from hairstudio.document.reference import Pixels, Reference
from hairstudio.services.jobs import raise_failure
from hairstudio.services.measure import HairNumbers, hair_numbers
from hairstudio.services.preview import Preview
from hairstudio.services.renderer import Baked
from hairstudio.services.session import Session
from hairstudio.views.dock import is_seen
from hairstudio.views.state import ViewState
from hairstudio.views.widgets.scopes import ScopesView

__all__ = ["ScopesPanel"]

_PAUSE_MS = 60
_DRAG_PAUSE_MS = 150
"""While a slider is dragged the picture comes first."""


@dataclass(frozen=True, eq=False)
class _Request:
    side: SideName
    reference: Reference
    baked: Baked


@dataclass(frozen=True, eq=False)
class _Reading:
    before: Pixels
    after: Pixels
    numbers_before: HairNumbers
    numbers_after: HairNumbers


class ScopesPanel(QWidget):
    """Histogram, chroma plane and LUT; nothing is computed while they are not seen."""

    def __init__(self, session: Session, state: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._state = state
        self.view = ScopesView()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.view)
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._read)
        self._job = session.make_job(_read)
        self._job.done.connect(self._on_read)
        self._job.failed.connect(raise_failure)
        session.preview.ready.connect(self._on_preview)
        session.document.renewed.connect(lambda: self._show_nothing())
        state.side_changed.connect(lambda _: self._read())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._read()

    def _on_preview(self, preview: Preview) -> None:
        if is_seen(self) and not self._pause.isActive():
            self._pause.start(_PAUSE_MS if preview.exact else _DRAG_PAUSE_MS)

    def _read(self) -> None:
        preview = self._session.preview.latest
        if preview is None or not is_seen(self):
            return
        shown = preview.side(self._state.side)
        self.view.set_goal(preview.look.goal)
        self.view.set_table(None if shown.lut is None else shown.lut.table)
        reference, baked = shown.reference, shown.baked
        if reference is None or baked is None or not reference.has_hair:
            self._show_nothing()
            return
        self._job.submit(_Request(self._state.side, reference, baked))

    def _on_read(self, request: _Request, reading: _Reading) -> None:
        if request.side != self._state.side:
            return
        self.view.set_pixels(reading.before, reading.after)
        before, after = reading.numbers_before, reading.numbers_after
        self.view.set_shares(
            (
                (self.tr("Crushed"), before.crushed, after.crushed),
                (self.tr("Blown out"), before.blown, after.blown),
                (self.tr("Out of gamut"), before.at_gamut, after.at_gamut),
            )
        )

    def _show_nothing(self) -> None:
        self.view.set_pixels(None, None)
        self.view.set_shares(())


def _read(request: _Request) -> _Reading:
    pixels, weights = request.reference.sample
    hair = weights[0] > 0.5
    before = pixels[0, hair]
    after = recolor_pixels(pixels, weights, request.baked.lookup)[0, hair]
    return _Reading(before, after, hair_numbers(before), hair_numbers(after))
