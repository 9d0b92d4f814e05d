"""The page of the Live workspace: bars, picture, plot and figures, put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hairstudio.views.live.client import ClientWindow
from hairstudio.views.live.engine_bar import EngineBar
from hairstudio.views.live.readout import Readout
from hairstudio.views.live.source_bar import SourceBar
from hairstudio.views.live.timeline import Timeline
from hairstudio.views.live.tool_bar import ToolBar
from hairstudio.views.live.words import Words
from hairstudio.views.remark import RemarkBar
from hairstudio.views.state import ViewState
from hairstudio.views.widgets.live.plot import IntensityPlot
from hairstudio.views.widgets.live.stage import Stage
from hairstudio.views.widgets.tab_order import stops_in, tab_at
from hairstudio.views.widgets.theme import GRID
from hairstudio.views.widgets.viewer import PictureArea

__all__ = ["Workspace"]

_TELL_MS = 250


class Workspace(QWidget):
    """The widgets and how they stand; what they mean is the panel's business.

    Parameters
    ----------
    state : ViewState
        Wipe, mask and eyedropper are those of the whole studio.
    """

    def __init__(self, state: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._steps: dict[str, tuple[str, Callable[[], object]]] = {}
        self._words: Words | None = None
        self.sources = SourceBar()
        self.tools = ToolBar()
        self.remark = RemarkBar()
        self.stage = Stage()
        self.timeline = Timeline()
        self.timeline.hide()
        self.plot = IntensityPlot()
        self.readout = Readout()
        self.engine = EngineBar()
        self.client: ClientWindow | None = None
        below = QHBoxLayout()
        below.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        below.setSpacing(3 * GRID)
        below.addWidget(self.plot, 3)
        below.addWidget(self.readout, 2)
        foot = QWidget()
        foot.setLayout(below)
        foot.setFixedHeight(24 * GRID)
        # Over the picture, which would change its size as remarks come and go, and at its foot: the
        # names of looks that are compared stand at the head.
        area = PictureArea()
        picture = QGridLayout(area)
        picture.setContentsMargins(0, 0, 0, 0)
        picture.addWidget(self.stage, 0, 0)
        self._remarks = QVBoxLayout()
        self._remarks.addWidget(self.remark)
        picture.addLayout(self._remarks, 0, 0, Qt.AlignmentFlag.AlignBottom)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.sources)
        box.addWidget(self.tools)
        box.addWidget(area, 1)
        box.addWidget(self.timeline)
        box.addWidget(foot)
        box.addWidget(self.engine)
        self._tell = QTimer(self)
        self._tell.setInterval(_TELL_MS)
        self._tell.timeout.connect(self.readout.tell)
        self._connect()

    def lay_over(self, bar: QWidget) -> None:
        """Let another bar lie over the picture, above what the page itself remarks."""
        self._remarks.insertWidget(0, bar)
        tab_at(self.remark.close_button, stops_in(bar))

    def set_steps(self, steps: Mapping[str, tuple[str, Callable[[], object]]]) -> None:
        """Name the steps that the card may offer, and what each does."""
        self._steps = dict(steps)

    def say(self, words: Words | None) -> None:
        """Say why there is no picture, or take the words away."""
        if words == self._words and (words is None or self.stage.card.isVisible()):
            return
        self._words = words
        if words is None:
            self.stage.card.hide()
            return
        steps = [self._steps[key] for key in words.steps if key in self._steps]
        self.stage.card.say(words.title, words.text, steps)
        tab_at(self.stage.view, self.stage.card.buttons)

    def set_running(self, running: bool) -> None:
        """Say whether frames come in."""
        self.sources.set_running(running)
        if running and not self._tell.isActive():
            self._tell.start()
        elif not running:
            self._tell.stop()
            self.readout.show_nothing()

    def stages(self) -> list[Stage]:
        """The stage of the page, and the client's."""
        return [self.stage] if self.client is None else [self.stage, self.client.stage]

    def show_client(self, shown: bool) -> ClientWindow | None:
        """Open the client's window, or close it."""
        if not shown:
            if self.client is not None:
                self.client.close()
            return None
        if self.client is None:
            self.client = ClientWindow(self._state, self.window())
            self.client.closed.connect(self._on_client_closed)
            self.client.stage.set_wipe(self.stage.wipe())
            # Who wipes need not reach over to the other screen.
            self.client.stage.wipe_changed.connect(self.stage.set_wipe)
            self.stage.wipe_changed.connect(self.client.stage.set_wipe)
            self.sources.client.setChecked(True)
            self.client.open()
        return self.client

    def shut_down(self) -> None:
        """Close the client's window, and give back what the graphics card holds."""
        self._tell.stop()
        self.show_client(False)
        self.stage.shut_down()

    def _connect(self) -> None:
        state, stage, tools = self._state, self.stage, self.tools
        tools.mode_chosen.connect(state.set_mode)
        tools.mask_toggled.connect(state.show_mask)
        stage.mode_changed.connect(state.set_mode)
        stage.mask_shown_changed.connect(state.show_mask)
        stage.colour_picked.connect(state.picked)
        stage.pick_cancelled.connect(state.cancel_pick)
        state.mode_changed.connect(self._on_mode)
        state.mask_changed.connect(self._on_mask)
        state.tool_changed.connect(self._on_tool)
        state.before_held.connect(stage.set_hold_before)
        self._on_mode(state.mode)
        self._on_mask(state.mask_shown)

    def _on_mode(self, mode: str) -> None:
        self.stage.set_mode(mode)
        self.tools.show_mode(mode)

    def _on_mask(self, shown: bool) -> None:
        self.stage.show_mask(shown)
        self.tools.mask_button.setChecked(shown)

    def _on_tool(self, tool: str) -> None:
        # Masks of moving pictures are not painted on.
        self.stage.set_tool("eyedropper" if tool == "eyedropper" else "none")

    def _on_client_closed(self) -> None:
        self.client = None
        self.sources.client.setChecked(False)
