"""A field for a colour in hexadecimal."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from hairstudio.core.errors import ParameterError
from hairstudio.core.kinds import colour_from_json
from hairstudio.core.parameters import Colour
from hairstudio.views.widgets.swatch import hex_of
from hairstudio.views.widgets.theme import GRID, tabular

__all__ = ["HexEdit", "colour_from_text"]

_TRIPLE = re.compile(r"(?:rgb)?\s*\(?\s*" + r"[\s,;]+".join([r"(\d{1,3})"] * 3) + r"\s*\)?", re.I)


def colour_from_text(text: str) -> Colour:
    """Read a colour as it is typed or pasted: ``#A6462A``, or ``rgb(166, 70, 42)``.

    The status bar and most brand books write three numbers up to 255.

    Raises
    ------
    ParameterError
        It is neither.
    """
    triple = _TRIPLE.fullmatch(text.strip())
    if triple is None:
        return colour_from_json(text, "colour")
    return colour_from_json([int(number) / 255 for number in triple.groups()], "colour")


class HexEdit(QLineEdit):
    """``#A6462A``, ``a6462a``, ``#a42`` or ``166 70 42``; what cannot be read is taken back."""

    entered = Signal(object)
    """A colour was typed: (r, g, b), sRGB-encoded in [0, 1]."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setFont(tabular(self.font()))
        self.setMinimumWidth(18 * GRID)
        self.setAccessibleName(self.tr("Colour in hexadecimal"))
        self.setToolTip(self.tr("#7A3B1E, or red, green and blue: 122 59 30"))
        self.editingFinished.connect(self._take)

    def show_colour(self, colour: Colour) -> None:
        """Show a colour; nothing is emitted."""
        self._shown = hex_of(colour)
        self.setText(self._shown)

    def _take(self) -> None:
        if self.text() == self._shown:
            return
        try:
            colour = colour_from_text(self.text())
        except ParameterError:
            self.setText(self._shown)
        else:
            self.entered.emit(colour)
