"""The Export page: of which looks files are written, and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hairsdk.errors import HairSdkError, ParameterError
from hairstudio.core.paths import exists
from hairstudio.document.look import Look
from hairstudio.services.collection import Outcome, Piece, export_looks
from hairstudio.services.explain import explained, explained_failure, in_few_lines
from hairstudio.services.export import (
    SUFFIXES,
    ExportOptions,
    planned_files,
    replaces,
    unique_names,
)
from hairstudio.services.library import LookCard
from hairstudio.services.look_names import as_shown
from hairstudio.services.measure import reference_trouble
from hairstudio.services.retold import retold
from hairstudio.services.session import Session
from hairstudio.views.dialogs.choose_looks import LooksQuestion
from hairstudio.views.dialogs.question import Answer, ask
from hairstudio.views.panels.export_form import ExportForm
from hairstudio.views.widgets.announce import announce
from hairstudio.views.widgets.tab_order import stops_in, tab_at
from hairstudio.views.widgets.theme import GRID

__all__ = ["ExportPanel"]

_FOLDER = "export_folder"
_SHOWN = 9
"""Lines for the files that the question about those that exist names."""

_MARGIN = 2 * GRID


class ExportPanel(QWidget):
    """The page of the Export workspace."""

    before_export = Signal()
    """Open gestures must end now."""

    exported = Signal(object)
    """(tuple of Path)"""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._name_typed = False
        self._others: tuple[LookCard, ...] = ()
        self.form = ExportForm(session.settings.text(_FOLDER))
        self.trouble = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.files = QLabel(
            wordWrap=True,
            minimumWidth=GRID,  # a long name must not push the page's right end out of sight
            textFormat=Qt.TextFormat.PlainText,
            textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse,
        )
        self.export_button = QPushButton(self.tr("Export"))
        self.bar = QProgressBar(maximum=1000, textVisible=False, visible=False)
        self.bar.setAccessibleName(self.tr("Export"))
        self.bar.setFixedHeight(GRID)
        self.result = QLabel(wordWrap=True, minimumWidth=GRID, textFormat=Qt.TextFormat.PlainText)
        for label in (self.files, self.result):
            label.setContentsMargins(0, GRID + 2, 0, 0)  # level with the label beside it
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
        title = self.tr("Looks to export")
        said = self.tr("The open look is exported as it is now. Others follow as they were saved:")
        self._question = LooksQuestion(session, title, said, self)
        self._started: ExportOptions | None = None
        """What was asked for last; the fields may be edited while it runs."""
        self._outcome = Outcome()
        self._connect()
        self._show_others()
        self._show(session.document.look, True)

    @property
    def busy(self) -> bool:
        """Whether files are being written."""
        return self._task.busy

    def options(self) -> ExportOptions:
        """What the fields ask for.

        Raises
        ------
        ParameterError
            There is no folder, the name cannot be a file's, or it is that of the open look.
        """
        options = self.form.options(tuple(card.path for card in self._others))
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
        session, pieces = self._session, self._pieces(look, options)
        planned = [path for piece in pieces for path in planned_files(piece.options)]
        if len(pieces) > 1 and not self._may_replace([path for path in planned if exists(path)]):
            return
        own = (session.document.path,) if session.document.path else ()
        documents, luts = (*own, *options.others), session.places.luts
        self._started, outcome = options, Outcome()
        self._outcome = outcome
        self._task.start(
            lambda control: export_looks(
                pieces, documents, session.registry, luts, control, outcome
            )
        )

    def _pieces(self, look: Look, options: ExportOptions) -> list[Piece]:
        """The open look, with the bundle of all, and the others, as far as files of them are
        wanted."""
        others = [as_shown(card, card.path) for card in self._others]
        names = unique_names((options.name, *(card.id for card in others)))
        pieces = [Piece(look, self._session.title, replace(options, name=next(names)))]
        for card, name in zip(others, names, strict=True):
            each = replace(options, name=name, bundle="", others=())
            if planned_files(each):
                pieces.append(Piece(card.path, card.name, each))
        return pieces

    def _may_replace(self, there: Sequence[Path]) -> bool:
        """Ask once about all files that are there, of looks that the page does not list."""
        if not there:
            return True
        shown = in_few_lines([path.name for path in there], _SHOWN)
        lost = self.tr("If you overwrite them, what is in them now is lost.")
        answer = ask(
            self,
            self.tr("Hair Studio"),
            self.tr("Files of these names are in the folder already:"),
            f"{shown}\n\n{lost}",
            {Answer.Cancel: "", Answer.Yes: self.tr("Overwrite")},
        )
        return answer == Answer.Yes

    def lay_over(self, bar: QWidget) -> None:
        """Let a bar stand above the form, all of which is to be seen."""
        self._outer.insertWidget(0, bar)
        tab_at(self, stops_in(bar))

    def choose_looks(self) -> None:
        """Ask which looks are exported beside the open one."""
        self._question.ask([card.path for card in self._others])

    def _take_others(self, others: tuple[LookCard, ...]) -> None:
        self._others = others
        self._show_others()
        self._list_files()

    def _show_others(self) -> None:
        several = self.tr("{0} looks…").format(1 + len(self._others))
        self.form.looks.setText(several if self._others else self.tr("This look only…"))

    def _lay_out(self) -> None:
        actions = QHBoxLayout()
        actions.setSpacing(2 * GRID)
        actions.addWidget(self.export_button)
        actions.addWidget(self.open_button)
        actions.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(3 * GRID)
        column.setContentsMargins(0, 0, 0, 0)
        form = self.form
        form.addRow(self.tr("Files"), self.files)
        form.addRow("", actions)
        form.addRow("", self.bar)
        # Of a row without a label, Qt keeps as much height as its narrowest field would need.
        form.addRow(self.tr("Result"), self.result)
        form.setRowVisible(self.result, False)
        column.addLayout(form)
        column.addWidget(self.trouble)
        column.addStretch(1)
        page = QWidget()
        page.setMaximumWidth(170 * GRID)
        page.setLayout(column)
        sheet = QWidget()
        row = QHBoxLayout(sheet)
        row.setContentsMargins(_MARGIN, 6 * GRID, _MARGIN, 4 * GRID)
        row.addWidget(page, 4)
        row.addStretch(1)
        self._scroll.setWidget(sheet)
        self._scroll.setAccessibleName(self.tr("Export"))
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addWidget(self._scroll)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # With a scroll bar, or it would come and go with the labels.
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        self.form.wrap(self.width() - bar - 2 * _MARGIN)

    def _connect(self) -> None:
        document = self._session.document
        document.shown.connect(self._show)
        document.renewed.connect(self._on_renewed)
        document.path_changed.connect(self._list_files)
        self.form.name.textEdited.connect(self._on_typed)
        self.form.edited.connect(self._list_files)
        self.form.looks.clicked.connect(self.choose_looks)
        self._question.answered.connect(self._take_others)
        self._question.failed.connect(self._on_failed)
        self.export_button.clicked.connect(self.start)
        self.open_button.clicked.connect(self._on_open)
        task = self._task
        task.started.connect(self._on_started)
        task.progressed.connect(self._on_progressed)
        task.done.connect(self._on_done)
        task.failed.connect(self._on_failed)
        task.cancelled.connect(self._on_stopped)
        task.ended.connect(self._on_ended)

    def _show(self, look: Look, exact: bool) -> None:
        if not exact:
            return
        if not self._name_typed:
            self.form.name.setText(self._session.file_stem)
        if self._refused is not None and look is not self._refused:
            self._refused = None
            self._say("")
        self.trouble.setText("\n".join(reference_trouble(look)))
        self.trouble.setVisible(bool(self.trouble.text()))
        self._list_files()

    def _on_renewed(self) -> None:
        self._name_typed = False
        self._take_others(())
        self.form.show_size(self._session.document.look.size)
        self._say("")

    def _on_typed(self, text: str) -> None:
        self._name_typed = bool(text)

    def _list_files(self) -> None:
        try:
            first, *others = self._pieces(self._session.document.look, self.options())
            planned = planned_files(first.options)
        except HairSdkError as error:
            self.files.setText(explained(error))
            self.export_button.setEnabled(False)
            return
        more = [path for piece in others for path in planned_files(piece.options)]
        there = [path for path in (*planned, *more) if exists(path)]
        text = "\n".join(_names(planned))
        if more:
            text += "\n" + self.tr("and the same of %n more", "", len(others))
        if there:
            text += "\n" + self.tr("%n already there, to be replaced", "", len(there))
        self.files.setText(text or self.tr("Nothing chosen"))
        self.export_button.setEnabled(bool(planned))

    def _on_open(self) -> None:
        if self._started is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._started.folder)))

    def _on_started(self) -> None:
        self.export_button.setText(self.tr("Stop"))
        self.bar.setValue(0)
        self.bar.show()
        self._say("")

    def _on_progressed(self, share: float, title: str) -> None:
        self.bar.setValue(round(share * 1000))
        if self._outcome.looks > 1:
            self.result.setText(title)
            self.form.setRowVisible(self.result, True)

    def _on_done(self, outcome: Outcome) -> None:
        if outcome.looks == 1 and outcome.failed:
            self._refused = self._session.document.look
        self._tell(outcome)
        if outcome.written:
            self.exported.emit(tuple(outcome.written))

    def _on_stopped(self) -> None:
        outcome = self._outcome
        if len(outcome.done) + len(outcome.failed) == outcome.looks:  # too late
            self._on_done(outcome)
        else:
            self._tell(outcome, self.tr("Export stopped"))

    def _tell(self, outcome: Outcome, *before: str) -> None:
        """Sum up what was written, what could not be, and what was noticed."""
        folder = "" if self._started is None else str(self._started.folder)
        names = _names(outcome.written) if outcome.looks == 1 else outcome.done
        # First what failed: a list of looks may be longer than the page.
        lines = [
            self._refusal(title if outcome.looks > 1 else "", error)
            for title, error in outcome.failed
        ]
        half = _names(outcome.partial)
        lines += [self.tr("Written to {0} before that:").format(folder), *half] if half else []
        lines += [self.tr("Written to {0}:").format(folder), *names] if names else []
        lines += [f"{title}: {retold(remark)}" for title, remark in outcome.remarks]
        self._say("\n".join((*before, *lines)))
        if outcome.written or outcome.partial:
            self.open_button.show()
            self._session.settings.set_text(_FOLDER, folder)
            self._list_files()

    def _refusal(self, title: str, error: Exception) -> str:
        reason = explained_failure(error)
        if title:
            return self.tr("{0} was not exported: {1}").format(title, reason)
        return self.tr("Not exported: {0}").format(reason)

    def _on_failed(self, error: Exception) -> None:
        self._refused = self._session.document.look
        self._say(self._refusal("", error))

    def _on_ended(self) -> None:
        self.export_button.setText(self.tr("Export"))
        self.bar.hide()

    def _say(self, text: str) -> None:
        self.result.setText(text)
        self.form.setRowVisible(self.result, bool(text))
        announce(self.result, text)
        if text:  # seen once it is laid out
            QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.result))
        self.open_button.hide()


def _names(paths: Sequence[Path]) -> list[str]:
    """Names of files, and of preset folders, which have none of the suffixes."""
    return [f"{path.name}/" if path.suffix not in SUFFIXES else path.name for path in paths]
