"""The studio as one widget, for other PySide6 applications: Nuke, Maya, Houdini."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QSplitter, QTabWidget, QVBoxLayout, QWidget

from hairsdk.preset import Preset
from hairstudio.document.look import Look
from hairstudio.services.baking import make_preset
from hairstudio.services.places import Places
from hairstudio.services.retold import retold
from hairstudio.services.session import Session
from hairstudio.views.arrivals import Arrivals
from hairstudio.views.connections import connect_panels
from hairstudio.views.files import FileCommands
from hairstudio.views.panels.compare import ComparePanel
from hairstudio.views.panels.effects import EffectsPanel
from hairstudio.views.panels.gallery import GalleryPanel
from hairstudio.views.panels.history import HistoryPanel
from hairstudio.views.panels.scopes import ScopesPanel
from hairstudio.views.remark import RemarkBar
from hairstudio.views.roundtrip import RoundTrip
from hairstudio.views.save_picture import SavePicture
from hairstudio.views.save_pictures import SavePictures
from hairstudio.views.state import ViewState
from hairstudio.views.widgets.accessible import tell_roles
from hairstudio.views.widgets.theme import GRID

__all__ = ["AuthoringPanel"]

_GALLERY = 34 * GRID
"""Height of one row of heads with their numbers, and the slider."""


class AuthoringPanel(QWidget):
    """References, viewer, effects, goal, gallery and scopes in a plain QWidget.

    It brings no menus, docks, style or application: those are the host's. Undo and redo answer
    to their usual keys while the focus is inside. As any widget without a parent, it goes with the
    last reference to it.

    Parameters
    ----------
    parent : QWidget, optional
    places : Places, optional
        Folders for imported LUTs and recovery; the studio's own when left out.

    Examples
    --------
    >>> dock = QDockWidget("Hair")                # doctest: +SKIP
    >>> dock.setWidget(AuthoringPanel())          # doctest: +SKIP
    >>> window.addDockWidget(Qt.RightDockWidgetArea, dock)  # doctest: +SKIP
    """

    look_changed = Signal(object)
    """The look after each recorded step, undo and redo."""

    def __init__(self, parent: QWidget | None = None, *, places: Places | None = None) -> None:
        super().__init__(parent)
        tell_roles()
        app = QApplication.instance()
        # It outlives the panel, and Python, which may look for cycles in any thread, must not
        # delete it meanwhile.
        self.session = session = Session(places or Places.standard(), parent=app)
        self.destroyed.connect(session.silence)
        # Queued: what it tells would reach a panel that is half gone.
        self.destroyed.connect(session.close, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(session.deleteLater)
        self.state = ViewState(self)
        self.remark = RemarkBar()
        self.compare = ComparePanel(self.session, self.state)
        # Nothing within holds the panel, nor does a lambda: it goes with the host's last reference.
        # Python cannot see rings that pass through Qt, and would keep it and its photos for ever.
        self.files = FileCommands(self.session, self.compare)
        self.roundtrip = RoundTrip(self.session, self.state, self.compare)
        self.arrivals = Arrivals(self.session, self.files, self.roundtrip, self.compare)
        self.gallery = GalleryPanel(self.session)
        self.save_picture = SavePicture(self.session, self.compare)
        self.save_pictures = SavePictures(self.session, self.gallery, self.compare)
        self.effects = EffectsPanel(self.session, self.state)
        self.scopes = ScopesPanel(self.session, self.state)
        self.history = HistoryPanel(self.session)
        self._lay_out()
        for keys, run in (
            ("Ctrl+Z", self.undo),
            ("Ctrl+Shift+Z", self.redo),
            ("Ctrl+Y", self.redo),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)
        connect_panels(self)
        self.session.document.shown.connect(self._on_shown)
        if app is not None:
            app.aboutToQuit.connect(self.effects.flush)
            app.aboutToQuit.connect(self.session.close)
        self.session.new()
        if self.session.registry.problems:
            self.remark.say(
                "error", "\n".join(retold(str(each)) for each in self.session.registry.problems)
            )
        else:
            self._offer_recovery()

    def open(self, path: str | Path) -> None:
        """Open a `.hairlook` file or preset folder, in the background."""
        self.files.begin(lambda: self.session.open(Path(path)))

    def save(self, path: str | Path) -> None:
        """Write the look to a `.hairlook` file, in the background."""
        self.flush()
        self.files.begin(lambda: self.session.save(Path(path)))

    def look(self) -> Look:
        """The look as it is shown now."""
        return self.session.document.look

    def preset(self) -> Preset:
        """The look baked, as the SDK takes it.

        Raises
        ------
        HairSdkError
            An effect cannot be evaluated.
        """
        self.flush()
        return make_preset(self.session.document.look)

    def undo(self) -> None:
        """Take the last step back."""
        self.flush()
        self.session.document.undo_stack.undo()

    def redo(self) -> None:
        """Take a step again."""
        self.flush()
        self.session.document.undo_stack.redo()

    def flush(self) -> None:
        """End gestures that wait for more steps: before undo, save and export."""
        self.effects.flush()
        self.compare.flush()
        self.session.references.finish()

    def shut_down(self) -> None:
        """End all background work; call it before the host ends or deletes the panel.

        Unsaved work stays as a safety copy, which the next panel or studio offers.
        """
        self.flush()
        self.session.close()

    def _lay_out(self) -> None:
        over = QWidget()
        column = QVBoxLayout(over)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for bar in (self.remark, self.save_picture.progress, self.save_pictures.progress):
            bar.setAutoFillBackground(True)
            column.addWidget(bar)
        self.compare.lay_over(over)
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(self.compare)
        left.addWidget(self.gallery)
        left.setStretchFactor(0, 1)
        left.setStretchFactor(1, 0)
        left.setSizes([140 * GRID, _GALLERY])
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.addTab(self.scopes, self.tr("Scopes"))
        tabs.addTab(self.history, self.tr("History"))
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(self.effects)
        right.addWidget(tabs)
        right.setStretchFactor(0, 3)
        right.setStretchFactor(1, 2)
        whole = QSplitter(Qt.Orientation.Horizontal)
        whole.addWidget(left)
        whole.addWidget(right)
        whole.setStretchFactor(0, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(whole, 1)

    def _offer_recovery(self) -> None:
        # A line, and no question: the host is only just opening its window.
        leftovers = self.session.leftovers()
        if leftovers:
            newest = leftovers[0]
            text = self.tr("“{0}” was not saved when its window went.").format(newest.title)
            self.remark.offer(text, self.tr("Recover"), partial(self.files.recover, newest))

    def _on_shown(self, look: Look, exact: bool) -> None:
        if exact:
            self.look_changed.emit(look)
