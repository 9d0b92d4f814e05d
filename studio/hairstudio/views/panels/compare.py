"""The Compare workspace: both references, the tools, the intensity scale and the goal."""

from __future__ import annotations

import functools

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from hairstudio.core.extent import Extent
from hairstudio.document.look import SIDES, Look, SideName, empty_look
from hairstudio.services.control import TaskControl
from hairstudio.services.heads import warm_up_heads
from hairstudio.services.measure import reference_trouble
from hairstudio.services.saved_look import SavedLook, SavedSide
from hairstudio.services.session import Session
from hairstudio.views.panels.compare_tools import CompareTools
from hairstudio.views.panels.goal import GoalPanel
from hairstudio.views.panels.slot import SlotView
from hairstudio.views.state import ViewState
from hairstudio.views.widgets.intensity_scale import IntensityScale
from hairstudio.views.widgets.tab_order import stops_in, tab_at
from hairstudio.views.widgets.theme import GRID
from hairstudio.views.widgets.viewer import CompareViewer, PictureArea, ViewLink
from hairstudio.views.widgets.viewer.compare import Tool

__all__ = ["ComparePanel"]

_WARM_UP_MS = 1500

_WIDENING = {"Alt+Shift+Left": -4 * GRID, "Alt+Shift+Right": 4 * GRID}
"""As panels are made narrower and wider; the line between the pictures takes no keys."""


class ComparePanel(QWidget):
    """Both slots side by side, with what belongs to both."""

    zoom_changed = Signal(float)
    """Of the active side; 0 where it has no photo."""

    hovered = Signal(object)
    """Colours under the pointer, see `CompareViewer.hovered`."""

    def __init__(self, session: Session, state: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._state = state
        self.slots = {side: SlotView(session, state, side) for side in SIDES}
        self.link = ViewLink(*(slot.viewer for slot in self.slots.values()), parent=self)
        self.scale = IntensityScale()
        self.goal = GoalPanel(session, state)
        self.tools = CompareTools(state)
        self._split = split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(2)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for slot in self.slots.values():
            split.addWidget(slot)
            for key, step in _WIDENING.items():
                shortcut = QShortcut(QKeySequence(key), slot, context=inside)
                shortcut.activated.connect(functools.partial(self._widen, slot, step))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.tools)
        pictures = PictureArea()
        self._over = QGridLayout(pictures)
        self._over.setContentsMargins(0, 0, 0, 0)
        self._over.addWidget(split, 0, 0)
        box.addWidget(pictures, 1)
        scale = QHBoxLayout()
        scale.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        scale.addWidget(self.scale)
        box.addLayout(scale)
        box.addWidget(self.goal)
        self.saved = SavedLook(session, self)
        self._warming = session.make_task()
        self._pause = QTimer(self, singleShot=True)
        self._pause.setInterval(_WARM_UP_MS)
        self._pause.timeout.connect(lambda: self._warming.start(_warm_up))
        self._connect()
        self._show(session.document.look, True)
        self._on_side(state.side)

    def viewers(self) -> list[CompareViewer]:
        """The viewers, light first."""
        return [slot.viewer for slot in self.slots.values()]

    def lay_over(self, bar: QWidget) -> None:
        """Let a bar lie over the pictures, clear of what each of them says at its foot."""
        self._over.addWidget(bar, 0, 0, Qt.AlignmentFlag.AlignTop)
        tab_at(self.tools.hardness_slider, stops_in(bar))

    def viewer(self) -> CompareViewer:
        """The viewer of the active side; the other one zooms along."""
        return self.slots[self._state.side].viewer

    @property
    def painting(self) -> bool:
        """Whether a stroke is in hand, or on its way into the document."""
        strokes = any(viewer.brush.is_painting for viewer in self.viewers())
        return strokes or self._session.references.painting

    def flush(self) -> None:
        """End a stroke in hand: before undo, save and export."""
        for viewer in self.viewers():
            viewer.brush.release()

    def _extent(self, side: SideName) -> Extent | None:
        """What is seen of a photo; a single pixel stands for it on a hidden page."""
        viewer = self.slots[side].viewer
        extent, size = viewer.extent(), viewer.image_size()
        if size is None or (extent is not None and viewer.isVisible()):
            return extent
        return Extent(0, 0, *size, 1, 1)

    def _redraft(self) -> None:
        """In the middle of a drag the pictures hold only what was seen until now."""
        document = self._session.document
        if document.dragging:
            self._session.preview.request(document.look, False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The menu of built-in heads must not wait until all of them are decoded.
        self._pause.start()

    def minimumSizeHint(self) -> QSize:
        # Lines that wrap: the pictures must not be pushed over what stands below them.
        hint, layout = super().minimumSizeHint(), self.layout()
        wrapped = 0 if layout is None else layout.minimumHeightForWidth(self.width())
        return QSize(hint.width(), max(hint.height(), wrapped))

    def _connect(self) -> None:
        state = self._state
        state.side_changed.connect(self._on_side)
        state.tool_changed.connect(self._on_tool)
        state.mode_changed.connect(self._on_mode)
        state.before_changed.connect(self._on_before)
        self.saved.ready.connect(self._on_saved)
        state.mask_changed.connect(self._on_mask)
        state.brush_changed.connect(self._on_brush)
        for viewer in self.viewers():
            state.clipping_changed.connect(viewer.show_clipping)
            state.before_held.connect(viewer.set_hold_before)
            viewer.tool_changed.connect(self._on_viewer_tool)
            viewer.mode_changed.connect(state.set_mode)
            viewer.mask_shown_changed.connect(state.show_mask)
            viewer.brush_changed.connect(self._on_viewer_brush)
            viewer.wipe_changed.connect(self._on_wipe)
            viewer.hovered.connect(self.hovered)
            viewer.zoom_changed.connect(self._tell_zoom)
            for moved in (viewer.zoom_changed, viewer.mode_changed, viewer.view_changed):
                moved.connect(self._redraft)
        self._session.preview.extent_of = self._extent
        self.scale.side_requested.connect(state.set_side)
        self._session.document.shown.connect(self._show)
        self._on_mode(state.mode)
        self._on_brush()

    def _widen(self, slot: SlotView, step: int) -> None:
        """Give one picture more room, which the other loses, or less."""
        self._split.setSizes(
            [each.width() + (step if each is slot else -step) for each in self.slots.values()]
        )

    def _show(self, look: Look, exact: bool) -> None:
        if not exact:
            return
        self.scale.set_intensities(*look.measured)
        self.scale.set_warning(" ".join(reference_trouble(look)))
        self._tell_zoom()

    def _on_side(self, side: str) -> None:
        for name, slot in self.slots.items():
            slot.viewer.set_active(name == side)
        self.scale.set_active(side)
        self._tell_zoom()

    def _on_tool(self, tool: str) -> None:
        for viewer in self.viewers():
            viewer.set_tool(tool)

    def _on_viewer_tool(self, tool: Tool) -> None:
        if tool != self._state.tool:
            self._state.take_tool(tool)

    def _on_mode(self, mode: str) -> None:
        for viewer in self.viewers():
            viewer.set_mode(mode)

    def _on_before(self, before: str) -> None:
        self.saved.want(before == "saved")
        if before == "saved" and self._session.document.kept is None:
            text = self.tr(
                "Save the look to compare with it later: until then, before is the photo."
            )
            self._session.remarked.emit("note", text)

    def _on_saved(self, sides: dict[SideName, SavedSide]) -> None:
        for name, slot in self.slots.items():
            slot.show_saved(sides.get(name))

    def _on_mask(self, shown: bool) -> None:
        for viewer in self.viewers():
            viewer.show_mask(shown)

    def _on_brush(self) -> None:
        for viewer in self.viewers():
            viewer.set_brush(self._state.radius, self._state.hardness)

    def _on_viewer_brush(self, radius: float, hardness: float) -> None:
        if (radius, hardness) != (self._state.radius, self._state.hardness):
            self._state.set_brush(radius, hardness)

    def _tell_zoom(self) -> None:
        viewer = self.viewer()
        self.zoom_changed.emit(viewer.zoom() if viewer.image_size() else 0.0)

    def _on_wipe(self, share: float) -> None:
        # Both wipes move together, as zoom and pan do.
        for viewer in self.viewers():
            viewer.set_wipe(share)


def _warm_up(_control: TaskControl) -> None:
    """Decode and measure what a list of heads shows and a new look begins with."""
    warm_up_heads()
    empty_look()
