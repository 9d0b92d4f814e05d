"""What to do where there is no picture: a few words, and buttons for the next step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hairstudio.views.widgets.announce import announce
from hairstudio.views.widgets.theme import GRID, set_faint

__all__ = ["StateCard"]

_WIDE = 96 * GRID


class StateCard(QWidget):
    """Says what is the matter, and offers what can be done about it.

    It lies over a picture, in the middle of its parent.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        middle, plain = Qt.AlignmentFlag.AlignHCenter, Qt.TextFormat.PlainText
        self.title = QLabel(wordWrap=True, alignment=middle, textFormat=plain)
        font = self.title.font()
        font.setPixelSize(17)
        self.title.setFont(font)
        self.text = QLabel(wordWrap=True, alignment=middle, textFormat=plain)
        set_faint(self.text)
        self.buttons: list[QPushButton] = []
        self._steps: list[Callable[[], object]] = []
        """What they do."""

        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(2 * GRID)
        box = QVBoxLayout(self)
        box.addWidget(self.title)
        box.addWidget(self.text)
        box.addLayout(self._row)
        self.hide()

    def say(
        self, title: str, text: str, steps: Sequence[tuple[str, Callable[[], object]]] = ()
    ) -> None:
        """Show words, and one button for each step (name, what it does)."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        if [button.text() for button in self.buttons] != [name for name, _ in steps]:
            self._make_buttons([name for name, _ in steps])
        self._steps = [run for _, run in steps]
        self.show()
        self.raise_()
        self.settle()
        announce(self, f"{title}. {text}")

    def settle(self) -> None:
        """Stand in the middle of the parent; buttons stand below one another where it is narrow."""
        parent = self.parentWidget()
        if parent is None or self.isHidden():
            return
        room = parent.width() - 4 * GRID
        beside = sum(button.sizeHint().width() for button in self.buttons) + 16 * GRID < room
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        wide = max(min(_WIDE, room), self._row.sizeHint().width() + 12 * GRID if beside else 0)
        high = self._height(wide, roomy=True)
        if high > parent.height():
            # In a low picture what can be done matters more than the title.
            wide = max(wide, room)
            high = self._height(wide, roomy=False)
        high = min(high, parent.height())
        left, top = (parent.width() - wide) // 2, (parent.height() - high) // 2
        self.setGeometry(left, max(top, 0), wide, high)
        if (layout := self.layout()) is not None:
            layout.activate()
        # All is in its place. What was asked for on the way would settle it anew, without end.
        QCoreApplication.removePostedEvents(self, QEvent.Type.LayoutRequest.value)

    def _height(self, wide: int, *, roomy: bool) -> int:
        """Height that the words need, with title and wide edges or without them."""
        layout = self.layout()
        if layout is None:
            return 0
        self.title.setVisible(roomy or self.text.isHidden())
        edge = 5 * GRID if roomy else 2 * GRID
        layout.setContentsMargins(6 * GRID, edge, 6 * GRID, edge)
        layout.setSpacing(3 * GRID if roomy else GRID)
        layout.activate()
        if layout.hasHeightForWidth():
            return layout.heightForWidth(wide)
        return self.sizeHint().height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self.palette().window().color()
        ground.setAlpha(235)
        painter.setPen(QPen(self.palette().dark().color(), 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)

    def _make_buttons(self, names: Sequence[str]) -> None:
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [QPushButton(name) for name in names]
        for index, button in enumerate(self.buttons):
            button.clicked.connect(lambda _=False, index=index: self._steps[index]())
            self._row.addWidget(button)
