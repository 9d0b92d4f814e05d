"""A field for a colour: hexadecimal, or three numbers."""

from __future__ import annotations

import contextlib
import re

import numpy as np
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMenu, QToolTip, QWidget

from hairstudio.core.colour.cielab import SEEN, gamut_mapped, to_lab_d50
from hairstudio.core.errors import ParameterError
from hairstudio.core.kinds import colour_from_json
from hairstudio.core.parameters import Colour
from hairstudio.services.numbers import number_text
from hairstudio.services.translate import translate
from hairstudio.views.widgets.announce import announce
from hairstudio.views.widgets.swatch import hex_of
from hairstudio.views.widgets.theme import GRID, tabular

__all__ = ["HexEdit", "add_copies", "colour_from_text", "is_far", "lab_from_text", "lab_text"]

Lab = tuple[float, float, float]

_TRIPLE = re.compile(r"(?:rgb)?\s*\(?\s*" + r"[\s,;]+".join([r"(\d{1,3})"] * 3) + r"\s*\)?", re.I)
_NUMBER = r"([-+−]?\d{1,3}(?:[.,]\d+)?)"
_LAB = re.compile(r"\(?\s*" + rf"{_NUMBER}%?" + rf"\s*[\s/;,]\s*{_NUMBER}" * 2 + r"\s*\)?")
_LAB_WORD = re.compile(r"(?:CIE)?\s*L\*?a\*?b\*?", re.I)


def lab_from_text(text: str) -> Lab | None:
    """Read CIE Lab (D50) as brand books and Photoshop write it: ``Lab 52 18 30``.

    The word may stand behind the numbers, too; without it, they are red, green and blue.
    """
    numbers, found = _LAB_WORD.subn("", text, count=1)
    match = _LAB.fullmatch(numbers.strip(" :=\n\t")) if found else None
    if match is None:
        return None
    lightness, a, b = (float(each.replace(",", ".").replace("−", "-")) for each in match.groups())
    inside = 0 <= lightness <= 100 and max(abs(a), abs(b)) <= 128
    return (lightness, a, b) if inside else None


def colour_from_text(text: str) -> Colour:
    """Read a colour as it is typed or pasted: ``#A6462A``, ``rgb(166, 70, 42)``, ``Lab 42 39 35``.

    The status bar and most brand books write three numbers up to 255. What lies outside of sRGB
    loses chroma.

    Raises
    ------
    ParameterError
        It is none of them.
    """
    lab = lab_from_text(text)
    if lab is not None:  # on the 8-bit grid, as it is shown
        text = hex_of(gamut_mapped(lab)[0])
    triple = _TRIPLE.fullmatch(text.strip())
    if triple is None:
        return colour_from_json(text, "colour")
    return colour_from_json([int(number) / 255 for number in triple.groups()], "colour")


def is_far(text: str) -> bool:
    """Whether it is seen that `colour_from_text` gives another colour than the text says."""
    return _missed_by(text) >= SEEN


def _missed_by(text: str) -> float:
    """CIEDE2000 that a colour outside of sRGB loses; 0 where it can be shown."""
    lab = lab_from_text(text)
    return 0.0 if lab is None else gamut_mapped(lab)[1]


def lab_text(colour: Colour) -> str:
    """Return ``Lab 33.0 26.4 30.5`` (D50) of an sRGB-encoded colour."""
    parts = np.round(to_lab_d50(np.array(colour)), 1) + 0.0  # no −0
    return "Lab " + " ".join(f"{part:.1f}" for part in parts)


class HexEdit(QLineEdit):
    """``#A6462A``, ``a42``, ``122 59 30`` or ``Lab 52 18 30``; other text is taken back."""

    entered = Signal(object)
    """A colour was typed: (r, g, b), sRGB-encoded in [0, 1]."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self._colour: Colour = (0.0, 0.0, 0.0)
        self.setFont(tabular(self.font()))
        self.setMinimumWidth(18 * GRID)
        self.setAccessibleName(self.tr("Colour in hexadecimal"))
        self.setToolTip(
            self.tr("#7A3B1E, or red, green and blue: 122 59 30, or Lab 33 26 31 (D50)")
        )
        self.editingFinished.connect(self.take)

    def show_colour(self, colour: Colour) -> None:
        """Show a colour; nothing is emitted."""
        self._colour = colour
        self._shown = hex_of(colour)
        self.setText(self._shown)

    def take_text(self, text: str) -> None:
        """Take a colour that was typed or pasted, and tell where it is not quite that one.

        Raises
        ------
        ParameterError
            It is no colour.
        """
        self.entered.emit(colour_from_text(text))
        if is_far(text):
            told = self.tr(
                "{0} lies outside of sRGB; this has its lightness and hue, but less chroma: ΔE {1}"
            )
            told = told.format(text.strip(), number_text(_missed_by(text), ".1f"))
            QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), told, self)
            announce(self, told)

    def take(self) -> None:
        """Take what was typed, if it is a colour, and show the one that holds now."""
        if self.text() == self._shown:
            return
        with contextlib.suppress(ParameterError):
            self.take_text(self.text())
        self.setText(self._shown)  # also where it is the colour that was there

    def build_menu(self) -> QMenu:
        """What a line edit offers, and the colour to copy in both forms."""
        menu = self.createStandardContextMenu()
        menu.addSeparator()
        add_copies(menu, self._colour)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.build_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


def add_copies(menu: QMenu, colour: Colour) -> None:
    """Add actions that copy a colour as hexadecimal and as Lab."""
    copy = translate("HexEdit", "Copy {0}")
    for text in (hex_of(colour), lab_text(colour)):
        action = menu.addAction(copy.format(text))
        action.triggered.connect(
            lambda _=False, text=text: QGuiApplication.clipboard().setText(text)
        )
