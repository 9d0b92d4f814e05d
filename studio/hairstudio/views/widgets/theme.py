"""Neutral palettes, dark and light: colour on screen belongs to hair and swatches.

Every grey has equal red, green and blue, so that the surround does not shift how a hue is seen.
The dark surround is 18 % of encoded white. Widgets that paint themselves take their colours
from the palette alone, so they follow the theme without being told:

=================== ==============================================
palette role        what it is here
=================== ==============================================
Window, WindowText  panels, and text on them
Base, Text          fields, and text in them
Button              raised controls
Midlight            lines of scopes, the open look's row
Mid                 grooves and scroll bars
Dark                hairlines between panels
Light               outlines of controls, handles
Shadow              the surround of pictures
PlaceholderText     secondary text
BrightText          warnings
Highlight           the one hue: selection
Accent              the same, set off from every grey: focus, links
=================== ==============================================
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QDockWidget,
    QLineEdit,
    QMainWindow,
    QMenuBar,
    QScrollBar,
    QSlider,
    QStyleFactory,
    QTabBar,
    QToolButton,
    QToolTip,
    QWidget,
)

__all__ = [
    "GRID",
    "ROW",
    "THEMES",
    "Theme",
    "ThemeName",
    "apply_theme",
    "set_faint",
    "small",
    "tabular",
    "worn_theme",
]

ThemeName = Literal["dark", "light"]

GRID = 4
ROW = 6 * GRID
FONT_PX = 13


@dataclass(frozen=True)
class Theme:
    """Grey levels in 0..255 and the accent of one theme."""

    window: int
    base: int
    alternate: int
    button: int
    raised: int
    groove: int
    line: int
    outline: int
    surround: int
    text: int
    faint: int
    disabled: int
    warning: int
    selection: tuple[int, int, int]
    on_selection: int
    focus: tuple[int, int, int]

    def palette(self) -> QPalette:
        """Return the palette, disabled colours included."""
        role = QPalette.ColorRole
        greys = {
            role.Window: self.window,
            role.WindowText: self.text,
            role.Base: self.base,
            role.AlternateBase: self.alternate,
            role.Text: self.text,
            role.Button: self.button,
            role.ButtonText: self.text,
            role.Mid: self.groove,
            role.Midlight: self.raised,
            role.Light: self.outline,
            role.Dark: self.line,
            role.Shadow: self.surround,
            role.BrightText: self.warning,
            role.PlaceholderText: self.faint,
            role.ToolTipBase: self.alternate,
            role.ToolTipText: self.text,
            role.HighlightedText: self.on_selection,
        }
        palette = QPalette()
        for key, level in greys.items():
            palette.setColor(key, _grey(level))
        palette.setColor(role.Highlight, QColor(*self.selection))
        for key in (role.Accent, role.Link, role.LinkVisited):
            palette.setColor(key, QColor(*self.focus))
        for key in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
            palette.setColor(QPalette.ColorGroup.Disabled, key, _grey(self.disabled))
        palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, _grey(self.groove))
        return palette


THEMES: dict[ThemeName, Theme] = {
    "dark": Theme(
        window=40,
        base=30,
        alternate=48,
        button=58,
        raised=58,
        groove=72,
        line=24,
        outline=116,
        surround=46,
        text=212,
        faint=164,
        disabled=128,
        warning=255,
        selection=(90, 122, 150),
        on_selection=255,
        focus=(120, 158, 192),
    ),
    "light": Theme(
        window=226,
        base=246,
        alternate=236,
        button=238,
        raised=218,
        groove=186,
        line=196,
        outline=128,
        surround=198,
        text=28,
        faint=82,
        disabled=150,
        warning=0,
        selection=(74, 110, 142),
        on_selection=255,
        focus=(60, 92, 122),
    ),
}

# Fusion draws the rest; it fills sliders with the accent, has no slim scroll bars, its docks have
# heavy titles, it draws the sign of a button that opens a menu (popupMode 2) over the last letter
# of its words, and menus higher than the buttons beside them. Colours are roles of the palette: a
# change of theme then needs no other sheet, which would dress everything. Only its outline tells
# that something is a field for text; numbers stand beside their sliders, where dozens of outlines
# would be a lattice.
_STYLE = """
QToolTip {
    border: 1px solid palette(light); padding: 4px; color: palette(text);
    background: palette(alternate-base);
}
QMenuBar { background: palette(window); border: none; }
QMenuBar::item { padding: 4px 6px; background: transparent; }
QMenuBar::item:selected { background: palette(mid); }
QUndoView::item { padding: 3px 6px; }
QScrollBar { background: palette(window); border: none; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: palette(mid); border-radius: 3px; margin: 2px; }
QScrollBar::handle:hover { background: palette(light); }
QScrollBar::handle:vertical { min-height: 24px; }
QScrollBar::handle:horizontal { min-width: 24px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QSlider::groove:horizontal { background: palette(mid); height: 3px; border-radius: 1px; }
QSlider::sub-page:horizontal { background: palette(placeholder-text); border-radius: 1px; }
QSlider::handle:horizontal {
    background: palette(placeholder-text); border: 1px solid palette(dark); border-radius: 6px;
    width: 10px; margin: -5px 0;
}
QSlider::handle:horizontal:hover { background: palette(window-text); }
QSlider::handle:horizontal:focus { border: 2px solid palette(accent); width: 8px; }
QCheckBox { min-height: 20px; }
QCheckBox::indicator:unchecked, QListWidget::indicator:unchecked {
    width: 12px; height: 12px; border: 1px solid palette(light); border-radius: 2px;
    background: palette(base);
}
QCheckBox::indicator:unchecked:focus {
    width: 10px; height: 10px; border: 2px solid palette(accent);
}
QToolButton[checkable="true"] {
    background: palette(window); border: 1px solid palette(mid); border-radius: 3px;
    padding: 1px 8px; color: palette(placeholder-text);
}
QToolButton[tight="true"] { padding: 1px 2px; }
QToolButton[checkable="true"]:hover { color: palette(text); }
QToolButton[checkable="true"]:checked {
    background: palette(mid); border-color: palette(light); color: palette(text);
}
QToolButton[checkable="true"]:focus { border: 2px solid palette(accent); padding: 0 7px; }
QToolButton[tight="true"]:focus { padding: 0 1px; }
QToolButton[checkable="true"]:disabled { color: palette(light); }
QToolButton[popupMode="2"]::menu-indicator { image: none; }
QToolButton[autoRaise="true"]:focus { border: 1px solid palette(accent); border-radius: 3px; }
QMainWindow::separator { background: palette(dark); width: 2px; height: 2px; }
QDockWidget::title { padding: 4px 8px; background: palette(window); }
QLineEdit {
    background: palette(base); border: 1px solid palette(light); border-radius: 3px;
    padding: 1px 4px; selection-background-color: palette(highlight);
}
QLineEdit[tight="true"] { padding: 1px 0; }
NumberEdit { border-color: palette(dark); }
QLineEdit:focus { border-color: palette(accent); }
QLineEdit:disabled { color: palette(light); border-color: palette(mid); }
QAbstractScrollArea[ringed="true"] { border: 1px solid palette(dark); }
QPlainTextEdit[ringed="true"] { border-color: palette(light); }
QAbstractScrollArea[ringed="true"]:focus { border-color: palette(accent); }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QStatusBar::item { border: none; }
QTabBar { border: none; }
QTabBar::tab {
    padding: 3px 11px 4px; border: 1px solid transparent; border-bottom-width: 2px;
    color: palette(placeholder-text);
}
QTabBar::tab:hover { color: palette(text); }
QTabBar::tab:selected { color: palette(text); border-bottom-color: palette(highlight); }
QTabBar::tab:focus { border-color: palette(accent); }
QTabWidget::pane { border: none; }
"""

_COLOURED = (
    *(QAbstractScrollArea, QCheckBox, QDockWidget, QLineEdit, QMainWindow),
    *(QMenuBar, QScrollBar, QSlider, QTabBar, QToolButton),
)
"""What the sheet gives colours: it keeps them until the widget is dressed anew."""


def apply_theme(app: QApplication, name: ThemeName = "dark") -> Theme:
    """Dress the application: Fusion, a neutral palette, 13 px text, a small style sheet.

    Parameters
    ----------
    app : QApplication
    name : {"dark", "light"}

    Returns
    -------
    Theme
    """
    theme = THEMES[name]
    app.setPalette(theme.palette())
    # Fusion rings them by a darker highlight, which would be lost among greys.
    ringed = theme.palette()
    ringed.setColor(QPalette.ColorRole.Highlight, ringed.accent().color().lighter(125))
    # What is chosen in a box's list or marked in its text stands on that.
    ringed.setColor(QPalette.ColorRole.HighlightedText, ringed.base().color())
    for kind in ("QPushButton", "QComboBox", "QCheckBox", "QToolButton"):
        app.setPalette(ringed, kind)  # type: ignore[arg-type]  # PySide 6.11 takes no bytes
    QToolTip.setPalette(theme.palette())
    if app.styleSheet() != _STYLE:
        app.setStyle(QStyleFactory.create("Fusion"))
        font = QFont(app.font())
        font.setPixelSize(FONT_PX)
        app.setFont(font)
        # Without it, widgets under a style sheet do not take over a new palette.
        app.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
        app.setStyleSheet(_STYLE)
        return theme
    for widget in app.allWidgets():
        if isinstance(widget, _COLOURED):
            style = widget.style()
            style.unpolish(widget)
            style.polish(widget)
    return theme


def worn_theme() -> ThemeName:
    """Return the name of the theme that the application is dressed in."""
    window = QApplication.palette().window().color()
    return "light" if window == _grey(THEMES["light"].window) else "dark"


def tabular(font: QFont) -> QFont:
    """Return the font with figures of equal width, so that a number does not wobble."""
    figures = QFont(font)
    figures.setFeature(QFont.Tag("tnum"), 1)
    return figures


def small(font: QFont) -> QFont:
    """Return the font two pixels smaller, for captions and axes."""
    caption = QFont(font)
    caption.setPixelSize(max(9, caption.pixelSize() - 2 if caption.pixelSize() > 0 else 11))
    return caption


def set_faint(widget: QWidget) -> None:
    """Let words stand back: captions, units, and what is said while there is nothing else."""
    widget.setForegroundRole(QPalette.ColorRole.PlaceholderText)


def _grey(level: int) -> QColor:
    return QColor(level, level, level)
