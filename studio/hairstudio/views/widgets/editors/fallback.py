"""The value as JSON: for kinds that another package invented."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLineEdit, QWidget

from hairstudio.core.parameters import Parameter
from hairstudio.views.widgets.editors.base import ParameterEditor
from hairstudio.views.widgets.icons import IconButton

__all__ = ["JsonEditor"]


class JsonEditor(ParameterEditor):
    """A field with the value as JSON, and a sign beside it while that cannot be read."""

    def __init__(self, parameter: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parameter, parent)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(parameter.label)
        self.problem = IconButton("warning", "")
        self.problem.hide()
        self._fill_row(self.edit, self.problem, wide=self.edit)
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
