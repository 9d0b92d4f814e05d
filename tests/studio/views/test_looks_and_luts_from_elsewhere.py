"""Looks and LUTs that are dropped on the window, or were made elsewhere."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from hairsdk import resources
from hairsdk.cube import write_cube
from hairsdk.errors import ParameterError
from hairsdk.images import read_photo, write_photo
from hairsdk.lut import Lut3D
from hairsdk.preset import Preset
from hairstudio.core import Stack
from hairstudio.document.hairlook import open_look
from hairstudio.services.baking import make_preset
from hairstudio.views.main_window import MainWindow
from hairstudio.views.widgets.editors.curve import CurveEditor


def test_that_a_dropped_lut_becomes_an_effect(
    qtbot: QtBot, window: MainWindow, settled, drop, tmp_path: Path
) -> None:
    write_cube(tmp_path / "invert.cube", Lut3D(1.0 - Lut3D.identity(5).table))
    drop(window, tmp_path / "invert.cube")
    session = window.session
    qtbot.waitUntil(lambda: len(session.document.look.light.stack) == 1, timeout=10000)
    settled(session)
    lut = session.preview.latest.light.lut
    assert lut.table[0, 0, 0] == pytest.approx((1, 1, 1), abs=1e-5)
    assert lut.table[32, 0, 16] == pytest.approx((0, 1, 0.5), abs=1e-5)


def test_that_a_lut_of_any_kind_dropped_on_a_picture_becomes_an_effect_of_its_side(
    window: MainWindow, qtbot: QtBot, settled, drop, tmp_path: Path
) -> None:
    half = tmp_path / "half.cc"
    half.write_text(
        '<ColorCorrection id="half"><SOPNode><Slope>0.5 1 1</Slope><Offset>0 0 0</Offset>'
        "<Power>1 1 1</Power></SOPNode></ColorCorrection>"
    )
    drop(window.compare.slots["dark"].viewer, half)
    session = window.session
    qtbot.waitUntil(lambda: len(session.document.look.dark.stack) == 1, timeout=10000)
    settled(session)
    assert len(session.document.look.light.stack) == 0
    assert session.preview.latest.dark.lut.table[32, 32, 32] == pytest.approx((0.5, 1, 1), abs=1e-4)


def test_that_a_look_dropped_on_a_picture_is_opened(
    window: MainWindow, qtbot: QtBot, drop, tmp_path: Path
) -> None:
    with qtbot.waitSignal(window.session.saved, timeout=20000):
        window.session.save(tmp_path / "dropped.hairlook")
    window.session.new()
    with qtbot.waitSignal(window.session.opened, timeout=10000):
        drop(window.compare.slots["light"].viewer, tmp_path / "dropped.hairlook")
    assert window.session.document.path == tmp_path / "dropped.hairlook"


def test_that_a_lut_dropped_on_a_floating_panel_becomes_an_effect(
    qtbot: QtBot, window: MainWindow, drop, tmp_path: Path
) -> None:
    write_cube(tmp_path / "invert.cube", Lut3D(1.0 - Lut3D.identity(5).table))
    window.docks["effects"].setFloating(True)
    drop(window.effects.stack_view, tmp_path / "invert.cube")
    document = window.session.document
    qtbot.waitUntil(lambda: len(document.look.light.stack) == 1, timeout=10000)


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_that_a_preset_dropped_anywhere_is_opened_as_a_look(
    window: MainWindow, qtbot: QtBot, drop, tmp_path: Path, kind: str
) -> None:
    preset = tmp_path / "silver"
    shutil.copytree(resources.presets_dir() / "silver", preset)
    if kind == "zip":
        preset = Path(shutil.make_archive(str(preset), "zip", preset))
    for target in (window, window.compare.slots["light"].viewer, window.compare.goal):
        window.session.new()
        with qtbot.waitSignal(window.session.opened, timeout=10000):
            drop(target, preset)
        assert window.session.document.look.about.name == "Silver"


@pytest.mark.parametrize("target", ["window", "picture"])
def test_that_of_several_luts_or_looks_dropped_the_one_that_is_taken_is_told(
    window: MainWindow, qtbot: QtBot, drop, settled, photo, tmp_path: Path, target: str
) -> None:
    widget = window if target == "window" else window.compare.slots["dark"].viewer
    luts = [tmp_path / f"{name}.cube" for name in ("first", "second")]
    for lut in luts:
        write_cube(lut, Lut3D.identity(3))
    drop(widget, *luts)
    told = "Of 2 files {} was taken; drop the others one by one."
    assert window.remark.text.text() == told.format("first.cube")
    settled(window.session)
    window.session.new()
    looks = [resources.presets_dir() / name for name in ("copper", "silver")]
    with qtbot.waitSignal(window.session.opened, timeout=10000):
        drop(widget, *looks)
    assert window.session.document.look.about.name == "Copper"
    assert window.remark.text.text() == told.format("copper")
    settled(window.session)
    window.session.new()
    with qtbot.waitSignal(window.session.opened, timeout=10000):
        drop(window.effects, photo("anna.png", 60), looks[1])
    assert window.session.document.look.about.name == "Silver"
    assert window.remark.text.text() == told.format("silver")


def test_that_a_lut_that_became_an_effect_is_seen_and_takes_no_keys(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    effects = window.effects
    for name in ("curves", "lift-gamma-gain", "curves"):
        effects.add_effect(name)
    window.looks.browser.search.setFocus()
    write_cube(path := tmp_path / "soft.cube", Lut3D.identity(3))
    with qtbot.waitSignal(window.roundtrip.imported, timeout=10000):
        window.roundtrip.import_file(path)
    view = effects.stack_view
    # What curves are drawn with may come later.
    curves = view.rows[2].findChildren(CurveEditor)
    qtbot.waitUntil(lambda: any(each.plot is not None for each in curves), timeout=20000)
    qtbot.waitUntil(lambda: not view.rows[3].visibleRegion().isEmpty())
    assert view.selected() == 3
    assert window.focusWidget() is window.looks.browser.search


def test_that_a_lut_of_the_wrong_size_is_refused_with_its_line(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "short.cube"
    path.write_text("LUT_3D_SIZE 3\n" + "0 0 0\n" * 5)
    window.roundtrip.import_file(path)
    qtbot.waitUntil(lambda: window.remark.isVisible(), timeout=10000)
    assert "27 rows" in window.remark.text.text()
    assert len(window.session.document.look.light.stack) == 0


def test_that_a_lut_file_that_is_gone_is_told_in_its_row(
    qtbot: QtBot, window: MainWindow, settled, tmp_path: Path
) -> None:
    session = window.session
    effect = session.registry.get("lut-file")(path=str(tmp_path / "gone.cube"))
    session.edit_stack("light", Stack().append(effect), "Add")
    settled(session)
    row = window.effects.stack_view.rows[0]
    assert "gone.cube" in row.message.text()
    assert not row.message.isHidden()


@pytest.mark.parametrize("trouble", ["damaged", "gone"])
def test_that_of_several_luts_the_one_that_fails_is_told_in_its_row(
    window: MainWindow, settled, tmp_path: Path, trouble: str
) -> None:
    session = window.session
    paths = [tmp_path / name for name in ("off.cube", "a.cube", "aa.cube", "a.cube")]
    paths[3] = tmp_path / "bad" / "a.cube"
    write_cube(paths[1], Lut3D.identity(3))
    write_cube(paths[2], Lut3D.identity(3))
    if trouble == "damaged":
        paths[3].parent.mkdir()
        paths[3].write_text("LUT_3D_SIZE 3\n0 0 0\n")
    kind = session.registry.get("lut-file")
    stack = Stack()
    for path in paths:
        stack = stack.append(kind(path=str(path)))
    off = replace(stack.entries[0], enabled=False)  # it is gone, and nobody asks for it
    session.edit_stack("light", stack.replace(0, off), "Add")
    settled(session)
    rows = window.effects.stack_view.rows
    assert [row.message.isHidden() for row in rows] == [True, True, True, False]
    assert str(paths[3]) in rows[3].message.text()
    assert window.effects.trouble.isHidden()


def test_that_a_look_whose_lut_file_is_gone_is_saved_and_told(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    session = window.session
    lut = session.registry.get("lut-file")(path=str(tmp_path / "gone.cube"))
    dye = session.registry.get("dye")(amount=0.5)
    session.edit_stack("light", Stack().append(lut).append(dye), "Add")
    with qtbot.waitSignal(window.session.saved, timeout=20000):
        window.session.save(tmp_path / "a.hairlook")
    qtbot.waitUntil(lambda: "lack the effect of gone.cube" in window.remark.text.text())
    assert not session.document.dirty
    opened = open_look(tmp_path / "a.hairlook", session.registry, tmp_path / "luts").look
    assert opened.light.stack == session.document.look.light.stack
    session.edit_stack("light", Stack().append(dye), "Remove")
    assert Preset.load(tmp_path / "a.hairlook").light == make_preset(session.document.look).light


def test_that_a_look_that_cannot_be_baked_is_not_sent_to_another_disk(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ParameterError("glitter failed")

    monkeypatch.setattr("hairstudio.services.saving.make_preset", fail)
    with qtbot.waitSignal(window.session.save_failed, timeout=20000):
        window.files._save(tmp_path / "a.hairlook", None)
    assert "glitter failed" in window.remark.text.text()
    assert "switch off the effect" in window.remark.text.text()


def test_that_a_chart_graded_elsewhere_comes_back_as_an_effect(
    qtbot: QtBot, window: MainWindow, settled, chosen, tmp_path: Path
) -> None:
    session = window.session
    chart = tmp_path / "chart.png"
    chosen(chart)
    window.roundtrip.write_chart_dialog(with_photo=True)
    qtbot.waitUntil(lambda: "is written" in window.remark.text.text(), timeout=10000)
    photo = read_photo(chart)
    reference = session.document.look.light.reference
    shown = photo.rgb[: reference.image.shape[0], : reference.image.shape[1]]
    assert np.array_equal(shown, reference.image)
    graded = photo.pixels.copy()
    graded[..., 0] = graded[..., 0] // 2
    write_photo(chart, photo.with_pixels(graded))
    window.roundtrip.import_file(chart)
    qtbot.waitUntil(lambda: len(session.document.look.light.stack) == 1, timeout=10000)
    settled(session)
    lut = session.preview.latest.light.lut
    assert np.abs(lut.table - Lut3D.identity(33).table * (0.5, 1.0, 1.0)).max() < 1e-4


def test_that_all_is_told_that_a_file_came_without(
    qtbot: QtBot, window: MainWindow, settled, photo, tmp_path: Path
) -> None:
    for side, grey in (("light", 200), ("dark", 40)):
        window.compare.slots[side].take_files([str(photo(f"{side}.png", grey))])
    settled(window.session)
    make_preset(window.session.document.look).save(tmp_path / "exported")
    window.session.document.undo_stack.setClean()
    with qtbot.waitSignal(window.session.opened, timeout=20000):
        window.session.open(tmp_path / "exported")
    said = window.remark.text.text()
    assert "the light photo is not in this file" in said
    assert "the dark photo is not in this file" in said
