"""The value as JSON: for kinds that another package invented."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from hairstudio.core.parameters import Parameter
from hairstudio.views.widgets.editors.base import ParameterEditor, ParameterLabel
from hairstudio.views.widgets.icons import IconButton
from hairstudio.views.widgets.theme import GRID

__all__ = ["JsonEditor"]


class JsonEditor(ParameterEditor):
    """A field with the value as JSON, and a sign beside it while that cannot be read."""

    def __init__(self, parameter: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parameter, parent)
        self.label = ParameterLabel(parameter.label)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(parameter.label)
        self.problem = IconButton("warning", "")
        self.problem.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.label)
        row.addWidget(self.edit, 1)
        row.addWidget(self.problem)
        self.label.double_clicked.connect(self.reset)
        self.edit.editingFinished.connect(self._on_typed)
        self._show(self._value)

    def _show(self, value: Any) -> None:
        self.problem.hide()
        with QSignalBlocker(self.edit):
            self.edit.setText(json.dumps(value, ensure_ascii=False, default=str))

    def _on_typed(self) -> None:
        try:
            value = json.loads(self.edit.text())
        except ValueError as error:
            text = self.tr("This is not JSON: {}").format(error)
            self.problem.setToolTip(text)
            self.problem.setAccessibleName(text)
            self.problem.show()
            return
        self.problem.hide()
        self._edit(_frozen(value))
        self._finish()


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
