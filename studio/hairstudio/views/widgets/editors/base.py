"""What every editor of a parameter does: hold a value, and tell gestures from their steps."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from hairstudio.core.parameters import Parameter
from hairstudio.views.widgets.elided import NameLabel
from hairstudio.views.widgets.theme import GRID, ROW

__all__ = ["ARROWS", "LABEL_WIDTH", "REST_MS", "ParameterEditor", "ParameterLabel"]

LABEL_WIDTH = 30 * GRID

ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
"""How far to the right and how far up a key goes."""

REST_MS = 400
"""After so long without a step, a gesture that more steps may follow is over."""

_IDLE: Any = object()

# Shift alone makes the steps of the gesture fine.
_OF_SHORTCUTS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class ParameterLabel(NameLabel):
    """The name beside an editor; a double click resets."""

    double_clicked = Signal()
    """The label was double-clicked."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent, least=0, edge=GRID)
        self.setFixedWidth(LABEL_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def set_fitting(self) -> None:
        """Be as wide as the name, instead of the width that lines editors up."""
        self.setFixedWidth(self.fontMetrics().horizontalAdvance(self.text()) + 2 * GRID)

    def set_flexible(self) -> None:
        """Take the room there is, instead of the width that lines editors up."""
        self.setMinimumWidth(0)
        self.setMaximumWidth(2 * LABEL_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.double_clicked.emit()


class ParameterEditor(QWidget):
    """Base of the editors.

    A gesture (a drag, a run of key presses, a turn of the wheel) emits :attr:`changed` at each
    step and :attr:`committed` once at its end, also when it ended where it began. Escape
    during a gesture takes it back. Nothing is emitted by :meth:`set_value`.

    A subclass shows values in :meth:`_show`, and calls :meth:`_edit` for each step and
    :meth:`_finish` or :meth:`_finish_later` at the end. It is no focus proxy: Tab would come to
    what it passes the focus on to where the editor was made, too, and go round from there.
    """

    changed = Signal(object)
    """A step of a gesture: the value now. For previews."""

    committed = Signal(object)
    """The end of a gesture: the value that stays. For undo."""

    eyedropper_requested = Signal()
    """The artist wants to pick a colour on the picture; answer with ``accept_colour``."""

    def __init__(self, parameter: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parameter = parameter
        self._value: Any = parameter.default
        self._before: Any = _IDLE
        self._timer = QTimer(self, singleShot=True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._finish)
        self.setToolTip(parameter.help)
        self.setAccessibleName(parameter.label)
        self.setAccessibleDescription(parameter.help)

    def minimumSizeHint(self) -> QSize:
        # A minimum that is set would hold where the editor's lines need more.
        return super().minimumSizeHint().expandedTo(QSize(0, ROW))

    def value(self) -> Any:
        """Return the value of the parameter's kind."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show ``value`` without emitting anything."""
        if value != self._value:
            self._value = value
            self._show(value)

    def reset(self) -> None:
        """Return to the default, as one gesture."""
        self._edit(self.parameter.default)
        self._finish()

    def flush(self) -> None:
        """End a gesture that waits for more steps; call it before undoing."""
        self._finish()

    def _fill_row(self, *parts: QWidget, wide: QWidget) -> None:
        """Stand in one row with the name before them; `wide` gets the room that is left."""
        self.label = ParameterLabel(self.parameter.label)
        self.label.double_clicked.connect(self.reset)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for part in (self.label, *parts):
            row.addWidget(part, int(part is wide))

    def _show(self, value: Any) -> None:
        """Show ``value`` with the signals of the child widgets blocked."""
        raise NotImplementedError

    def _edit(self, value: Any) -> None:
        self._timer.stop()
        if value == self._value:
            return
        if self._before is _IDLE:
            self._before = self._value
        self._value = value
        self._show(value)
        self.changed.emit(value)

    @property
    def _start(self) -> Any:
        """The value that a gesture began with; the one now where none is under way."""
        return self._value if self._before is _IDLE else self._before

    def _finish(self) -> None:
        self._timer.stop()
        if self._before is not _IDLE:
            self._before = _IDLE
            self.committed.emit(self._value)

    def _finish_later(self) -> None:
        """End the gesture if nothing follows.

        A second click of a double one may, another notch of the wheel, or the next repeat of a key
        that is held: screens far away (VNC) let it go and press it anew each time.
        """
        if self._before is not _IDLE:
            self._timer.start()

    def _on_released(self, more_may_follow: bool) -> None:
        """End the gesture of a `Slider`."""
        if more_may_follow:
            self._finish_later()
        else:
            self._finish()

    def _cancel(self) -> bool:
        """Take the gesture back; false if there is none."""
        if self._before is _IDLE:
            return False
        self._edit(self._before)
        self._finish()
        return True

    def _flush_for(self, widget: QWidget) -> None:
        """End a gesture when the focus goes elsewhere; before a shortcut acts, one that waits."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._finish()  # also while a key is down: where it comes up is elsewhere
        elif (
            kind == QEvent.Type.ShortcutOverride
            and self._timer.isActive()
            and isinstance(event, QKeyEvent)
            and event.modifiers() & _OF_SHORTCUTS
        ):
            self._finish()
        return super().eventFilter(watched, event)
