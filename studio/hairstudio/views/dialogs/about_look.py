"""Name, author, licence and notes of a look."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from hairsdk.preset import slug
from hairstudio.document.look import MAX_NAME, About
from hairstudio.views.widgets.theme import GRID, set_faint
from hairstudio.views.widgets.words import one_line

__all__ = ["AboutLookDialog"]

_LICENCES = ("CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "All rights reserved")


class AboutLookDialog(QDialog):
    """What a look is called, and who made it."""

    def __init__(self, about: About, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Look information"))
        self._about = about
        self.name = QLineEdit(about.name)
        self.name.setMaxLength(MAX_NAME)
        self.identifier = QLabel(about.id, wordWrap=True)
        set_faint(self.identifier)
        self.author = QLineEdit(about.author)
        self.licence = QComboBox(editable=True)
        self.licence.addItems(_LICENCES)
        self.licence.setCurrentText(about.licence)
        self.notes = QPlainTextEdit(about.notes)
        self.notes.setProperty("ringed", True)
        self.notes.setTabChangesFocus(True)
        self.notes.setMinimumSize(90 * GRID, 24 * GRID)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        form = QFormLayout(self)
        form.setContentsMargins(5 * GRID, 4 * GRID, 5 * GRID, 3 * GRID)
        form.setVerticalSpacing(2 * GRID)
        for label, field in (
            (self.tr("Name"), self.name),
            (self.tr("Preset id"), self.identifier),
            (self.tr("Author"), self.author),
            (self.tr("Licence"), self.licence),
            (self.tr("Notes"), self.notes),
        ):
            field.setAccessibleName(label)
            form.addRow(label, field)
        form.addRow(self.buttons)
        self.name.textChanged.connect(self._on_name)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def set_read_only(self, read_only: bool) -> None:
        """Only show: for built-in looks."""
        for field in (self.name, self.author, self.notes):
            field.setReadOnly(read_only)
        self.licence.setEnabled(not read_only)
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setVisible(not read_only)

    def changes(self) -> dict[str, str]:
        """The fields that were edited, as they stand now."""
        fields = {
            "id": self.identifier.text(),
            "name": one_line(self.name.text()),
            "author": one_line(self.author.text()),
            "licence": one_line(self.licence.currentText()),
            "notes": self.notes.toPlainText(),
        }
        return {name: text for name, text in fields.items() if text != getattr(self._about, name)}

    def _on_name(self, text: str) -> None:
        same = text.strip() == self._about.name
        self.identifier.setText(self._about.id if same else slug(text))
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(bool(text.strip()))
