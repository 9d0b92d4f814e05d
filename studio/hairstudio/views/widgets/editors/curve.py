"""Curves: a plot that appears when it is first shown, and the chosen point in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hairstudio.core.parameters import Parameter
from hairstudio.views.widgets.editors.base import ParameterEditor, ParameterLabel
from hairstudio.views.widgets.editors.curve_model import CurveShape
from hairstudio.views.widgets.editors.loading import plots_loaded
from hairstudio.views.widgets.editors.number import NumberEdit
from hairstudio.views.widgets.icons import IconButton
from hairstudio.views.widgets.theme import GRID, set_faint

if TYPE_CHECKING:
    from hairstudio.views.widgets.editors.curve_plot import CurvePlot

__all__ = ["PLOT_SIZE", "CurveEditor"]

PLOT_SIZE = QSize(72 * GRID, 66 * GRID)
"""Nearly square. pyqtgraph's own has 480 pixels, more than there are where wheels are open, too."""

_HEIGHT = 44 * GRID
_LOOK_AGAIN_MS = 20


class CurveEditor(ParameterEditor):
    """A curve through points: tone, or over the hue circle.

    The plot is made when the editor is first shown, and pyqtgraph is there by then; else it
    comes as soon as it is loaded, and the window answers meanwhile.
    """

    def __init__(self, parameter: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parameter, parent)
        self.shape = CurveShape.of(parameter)
        self.plot: CurvePlot | None = None
        self.histogram: npt.NDArray[np.floating] | None = None
        self.label = ParameterLabel(parameter.label)
        self.label.set_flexible()
        self.x_edit = NumberEdit("°" if self.shape.periodic else "", self.shape.decimals)
        self.y_edit = NumberEdit(parameter.unit, parameter.decimals)
        self.x_edit.setAccessibleName(self.tr("Input of the point"))
        self.y_edit.setAccessibleName(self.tr("Output of the point"))
        self.reset_button = IconButton("reset", self.tr("Reset the curve"))
        self._head = head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.label, 1)
        for name, edit in ((self.tr("In"), self.x_edit), (self.tr("Out"), self.y_edit)):
            edit.setFixedWidth(16 * GRID)
            caption = QLabel(name)
            set_faint(caption)
            head.addWidget(caption)
            head.addWidget(edit)
        head.addWidget(self.reset_button)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GRID)
        self._box.addLayout(head)
        self.setMinimumHeight(_HEIGHT)
        self.label.double_clicked.connect(self.reset)
        self.reset_button.clicked.connect(self.reset)
        self.x_edit.entered.connect(lambda x: self._on_entered(x, self._point()[1]))
        self.y_edit.entered.connect(lambda y: self._on_entered(self._point()[0], y))
        self.x_edit.stepped.connect(lambda steps: self._on_stepped(steps, 0.0))
        self.y_edit.stepped.connect(lambda steps: self._on_stepped(0.0, steps))
        for edit in (self.x_edit, self.y_edit):
            edit.step_ended.connect(self._finish_later)
            self._flush_for(edit)
        self._show(self._value)

    def sizeHint(self) -> QSize:
        # With the plot, before it is there, too: what is below does not move away when it comes.
        return PLOT_SIZE + QSize(0, GRID + self._head.sizeHint().height())

    def set_histogram(self, counts: npt.NDArray[np.floating] | None) -> None:
        """Show how often each input occurs, behind the curve.

        Parameters
        ----------
        counts : ndarray, shape (N,), or None
            Even over the abscissa, any scale.
        """
        self.histogram = counts
        if self.plot is not None:
            self.plot.show_histogram(counts)

    def make_plot(self) -> CurvePlot:
        """Return the plot, made now if need be."""
        if self.plot is None:
            from hairstudio.views.widgets.editors.curve_plot import CurvePlot

            self.plot = CurvePlot(self.shape, ink=self.parameter.name)
            self.plot.setAccessibleName(self.parameter.label)
            self.plot.show_points(self._value)
            self.plot.show_histogram(self.histogram)
            self.plot.edited.connect(self._edit)
            self.plot.released.connect(self._finish)
            self.plot.key_released.connect(self._finish_later)
            self._flush_for(self.plot)
            self.plot.cancelled.connect(self._cancel)
            self.plot.selected.connect(lambda _: self._show_point())
            self._box.addWidget(self.plot, 1)
            QWidget.setTabOrder(self.reset_button, self.plot)
            self._show_point()
        return self.plot

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # In a turn of its own, and not before what it is drawn with has come.
        QTimer.singleShot(0, self, self._make_plot_soon)

    def _make_plot_soon(self) -> None:
        if plots_loaded():
            self.make_plot()
        else:
            QTimer.singleShot(_LOOK_AGAIN_MS, self, self._make_plot_soon)

    def _show(self, value: Any) -> None:
        if self.plot is not None:
            self.plot.show_points(value)
        self._show_point()

    def _point(self) -> tuple[float, float]:
        index = self.plot.index if self.plot is not None else 0
        x, y = self._value[min(index, len(self._value) - 1)]
        return x, y

    def _show_point(self) -> None:
        x, y = self._point()
        self.x_edit.show_number(x)
        self.y_edit.show_number(y)
        if self.plot is not None:
            told = self.tr("Point {0} of {1}: {2}, {3}").format(
                self.plot.index + 1, len(self._value), self.x_edit.text(), self.y_edit.text()
            )
            self.plot.setAccessibleDescription(told)

    def _move(self, x: float, y: float) -> None:
        index = self.plot.index if self.plot is not None else 0
        self._edit(self.shape.move(self._value, index, x, y))

    def _on_entered(self, x: float, y: float) -> None:
        self._move(x, y)
        self._show_point()
        self._finish()

    def _on_stepped(self, across: float, up: float) -> None:
        (x, y), (dx, dy) = self._point(), self.shape.step
        self._move(x + across * dx, y + up * dy)
