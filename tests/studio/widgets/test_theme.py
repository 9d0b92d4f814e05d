from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from hairstudio.views.widgets.icons import ICONS, IconButton
from hairstudio.views.widgets.theme import THEMES, apply_theme


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
    for ground in (palette.window(), palette.base(), palette.alternateBase(), palette.shadow()):
        assert contrast(palette.windowText().color(), ground.color()) > 7
        assert contrast(palette.placeholderText().color(), ground.color()) > 3.5
    accent = palette.highlight().color()
    assert contrast(palette.highlightedText().color(), accent) > 3


@pytest.mark.parametrize("name", THEMES)
def test_that_a_theme_dresses_the_application(qapp: QApplication, name) -> None:
    apply_theme(qapp, name)

    assert qapp.font().pixelSize() == 13
    assert qapp.palette().window().color().red() == THEMES[name].window
    apply_theme(qapp, "dark")


@pytest.mark.parametrize("icon", ICONS)
def test_that_every_icon_leaves_ink(show, icon) -> None:
    button = show(IconButton(icon, "tip"), 24, 24)
    image = button.grab().toImage()
    ground = image.pixelColor(0, 0)
    assert any(image.pixelColor(x, y) != ground for x in range(4, 20) for y in range(4, 20))
    assert button.accessibleName() == "tip"
