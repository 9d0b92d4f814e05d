"""The page of the Live workspace, built when it is first shown, of what was loaded before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from hairstudio.core.turns import await_loading, loading, map_library, short_turns
from hairstudio.services.control import TaskControl
from hairstudio.services.live.unfinished import bring_back
from hairstudio.services.session import Session
from hairstudio.views.state import ViewState
from hairstudio.views.widgets.qt_classes import make_classes
from hairstudio.views.widgets.tab_order import stops_in, tab_at
from hairstudio.views.widgets.theme import set_faint

if TYPE_CHECKING:
    from hairstudio.views.live.conductor import Conductor
    from hairstudio.views.widgets.viewer import CompareViewer

__all__ = ["LivePanel"]

_WARM_UP_MS = 3000
"""The first picture, the curves and the built-in heads come first."""


class LivePanel(QWidget):
    """Costs nothing at start: what plays films and finds cameras is loaded behind the window."""

    zoom_changed = Signal(float)

    document_dropped = Signal(object)
    """(list of Path): what was dropped on the picture; the first is a look or a LUT."""

    gallery_changed = Signal(object)
    """(Path) of a snapshot that was written for it."""

    remarked = Signal(str, str)
    """(level, text) of what is noticed while another page is in front."""

    begun = Signal()
    """A film is about to be made: what was said of the last one is over."""

    recording_changed = Signal(bool)
    """Whether a film is being made."""

    def __init__(self, session: Session, state: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._state = state
        self._conductor: Conductor | None = None
        self._bar: QWidget | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._wait = QLabel(self.tr("Loading…"), alignment=Qt.AlignmentFlag.AlignCenter)
        set_faint(self._wait)
        self._box.addWidget(self._wait, 1)
        self._loaded = False
        self._loading = session.make_task()
        self._loading.done.connect(self._on_loaded)
        self._loading.failed.connect(self._on_broken)
        self._pause = QTimer(self, singleShot=True)
        self._pause.setInterval(_WARM_UP_MS)
        self._pause.timeout.connect(self._load)
        self._pause.start()
        self._rescue = session.make_task()
        self._rescue.done.connect(self._on_rescued)
        self._rescue.failed.connect(self._on_broken)

    @property
    def is_built(self) -> bool:
        """Whether it was ever shown."""
        return self._conductor is not None

    @property
    def is_coming(self) -> bool:
        """Whether it is in front, and not there yet."""
        return self.isVisible() and not self.is_built

    def conductor(self) -> Conductor:
        """What drives the page; built at the first call."""
        if self._conductor is None:
            self._loading.cancel()
            await_loading()
            from hairstudio.views.live.conductor import Conductor

            self._conductor = Conductor(self._session, self._state, self)
            self._conductor.document_dropped.connect(self.document_dropped)
            self._conductor.gallery_changed.connect(self.gallery_changed)
            self._conductor.remarked.connect(self.remarked)
            self._conductor.begun.connect(self.begun)
            self._conductor.recording_changed.connect(self.recording_changed)
            self._conductor.workspace.stage.zoom_changed.connect(self.zoom_changed)
            self._wait.hide()
            self._box.addWidget(self._conductor.workspace)
            tab_at(self, stops_in(self._conductor.workspace))
            if self.window().focusWidget() is self:
                # Nothing else was there to have it, and the page knows no keys.
                self._conductor.workspace.stage.view.setFocus()
            if self._bar is not None and self._bar.parentWidget() is self:
                self._conductor.workspace.lay_over(self._bar)
            if self.isVisible():
                self._conductor.set_shown(True)
        return self._conductor

    @property
    def frames(self) -> int:
        """Frames that were shown of the present source."""
        return 0 if self._conductor is None else self._conductor.frames

    @property
    def film(self) -> tuple[Path | None, float, tuple[float, float] | None]:
        """The film in front, if there is one, how much of the look is mixed in, and from where to
        where it plays in a loop, in seconds, if not all of it does.

        All of the look where this page is not seen, and with it the slider.
        """
        if self._conductor is None or not self.isVisible():
            return None, 1.0, None
        conductor = self._conductor
        return conductor.film, conductor.live.strength, conductor.marks

    def lay_over(self, bar: QWidget) -> None:
        """Let a bar lie over the picture; until there is one, at the head of the page."""
        self._bar = bar
        if self._conductor is None:
            self._box.insertWidget(0, bar)
        else:
            self._conductor.workspace.lay_over(bar)

    def open_file(self, path: Path) -> None:
        """Show a movie or a picture."""
        self.conductor().open_file(path)

    def compare(self, looks: list[str]) -> None:
        """Show other looks, given by their files or folders, on the same frame."""
        self.conductor().compare(looks)

    def viewer(self) -> CompareViewer:
        """The live picture; of several looks side by side, that of the open one."""
        return self.conductor().workspace.stage.view

    def toggle_client(self) -> None:
        """Open or close the client's window."""
        self.conductor().toggle_client()

    def toggle_recording(self) -> None:
        """Start recording, or end it."""
        self.conductor().toggle_recording()

    def take_own_network(self) -> None:
        """The artist has chosen another network of their own."""
        if self._conductor is not None:
            self._conductor.take_own_network()

    def shut_down(self) -> None:
        """End all that runs."""
        if self._conductor is not None:
            self._conductor.shut_down()

    def _load(self) -> None:
        if not self._loaded:
            make_classes()
            self._loading.start(_load_modules)

    def _on_loaded(self) -> None:
        self._loaded = True
        if self.is_coming:
            self._build()

    def _on_broken(self, error: Exception) -> None:
        raise error

    def bring_back(self) -> None:
        """Look for recordings that a crash cut short, once the first look is there."""
        self._session.opened.connect(self._bring_back)

    def _bring_back(self) -> None:
        self._session.opened.disconnect(self._bring_back)
        notes = self._session.places.recordings
        self._rescue.start(lambda _control: bring_back(notes))

    def _on_rescued(self, films: list[Path]) -> None:
        if films:
            text = self.tr("Hair Studio did not close properly. Its recording was kept: {0}")
            self.remarked.emit("note", text.format(", ".join(map(str, films))))

    def _build(self) -> None:
        # One turn for the services, whose cameras take as long to find as the widgets to make.
        _ = self._session.live
        QTimer.singleShot(0, self, self.conductor)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._conductor is not None:
            self._conductor.set_shown(True)
        elif self._loaded:
            QTimer.singleShot(0, self, self._build)
        else:
            self._load()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._conductor is not None:
            self._conductor.set_shown(False)


def _load_modules(control: TaskControl) -> None:
    """Import what the workspace is built of; a thread may do that."""
    with loading:
        if control.cancelled:
            return
        map_library("PySide6", "QtMultimedia")
        map_library("av", "_core")
        with short_turns():
            import hairstudio.services.live.live
            import hairstudio.views.live.conductor  # noqa: F401
