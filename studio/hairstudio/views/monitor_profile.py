"""The ICC profile that colours are shown by, as the artist chooses it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog

from hairsdk.errors import HairSdkError
from hairstudio.services.explain import explained
from hairstudio.views.save_dialog import kept_folder
from hairstudio.views.widgets.monitor import NONE, SYSTEM, monitors

if TYPE_CHECKING:
    from hairstudio.views.main_window import MainWindow

__all__ = ["FILE", "MonitorProfile"]

FILE = "file"

_FOLDER = "profile_folder"


class MonitorProfile(QObject):
    """Keeps the choice, and says what came of it."""

    changed = Signal()
    """Another choice was made, or one was not made after all."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._settings = window.session.settings

    @property
    def choice(self) -> str:
        """The monitor's ``system`` profile, ``none``, or that of a ``file``."""
        kept = self._settings.monitor_profile
        return kept if kept in (SYSTEM, NONE) else FILE

    @property
    def path(self) -> Path | None:
        """The file, where one is chosen."""
        return Path(self._settings.monitor_profile) if self.choice == FILE else None

    def start(self) -> None:
        """Show colours as was chosen in an earlier session.

        A file that cannot be read now, on a disk that is not there, is tried again at the next
        start.
        """
        try:
            monitors.use(self._settings.monitor_profile)
        except HairSdkError as error:
            monitors.use(SYSTEM)
            self._window.remark.say("error", explained(error))

    def choose(self, choice: str) -> None:
        """Show colours by the ``system`` profile, by ``none``, or by that of a ``file``."""
        if choice == FILE:
            self._ask()
        else:
            self._use(choice)
            self._window.remark.say("done", self._what_is_seen())

    def choose_file(self, path: Path) -> None:
        """Show colours by the profile in a file."""
        try:
            self._use(str(path.absolute()))
        except HairSdkError as error:
            self._window.remark.say("error", explained(error))
            self.changed.emit()
        else:
            self._window.remark.say("done", self._what_is_seen())

    def _ask(self) -> None:
        downloads = QStandardPaths.StandardLocation.DownloadLocation
        path, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Profile of the monitor"),
            str(kept_folder(self._settings, _FOLDER, downloads)),
            self.tr("ICC profiles (*.icc *.icm);;All files (*)"),
        )
        if path:
            self._settings.set_text(_FOLDER, str(Path(path).parent))
            self.choose_file(Path(path))
        else:
            self.changed.emit()

    def _use(self, choice: str) -> None:
        monitors.use(choice)
        self._settings.monitor_profile = choice
        self.changed.emit()

    def _what_is_seen(self) -> str:
        name = monitors.of(self._window).name
        if name:
            return self.tr("Colours are shown by the profile {0}.").format(name)
        if self.choice == NONE:
            return self.tr("Colours are shown as if the monitor were an sRGB one.")
        return self.tr(
            "The system names no profile of this monitor: colours are shown as if it were an "
            "sRGB one."
        )
