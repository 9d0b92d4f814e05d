"""Who mixes the colours of the live picture: the graphics card, or the CPU."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from hairstudio.views.live.workspace import Workspace
from hairstudio.views.widgets.live.gl_probe import is_software, probe_renderer

if TYPE_CHECKING:
    from hairstudio.services.live.live import Live

__all__ = ["RendererChoice"]


class RendererChoice(QObject):
    """Lets the graphics card draw where there is a real one, and the artist does not object.

    Parameters
    ----------
    live : Live
    workspace : Workspace
    """

    def __init__(self, live: Live, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._live, self._workspace = live, workspace
        self._alone = True
        self._name: str | None = None

    def apply(self) -> None:
        """Tell all stages, one that was just opened, too."""
        if self._name is None:
            self._name = self._wanted()
        name = self._name if self._alone else "cpu"
        for stage in self._workspace.stages():
            stage.set_renderer(name)
        self._live.set_blending("view" if name == "gpu" else "cpu")
        self._workspace.engine.show_painter(name)

    def set_alone(self, alone: bool) -> None:
        """Whether no look is compared: the results of others come as pictures from the CPU."""
        self._alone = alone
        self.apply()

    def wish(self, name: str) -> None:
        """Take what the artist wishes: ``auto``, ``cpu`` or ``gpu``."""
        self._live.picture = name
        self._name = None
        self.apply()

    def give_up(self, reason: str) -> None:
        """Go on with the CPU: the graphics card failed."""
        self._name = "cpu"
        text = self.tr("The graphics card cannot draw the picture ({0}); the CPU does.")
        self._workspace.remark.say("note", text.format(reason))
        self.apply()

    def _wanted(self) -> str:
        wish = self._live.picture
        if wish == "cpu":
            return "cpu"
        found = probe_renderer()
        if wish == "gpu":
            if not found:
                self._workspace.remark.say(
                    "note", self.tr("There is no OpenGL 3.3 here: the CPU mixes the colours.")
                )
            return "gpu" if found else "cpu"
        return "gpu" if found and not is_software(found) else "cpu"
