"""The history list: every step since the document was opened."""

from __future__ import annotations

from PySide6.QtWidgets import QUndoView, QVBoxLayout, QWidget

from hairstudio.services.session import Session

__all__ = ["HistoryPanel"]


class HistoryPanel(QWidget):
    """Steps, newest last; a click goes back or forth to one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QUndoView(session.document.undo_stack)
        self.list.setEmptyLabel(self.tr("Opened"))
        self.list.setFrameShape(QUndoView.Shape.NoFrame)
        self.list.setAccessibleName(self.tr("History"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.list)
