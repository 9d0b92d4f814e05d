from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QComboBox, QTabBar

from hairstudio.views.panels.export import ExportPanel
from hairstudio.views.widgets.buttons import Choice
from hairstudio.views.widgets.quiet import QuietComboBox, QuietTabBar


@pytest.mark.parametrize("kind", [QuietComboBox, QuietTabBar])
def test_that_the_wheel_chooses_only_with_the_focus(show, wheel, kind) -> None:
    widget = show(kind(), 300, 30)
    add = widget.addTab if isinstance(widget, QTabBar) else widget.addItem
    for name in ("one", "two", "three"):
        add(name)
    widget.clearFocus()
    wheel(widget, QPointF(40, 15), -1)
    assert widget.currentIndex() == 0
    widget.setFocus()
    wheel(widget, QPointF(40, 15), -1)
    assert widget.currentIndex() == 1


def test_that_scrolling_changes_neither_an_export_nor_live(session) -> None:
    panel = ExportPanel(session)
    boxes = [*panel.findChildren(QComboBox), Choice("tip", ("a", "A"))]
    assert len(boxes) == 4
    assert all(isinstance(box, QuietComboBox) for box in boxes)
    panel.deleteLater()
