"""A line at the top of the window: what failed or was noticed, and the next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from hairstudio.views.widgets.announce import announce
from hairstudio.views.widgets.icons import IconButton
from hairstudio.views.widgets.theme import GRID

__all__ = ["RemarkBar"]


class RemarkBar(QWidget):
    """Shows one remark until it is closed or the next takes its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # File names are no markup, and a long one must not make the window wider.
        self.text = QLabel(wordWrap=True, minimumWidth=GRID, textFormat=Qt.TextFormat.PlainText)
        self.close_button = IconButton("close", self.tr("Close the message"))
        self.close_button.clicked.connect(self.clear)
        self.offer_button = QPushButton(visible=False)
        self.offer_button.clicked.connect(self._on_offer)
        self._accept: Callable[[], object] | None = None
        self._error = ""
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Button)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, GRID, GRID, GRID)
        row.addWidget(self.text, 1)
        row.addWidget(self.offer_button)
        row.addWidget(self.close_button)
        self.hide()

    def say(self, level: str, text: str) -> None:
        """Show a remark; an error stays when a mere note follows it, with the newest note."""
        if level == "error":
            self._error = text
        elif self._error:
            text = f"{self._error}\n{text}"
        self._withdraw()
        self.text.setText(text)
        self.show()
        announce(self, text)

    def offer(self, text: str, button: str, accept: Callable[[], object]) -> None:
        """Show a note with something that can be done about it."""
        self.clear()
        self.say("note", text)
        self._accept = accept
        self.offer_button.setText(button)
        self.offer_button.show()

    def settle(self, error: str) -> None:
        """Take an error away that is over; a note that came later stays."""
        if error == self._error:
            note = self.text.text()[len(error) :].lstrip()
            self.clear()
            if note:
                self.say("note", note)

    def clear(self) -> None:
        """Take the line away."""
        self._error = ""
        self._withdraw()
        self.text.setText("")
        self.hide()

    def _withdraw(self) -> None:
        self._accept = None
        self.offer_button.hide()

    def _on_offer(self) -> None:
        accept = self._accept
        self.clear()
        if accept is not None:
            accept()
