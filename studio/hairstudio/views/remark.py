"""A line over the pictures: what failed or was noticed, and the next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QWidget

from hairstudio.views.widgets.announce import announce
from hairstudio.views.widgets.icons import IconButton
from hairstudio.views.widgets.theme import GRID

__all__ = ["RemarkBar"]

_PASSING_MS = 10_000


class RemarkBar(QWidget):
    """Shows the newest error, troubles that last, and the newest note, until it is closed.

    Each page lays it where nothing moves as it comes and goes. Escape closes it, too. That all
    went well is also gone by itself after a while, once it could be read.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # File names are no markup, and a long one must not make the window wider.
        self.text = QLabel(wordWrap=True, minimumWidth=GRID, textFormat=Qt.TextFormat.PlainText)
        self.close_button = IconButton("close", self.tr("Close the message"))
        self.close_button.clicked.connect(self.clear)
        self.offer_button = QPushButton(visible=False)
        self.offer_button.clicked.connect(self._on_offer)
        self._accept: Callable[[], object] | None = None
        self._error = self._note = ""
        self._troubles: list[str] = []
        self._passing = QTimer(self)
        self._passing.setInterval(_PASSING_MS)
        self._passing.timeout.connect(self._pass)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Button)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, GRID, GRID, GRID)
        row.addWidget(self.text, 1)
        row.addWidget(self.offer_button)
        row.addWidget(self.close_button)
        self.hide()

    def say(self, level: str, text: str) -> None:
        """Show a remark beside what still holds.

        Parameters
        ----------
        level : str
            "error" takes the place of the last error and note, "note" that of the last note, and
            so does "done", which goes by itself. A "trouble" takes no place: it lasts until it is
            settled, and would hide what failed.
        text : str
        """
        if level == "trouble":
            self._troubles.append(text)
        else:
            self._error = text if level == "error" else self._error
            self._note = "" if level == "error" else text
            self._withdraw()
        if level == "done":
            self._passing.start()
        self._show()
        announce(self, self.text.text())

    def offer(
        self, text: str, button: str, accept: Callable[[], object], level: str = "note"
    ) -> None:
        """Show a note with something that can be done about it, in place of the last error."""
        self._error = ""
        self.say(level, text)
        self._accept = accept
        self.offer_button.setText(button)
        self.offer_button.show()

    def offer_back(self, text: str, back: Callable[[], object]) -> None:
        """Say that something is gone, and offer to put it back."""
        self.offer(text, self.tr("Put back"), back)

    def offer_file(self, level: str, text: str, open_it: Callable[[], object]) -> None:
        """Say that a file was written, and offer to open it."""
        self.offer(text, self.tr("Open"), open_it, level)

    def settle(self, trouble: str) -> None:
        """Take a trouble away that is over."""
        if trouble in self._troubles:
            self._troubles.remove(trouble)
            self._show()

    def clear(self) -> None:
        """Take the line away."""
        self._troubles.clear()
        self.forget()

    def forget(self) -> None:
        """Take away what failed or was noticed last; troubles last."""
        self._error = self._note = ""
        self._withdraw()
        self._show()

    def _show(self) -> None:
        text = "\n".join(filter(None, (self._error, *self._troubles, self._note)))
        self.text.setText(text)
        # Who comes to them by Tab is told once more what they speak of.
        for button in (self.offer_button, self.close_button):
            button.setAccessibleDescription(text)
        self.setVisible(bool(text))

    def _pass(self) -> None:
        focus = QApplication.focusWidget()
        used = self.underMouse() or (focus is not None and self.isAncestorOf(focus))
        # Who waits for a picture in another program has not read it yet.
        if self.isActiveWindow() and not used:
            self._note = ""
            self._withdraw()
            self._show()

    def _withdraw(self) -> None:
        self._passing.stop()
        self._accept = None
        self.offer_button.hide()

    def minimumSizeHint(self) -> QSize:
        # Lines that wrap: what stands below must not be pushed together by them.
        hint = super().minimumSizeHint()
        return QSize(hint.width(), max(hint.height(), self.heightForWidth(self.width())))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self._passing.isActive():
            self._passing.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)

    def _on_offer(self) -> None:
        accept, self._note = self._accept, ""
        self._withdraw()
        self._show()
        if accept is not None:
            accept()
