"""Buttons and boxes with words on them: those of the bars over pictures."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QMenu,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QWidget,
)

from hairstudio.services.translate import translate
from hairstudio.views.widgets.quiet import QuietComboBox
from hairstudio.views.widgets.theme import GRID, ROW

__all__ = ["Choice", "button", "menu_button", "mode_buttons"]


def button(text: str, tip: str, *, checkable: bool = True) -> QToolButton:
    """A button with words on it, as high as a row."""
    made = QToolButton(text=text, toolTip=tip, checkable=checkable)
    made.setAccessibleName(tip)
    made.setMinimumHeight(ROW)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def menu_button(text: str, tip: str, menu: QMenu) -> QToolButton:
    """A button that opens a menu."""
    made = button(f"{text} ▾", tip, checkable=False)
    made.setMenu(menu)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu.setToolTipsVisible(True)
    return made


def mode_buttons(bar: QWidget, beside: str) -> dict[str, QToolButton]:
    """The buttons that choose how before and after are compared, by mode; one is checked at most.

    Parameters
    ----------
    bar : QWidget
        What they stand on.
    beside : str
        Words for "side by side", as long as there is room for them.
    """
    made = {
        "wipe": button(
            translate("ModeButtons", "Wipe"),
            translate("ModeButtons", "Before and after, parted by a line (W)"),
        ),
        "side": button(
            beside,
            translate(
                "ModeButtons", "Before beside after, or above it where there is more room (S)"
            ),
        ),
        "after": button(
            translate("ModeButtons", "After"),
            translate("ModeButtons", "Only the result (A); hold \\ for before"),
        ),
    }
    group = QButtonGroup(bar)
    for each in made.values():
        group.addButton(each)
    return made


class Choice(QuietComboBox):
    """A box to choose from that says what it is for, and is no wider than it must be."""

    elide = Qt.TextElideMode.ElideMiddle
    """What is chosen stands at the end of most words, what for at the beginning."""

    def __init__(self, tip: str, *choices: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setMinimumHeight(ROW)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for key, text in choices:
            self.addItem(text, key)

    def minimumSizeHint(self) -> QSize:
        # On small screens the words give way; the tooltip has them, too.
        return QSize(18 * GRID, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            option.currentText,
            self.elide,
            field.width() - 2,  # Fusion leaves a pixel on each side
        )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def show_key(self, key: object) -> None:
        """Choose without telling."""
        self.blockSignals(True)
        self.setCurrentIndex(self.findData(key))
        self.blockSignals(False)
