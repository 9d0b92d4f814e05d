"""The right end of the menu bar: undo, redo, and what finds the hair."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QMenuBar, QToolButton, QWidget

from hairsdk.errors import HairSdkError, ModelError
from hairstudio.services.explain import explained
from hairstudio.services.session import Session
from hairstudio.views.widgets.icons import IconButton
from hairstudio.views.widgets.theme import GRID, ROW
from hairstudio.views.widgets.words import menu_text, shortened, tip_text

__all__ = ["Corner"]

_OWN = "own"


class Corner(QWidget):
    """Buttons for two actions, and a menu of networks and devices.

    Parameters
    ----------
    session : Session
    undo, redo : QAction
    """

    own_network_chosen = Signal()
    """The artist's own network is another one, or loaded anew."""

    def __init__(
        self, session: Session, undo: QAction, redo: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._trouble = ""
        self.undo_button = self._button("undo", undo)
        self.redo_button = self._button("redo", redo)
        self.network = QToolButton(autoRaise=True)
        self.network.setMinimumHeight(ROW)
        self.menu = QMenu(self.network)
        self.menu.setToolTipsVisible(True)
        self.models = self._group(
            self.tr("Network for finding hair"),
            (
                ("512", self.tr("512: finer edges"), ""),
                ("256", self.tr("256: faster"), ""),
                (_OWN, "", ""),
            ),
        )
        self.menu.addAction(self.tr("Own network…")).triggered.connect(self._ask_own)
        self.menu.addSeparator()
        self.devices = self._group(
            self.tr("It runs on"),
            (
                ("auto", self.tr("Automatic"), self.tr("The GPU where a real one works")),
                ("cpu", self.tr("CPU"), ""),
                ("gpu", self.tr("GPU"), ""),
            ),
        )
        self.network.clicked.connect(self._open_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, GRID, 0)
        row.setSpacing(0)
        row.addWidget(self.undo_button)
        row.addWidget(self.redo_button)
        row.addSpacing(2 * GRID)
        row.addWidget(self.network)
        self._task = session.make_task()
        self._task.failed.connect(self._on_failed)
        self._task.done.connect(self._on_chosen)
        self._task.ended.connect(self.show_network)
        session.references.busy_changed.connect(lambda side, busy: self.show_network())
        self.show_network()

    @property
    def busy(self) -> bool:
        """Whether a network is being loaded."""
        return self._task.busy

    def _open_menu(self) -> None:
        corner = QPoint(self.network.width() - self.menu.sizeHint().width(), self.network.height())
        self.menu.popup(self.network.mapToGlobal(corner))

    def _button(self, icon: str, action: QAction) -> IconButton:
        button = IconButton(icon, _unmarked(action.text()))
        button.clicked.connect(action.trigger)

        def follow() -> None:
            text = _unmarked(action.text())
            keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
            button.setEnabled(action.isEnabled())
            button.setToolTip(tip_text(f"{text} ({keys})" if keys else text))
            button.setAccessibleName(text)

        action.changed.connect(follow)
        follow()
        return button

    def _group(self, title: str, choices: tuple[tuple[str, str, str], ...]) -> dict[str, QAction]:
        heading = self.menu.addAction(title)
        heading.setEnabled(False)
        group = QActionGroup(self.menu)
        actions = {}
        for key, text, tip in choices:
            action = self.menu.addAction(text)
            action.setCheckable(True)
            action.setToolTip(tip or text)
            action.triggered.connect(self._choose)
            group.addAction(action)
            actions[key] = action
        return actions

    def _ask_own(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self.window(),
            self.tr("Own network"),
            str(Path(self._session.settings.own_model).parent),
            self.tr("Networks (*.tflite)"),
        )
        if path:
            self.choose_own(Path(path))

    def choose_own(self, path: Path) -> None:
        """Let a network find the hair that the artist has trained."""
        self._load(str(path.absolute()), self._session.finder.wish)

    def _choose(self) -> None:
        model, device = (
            next(key for key, action in actions.items() if action.isChecked())
            for actions in (self.models, self.devices)
        )
        self._load(self._session.settings.own_model if model == _OWN else model, device)

    def _load(self, model: str, device: str) -> None:
        finder = self._session.finder

        def load(control: object) -> tuple[str, str]:
            finder.choose(model, device)
            return model, device

        self._task.start(load)
        self.show_network()

    def _on_chosen(self, chosen: tuple[str, str]) -> None:
        model, device = chosen
        settings = self._session.settings
        if model not in self.models:
            settings.own_model = model
        settings.model, settings.device = model, device
        if model not in self.models:
            self.own_network_chosen.emit()
        self._settle()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, HairSdkError | OSError | ImportError):
            raise error
        text = explained(error)
        if isinstance(error, ModelError):
            text = self.tr("{0}. Choose a .tflite file that hairnet exported").format(text)
        self._settle()
        self._trouble = text
        self._session.remarked.emit("trouble", text)

    def _settle(self) -> None:
        if self._trouble:
            self._session.settled.emit(self._trouble)
            self._trouble = ""

    def show_network(self) -> None:
        """Say which network finds hair, and on what it runs once it is loaded."""
        finder = self._session.finder
        names = {"cpu": self.tr("CPU"), "gpu": self.tr("GPU"), "": self.tr("Auto")}
        # Before the first photo nothing is loaded, and only the wish can be told.
        device = names[finder.device or finder.wish.replace("auto", "")]
        own = finder.model not in self.models
        name = Path(finder.model).stem if own else finder.model
        text = self.tr("{0} · {1}").format(device, shortened(name))
        self.network.setText(self.tr("loading…") if self.busy else menu_text(f"{text} ▾"))
        self.network.setEnabled(not self.busy)
        bar = self.parentWidget()
        if isinstance(bar, QMenuBar):
            bar.setCornerWidget(self)  # which makes room for it anew
        tip = (
            self.tr("Hair is found by network {0} on the {1}").format(name, device)
            if finder.device
            else self.tr("Network {0} finds the hair; it is loaded with the first photo").format(
                name
            )
        )
        self.network.setToolTip(tip_text(f"{tip}\n{finder.model}" if own else tip))
        self.network.setAccessibleName(tip)
        if not self.busy:
            self._show_own(finder.model if own else self._session.settings.own_model)
            self.models[_OWN if own else finder.model].setChecked(True)
            self.devices[finder.wish].setChecked(True)

    def _show_own(self, path: str) -> None:
        action = self.models[_OWN]
        action.setVisible(bool(path))
        action.setText(menu_text(shortened(Path(path).stem)))
        action.setToolTip(tip_text(path))


def _unmarked(text: str) -> str:
    """What an action says, without the ampersands that mark its letter and escape a name's own."""
    return re.sub("&(.)", r"\1", text)
