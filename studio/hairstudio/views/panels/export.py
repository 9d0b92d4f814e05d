"""Export: what to write and where, and how it went."""

from __future__ import annotations

import os.path
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hairsdk.errors import HairSdkError, ParameterError
from hairstudio.core.paths import exists
from hairstudio.document.look import Look
from hairstudio.services.explain import explained, explained_failure
from hairstudio.services.export import ExportOptions, export_look, planned_files, replaces
from hairstudio.services.measure import reference_trouble
from hairstudio.services.session import Session
from hairstudio.views.dialogs.choose_looks import LooksQuestion
from hairstudio.views.widgets.announce import announce
from hairstudio.views.widgets.quiet import QuietComboBox
from hairstudio.views.widgets.theme import GRID

__all__ = ["ExportPanel"]

_SIZES = (17, 33, 65)
_FOLDER = "export_folder"
_TARGETS = {"android": "Android", "ios": "iOS", "unity": "Unity", "web": "Web"}


class ExportPanel(QWidget):
    """The page of the Export workspace."""

    before_export = Signal()
    """Open gestures must end now."""

    exported = Signal(object)
    """(tuple of Path)"""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        self._name_typed = False
        usual = session.settings.text(_FOLDER) or str(Path(documents) / "Hair Studio Export")
        self.folder = QLineEdit(usual)
        self.folder.setAccessibleName(self.tr("Folder"))
        self.browse = QPushButton(self.tr("Choose…"))
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("File name"))
        self.lut_size = QuietComboBox()
        self.lut_size.setAccessibleName(self.tr("LUT size"))
        for size in _SIZES:
            note = {17: self.tr("small"), 33: self.tr("standard"), 65: self.tr("finest")}[size]
            self.lut_size.addItem(f"{size}³ – {note}", size)
        self.flavour = QuietComboBox()
        self.flavour.setAccessibleName(self.tr("Flavour of .cube"))
        self.flavour.addItem(self.tr("Adobe (most programs)"), "adobe")
        self.flavour.addItem(self.tr("DaVinci Resolve"), "resolve")
        self.cubes = QCheckBox(self.tr("Pair of .cube files, with the intensities inside"))
        self.hairlook = QCheckBox(self.tr(".hairlook: one file for the hairsdk package"))
        self.preset_folder = QCheckBox(self.tr("Preset folder: preset.json and the pair"))
        self.hald = QCheckBox(self.tr("Hald PNGs for picture editors"))
        self.bundle = QuietComboBox()
        self.bundle.setAccessibleName(self.tr("Bundle for apps"))
        self.bundle.addItem(self.tr("None"), "")
        for target, name in {**_TARGETS, "generic": self.tr("Other")}.items():
            self.bundle.addItem(name, target)
        self.looks = QPushButton()
        self.looks.setToolTip(self.tr("Choose the looks that the bundle holds"))
        self._others: tuple[Path, ...] = ()
        self.recipe = QCheckBox(self.tr("The look can be edited again (keeps the recipe inside)"))
        for box in (self.cubes, self.hairlook, self.recipe):
            box.setChecked(True)
        self.trouble = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.files = QLabel(
            wordWrap=True,
            textFormat=Qt.TextFormat.PlainText,
            textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse,
        )
        self.files.setContentsMargins(0, GRID + 2, 0, 0)
        self.export_button = QPushButton(self.tr("Export"))
        self.bar = QProgressBar(maximum=1000, textVisible=False, visible=False)
        self.bar.setFixedHeight(GRID)
        self.result = QLabel(wordWrap=True, visible=False, textFormat=Qt.TextFormat.PlainText)
        self.open_button = QPushButton(self.tr("Open folder"), visible=False)
        # The lists of files grow with what is ticked, and the window must not.
        # It follows the focus, and would be a stop of Tab that is not seen.
        self._scroll = QScrollArea(
            widgetResizable=True,
            frameShape=QFrame.Shape.NoFrame,
            focusPolicy=Qt.FocusPolicy.NoFocus,
        )
        self._lay_out()
        self._refused: Look | None = None
        """The look that could not be exported; another may be."""
        self._task = session.make_task()
        title = self.tr("Looks in the bundle")
        said = self.tr("The open look is in it as it is now. Others go along as they were saved:")
        self._question = LooksQuestion(session, title, said, self)
        self._started: ExportOptions | None = None
        """What was asked for last; the fields may be edited while it runs."""
        self._connect()
        self._show_others()
        self._show(session.document.look, True)

    def options(self) -> ExportOptions:
        """What the fields ask for.

        Raises
        ------
        ParameterError
            There is no folder, the name cannot be a file's, or it is that of the open look.
        """
        options = ExportOptions(
            self._target(),
            self.name.text().strip(),
            size=int(self.lut_size.currentData()),
            flavour=self.flavour.currentData(),
            cubes=self.cubes.isChecked(),
            hairlook=self.hairlook.isChecked(),
            preset_folder=self.preset_folder.isChecked(),
            hald=self.hald.isChecked(),
            recipe=self.recipe.isChecked(),
            bundle=self.bundle.currentData(),
            others=self._others,
        )
        own = self._session.document.path
        if own is not None and replaces(options, own):
            text = self.tr(
                "{0} is the open look itself, which holds its photos and masks: choose another "
                "folder or name"
            )
            raise ParameterError(text.format(own.name))
        return options

    def start(self) -> None:
        """Export; a second press while it runs stops it."""
        if self._task.busy:
            self._task.cancel()
            return
        self.before_export.emit()
        look = self._session.document.look
        try:
            options = self.options()
        except HairSdkError as error:
            self._say(explained(error))
            return
        self._started = options
        self._task.start(lambda control: export_look(look, options, control))

    def choose_looks(self) -> None:
        """Ask which looks go into the bundle beside the open one."""
        self._question.ask(self._others)

    def _take_others(self, others: tuple[Path, ...]) -> None:
        self._others = others
        self._show_others()

    def _show_others(self) -> None:
        several = self.tr("{0} looks…").format(1 + len(self._others))
        self.looks.setText(several if self._others else self.tr("This look only…"))
        self.looks.setVisible(bool(self.bundle.currentData()))

    def _target(self) -> Path:
        text = self.folder.text()
        if not text.strip():
            raise ParameterError(self.tr("Choose a folder"))
        # Unlike pathlib, these take "~" and half a user's name as they are being typed.
        return Path(os.path.abspath(os.path.expanduser(text)))  # noqa: PTH100, PTH111

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(4 * GRID)
        form.setVerticalSpacing(2 * GRID)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        folder = QHBoxLayout()
        folder.addWidget(self.folder, 1)
        folder.addWidget(self.browse)
        form.addRow(self.tr("Folder"), folder)
        form.addRow(self.tr("Name"), self.name)
        form.addRow(self.tr("LUT size"), self.lut_size)
        form.addRow(self.tr("Flavour"), self.flavour)
        kinds = QVBoxLayout()
        kinds.setSpacing(GRID)
        kinds.setContentsMargins(0, GRID + 2, 0, 0)  # level with the label
        for box in (self.cubes, self.hairlook, self.preset_folder, self.hald, self.recipe):
            kinds.addWidget(box)
        form.addRow(self.tr("Write"), kinds)
        bundle = QVBoxLayout()
        bundle.addWidget(self.bundle)
        bundle.addWidget(self.looks, 0, Qt.AlignmentFlag.AlignLeft)
        form.addRow(self.tr("Bundle for apps"), bundle)
        form.addRow(self.tr("Files"), self.files)
        actions = QHBoxLayout()
        actions.addWidget(self.export_button)
        actions.addWidget(self.open_button)
        actions.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(3 * GRID)
        column.setContentsMargins(0, 0, 0, 0)
        form.addRow("", actions)
        form.addRow("", self.bar)
        form.addRow("", self.result)
        column.addLayout(form)
        column.addWidget(self.trouble)
        column.addStretch(1)
        page = QWidget()
        page.setMaximumWidth(170 * GRID)
        page.setLayout(column)
        sheet = QWidget()
        row = QHBoxLayout(sheet)
        row.setContentsMargins(2 * GRID, 6 * GRID, 2 * GRID, 4 * GRID)
        row.addWidget(page, 4)
        row.addStretch(1)
        self._scroll.setWidget(sheet)
        self._scroll.setAccessibleName(self.tr("Export"))
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _connect(self) -> None:
        document = self._session.document
        document.shown.connect(self._show)
        document.renewed.connect(self._on_renewed)
        document.path_changed.connect(self._list_files)
        self.browse.clicked.connect(self._on_browse)
        self.name.textEdited.connect(self._on_typed)
        for edit in (self.folder, self.name):
            edit.textChanged.connect(self._list_files)
        for box in (self.cubes, self.hairlook, self.preset_folder, self.hald):
            box.toggled.connect(self._list_files)
        self.bundle.currentIndexChanged.connect(self._list_files)
        self.bundle.currentIndexChanged.connect(lambda _: self._show_others())
        self.looks.clicked.connect(self.choose_looks)
        self._question.answered.connect(self._take_others)
        self._question.failed.connect(self._on_failed)
        self.export_button.clicked.connect(self.start)
        self.open_button.clicked.connect(self._on_open)
        task = self._task
        task.started.connect(self._on_started)
        task.progressed.connect(lambda share, text: self.bar.setValue(round(share * 1000)))
        task.done.connect(self._on_done)
        task.failed.connect(self._on_failed)
        task.cancelled.connect(lambda: self._say(self.tr("Export stopped")))
        task.ended.connect(self._on_ended)

    def _show(self, look: Look, exact: bool) -> None:
        if not exact:
            return
        if not self._name_typed:
            self.name.setText(look.about.id)
        if self._refused is not None and look is not self._refused:
            self._refused = None
            self._say("")
        self.trouble.setText("\n".join(reference_trouble(look)))
        self.trouble.setVisible(bool(self.trouble.text()))
        self._list_files()

    def _on_renewed(self) -> None:
        self._name_typed = False
        self._take_others(())
        look = self._session.document.look
        self.lut_size.setCurrentIndex(max(self.lut_size.findData(look.size), 0))
        self._say("")

    def _on_typed(self, text: str) -> None:
        self._name_typed = bool(text)

    def _list_files(self) -> None:
        try:
            planned = planned_files(self.options())
        except HairSdkError as error:
            self.files.setText(explained(error))
            self.export_button.setEnabled(False)
            return
        there = [path for path in planned if exists(path)]
        text = "\n".join(f"{path.name}/" if path.suffix == "" else path.name for path in planned)
        if there:
            text += "\n" + self.tr("%n of them exist and will be replaced", "", len(there)).replace(
                "%n", str(len(there))
            )
        self.files.setText(text or self.tr("Nothing chosen"))
        self.export_button.setEnabled(bool(planned))

    def _on_browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Export into"), self.folder.text())
        if folder:
            self.folder.setText(folder)

    def _on_open(self) -> None:
        if self._started is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._started.folder)))

    def _on_started(self) -> None:
        self.export_button.setText(self.tr("Stop"))
        self.bar.setValue(0)
        self.bar.show()
        self._say("")

    def _on_done(self, written: tuple[Path, ...]) -> None:
        folder = "" if self._started is None else str(self._started.folder)
        self._say(
            self.tr("Written to {0}:").format(folder)
            + "\n"
            + "\n".join(path.name for path in written)
        )
        self.open_button.show()
        self._session.settings.set_text(_FOLDER, folder)
        self._list_files()
        self.exported.emit(written)

    def _on_failed(self, error: Exception) -> None:
        reason = explained_failure(error)
        self._refused = self._session.document.look
        self._say(self.tr("Not exported: {0}").format(reason))

    def _on_ended(self) -> None:
        self.export_button.setText(self.tr("Export"))
        self.bar.hide()

    def _say(self, text: str) -> None:
        self.result.setText(text)
        self.result.setVisible(bool(text))
        announce(self.result, text)
        if text:  # seen once it is laid out
            QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.result))
        self.open_button.hide()
