"""What hair comes to the curves: the histograms behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject

from hairsdk.errors import HairSdkError
from hairstudio.core import Effect, Stack
from hairstudio.document.look import Side
from hairstudio.services.jobs import raise_failure
from hairstudio.services.session import Session
from hairstudio.views.widgets.stack_view import StackView

__all__ = ["CurveHair"]

_Histograms: TypeAlias = dict[str, npt.NDArray[np.floating]]


@dataclass(frozen=True, eq=False)
class _Request:
    side: Side
    rows: tuple[int, ...]


class CurveHair(QObject):
    """Counts the hair of a reference as it comes to each effect that is open."""

    def __init__(self, session: Session, view: StackView) -> None:
        super().__init__(view)
        self._view = view
        self._stack: Stack | None = None
        self._job = session.make_job(_read)
        self._job.done.connect(self._on_read)
        self._job.failed.connect(raise_failure)

    def read(self, side: Side) -> None:
        """Count the hair of a side, whose stack is the one that is shown."""
        self._stack = side.stack
        rows = tuple(
            index
            for index, row in enumerate(self._view.rows)
            if row.is_open and _has_curves(row.entry.effect)
        )
        if rows:
            self._job.submit(_Request(side, rows))

    def _on_read(self, request: _Request, found: list[_Histograms]) -> None:
        if request.side.stack is self._stack:
            for index, counts in zip(request.rows, found, strict=True):
                self._view.set_histograms(index, counts)


def _has_curves(effect: Effect) -> bool:
    return any(parameter.kind in ("curve", "hue-curve") for parameter in effect.parameters())


def _read(request: _Request) -> list[_Histograms]:
    stack, reference = request.side.stack, request.side.reference
    if reference is None:
        return [{} for _ in request.rows]
    pixels, weights = reference.sample
    hair = pixels[weights > 0.5].astype(np.float32) / np.float32(255)
    try:
        return [
            stack.entries[index].effect.histograms(stack.reaching(index, hair))
            for index in request.rows
        ]
    except (HairSdkError, OSError):
        # An effect before has lost its file: the row of that effect says so.
        return [{} for _ in request.rows]
