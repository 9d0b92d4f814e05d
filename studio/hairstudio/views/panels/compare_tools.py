"""The bar over the references: how they are compared, and the brush for their masks."""

from __future__ import annotations

import math

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from hairstudio.views.state import ViewState
from hairstudio.views.widgets.buttons import button, mode_buttons
from hairstudio.views.widgets.icons import IconButton
from hairstudio.views.widgets.theme import GRID
from hairstudio.views.widgets.viewer.tools import BRUSH_STEP, LEAST_RADIUS, MOST_RADIUS

__all__ = ["CompareTools"]

_ROOMY = 175 * GRID


class CompareTools(QWidget):
    """Shows mode, mask and tool of the window, and changes them."""

    def __init__(self, state: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.modes = mode_buttons(self, self.tr("Side by side"))
        for mode, chooser in self.modes.items():
            chooser.clicked.connect(lambda _=False, mode=mode: state.set_mode(mode))
        self.mask_button = button(self.tr("Mask"), self.tr("Lay the mask over the pictures (M)"))
        self.mask_button.clicked.connect(state.show_mask)
        self.brush = IconButton("brush", self.tr("Brush: add to the mask (B)"), checkable=True)
        self.eraser = IconButton("eraser", self.tr("Eraser: take off the mask (E)"), checkable=True)
        self.brush.clicked.connect(lambda: state.set_tool("brush"))
        self.eraser.clicked.connect(lambda: state.set_tool("eraser"))
        most = math.ceil(math.log(MOST_RADIUS / LEAST_RADIUS, BRUSH_STEP))
        self.size_slider = _slider(self.tr("Brush size ([ and ])"), most)
        self.hardness_slider = _slider(self.tr("Brush hardness ({ and })"), 100)
        self.size_slider.valueChanged.connect(
            lambda steps: state.set_brush(LEAST_RADIUS * BRUSH_STEP**steps, state.hardness)
        )
        self.hardness_slider.valueChanged.connect(
            lambda per_cent: state.set_brush(state.radius, per_cent / 100)
        )
        self.brush_box = QWidget(visible=False)
        box = QHBoxLayout(self.brush_box)
        box.setContentsMargins(2 * GRID, 0, 0, 0)
        box.setSpacing(GRID)
        for text, slider in (
            (self.tr("Size"), self.size_slider),
            (self.tr("Hardness"), self.hardness_slider),
        ):
            box.addWidget(QLabel(text))
            box.addWidget(slider)
        box.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(0)
        for chooser in self.modes.values():
            row.addWidget(chooser)
        row.addSpacing(3 * GRID)
        for toggle in (self.mask_button, self.brush, self.eraser):
            row.addWidget(toggle)
        row.addWidget(self.brush_box, 1)
        row.addStretch()
        state.mode_changed.connect(self._on_mode)
        state.mask_changed.connect(self.mask_button.setChecked)
        state.tool_changed.connect(self._on_tool)
        state.brush_changed.connect(self._on_brush)
        self._on_mode(state.mode)
        self._on_brush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Taking the brush must not make a small window wider.
        tight = self.width() < _ROOMY
        for words in (*self.modes.values(), self.mask_button):
            if bool(words.property("tight")) != tight:
                words.setProperty("tight", tight)
                words.style().unpolish(words)
                words.style().polish(words)
                words.updateGeometry()

    def _on_mode(self, mode: str) -> None:
        if mode in self.modes:
            self.modes[mode].setChecked(True)

    def _on_tool(self, tool: str) -> None:
        self.brush.setChecked(tool == "brush")
        self.eraser.setChecked(tool == "eraser")
        self.brush_box.setVisible(tool in ("brush", "eraser"))

    def _on_brush(self) -> None:
        radius, per_cent = self._state.radius, round(self._state.hardness * 100)
        steps = round(math.log(radius / LEAST_RADIUS, BRUSH_STEP))
        pixels = round(radius)
        size = self.tr("1 pixel") if pixels == 1 else self.tr("{0} pixels").format(pixels)
        for slider, value, told in (
            (self.size_slider, steps, size),
            (self.hardness_slider, per_cent, f"{per_cent} %"),
        ):
            with QSignalBlocker(slider):
                slider.setValue(value)
            slider.setToolTip(f"{slider.accessibleName()}: {told}")
            slider.setAccessibleDescription(told)


def _slider(name: str, most: int) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setMaximum(most)
    slider.setAccessibleName(name)
    slider.setMinimumWidth(7 * GRID)
    slider.setMaximumWidth(30 * GRID)
    return slider
