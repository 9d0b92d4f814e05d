"""Views that zoom and pan together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from hairstudio.views.widgets.viewer.geometry import Viewport

if TYPE_CHECKING:
    from hairstudio.views.widgets.viewer.compare import CompareViewer

__all__ = ["ViewLink"]


class ViewLink(QObject):
    """Gives every viewer the view of the one that was moved last."""

    def __init__(self, *viewers: CompareViewer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._viewers: list[CompareViewer] = []
        for viewer in viewers:
            self.add(viewer)

    def add(self, viewer: CompareViewer) -> None:
        """Link one more viewer."""
        self._viewers.append(viewer)
        viewer.view_changed.connect(self._on_changed)

    def _on_changed(self, viewport: Viewport) -> None:
        for viewer in self._viewers:
            viewer.set_view(viewport)
