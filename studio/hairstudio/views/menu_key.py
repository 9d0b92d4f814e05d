"""Shift+F10, the menu key of keyboards that have none."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QWidget

__all__ = ["MenuKey"]


class MenuKey(QObject):
    """Opens the menu of what has the focus, in each window of the program.

    A shortcut of one window, even one for the whole application, does not reach modal dialogs.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        QGuiApplication.instance().focusWindowChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def _on_focus(self, _window: QWindow | None) -> None:
        window = QApplication.activeWindow()
        if window is None:
            return
        parent = window.parentWidget()
        if parent is not None and window.windowType() == Qt.WindowType.Tool:
            # The shortcuts of its parent reach a panel that floats, too: two would be ambiguous.
            window = parent.window()
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        if window.findChild(_Shortcut, options=direct) is None:
            _Shortcut(window)


class _Shortcut(QShortcut):
    def __init__(self, window: QWidget) -> None:
        super().__init__(QKeySequence("Shift+F10"), window)
        self.activated.connect(_press_menu_key)


def _press_menu_key() -> None:
    """Do what the menu key does: on Windows, Qt does so itself."""
    focus = QGuiApplication.focusWindow()
    if focus is not None:
        keyboard = QContextMenuEvent.Reason.Keyboard
        QCoreApplication.sendEvent(focus, QContextMenuEvent(keyboard, QPoint(), QPoint()))
