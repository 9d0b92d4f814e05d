"""Numbers: a slider and an edit with the unit."""

from __future__ import annotations

import math
import unicodedata
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from hairstudio.core.parameters import Parameter
from hairstudio.services.numbers import decimal_sign, number_text
from hairstudio.views.widgets.editors.base import ParameterEditor
from hairstudio.views.widgets.editors.slider import FINE, Slider
from hairstudio.views.widgets.theme import GRID, small, tabular

__all__ = ["IntEditor", "NumberEdit", "NumberEditor", "parse_number", "percentage"]

EDIT_WIDTH = 16 * GRID
_BORDERS = 2


def parse_number(text: str, unit: str = "") -> float | None:
    """Read what an artist types: a comma as the point, a unit behind it, ``−`` for minus.

    Digits may be those of any script, full-width ones of a Japanese keyboard included.
    """
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix(unit).strip()
    cleaned = plain.translate(str.maketrans("−,٫", "-.."))
    try:
        number = float(cleaned)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def percentage(name: str, label: str, default: float, tip: str, groove: str = "") -> Parameter:
    """Return a parameter that the window shows in per cent: the value is 100 of all.

    Parameters
    ----------
    name, label : str
    default : float
        In per cent, too.
    tip, groove : str
        See `Parameter`.
    """
    return Parameter(
        name, "float", label, default, 0.0, 100.0, "%", 1.0, 0, help=tip, groove=groove
    )


class NumberEdit(QLineEdit):
    """A field for a number: Enter takes it, Escape takes it back, arrows step."""

    entered = Signal(float)
    """A number was typed and taken."""

    stepped = Signal(float)
    """Up or Down: this many steps."""

    step_ended = Signal()
    """The arrow key was let go."""

    def __init__(self, unit: str, decimals: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit, self._decimals = unit, decimals
        self._shown = self._whole = ""
        self.setFont(tabular(self.font()))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._tight = False
        self.editingFinished.connect(self._take)

    def set_tight(self) -> None:
        """Be small, and leave the nought before the point out where there is no room for it."""
        self._tight = True
        self.setProperty("tight", True)
        self.setFont(small(self.font()))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # Takes back the two pixels that QLineEdit leaves free on each side.
        self.setTextMargins(-2, 0, -2, 0)

    def show_number(self, number: float) -> None:
        """Show a number with its unit; nothing is emitted."""
        more = round(number, self._decimals) != round(number, self._decimals + 1)
        digits = self._decimals + more
        # No −0.
        text = number_text(round(number, digits) + 0.0, f".{digits}f").replace("-", "−")
        joint = "" if self._unit in ("°", "") else " "
        self._whole = text + joint + self._unit
        self._show_fitting()

    def _show_fitting(self) -> None:
        text = self._whole
        room = self.width() - _BORDERS
        if self._tight and self.fontMetrics().horizontalAdvance(text) > room:
            sign = decimal_sign()
            if text.lstrip("−").startswith(f"0{sign}"):
                text = text.replace(f"0{sign}", sign, 1)
        self._shown = text
        self.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._tight and self.text() == self._shown:
            self._show_fitting()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def mouseDoubleClickEvent(self, _event: Any) -> None:
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            fine = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
            self.stepped.emit(fine if event.key() == Qt.Key.Key_Up else -fine)
        elif event.key() == Qt.Key.Key_Escape and self.text() != self._shown:
            self.setText(self._shown)
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.isAutoRepeat():
            self.step_ended.emit()
        super().keyReleaseEvent(event)

    def _take(self) -> None:
        if self.text() == self._shown:
            return
        number = parse_number(self.text(), self._unit)
        if number is None:
            self.setText(self._shown)
        else:
            self.entered.emit(number)


class NumberEditor(ParameterEditor):
    """Name, slider and number; see :class:`Slider` for what the mouse and the keys do."""

    def __init__(self, parameter: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parameter, parent)
        self.slider = Slider(
            parameter.minimum,
            parameter.maximum,
            step=parameter.step,
            neutral=float(parameter.default),  # type: ignore[arg-type]
            groove=parameter.groove,
        )
        self.edit = NumberEdit(parameter.unit, parameter.decimals)
        self.edit.setFixedWidth(EDIT_WIDTH + (5 * GRID if len(parameter.unit) > 2 else 0))
        self.slider.setAccessibleName(parameter.label)
        self.edit.setAccessibleName(parameter.label)
        self._fill_row(self.slider, self.edit, wide=self.slider)
        self.slider.moved.connect(self._take)
        self.slider.released.connect(self._on_released)
        self.slider.wheel_turned.connect(self._on_wheel)
        self.slider.reset_requested.connect(self.reset)
        self.slider.cancelled.connect(self._cancel)
        self.edit.entered.connect(self._on_entered)
        self.edit.stepped.connect(self._on_stepped)
        self.edit.step_ended.connect(self._finish_later)
        self._flush_for(self.slider)
        self._flush_for(self.edit)
        self._show(self._value)

    def set_compact(self) -> None:
        """Leave the name and the number's field out, where there is no room for them."""
        self.label.hide()
        self.edit.hide()
        self.slider.setToolTip(self.parameter.label)

    def _convert(self, number: float, fine: bool) -> float:
        number = min(max(number, self.parameter.minimum), self.parameter.maximum)
        return round(number, self.parameter.decimals + fine)

    def _show(self, value: Any) -> None:
        self.slider.set_value(float(value))
        self.edit.show_number(float(value))
        self.slider.setAccessibleDescription(self.edit.text())

    def _take(self, number: float, fine: bool = False) -> None:
        self._edit(self._convert(number, fine))

    def _on_wheel(self, number: float, fine: bool) -> None:
        self._take(number, fine)
        self._finish_later()

    def _on_entered(self, number: float) -> None:
        self._take(number, fine=True)
        self._show(self._value)
        self._finish()

    def _on_stepped(self, steps: float) -> None:
        self._take(float(self._value) + steps * self.parameter.step, abs(steps) < 1)


class IntEditor(NumberEditor):
    """A whole number."""

    def _convert(self, number: float, _fine: bool) -> int:
        return round(min(max(number, self.parameter.minimum), self.parameter.maximum))
