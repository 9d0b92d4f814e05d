"""Yes or no."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from hairstudio.core.parameters import Parameter
from hairstudio.views.widgets.editors.base import LABEL_WIDTH, ParameterEditor
from hairstudio.views.widgets.theme import GRID

__all__ = ["FlagEditor"]


class FlagEditor(ParameterEditor):
    """A check box with the parameter's name."""

    def __init__(self, parameter: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parameter, parent)
        self.box = QCheckBox(parameter.label)
        row = QHBoxLayout(self)
        row.setContentsMargins(LABEL_WIDTH + GRID, 0, 0, 0)
        row.addWidget(self.box)
        self.box.toggled.connect(self._on_toggled)
        self._show(self._value)

    def _show(self, value: Any) -> None:
        with QSignalBlocker(self.box):
            self.box.setChecked(bool(value))

    def _on_toggled(self, checked: bool) -> None:
        self._edit(checked)
        self._finish()
