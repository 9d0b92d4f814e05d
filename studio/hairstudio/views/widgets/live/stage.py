"""One live picture, or up to four looks side by side on the same frame."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from hairstudio.views.widgets.live.card import StateCard
from hairstudio.views.widgets.live.shot import Shot
from hairstudio.views.widgets.live.video import VideoView
from hairstudio.views.widgets.tab_order import tab_at
from hairstudio.views.widgets.theme import GRID
from hairstudio.views.widgets.viewer import ViewLink
from hairstudio.views.widgets.viewer.panes import halves

__all__ = ["MOST", "Stage"]

MOST = 4
"""Looks that are compared at once."""

_GAP = 2


@dataclass(frozen=True)
class _How:
    """How all pictures of a stage are shown."""

    mode: str = "wipe"
    wipe: float = 0.5
    mask: bool = False
    held: bool = False
    tool: str = "none"
    letters: int | None = None
    """Pixels of the letters of captions; None: as elsewhere."""


class Stage(QWidget):
    """Shows shots in as many views as there are names; all zoom, pan and wipe together.

    Parameters
    ----------
    parent : QWidget, optional
    takes_files : bool
        Whether files may be dropped where there is no picture.
    """

    files_received = Signal(list)
    """Paths of files that were dropped or pasted."""

    image_received = Signal(object)
    """A picture without a file: (H, W, 3) uint8 RGB."""

    address_received = Signal()
    """A browser dropped the address of a picture, and not the picture."""

    zoom_changed = Signal(float)
    mode_changed = Signal(str)
    wipe_changed = Signal(float)
    mask_shown_changed = Signal(bool)
    colour_picked = Signal(object)
    pick_cancelled = Signal()
    renderer_failed = Signal(str)
    """The graphics card gave up; the first view goes on with the CPU."""

    pause_requested = Signal()
    step_requested = Signal(int)
    """Frames to go on, or back."""

    mark_requested = Signal(str)
    """The film's ``in`` or ``out`` point is here, or it has ``none``."""

    def __init__(self, parent: QWidget | None = None, *, takes_files: bool = True) -> None:
        super().__init__(parent)
        self._takes_files = takes_files
        self.setMinimumSize(40 * GRID, 20 * GRID)
        self.views: list[VideoView] = []
        self._names: tuple[str, ...] = ("",)
        self._how = _How()
        self._placed_for: tuple[int, int] | None = None
        """The size of the pictures that the views have their places for."""

        self.link = ViewLink(parent=self)
        self.card = StateCard(self)
        self.card.installEventFilter(self)
        self._add_view()

    @property
    def view(self) -> VideoView:
        """The first view, or the only one."""
        return self.views[0]

    def shown_views(self) -> list[VideoView]:
        """The views that are in use now."""
        return self.views[: len(self._names)]

    def set_names(self, names: Sequence[str]) -> None:
        """Show one view for each name, up to four; a single one goes without its name."""
        self._names = tuple(names[:MOST]) or ("",)
        while len(self.views) < len(self._names):
            self._add_view()
        if len(self._names) > 1:
            # The other looks come as pictures: the CPU has made them.
            self.view.set_renderer("cpu")
        for view, name in zip(self.views, self._names, strict=False):
            view.set_title(name if len(self._names) > 1 else "")
        for view in self.views[len(self._names) :]:
            view.clear()
        self._arrange()

    def show_shot(self, shot: Shot, others: Sequence[NDArray[np.uint8]] = ()) -> None:
        """Show a frame, and what the other looks make of it."""
        self.view.show_shot(shot)
        if self.view.image_size() != self._placed_for:
            self._arrange()
        for view, image in zip(self.shown_views()[1:], others, strict=False):
            view.show_shot(replace(shot, image=image))

    def clear(self) -> None:
        """Show no picture."""
        for view in self.views:
            view.clear()

    def set_renderer(self, name: str) -> None:
        """Draw the single view with the ``gpu`` or the ``cpu``; several are drawn by the CPU."""
        self.view.set_renderer(name if len(self._names) == 1 else "cpu")

    def shut_down(self) -> None:
        """Give back what the graphics card holds."""
        for view in self.views:
            view.shut_down()

    # How it is shown

    def set_mode(self, mode: str) -> None:
        """Compare by ``wipe`` or ``side``, or show ``after`` or ``before`` alone."""
        self._set(replace(self._how, mode=mode))

    def wipe(self) -> float:
        """Return where the wipe is, as a share of the width."""
        return self._how.wipe

    def set_wipe(self, share: float) -> None:
        """Move the wipe."""
        if share != self._how.wipe:
            self._set(replace(self._how, wipe=share))
            self.wipe_changed.emit(share)

    def show_mask(self, shown: bool) -> None:
        """Lay the mask over the pictures."""
        self._set(replace(self._how, mask=shown))

    def set_hold_before(self, held: bool) -> None:
        """Show before as long as this is true."""
        self._set(replace(self._how, held=held))

    def set_tool(self, tool: str) -> None:
        """Take the ``eyedropper``, or lay it down with ``none``."""
        self._set(replace(self._how, tool=tool))

    def set_letters(self, pixels: int) -> None:
        """Write captions in this size."""
        self._set(replace(self._how, letters=pixels))

    def _set(self, how: _How) -> None:
        before, self._how = self._how, how
        for view in self.views:
            self._dress(view)
        if how.mode != before.mode:
            self._arrange()

    def _dress(self, view: VideoView) -> None:
        how = self._how
        view.set_mode(how.mode)
        view.set_wipe(how.wipe)
        view.show_mask(how.mask)
        view.set_hold_before(how.held)
        view.set_tool(how.tool)
        if how.letters is not None:
            font = view.font()
            font.setPixelSize(how.letters)
            view.setFont(font)

    def _add_view(self) -> None:
        view = VideoView(self)
        view.set_empty_text("", "")
        view.setAcceptDrops(self._takes_files)
        self._dress(view)
        if self.views:
            view.set_view(self.view.view())
            tab_at(self.views[-1], [view])
        self.views.append(view)
        self.link.add(view)
        view.files_received.connect(self.files_received)
        view.image_received.connect(self.image_received)
        view.address_received.connect(self.address_received)
        view.wipe_changed.connect(self.set_wipe)
        view.mode_changed.connect(self.mode_changed)
        view.mask_shown_changed.connect(self.mask_shown_changed)
        view.colour_picked.connect(self.colour_picked)
        view.eyedropper_cancelled.connect(self.pick_cancelled)
        view.renderer_failed.connect(self.renderer_failed)
        view.pause_requested.connect(self.pause_requested)
        view.step_requested.connect(self.step_requested)
        view.mark_requested.connect(self.mark_requested)
        if view is self.view:
            view.zoom_changed.connect(self.zoom_changed)
        view.show()
        self.card.raise_()

    # Layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.card and event.type() == QEvent.Type.LayoutRequest:
            self.card.settle()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        self._placed_for = self.view.image_size()
        for view, place in zip(self.views, self._places(), strict=False):
            view.setGeometry(place)
            view.show()
        for view in self.views[len(self._names) :]:
            view.hide()
        self.card.settle()

    def _places(self) -> list[QRect]:
        count = len(self._names)
        columns, rows = self._grid(count)
        wide, high = self._room(columns, rows)
        places = []
        for index in range(count):
            row, column = divmod(index, columns)
            left, top = column * (wide + _GAP), row * (high + _GAP)
            # The last ones take what division left over.
            right = self.width() if column == columns - 1 else left + wide
            bottom = self.height() if row == rows - 1 else top + high
            places.append(QRect(left, top, right - left, bottom - top))
        return places

    def _room(self, columns: int, rows: int) -> tuple[int, int]:
        """Width and height of each of so many views."""
        wide = (self.width() - (columns - 1) * _GAP) // columns
        return wide, (self.height() - (rows - 1) * _GAP) // rows

    def _grid(self, count: int) -> tuple[int, int]:
        """Columns and rows in which the pictures are largest; of several, those that are full."""
        across, down = picture = self._placed_for or (self.width(), self.height())

        def scale(grid: tuple[int, int]) -> float:
            pane = QRectF(0, 0, *self._room(*grid))
            if self._how.mode == "side":
                pane = halves(*self._room(*grid), picture)[0]
            return min(pane.width() / across, pane.height() / down)

        grids = [(columns, math.ceil(count / columns)) for columns in range(count, 0, -1)]
        return max(grids, key=lambda grid: (scale(grid), -math.prod(grid)))
