"""Where a film is: a slider over its length, and the time."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget

from hairstudio.services.numbers import clock_text, place_text
from hairstudio.views.widgets.editors.slider import Slider
from hairstudio.views.widgets.live.video import MARK_KEYS
from hairstudio.views.widgets.theme import GRID, tabular

__all__ = ["Timeline"]


class _Places(Slider):
    """A slider of seconds that steps frame by frame, and knows the keys of the picture."""

    held = Signal(bool)
    """The mouse takes it, or lets it go."""

    pause_requested = Signal()
    step_requested = Signal(int)
    mark_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__(0.0, 1.0, step=1.0)
        self.marks: tuple[float, float] | None = None
        key = Qt.Key
        self._frames = {
            **dict.fromkeys((key.Key_Left, key.Key_Down, key.Key_Comma), -1),
            **dict.fromkeys((key.Key_Right, key.Key_Up, key.Key_Period), 1),
        }

    def follow(self, value: float) -> None:
        """Show where the film is, and tell no screen reader: nobody listens to a clock."""
        if value != self._value:
            self._value = value
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        seconds = {Qt.Key.Key_PageUp: self.step, Qt.Key.Key_PageDown: -self.step}
        ends = {Qt.Key.Key_Home: self.minimum, Qt.Key.Key_End: self.maximum}
        if key in self._frames:
            self.step_requested.emit(self._frames[key])
        elif key in seconds:
            self.ask_for(self._value + seconds[key])
        elif key in ends:
            self.ask_for(ends[key])
        elif key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.pause_requested.emit()
        elif key in MARK_KEYS and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.mark_requested.emit(MARK_KEYS[key])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.held.emit(True)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.held.emit(False)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._drag is not None:
            # A film may break off in a drag; nobody tells of the button any more.
            self._drag = None
            self.held.emit(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # Two clicks, and no value that it could go back to.
        self.mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.marks is None:
            return
        left, right = self._span()
        first, end = (left + (right - left) * each / self.maximum for each in self.marks)
        painter, ink = QPainter(self), self.palette().windowText()
        high = self.height()
        painter.fillRect(QRectF(first, high - 2, end - first, 2), ink)
        for x in (first, end - 2):
            painter.fillRect(QRectF(x, high - GRID, 2, GRID), ink)


class Timeline(QWidget):
    """The row below a film. It only shows and asks."""

    sought = Signal(float)
    """Seconds into the film."""

    held = Signal(bool)
    """The mouse takes the slider, or lets it go."""

    pause_requested = Signal()
    step_requested = Signal(int)
    """Frames to go on, or back."""

    mark_requested = Signal(str)
    """The film's ``in`` or ``out`` point is here, or it has ``none``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._began: float | None = None
        """Where the mouse took the slider; None while it does not have it."""
        self._length = 0.0
        self.slider = _Places()
        self.slider.setAccessibleName(self.tr("Place in the film"))
        self.slider.setToolTip(
            self.tr(
                "Place in the film. Arrow keys go by frames, page keys by seconds; I and O mark "
                "where its loop begins and ends, X takes the marks away"
            )
        )
        self.time = QLabel(alignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.time.setFont(tabular(self.time.font()))
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(self.slider, 1)
        row.addWidget(self.time)
        self.slider.held.connect(self._on_held)
        self.slider.moved.connect(self._go)
        self.slider.wheel_turned.connect(self._go)
        self.slider.cancelled.connect(self._on_cancelled)
        self.slider.pause_requested.connect(self.pause_requested)
        self.slider.step_requested.connect(self.step_requested)
        self.slider.mark_requested.connect(self.mark_requested)

    def show_place(self, seconds: float, length: float, *, playing: bool) -> None:
        """Show where the film is; of one whose length is not known (0) the time alone."""
        if length != self._length:
            self._length = length
            self.slider.setVisible(length > 0)
            self.slider.maximum = length or 1.0
            self.time.setMinimumWidth(self.time.fontMetrics().horizontalAdvance(self._text(length)))
        if self._began is not None:
            return
        if playing:
            self.slider.follow(seconds)
        else:
            self.slider.set_value(seconds)
        self._tell(seconds, playing=playing)

    def show_marks(self, marks: tuple[float, float] | None) -> None:
        """Show between which seconds the film plays; all of it (None) is not marked."""
        if marks != self.slider.marks:
            self.slider.marks = marks
            self.slider.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, which in (
            (self.tr("Loop from here (I)"), "in"),
            (self.tr("Loop to here (O)"), "out"),
            (self.tr("The whole film (X)"), "none"),
        ):
            action = menu.addAction(text)
            action.triggered.connect(lambda _=False, which=which: self.mark_requested.emit(which))
        action.setEnabled(self.slider.marks is not None)
        menu.popup(event.globalPos())

    def _tell(self, seconds: float, *, playing: bool) -> None:
        self.time.setText(self._text(seconds))
        # Of a film that plays, whole seconds are more than enough to hear.
        told = self._text(float(int(seconds)) if playing else seconds)
        if self.slider.marks is not None:
            loop = self.tr("loop from {0} to {1}")
            told += ", " + loop.format(*map(place_text, self.slider.marks))
        if told != self.slider.accessibleDescription():
            self.slider.setAccessibleDescription(told)

    def _text(self, seconds: float) -> str:
        place = place_text(seconds)
        return f"{place} / {clock_text(round(self._length))}" if self._length > 0 else place

    def _go(self, seconds: float) -> None:
        self.slider.set_value(seconds)
        self._tell(seconds, playing=False)
        self.sought.emit(seconds)

    def _on_held(self, held: bool) -> None:
        self._began = self.slider.value() if held else None
        self.held.emit(held)

    def _on_cancelled(self) -> None:
        if self._began is not None:
            self._go(self._began)
