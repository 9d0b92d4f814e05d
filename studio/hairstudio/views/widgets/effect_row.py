"""One effect in a stack: a header line, and its editors when it is open."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAction,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from hairstudio.core import Entry
from hairstudio.views.widgets.announce import announce
from hairstudio.views.widgets.editors import EditorPanel
from hairstudio.views.widgets.editors.number import NumberEditor, percentage
from hairstudio.views.widgets.elided import NameLabel
from hairstudio.views.widgets.icons import IconButton, draw_icon
from hairstudio.views.widgets.theme import GRID
from hairstudio.views.widgets.words import one_line, tip_text, titled, word

__all__ = ["EffectRow"]

_HEADER = 8 * GRID
_OPACITY, _NARROW_OPACITY = 30 * GRID, 23 * GRID


class _PowerButton(IconButton):
    """A dot: full is on, hollow is off."""

    def __init__(self, tip: str) -> None:
        super().__init__("power", tip, checkable=True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        dot = QRectF(0, 0, 11, 11)
        dot.moveCenter(QRectF(self.rect()).center())
        if self.hasFocus():
            painter.setPen(QPen(palette.accent().color(), 1))
            painter.drawRoundedRect(dot.adjusted(-4, -4, 4, 4), 3, 3)
        line = palette.windowText() if self.underMouse() else palette.placeholderText()
        painter.setPen(QPen(line.color(), 1.3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(dot)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(line)
            painter.drawEllipse(dot.adjusted(2.8, 2.8, -2.8, -2.8))


class EffectRow(QWidget):
    """A row of :class:`StackView`.

    With the focus: Space switches on and off, Right and Left open and close, Up and Down
    go to the next row, F2 renames, Alt+Up and Alt+Down move, Ctrl+D duplicates, Delete removes.
    """

    accessible_role = QAccessible.Role.ListItem

    toggled = Signal(bool)
    renamed = Signal(str)
    opacity_changed = Signal(float)
    opacity_committed = Signal(float)
    parameter_changed = Signal(str, object)
    parameter_committed = Signal(str, object)
    eyedropper_requested = Signal(object)
    reset_requested = Signal()
    duplicate_requested = Signal()
    copy_requested = Signal()
    remove_requested = Signal()
    move_requested = Signal(int)
    """Alt+Up and Alt+Down: −1 or +1."""
    neighbour_requested = Signal(int)
    """Up and Down: the focus shall go to the row before (−1) or after (+1)."""
    drag_moved = Signal(QPoint)
    """The header is dragged: where the mouse is, in the row's coordinates."""
    drag_ended = Signal(bool)
    """The drag ended: true by dropping, false by Escape."""
    selected = Signal()

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self.panel: EditorPanel | None = None
        self._press: QPoint | None = None
        self._dragging = self._renaming = self._chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        self.chevron = IconButton("chevron-right", self.tr("Show the editors"), checkable=True)
        self.chevron.setFixedWidth(5 * GRID)
        self.chevron.flat = True
        self.power = _PowerButton(self.tr("On or off"))
        self.title = NameLabel(least=10 * GRID, edge=GRID)
        self.rename_edit = QLineEdit()
        self.rename_edit.setAccessibleName(self.tr("Name of the effect"))
        name = QWidget()
        self._name = QStackedLayout(name)
        self._name.setContentsMargins(0, 0, 0, 0)
        self._name.addWidget(self.title)
        self._name.addWidget(self.rename_edit)
        self.opacity = NumberEditor(
            percentage(
                "opacity", self.tr("Opacity"), 100.0, self.tr("How much of the effect is mixed in")
            )
        )
        self.opacity.label.hide()
        self.opacity.slider.setMinimumWidth(8 * GRID)
        self.opacity.setFixedWidth(_OPACITY)
        self.opacity.edit.setFixedWidth(14 * GRID)
        self.more = IconButton("more", self.tr("More"))

        self.header = QWidget()
        self.header.setFixedHeight(_HEADER)
        line = QHBoxLayout(self.header)
        line.setContentsMargins(GRID, 0, GRID, 0)
        line.setSpacing(0)
        line.addWidget(self.chevron)
        line.addWidget(self.power)
        line.addSpacing(GRID)
        line.addWidget(name, 1)
        line.addWidget(self.opacity)
        line.addWidget(self.more)
        self.message = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.message.setContentsMargins(9 * GRID, 0, 2 * GRID, GRID)
        self.message.hide()
        self._body = QVBoxLayout()
        self._body.setContentsMargins(4 * GRID, GRID, 2 * GRID, 3 * GRID)
        self._holder = QWidget()
        self._holder.setLayout(self._body)
        self._holder.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 1)
        box.setSpacing(0)
        box.addWidget(self.header)
        box.addWidget(self.message)
        box.addWidget(self._holder)

        self.chevron.toggled.connect(self.set_open)
        self.power.toggled.connect(self.toggled)
        self.rename_edit.editingFinished.connect(self._on_renamed)
        self.opacity.changed.connect(lambda value: self.opacity_changed.emit(value / 100))
        self.opacity.committed.connect(lambda value: self.opacity_committed.emit(value / 100))
        self.more.clicked.connect(self._on_more)
        self.rename_edit.installEventFilter(self)
        self.set_entry(entry)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where room is scarce it belongs to the name.
        self.opacity.setFixedWidth(_OPACITY if self.width() >= 80 * GRID else _NARROW_OPACITY)

    @property
    def is_open(self) -> bool:
        """True while the editors are shown."""
        return self.chevron.isChecked()

    def set_entry(self, entry: Entry) -> None:
        """Show an entry of the same effect; nothing is emitted."""
        self.entry = entry
        self.title.setText(titled(entry.name, entry.effect.label))
        summary = word(entry.effect.summary)
        self.title.setToolTip(tip_text(f"{self.title.text()}\n{summary}"))
        self.title.setEnabled(entry.enabled)
        self.setAccessibleName(self.title.text())
        self.setAccessibleDescription("" if entry.enabled else self.tr("off"))
        with QSignalBlocker(self.power):
            self.power.setChecked(entry.enabled)
        self.opacity.set_value(round(entry.opacity * 100, 4))
        if self.panel is not None:
            self.panel.set_values(entry.effect.values())

    def set_open(self, is_open: bool) -> None:
        """Show or hide the editors; they are made when first shown."""
        if is_open and self.panel is None:
            self.panel = EditorPanel(self.entry.effect.parameters())
            self.panel.set_values(self.entry.effect.values())
            self.panel.changed.connect(self.parameter_changed)
            self.panel.committed.connect(self.parameter_committed)
            self.panel.eyedropper_requested.connect(self.eyedropper_requested)
            self._body.addWidget(self.panel)
        self.chevron.setChecked(is_open)
        tip = self.tr("Hide the editors") if is_open else self.tr("Show the editors")
        self.chevron.show_as("chevron-down" if is_open else "chevron-right", tip)
        self._holder.setVisible(is_open)

    def set_histograms(self, counts: Mapping[str, npt.NDArray[np.floating]]) -> None:
        """Show behind the curves how often hair meets each place of them, by parameter."""
        if self.panel is not None:
            self.panel.set_histograms(counts)

    def set_chosen(self, chosen: bool) -> None:
        """Mark it as the one that the next effect comes after, also without the focus."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.update()

    def set_message(self, text: str) -> None:
        """Say what is wrong with the effect in a line below its name; empty hides it."""
        if text != self.message.text():
            announce(self.message, text)
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def flush(self) -> None:
        """End gestures that wait for more steps."""
        self.opacity.flush()
        if self.panel is not None:
            self.panel.flush()

    def start_rename(self) -> None:
        """Let the artist type another name."""
        self.rename_edit.setText(self.title.text())
        self._renaming = True
        self._name.setCurrentWidget(self.rename_edit)
        self.rename_edit.setFocus()
        self.rename_edit.selectAll()

    def _on_renamed(self) -> None:
        if not self._renaming:
            return
        self._renaming = False
        had_focus = self.rename_edit.hasFocus()
        self._name.setCurrentWidget(self.title)
        if had_focus:  # Enter, and not a click elsewhere
            self.setFocus()
        text = one_line(self.rename_edit.text())
        if text == self.title.text():
            return  # what is shown may be a translation of the name
        # The effect's own label, or nothing, means: no name of the artist's.
        label = self.entry.effect.label
        name = "" if text in (label, word(label)) else text
        if name != self.entry.name:
            self.renamed.emit(name)

    @functools.cached_property
    def menu(self) -> QMenu:
        """The menu behind ⋮, made when it is first opened."""
        menu = QMenu(self)
        for text, key, slot in (
            (self.tr("Rename"), "F2", self.start_rename),
            (self.tr("Reset"), "", self.reset_requested.emit),
            (self.tr("Duplicate"), "Ctrl+D", self.duplicate_requested.emit),
            (self.tr("Copy to the other side"), "", self.copy_requested.emit),
            (self.tr("Remove"), "Del", self.remove_requested.emit),
        ):
            action = QAction(text, menu)
            action.triggered.connect(lambda _=False, act=slot: act())
            if key:
                # Shown only: a row's keys act when the row has the focus.
                action.setShortcut(QKeySequence(key))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            menu.addAction(action)
        return menu

    def _on_more(self) -> None:
        self.menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.hasFocus():
            # It tells the middle of the row, where an open one has its editors.
            self._on_more()
        elif self.header.geometry().contains(event.pos()):
            self.menu.popup(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and place.y() < _HEADER:
            self._press = place
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None:
            return
        place = event.position().toPoint()
        if self._dragging or abs(place.y() - self._press.y()) > 2 * GRID:
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.drag_moved.emit(place)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._press = None
        if self._dragging:
            self._end_drag(dropped=True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.position().y() < _HEADER:
            place = self.title.mapFrom(self, event.position().toPoint())
            if self.title.rect().contains(place):
                self.start_rename()
            else:
                self.set_open(not self.is_open)

    def _end_drag(self, *, dropped: bool) -> None:
        self._press, self._dragging = None, False
        self.unsetCursor()
        self.drag_ended.emit(dropped)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, names = event.key(), Qt.Key
        if key == names.Key_Escape and self._dragging:
            self._end_drag(dropped=False)
            return
        focused = QApplication.focusWidget()
        if focused is not None and focused is not self and self.isAncestorOf(focused):
            # Fields and sliders in the row pass on the keys that they have no use for, and Enter.
            super().keyPressEvent(event)
            return
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if alt and key in (names.Key_Up, names.Key_Down):
            self.move_requested.emit(-1 if key == names.Key_Up else 1)
        elif key in (names.Key_Up, names.Key_Down):
            self.neighbour_requested.emit(-1 if key == names.Key_Up else 1)
        elif key == names.Key_Space:
            self.power.toggle()
        elif key in (names.Key_Right, names.Key_Left):
            self.set_open(key == names.Key_Right)
        elif key in (names.Key_Return, names.Key_Enter):
            self.set_open(not self.is_open)
        elif key == names.Key_F2:
            self.start_rename()
        elif control and key == names.Key_D:
            self.duplicate_requested.emit()
        elif key in (names.Key_Delete, names.Key_Backspace):
            self.remove_requested.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.rename_edit
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            # Hiding the field ends its editing, too.
            self._renaming = False
            self._name.setCurrentWidget(self.title)
            self.setFocus()
            return True
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selected.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self.palette()
        header = self.header.geometry()
        if self._dragging:
            painter.fillRect(self.rect(), palette.midlight())
        elif self.is_open:
            painter.fillRect(header, palette.alternateBase())
        if self.hasFocus():
            painter.setPen(QPen(palette.accent().color(), 1))
            painter.drawRect(QRectF(header).adjusted(0.5, 0.5, -0.5, -0.5))
        elif self._chosen:
            painter.fillRect(0, header.top(), 2, header.height(), palette.accent())
        painter.fillRect(0, self.height() - 1, self.width(), 1, palette.dark())
        if not self.message.isHidden():
            place = QRectF(4 * GRID, self.message.y() + 1, 4 * GRID, 4 * GRID)
            draw_icon(painter, "warning", place, QColor(palette.brightText().color()))
