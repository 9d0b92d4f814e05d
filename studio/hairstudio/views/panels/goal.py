"""The goal colour, the distance to it, and the fit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hairstudio.core.hair import measure_hair
from hairstudio.core.parameters import Colour
from hairstudio.document.look import SIDES, Look, SideName
from hairstudio.services.control import TaskControl
from hairstudio.services.explain import explained_failure
from hairstudio.services.fitting import FitOutcome, fit_look
from hairstudio.services.intake import take_in
from hairstudio.services.measure import distance_to_goal, hair_colour
from hairstudio.services.numbers import number_text
from hairstudio.services.preview import Preview
from hairstudio.services.session import Session
from hairstudio.views.arrivals import is_document, local_files
from hairstudio.views.state import ViewState
from hairstudio.views.widgets.announce import announce
from hairstudio.views.widgets.drop_frame import DropFrame
from hairstudio.views.widgets.editors.hex_edit import add_copies
from hairstudio.views.widgets.editors.picker import ColourPicker
from hairstudio.views.widgets.elided import ElidedLabel
from hairstudio.views.widgets.head_data import HeadData
from hairstudio.views.widgets.icons import IconButton
from hairstudio.views.widgets.swatch import GoalReadout
from hairstudio.views.widgets.theme import GRID
from hairstudio.views.widgets.words import word

__all__ = ["GoalPanel"]

FIRST_GOAL: Colour = (0.557, 0.271, 0.161)
"""A copper: where the picker starts when no goal was chosen yet."""


@dataclass(frozen=True)
class _PhotoHair:
    photo: str
    colour: Colour | None = None
    spread: Colour | None = None
    trouble: str = ""


class GoalPanel(QWidget):
    """A swatch, how far both sides are from it, and a button that brings them there."""

    before_fit = Signal()
    """Open gestures must end now."""

    def __init__(self, session: Session, state: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._state = state
        self._distance: dict[SideName, float | None] = {"light": None, "dark": None}
        self.setAcceptDrops(True)
        DropFrame(self)
        self.setToolTip(self.tr("Drop a photo here to take the colour of its hair as the goal"))
        self.readout = GoalReadout()
        self.more = IconButton("more", self.tr("Choose the goal"))
        self.dropper = IconButton("eyedropper", self.tr("Pick the goal on a picture"))
        self.fit_button = QPushButton(self.tr("Fit"))
        self.fit_button.setToolTip(
            self.tr("Move the effects of both sides so that both references reach the goal")
        )
        self.bar = QProgressBar(maximum=1000, visible=False, textVisible=False)
        self.bar.setAccessibleName(self.tr("Fit"))
        self.bar.setFixedHeight(GRID)
        # The pictures must not move while a colour is judged on them: bar and text keep their room.
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        self.remark = ElidedLabel(2)
        self.afresh_button = QPushButton(self.tr("Start from this colour"), visible=False)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.readout, 1)
        row.addWidget(self.dropper)
        row.addWidget(self.more)
        row.addWidget(self.fit_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        box.setSpacing(0)
        box.addLayout(row)
        box.addSpacing(GRID)
        told = QHBoxLayout()
        told.setSpacing(2 * GRID)
        told.addWidget(self.remark, 1)
        told.addWidget(self.afresh_button, 0, Qt.AlignmentFlag.AlignVCenter)
        box.addLayout(told)
        box.addWidget(self.bar)
        self._far: tuple[SideName, ...] = ()
        self._fit_start: Look | None = None
        self._fitted: Look | None = None
        """The look that the line below the goal speaks of."""
        self._fit = session.make_task()
        self._photo = session.make_task()
        self._connect()
        self._show(session.document.look, True)

    def pick(self) -> ColourPicker:
        """Open the colour picker."""
        session = self._session
        start = session.document.look.goal or FIRST_GOAL
        picker = ColourPicker(start, self, session.palettes)
        picker.changed.connect(lambda colour: self._session.set_goal(colour, final=False))
        picker.released.connect(lambda: self._session.set_goal(picker.colour()))
        picker.cancelled.connect(self._session.document.abandon)
        picker.eyedropper_requested.connect(lambda: self._state.pick_for(self))
        picker.open_at(self.readout, above=True)
        return picker

    def accept_colour(self, colour: Colour) -> None:
        """Take a colour that was picked on a picture."""
        self._session.set_goal(colour)

    def take_photo(self, path: Path, person: int = 0) -> None:
        """Take the mean colour of the hair in a photo, and how far its strands stray from it.

        Parameters
        ----------
        path : Path
        person : int
            Which of the people in it, from 0, who has the most hair.
        """
        finder = self._session.finder

        def work(control: TaskControl) -> _PhotoHair:
            intake = take_in(path, finder, control, person=person)
            reference = intake.reference
            colour = hair_colour(reference.image, reference.mask)
            if colour is None or not reference.has_hair:
                return _PhotoHair(reference.name, trouble=intake.trouble)
            spread = measure_hair(reference.image, reference.mask).spread
            return _PhotoHair(reference.name, colour, spread)

        self._photo.restart(work)
        self._say(self.tr("Looking at the hair of {0}…").format(path.name))

    def start_fit(self) -> None:
        """Fit both sides; a second press while it runs stops it."""
        if self._fit.busy:
            self._fit.cancel()
        else:
            self._run_fit(self.tr("Fit to goal"), ())

    def start_afresh(self) -> None:
        """Leave out the effects that keep their sides from the goal, and fit without them."""
        # The button goes, and the focus would leave with it.
        self.fit_button.setFocus()
        self._run_fit(self.afresh_button.text(), self._far)

    def _run_fit(self, text: str, afresh: Collection[SideName]) -> None:
        self.before_fit.emit()
        look = self._fit_start = self._session.document.look

        def work(control: TaskControl) -> tuple[Look, FitOutcome, str]:
            return look, fit_look(look, control, afresh), text

        self._fit.start(work)

    def _connect(self) -> None:
        session = self._session
        session.document.shown.connect(self._show)
        session.document.renewed.connect(self._on_renewed)
        session.preview.ready.connect(self._on_preview)
        self.readout.clicked.connect(self.pick)
        self.dropper.clicked.connect(lambda: self._state.pick_for(self))
        self.more.clicked.connect(self._open_menu)
        self.fit_button.clicked.connect(self.start_fit)
        self.afresh_button.clicked.connect(self.start_afresh)
        self._fit.started.connect(self._on_fit_started)
        self._fit.progressed.connect(self._on_fit_progress)
        self._fit.done.connect(self._on_fit_done)
        self._fit.failed.connect(self._on_fit_failed)
        self._fit.cancelled.connect(self._on_fit_cancelled)
        self._fit.ended.connect(self._on_fit_ended)
        self._photo.done.connect(self._on_photo)
        self._photo.failed.connect(self._on_fit_failed)

    def build_menu(self) -> QMenu:
        """Ways to choose the goal."""
        menu = QMenu(self)
        menu.addAction(self.tr("Choose a colour…")).triggered.connect(self.pick)
        for side in SIDES:
            action = menu.addAction(self.tr("Take the {0} result").format(word(side.capitalize())))
            action.triggered.connect(lambda _=False, side=side: self._take_result(side))
            action.setEnabled(self._result_colour(side) is not None)
        goal = self._session.document.look.goal
        menu.addSeparator()
        if goal is not None:
            add_copies(menu, goal)
        menu.addSeparator()
        clear = menu.addAction(self.tr("No goal"))
        clear.triggered.connect(lambda: self._session.set_goal(None))
        clear.setEnabled(goal is not None)
        return menu

    def _open_menu(self) -> None:
        self.more.open_below(self.build_menu())

    def _result_colour(self, side: SideName) -> Colour | None:
        preview = self._session.preview.latest
        return None if preview is None else preview.side(side).colour

    def _take_result(self, side: SideName) -> None:
        colour = self._result_colour(side)
        if colour is not None:
            self._session.set_goal(colour)

    def _on_renewed(self) -> None:
        self._photo.cancel()
        self._fit.cancel()
        self._fitted = None
        self._say("")

    def _show(self, look: Look, exact: bool) -> None:
        if exact and self._fitted is not None and not self._is_open(self._fitted):
            # What was said of the fit holds no longer.
            self._fitted = None
            self._say("")
        self.fit_button.setEnabled(look.goal is not None)
        if look.goal is None:
            self._distance = {"light": None, "dark": None}
        self._show_goal(look)

    def _show_goal(self, look: Look) -> None:
        self.readout.set_goal(
            look.goal, self._distance["light"], self._distance["dark"], look.goal_spread
        )

    def _on_preview(self, preview: Preview) -> None:
        goal = preview.look.goal
        if goal is None:
            return
        colours = {name: preview.side(name).colour for name in SIDES}
        for name, colour in colours.items():
            self._distance[name] = None if colour is None else distance_to_goal(colour, goal)
        self._show_goal(preview.look)
        self.readout.set_results(goal, colours["light"], colours["dark"])

    def _on_fit_started(self) -> None:
        self.fit_button.setText(self.tr("Stop"))
        self.bar.setValue(0)
        self.bar.show()
        self._say("")

    def _on_fit_progress(self, share: float, text: str) -> None:
        self.bar.setValue(round(share * 1000))
        self._say(text)

    def _on_fit_done(self, result: tuple[Look, FitOutcome, str]) -> None:
        start, outcome, text = result
        if not self._is_open(start):
            self._say(self.tr("The look was changed while the fit ran; its result was dropped"))
            return
        document = self._session.document
        fitted = replace(outcome.look, about=document.look.about)
        document.commit(fitted, text)
        self._fitted = self._session.document.look
        reached = ", ".join(
            f"{word(name.capitalize())} ΔE {number_text(outcome.before[name], '.1f')} → "
            f"{number_text(value, '.1f')}"
            for name, value in outcome.after.items()
        )
        if outcome.others is not None:
            farthest = self.tr("built-in heads up to ΔE {0} ({1})")
            reached += "; " + farthest.format(
                number_text(outcome.others[0], ".1f"), outcome.others[1]
            )
        said = f"{reached}. {outcome.remark}" if outcome.remark else reached
        self._say(said, outcome.far)

    def _on_fit_cancelled(self) -> None:
        if self._fit_start is not None and self._is_open(self._fit_start):
            self._say(self.tr("Fit stopped; nothing was changed"))

    def _is_open(self, look: Look) -> bool:
        # Saving names a look that had no name yet: that is no change to what is fitted.
        shown = self._session.document.look
        return replace(look, about=shown.about) == shown

    def _on_fit_failed(self, error: Exception) -> None:
        self._say(explained_failure(error))

    def _on_fit_ended(self) -> None:
        self.fit_button.setText(self.tr("Fit"))
        self.bar.hide()

    def _on_photo(self, hair: _PhotoHair) -> None:
        if hair.colour is None:
            none = self.tr("No hair was found in {0}").format(hair.photo)
            self._say(hair.trouble or none)
            return
        self._say("")
        self._session.take_goal(hair.colour, hair.spread)

    def _say(self, text: str, far: tuple[SideName, ...] = ()) -> None:
        self.remark.setText(text)
        self._far = far
        sides = ", ".join(word(side.capitalize()) for side in far)
        tip = self.tr("Take away all effects of {0} and make a look of the goal's colour")
        self.afresh_button.setToolTip(tip.format(sides))
        self.afresh_button.setVisible(bool(far))
        announce(self.remark, text)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _photos(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        for path in _photos(event)[:1]:
            event.acceptProposedAction()
            self.take_photo(path, data.head.person if isinstance(data, HeadData) else 0)


def _photos(event: QDropEvent) -> list[Path]:
    # Looks and LUTs are for the window.
    return [path for path in local_files(event.mimeData()) if not is_document(path)]
