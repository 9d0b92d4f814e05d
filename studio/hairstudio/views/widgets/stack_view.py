"""A stack of effects with their editors. It shows a stack and says what the artist wants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hairstudio.core import Effect, Entry, Stack
from hairstudio.views.widgets.add_effect import AddEffectMenu
from hairstudio.views.widgets.effect_row import EffectRow
from hairstudio.views.widgets.tab_order import stops_in
from hairstudio.views.widgets.theme import GRID, set_faint

__all__ = ["StackView"]


class _DropLine(QWidget):
    """Where a dragged row would land."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.palette().accent())


class _Rows(QWidget):
    accessible_role = QAccessible.Role.List


class StackView(QWidget):
    """Rows of effects in the order in which they are applied.

    The stack is never changed here: each signal says what is wanted, and :meth:`set_stack`
    shows what came of it. Indices count from the first effect applied.
    """

    entry_opened = Signal(int, bool)
    """Index, and whether its editors are shown now."""

    entry_toggled = Signal(int, bool)
    """Index, on."""

    entry_renamed = Signal(int, str)
    """Index, name; the empty name stands for the effect's label."""

    entry_moved = Signal(int, int)
    """Index, and the index it shall have, as ``Stack.move`` takes them."""

    entry_reset = Signal(int)
    entry_duplicated = Signal(int)
    entry_copied = Signal(int)
    """To the other side."""

    entry_removed = Signal(int)
    effect_added = Signal(str, int)
    """Type id, and where to insert it."""

    opacity_changed = Signal(int, float)
    """A step: index, opacity in [0, 1]."""

    opacity_committed = Signal(int, float)
    """The end of a gesture."""

    parameter_changed = Signal(int, str, object)
    """A step: index, parameter, value."""

    parameter_committed = Signal(int, str, object)
    """The end of a gesture."""

    eyedropper_requested = Signal(object)
    """An editor waits for ``accept_colour``."""

    def __init__(
        self,
        groups: Mapping[str, Sequence[type[Effect]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._groups = groups
        self.rows: list[EffectRow] = []
        self.tab_after: QWidget | None = None
        """What has the focus before the first row."""
        self._selected = -1
        self._drop: int | None = None
        self.empty = QLabel(
            self.tr("No effects yet.\nAdd one below: Lighten, then Dye is a good start.")
        )
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_faint(self.empty)
        self.empty.setContentsMargins(4 * GRID, 6 * GRID, 4 * GRID, 6 * GRID)
        self.add_button = QPushButton(self.tr("+ Add effect"))
        self.add_button.setToolTip(self.tr("Add an effect after the chosen one"))
        self.add_button.clicked.connect(self.open_menu)
        self._content = _Rows()
        self._list = QVBoxLayout(self._content)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addWidget(self.empty)
        self._list.addStretch(1)
        self._line = _DropLine(self._content)
        self._line.hide()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._content)
        foot = QVBoxLayout()
        foot.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        foot.addWidget(self.add_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._scroll, 1)
        box.addLayout(foot)
        self.setMinimumWidth(76 * GRID)

    def set_stack(self, stack: Stack) -> None:
        """Show a stack; rows of effects that stayed keep their editors and stay open."""
        if [type(row.entry.effect) for row in self.rows] != [
            type(entry.effect) for entry in stack.entries
        ]:
            self._rearrange(stack.entries)
        elif any(
            row.entry != entry for row, entry in zip(self.rows, stack.entries, strict=True)
        ) and sorted(map(repr, stack.entries)) == sorted(repr(row.entry) for row in self.rows):
            # The same effects in another order: rows move along.
            self._rearrange(stack.entries)
        for row, entry in zip(self.rows, stack.entries, strict=True):
            row.set_entry(entry)

    def set_message(self, index: int, text: str) -> None:
        """Say what is wrong with an effect in a line of its row; empty hides it."""
        self.rows[index].set_message(text)

    def set_histograms(self, index: int, counts: Mapping[str, npt.NDArray[np.floating]]) -> None:
        """Show behind an effect's curves how often hair meets each place of them."""
        self.rows[index].set_histograms(counts)

    def set_open(self, index: int, is_open: bool) -> None:
        """Show or hide an effect's editors."""
        self.rows[index].set_open(is_open)

    def selected(self) -> int:
        """Return the index of the row that had the focus last, or −1."""
        return self._selected

    def select(self, index: int) -> None:
        """Give a row the focus and scroll to it."""
        self.rows[index].setFocus()
        self.reveal(index)

    def reveal(self, index: int) -> None:
        """Choose a row and scroll to it; the focus stays."""
        row = self.rows[index]
        self._choose(index)
        # A row that was just made has no place yet.
        QTimer.singleShot(0, row, lambda: self._scroll.ensureWidgetVisible(row, 0, 4 * GRID))

    def unselect(self) -> None:
        """Choose no row, unless one has the focus: the next effect is added at the end."""
        self._choose(next((i for i, row in enumerate(self.rows) if row.hasFocus()), -1))

    def _choose(self, index: int) -> None:
        self._selected = index
        for place, row in enumerate(self.rows):
            row.set_chosen(place == index)

    def flush(self) -> None:
        """End gestures that wait for more steps: call it before undo, save and export."""
        field = self.focusWidget()
        if isinstance(field, QLineEdit) and field.isVisible():
            field.editingFinished.emit()  # Ctrl+S leaves what was typed where it is
        for row in self.rows:
            row.flush()

    def open_menu(self) -> AddEffectMenu:
        """Open the menu of effects above its button and return it."""
        menu = AddEffectMenu(self._groups, self)
        menu.chosen.connect(self._on_chosen)
        place = self.add_button.mapToGlobal(QPoint(0, self.add_button.height()))
        menu.open_at(place, self.add_button.width())
        return menu

    def _on_chosen(self, type_id: str) -> None:
        chosen = 0 <= self._selected < len(self.rows)
        self.effect_added.emit(type_id, self._selected + 1 if chosen else len(self.rows))

    def _rearrange(self, entries: Sequence[Entry]) -> None:
        spare = list(self.rows)
        focused = self._focused()
        had_focus = next(
            (row for row in self.rows if focused is not None and row.isAncestorOf(focused)), None
        )
        found: list[EffectRow | None] = []
        for entry in entries:
            same = next((row for row in spare if row.entry == entry), None)
            if same is not None:
                spare.remove(same)
            found.append(same)
        rows = []
        for entry, row in zip(entries, found, strict=True):
            kept = row or next(
                (old for old in spare if type(old.entry.effect) is type(entry.effect)), None
            )
            if kept in spare:
                spare.remove(kept)
            rows.append(kept or self._make_row(entry))
        for row in self.rows:
            self._list.removeWidget(row)
        for row in spare:
            # The mouse may drag it, or a slider in it, and keys open it, until it is deleted.
            row.blockSignals(True)
            row.chevron.blockSignals(True)
            self._line.hide()
            row.hide()
            row.deleteLater()
        self.rows = rows
        for index, row in enumerate(rows):
            self._list.insertWidget(index, row)
            row.show()
        self._chain()
        self.empty.setVisible(not rows)
        last = min(self._selected, len(rows) - 1)
        self._choose(rows.index(had_focus) if had_focus in rows else last)

    def _chain(self) -> None:
        """Tab goes as the eye does: a row, its header, its editors, the next row."""
        chain = [] if self.tab_after is None else [self.tab_after]
        for row in self.rows:
            chain += [row, *stops_in(row)]
        for before, after in pairwise([*chain, self.add_button]):
            QWidget.setTabOrder(before, after)

    def _focused(self) -> QWidget | None:
        widget = self.focusWidget()
        return widget if widget is not None and widget.hasFocus() else None

    def _make_row(self, entry: Entry) -> EffectRow:
        row = EffectRow(entry)

        def forward(signal: SignalInstance, target: SignalInstance) -> None:
            signal.connect(lambda *values: target.emit(self.rows.index(row), *values))

        # Editors are made when they are first shown.
        row.chevron.toggled.connect(self._chain)
        forward(row.chevron.toggled, self.entry_opened)
        forward(row.toggled, self.entry_toggled)
        forward(row.renamed, self.entry_renamed)
        forward(row.opacity_changed, self.opacity_changed)
        forward(row.opacity_committed, self.opacity_committed)
        forward(row.parameter_changed, self.parameter_changed)
        forward(row.parameter_committed, self.parameter_committed)
        forward(row.reset_requested, self.entry_reset)
        forward(row.duplicate_requested, self.entry_duplicated)
        forward(row.copy_requested, self.entry_copied)
        forward(row.remove_requested, self.entry_removed)
        row.eyedropper_requested.connect(self.eyedropper_requested)
        row.selected.connect(lambda: self._choose(self.rows.index(row)))
        row.neighbour_requested.connect(lambda by: self._on_neighbour(row, by))
        row.move_requested.connect(lambda by: self._on_step(row, by))
        row.drag_moved.connect(lambda place: self._on_drag(row, place))
        row.drag_ended.connect(lambda dropped: self._on_drop(row, dropped))
        return row

    def _on_step(self, row: EffectRow, by: int) -> None:
        index = self.rows.index(row)
        if 0 <= index + by < len(self.rows):
            self.entry_moved.emit(index, index + by)

    def _on_neighbour(self, row: EffectRow, by: int) -> None:
        index = self.rows.index(row) + by
        if 0 <= index < len(self.rows):
            self.select(index)

    def _on_drag(self, row: EffectRow, place: QPoint) -> None:
        at = row.mapTo(self._content, place)
        middles = [other.y() + other.height() / 2 for other in self.rows]
        gap = sum(at.y() > middle for middle in middles)
        y = self.rows[gap].y() if gap < len(self.rows) else self.rows[-1].geometry().bottom() - 1
        self._drop = gap
        self._line.setGeometry(0, max(y - 1, 0), self._content.width(), 2)
        self._line.raise_()
        self._line.show()
        self._scroll.ensureVisible(at.x(), at.y(), 0, 8 * GRID)

    def _on_drop(self, row: EffectRow, dropped: bool) -> None:
        self._line.hide()
        gap, self._drop = self._drop, None
        index = self.rows.index(row)
        if not dropped or gap is None:
            return
        to = gap - 1 if gap > index else gap
        if to != index:
            self.entry_moved.emit(index, to)
