"""One of several options."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from hairstudio.core.parameters import Parameter
from hairstudio.views.widgets.editors.base import ParameterEditor
from hairstudio.views.widgets.quiet import QuietComboBox

__all__ = ["ChoiceEditor"]


class ChoiceEditor(ParameterEditor):
    """A box of named options."""

    def __init__(self, parameter: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parameter, parent)
        self.box = QuietComboBox()
        self.box.setAccessibleName(parameter.label)
        for name, label in parameter.choices:
            self.box.addItem(label, name)
        self._fill_row(self.box, wide=self.box)
        self.box.currentIndexChanged.connect(self._on_chosen)
        self._show(self._value)

    def _show(self, value: Any) -> None:
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(self.box.findData(value))

    def _on_chosen(self, index: int) -> None:
        self._edit(self.box.itemData(index))
        self._finish()
