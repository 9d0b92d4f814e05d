"""The history list: every step since the document was opened."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QUndoView, QVBoxLayout, QWidget

from hairstudio.services.session import Session

__all__ = ["HistoryPanel"]


class HistoryPanel(QWidget):
    """Steps, newest last; a click goes back or forth to one."""

    before_step = Signal()
    """Open gestures must end now."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = _Steps(session.document.undo_stack)
        self.list.before_step.connect(self.before_step)
        self.list.setEmptyLabel(self.tr("Opened"))
        self.list.setFrameShape(QUndoView.Shape.NoFrame)
        self.list.setProperty("ringed", True)
        self.list.setAccessibleName(self.tr("History"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.list)


class _Steps(QUndoView):
    """Waits for a photo on its way: once it comes, the steps behind the chosen one are cut off."""

    before_step = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # The list may grow and scroll while it waits: what was under the pointer is meant.
        step = self.indexAt(event.position().toPoint()).row()
        if event.button() == Qt.MouseButton.LeftButton and step >= 0:
            self.before_step.emit()
            self.stack().setIndex(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.before_step.emit()
        super().keyPressEvent(event)
