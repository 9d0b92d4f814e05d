"""A colour: swatch, hex, picker, eyedropper."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from hairstudio.core.parameters import Colour, Parameter
from hairstudio.services.palettes import Palettes
from hairstudio.views.widgets.editors.base import ParameterEditor
from hairstudio.views.widgets.editors.hex_edit import HexEdit
from hairstudio.views.widgets.editors.picker import ColourPicker
from hairstudio.views.widgets.icons import IconButton
from hairstudio.views.widgets.swatch import Swatch

__all__ = ["ColourEditor"]


class ColourEditor(ParameterEditor):
    """Press the swatch for the picker, type a hex, or pick on the picture."""

    def __init__(self, parameter: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parameter, parent)
        self.palettes: Palettes | None = None
        """What the picker offers besides its pads."""
        self.swatch = Swatch()
        self.swatch.setAccessibleName(parameter.label)
        self.hex = HexEdit()
        self.eyedropper = IconButton("eyedropper", self.tr("Pick on the picture"))
        self._fill_row(self.swatch, self.hex, self.eyedropper, wide=self.hex)
        self.swatch.clicked.connect(self.open_picker)
        self.hex.entered.connect(self.accept_colour)
        self.eyedropper.clicked.connect(self.eyedropper_requested)
        self.committed.connect(self._on_committed)
        self._show(self._value)

    def accept_colour(self, colour: Colour) -> None:
        """Take a colour that was picked on the picture, as one gesture."""
        self._edit(tuple(map(float, colour)))
        self._finish()

    def open_picker(self) -> ColourPicker:
        """Open the picker under the swatch and return it; it deletes itself when closed."""
        picker = ColourPicker(self._value, self, self.palettes)
        picker.changed.connect(self._edit)
        picker.released.connect(self._finish)
        picker.cancelled.connect(self._cancel)
        picker.eyedropper_requested.connect(self.eyedropper_requested)
        picker.open_at(self.swatch)
        return picker

    def _on_committed(self, colour: Colour) -> None:
        if self.palettes is not None and colour != self.parameter.default:
            self.palettes.note(colour)

    def _show(self, value: Any) -> None:
        self.swatch.set_colour(value)
        self.hex.show_colour(value)
