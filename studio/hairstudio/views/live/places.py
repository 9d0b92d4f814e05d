"""Ties the timeline of the Live workspace to the film that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from hairstudio.views.live.timeline import Timeline

if TYPE_CHECKING:
    from hairstudio.services.live.live import Live
    from hairstudio.services.live.sources import Source

__all__ = ["FilmPlaces"]


class FilmPlaces(QObject):
    """Shows where the film is, and goes where the timeline asks.

    Parameters
    ----------
    live : Live
    timeline : Timeline
    """

    def __init__(self, live: Live, timeline: Timeline) -> None:
        super().__init__(timeline)
        self._live, self._timeline = live, timeline
        timeline.sought.connect(self._seek)
        timeline.held.connect(self._hold)

    def show(self) -> None:
        """Show where the film is, and nothing of sources without places."""
        source = self._film()
        self._timeline.setVisible(source is not None)
        if source is not None:
            self._timeline.show_marks(source.marks)
            self._timeline.show_place(source.position, source.length, playing=not source.paused)

    def mark(self, which: str) -> None:
        """Set the film's ``in`` or ``out`` point, or take both away: ``none``."""
        source = self._film()
        if source is not None:
            source.mark(which)
            self.show()

    def _film(self) -> Source | None:
        source = self._live.source
        there = source is not None and source.can_step and self._live.state.kind == "running"
        return source if there else None

    def _seek(self, seconds: float) -> None:
        if self._live.source is not None:
            self._live.source.seek(seconds)

    def _hold(self, held: bool) -> None:
        if self._live.source is not None:
            self._live.source.hold(held)
