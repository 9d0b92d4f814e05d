"""A small colour picker: saturation and value in a square, hue beside it, swatches below."""

from __future__ import annotations

import colorsys
import contextlib
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QCloseEvent,
    QColor,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hairstudio.core.errors import ParameterError
from hairstudio.core.palettes import PALETTE_SUFFIXES
from hairstudio.core.parameters import Colour
from hairstudio.services.palettes import Palettes
from hairstudio.views.widgets.editors.base import ARROWS, REST_MS
from hairstudio.views.widgets.editors.hex_edit import HexEdit, colour_from_text, is_far
from hairstudio.views.widgets.editors.palette_shelf import PaletteShelf
from hairstudio.views.widgets.editors.slider import FINE
from hairstudio.views.widgets.icons import IconButton
from hairstudio.views.widgets.monitor import monitors
from hairstudio.views.widgets.swatch import Swatch, qcolor
from hairstudio.views.widgets.theme import GRID

__all__ = ["ColourPicker"]

_SIDE = 45 * GRID
_STEP = 0.01
_FINE_STEP = 1 / 255
"""With Shift held: colours are on the 8-bit grid, and less would show nothing."""

_Modifier = Qt.KeyboardModifier


class _Pad(QWidget):
    """A pad on which two shares in [0, 1] are dragged; a bar uses only the second one.

    Shift is fine, as on sliders.
    """

    accessible_role = QAccessible.Role.Canvas

    moved = Signal(float, float)
    released = Signal()

    typed = Signal(str)
    """A letter, for the field that colours are typed into."""

    confirmed = Signal()
    """Enter."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.across, self.up, self.hue = 0.0, 0.0, 0.0
        self._moving = False
        """Whether a drag or a run of keys has moved it."""
        self._dragging = False
        self._anchor = (QPointF(), 0.0, 0.0)
        """Where the mouse was without Shift, and the shares there."""

        # A key that is held may come up and go down again for each repeat.
        self._rest = QTimer(self, singleShot=True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.end)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def show_point(self, x: float, y: float, hue: float) -> None:
        self.across, self.up, self.hue = x, y, hue
        self.update()

    def cancel(self) -> None:
        """Forget a drag: its end is not told."""
        self._rest.stop()
        self._moving = self._dragging = False

    def _go(self, x: float, y: float) -> None:
        self._rest.stop()
        self._moving = True
        self.moved.emit(min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._dragging = True
        self._anchor = (event.position(), self.across, self.up)
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._dragging:
            return
        place = event.position()
        right, bottom = self.width() - 1, self.height() - 1
        if event.modifiers() & _Modifier.ShiftModifier:
            start, across, up = self._anchor
            way = (place - start) * FINE
            self._go(across + way.x() / right, up - way.y() / bottom)
            return
        self._go(place.x() / right, 1 - place.y() / bottom)
        self._anchor = (place, self.across, self.up)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._dragging = False
        self.end()

    def end(self) -> None:
        """End a drag, or a run of keys that may go on."""
        self._rest.stop()
        if self._moving:
            self._moving = False
            self.released.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _FINE_STEP if event.modifiers() & _Modifier.ShiftModifier else _STEP
        if event.key() in ARROWS:
            right, up = ARROWS[event.key()]
            self._go(self.across + right * step, self.up + up * step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():  # of the press that opened the picker
                self.confirmed.emit()
        elif _types(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat() and not self._dragging:
            self._rest.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self._dragging:
            self.end()

    def _frame(self, painter: QPainter) -> None:
        line = self.palette().accent() if self.hasFocus() else self.palette().dark()
        painter.setPen(QPen(line.color(), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))


def _types(event: QKeyEvent) -> bool:
    """Whether a key types a letter, as Qt's own fields see it.

    On many keyboards # needs AltGr, which Windows calls Ctrl and Alt, or the Mac's Option.
    """
    held = event.modifiers() & ~(_Modifier.ShiftModifier | _Modifier.KeypadModifier)
    text = event.text()
    return held != _Modifier.ControlModifier and bool(text.strip()) and text.isprintable()


class _Square(_Pad):
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        across = QLinearGradient(0, 0, self.width(), 0)
        across.setColorAt(0, QColor(255, 255, 255))
        full = QColor.fromHsvF(min(self.hue, 0.9999), 1.0, 1.0)
        across.setColorAt(1, monitors.of(self).colour(full))
        painter.fillRect(self.rect(), across)
        down = QLinearGradient(0, 0, 0, self.height())
        down.setColorAt(0, QColor(0, 0, 0, 0))
        down.setColorAt(1, QColor(0, 0, 0, 255))
        painter.fillRect(self.rect(), down)
        self._frame(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.across * (self.width() - 1), (1 - self.up) * (self.height() - 1))
        for radius, level in ((6.0, 0), (5.0, 255)):
            painter.setPen(QPen(QColor(level, level, level), 1.5))
            painter.drawEllipse(centre, radius, radius)


class _HueBar(_Pad):
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ramp = QLinearGradient(0, self.height(), 0, 0)
        monitor = monitors.of(self)
        for sixth in range(7):
            colour = QColor.fromHsvF((sixth % 6) / 6, 0.85, 0.9)
            ramp.setColorAt(sixth / 6, monitor.colour(colour))
        painter.fillRect(self.rect(), ramp)
        self._frame(painter)
        y = (1 - self.up) * (self.height() - 1)
        painter.setPen(QPen(QColor(0, 0, 0), 1))
        painter.setBrush(QColor(255, 255, 255))
        painter.drawRect(QRectF(0.5, y - 2, self.width() - 1, 4))


class ColourPicker(QFrame):
    """A popup for one colour.

    Parameters
    ----------
    colour : (r, g, b)
        sRGB-encoded in [0, 1].
    parent : QWidget
        The popup belongs to it.
    palettes : Palettes, optional
        Colours to choose from below the pads.
    """

    changed = Signal(object)
    """A step: the colour now."""

    released = Signal()
    """The end of a drag or a key press."""

    cancelled = Signal()
    """Escape: a drag that has not ended is taken back."""

    eyedropper_requested = Signal()
    """The artist wants to pick on the picture; the popup has closed."""

    def __init__(
        self,
        colour: Colour,
        parent: QWidget | None = None,
        palettes: Palettes | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(self.tr("Colour picker"))
        self._colour = colour
        self._hsv = colorsys.rgb_to_hsv(*colour)
        self.square = _Square(self.tr("Saturation and value"))
        self.square.setFixedSize(_SIDE, _SIDE)
        self.bar = _HueBar(self.tr("Hue"))
        self.bar.setFixedSize(5 * GRID, _SIDE)
        self.before, self.after = Swatch(colour), Swatch(colour)
        self.before.setAccessibleName(self.tr("Before"))
        self.before.setToolTip(self.tr("Back to the colour before"))
        self.after.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hex = HexEdit()
        self.eyedropper = IconButton("eyedropper", self.tr("Pick on the picture"))

        pads = QHBoxLayout()
        pads.setSpacing(2 * GRID)
        pads.addWidget(self.square)
        pads.addWidget(self.bar)
        foot = QGridLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self.before, 0, 0)
        foot.addWidget(self.after, 0, 1)
        foot.addWidget(self.hex, 0, 2)
        foot.addWidget(self.eyedropper, 0, 3)
        foot.setColumnStretch(2, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        box.setSpacing(2 * GRID)
        box.addLayout(pads)
        box.addLayout(foot)
        box.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        self.shelf: PaletteShelf | None = None
        if palettes is not None:
            self._offer(palettes, box)

        self.square.moved.connect(lambda x, y: self._go(self._hsv[0], x, y))
        self.bar.moved.connect(lambda _, y: self._go(min(y, 0.9999), *self._hsv[1:]))
        self.hex.entered.connect(self._on_entered)
        self.hex.returnPressed.connect(self._on_return)
        self.before.clicked.connect(lambda: self._on_entered(colour))
        for pad in (self.square, self.bar):
            pad.released.connect(self.released)
            pad.typed.connect(self._on_typed)
            pad.confirmed.connect(self.close)
        self.eyedropper.clicked.connect(self._on_eyedropper)
        self._show()
        self.square.setFocus()

    def colour(self) -> Colour:
        """Return the colour now."""
        return self._colour

    def open_at(self, widget: QWidget, *, above: bool = False) -> None:
        """Open below or above a widget, or as near to that as the screen has room."""
        self.adjustSize()
        down = -self.height() - GRID if above else widget.height() + GRID
        corner = widget.mapToGlobal(QPoint(0, down))
        space = widget.screen().availableGeometry()
        corner.setX(max(space.left(), min(corner.x(), space.right() - self.width())))
        corner.setY(max(space.top(), min(corner.y(), space.bottom() - self.height())))
        self.move(corner)
        self.show()

    def closeEvent(self, event: QCloseEvent) -> None:
        # The release of a key or a button goes elsewhere from now on, and no field is left.
        self._end_pads()
        self.hex.take()
        super().closeEvent(event)

    def _end_pads(self) -> None:
        for pad in (self.square, self.bar):
            pad.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            for pad in (self.square, self.bar):
                pad.cancel()
            self.hex.show_colour(self._colour)
            self.cancelled.emit()
        if event.matches(QKeySequence.StandardKey.Paste):
            # The field has keys of its own; here the pads have the focus.
            with contextlib.suppress(ParameterError):
                self.hex.take_text(QGuiApplication.clipboard().text())
        super().keyPressEvent(event)

    def _go(self, hue: float, saturation: float, value: float) -> None:
        self._hsv = (hue, saturation, value)
        red, green, blue = colorsys.hsv_to_rgb(*self._hsv)
        self._take((red, green, blue))

    def _take(self, colour: Colour) -> None:
        # On the 8-bit grid: what the hex field shows is what the document holds.
        rounded = qcolor(colour)
        self._colour = (rounded.red() / 255, rounded.green() / 255, rounded.blue() / 255)
        self._show()
        self.changed.emit(self._colour)

    def _on_entered(self, colour: Colour) -> None:
        self._end_pads()
        hue, saturation, value = colorsys.rgb_to_hsv(*colour)
        # Greys have no hue: keep the bar where it is.
        self._hsv = (hue if saturation > 0 else self._hsv[0], saturation, value)
        self._take(colour)
        self.released.emit()

    def _on_typed(self, letter: str) -> None:
        self.hex.setFocus()
        self.hex.setText(letter)

    def _on_return(self) -> None:
        text = self.hex.text()
        if is_far(text):
            return  # what is said of it stands at the field
        with contextlib.suppress(ParameterError):
            colour_from_text(text)
            # The field takes it only after this signal.
            QTimer.singleShot(0, self, self.close)

    def _offer(self, palettes: Palettes, box: QVBoxLayout) -> None:
        self.shelf = PaletteShelf(palettes, self._colour)
        box.addWidget(self.shelf)
        self.shelf.chosen.connect(self._on_entered)
        self.shelf.load_requested.connect(lambda: self._on_load(palettes))
        palettes.begin_choosing()
        self.destroyed.connect(palettes.end_choosing)

    def _on_load(self, palettes: Palettes) -> None:
        window = (self.parentWidget() or self).window()
        title = self.tr("Load a palette")
        patterns = " ".join(f"*{suffix}" for suffix in PALETTE_SUFFIXES)
        kinds = self.tr("Palettes ({0});;All files (*)").format(patterns)

        def ask() -> None:
            chosen, _ = QFileDialog.getOpenFileNames(window, title, "", kinds)
            if chosen:
                palettes.load(*map(Path, chosen))

        # After the popup is gone: it would stay in front of the dialog.
        QTimer.singleShot(0, window, ask)
        self.close()

    def _on_eyedropper(self) -> None:
        self.close()
        self.eyedropper_requested.emit()

    def _show(self) -> None:
        hue, saturation, value = self._hsv
        self.square.show_point(saturation, value, hue)
        self.bar.show_point(0.0, hue, hue)
        self.after.set_colour(self._colour)
        for pad in (self.square, self.bar):
            pad.setAccessibleDescription(self.after.accessibleDescription())
        self.hex.show_colour(self._colour)
