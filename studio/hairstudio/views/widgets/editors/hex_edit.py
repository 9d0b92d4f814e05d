"""A field for a colour in hexadecimal."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from hairstudio.core.errors import ParameterError
from hairstudio.core.kinds import colour_from_json
from hairstudio.core.parameters import Colour
from hairstudio.views.widgets.swatch import hex_of
from hairstudio.views.widgets.theme import GRID, tabular

__all__ = ["HexEdit"]


class HexEdit(QLineEdit):
    """``#A6462A``, ``a6462a`` or ``#a42``; what cannot be read is taken back."""

    entered = Signal(object)
    """A colour was typed: (r, g, b), sRGB-encoded in [0, 1]."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setFont(tabular(self.font()))
        self.setMinimumWidth(18 * GRID)
        self.setAccessibleName(self.tr("Colour in hexadecimal"))
        self.editingFinished.connect(self._take)

    def show_colour(self, colour: Colour) -> None:
        """Show a colour; nothing is emitted."""
        self._shown = hex_of(colour)
        self.setText(self._shown)

    def _take(self) -> None:
        if self.text() == self._shown:
            return
        try:
            colour = colour_from_json(self.text(), "colour")
        except ParameterError:
            self.setText(self._shown)
        else:
            self.entered.emit(colour)
