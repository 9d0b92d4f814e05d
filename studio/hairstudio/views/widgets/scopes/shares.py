"""How much of the hair has lost detail or left the gamut, before and after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from hairstudio.services.numbers import number_text
from hairstudio.views.widgets.theme import GRID, set_faint, small, tabular

__all__ = ["ShareTable"]


class ShareTable(QWidget):
    """A small table: name, share before, share after."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._grid.setHorizontalSpacing(3 * GRID)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        for column, text in ((1, self.tr("before")), (2, self.tr("after"))):
            self._grid.addWidget(self._label(text, faint=True), 0, column)
        self.cells: list[tuple[QLabel, QLabel, QLabel]] = []
        self.setAccessibleName(self.tr("Clipped shares of the hair"))

    def set_shares(self, shares: Sequence[tuple[str, float | None, float | None]]) -> None:
        """Show rows of a name and two shares in [0, 1]; nothing where one is not known."""
        while len(self.cells) > len(shares):
            for label in self.cells.pop():
                self._grid.removeWidget(label)
                label.deleteLater()
        while len(self.cells) < len(shares):
            row = (self._label(""), self._label(""), self._label(""))
            row[0].setAlignment(Qt.AlignmentFlag.AlignLeft)
            self.cells.append(row)
            for column, label in enumerate(row):
                self._grid.addWidget(label, len(self.cells), column)
        for row, (name, *values) in zip(self.cells, shares, strict=True):
            row[0].setText(name)
            for label, value in zip(row[1:], values, strict=True):
                label.setText("–" if value is None else f"{number_text(100 * value, '.1f')} %")

    def _label(self, text: str, *, faint: bool = False) -> QLabel:
        label = QLabel(text)
        label.setFont(small(tabular(self.font())))
        label.setAlignment(Qt.AlignmentFlag.AlignRight)
        if faint:
            set_faint(label)
        return label
