"""The window: workspaces, docks, menus, status."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from hairstudio.document.look import Look
from hairstudio.services.retold import retold
from hairstudio.services.session import Session
from hairstudio.views.actions import Actions
from hairstudio.views.arrivals import Arrivals, is_document, local_files
from hairstudio.views.connections import connect_panels, connect_writer
from hairstudio.views.corner import Corner
from hairstudio.views.dialogs.about_look import AboutLookDialog
from hairstudio.views.dialogs.crash import CrashDialog
from hairstudio.views.dialogs.guide import GuideWindow
from hairstudio.views.dialogs.question import Answer
from hairstudio.views.dialogs.shortcuts import ShortcutsDialog
from hairstudio.views.dock import Dock
from hairstudio.views.files import FileCommands
from hairstudio.views.live.panel import LivePanel
from hairstudio.views.monitor_profile import MonitorProfile
from hairstudio.views.panels.compare import ComparePanel
from hairstudio.views.panels.effects import EffectsPanel
from hairstudio.views.panels.export import ExportPanel
from hairstudio.views.panels.gallery import GalleryPanel
from hairstudio.views.panels.history import HistoryPanel
from hairstudio.views.panels.looks import LooksPanel
from hairstudio.views.panels.scopes import ScopesPanel
from hairstudio.views.proof_sheet import ProofSheet
from hairstudio.views.remark import RemarkBar
from hairstudio.views.roundtrip import RoundTrip
from hairstudio.views.save_film import SaveFilm
from hairstudio.views.save_picture import SavePicture
from hairstudio.views.save_pictures import SavePictures
from hairstudio.views.state import ViewState
from hairstudio.views.status import StatusTexts
from hairstudio.views.widgets.theme import GRID, apply_theme
from hairstudio.views.widgets.viewer import CompareViewer

__all__ = ["MainWindow"]

_LAYOUT_VERSION = 1
_WORKSPACES = ("compare", "live", "export")
_Area = Qt.DockWidgetArea
_AREAS = {
    "looks": _Area.LeftDockWidgetArea,
    "effects": _Area.RightDockWidgetArea,
    "scopes": _Area.RightDockWidgetArea,
    "history": _Area.RightDockWidgetArea,
    "gallery": _Area.BottomDockWidgetArea,
}


class MainWindow(QMainWindow):
    """The studio's window."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.state = ViewState(self)
        self._problems = session.registry.problems
        self._size = session.settings.size  # which is to be that of the next start
        self._held_key: int | None = None
        self._guide: GuideWindow | None = None
        self.setObjectName("HairStudio")
        self.setDockNestingEnabled(True)
        self.setAcceptDrops(True)
        self.compare = ComparePanel(session, self.state)
        self.live = LivePanel(session, self.state)
        self.export = ExportPanel(session)
        self.effects = EffectsPanel(session, self.state)
        self.scopes = ScopesPanel(session, self.state)
        self.gallery = GalleryPanel(session)
        self.looks = LooksPanel(session)
        self.history = HistoryPanel(session)
        self.files = FileCommands(session, self)
        self.roundtrip = RoundTrip(session, self.state, self)
        self.proof = ProofSheet(session, self.gallery, self)
        self.save_picture = SavePicture(session, self)
        self.save_pictures = SavePictures(session, self.gallery, self)
        self.save_film = SaveFilm(session, self)
        self.arrivals = Arrivals(session, self.files, self.roundtrip, self)
        self.remark = RemarkBar()
        self.monitor_profile = MonitorProfile(self)
        self.workspaces = QTabBar(drawBase=False, documentMode=True, expanding=False)
        self.workspaces.setAccessibleName(self.tr("Workspaces"))
        self.pages = QStackedWidget()
        for name, page in (
            (self.tr("Compare"), self.compare),
            (self.tr("Live"), self.live),
            (self.tr("Export"), self.export),
        ):
            self.workspaces.addTab(name)
            self.pages.addWidget(page)
        self.workspaces.currentChanged.connect(self.pages.setCurrentIndex)
        centre = QWidget()
        box = QVBoxLayout(centre)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.workspaces)
        box.addWidget(self.pages, 1)
        self.setCentralWidget(centre)
        self.docks = {
            name: self._dock(name, title, panel)
            for name, title, panel in (
                ("looks", self.tr("Looks"), self.looks),
                ("effects", self.tr("Effects"), self.effects),
                ("scopes", self.tr("Scopes"), self.scopes),
                ("history", self.tr("History"), self.history),
                ("gallery", self.tr("Gallery"), self.gallery),
            )
        }
        self.status = StatusTexts(self.statusBar(), session, self.state)
        self.writers = self.save_picture, self.save_pictures, self.save_film, self.proof
        for writer in self.writers:
            self.statusBar().addPermanentWidget(writer.progress)
        self.actions_table = Actions(self)
        named = self.actions_table.by_name
        self.menu_end = Corner(session, named["undo"], named["redo"])
        self.menuBar().setCornerWidget(self.menu_end)
        self.menu_end.own_network_chosen.connect(self.live.take_own_network)
        self._connect()
        self._on_page()
        self._restore_size()
        self._arrange()
        # Not on the tabs, which would be framed as if somebody had gone there by Tab. A page that
        # comes to the front takes the focus along.
        self.compare.viewer().setFocus()
        self._restore_view()
        self._show_title()

    # Commands

    def flush(self) -> None:
        """End gestures that wait for more steps: before undo, save and export."""
        self.effects.flush()
        self.compare.flush()
        self.session.references.finish()

    def undo(self) -> None:
        """Take the last step back."""
        self.flush()
        self.session.document.undo_stack.undo()

    def redo(self) -> None:
        """Take a step again."""
        self.flush()
        self.session.document.undo_stack.redo()

    def show_workspace(self, name: str) -> None:
        """Go to a workspace."""
        self.workspaces.setCurrentIndex(_WORKSPACES.index(name))

    def picture(self) -> CompareViewer:
        """The picture that zoom and paste speak of."""
        page = self.live if self.pages.currentWidget() is self.live else self.compare
        return page.viewer()

    def paste(self) -> None:
        """Add photos of the clipboard to the gallery, if keys go there, or to the page in front."""
        focus = QApplication.focusWidget()
        in_gallery = focus is not None and self.gallery.isAncestorOf(focus)
        if not (self.gallery if in_gallery else self.picture()).paste():
            text = self.tr("The clipboard holds no photo: copy the picture or its file, not text")
            self.remark.say("note", text)

    def show_shortcuts(self) -> ShortcutsDialog:
        """Show the overview of keys."""
        dialog = ShortcutsDialog(self.actions_table.menus, self.actions_table.gestures(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def show_guide(self) -> GuideWindow:
        """Show the guide, beside the work."""
        if self._guide is None:
            self._guide = GuideWindow(self)
        self._guide.show()
        self._guide.raise_()
        self._guide.activateWindow()
        return self._guide

    def edit_about(self) -> AboutLookDialog:
        """Edit name, author, licence and notes."""
        self.flush()
        dialog = AboutLookDialog(self.session.document.look.about, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def accept() -> None:
            changes = dialog.changes()
            self.session.describe(**changes)
            if changes.get("author"):
                self.session.settings.author = changes["author"]

        dialog.accepted.connect(accept)
        # Another look was on its way when the dialog was opened: it speaks of the one before.
        self.session.document.renewed.connect(dialog.reject)
        dialog.open()
        return dialog

    def set_theme(self, name: str) -> None:
        """Dress the application."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            # Thousands of events go by as every widget is dressed anew, those that Qt posts among
            # them; none of them is a key.
            app.removeEventFilter(self)
            apply_theme(app, "light" if name == "light" else "dark")
            QTimer.singleShot(0, self, lambda: app.installEventFilter(self))
            self.session.settings.theme = name

    def set_size(self, per_cent: int) -> None:
        """Choose how large the interface is from the next start on."""
        self.session.settings.size = per_cent
        text = self.tr("At the next start, the interface is shown at {0} %.").format(per_cent)
        room = self.screen().availableSize() * (self._size / per_cent)
        if self.minimumSizeHint().boundedTo(room) == self.minimumSizeHint():
            self.remark.say("done", text)
        else:
            text += " " + self.tr("The window is then larger than this screen.")
            self.remark.say("note", text)

    def reset_layout(self) -> None:
        """Put every panel back where it was at first."""
        for dock in self.docks.values():
            dock.setFloating(False)
            self.removeDockWidget(dock)
        # Qt leaves the tab bars of docks that are gone where they were.
        for bar in self._dock_bars():
            bar.hide()
        for name, dock in self.docks.items():
            self.addDockWidget(_AREAS[name], dock)
            dock.show()
        self.gallery.reset_size()
        self._arrange()

    def _arrange(self) -> None:
        docks = self.docks
        self.splitDockWidget(docks["effects"], docks["scopes"], Qt.Orientation.Vertical)
        self.tabifyDockWidget(docks["scopes"], docks["history"])
        docks["scopes"].raise_()
        for bar in self._dock_bars():
            bar.setAccessibleName(self.tr("Panels"))
        self.setCorner(Qt.Corner.BottomLeftCorner, _Area.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, _Area.RightDockWidgetArea)
        self._size_docks()

    def _dock_bars(self) -> list[QTabBar]:
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        return self.findChildren(QTabBar, options=direct)

    def _size_docks(self) -> None:
        docks = self.docks
        wide = self.width() > 1200
        # A row of heads; the usual ones are larger where the window has room beside the pictures,
        # and without their figures where the pictures need it.
        gallery = 46 * GRID if self.width() > 1800 and self.height() > 800 else 38 * GRID
        if self.height() < 560:
            gallery = 28 * GRID
        self.resizeDocks(
            [docks["looks"], docks["effects"]],
            [52 * GRID if wide else 43 * GRID, 84 * GRID if wide else 74 * GRID],
            Qt.Orientation.Horizontal,
        )
        self.resizeDocks([docks["gallery"]], [gallery], Qt.Orientation.Vertical)
        self.resizeDocks(
            [docks["effects"], docks["scopes"]],
            [round(self.height() * 0.6), round(self.height() * 0.4)],
            Qt.Orientation.Vertical,
        )

    def show_crash(self, report: str) -> None:
        """Show a crash report over the window."""
        dialog = CrashDialog(report, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.exec()

    # Building

    def _dock(self, name: str, title: str, panel: QWidget) -> Dock:
        dock = Dock(title, panel, self)
        dock.setObjectName(name)
        self.addDockWidget(_AREAS[name], dock)
        return dock

    def _connect(self) -> None:
        connect_panels(self)
        session, document = self.session, self.session.document
        document.shown.connect(self._on_shown)
        document.path_changed.connect(self._show_title)
        document.undo_stack.cleanChanged.connect(self._show_title)
        session.opened.connect(self._on_opened)
        session.saved.connect(lambda _: self.looks.refresh())
        self.export.before_export.connect(self.flush)
        connect_writer(self, self.proof)
        connect_writer(self, self.save_film)
        for page in (self.compare, self.live):
            page.zoom_changed.connect(lambda zoom, page=page: self.status.note_zoom(page, zoom))
        self.pages.currentChanged.connect(lambda _: self._on_page())
        self.compare.hovered.connect(self.status.show_colours)
        self.live.document_dropped.connect(self.arrivals.drop)
        self.live.gallery_changed.connect(self.gallery.add_photo)
        self.live.remarked.connect(self.remark.say)
        self.live.begun.connect(self.remark.forget)
        self.live.recording_changed.connect(self._on_recording)
        self.looks.open_requested.connect(
            lambda path, as_copy: self.files.open(path, as_copy=as_copy)
        )
        self.looks.new_requested.connect(self.files.new)
        self.looks.info_requested.connect(self.edit_about)
        # For the artist's own heads it may have been loaded.
        self.gallery.marks_changed.connect(lambda _: self.menu_end.show_network())
        self.looks.failed.connect(lambda text: self.remark.say("error", text))
        self.looks.removed.connect(self.remark.offer_back)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def _restore_size(self) -> None:
        geometry = self.session.settings.bytes("geometry")
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            # Room is left for the frame that the window gets.
            self.resize(QSize(1440, 900).boundedTo(self.screen().availableSize() * 0.9))

    def _restore_view(self) -> None:
        settings = self.session.settings
        layout, view = settings.bytes("layout"), settings.entries("view")
        if not layout.isEmpty():
            self.restoreState(layout, _LAYOUT_VERSION)
        if view.get("workspace") in _WORKSPACES:
            self.show_workspace(view["workspace"])
        if view.get("mode") in self.compare.tools.modes:
            self.compare.tools.modes[view["mode"]].click()
        scopes = self.scopes.view.tabs
        if view.get("scope", "") in map(str, range(scopes.count())):
            scopes.setCurrentIndex(int(view["scope"]))
        thumbnails = view.get("thumbnails", "")
        if thumbnails.isdecimal() and int(thumbnails):
            self.gallery.choose_size(int(thumbnails))

    def _keep_view(self) -> None:
        settings = self.session.settings
        settings.set_bytes("geometry", self.saveGeometry())
        settings.set_bytes("layout", QByteArray(self.saveState(_LAYOUT_VERSION)))
        # Not the mask over the pictures: a sitting begins with the hair in sight.
        settings.set_entry("view", "workspace", _WORKSPACES[self.workspaces.currentIndex()])
        settings.set_entry("view", "mode", self.state.mode)
        settings.set_entry("view", "scope", str(self.scopes.view.tabs.currentIndex()))
        settings.set_entry("view", "thumbnails", str(self.gallery.chosen_size))

    # Answers

    def _on_shown(self, look: Look, exact: bool) -> None:
        if exact:
            self._show_title()

    def _on_opened(self) -> None:
        # Packages whose effects are missing are told once, when there is something to look at.
        problems, self._problems = self._problems, ()
        if problems:
            self.remark.say("error", "\n".join(retold(str(problem)) for problem in problems))

    def _on_page(self) -> None:
        page = (self.compare, self.live, self.export)[self.pages.currentIndex()]
        page.lay_over(self.remark)
        self.status.show_page(page, photos=page is self.compare)

    def _on_recording(self, on: bool) -> None:
        live = self.pages.indexOf(self.live)
        self.workspaces.setTabText(live, self.tr("Live ●") if on else self.tr("Live"))
        self.workspaces.setTabToolTip(live, self.tr("A film is being recorded") if on else "")

    def _show_title(self) -> None:
        document = self.session.document
        mark = " •" if document.dirty else ""
        self.setWindowTitle(f"{self.session.title}{mark} – Hair Studio")

    # Events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Held keys are no shortcuts: "before" is shown while the key is down, wherever the
        # focus is, except where text is typed.
        if not isinstance(event, QKeyEvent) or event.isAutoRepeat():
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.KeyRelease and event.nativeScanCode() == self._held_key:
            # By the key's place: where AltGr makes the backslash, another letter is let go.
            self._held_key = None
            self.state.before_held.emit(False)
            return True
        if (
            event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Backslash
            and QApplication.activeWindow() in (self, *self.docks.values())
            and not isinstance(
                QApplication.focusWidget(), QLineEdit | QPlainTextEdit | QAbstractSpinBox
            )
        ):
            self._held_key = event.nativeScanCode()
            self.state.before_held.emit(True)
            return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        for dock in self.docks.values():
            # Qt maps the window once this event is over.
            QTimer.singleShot(0, dock, dock.come_along)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() != QEvent.Type.ActivationChange:
            return
        if not self.isActiveWindow():
            # The release of a held key goes to the other window then.
            self.state.before_held.emit(False)
        elif self.looks.isVisible():
            # A file manager may have been in front, and looks renamed there.
            self.looks.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(map(is_document, local_files(event.mimeData()))):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        # Photos among them are for the pictures and the gallery: that they are left out is told.
        paths = sorted(local_files(event.mimeData()), key=is_document, reverse=True)
        self.arrivals.drop(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.flush()
        if self.session.document.dirty:
            answer = self.files.ask_to_save()
            if answer == Answer.Save:
                event.ignore()
                self.files.save(self.close)
                return
            if answer != Answer.Discard:
                event.ignore()
                return
        writing = any(each.busy for each in (*self.writers, self.export))
        if writing and not self.files.ask_to_stop():
            event.ignore()
            return
        self._keep_view()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.live.shut_down()
        # What is unsaved now, the artist said to discard.
        self.session.close(discard=True)
        self.closed.emit()
        event.accept()
