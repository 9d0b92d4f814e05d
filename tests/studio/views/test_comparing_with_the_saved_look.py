"""Before is the photo, or the look as it was last saved or opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from hairsdk.apply import recolor_pixels
from hairsdk.cube import write_cube
from hairsdk.lut import Lut3D
from hairstudio.core import Registry, Stack
from hairstudio.document.look import SIDES, SideName
from hairstudio.services.places import Places
from hairstudio.services.recovery import Recovery
from hairstudio.services.renderer import bake_exact
from hairstudio.services.session import Session
from hairstudio.views.main_window import MainWindow


@pytest.fixture
def rest(
    qtbot: QtBot, window: MainWindow, settled: Callable[[Session], None]
) -> Callable[[], None]:
    """Waits until the saved look is painted, too."""

    def wait() -> None:
        settled(window.session)
        qtbot.waitUntil(lambda: not window.compare.saved.busy, timeout=20000)

    return wait


@pytest.fixture
def darken(window: MainWindow, registry: Registry, rest) -> Callable[[float], Stack]:
    """Gives both sides one exposure."""

    def edit(stops: float) -> Stack:
        stack = Stack().append(registry.get("exposure")(stops=stops))
        for side in SIDES:
            window.session.edit_stack(side, stack, "Exposure")
        rest()
        return stack

    return edit


def before(window: MainWindow, side: SideName) -> np.ndarray:
    """What stands for before."""
    return window.compare.slots[side].viewer._compared().pixels


def painted(window: MainWindow, side: SideName, stack: Stack) -> np.ndarray:
    reference = window.session.document.look.side(side).reference
    return recolor_pixels(reference.image, reference.mask, bake_exact(stack))


def choose(window: MainWindow, name: str) -> None:
    window.actions_table.by_name[f"before_{name}"].trigger()


def test_that_before_follows_what_is_saved(
    window: MainWindow, darken, rest, tmp_path: Path
) -> None:
    choose(window, "saved")
    assert window.remark.text.text().startswith("Save the look to compare with it later")
    first = darken(-1.0)
    photo = window.session.document.look.light.reference.image
    assert before(window, "light") is photo
    window.session.save(tmp_path / "rust.hairlook")
    rest()
    second = darken(-2.0)
    for side in SIDES:
        assert np.array_equal(before(window, side), painted(window, side, first))
    window.undo()
    window.undo()
    rest()
    assert np.array_equal(before(window, "light"), painted(window, "light", first))
    window.redo()
    window.redo()
    window.session.save(tmp_path / "rust.hairlook")
    rest()
    assert np.array_equal(before(window, "dark"), painted(window, "dark", second))
    choose(window, "photo")
    assert before(window, "light") is photo


def test_that_before_is_the_saved_look_on_the_photo_that_is_there_now(
    window: MainWindow, darken, rest, photo, tmp_path: Path
) -> None:
    window.session.references.take("light", photo("blond.png", 180))
    saved = darken(-1.0)
    window.session.save(tmp_path / "rust.hairlook")
    rest()
    choose(window, "saved")
    darken(-2.0)
    references = window.session.references
    light, dark = (window.session.document.look.side(side).reference for side in SIDES)
    references.swap()
    rest()
    assert window.session.document.look.light.reference is dark
    for side in SIDES:
        assert np.array_equal(before(window, side), painted(window, side, saved))
    window.undo()
    references.set_mask("light", np.ones_like(light.mask), "Paint mask")
    references.finish()
    rest()
    assert window.session.document.look.light.reference.coverage == 1.0
    assert np.array_equal(before(window, "light"), painted(window, "light", saved))
    references.clear("light")
    rest()
    assert before(window, "light") is None
    window.undo()
    rest()
    assert np.array_equal(before(window, "light"), painted(window, "light", saved))


def test_that_before_is_a_look_as_it_was_opened_and_the_photo_of_a_new_one(
    window: MainWindow, darken, rest, tmp_path: Path
) -> None:
    session = window.session
    saved = darken(-1.0)
    session.save(tmp_path / "rust.hairlook")
    rest()
    session.new()
    choose(window, "saved")
    rest()
    assert before(window, "light") is session.document.look.light.reference.image
    darken(-3.0)
    for as_copy in (False, True):
        session.open(tmp_path / "rust.hairlook", as_copy=as_copy)
        rest()
        darken(-2.0)
        assert np.array_equal(before(window, "light"), painted(window, "light", saved))


@pytest.mark.parametrize("there", [True, False])
def test_that_before_of_a_recovered_look_is_the_one_in_its_file_if_that_is_there(
    window: MainWindow, qtbot: QtBot, darken, rest, places: Places, tmp_path: Path, there: bool
) -> None:
    session, path = window.session, tmp_path / "rust.hairlook"
    saved = darken(-1.0)
    session.save(path)
    rest()
    darken(-2.0)
    crashed = Recovery(places.recovery)
    crashed.write(session.document.look, path)
    crashed.release()
    session.new()
    choose(window, "saved")
    if not there:
        path.write_bytes(b"damaged")
    with qtbot.waitSignal(session.opened, timeout=10000):
        session.recover(session.leftovers()[0])
    rest()
    assert session.document.dirty
    photo = session.document.look.light.reference.image
    expected = painted(window, "light", saved) if there else photo
    assert np.array_equal(before(window, "light"), expected)


def test_that_the_saved_look_is_baked_once_however_long_a_slider_is_dragged(
    window: MainWindow, darken, rest, tmp_path: Path
) -> None:
    session = window.session
    darken(-1.0)
    session.save(tmp_path / "rust.hairlook")
    rest()
    choose(window, "saved")
    rest()
    kept = window.compare.saved._sides["light"]
    for stops in np.linspace(-3.0, 3.0, 20):
        darken(float(stops))
    assert window.compare.saved._sides["light"] is kept


def test_that_a_saved_look_whose_file_is_gone_is_told_and_before_is_the_photo(
    window: MainWindow, registry: Registry, darken, rest, tmp_path: Path
) -> None:
    session, lut = window.session, tmp_path / "film.cube"
    write_cube(lut, Lut3D.identity(5))
    effect = registry.get("lut-file")(path=str(lut))
    session.edit_stack("light", Stack().append(effect), "LUT")
    rest()
    session.save(tmp_path / "rust.hairlook")
    rest()
    darken(-1.0)
    lut.unlink()
    choose(window, "saved")
    rest()
    slot = window.compare.slots["light"]
    assert slot.remark.text().startswith("The saved look cannot be shown: ")
    assert "film.cube" in slot.remark.text()
    assert before(window, "light") is session.document.look.light.reference.image
    slot.say("of the photo")
    darken(-2.0)
    assert slot.remark.text() == "of the photo", "told once, not after each change"
    # Painted while another photo came into the slot.
    slot.show_saved(window.compare.saved._sides["dark"])
    assert slot.remark.text() == "of the photo"
    choose(window, "photo")
    assert not slot.remark.isVisible()
