"""Intensity scale, scopes, gallery, looks browser, goal."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from hairsdk.lut import Lut3D
from hairstudio.views.widgets.gallery import GalleryItem, GalleryView
from hairstudio.views.widgets.intensity_scale import IntensityScale
from hairstudio.views.widgets.looks_browser import LookItem, LooksBrowser, captions
from hairstudio.views.widgets.scopes import ScopesView
from hairstudio.views.widgets.scopes.chroma import ChromaPlane
from hairstudio.views.widgets.scopes.histogram import histograms
from hairstudio.views.widgets.swatch import GoalReadout


def test_that_a_pin_asks_for_its_side(show, record, drag) -> None:
    scale = show(IntensityScale(), 400)
    scale.set_intensities(0.71, 0.12)
    heard = record(scale.side_requested)
    drag(scale.ramp, QPointF(scale.ramp.x_of(0.12), 12))
    drag(scale.ramp, QPointF(scale.ramp.x_of(0.71), 12))
    drag(scale.ramp, QPointF(scale.ramp.x_of(0.4), 12))
    QTest.keyClick(scale.ramp, Qt.Key.Key_Left)
    assert heard == ["dark", "light", "dark"]


def test_that_black_stands_at_the_left_in_a_host_that_writes_from_the_right(show) -> None:
    host = QWidget()
    host.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    scale = IntensityScale()
    QVBoxLayout(host).addWidget(scale)
    show(host, 400)
    ends = [label for label in scale.findChildren(QLabel) if label.isVisible()]
    assert [end.text() for end in sorted(ends, key=QLabel.x)] == ["black", "white"]


def test_that_the_scale_tells_its_numbers_and_warns(show) -> None:
    scale = show(IntensityScale(), 400)
    scale.set_intensities(None, 0.12)
    assert scale.ramp.accessibleDescription() == "Dark 0.12"
    scale.set_warning("The references are swapped.")
    assert scale.warning.isVisible()
    scale.set_warning("")
    assert not scale.warning.isVisible()


def test_that_the_histogram_counts_channels_and_luma() -> None:
    pixels = np.array([[255, 0, 128]] * 10, np.uint8)
    red, green, blue, luma = histograms(pixels)
    assert red[127] == green[0] == blue[64] == 1.0
    level = 0.2126 * 255 + 0.0722 * 128
    assert luma[round(level) // 2] == 1.0
    assert histograms(np.full((4, 3), 255, np.uint8))[3, 127] == 1.0


def test_that_hidden_scopes_do_not_compute(show, monkeypatch) -> None:
    scopes = show(ScopesView(), 300, 360)
    computed = []
    for scope in (scopes.histogram, scopes.chroma):
        monkeypatch.setattr(scope, "compute", partial(computed.append, scope))
    hair = np.random.default_rng(1).integers(0, 255, (500, 3)).astype(np.uint8)
    for _ in range(3):
        scopes.set_pixels(hair, 255 - hair)
        QTest.qWait(20)
    assert set(computed) == {scopes.histogram}
    scopes.tabs.setCurrentIndex(1)
    QTest.qWait(20)
    assert computed.count(scopes.chroma) == 1


@pytest.mark.parametrize("index", [0, 1, 2])
def test_that_each_scope_shows_its_data_and_says_so_without(show, index) -> None:
    scopes = show(ScopesView(), 300, 360)
    scopes.tabs.setCurrentIndex(index)
    empty = scopes.grab().toImage()
    hair = np.random.default_rng(1).integers(0, 255, (500, 3)).astype(np.uint8)
    scopes.set_pixels(hair, hair // 2)
    scopes.set_table(Lut3D.identity(17).table)
    scopes.set_goal((0.6, 0.3, 0.2))
    scopes.set_shares([("Lost in black", 0.01, 0.02)])
    assert scopes.grab().toImage() != empty
    scopes.set_pixels(np.zeros((0, 3), np.uint8), None)
    scopes.set_table(None)
    scopes.grab()


def test_that_the_rings_of_the_chroma_plane_have_the_decimal_sign_of_the_language(
    show, request: pytest.FixtureRequest
) -> None:
    plane = show(ChromaPlane(), 240, 240)
    plane.set_pixels(np.full((50, 3), 90, np.uint8), np.full((50, 3), 200, np.uint8))
    before = plane.grab().toImage()
    request.getfixturevalue("german")
    assert plane.grab().toImage() != before


def test_that_the_lattice_turns_and_comes_back(show, drag) -> None:
    scopes = show(ScopesView(), 300, 360)
    scopes.tabs.setCurrentIndex(2)
    lattice = scopes.lattice
    lattice.set_table(Lut3D.identity(17).table)
    lattice.setFocus()
    first = lattice.grab().toImage()
    drag(lattice, QPointF(100, 100), QPointF(150, 120))
    assert lattice.grab().toImage() != first
    QTest.keyClick(lattice, Qt.Key.Key_Left)
    QTest.mouseDClick(lattice, Qt.MouseButton.LeftButton)
    assert lattice.grab().toImage() == first


def test_that_white_stands_above_black_in_the_lattice(show) -> None:
    scopes = show(ScopesView(), 300, 360)
    ends = scopes.lattice._project(np.array([[0, 0, 0], [1, 1, 1]]))
    assert ends[1, 1] < ends[0, 1]


def test_that_shares_are_percent_and_unknown_ones_a_dash(show) -> None:
    scopes = show(ScopesView(), 300, 360)
    scopes.set_shares([("Lost in black", 0.0123, None), ("Out of gamut", 0.0, 1.0)])
    texts = [[label.text() for label in row] for row in scopes.shares.cells]
    assert texts == [["Lost in black", "1.2 %", "–"], ["Out of gamut", "0.0 %", "100.0 %"]]
    scopes.set_shares([])
    assert scopes.shares.cells == []


@pytest.fixture
def gallery(show) -> GalleryView:
    gallery = show(GalleryView(), 700, 220)
    image = np.full((64, 64, 3), 90, np.uint8)
    gallery.set_items([GalleryItem(f"head {i}", image, i / 4, i / 4) for i in range(5)])
    QTest.qWait(10)
    return gallery


def test_that_heads_are_chosen_by_mouse_and_keys(gallery, record) -> None:
    opened = record(gallery.activated)
    place = gallery.list.visualRect(gallery.model.index(2)).center()
    QTest.mouseClick(gallery.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.keyClick(gallery.list, Qt.Key.Key_Right)
    QTest.keyClick(gallery.list, Qt.Key.Key_Return)
    assert opened == [3]


def test_that_a_head_can_be_repainted_without_losing_the_choice(gallery) -> None:
    gallery.list.setCurrentIndex(gallery.model.index(1))
    items = list(gallery.model.items())
    items[1] = replace(items[1], intensity=0.3, position=0.5)
    gallery.set_items(items)
    assert gallery.list.currentIndex().row() == 1
    assert "intensity 0.30, position 50 %" in gallery.model.items()[1].description


def test_that_the_position_is_scrubbed_and_given_back(gallery, record, drag) -> None:
    steps, ends = record(gallery.position_changed), record(gallery.position_committed)
    assert gallery.position() is None
    slider = gallery.slider.slider
    start = QPointF(slider.handle_x(), 12)
    drag(slider, start, start + QPointF(20, 0))
    assert gallery.position() == steps[0] == ends[0] > 0.5
    assert gallery.slider.edit.text() == f"{steps[0] * 100:.0f} %"
    assert not gallery.auto.isChecked()
    QTest.mouseClick(gallery.auto, Qt.MouseButton.LeftButton)
    assert gallery.position() is None
    assert ends[-1] is None


def test_that_an_empty_gallery_teaches(show, record) -> None:
    gallery = show(GalleryView(), 500, 120)
    heard = record(gallery.more_requested)
    assert gallery.empty.isVisible()
    QTest.mouseClick(gallery.add, Qt.MouseButton.LeftButton)
    assert heard == [()]


@pytest.fixture
def looks(show) -> LooksBrowser:
    browser = show(LooksBrowser(), 220, 400)
    browser.set_looks(
        [
            LookItem("copper", "Copper", detail="Built in", builtin=True, current=True),
            LookItem("/a/rose.hairlook", "Rose", detail="A. Artist", dirty=True, keywords="pink"),
            LookItem("/a/sea.hairlook", "Sea", detail="A. Artist"),
        ]
    )
    QTest.qWait(10)
    return browser


def test_that_the_mark_of_a_changed_look_never_stands_on_a_line_alone(looks) -> None:
    metrics = looks.fontMetrics()
    wide = metrics.horizontalAdvance
    assert captions("Copper", " •", "Ann", wide("Copper •"), metrics) == (["Copper •"], "Ann")
    narrow = wide("Copper •") - 1
    assert captions("Copper", " •", "Ann", narrow, metrics) == (["Copper"], "• Ann")
    assert captions("Copper", "", "Ann", narrow, metrics) == (["Copper"], "Ann")
    narrow = wide("Warm copper •") - 1
    assert captions("Warm copper", " •", "Ann", narrow, metrics) == (["Warm", "copper •"], "")
    assert captions("Warm copper", "", "Ann", narrow, metrics) == (["Warm copper"], "Ann")


@pytest.mark.parametrize("name", ["Copper-for-the-summer-2", "Warm copper-for-the-summer-2"])
def test_that_of_a_long_name_the_version_and_the_mark_are_seen(looks, name: str) -> None:
    metrics = looks.fontMetrics()
    (*_, last), below = captions(
        name, " •", "Ann", metrics.horizontalAdvance("copper-the-summer"), metrics
    )
    assert "…" in last
    assert f"{last} {below}".strip().endswith(("-2 •", "-2 • Ann"))


def test_that_looks_are_searched_and_opened_by_enter(looks, record) -> None:
    opened = record(looks.open_requested)
    looks.search.setFocus()
    QTest.keyClicks(looks.search, "pink artist")
    QTest.keyClick(looks.search, Qt.Key.Key_Return)
    assert opened == ["/a/rose.hairlook"]
    QTest.keyClicks(looks.search, "zzz")
    assert looks.nothing.isVisible()
    looks.search.clear()
    assert not looks.nothing.isVisible()


def test_that_looks_are_opened_by_double_click_and_enter(looks, record) -> None:
    opened = record(looks.open_requested)
    viewport = looks.list.viewport()
    place = looks.list.visualRect(looks.list.model().index(2, 0)).center()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    assert opened == []
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    looks.select("copper")
    QTest.keyClick(looks.list, Qt.Key.Key_Return)
    assert opened == ["/a/sea.hairlook", "copper"]


def test_that_down_goes_from_the_search_to_what_was_found_and_escape_shows_all(
    looks, record
) -> None:
    opened = record(looks.open_requested)
    looks.search.setFocus()
    QTest.keyClicks(looks.search, "sea")
    assert looks.list.model().rowCount() == 1
    QTest.keyClick(looks.search, Qt.Key.Key_Down)
    assert looks.list.hasFocus()
    assert looks.selected() == "/a/sea.hairlook"
    QTest.keyClick(looks.list, Qt.Key.Key_Return)
    assert opened == ["/a/sea.hairlook"]
    looks.search.setFocus()
    QTest.keyClick(looks.search, Qt.Key.Key_Escape)
    assert looks.search.text() == ""
    assert looks.list.model().rowCount() == 3
    QTest.keyClick(looks.search, Qt.Key.Key_Down)
    assert looks.selected() == "/a/sea.hairlook"


def test_that_arrows_begin_at_the_open_look_and_the_choice_outlives_a_longer_list(looks) -> None:
    copper, rose, sea = looks.model.items()
    looks.set_looks([rose, sea, LookItem("/a/tea.hairlook", "Tea"), copper])
    assert not looks.list.selectionModel().hasSelection()
    looks.list.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(looks.list, Qt.Key.Key_Up)
    assert looks.selected() == "/a/tea.hairlook"
    looks.set_looks([rose, copper, LookItem("/a/tea.hairlook", "Tea")])
    assert looks.selected() == "/a/tea.hairlook"
    assert looks.list.selectionModel().hasSelection()


@pytest.mark.parametrize("name", ["gallery", "looks"])
def test_that_the_focus_is_seen_before_anything_is_chosen(
    request: pytest.FixtureRequest, dark, name: str
) -> None:
    view = request.getfixturevalue(name)
    accent = dark.palette().accent().color()

    def framed() -> bool:
        image = view.list.viewport().grab().toImage()
        row = view.list.visualRect(view.list.currentIndex()).center().y()
        return any(image.pixelColor(x, row) == accent for x in range(20))

    view.list.setCurrentIndex(view.list.model().index(0, 0))
    view.list.clearSelection()
    assert not framed()
    view.list.setFocus(Qt.FocusReason.TabFocusReason)
    assert framed()


def test_that_built_in_looks_are_duplicated_but_not_removed(looks, record) -> None:
    copied, removed = record(looks.duplicate_requested), record(looks.remove_requested)
    looks.list.setFocus()
    for look in ("copper", "/a/sea.hairlook"):
        looks.select(look)
        QTest.keyClick(looks.list, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(looks.list, Qt.Key.Key_Delete)
    assert copied == ["copper", "/a/sea.hairlook"]
    assert removed == ["/a/sea.hairlook"]


def test_that_the_context_menu_knows_what_is_allowed(looks, record) -> None:
    renamed = record(looks.rename_requested)
    builtin, own, _ = looks.model.items()
    menu = looks.make_menu(builtin)
    assert [action.isEnabled() for action in menu.actions()] == [True, True, False, True, False]
    menu.deleteLater()
    menu = looks.make_menu(own)
    menu.actions()[2].trigger()
    assert renamed == ["/a/rose.hairlook"]
    menu.deleteLater()
    assert "changed" in own.description


def test_that_the_goal_reads_out_its_distances(show, record) -> None:
    goal = show(GoalReadout(), 300)
    assert "Pick" in goal.text.text()
    goal.set_goal((0.65, 0.27, 0.16), 1.84, 2.31)
    assert goal.text.text() == "ΔE light 1.8 · dark 2.3"
    assert goal.swatch.toolTip().startswith("#A64529\n")
    goal.set_results((0.65, 0.27, 0.16), (0.65, 0.27, 0.16), (0.4, 0.27, 0.16))
    light, dark, signs = goal.text.toolTip().splitlines()
    assert light == "light #A64529:  ΔL* +0.0   ΔC* +0.0   ΔH* +0.0"
    assert dark.startswith("dark #664529:  ΔL* -")
    assert "hue" in signs
    heard = record(goal.clicked)
    QTest.keyClick(goal.swatch, Qt.Key.Key_Space)
    assert heard == [()]
    goal.set_goal(None)
    assert goal.text.toolTip() == ""
