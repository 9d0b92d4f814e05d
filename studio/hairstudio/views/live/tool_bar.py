"""How the live picture is shown, and how much of the look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from hairstudio.views.widgets.buttons import button, menu_button, mode_buttons
from hairstudio.views.widgets.editors.number import NumberEditor, percentage
from hairstudio.views.widgets.live.stage import MOST
from hairstudio.views.widgets.theme import GRID
from hairstudio.views.widgets.words import menu_text

__all__ = ["LookChoice", "ToolBar"]

_OTHERS = MOST - 1


@dataclass(frozen=True)
class LookChoice:
    """A look to compare with.

    Attributes
    ----------
    key : str
    name : str
    """

    key: str
    name: str


class ToolBar(QWidget):
    """The second bar of the workspace. It only shows and asks."""

    mode_chosen = Signal(str)
    mask_toggled = Signal(bool)
    strength_changed = Signal(float)
    compare_changed = Signal(list)
    """Keys of the looks beside the open one, three at most."""

    looks_wanted = Signal()
    """The menu of looks opens: read the folders again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks: tuple[LookChoice, ...] = ()
        self._chosen: list[str] = []
        self.modes = mode_buttons(self, self.tr("Beside"))
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        row.setSpacing(0)
        for mode, made in self.modes.items():
            made.clicked.connect(lambda _=False, mode=mode: self.mode_chosen.emit(mode))
            row.addWidget(made)
        self.mask_button = button(self.tr("Mask"), self.tr("Lay the mask over the picture (M)"))
        self.mask_button.clicked.connect(self.mask_toggled)
        row.addSpacing(2 * GRID)
        row.addWidget(self.mask_button)
        for narrow in (*self.modes.values(), self.mask_button):
            # The slider beside them keeps its name and its groove in a small window, too.
            narrow.setProperty("tight", True)
        self.strength = NumberEditor(
            percentage(
                "strength", self.tr("Strength"), 100.0, self.tr("How much of the look is mixed in")
            )
        )
        self.strength.setMaximumWidth(70 * GRID)
        self.strength.label.set_fitting()
        self.strength.changed.connect(self._on_strength)
        self.strength.edit.setFixedWidth(14 * GRID)
        self.strength.slider.setMinimumWidth(7 * GRID)
        self.strength.setToolTip(self.tr("How much of the look is mixed in"))
        row.addSpacing(2 * GRID)
        row.addWidget(self.strength, 3)
        row.addSpacing(GRID)
        row.addStretch()
        self.compare_menu = QMenu(self)
        self.compare_menu.aboutToShow.connect(self._on_menu)
        self.compare = menu_button(
            self.tr("Compare"),
            self.tr("Other looks beside this one, on the same frame"),
            self.compare_menu,
        )
        row.addWidget(self.compare)

    def minimumSizeHint(self) -> QSize:
        # The slider's name gives way first; its tooltip and accessible name have it, too.
        hint, label = super().minimumSizeHint(), self.strength.label
        spare = label.width() if label.isVisibleTo(self) else 0
        return QSize(hint.width() - spare, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        label = self.strength.label
        label.setVisible(event.size().width() >= self.minimumSizeHint().width() + label.width())

    def show_mode(self, mode: str) -> None:
        """Mark how before and after are compared."""
        if mode in self.modes:
            self.modes[mode].setChecked(True)

    def show_strength(self, strength: float) -> None:
        """Show how much of the look is mixed in, in [0, 1]."""
        self.strength.set_value(round(strength * 100, 4))

    def show_looks(self, looks: Sequence[LookChoice]) -> None:
        """Offer these looks for comparison."""
        self._looks = tuple(looks)
        known = {look.key for look in looks}
        kept = [key for key in self._chosen if key in known]
        if kept != self._chosen:
            self._choose(kept)
        if self.compare_menu.isVisible():
            self.fill_menu()
        self._tell()

    def show_compared(self, keys: Sequence[str]) -> None:
        """Mark the looks that are compared."""
        self._chosen = list(keys)[:_OTHERS]
        self._tell()

    def compared(self) -> list[str]:
        """Keys of the looks that are compared."""
        return list(self._chosen)

    def fill_menu(self) -> None:
        """List the looks; with three chosen, others have to be left out first."""
        menu = self.compare_menu
        menu.clear()
        full = len(self._chosen) >= _OTHERS
        for look in self._looks:
            action = menu.addAction(menu_text(look.name))
            action.setCheckable(True)
            action.setChecked(look.key in self._chosen)
            action.setEnabled(action.isChecked() or not full)
            action.triggered.connect(lambda on, key=look.key: self._toggle(key, on))
        menu.addSeparator()
        alone = menu.addAction(self.tr("Only this look"))
        alone.setEnabled(bool(self._chosen))
        alone.triggered.connect(lambda: self._choose([]))

    def _on_menu(self) -> None:
        self.looks_wanted.emit()
        self.fill_menu()

    def _toggle(self, key: str, on: bool) -> None:
        rest = [each for each in self._chosen if each != key]
        self._choose([*rest, key] if on else rest)

    def _choose(self, keys: list[str]) -> None:
        self._chosen = keys[:_OTHERS]
        self._tell()
        self.compare_changed.emit(self.compared())

    def _tell(self) -> None:
        count = len(self._chosen)
        self.compare.setText(
            self.tr("Compare {0} ▾").format(count + 1) if count else self.tr("Compare ▾")
        )

    def _on_strength(self, value: object) -> None:
        if isinstance(value, float | int):
            self.strength_changed.emit(value / 100)
