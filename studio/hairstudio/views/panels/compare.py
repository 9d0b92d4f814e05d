"""The Compare workspace: both references, the tools, the intensity scale and the goal."""

from __future__ import annotations

import math

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSlider,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hairstudio.core.extent import Extent
from hairstudio.document.look import SIDES, Look, SideName, empty_look
from hairstudio.services.control import TaskControl
from hairstudio.services.gallery import warm_up_heads
from hairstudio.services.measure import reference_trouble
from hairstudio.services.saved_look import SavedLook, SavedSide
from hairstudio.services.session import Session
from hairstudio.views.panels.goal import GoalPanel
from hairstudio.views.panels.slot import SlotView
from hairstudio.views.state import (
    BRUSH_STEP,
    LEAST_RADIUS,
    MOST_RADIUS,
    Tool,
    ViewState,
)
from hairstudio.views.widgets.icons import IconButton
from hairstudio.views.widgets.intensity_scale import IntensityScale
from hairstudio.views.widgets.tab_order import stops_in, tab_at
from hairstudio.views.widgets.theme import GRID, ROW
from hairstudio.views.widgets.viewer import CompareViewer, PictureArea, ViewLink

__all__ = ["ComparePanel"]

_ROOMY = 175 * GRID
_WARM_UP_MS = 1500


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
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(2)
        for slot in self.slots.values():
            split.addWidget(slot)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._make_tools())
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
        tab_at(self.brush_hardness, stops_in(bar))

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

    def _make_tools(self) -> QHBoxLayout:
        self.mode_buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout()
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(0)
        modes = QButtonGroup(self)
        for mode, text, tip in (
            ("wipe", self.tr("Wipe"), self.tr("Before and after, parted by a line (W)")),
            (
                "side",
                self.tr("Side by side"),
                self.tr("Before beside after, or above it where there is more room (S)"),
            ),
            ("after", self.tr("After"), self.tr("Only the result (A); hold \\ for before")),
        ):
            button = QToolButton(text=text, toolTip=tip, checkable=True)
            button.setMinimumHeight(ROW)
            button.setAccessibleName(tip)
            button.clicked.connect(lambda _=False, mode=mode: self._state.set_mode(mode))
            modes.addButton(button)
            self.mode_buttons[mode] = button
            row.addWidget(button)
        row.addSpacing(3 * GRID)
        self.mask_button = QToolButton(
            text=self.tr("Mask"), toolTip=self.tr("Lay the mask over the pictures (M)")
        )
        self.mask_button.setCheckable(True)
        self.mask_button.setMinimumHeight(ROW)
        self.mask_button.clicked.connect(self._state.show_mask)
        row.addWidget(self.mask_button)
        self.tool_buttons = {
            "brush": IconButton("brush", self.tr("Brush: add to the mask (B)"), checkable=True),
            "eraser": IconButton(
                "eraser", self.tr("Eraser: take off the mask (E)"), checkable=True
            ),
        }
        for name, button in self.tool_buttons.items():
            button.clicked.connect(lambda _=False, name=name: self._state.set_tool(name))
            row.addWidget(button)
        most = math.ceil(math.log(MOST_RADIUS / LEAST_RADIUS, BRUSH_STEP))
        self.brush_size = self._make_slider(self.tr("Brush size ([ and ])"), most)
        self.brush_hardness = self._make_slider(self.tr("Brush hardness ({ and })"), 100)
        self.brush_size.valueChanged.connect(
            lambda steps: self._state.set_brush(
                LEAST_RADIUS * BRUSH_STEP**steps, self._state.hardness
            )
        )
        self.brush_hardness.valueChanged.connect(
            lambda percent: self._state.set_brush(self._state.radius, percent / 100)
        )
        self.brush_box = QWidget(visible=False)
        brush = QHBoxLayout(self.brush_box)
        brush.setContentsMargins(2 * GRID, 0, 0, 0)
        brush.setSpacing(GRID)
        labels = [QLabel(self.tr("Size")), QLabel(self.tr("Hardness"))]
        sliders = (self.brush_size, self.brush_hardness)
        for label, slider in zip(labels, sliders, strict=True):
            brush.addWidget(label)
            brush.addWidget(slider)
        brush.addStretch()
        row.addWidget(self.brush_box, 1)
        row.addStretch()
        return row

    def _make_slider(self, name: str, most: int) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setMaximum(most)
        slider.setAccessibleName(name)
        slider.setMinimumWidth(7 * GRID)
        slider.setMaximumWidth(30 * GRID)
        return slider

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The menu of built-in heads must not wait until all of them are decoded.
        self._pause.start()

    def minimumSizeHint(self) -> QSize:
        # Lines that wrap: the pictures must not be pushed over what stands below them.
        hint, layout = super().minimumSizeHint(), self.layout()
        wrapped = 0 if layout is None else layout.minimumHeightForWidth(self.width())
        return QSize(hint.width(), max(hint.height(), wrapped))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Taking the brush must not make a small window wider.
        tight = self.width() < _ROOMY
        for button in (*self.mode_buttons.values(), self.mask_button):
            if bool(button.property("tight")) != tight:
                button.setProperty("tight", tight)
                button.style().unpolish(button)
                button.style().polish(button)
                button.updateGeometry()

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
        for name, button in self.tool_buttons.items():
            button.setChecked(name == tool)
        self.brush_box.setVisible(tool in ("brush", "eraser"))

    def _on_viewer_tool(self, tool: Tool) -> None:
        if tool != self._state.tool:
            self._state.take_tool(tool)

    def _on_mode(self, mode: str) -> None:
        for viewer in self.viewers():
            viewer.set_mode(mode)
        if mode in self.mode_buttons:
            self.mode_buttons[mode].setChecked(True)

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
        self.mask_button.setChecked(shown)

    def _on_brush(self) -> None:
        for viewer in self.viewers():
            viewer.set_brush(self._state.radius, self._state.hardness)
        radius, per_cent = self._state.radius, round(self._state.hardness * 100)
        steps = round(math.log(radius / LEAST_RADIUS, BRUSH_STEP))
        pixels = round(radius)
        size = self.tr("1 pixel") if pixels == 1 else self.tr("{0} pixels").format(pixels)
        for slider, value, told in (
            (self.brush_size, steps, size),
            (self.brush_hardness, per_cent, f"{per_cent} %"),
        ):
            with QSignalBlocker(slider):
                slider.setValue(value)
            slider.setToolTip(f"{slider.accessibleName()}: {told}")
            slider.setAccessibleDescription(told)

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
