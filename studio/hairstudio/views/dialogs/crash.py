"""The dialog after a failure that should not have happened."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from hairstudio.views.widgets.theme import GRID

__all__ = ["CrashDialog"]


class CrashDialog(QDialog):
    """Shows a report that can be copied; the work goes on."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.resize(640, 420)
        words = QLabel(
            self.tr(
                "Hair Studio met an error it did not expect. Your look is still open, and a "
                "safety copy is kept: save it, then go on. If it happens again, please send "
                "the report below."
            ),
            wordWrap=True,
        )
        self.report = QPlainTextEdit(report, readOnly=True)
        self.report.setProperty("ringed", True)
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report.setAccessibleName(self.tr("Report"))
        buttons = QDialogButtonBox()
        self.copy_button = buttons.addButton(
            self.tr("Copy report"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.go_on = buttons.addButton(self.tr("Go on"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go_on.setDefault(True)
        self.copy_button.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(self.report.toPlainText())
        )
        buttons.accepted.connect(self.accept)
        box = QVBoxLayout(self)
        box.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        box.setSpacing(3 * GRID)
        box.addWidget(words)
        box.addWidget(self.report, 1)
        box.addWidget(buttons)
