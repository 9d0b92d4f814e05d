"""Which network, which device, with feedback or without, and who blends the picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hairstudio.views.widgets.buttons import Choice, button
from hairstudio.views.widgets.theme import GRID
from hairstudio.views.widgets.words import shortened, tip_text

__all__ = ["EngineBar"]

_OWN = 2
"""Place of the artist's own network among the choices, after the two that ship."""


class EngineBar(QWidget):
    """The lowest bar of the workspace. It only shows and asks."""

    model_chosen = Signal(str)
    """``512``, ``256``, or the path of the artist's own network."""

    device_chosen = Signal(str)
    """``auto``, ``cpu`` or ``gpu``."""

    feedback_toggled = Signal(bool)
    mirror_toggled = Signal(bool)
    picture_chosen = Signal(str)
    """``auto``, ``cpu`` or ``gpu``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = Choice(
            self.tr("Network: 512 finds finer hair, 256 is faster"),
            ("512", self.tr("Network 512")),
            ("256", self.tr("Network 256")),
        )
        self.device = Choice(
            self.tr("Device that the network shall run on"),
            ("auto", self.tr("Runs on: auto")),
            ("cpu", self.tr("Runs on: CPU")),
            ("gpu", self.tr("Runs on: GPU")),
        )
        self._mixing = self.tr(
            "Who mixes the colours: the graphics card, or the CPU where it is faster"
        )
        self.picture = Choice(
            self._mixing,
            ("auto", self.tr("Picture: auto")),
            ("cpu", self.tr("Picture: CPU")),
            ("gpu", self.tr("Picture: GPU")),
        )
        self.feedback = button(
            self.tr("Feedback"),
            self.tr("The network sees its last mask: calmer. Off shows what it does without"),
        )
        self.mirror = button(self.tr("Mirror"), self.tr("Show the picture as a mirror does"))
        for narrow in (self.feedback, self.mirror):
            # The boxes beside them keep more of their words on a small screen.
            narrow.setProperty("tight", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        row.setSpacing(GRID // 2)
        for widget in (self.model, self.device, self.picture, self.feedback, self.mirror):
            row.addWidget(widget)
        row.addStretch(1)
        self.model.activated.connect(lambda _: self.model_chosen.emit(self.model.currentData()))
        self.device.activated.connect(lambda _: self.device_chosen.emit(self.device.currentData()))
        self.picture.activated.connect(
            lambda _: self.picture_chosen.emit(self.picture.currentData())
        )
        self.feedback.clicked.connect(self.feedback_toggled)
        self.mirror.clicked.connect(self.mirror_toggled)

    def offer_own(self, path: str) -> None:
        """Offer the artist's own network, too; an empty path: there is none."""
        self.model.removeItem(_OWN)
        if path:
            name = Path(path).stem
            self.model.addItem(self.tr("Network {0}").format(shortened(name)), path)
            self.model.setItemData(_OWN, tip_text(path), Qt.ItemDataRole.ToolTipRole)

    def show_choices(
        self, model: str, device: str, picture: str, *, feedback: bool, mirror: bool
    ) -> None:
        """Show what is chosen."""
        self.mirror.setChecked(mirror)
        self.model.show_key(model)
        self.device.show_key(device)
        self.picture.show_key(picture)
        self.feedback.setChecked(feedback)

    def show_painter(self, name: str) -> None:
        """Say who mixes the colours at present: ``cpu`` or ``gpu``."""
        now = self.tr("Now: {0}").format(name.upper())
        self.picture.setToolTip(f"{self._mixing}\n{now}")
