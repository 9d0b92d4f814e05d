"""The viewer with its mouse, keys and tools."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Literal, get_args

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QThreadPool, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QHideEvent,
    QInputDevice,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPen,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from hairstudio.core.extent import Extent
from hairstudio.views.widgets.viewer.tools import BrushTool, Eyedropper
from hairstudio.views.widgets.viewer.view import CompareView, Mask, Pixels

__all__ = ["TOOLS", "CompareViewer", "Tool"]

Tool = Literal["none", "brush", "eraser", "eyedropper"]
TOOLS: tuple[str, ...] = get_args(Tool)

_GRAB = 7
_WHEEL_STEP = 1.2
_PAN_STEP = 40.0
_LEAD_STEP = 8.0
_WIPE_STEP = 0.02
_PANS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class CompareViewer(CompareView):
    """Shows two RGB arrays of one size, before and after.

    Mouse: wheel and pinch zoom at the cursor, middle button or Space and left button pans, the left
    button drags the wipe, paints or picks. A pen does as the left button, paints as wide as it is
    pressed and erases with its other end. Two fingers pan and zoom on a screen; on a trackpad they
    pan, and zoom with Ctrl. Keys: ``\\`` held shows before, W wipe, M mask, F fit, Ctrl+1 100 %,
    Ctrl++ and Ctrl+− zoom, arrows pan, Shift+Left and Shift+Right move the wipe, B brush,
    E eraser, ``[`` and ``]`` brush size (with Shift hardness), Escape takes a stroke back or
    leaves a tool, Ctrl+V pastes. With a tool, arrows lead it, finely with Shift, and Return
    picks, or puts the brush down and lifts it.

    Parameters
    ----------
    parent : QWidget, optional
    pool : QThreadPool, optional
    paints : bool
        Whether the mask may be painted on: otherwise the keys of brush and eraser do nothing.
    """

    tool_changed = Signal(str)
    """One of :data:`TOOLS`."""

    brush_changed = Signal(float, float)
    """Radius in the picture's pixels, hardness in [0, 1]."""

    stroke_started = Signal()
    """The brush goes down."""

    stroke_finished = Signal(bool)
    """Whether it took something off the mask; ``mask()`` has it already."""

    stroke_cancelled = Signal()
    """Escape while painting; ``mask()`` is as it was before."""

    hovered = Signal(object)
    """The pointer is over colours, see `colours_at`; None: it is over no picture any more."""

    colour_picked = Signal(object)
    """The eyedropper took (r, g, b) in [0, 1]; the tool is put away."""

    eyedropper_cancelled = Signal()
    """Escape while picking."""

    pressed = Signal()
    """A mouse button went down on the viewer: it is the one that tools and panels speak of."""

    def __init__(
        self,
        parent: QWidget | None = None,
        pool: QThreadPool | None = None,
        *,
        paints: bool = True,
    ) -> None:
        super().__init__(parent, pool)
        self._space = False
        self._came_by_key = False
        self._button = Qt.MouseButton.NoButton
        self._pan_from: QPointF | None = None
        self._dragging_wipe = False
        self._tool = "none"
        self.brush = BrushTool(self)
        self.eyedropper = Eyedropper(self)
        names = Qt.Key
        self._keys: dict[Qt.Key, Callable[[], object]] = {
            names.Key_Backslash: lambda: self.set_hold_before(True),
            names.Key_Space: self._hold_space,
            names.Key_W: lambda: self.set_mode("wipe"),
            names.Key_S: lambda: self.set_mode("side"),
            names.Key_A: lambda: self.set_mode("after"),
            names.Key_M: lambda: self.show_mask(not self._mask_shown),
            names.Key_F: self.fit,
        }
        if paints:
            self._keys |= {
                names.Key_B: lambda: self._toggle_tool("brush"),
                names.Key_E: lambda: self._toggle_tool("eraser"),
                names.Key_BracketLeft: lambda: self.brush.grow(-1),
                names.Key_BracketRight: lambda: self.brush.grow(1),
                names.Key_BraceLeft: lambda: self.brush.harden(-1),
                names.Key_BraceRight: lambda: self.brush.harden(1),
            }
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        if sys.platform != "darwin":
            # There, no screen is touched, and pinches on a trackpad come as native gestures.
            self.grabGesture(Qt.GestureType.PinchGesture)

    # Tools

    def tool(self) -> str:
        """Return the tool: one of :data:`TOOLS`."""
        return self._tool

    def set_tool(self, tool: str) -> None:
        """Take a tool, or put it away with ``none``."""
        if tool not in TOOLS:
            raise ValueError(f"tool is one of {', '.join(TOOLS)}, found {tool!r}")
        if tool != self._tool:
            self.brush.release()
            self._tool = tool
            self.brush.erase = tool == "eraser"
            self._set_cursor(None)
            self.update()
            self.tool_changed.emit(tool)

    def _in_hand(self) -> BrushTool | Eyedropper | None:
        if self._tool == "none":
            return None
        return self.eyedropper if self._tool == "eyedropper" else self.brush

    @property
    def in_gesture(self) -> bool:
        """Whether a button that went down paints, moves the picture or drags the wipe."""
        return self.brush.is_painting or self._dragging_wipe or self._pan_from is not None

    def set_images(
        self, before: Pixels | None, after: Pixels | None = None, extent: Extent | None = None
    ) -> None:
        """Show two pictures, see :meth:`CompareView.set_images`; a stroke stays with its own."""
        if before is not self._before.pixels:
            self.brush.cancel()
        super().set_images(before, after, extent)

    def set_brush(self, radius: float, hardness: float) -> None:
        """Size of the brush in the picture's pixels, and how hard it is."""
        self.brush.set_shape(radius, hardness)

    def paint_mask(self, stroke_box: tuple[int, int, int, int] | None) -> None:
        """Show what a tool changed in the mask."""
        if stroke_box is not None and self._mask is not None:
            if not self._mask_stale:
                self._mask_overlay.update(self._mask, stroke_box)
            self._clip_overlay.touch()
            self.update()

    def writable_mask(self) -> Mask | None:
        """Return a copy of the mask to paint on, shown from now on; empty if there was none."""
        size = self.image_size()
        if size is None:
            return None
        if self._mask is None:
            self._mask = np.zeros((size[1], size[0]), np.float32)
            self._mask_stale = True
        else:
            self._mask = self._mask.astype(np.float32, copy=True)
        return self._mask

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place, button = event.position(), event.button()
        if event.buttons() != button:
            return  # a second button joins no gesture
        self._button = button
        self._came_by_key = False
        self.pressed.emit()
        left = button == Qt.MouseButton.LeftButton
        if button == Qt.MouseButton.MiddleButton or (left and self._space):
            self._pan_from = place
            self._set_cursor(place)
        elif not left or self.image_size() is None:
            super().mousePressEvent(event)
        elif self._tool == "eyedropper":
            self.eyedropper.press(place)
        elif self._tool != "none":
            self.brush.press(place, *_felt(event))
        elif self._on_wipe(place):
            self._dragging_wipe = True
        else:
            self._pan_from = place
            self._set_cursor(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        self.hovered.emit(self.colours_at(place))
        if self._pan_from is not None:
            geometry = self.geometry_at(place)
            if geometry is not None:
                self._go(geometry.panned(place - self._pan_from))
            self._pan_from = place
        elif self._dragging_wipe:
            self.set_wipe(place.x() / max(self.width(), 1))
        elif self._tool == "eyedropper":
            self.eyedropper.move(place)
        elif self._tool != "none":
            self.brush.move(place, *_felt(event))
        else:
            self._set_cursor(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == self._button:
            self._end_gesture()
            self._set_cursor(event.position())

    def _end_gesture(self) -> None:
        self._pan_from = None
        self._dragging_wipe = False
        self.brush.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._on_wipe(event.position()) and self._tool == "none":
            self.set_wipe(0.5)
        else:
            self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.brush.leave()
        self.eyedropper.leave()
        self.hovered.emit(None)
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        zoom = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == zoom:
            self._zoom_by(1 + event.value(), event.position())
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._pinch(pinch)
                return True
        return super().event(event)

    def _pinch(self, pinch: QPinchGesture) -> None:
        if pinch.state() == Qt.GestureState.GestureStarted:
            # What the first finger began was not meant.
            self.brush.cancel()
            self._end_gesture()
        before, now = (
            QPointF(self.mapFromGlobal(place))
            for place in (pinch.lastCenterPoint(), pinch.centerPoint())
        )
        geometry = self.geometry_at(before)
        if geometry is not None and pinch.state() == Qt.GestureState.GestureUpdated:
            self._go(geometry.panned(now - before))
            self._zoom_by(pinch.scaleFactor(), now)

    def _zoom_by(self, factor: float, place: QPointF) -> None:
        geometry = self.geometry_at(place)
        if geometry is not None:
            self.set_zoom(geometry.zoom * factor, place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        geometry = self.geometry_at(event.position())
        if geometry is None:
            event.ignore()
            return
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if _is_by_fingers(event) and not control:
            moved = _moved(event)
            if not moved.isNull():  # as where the fingers come and go: what fits still does
                self._go(geometry.panned(moved))
        else:
            self._zoom_by(_WHEEL_STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, names = event.key(), Qt.Key
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif control and key in (names.Key_1, names.Key_Plus, names.Key_Equal, names.Key_Minus):
            if key == names.Key_1:
                self.set_zoom(1.0)
            elif key == names.Key_Minus:
                self.zoom_out()
            else:
                self.zoom_in()
        elif control or not self._plain_key(event):
            super().keyPressEvent(event)

    def _plain_key(self, event: QKeyEvent) -> bool:
        """Do what a key stands for without Ctrl; return whether it stands for anything."""
        key, hand = Qt.Key(event.key()), self._in_hand()
        if key in _PANS:
            self._arrow(key, event.modifiers())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and hand is not None:
            if not event.isAutoRepeat():
                self._press_or_lift(hand)
        elif key == Qt.Key.Key_Escape:
            return self._escape()
        elif key in self._keys:
            self._keys[key]()
        else:
            return False
        return True

    def _arrow(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        right, down = _PANS[key]
        geometry, hand = self.geometry_at(None), self._in_hand()
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if hand is not None:
            self._lead(hand, QPointF(right, down) * (1.0 if shift else _LEAD_STEP))
        elif shift and right and self._splits():
            self.set_wipe(self._wipe + right * _WIPE_STEP)
        elif geometry is not None:
            self._go(geometry.panned(QPointF(-right, -down) * _PAN_STEP))

    def _place_of(self, hand: BrushTool | Eyedropper) -> QPointF:
        return QRectF(self.rect()).center() if hand.cursor is None else hand.cursor

    def _press_or_lift(self, hand: BrushTool | Eyedropper) -> None:
        if self.brush.is_painting:
            self.brush.release()
        else:
            hand.press(self._place_of(hand))

    def _lead(self, hand: BrushTool | Eyedropper, step: QPointF) -> None:
        place = self._place_of(hand) + step
        geometry = self.geometry_at(place)
        if geometry is not None and not self.rect().contains(place.toPoint()):
            # What lies beyond the edge comes to the tool.
            self._go(geometry.panned(-step))
            place -= step
        hand.move(place)
        self.hovered.emit(self.colours_at(place))

    def _escape(self) -> bool:
        tool = self._tool
        if self.brush.is_painting:
            self.brush.cancel()
        elif tool == "none":
            return False
        else:
            self.set_tool("none")
            if tool == "eyedropper":
                self.eyedropper_cancelled.emit()
        return True

    def _toggle_tool(self, tool: str) -> None:
        self.set_tool("none" if self._tool == tool else tool)

    def _hold_space(self) -> None:
        self._space = True
        self._set_cursor(None)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Backslash:
            self.set_hold_before(False)
        elif event.key() == Qt.Key.Key_Space:
            self._space = False
            self._set_cursor(None)
        else:
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        reasons = Qt.FocusReason
        if event.reason() in (reasons.TabFocusReason, reasons.BacktabFocusReason):
            self._came_by_key = True
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        # The release of a held key goes elsewhere then, and so does Return. A stroke by mouse goes
        # on; no click elsewhere interrupts it.
        clicked = event.reason() == Qt.FocusReason.MouseFocusReason
        if clicked or QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self.brush.release()
        self._space = False
        self.set_hold_before(False)
        self.update()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        # The release of a button is not told then.
        self._end_gesture()
        self._set_cursor(None)
        super().hideEvent(event)

    def _on_wipe(self, place: QPointF) -> bool:
        return self._splits() and abs(place.x() - self._wipe_x()) <= _GRAB

    def _set_cursor(self, place: QPointF | None) -> None:
        shapes = Qt.CursorShape
        if self._pan_from is not None:
            self.setCursor(shapes.ClosedHandCursor)
        elif self._space:
            self.setCursor(shapes.OpenHandCursor)
        elif self._tool in ("brush", "eraser"):
            self.setCursor(shapes.BlankCursor)
        elif self._tool == "eyedropper":
            self.setCursor(shapes.CrossCursor)
        elif place is not None and self._on_wipe(place):
            self.setCursor(shapes.SplitHCursor)
        else:
            self.unsetCursor()

    def paint_over(self, painter: QPainter) -> None:
        """Frame the viewer that the keyboard went to, too: a click shows by itself where it was."""
        super().paint_over(painter)
        if self._came_by_key and self.hasFocus():
            painter.setPen(QPen(self.palette().accent().color(), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def paint_tool(self, painter: QPainter) -> None:
        """Draw the brush's rim or the eyedropper's loupe."""
        if (hand := self._in_hand()) is not None:
            hand.paint(painter)

    def mask_wanted(self) -> bool:
        """Return whether the mask lies over the picture: also while it is painted on."""
        return self._mask_shown or self._tool in ("brush", "eraser")


def _is_by_fingers(event: QWheelEvent) -> bool:
    """Whether it is no wheel, but fingers on a trackpad or on a mouse that feels them."""
    pad = event.device().type() == QInputDevice.DeviceType.TouchPad
    return pad or event.phase() != Qt.ScrollPhase.NoScrollPhase


def _moved(event: QWheelEvent) -> QPointF:
    # Where the system does not count pixels, a notch is as much as where Qt itself scrolls.
    return QPointF(event.pixelDelta() if event.hasPixelDelta() else event.angleDelta() / 2)


def _felt(event: QMouseEvent) -> tuple[float, bool]:
    """How hard a pen is pressed, and whether it is its other end: Qt makes mouse events of pens.

    A finger's pressure is no more than the screen's guess; a mouse presses fully.
    """
    kinds, kind = QPointingDevice.PointerType, event.pointerType()
    pen = kind in (kinds.Pen, kinds.Eraser)
    return (event.point(0).pressure() if pen else 1.0), kind == kinds.Eraser
