"""The overview of the keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontMetrics, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hairstudio.views.widgets.theme import GRID, set_faint, tabular

__all__ = ["ShortcutsDialog", "key_text"]


class ShortcutsDialog(QDialog):
    """Every key, read from the actions themselves, so that it cannot be out of date.

    Parameters
    ----------
    groups : mapping of str to sequence of QAction
        Menu title to its actions.
    gestures : sequence of (str, str)
        What is done with the mouse or in an editor: keys, and what they do.
    """

    def __init__(
        self,
        groups: Mapping[str, Sequence[QAction]],
        gestures: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        columns = QHBoxLayout()
        columns.setSpacing(8 * GRID)
        tables = [
            (title, [(key_text(action), _plain(action.iconText())) for action in actions])
            for title, actions in groups.items()
        ]
        tables.append((self.tr("Sliders, pictures and lists"), list(gestures)))
        tables = [(title, [row for row in rows if row[0]]) for title, rows in tables]
        tables = [table for table in tables if table[1]]
        # All keys take as much room as the widest: the words then stand below each other.
        metrics = QFontMetrics(tabular(self.font()))
        room = max(metrics.horizontalAdvance(keys) for _, rows in tables for keys, _ in rows) + GRID
        parts = [(_table(title, rows, room), len(rows) + 2) for title, rows in tables]
        widest = max(part.sizeHint().width() for part, _ in parts)
        # A small screen has room for one column; it scrolls.
        two = 2 * widest + 32 * GRID < self.screen().availableSize().width()
        half = sum(high for _, high in parts) / (2 if two else 1)
        column, height = QVBoxLayout(), 0
        for part, high in parts:
            if height and height + high / 2 > half:
                column.addStretch(1)
                columns.addLayout(column)
                column, height = QVBoxLayout(), -1000
            column.setSpacing(0)
            column.addWidget(part)
            height += high
        column.addStretch(1)
        columns.addLayout(column)
        page = QWidget()
        page.setLayout(columns)
        area = QScrollArea(frameShape=QFrame.Shape.NoFrame, widgetResizable=True)
        area.setProperty("ringed", True)
        area.setAccessibleName(self.windowTitle())  # Tab stops there, to scroll
        area.setWidget(page)
        wanted = page.sizeHint()
        area.setMinimumWidth(wanted.width() + area.verticalScrollBar().sizeHint().width() + 2)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(5 * GRID, 4 * GRID, 5 * GRID, 3 * GRID)
        box.addWidget(area)
        box.addWidget(buttons)
        whole = wanted.height() + buttons.sizeHint().height() + 16 * GRID
        self.resize(
            self.sizeHint().width(), min(whole, self.screen().availableSize().height() * 9 // 10)
        )


def key_text(action: QAction) -> str:
    """The keys of an action, as the platform writes them."""
    return ", ".join(
        key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()
    )


def _plain(text: str) -> str:
    return text.replace("&", "").rstrip("…")


def _table(title: str, rows: Sequence[tuple[str, str]], room: int) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 2 * GRID)
    grid.setVerticalSpacing(GRID // 2)
    grid.setHorizontalSpacing(4 * GRID)
    grid.setColumnMinimumWidth(0, room)
    head = QLabel(title)
    font = head.font()
    font.setBold(True)
    head.setFont(font)
    grid.addWidget(head, 0, 0, 1, 2)
    for index, (keys, text) in enumerate(rows, start=1):
        key = QLabel(keys)
        key.setFont(tabular(key.font()))
        set_faint(key)
        grid.addWidget(key, index, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(QLabel(text), index, 1)
    grid.setColumnStretch(1, 1)
    return table
