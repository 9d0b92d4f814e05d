"""Brand colours and recent colours in the pickers of the goal and the effects."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from hairstudio.services.session import Session
from hairstudio.views.main_window import MainWindow
from hairstudio.views.widgets.editors.colour import ColourEditor
from hairstudio.views.widgets.editors.palette_shelf import PaletteShelf, SwatchGrid
from hairstudio.views.widgets.editors.picker import ColourPicker

Left = Qt.MouseButton.LeftButton
BLUE, COPPER = (0.0, 0.0, 1.0), (122 / 255, 59 / 255, 30 / 255)


@pytest.fixture
def brand(tmp_path: Path) -> Path:
    lines = ("GIMP Palette", "122 59 30 7.4 Copper light", "60 30 20 4.4 Copper dark", "9 9 9")
    path = tmp_path / "Brand.gpl"
    path.write_text("\n".join(lines))
    return path


@pytest.fixture
def pick(window: MainWindow, qtbot: QtBot):  # type: ignore[no-untyped-def]
    """Opens a picker, by default that of the goal; it is closed after the test."""
    opened: list[ColourPicker] = []

    def open_it(how: Callable[[], ColourPicker] = window.compare.goal.pick) -> PaletteShelf:
        opened.append(how())
        shelf = opened[-1].shelf
        assert shelf is not None
        return shelf

    def close() -> None:
        picker = opened.pop()
        if isValid(picker):
            picker.close()
        qtbot.waitUntil(lambda: not isValid(picker))

    open_it.close = close  # type: ignore[attr-defined]
    yield open_it
    while opened:
        close()


def click(qtbot: QtBot, grid: SwatchGrid, row: int) -> None:
    place = grid.visualItemRect(grid.item(row)).center()
    qtbot.mouseClick(grid.viewport(), Left, pos=place)


def texts(grid: SwatchGrid) -> list[str]:
    return [grid.item(row).text() for row in range(grid.count()) if not grid.isRowHidden(row)]


def test_that_swatches_dropped_on_the_window_are_in_the_picker(
    window: MainWindow, qtbot: QtBot, session: Session, drop, brand: Path, pick, settled
) -> None:
    assert not pick().load_button.isHidden()
    pick.close()
    with qtbot.waitSignal(session.palettes.remarked):
        drop(window, brand)
    assert "Brand" in window.remark.text.text()
    shelf = pick()
    assert shelf.load_button.isHidden()
    assert texts(shelf.swatches) == ["7.4 Copper light", "4.4 Copper dark", "#090909"]
    click(qtbot, shelf.swatches, 0)
    assert session.document.look.goal == COPPER
    settled(session)


def test_that_all_swatch_files_dropped_at_once_are_in_the_picker(
    window: MainWindow, qtbot: QtBot, session: Session, drop, brand: Path, tmp_path: Path, settled
) -> None:
    other = tmp_path / "Other.gpl"
    other.write_text("GIMP Palette\n1 2 3")
    lut = tmp_path / "look.cube"
    lut.write_text("LUT_3D_SIZE 2")
    with qtbot.waitSignals([session.palettes.remarked] * 2):
        drop(window, brand, lut, other)
    assert [palette.name for palette in session.palettes.all()] == ["Brand", "Other"]
    assert session.palettes.current == "Other"
    assert window.remark.text.text().splitlines() == [
        "look.cube holds no swatches that are read: .ase and .aco of Adobe, .gpl of GIMP",
        "In the colour picker now: “Brand”, “Other” (colours: 4).",
    ]
    settled(session)


def test_that_brand_colours_are_chosen_in_a_dialog(
    window: MainWindow, qtbot: QtBot, session: Session, brand: Path, pick, monkeypatch
) -> None:
    asked = [([str(brand)], ""), ([], "")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: asked.pop(0))
    with qtbot.waitSignal(session.palettes.remarked):
        qtbot.mouseClick(pick().load_button, Left)
    # The second time, the artist changes their mind.
    shelf = window.compare.goal.pick().shelf
    assert shelf is not None
    shelf.build_menu().actions()[0].trigger()
    qtbot.waitUntil(lambda: not asked)
    assert len(session.palettes.all()) == 1


@pytest.fixture
def loaded(qtbot: QtBot, session: Session, brand: Path) -> None:
    with qtbot.waitSignal(session.palettes.remarked):
        session.palettes.load(brand)


def test_that_a_swatch_is_found_by_name_and_taken_by_keys(
    qtbot: QtBot, session: Session, loaded, pick, settled
) -> None:
    shelf = pick()
    qtbot.keyClicks(shelf.search, "copper LIGHT")
    assert texts(shelf.swatches) == ["7.4 Copper light"]
    qtbot.keyClick(shelf.search, Qt.Key.Key_Return)
    assert session.document.look.goal == COPPER
    shelf.search.clear()
    shelf.swatches.setFocus()
    qtbot.keyClicks(shelf.swatches, "4.4")
    assert shelf.name.text() == "4.4 Copper dark"
    qtbot.keyClick(shelf.swatches, Qt.Key.Key_Space)
    assert session.document.look.goal == (60 / 255, 30 / 255, 20 / 255)
    qtbot.keyClick(shelf.swatches, Qt.Key.Key_Right)
    qtbot.keyClick(shelf.swatches, Qt.Key.Key_Return)
    assert session.document.look.goal == (9 / 255,) * 3
    settled(session)


def test_that_keys_take_no_swatch_that_the_search_hides(
    qtbot: QtBot, session: Session, loaded, pick, settled
) -> None:
    session.set_goal(COPPER)
    shelf = pick()
    for words, goal in (("no such name", COPPER), ("dark", (60 / 255, 30 / 255, 20 / 255))):
        shelf.swatches.setCurrentRow(0)
        shelf.search.setText(words)
        qtbot.keyClick(shelf.swatches, Qt.Key.Key_Space)
        assert session.document.look.goal == goal
    settled(session)


def test_that_the_swatch_of_the_colour_now_is_marked_and_each_tells_its_name(
    session: Session, loaded, pick, settled
) -> None:
    session.set_goal(COPPER)
    grid = pick().swatches
    assert grid.currentRow() == 0
    assert grid.item(0).toolTip() == "7.4 Copper light\n#7A3B1E"
    accessible = QAccessible.queryAccessibleInterface(grid)
    assert accessible.text(QAccessible.Text.Name) == "Swatches"
    first = accessible.child(0)
    assert first.text(QAccessible.Text.Name) == "7.4 Copper light"
    assert first.text(QAccessible.Text.Description) == "#7A3B1E"
    settled(session)


def test_that_a_palette_is_taken_away_in_the_picker_and_put_back_in_the_window(
    window: MainWindow, qtbot: QtBot, session: Session, loaded, pick
) -> None:
    shelf = pick()
    shelf.build_menu().actions()[1].trigger()
    assert not shelf.load_button.isHidden()
    assert session.palettes.all() == ()
    pick.close()
    qtbot.mouseClick(window.remark.offer_button, Left)
    assert [palette.name for palette in session.palettes.all()] == ["Brand"]


def test_that_a_colour_of_the_goal_is_among_the_recent_ones_of_an_effect(
    window: MainWindow, qtbot: QtBot, session: Session, pick, settled
) -> None:
    session.set_goal(BLUE)
    window.effects.add_effect("dye")
    (editor,) = window.effects.findChildren(ColourEditor)
    shelf = pick(editor.open_picker)
    assert texts(shelf.recent) == ["#0000FF"]
    click(qtbot, shelf.recent, 0)
    assert editor.value() == BLUE
    pick.close()

    editor.hex.selectAll()
    qtbot.keyClicks(editor.hex, "7a3b1e")
    qtbot.keyClick(editor.hex, Qt.Key.Key_Return)
    assert session.palettes.recent == (COPPER, BLUE)
    editor.reset()
    assert session.palettes.recent == (COPPER, BLUE)
    settled(session)


def test_that_a_stop_of_a_gradient_has_the_palettes_too(
    window: MainWindow, session: Session, settled
) -> None:
    window.effects.add_effect("gradient-map")
    (editor,) = window.effects.findChildren(ColourEditor)
    assert editor.palettes is session.palettes
    settled(session)


def test_that_palettes_are_no_photos_to_the_goal(
    window: MainWindow, qtbot: QtBot, session: Session, drop, brand: Path
) -> None:
    slot: QWidget = next(iter(window.compare.slots.values()))
    with qtbot.waitSignal(session.palettes.remarked):
        drop(slot, brand)
