"""The window in German, as the proof that it can be had in any language."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QMimeDatabase, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from hairsdk.errors import DeviceError, FileWriteError, ImageError
from hairsdk.images import read_photo
from hairsdk.preset import Preset
from hairsdk.resources import presets_dir
from hairstudio.app.arguments import parse
from hairstudio.app.language import TRANSLATIONS, translate
from hairstudio.core import MissingEffect, Registry
from hairstudio.core.effects.gradient_map import GradientMap
from hairstudio.core.references import list_references, load_reference
from hairstudio.document.hairlook import copy_look
from hairstudio.services.baking import make_preset
from hairstudio.services.explain import explained
from hairstudio.services.head_names import HEADS
from hairstudio.services.library import list_looks
from hairstudio.services.look_names import LOOKS, NOTES
from hairstudio.services.measure import reference_trouble
from hairstudio.services.places import Places
from hairstudio.services.session import Session
from hairstudio.views.live.looks import ComparedLooks
from hairstudio.views.main_window import MainWindow
from hairstudio.views.widgets.editors import EditorPanel
from hairstudio.views.widgets.editors.hex_edit import lab_text
from hairstudio.views.widgets.theme import GRID
from hairstudio.views.widgets.words import WORDS, word


@pytest.fixture(autouse=True)
def own_locale() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


def dictionary() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    tree = ElementTree.parse(TRANSLATIONS / "hairstudio_de.ts")
    for message in tree.iter("message"):
        translation = message.find("translation")
        plural = translation.find("numerusform")
        text = (plural if plural is not None else translation).text or ""
        finished = translation.get("type") != "unfinished" and text.strip()
        found.setdefault(message.findtext("source"), set()).add(text if finished else "")
    return found


def texts(window: MainWindow) -> list[str]:
    """Every text of the menus, docks and tabs, in order."""

    def of(action: QAction) -> Iterator[str]:
        if action.text():
            yield action.text()
        menu = action.menu()
        if isinstance(menu, QMenu):
            for child in menu.actions():
                yield from of(child)

    found = [text for action in window.menuBar().actions() for text in of(action)]
    found += [text for action in window.menu_end.menu.actions() for text in of(action)]
    found += [dock.windowTitle() for dock in window.docks.values()]
    return found + [window.workspaces.tabText(i) for i in range(window.workspaces.count())]


@contextmanager
def opened(places: Places, registry: Registry) -> Iterator[MainWindow]:
    """The window, in the language that the application speaks by then."""
    session = Session(places, registry)
    window = MainWindow(session)
    yield window
    session.document.undo_stack.setClean()
    window.close()
    window.deleteLater()
    session.close()


@pytest.fixture
def window(german: object, places: Places, registry: Registry) -> Iterator[MainWindow]:
    """The window in German."""
    with opened(places, registry) as window:
        yield window


def test_that_every_menu_dock_and_workspace_speaks_german(
    qapp: QApplication, places: Places, registry: Registry
) -> None:
    with opened(places, registry) as window:
        english = texts(window)
    installed = translate(qapp, "de")
    try:
        with opened(places, registry) as window:
            spoken = texts(window)
    finally:
        for translator in installed:
            qapp.removeTranslator(translator)
    known = dictionary()
    assert len(english) == len(spoken) > 60
    silent = [text for text in english if not any(known.get(text, {""}))]
    assert not silent, "add them to translations/hairstudio_de.ts, then run pyside6-lrelease"
    wrong = [(e, s) for e, s in zip(english, spoken, strict=True) if s not in known[e]]
    assert not wrong, "run pyside6-lrelease on translations/hairstudio_de.ts"
    assert spoken[0] == "&Datei"


@pytest.mark.parametrize("language", ["en", "de"])
def test_that_no_letter_stands_for_two_lines_of_a_menu(
    qapp: QApplication, places: Places, registry: Registry, language: str
) -> None:
    installed = translate(qapp, language)
    with opened(places, registry) as window:
        window.live.recording_changed.emit(True)
        menus = [window.menuBar(), *window.menuBar().findChildren(QMenu)]
        lines = [[action.text() for action in menu.actions()] for menu in menus]
    for translator in installed:
        qapp.removeTranslator(translator)
    assert len(lines) > 6
    for menu in lines:
        letters = [text[text.index("&") + 1].casefold() for text in menu if "&" in text]
        assert len(letters) == len(set(letters)), menu


def test_that_the_dictionary_has_the_texts_of_the_source_and_no_others(tmp_path: Path) -> None:
    lupdate = Path(sys.executable).with_name("pyside6-lupdate")
    copy = tmp_path / "hairstudio_de.ts"
    shutil.copy(TRANSLATIONS / copy.name, copy)
    sources = [str(path) for path in TRANSLATIONS.parent.rglob("*.py")]
    command = [str(lupdate), *sources, "-ts", str(copy), "-locations", "none"]
    subprocess.run(command, check=True, capture_output=True)
    messages = list(ElementTree.parse(copy).iter("message"))

    def marked(kind: str) -> list[str | None]:
        found = (each for each in messages if each.find("translation").get("type") == kind)
        return [each.findtext("source") for each in found]

    advice = "translations/hairstudio_de.ts, then run pyside6-lrelease"
    assert marked("unfinished") == [], f"add them to {advice}"
    # lupdate reads no f-strings: whoever tidies up would lose what stands in one.
    assert marked("vanished") == [], f"take them out of f-strings, or out of {advice}"


def test_that_undo_names_the_step_as_in_german(window: MainWindow) -> None:
    undo, redo = (window.actions_table.by_name[name] for name in ("undo", "redo"))
    window.session.new()
    assert (undo.text(), redo.text()) == ("&Rückgängig", "&Wiederholen")
    window.effects.add_effect("dye")
    assert undo.text() == "&Rückgängig: Färben hinzufügen"
    window.undo()
    assert (undo.text(), redo.text()) == ("&Rückgängig", "&Wiederholen: Färben hinzufügen")


def test_that_trouble_with_references_is_told_in_german(
    german: tuple[QTranslator, ...], places: Places, registry: Registry, qtbot: QtBot
) -> None:
    session = Session(places, registry)
    session.new()
    session.references.swap()
    assert reference_trouble(session.document.look) == (
        "Die helle Referenz ist dunkler als die dunkle: Tausche sie.",
    )
    session.references.take_builtin("light", "grey_ponytail_2044")
    qtbot.waitUntil(lambda: not session.references.busy("light"), timeout=10000)
    assert session.document.undo_stack.undoText() == "Helle Referenz: Grauer Pferdeschwanz"
    session.close()


def test_that_effects_and_heads_explain_themselves_in_german(window: MainWindow) -> None:
    window.session.new()
    window.effects.add_effect("exposure")
    title = window.effects.stack_view.rows[0].title
    assert title.toolTip() == "Belichtung\nMehr oder weniger Licht, in Blendenstufen."
    slot = window.compare.slots["light"]
    assert slot.name.text() == "Weißer Bob"
    assert "Weißer Bob, 768 ×" in slot.name.toolTip()


def test_that_built_in_looks_have_german_names_and_own_ones_keep_theirs(
    places: Places, qtbot: QtBot, window: MainWindow
) -> None:
    cards = [card for card in list_looks(places.looks) if card.builtin]
    assert set(LOOKS) == {card.name for card in cards}
    assert set(NOTES) == {card.notes for card in cards}
    places.looks.mkdir(parents=True)
    copy_look(presets_dir() / "copper", places.looks / "mine.hairlook", {})
    session = window.session
    window.show()
    browser = window.looks.browser
    qtbot.waitUntil(lambda: len(browser.model.items()) == 21, timeout=20000)
    names = [item.name for item in browser.model.items()]
    assert names[:3] == ["Copper", "Aprikose", "Aschblond"]
    assert names[1:] == sorted(names[1:], key=str.casefold)
    compared = ComparedLooks(session)
    with qtbot.waitSignal(compared.listed, timeout=20000) as listed:
        compared.refresh()
    assert [choice.name for choice in listed.args[0]] == names
    with qtbot.waitSignal(session.opened, timeout=20000):
        session.open(presets_dir() / "copper", as_copy=True)
    assert window.windowTitle() == "Kupfer – Hair Studio"
    about = session.document.look.about
    assert (about.id, about.name) == ("kupfer", "Kupfer")
    assert about.notes == "Leuchtendes Orangerot mit Lichtern in Pfirsich."
    assert not session.document.dirty
    browser.search.setText("Pfirsich")
    assert browser.list.model().rowCount() == 1


def test_that_a_gallery_without_heads_is_no_wider_in_german(window: MainWindow) -> None:
    window.show()
    gallery = window.gallery.view
    gallery.expect_items()
    least = gallery.minimumSizeHint().width()
    gallery.set_items([])
    assert gallery.empty.isVisible()
    assert gallery.minimumSizeHint().width() <= least


def test_that_no_translation_is_left_open() -> None:
    assert not [source for source, found in dictionary().items() if "" in found]


def test_that_the_words_of_the_colour_engine_can_be_translated(
    registry: Registry, german: tuple[QTranslator, ...]
) -> None:
    said = {"Light", "Dark", MissingEffect.summary}
    for effect in registry:
        said |= {effect.label, effect.group, effect.summary}
        for parameter in effect.parameters():
            said |= {parameter.label, parameter.help} - {""}
    assert said == set(WORDS)
    assert set(HEADS) == {load_reference(name).label for name in list_references()}
    assert word("Lighten") == "Aufhellen"
    assert word("An effect of another package") == "An effect of another package"


def test_that_placeholders_survive_translation() -> None:
    for source, found in dictionary().items():
        for mark in ("{0}", "{1}", "{2}", "{}", "%n"):
            assert all(source.count(mark) == text.count(mark) for text in found), source


@pytest.mark.parametrize(
    ("system", "language", "kind"),
    [("en_US", "de", "de"), ("de_DE", "en", "en"), ("de_AT", None, "de"), ("sv_SE", None, "en")],
)
def test_that_kinds_of_files_are_named_in_the_language_of_the_window(
    qapp: QApplication, system: str, language: str | None, kind: str
) -> None:
    QLocale.setDefault(QLocale(system))
    for translator in translate(qapp, language):
        qapp.removeTranslator(translator)
    named = QMimeDatabase().mimeTypeForName("image/jpeg").comment()
    assert named == {"de": "JPEG-Bild", "en": "JPEG image"}[kind]


def test_that_numbers_are_typed_and_read_with_a_comma_and_written_with_a_point(
    qtbot: QtBot, tmp_path: Path, window: MainWindow
) -> None:
    session = window.session
    session.new()
    window.effects.add_effect("dye")
    editor = window.effects.stack_view.rows[0].panel.editors["amount"]
    for typed, amount in (("0,35", 0.35), ("0.45", 0.45)):
        editor.edit.selectAll()
        qtbot.keyClicks(editor.edit, typed)
        qtbot.keyClick(editor.edit, Qt.Key.Key_Return)
        effect = session.document.look.light.stack.entries[0].effect
        assert effect.amount == amount
        assert editor.edit.text() == typed.replace(".", ",")
    assert window.compare.slots["light"].intensity.text() == "Intensität 0,68"
    make_preset(session.document.look).save(tmp_path / "preset")
    rows = (tmp_path / "preset" / "light.cube").read_text().splitlines()
    assert all("," not in row for row in rows if row[:1].isdigit())
    assert Preset.load(tmp_path / "preset").light.size == 33
    assert lab_text((1.0, 1.0, 1.0)) == "Lab 100.0 0.0 0.0", "for the clipboard"


def test_that_the_brush_is_explained_and_has_room_in_a_small_window(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.session.new()
    window.resize(1024, 700)
    window.show()
    window.state.set_tool("brush")
    qtbot.wait(50)
    compare = window.compare
    assert window.width() == 1024
    for slider in (compare.tools.size_slider, compare.tools.hardness_slider):
        assert slider.width() >= 10 * GRID
    words = {label.text(): label for label in compare.tools.brush_box.findChildren(QLabel)}
    assert set(words) == {"Größe", "Härte"}
    for label in words.values():
        assert label.visibleRegion().boundingRect().width() >= label.sizeHint().width()


def test_that_an_unknown_language_stays_english(qapp: QApplication) -> None:
    assert translate(qapp, "en_GB") == ()
    for unknown in ("tlh", "fr", "ar", "he"):
        assert translate(qapp, unknown) == ()
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert parse(["--language", "de"]).language == "de"


def test_that_errors_say_first_what_they_mean_to_the_artist(german, tmp_path: Path) -> None:
    text = tmp_path / "a.jpg"
    text.write_text("no picture")
    with pytest.raises(ImageError) as picture:
        read_photo(text)
    assert explained(picture.value).startswith(f"{text} ist eine Textdatei; ")
    unknown = explained(ImageError("a.jpg is odd"))
    assert unknown.startswith("Dieses Bild lässt sich nicht verwenden; ")
    assert unknown.endswith(" (a.jpg is odd)")
    full = FileWriteError(f"cannot write {text}: No space left on device", text)
    full.__cause__ = OSError(errno.ENOSPC, "No space left on device")
    assert "kein Platz" in explained(full)
    assert "erlaubt das nicht" in explained(PermissionError(errno.EACCES, "Permission denied"))
    # What has no meaning of its own is said as it is.
    assert explained(DeviceError("no usable GPU was found")) == "no usable GPU was found"


def test_that_qt_says_in_german_what_is_wrong_with_a_film(german: object) -> None:
    said = QCoreApplication.translate("QMediaPlayer", "Could not open file")
    assert said == "Die Datei konnte nicht geöffnet werden"


def test_that_errors_are_not_said_twice_in_english(qapp: QApplication) -> None:
    assert explained(ImageError("a.jpg is a text file")) == "a.jpg is a text file"


def test_that_the_points_of_a_gradient_have_their_whole_name(german, qapp: QApplication) -> None:
    panel = EditorPanel(GradientMap.parameters())
    label = panel.editors["stops"].stop.label
    assert label.text() == "Punkt"
    assert label.width() >= label.fontMetrics().horizontalAdvance("Punkt") + GRID
