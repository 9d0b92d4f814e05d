"""What comes into a window from outside: dropped looks, LUTs and swatches, camera snapshots."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from hairstudio.core.palettes import PALETTE_SUFFIXES
from hairstudio.core.paths import is_file
from hairstudio.core.turns import await_loading
from hairstudio.document.hairlook import SUFFIX
from hairstudio.document.look import SideName
from hairstudio.services.lut_import import LUT_SUFFIXES
from hairstudio.services.session import Session
from hairstudio.services.translate import translate
from hairstudio.views.files import FileCommands
from hairstudio.views.roundtrip import RoundTrip

__all__ = ["Arrivals", "address_text", "is_document", "local_files"]


def is_document(path: Path) -> bool:
    """Whether it is dropped to be opened as a look, to become an effect, or for its swatches."""
    known = path.suffix.lower() in (SUFFIX, ".zip", *LUT_SUFFIXES, *PALETTE_SUFFIXES)
    return known or is_file(path / "preset.json")


def local_files(data: QMimeData) -> list[Path]:
    """Paths of the files and folders of this machine that are dropped."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def address_text() -> str:
    """What is said where a browser drops the address of a picture, and not the picture."""
    return translate(
        "Arrivals",
        "Only the address of the picture came, not the picture itself: save it in the browser, and "
        "drop the file",
    )


class Arrivals(QObject):
    """Sends what arrives to where it belongs."""

    def __init__(
        self, session: Session, files: FileCommands, roundtrip: RoundTrip, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._files = files
        self._roundtrip = roundtrip
        self._window = window

    def drop(self, paths: Sequence[Path]) -> None:
        """Open a look, add a LUT to the active stack, or take swatches into the colour picker.

        Of several files the first is taken, swatches all.
        """
        path = paths[0]
        if path.suffix.lower() in PALETTE_SUFFIXES:
            self._session.palettes.load(*paths)
        elif path.suffix.lower() in LUT_SUFFIXES:
            self._roundtrip.import_file(path)
            self._tell_of_others(paths)
        else:
            # After the drop is over: a question would block the other program.
            QTimer.singleShot(0, self, lambda: self._open(paths))

    def snapshot(self, side: SideName) -> None:
        """Take a reference from a camera."""
        # QtMultimedia takes a while to load, and few sittings need it.
        await_loading()
        from hairstudio.views.dialogs.camera import CameraDialog

        self._session.release_camera()
        dialog = CameraDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.taken.connect(
            lambda pixels: self._session.references.take(side, pixels, self.tr("Snapshot"))
        )
        dialog.open()

    def _open(self, paths: Sequence[Path]) -> None:
        self._files.open(paths[0])
        if self._session.files.busy:  # and the artist has not cancelled it
            self._tell_of_others(paths)

    def _tell_of_others(self, paths: Sequence[Path]) -> None:
        if len(paths) > 1:
            text = self.tr("Of {0} files {1} was taken; drop the others one by one.")
            self._session.remarked.emit("note", text.format(len(paths), paths[0].name))
