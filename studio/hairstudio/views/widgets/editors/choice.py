"""One of several options."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hairstudio.core.parameters import Parameter
from hairstudio.views.widgets.editors.base import ParameterEditor, ParameterLabel
from hairstudio.views.widgets.quiet import QuietComboBox
from hairstudio.views.widgets.theme import GRID

__all__ = ["ChoiceEditor"]


class ChoiceEditor(ParameterEditor):
    """A box of named options."""

    def __init__(self, parameter: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parameter, parent)
        self.label = ParameterLabel(parameter.label)
        self.box = QuietComboBox()
        self.box.setAccessibleName(parameter.label)
        for name, label in parameter.choices:
            self.box.addItem(label, name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.label)
        row.addWidget(self.box, 1)
        self.label.double_clicked.connect(self.reset)
        self.box.currentIndexChanged.connect(self._on_chosen)
        self._show(self._value)

    def _show(self, value: Any) -> None:
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(self.box.findData(value))

    def _on_chosen(self, index: int) -> None:
        self._edit(self.box.itemData(index))
        self._finish()
