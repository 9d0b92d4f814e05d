"""Where the picture comes from, and where it goes: source, format, snapshot, recording."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from hairstudio.views.widgets.buttons import Choice, button, menu_button
from hairstudio.views.widgets.icons import IconButton
from hairstudio.views.widgets.theme import GRID, tabular
from hairstudio.views.widgets.words import menu_text, tip_text

if TYPE_CHECKING:
    from hairstudio.services.live.cameras import CameraInfo

__all__ = ["SourceBar", "clock_text"]


def clock_text(seconds: float) -> str:
    """Minutes and seconds, with hours where there are any."""
    whole = int(max(seconds, 0.0))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes:02}:{left:02}"


class _SourceButton(QToolButton):
    """Takes the width there is; a long file name is shortened in its middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.full = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_full(self, text: str) -> None:
        self.full = text
        self._shorten()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        wanted = self.fontMetrics().horizontalAdvance(self.full) + 10 * GRID
        return QSize(max(min(wanted, 80 * GRID), 30 * GRID), hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(20 * GRID, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        room = max(self.width() - 4 * GRID, 8)
        middle = Qt.TextElideMode.ElideMiddle
        self.setText(menu_text(self.fontMetrics().elidedText(self.full, middle, room)))


class SourceBar(QWidget):
    """The upper bar of the workspace. It only shows and asks."""

    camera_chosen = Signal(str)
    """The camera's key."""

    movie_requested = Signal()
    image_requested = Signal()
    stop_requested = Signal()
    format_chosen = Signal(int)
    """Index among the formats."""

    snapshot_requested = Signal(str)
    """``light``, ``dark`` or ``gallery``."""

    record_toggled = Signal(bool)
    client_toggled = Signal(bool)
    pause_requested = Signal()
    step_requested = Signal(int)
    """Frames to go on, or back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cameras: tuple[CameraInfo, ...] = ()
        self._current = ""
        self.source_menu = QMenu(self)
        self.source_menu.aboutToShow.connect(self.fill_menu)
        self.source = _SourceButton()
        self.source.setMenu(self.source_menu)
        self.source.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.source.setMinimumHeight(6 * GRID)
        self.source.setMaximumWidth(90 * GRID)
        self.source.setAccessibleName(self.tr("Source: camera, movie or picture"))
        self.format = Choice(self.tr("Format of the camera"))
        self.format.elide = Qt.TextElideMode.ElideRight  # the size comes first
        self.format.setSizeAdjustPolicy(
            Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.format.setMinimumContentsLength(11)
        self.back = IconButton("step-back", self.tr("One frame back (,)"))
        self.pause = IconButton("pause", "")
        self.on = IconButton("step-on", self.tr("One frame on (.)"))
        self.back.clicked.connect(lambda: self.step_requested.emit(-1))
        self.pause.clicked.connect(self.pause_requested)
        self.on.clicked.connect(lambda: self.step_requested.emit(1))
        menu = QMenu(self)
        self.snapshots: dict[str, QAction] = {}
        for target, text in (
            ("light", self.tr("As the Light reference")),
            ("dark", self.tr("As the Dark reference")),
            ("gallery", self.tr("Into the gallery")),
        ):
            self.snapshots[target] = menu.addAction(text)
            self.snapshots[target].triggered.connect(
                lambda _=False, target=target: self.snapshot_requested.emit(target)
            )
        self.snapshot = menu_button(
            self.tr("Snapshot"), self.tr("Keep this frame, without the look"), menu
        )
        self.record = button(
            self.tr("Record"), self.tr("Record the picture in the open look to a file (Ctrl+R)")
        )
        self.record.setFont(tabular(self.record.font()))
        self.record.clicked.connect(self._on_record)
        self.client = button(
            self.tr("Client"),
            self.tr(
                "The picture alone, on another screen if there is one (F12); F11 there: full screen"
            ),
        )
        self.client.clicked.connect(self.client_toggled)
        for narrow in (self.record, self.client):
            # The source beside them keeps more of its name on a small screen.
            narrow.setProperty("tight", True)
        self.format.activated.connect(self.format_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(GRID)
        row.addWidget(self.source, 1)
        row.addWidget(self.format)
        for still in (self.back, self.pause, self.on):
            row.addWidget(still)
        row.addStretch()
        for widget in (self.snapshot, self.record, self.client):
            row.addWidget(widget)
        self.show_source("", "")
        self.show_formats([], -1)
        self.show_still(pauses=False, steps=False, paused=False)
        self.show_recording(None)
        self.set_running(False)

    def show_cameras(self, cameras: Sequence[CameraInfo]) -> None:
        """Offer these cameras."""
        self._cameras = tuple(cameras)

    def show_source(self, key: str, name: str) -> None:
        """Say where the picture comes from; the key is a camera's, or empty."""
        self._current = key
        text = name or self.tr("Choose a source")
        self.source.set_full(f"{text}  ▾")
        self.source.setToolTip(tip_text(text))
        self.source.setAccessibleDescription(text)
        self._name_record()

    def show_formats(self, texts: Sequence[str], current: int) -> None:
        """Offer formats; sources that have only one offer none."""
        self.format.blockSignals(True)
        self.format.clear()
        self.format.addItems(list(texts))
        self.format.setCurrentIndex(current)
        self.format.blockSignals(False)
        self.format.setVisible(len(texts) > 0)
        self.format.view().setMinimumWidth(52 * GRID)
        self._name_record()

    def show_still(self, *, pauses: bool, steps: bool, paused: bool) -> None:
        """Offer to stop at a frame, and to go to those beside it, of sources that can."""
        self.pause.setVisible(pauses)
        for step in (self.back, self.on):
            step.setVisible(steps)
        tip = self.tr("Go on (Space)") if paused else self.tr("Stop at this frame (Space)")
        self.pause.show_as("play" if paused else "pause", tip)
        self._name_record()

    def set_running(self, running: bool) -> None:
        """Say whether there are frames to keep."""
        self.snapshot.setEnabled(running)
        self.record.setEnabled(running or self.record.isChecked())

    def show_recording(self, seconds: float | None) -> None:
        """Show how long has been recorded, or nothing."""
        on = seconds is not None
        self.record.setChecked(on)
        if on:
            self.record.setText(self.tr("● {0}").format(clock_text(seconds or 0.0)))
        else:
            self._name_record()
        self.record.setToolTip(
            self.tr("Stop recording (Ctrl+R)")
            if on
            else self.tr("Record the picture in the open look to a file (Ctrl+R)")
        )

    def fill_menu(self) -> None:
        """List the sources there are now."""
        menu = self.source_menu
        menu.clear()
        group = QActionGroup(menu)
        for camera in self._cameras:
            action = menu.addAction(menu_text(camera.name))
            action.setCheckable(True)
            action.setChecked(camera.key == self._current)
            group.addAction(action)
            action.triggered.connect(lambda _=False, key=camera.key: self.camera_chosen.emit(key))
        if not self._cameras:
            menu.addAction(self.tr("No camera is connected")).setEnabled(False)
        menu.addSeparator()
        menu.addAction(self.tr("Open movie…")).triggered.connect(self.movie_requested)
        menu.addAction(self.tr("Open image…")).triggered.connect(self.image_requested)
        menu.addSeparator()
        menu.addAction(self.tr("No source")).triggered.connect(self.stop_requested)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_record()

    def _name_record(self) -> None:
        """Where the name of the source has no room, the sign for recording does without words."""
        if self.record.isChecked():
            return
        words, advance = self.tr("Record"), self.record.fontMetrics().horizontalAdvance
        name = self.source.sizeHint().width() - self.source.minimumSizeHint().width()
        more = name + advance(words) - advance(self.record.text())
        self.record.setText(words if self.minimumSizeHint().width() + more <= self.width() else "●")

    def _on_record(self, on: bool) -> None:
        # The button follows the recording itself, which may not start, or end on its own.
        self.record.setChecked(not on)
        self.record_toggled.emit(on)
