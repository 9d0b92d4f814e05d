"""Pictures with bars over them."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from hairstudio.views.widgets.viewer.intake import Intake

__all__ = ["PictureArea"]


class PictureArea(QWidget):
    """Holds pictures and what lies over them: what is dropped on that goes to the picture below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._below: Intake | None = None
        self.setAcceptDrops(True)

    def hasHeightForWidth(self) -> bool:
        # Lines that wrap over pictures are no reason to share the room out anew.
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._drag(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._drag(event)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._leave()

    def dropEvent(self, event: QDropEvent) -> None:
        self._leave()
        event.ignore()
        below = self._at(event.position().toPoint())
        if below is not None:
            below.dropEvent(event)

    def _drag(self, event: QDragMoveEvent) -> None:
        below = self._at(event.position().toPoint())
        if below is self._below:
            return  # what it said of the drag holds
        self._leave()
        self._below = below
        event.ignore()
        if below is not None:
            below.dragEnterEvent(event)

    def _leave(self) -> None:
        if self._below is not None:
            self._below.dragLeaveEvent(QDragLeaveEvent())
            self._below = None

    def _at(self, place: QPoint) -> Intake | None:
        for each in self.findChildren(Intake):
            if each.isVisible() and each.rect().contains(each.mapFrom(self, place)):
                return each
        return None
