from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QSlider,
    QTabBar,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hairstudio.services.qimages import pixels_of
from hairstudio.views.widgets.editors import curve_plot
from hairstudio.views.widgets.icons import ICONS, IconButton
from hairstudio.views.widgets.scopes import histogram
from hairstudio.views.widgets.scopes.lattice import LatticeView
from hairstudio.views.widgets.theme import THEMES, apply_theme
from hairstudio.views.widgets.viewer.picture import draw_chip


def contrast(first: QColor, second: QColor) -> float:
    """WCAG 2.1 contrast ratio."""
    lights = []
    for colour in (first, second):
        parts = [
            v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4
            for v in (colour.redF(), colour.greenF(), colour.blueF())
        ]
        lights.append(0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_that_all_greys_are_neutral_and_only_the_accent_has_a_hue(qapp, name) -> None:
    palette = THEMES[name].palette()
    roles = QPalette.ColorRole
    tinted = {roles.Highlight, roles.Accent, roles.Link, roles.LinkVisited}
    for role in roles:
        if role in tinted or role in (roles.NColorRoles, roles.NoRole):
            continue
        colour = palette.color(QPalette.ColorGroup.Active, role)
        assert colour.red() == colour.green() == colour.blue(), role


def test_that_the_dark_surround_is_18_percent(qapp) -> None:
    assert round(THEMES["dark"].palette().shadow().color().redF(), 2) == 0.18


@pytest.mark.parametrize("name", THEMES)
def test_that_text_is_legible_on_every_ground(qapp, name) -> None:
    palette = THEMES[name].palette()
    for ground in (
        palette.window(),
        palette.base(),
        palette.alternateBase(),
        palette.midlight(),
        palette.shadow(),
    ):
        assert contrast(palette.windowText().color(), ground.color()) > 7
        assert contrast(palette.placeholderText().color(), ground.color()) >= 4.5
        assert contrast(palette.accent().color(), ground.color()) >= 3
    # WCAG 2.1: 4.5 for text, 3 for what shows where the focus is, and a box that is not ticked.
    assert contrast(palette.highlightedText().color(), palette.highlight().color()) >= 4.5
    assert contrast(palette.accent().color(), palette.mid().color()) >= 3
    for ground in (palette.window(), palette.base()):
        assert contrast(palette.link().color(), ground.color()) >= 4.5
    for ground in (palette.window(), palette.base()):
        assert contrast(palette.light().color(), ground.color()) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_that_a_theme_dresses_the_application(qapp: QApplication, name) -> None:
    apply_theme(qapp, name)

    assert qapp.font().pixelSize() == 13
    assert qapp.palette().window().color().red() == THEMES[name].window
    apply_theme(qapp, "dark")


@pytest.mark.parametrize("name", THEMES)
def test_that_what_is_marked_is_legible(show, qapp: QApplication, name) -> None:
    apply_theme(qapp, name)
    box = show(QComboBox(editable=True))
    for marked in (box.view(), box.lineEdit(), show(QLineEdit())):
        palette = marked.palette()
        ground, text = palette.highlight().color(), palette.highlightedText().color()
        assert contrast(text, ground) >= 4.5, marked
    apply_theme(qapp, "dark")


def fields() -> QWidget:
    """One of each widget that the style sheet colours."""
    panel = QWidget()
    column = QVBoxLayout(panel)
    line, button, box, tabs = QLineEdit("words"), QToolButton(), QCheckBox("tick"), QTabBar()
    button.setText("checked")
    button.setCheckable(True)
    button.setChecked(True)
    refused = QToolButton(text="refused", checkable=True, enabled=False)
    tabs.addTab("first")
    tabs.addTab("second")
    bar = QScrollBar(Qt.Orientation.Horizontal)
    for widget in (line, button, refused, box, tabs, bar, QLabel("label"), QPushButton("push")):
        widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(widget)
    panel.resize(200, 300)
    return panel


def test_that_a_theme_chosen_later_looks_as_if_chosen_first(qtbot, qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    first = fields()
    qtbot.addWidget(first)
    first.show()
    apply_theme(qapp, "dark")
    later = fields()
    qtbot.addWidget(later)
    later.show()
    qapp.processEvents()

    assert first.grab().toImage() == later.grab().toImage()
    dark = later.grab().toImage()
    apply_theme(qapp, "light")
    qapp.processEvents()
    assert first.grab().toImage() == later.grab().toImage() != dark
    apply_theme(qapp, "dark")


@pytest.mark.parametrize("name", THEMES)
def test_that_a_slider_without_the_focus_is_grey(show, qapp: QApplication, name) -> None:
    apply_theme(qapp, name)
    page = QWidget()
    box = QVBoxLayout(page)
    slider = QSlider(Qt.Orientation.Horizontal, value=50)
    box.addWidget(QLineEdit())  # takes the focus
    box.addWidget(slider)
    show(page, 200, 80)
    pixels = pixels_of(slider.grab().toImage()).astype(int)
    assert (pixels.max(axis=2) - pixels.min(axis=2)).max() == 0
    assert pixels.std() > 5
    apply_theme(qapp, "dark")


@pytest.mark.parametrize(
    "kind", [QPushButton, QComboBox, QCheckBox, QToolButton, QLineEdit, QTextBrowser]
)
@pytest.mark.parametrize("checked", [None, False, True])
@pytest.mark.parametrize("name", THEMES)
def test_that_the_focus_is_seen_on_every_control(
    show, qapp: QApplication, name, checked, kind
) -> None:
    apply_theme(qapp, name)
    page = QWidget()
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    control = kind()
    if isinstance(control, QAbstractButton):
        control.setText("words")
        control.setCheckable(checked is not None)
        control.setChecked(bool(checked))
    control.setProperty("ringed", True)  # texts and lists wish for it
    QVBoxLayout(page).addWidget(control)
    show(page, 120, 60)
    page.setFocus()
    without = pixels_of(page.grab().toImage())
    control.setFocus(Qt.FocusReason.TabFocusReason)
    page.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # as a real Tab does
    ringed = pixels_of(page.grab().toImage())
    row = control.geometry().center().y()
    ring = ringed[row][(ringed[row] != without[row]).any(axis=1)][0]
    colour = QColor(*map(int, ring))
    assert contrast(colour, qapp.palette().window().color()) >= 3
    assert ring.max() - ring.min() > 40
    apply_theme(qapp, "dark")


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
@pytest.mark.parametrize("name", THEMES)
def test_that_fields_for_text_are_set_off(qapp, show, name, kind) -> None:
    apply_theme(qapp, name)
    page = QWidget()
    field = kind()
    field.setProperty("ringed", True)
    QVBoxLayout(page).addWidget(field)
    show(page, 120, 80)
    page.setFocus()
    place, edge = field.geometry(), page.grab().toImage()
    row = place.center().y()
    outline, outside = (edge.pixelColor(place.left() - far, row) for far in (0, 3))
    apply_theme(qapp, "dark")
    assert contrast(outline, outside) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_that_the_lines_of_curves_and_histograms_are_seen(name) -> None:
    base = THEMES[name].palette().base().color()
    for ink in (*curve_plot._INK.values(), *histogram._INKS):
        assert contrast(QColor(*ink), base) >= 3


@pytest.mark.parametrize("level", [0, 255])
def test_that_captions_are_legible_on_any_picture(show, level) -> None:
    image = QImage(60, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(level, level, level))
    painter = QPainter(image)
    draw_chip(painter, "After", QRectF(image.rect()))
    painter.end()
    inks = [image.pixelColor(x, y) for x in range(5, 55) for y in range(4, 16)]
    ground = image.pixelColor(30, 2)
    assert max(contrast(ink, ground) for ink in inks) >= 4.5


@pytest.mark.parametrize("icon", ICONS)
def test_that_every_icon_leaves_ink(show, icon) -> None:
    button = show(IconButton(icon, "tip"), 24, 24)
    image = button.grab().toImage()
    ground = image.pixelColor(0, 0)
    assert any(image.pixelColor(x, y) != ground for x in range(4, 20) for y in range(4, 20))
    assert button.accessibleName() == "tip"


def test_that_the_lattice_shows_the_focus_also_without_a_lut(show) -> None:
    view = show(LatticeView(), 200, 200)
    view.clearFocus()
    without = view.grab().toImage()
    view.setFocus()
    assert view.grab().toImage() != without
