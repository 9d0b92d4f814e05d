"""A line at the top of the window: what failed or was noticed, and the next step."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from hairstudio.views.widgets.icons import IconButton
from hairstudio.views.widgets.theme import GRID

__all__ = ["RemarkBar"]


class RemarkBar(QWidget):
    """Shows one remark until it is closed or the next takes its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLabel(wordWrap=True)
        self.text.setAccessibleName(self.tr("Message"))
        self.close_button = IconButton("close", self.tr("Close the message"))
        self.close_button.clicked.connect(self.clear)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Button)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, GRID, GRID, GRID)
        row.addWidget(self.text, 1)
        row.addWidget(self.close_button)
        self.hide()

    def say(self, level: str, text: str) -> None:
        """Show a remark; an error stays when a mere note follows it."""
        if level == "note" and self.isVisible() and self.property("level") == "error":
            text = f"{self.text.text()}\n{text}"
            level = "error"
        self.setProperty("level", level)
        self.text.setText(text)
        self.show()

    def clear(self) -> None:
        """Take the line away."""
        self.text.setText("")
        self.hide()
