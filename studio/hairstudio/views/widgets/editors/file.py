"""The path of a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from hairstudio.core.parameters import Parameter
from hairstudio.views.widgets.editors.base import ParameterEditor
from hairstudio.views.widgets.icons import IconButton
from hairstudio.views.widgets.words import tip_text

__all__ = ["FileEditor"]


class FileEditor(ParameterEditor):
    """A path to type, to choose in a dialog, or to drop here."""

    def __init__(self, parameter: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parameter, parent)
        self.setAcceptDrops(True)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(self.tr("Drop or choose a file"))
        self.edit.setAccessibleName(parameter.label)
        self.browse = IconButton("folder", self.tr("Choose a file"))
        self._fill_row(self.edit, self.browse, wide=self.edit)
        self.edit.editingFinished.connect(self._on_typed)
        self.browse.clicked.connect(self._on_browse)
        self._show(self._value)

    def _show(self, value: Any) -> None:
        with QSignalBlocker(self.edit):
            # The name says more than the folders before it; the tooltip has them all.
            self.edit.setText(Path(value).name if value else "")
        self.edit.setToolTip(tip_text(str(value) or self.parameter.help))

    def _take(self, path: str) -> None:
        self._edit(path)
        self._finish()

    def _on_typed(self) -> None:
        text = self.edit.text().strip()
        if text != (Path(self._value).name if self._value else ""):
            self._take(text)

    def _on_browse(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in self.parameter.suffixes) or "*"
        start = str(Path(self._value).parent) if self._value else ""
        path, _ = QFileDialog.getOpenFileName(
            self, self.parameter.label, start, f"{self.parameter.label} ({patterns})"
        )
        if path:
            self._take(path)

    def _accepts(self, path: str) -> bool:
        suffixes = self.parameter.suffixes
        return bool(path) and (not suffixes or Path(path).suffix.lower() in suffixes)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if urls and self._accepts(urls[0].toLocalFile()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = event.mimeData().urls()[0].toLocalFile()
        if self._accepts(path):
            event.acceptProposedAction()
            self._take(path)
