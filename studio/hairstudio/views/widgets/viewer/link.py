"""Views that zoom and pan together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from hairstudio.views.widgets.viewer.geometry import ViewState

if TYPE_CHECKING:
    from hairstudio.views.widgets.viewer.compare import CompareViewer

__all__ = ["ViewLink"]


class ViewLink(QObject):
    """Gives every viewer the view of the one that was moved last."""

    view_changed = Signal(object)
    """The common :class:`ViewState`."""

    def __init__(self, *viewers: CompareViewer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._viewers: list[CompareViewer] = []
        self.enabled = True
        for viewer in viewers:
            self.add(viewer)

    def add(self, viewer: CompareViewer) -> None:
        """Link one more viewer."""
        self._viewers.append(viewer)
        viewer.view_changed.connect(self._on_changed)

    def _on_changed(self, state: ViewState) -> None:
        if not self.enabled:
            return
        for viewer in self._viewers:
            viewer.set_view(state)
        self.view_changed.emit(state)
