"""All scopes behind tabs; those that are hidden do not compute."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from hairstudio.core.parameters import Colour
from hairstudio.views.widgets.scopes.chroma import ChromaPlane
from hairstudio.views.widgets.scopes.histogram import Histogram
from hairstudio.views.widgets.scopes.lattice import LatticeView
from hairstudio.views.widgets.scopes.shares import ShareTable

__all__ = ["ScopesView"]


class ScopesView(QWidget):
    """Histogram, chroma plane and lattice, with the clipped shares below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.histogram, self.chroma, self.lattice = Histogram(), ChromaPlane(), LatticeView()
        self.shares = ShareTable()
        self.tabs, self.pages = QTabBar(), QStackedWidget()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("Scopes"))
        for name, scope in (
            (self.tr("Histogram"), self.histogram),
            (self.tr("Chroma"), self.chroma),
            (self.tr("LUT"), self.lattice),
        ):
            self.tabs.addTab(name)
            self.pages.addWidget(scope)
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.tabs)
        box.addWidget(self.pages, 1)
        box.addWidget(self.shares)

    def set_pixels(
        self, before: npt.NDArray[np.uint8] | None, after: npt.NDArray[np.uint8] | None
    ) -> None:
        """Show pixels of the hair, shape (N, 3), uint8."""
        self.histogram.set_pixels(before, after)
        self.chroma.set_pixels(before, after)

    def set_table(self, table: npt.NDArray[np.float32] | None) -> None:
        """Show a LUT's table, shape (N, N, N, 3)."""
        self.lattice.set_table(table)

    def set_goal(self, goal: Colour | None) -> None:
        """Mark the goal colour on the chroma plane."""
        self.chroma.set_goal(goal)

    def set_shares(self, shares: Sequence[tuple[str, float | None, float | None]]) -> None:
        """Show clipped shares: name, before, after."""
        self.shares.set_shares(shares)
