"""All editors of one effect, laid out as their kinds ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from hairstudio.core.parameters import Parameter, Value
from hairstudio.views.widgets.editors.base import ParameterEditor
from hairstudio.views.widgets.editors.curve import CurveEditor
from hairstudio.views.widgets.editors.factory import make_editor
from hairstudio.views.widgets.editors.number import NumberEditor
from hairstudio.views.widgets.editors.wheel import WheelEditor
from hairstudio.views.widgets.quiet import QuietTabBar
from hairstudio.views.widgets.theme import GRID
from hairstudio.views.widgets.words import translated

__all__ = ["EditorPanel"]

_COLUMNS = 3


class EditorPanel(QWidget):
    """Editors one below the other; wheels side by side; several curves behind tabs.

    A number called ``<wheel>_master`` stands under its wheel, in place of the wheel's own
    level.
    """

    changed = Signal(str, object)
    """A step: parameter and value."""

    committed = Signal(str, object)
    """The end of a gesture: parameter and value."""

    eyedropper_requested = Signal(object)
    """An editor asks for a colour from the picture; answer with its ``accept_colour``."""

    def __init__(self, parameters: Sequence[Parameter], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editors: dict[str, ParameterEditor] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GRID)
        parameters = [translated(parameter) for parameter in parameters]
        names = {parameter.name for parameter in parameters}
        wheels = [p for p in parameters if p.kind == "wheel"]
        masters = {f"{p.name}_master" for p in wheels} & names
        curves = [p for p in parameters if p.kind == "curve"]
        for parameter in parameters:
            if parameter.kind == "wheel":
                if parameter is wheels[0]:
                    self._add_wheels(wheels, {p.name: p for p in parameters if p.name in masters})
            elif parameter.kind == "curve" and len(curves) > 1:
                if parameter is curves[0]:
                    self._add_curves(curves)
            elif parameter.name not in masters:
                self._box.addWidget(self._make(parameter))

    def set_values(self, values: Mapping[str, Value]) -> None:
        """Show the values of the parameters; nothing is emitted."""
        for name, value in values.items():
            if name in self.editors:
                self.editors[name].set_value(value)

    def set_histograms(self, counts: Mapping[str, npt.NDArray[np.floating]]) -> None:
        """Show how often each place of a curve occurs, by parameter."""
        for name, editor in self.editors.items():
            if isinstance(editor, CurveEditor):
                editor.set_histogram(counts.get(name))

    def flush(self) -> None:
        """End gestures that wait for more steps."""
        for editor in self.editors.values():
            editor.flush()

    def _make(self, parameter: Parameter, **options: Any) -> ParameterEditor:
        editor = make_editor(parameter, **options)
        name = parameter.name
        self.editors[name] = editor
        editor.changed.connect(lambda value: self.changed.emit(name, value))
        editor.committed.connect(lambda value: self.committed.emit(name, value))
        editor.eyedropper_requested.connect(lambda: self.eyedropper_requested.emit(editor))
        return editor

    def _add_wheels(self, wheels: list[Parameter], masters: dict[str, Parameter]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID + 2)
        grid.setVerticalSpacing(GRID)
        for index, parameter in enumerate(wheels):
            row, column = 2 * (index // _COLUMNS), index % _COLUMNS
            master = masters.get(f"{parameter.name}_master")
            editor = self._make(parameter, with_level=master is None)
            assert isinstance(editor, WheelEditor)
            grid.addWidget(editor, row, column)
            grid.setColumnStretch(column, 1)
            if master is not None:
                level = self._make(master)
                if isinstance(level, NumberEditor):
                    level.set_compact()
                    editor.add_to_head(level.edit)
                    level.edit.show()
                grid.addWidget(level, row + 1, column)
        self._box.addLayout(grid)

    def _add_curves(self, curves: list[Parameter]) -> None:
        tabs, pages = QuietTabBar(), QStackedWidget()
        tabs.setDrawBase(False)
        tabs.setAccessibleName(self.tr("Curves"))
        for parameter in curves:
            tabs.addTab(parameter.label)
            pages.addWidget(self._make(parameter))
        tabs.currentChanged.connect(pages.setCurrentIndex)
        self._box.addWidget(tabs)
        self._box.addWidget(pages)
