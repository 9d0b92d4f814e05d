"""The guide of the Help menu: that it opens, can be searched, and names what is there."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hairstudio.app.language import TRANSLATIONS
from hairstudio.views.dialogs.guide import GUIDES, GuideWindow
from hairstudio.views.main_window import MainWindow

_HEADING = re.compile(r"^## (.+)$", re.M)
_NAMED = re.compile(r"\*([^*\n]+)\*")
_KEYS = re.compile(r"\b(?:Ctrl|Strg)\+(?:Shift\+|Umschalt\+)?\w+")


def words(language: str) -> set[str]:
    """What stands in the window, in a language."""
    path = "source" if language == "en" else "translation"
    texts = ElementTree.parse(TRANSLATIONS / "hairstudio_de.ts").iter(path)
    return {re.sub("[&…▾+]", "", each.text or "").strip() for each in texts}


def test_that_f1_opens_the_guide_beside_the_work(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    (guide,) = window.findChildren(GuideWindow)
    assert guide.isVisible()
    assert not guide.isModal()
    guide.close()
    assert window.show_guide() is guide


def test_that_the_contents_lead_to_each_chapter(qtbot: QtBot) -> None:
    guide = GuideWindow()
    qtbot.addWidget(guide)
    guide.show()
    chapters = _HEADING.findall((GUIDES / "en.md").read_text(encoding="utf-8"))
    assert [guide.contents.item(row).text() for row in range(guide.contents.count())] == chapters
    bar = guide.text.verticalScrollBar()
    assert bar.maximum() > 0
    places = []
    for row in range(1, len(chapters)):
        guide.contents.setCurrentRow(row)
        places.append(bar.value())
        assert guide.contents.currentRow() == row
    assert places == sorted(places)
    bar.setValue(0)
    assert guide.contents.currentRow() == 0


def test_that_the_guide_is_searched_as_one_types(qtbot: QtBot) -> None:
    guide = GuideWindow()
    qtbot.addWidget(guide)
    guide.show()
    guide.activateWindow()
    qtbot.waitUntil(guide.isActiveWindow)
    qtbot.keyClick(guide.focusWidget(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert guide.focusWidget() is guide.search
    assert guide.search.isVisible()
    qtbot.keyClicks(guide.search, "ciede")
    assert guide.text.textCursor().selectedText() == "CIEDE"
    assert guide.text.verticalScrollBar().value() > 0
    assert guide.text.cursorRect().bottom() < guide.text.viewport().height() / 2
    guide.search.clear()
    qtbot.keyClicks(guide.search, "gallery")
    first = guide.text.textCursor().selectionStart()
    seen = set()
    while (place := guide.text.textCursor().selectionStart()) not in seen:
        seen.add(place)
        qtbot.keyClick(guide.search, Qt.Key.Key_Return)
    assert place == first
    assert len(seen) > 2
    assert guide.isVisible()
    seen_from = guide.text.verticalScrollBar().value()
    qtbot.keyClicks(guide.search, "xyz")
    assert guide.missing.isVisible()
    assert guide.missing.text() == "Not found"
    assert guide.text.verticalScrollBar().value() == seen_from > 0
    assert not guide.text.textCursor().hasSelection()
    guide.search.clear()
    assert not guide.missing.isVisible()


@pytest.mark.parametrize("language", ["en", "de"])
def test_that_the_guide_calls_things_by_their_names(language: str) -> None:
    text = (GUIDES / f"{language}.md").read_text(encoding="utf-8")
    known = words(language)
    named = {part for name in _NAMED.findall(text) for part in name.split(" → ")}
    assert len(named) > 40
    assert named <= known


def test_that_the_guide_tells_the_keys_that_hold(window: MainWindow) -> None:
    keys = {
        key.toString() for each in window.actions_table.by_name.values() for key in each.shortcuts()
    }
    for language in ("en", "de"):
        text = (GUIDES / f"{language}.md").read_text(encoding="utf-8")
        said = {
            QKeySequence(key.replace("Strg", "Ctrl").replace("Umschalt", "Shift")).toString()
            for key in _KEYS.findall(text)
        }
        assert len(said) > 5
        assert said <= keys


def test_that_both_guides_have_the_same_chapters_and_points(german: object) -> None:
    texts = [(GUIDES / name).read_text(encoding="utf-8") for name in ("en.md", "de.md")]
    shapes = [re.findall(r"^(?:## |- |\d\. |$)", text, re.M) for text in texts]
    assert shapes[0] == shapes[1]
    guide = GuideWindow()
    assert guide.contents.item(0).text() == "In fünf Minuten"
    guide.resize(600, 600)
    guide.show()
    assert guide.contents.horizontalScrollBar().maximum() == 0
    guide.deleteLater()
    QApplication.processEvents()
