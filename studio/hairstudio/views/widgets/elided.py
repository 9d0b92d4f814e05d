"""Text in a place whose height does not depend on the text."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from hairstudio.views.widgets.theme import GRID
from hairstudio.views.widgets.words import tip_text

__all__ = ["ElidedLabel", "NameLabel"]

_HEIGHT = 1 << 20


class ElidedLabel(QLabel):
    """Plain text in a fixed number of lines; what has no room there is in the tooltip.

    Where the window is low it may be made lower, to a single line.

    ``text()`` is the whole, and so is what a screen reader reads.

    Parameters
    ----------
    lines : int
        How many lines are kept free, also for no text.
    parent : QWidget, optional
    """

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, textFormat=Qt.TextFormat.PlainText)
        self._lines = lines
        self._shown = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)

    def shown_text(self) -> str:
        """What there is room for; it ends in ``…`` if that is not all."""
        return self._shown

    def setText(self, text: str) -> None:
        super().setText(text)
        self._elide()

    def sizeHint(self) -> QSize:
        return QSize(GRID, self._height(self._lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(GRID, self._height(1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
            self._elide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawText(self.rect(), Qt.TextFlag.TextWordWrap, self._shown)

    def _height(self, lines: int) -> int:
        return self._bounds("\n".join("X" * lines)).height()

    def _bounds(self, text: str) -> QSize:
        whole = QRect(0, 0, self.width(), _HEIGHT)
        return self.fontMetrics().boundingRect(whole, Qt.TextFlag.TextWordWrap, text).size()

    def _fits(self, text: str) -> bool:
        bounds = self._bounds(text)
        return bounds.width() <= self.width() and bounds.height() <= self.height()

    def _elide(self) -> None:
        self._shown = text = self.text()
        if not self._fits(text):

            def cut(length: int) -> str:
                return f"{text[:length].rstrip()}…"

            least = bisect_left(range(1, len(text)), True, key=lambda end: not self._fits(cut(end)))
            self._shown = cut(least)
        self.setToolTip("" if self._shown == text else tip_text(text))
        self.update()


class NameLabel(QLabel):
    """A name in one line, shortened where there is less room.

    ``text()`` is the whole; the tooltip is its owner's.

    Parameters
    ----------
    text : str, optional
    parent : QWidget, optional
    elide : Qt.TextElideMode, optional
        Where it is shortened.
    least : int, optional
        Its least width.
    edge : int, optional
        What stays free at its end.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        least: int = GRID,
        edge: int = 0,
    ) -> None:
        super().__init__(text, parent, textFormat=Qt.TextFormat.PlainText)
        self._elide, self._least, self._edge = elide, least, edge

    def shown_text(self) -> str:
        """What there is room for."""
        room = self.width() - self._edge
        return self.fontMetrics().elidedText(self.text(), self._elide, room)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self.shown_text())
