"""The frame around a panel that takes what is held over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QDragEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

__all__ = ["DropFrame", "paint_drop_frame"]


def paint_drop_frame(painter: QPainter, widget: QWidget) -> None:
    """Frame a widget that takes what is held over it."""
    painter.setPen(QPen(widget.palette().accent().color(), 3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(widget.rect()).adjusted(1.5, 1.5, -1.5, -1.5))


class DropFrame(QWidget):
    """Lies over a panel, whose own widgets would cover what it paints itself.

    Parameters
    ----------
    panel : QWidget
        Its `dragEnterEvent` says what it takes.
    """

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        self._panel = panel
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        panel.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            self._panel.dragEnterEvent(event)
            self.setGeometry(self._panel.rect())
            self.raise_()
            self.setVisible(event.isAccepted())
            return True
        if event.type() in (QEvent.Type.DragLeave, QEvent.Type.Drop):
            self.hide()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_drop_frame(painter, self)
