"""The picture alone, for showing a client: on another screen if there is one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QScreen,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from hairstudio.views.state import ViewState
from hairstudio.views.widgets.live.stage import Stage

__all__ = ["ClientWindow", "other_screen"]

_LINES = 30
"""Lines of captions that the window would have room for: they are read from across the room."""


def other_screen(here: QScreen | None) -> QScreen | None:
    """A screen that the artist's window is not on, if there is one."""
    return next((screen for screen in QGuiApplication.screens() if screen is not here), None)


class ClientWindow(QWidget):
    """A stage and nothing else. Escape closes it; the keys of the viewer work in it, too.

    Parameters
    ----------
    state : ViewState
        Wipe, mask and the held "before" follow the studio's own.
    owner : QWidget
        The window that it belongs to.
    """

    closed = Signal()

    def __init__(self, state: ViewState, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Hair Studio – Client"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.stage = Stage(takes_files=False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stage)
        for keys in ("Esc", "F12"):
            QShortcut(QKeySequence(keys), self, activated=self.close)
        self.stage.set_mode(state.mode)
        self.stage.show_mask(state.mask_shown)
        self.stage.mode_changed.connect(state.set_mode)
        self.stage.mask_shown_changed.connect(state.show_mask)
        state.mode_changed.connect(self.stage.set_mode)
        state.mask_changed.connect(self.stage.show_mask)
        state.before_held.connect(self.stage.set_hold_before)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.screenRemoved.connect(self._on_screen_removed)

    def open(self) -> None:
        """Fill another screen; with only one, be a window beside the studio."""
        owner = self.parentWidget()
        screen = other_screen(owner.screen() if owner is not None else None)
        if screen is not None:
            self.setScreen(screen)
            self.setGeometry(screen.geometry())
            self.showFullScreen()
        else:
            self._show_beside()
        self.stage.view.setFocus()

    def _show_beside(self) -> None:
        self.showNormal()
        self.resize(960, 540)

    def _on_screen_removed(self) -> None:
        # Qt tells so before it has moved the windows.
        QTimer.singleShot(0, self, self._uncover)

    def _uncover(self) -> None:
        """Let the studio be seen, where the system has put this window over it."""
        owner = self.parentWidget()
        if self.isFullScreen() and owner is not None and self.screen() is owner.screen():
            self._show_beside()
            self.move(owner.screen().availableGeometry().topLeft())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.stage.set_letters(max(self.font().pixelSize(), self.height() // _LINES))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            # No pointer over a picture that is shown to somebody.
            full = self.isFullScreen()
            self.setCursor(Qt.CursorShape.BlankCursor if full else Qt.CursorShape.ArrowCursor)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.stage.shut_down()
        super().closeEvent(event)
        self.closed.emit()
