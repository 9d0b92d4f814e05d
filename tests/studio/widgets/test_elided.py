"""Text that takes no more room than is kept for it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from hairstudio.views.widgets.elided import ElidedLabel

LONG = "Dark: these effects come no nearer; add another and fit again. " * 4


@pytest.fixture
def label(qtbot: QtBot) -> ElidedLabel:
    label = ElidedLabel(2)
    qtbot.addWidget(label)
    label.resize(300, label.sizeHint().height())
    label.show()
    return label


def test_that_what_has_no_room_is_in_the_tooltip_and_read_aloud(label: ElidedLabel) -> None:
    label.setText(LONG)
    assert label.shown_text().endswith("…")
    assert LONG.startswith(label.shown_text()[:-1])
    assert label.toolTip() == LONG
    reader = QAccessible.queryAccessibleInterface(label)
    assert reader.text(QAccessible.Text.Name) == LONG
    label.resize(3000, label.height())
    assert label.shown_text() == LONG
    assert label.toolTip() == ""


def test_that_both_lines_are_used_and_no_text_makes_it_higher(label: ElidedLabel) -> None:
    high = label.sizeHint().height()
    label.setText("Light ΔE 0.4")
    one = label.grab().toImage()
    label.setText(LONG)
    two = label.grab().toImage()
    assert label.sizeHint().height() == high
    middle = int(one.height() * 0.55)

    def drawn(image: object) -> bool:
        background = image.pixelColor(image.width() - 1, image.height() - 1)
        columns, rows = range(image.width()), range(middle, image.height())
        return any(image.pixelColor(x, y) != background for x in columns for y in rows)

    assert drawn(two)
    assert not drawn(one)


def test_that_in_a_low_window_one_line_says_what_it_has_room_for(label: ElidedLabel) -> None:
    label.setText(LONG)
    two = label.shown_text()
    label.resize(300, label.minimumSizeHint().height())
    assert 10 < len(label.shown_text()) < len(two)


def test_that_a_word_with_no_place_to_break_makes_nothing_wider(label: ElidedLabel) -> None:
    label.setText("x" * 400)
    assert label.minimumSizeHint().width() < 10
    assert label.shown_text().startswith("xxx")
    assert len(label.shown_text()) < 100


def test_that_names_in_it_are_no_markup(label: ElidedLabel) -> None:
    label.setText("<b>bold</b> " * 30)
    assert "&lt;b&gt;" in label.toolTip()
