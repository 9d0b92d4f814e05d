"""Round trip through other programs: LUTs in, charts out and back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from hairstudio.core import Entry
from hairstudio.document.look import SideName
from hairstudio.services.control import TaskControl
from hairstudio.services.explain import explained_failure
from hairstudio.services.hald import write_chart
from hairstudio.services.intake import PHOTO_FILTER
from hairstudio.services.lut_import import LUT_FILTER, import_lut
from hairstudio.services.session import Session
from hairstudio.views.save_dialog import ask_where_to_save
from hairstudio.views.state import ViewState

__all__ = ["RoundTrip"]

_EXACT = (".png", ".tif", ".tiff")
"""What keeps a chart's 16 bits."""


class RoundTrip(QObject):
    """Commands that import LUTs as effects, and write charts to grade elsewhere."""

    remarked = Signal(str, str)
    """(level, text)"""

    imported = Signal(str, int)
    """(side, place in its stack) of a LUT that became an effect."""

    def __init__(self, session: Session, state: ViewState, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._state = state
        self._window = window
        self._import = session.make_task()
        self._import.done.connect(self._on_imported)
        self._import.failed.connect(self._on_failed)
        session.document.renewed.connect(self._import.cancel)
        self._write = session.make_task()
        self._write.done.connect(self._on_written)
        self._write.failed.connect(self._on_failed)

    def import_dialog(self) -> None:
        """Ask for a LUT and add it to the stack."""
        kinds = self.tr("LUTs ({0});;All files (*)").format(LUT_FILTER)
        self._ask(self.tr("Import LUT"), kinds)

    def chart_dialog(self) -> None:
        """Ask for a graded chart and add it to the stack."""
        kinds = self.tr("Pictures ({0})").format(PHOTO_FILTER)
        self._ask(self.tr("Read graded chart"), kinds)

    def import_file(self, path: Path) -> None:
        """Add a LUT or a graded chart to the active stack."""
        side, folder = self._state.side, self._session.places.luts

        def work(control: TaskControl) -> tuple[SideName, str, Path]:
            return side, path.stem, import_lut(path, folder)

        if not self._import.start(work):
            self.remarked.emit("error", self.tr("Another LUT is still being read; try again"))

    def write_chart_dialog(self, *, with_photo: bool) -> None:
        """Ask where to write a neutral chart, below the active reference if asked for."""
        # Before the question: another look may be opened behind it.
        look = self._session.document.look
        reference = look.side(self._state.side).reference
        title, kinds = self.tr("Write chart"), self.tr("PNG (*.png)")
        told, settings = self._tell_error, self._session.settings
        path = ask_where_to_save(
            self._window, title, "hair-chart.png", kinds, _EXACT, told, look.photos, settings
        )
        if path is None:
            return
        photo = reference.image if with_photo and reference is not None else None

        def work(control: TaskControl) -> Path:
            write_chart(path, photo)
            return path

        if not self._write.start(work):
            self.remarked.emit("error", self.tr("Another chart is still being written; try again"))

    def _ask(self, title: str, kinds: str) -> None:
        path, _ = QFileDialog.getOpenFileName(self._window, title, "", kinds)
        if path:
            self.import_file(Path(path))

    def _on_imported(self, result: tuple[SideName, str, Path]) -> None:
        side, name, stored = result
        effect = self._session.registry.get("lut-file")().with_values(path=str(stored))
        entry = Entry(effect, name=name)
        self._session.document.commit_beside(
            lambda look: look.with_stack(side, look.side(side).stack.append(entry)),
            self.tr("Import {0}").format(name),
        )
        self.imported.emit(side, len(self._session.document.look.side(side).stack) - 1)

    def _on_written(self, path: Path) -> None:
        self.remarked.emit(
            "note",
            self.tr(
                "{0} is written. Grade it elsewhere, save it in the same size, and read it back "
                "with File → Round trip"
            ).format(path.name),
        )

    def _on_failed(self, error: Exception) -> None:
        self._tell_error(explained_failure(error))

    def _tell_error(self, text: str) -> None:
        self.remarked.emit("error", text)
