"""What the status bar tells of hair, baking, safety copies and the colours under the pointer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hairstudio.views.main_window import MainWindow


def told(window: MainWindow, name: str) -> str:
    label = window.status.labels[name]
    assert label.isVisible() == bool(label.text()), "an empty one leaves its margins"
    return label.text()


def test_that_the_share_of_hair_is_that_of_the_side_that_is_worked_on(
    window: MainWindow, settled
) -> None:
    shares = set()
    for side in ("dark", "light"):
        window.state.set_side(side)
        reference = window.session.document.look.side(side).reference
        assert reference is not None
        share = round(reference.coverage * 100)
        assert told(window, "hair") == f"hair {share} % of the photo"
        shares.add(share)
    assert len(shares) == 2
    window.session.references.clear("light")
    settled(window.session)
    assert told(window, "hair") == ""


def test_that_the_share_of_hair_is_told_beside_its_photo_alone(window: MainWindow) -> None:
    before = told(window, "hair")
    for page in ("live", "export"):
        window.show_workspace(page)
        window.state.set_side("dark")
        assert told(window, "hair") == ""
        window.state.set_side("light")
    window.show_workspace("compare")
    assert told(window, "hair") == before != ""


def test_that_the_lut_that_was_made_last_is_told(qtbot: QtBot, window: MainWindow, settled) -> None:
    session = window.session
    assert re.fullmatch(r"baked 33³ in \d+ ms", told(window, "bake"))
    stack = session.document.look.light.stack
    session.show_stack("light", stack.append(session.registry.get("exposure")()))
    qtbot.waitUntil(lambda: told(window, "bake").startswith("baked 17³ in"), timeout=20000)
    session.document.abandon()
    settled(session)
    assert told(window, "bake").startswith("baked 33³ in")


def test_that_no_safety_copy_is_told_once_its_work_is_taken_back(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    session = window.session
    session.safety_copy._pause.setInterval(20)

    def change_and_take_back() -> None:
        with qtbot.waitSignal(session.autosaved, timeout=20000):
            window.effects.add_effect("dye")
        assert told(window, "saved").startswith("safety copy")
        window.undo()

    change_and_take_back()
    assert told(window, "saved") == ""
    with qtbot.waitSignal(session.saved, timeout=20000):
        session.save(tmp_path / "rust.hairlook")
    change_and_take_back()
    assert re.fullmatch(r"rust\.hairlook saved \d\d:\d\d", told(window, "saved"))


def test_that_a_safety_copy_is_told_until_another_look_is_open(
    qtbot: QtBot, window: MainWindow
) -> None:
    session = window.session
    session.safety_copy._pause.setInterval(20)
    with qtbot.waitSignal(session.autosaved, timeout=20000):
        window.effects.add_effect("dye")
    assert re.fullmatch(r"safety copy \d\d:\d\d", told(window, "saved"))
    session.new()
    assert told(window, "saved") == ""


@pytest.mark.parametrize(
    ("colours", "text"),
    [
        (((1.0, 0.5, 0.0), (0.0, 0.2, 1.0)), "255 128 0  →  0 51 255"),
        (((1.0, 0.5, 0.0), None), "255 128 0"),
    ],
)
def test_that_the_colours_under_the_pointer_are_told_as_long_as_it_is_there(
    window: MainWindow, colours: tuple[object, ...], text: str
) -> None:
    viewer = window.compare.viewer()
    viewer.hovered.emit(colours)
    assert told(window, "colour") == text
    viewer.hovered.emit(None)
    assert told(window, "colour") == ""
