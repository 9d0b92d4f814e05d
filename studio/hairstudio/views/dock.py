"""A panel beside the pictures."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar, QWidget

from hairstudio.views.widgets.theme import GRID

__all__ = ["Dock", "is_seen"]

_STEP = 4 * GRID
_RESIZING = {
    "Alt+Shift+Left": QSize(-_STEP, 0),
    "Alt+Shift+Right": QSize(_STEP, 0),
    "Alt+Shift+Up": QSize(0, -_STEP),
    "Alt+Shift+Down": QSize(0, _STEP),
}
"""The line between two panels takes the mouse, but no keys."""

_SIDES = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea


class Dock(QDockWidget):
    """Holds a panel; what is dropped on it, the main window takes, also while it floats.

    While the focus is in it, Alt+Shift and the arrow keys make it wider and higher, narrower and
    lower.

    Parameters
    ----------
    title : str
    panel : QWidget
    window : QMainWindow
    """

    def __init__(self, title: str, panel: QWidget, window: QMainWindow) -> None:
        super().__init__(title, window)
        self._window = window
        self._waits = False
        self.setWidget(panel)
        # Floating it is a window of its own, and Qt asks no other window.
        self.setAcceptDrops(True)
        self.visibilityChanged.connect(self._rest_behind_tab)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, step in _RESIZING.items():
            shortcut = QShortcut(QKeySequence(key), self, context=inside)
            shortcut.activated.connect(lambda step=step: self._grow(step))

    def come_along(self) -> None:
        """Be shown now that the window is there, if that was asked for before."""
        if self._waits:
            self.show()

    def setVisible(self, visible: bool) -> None:
        # Window managers keep it before a window that is there: as a layout is restored, there is
        # none yet, and under Openbox it would lie behind the window from then on.
        self._waits = visible and self.isFloating() and not self._window.isVisible()
        super().setVisible(visible and not self._waits)

    def _grow(self, step: QSize) -> None:
        if self.isFloating():
            self.resize(self.size() + step)
            return
        way = Qt.Orientation.Vertical if step.height() else Qt.Orientation.Horizontal
        more, beside = step.width() + step.height(), self._beside(way)
        docks, sizes = [self], [self._room(way) + more]
        if beside is not None:
            # Otherwise Qt shares out what is too much among both.
            docks, sizes = [self, beside], [*sizes, beside._room(way) - more]
        self._window.resizeDocks(docks, sizes, way)

    def _beside(self, way: Qt.Orientation) -> Dock | None:
        """The nearest panel that it shares the length of its area with; across, the area grows."""
        mine, area = self.geometry(), self._window.dockWidgetArea(self)
        if (way == Qt.Orientation.Vertical) != (area in _SIDES):
            return None

        def gap(other: Dock) -> int:
            theirs = other.geometry()
            if way == Qt.Orientation.Vertical:
                return max(theirs.top() - mine.bottom(), mine.top() - theirs.bottom())
            return max(theirs.left() - mine.right(), mine.left() - theirs.right())

        others = [
            each
            for each in self._window.findChildren(Dock)
            if not each.isFloating()
            and is_seen(each.widget())
            and self._window.dockWidgetArea(each) == area
            and gap(each) > 0
        ]
        return min(others, key=gap, default=None)

    def _room(self, way: Qt.Orientation) -> int:
        """How much of the window it takes, with the tabs of the panels behind it."""
        if way == Qt.Orientation.Horizontal:
            return self.width()
        mine, direct = self.geometry(), Qt.FindChildOption.FindDirectChildrenOnly
        bars = self._window.findChildren(QTabBar, options=direct)
        reach = mine.adjusted(0, 0, 0, 1)
        below = (bar for bar in bars if bar.isVisible() and bar.geometry().intersects(reach))
        return self.height() + sum(bar.height() for bar in below)

    def _rest_behind_tab(self, shown: bool) -> None:
        # Qt puts it beside the window, where it is still visible to it and takes the focus.
        beside = not self.isFloating() and self.geometry().right() < 0
        self.widget().setEnabled(shown or not beside)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._window.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._window.dropEvent(event)


def is_seen(panel: QWidget) -> bool:
    """Whether a dock's panel is shown: behind the tab of another it is disabled, but not hidden."""
    return panel.isVisible() and panel.isEnabled()
