"""The guide: what the window is for, beside the work."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSize
from PySide6.QtGui import QKeySequence, QShortcut, QTextBlock, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from hairstudio.views.widgets.announce import announce
from hairstudio.views.widgets.search import search_field
from hairstudio.views.widgets.theme import GRID

__all__ = ["GUIDES", "GuideWindow"]

GUIDES = Path(__file__).parents[2] / "guide"
"""Holds the text in each language."""

_HEADINGS = {1: 22, 2: 16}
"""Pixels of the text of a heading, by its level."""
_LEADING = 130
"""Per cent of the usual height of a line."""


class GuideWindow(QDialog):
    """Contents at the left, the text at the right, and a field that searches it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Guide"))
        self.search = search_field(self.tr("Search the guide"))
        self.missing = QLabel()
        self.contents = QListWidget(frameShape=QListWidget.Shape.NoFrame, spacing=GRID // 2)
        self.contents.setProperty("ringed", True)
        self.contents.setAccessibleName(self.tr("Contents"))
        self.text = QTextBrowser(frameShape=QTextBrowser.Shape.NoFrame)
        self.text.setProperty("ringed", True)
        self.text.setAccessibleName(self.tr("Guide"))
        # The file's name is translated as words are: "de.md" in German.
        self.text.setMarkdown((GUIDES / self.tr("en.md")).read_text(encoding="utf-8"))
        self._set_type()
        self._chapters = [block for block in self._blocks() if _level(block) == 2]
        self.contents.addItems([block.text() for block in self._chapters])
        names = self.contents.sizeHintForColumn(0) + 2 * self.contents.spacing()
        self.contents.setMinimumWidth(names + 2)  # whole on a small screen, too, within its ring
        left = QVBoxLayout()
        left.setSpacing(2 * GRID)
        left.addWidget(self.search)
        left.addWidget(self.missing)
        left.addWidget(self.contents, 1)
        box = QHBoxLayout(self)
        box.setContentsMargins(2 * GRID, 2 * GRID, 0, 0)
        box.setSpacing(2 * GRID)
        box.addLayout(left, 1)
        box.addWidget(self.text, 3)
        room = self.screen().availableSize() * 0.9
        self.resize(QSize(230 * GRID, 180 * GRID).boundedTo(room))
        self.missing.hide()
        self.contents.setCurrentRow(0)
        self.contents.currentRowChanged.connect(self._go_to)
        self.text.verticalScrollBar().valueChanged.connect(self._follow)
        self.search.textChanged.connect(self._on_typed)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)
        # Enter in the field goes on to the next place; a default button would close the window.
        self.search.returnPressed.connect(self.find_next)
        self.contents.setFocus()

    def find_next(self) -> None:
        """Go to the next place that has the words, from the start again after the last."""
        self._find(self.text.textCursor().selectionEnd())

    def _on_typed(self) -> None:
        # What is typed on is looked for where it was found, not behind it.
        self._find(self.text.textCursor().selectionStart())

    def _find(self, position: int) -> None:
        words, document = self.search.text().strip(), self.text.document()
        place = document.find(words, position)
        if place.isNull():
            place = document.find(words)
        found = not place.isNull()
        if not found:
            # The text stays where it is; what was found for other words is no longer marked.
            place = self.text.textCursor()
            place.setPosition(position)
        self.text.setTextCursor(place)
        if found:
            # Not at the lower edge, where what follows is not seen.
            bar, below = self.text.verticalScrollBar(), self.text.viewport().height() // 3
            bar.setValue(bar.value() + self.text.cursorRect().top() - below)
        missing = bool(words) and not found
        self.missing.setText(self.tr("Not found") if missing else "")
        self.missing.setVisible(missing)
        announce(self.missing, self.missing.text())

    def _set_type(self) -> None:
        document = self.text.document()
        document.setDocumentMargin(5 * GRID)
        proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        for block in self._blocks():
            cursor = QTextCursor(block)
            pixels = _HEADINGS.get(_level(block))
            spacing = block.blockFormat()
            spacing.setLineHeight(_LEADING, proportional)
            spacing.setTopMargin(4 * GRID if pixels and block.position() else 0)
            spacing.setBottomMargin(GRID if pixels or block.textList() else 2 * GRID)
            cursor.setBlockFormat(spacing)
            if pixels:
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                style = cursor.charFormat()
                font = style.font()
                font.setPixelSize(pixels)
                style.setFont(font)
                cursor.setCharFormat(style)

    def _blocks(self) -> list[QTextBlock]:
        block, found = self.text.document().begin(), []
        while block.isValid():
            found.append(block)
            block = block.next()
        return found

    def _top(self, block: QTextBlock) -> int:
        return round(self.text.document().documentLayout().blockBoundingRect(block).top())

    def _go_to(self, row: int) -> None:
        self.text.verticalScrollBar().setValue(self._top(self._chapters[row]) - 2 * GRID)
        with QSignalBlocker(self.contents):
            self.contents.setCurrentRow(row)  # the last ones do not come to the top

    def _follow(self, above: int) -> None:
        """Mark the chapter at the top."""
        passed = [row for row, each in enumerate(self._chapters) if self._top(each) <= above + 40]
        with QSignalBlocker(self.contents):
            self.contents.setCurrentRow(passed[-1] if passed else 0)


def _level(block: QTextBlock) -> int:
    return block.blockFormat().headingLevel()
