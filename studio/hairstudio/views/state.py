"""What the panels of one window share besides the look: none of it is in the document."""

from __future__ import annotations

from typing import Any, Literal

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from hairstudio.document.look import SideName
from hairstudio.views.widgets.viewer.compare import Tool
from hairstudio.views.widgets.viewer.tools import LEAST_RADIUS, MOST_RADIUS
from hairstudio.views.widgets.viewer.view import CompareMode

__all__ = ["BeforeLook", "ViewState"]

BeforeLook = Literal["photo", "saved"]


class ViewState(QObject):
    """Active side, tool in hand, and how pictures are compared."""

    side_changed = Signal(str)
    tool_changed = Signal(str)
    brush_changed = Signal()
    mode_changed = Signal(str)
    before_changed = Signal(str)
    mask_changed = Signal(bool)
    clipping_changed = Signal(bool)
    before_held = Signal(bool)
    """The key for "before" is down."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._side: SideName = "light"
        self._tool: Tool = "none"
        self._mode: CompareMode = "wipe"
        self._before: BeforeLook = "photo"
        self._mask = self._clipping = False
        self.radius = 20.0
        self.hardness = 0.5
        self._picker: Any = None

    @property
    def side(self) -> SideName:
        """Side whose stack is edited."""
        return self._side

    def set_side(self, side: SideName) -> None:
        """Edit the other side's stack."""
        if side != self._side:
            self._side = side
            self.side_changed.emit(side)

    @property
    def tool(self) -> Tool:
        """What a press on a picture does."""
        return self._tool

    def set_tool(self, tool: Tool) -> None:
        """Take a tool; taking the one in hand lays it down."""
        self.take_tool("none" if tool == self._tool else tool)

    def take_tool(self, new: Tool) -> None:
        """Take a tool, or "none"."""
        # Not at "none": the viewer lays the eyedropper down before it tells what it picked.
        if new in ("brush", "eraser"):
            self._picker = None
        if new != self._tool:
            self._tool = new
            self.tool_changed.emit(new)

    def set_brush(self, radius: float, hardness: float) -> None:
        """Change the brush's size (pixels of the photo) and hardness."""
        self.radius = min(max(radius, LEAST_RADIUS), MOST_RADIUS)
        self.hardness = min(max(hardness, 0.0), 1.0)
        self.brush_changed.emit()

    @property
    def mode(self) -> CompareMode:
        """How before and after are shown."""
        return self._mode

    def set_mode(self, mode: CompareMode) -> None:
        """Show before and after in another way."""
        if mode != self._mode:
            self._mode = mode
            self.mode_changed.emit(mode)

    @property
    def before(self) -> BeforeLook:
        """What "before" is: the untouched photo, or the look as it was saved."""
        return self._before

    def set_before(self, before: BeforeLook) -> None:
        """Compare with the untouched photo, or with the saved look."""
        if before != self._before:
            self._before = before
            self.before_changed.emit(before)

    @property
    def mask_shown(self) -> bool:
        """Whether the mask lies over the pictures."""
        return self._mask

    def show_mask(self, shown: bool) -> None:
        """Lay the mask over the pictures, or take it off."""
        if shown != self._mask:
            self._mask = shown
            self.mask_changed.emit(shown)

    @property
    def clipping_shown(self) -> bool:
        """Whether clipped colours are marked in the results."""
        return self._clipping

    def show_clipping(self, shown: bool) -> None:
        """Mark clipped colours in the results, or do not."""
        if shown != self._clipping:
            self._clipping = shown
            self.clipping_changed.emit(shown)

    def pick_for(self, picker: Any) -> None:
        """Hand the next colour picked on a picture to ``picker.accept_colour``."""
        self.take_tool("eyedropper")
        self._picker = picker
        picker.destroyed.connect(self._on_destroyed, Qt.ConnectionType.UniqueConnection)

    def cancel_pick(self) -> None:
        """Escape: nobody waits for a colour any more."""
        self._picker = None
        self.take_tool("none")

    def picked(self, colour: tuple[float, float, float]) -> None:
        """A colour was picked on a picture: it goes to whoever waits, and the tool is laid down."""
        picker, self._picker = self._picker, None
        self.take_tool("none")
        if picker is not None:
            picker.accept_colour(colour)

    def _on_destroyed(self) -> None:
        # The effect of an editor may go while a colour is picked for it, as by undo.
        if self._picker is not None and not shiboken6.isValid(self._picker):
            self.cancel_pick()
