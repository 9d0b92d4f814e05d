"""One reference: its picture before and after, and what can be done with it."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from hairsdk.images import MASK_SUFFIXES, write_mask
from hairstudio.core.references import list_references, load_reference
from hairstudio.document.look import Look, SideName
from hairstudio.document.reference import Reference
from hairstudio.services.control import TaskControl
from hairstudio.services.explain import explained_failure
from hairstudio.services.head_names import head_name, reference_name
from hairstudio.services.intake import PHOTO_FILTER
from hairstudio.services.numbers import number_text
from hairstudio.services.preview import Preview
from hairstudio.services.saved_look import SavedSide
from hairstudio.services.session import Session
from hairstudio.views.arrivals import address_text, is_document
from hairstudio.views.save_dialog import ask_where_to_save
from hairstudio.views.state import ViewState
from hairstudio.views.widgets.announce import announce
from hairstudio.views.widgets.elided import NameLabel
from hairstudio.views.widgets.icons import IconButton
from hairstudio.views.widgets.theme import GRID, ROW, set_faint, tabular
from hairstudio.views.widgets.viewer import CompareViewer
from hairstudio.views.widgets.words import tip_text

__all__ = ["SlotView"]

_CAPTIONS = 8 * GRID


class SlotView(QWidget):
    """The Light or the Dark slot."""

    camera_requested = Signal(str)
    """The artist wants a snapshot for this side."""

    picture_requested = Signal(str)
    """The artist wants to save the photo of this side with the look on it."""

    document_dropped = Signal(object)
    """(list of Path): what was dropped on the picture; the first is a look or a LUT, no photo."""

    def __init__(
        self, session: Session, state: ViewState, side: SideName, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._state = state
        self.side = side
        self.viewer = CompareViewer(pool=session.preview_pool)
        self.viewer.set_title(self.tr("LIGHT") if side == "light" else self.tr("DARK"))
        kind = self.tr("very light hair") if side == "light" else self.tr("very dark hair")
        self.viewer.set_empty_text(
            self.tr("Drop a photo of {0} here").format(kind),
            self.tr("or paste one with Ctrl+V, or choose a built-in head from the menu below"),
        )
        # Files of a series differ at the end.
        self.name = NameLabel(elide=Qt.TextElideMode.ElideMiddle)
        self.intensity = QLabel()
        self.intensity.setFont(tabular(self.intensity.font()))
        set_faint(self.intensity)
        self.more = IconButton("more", self.tr("Photo and mask"))
        self.bar = QProgressBar(maximum=1000, textVisible=False, visible=False)
        self.bar.setFixedHeight(GRID)
        self.remark = QLabel(
            visible=False,
            wordWrap=True,
            minimumWidth=GRID,  # a long file name must not make the window wider
            autoFillBackground=True,
            textFormat=Qt.TextFormat.PlainText,
        )
        self.remark.setContentsMargins(2 * GRID, GRID, ROW + GRID, GRID)
        self.close_button = IconButton("close", self.tr("Close the message"))
        self.close_button.setCursor(Qt.CursorShape.ArrowCursor)  # not the brush of the picture
        self.close_button.hide()
        foot = QHBoxLayout()
        foot.setContentsMargins(2 * GRID, 0, 0, 0)
        foot.setSpacing(2 * GRID)
        foot.addWidget(self.name, 1)
        foot.addWidget(self.intensity)
        foot.addWidget(self.more)
        # Over the picture, clear of its captions: both slots stay as high as they are.
        over = QVBoxLayout(self.viewer)
        over.setContentsMargins(0, 0, 0, 0)
        over.setSpacing(0)
        over.addStretch(1)
        line = QGridLayout()
        line.addWidget(self.remark, 0, 0)
        corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        line.addWidget(self.close_button, 0, 0, corner)
        over.addLayout(line)
        over.addSpacing(_CAPTIONS)
        over.addWidget(self.bar)
        for widget in (self.bar, self.remark):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.viewer, 1)
        box.addLayout(foot)
        self._remarked: Reference | None = None
        self._saved_error = ""
        self._mask_task = session.make_task()
        self._connect()
        self.show_look(session.document.look, True)

    def build_menu(self) -> QMenu:
        """What can be done with the slot."""
        menu = QMenu(self)
        references, side = self._session.references, self.side
        here = self._session.document.look.side(side).reference
        menu.addAction(self.tr("Open photo…")).triggered.connect(self.open_dialog)
        paste = menu.addAction(self.tr("Paste photo"))
        paste.triggered.connect(self.viewer.paste)
        data = QGuiApplication.clipboard().mimeData()
        paste.setEnabled(data is not None and (data.hasImage() or data.hasUrls()))
        heads = menu.addMenu(self.tr("Built-in head"))
        ordered = sorted(list_references(), key=lambda name: load_reference(name).intensity)
        for name in ordered if side == "dark" else reversed(ordered):
            head = load_reference(name)
            intensity = number_text(head.intensity, ".2f")
            action = heads.addAction(f"{head_name(head.label)}   {intensity}")
            action.triggered.connect(lambda _=False, name=name: references.take_builtin(side, name))
        menu.addAction(self.tr("Snapshot from camera…")).triggered.connect(
            lambda: self.camera_requested.emit(side)
        )
        menu.addSeparator()
        save = menu.addAction(self.tr("Save picture…"))
        save.triggered.connect(lambda: self.picture_requested.emit(side))
        save.setEnabled(here is not None)
        menu.addSeparator()
        for text, run, possible in (
            (self.tr("Find the hair again"), lambda: references.find_again(side), here is not None),
            (
                self.tr("Take the next person's hair"),
                lambda: references.find_again(side, onward=1),
                here is not None and not here.builtin,
            ),
            (
                self.tr("Undo all corrections"),
                lambda: references.restore_mask(side),
                here is not None and here.corrected,
            ),
            (self.tr("Save mask…"), self.save_mask_dialog, here is not None),
            (self.tr("Replace mask…"), self.mask_dialog, here is not None),
            (self.tr("Clear mask"), self.clear_mask, here is not None),
            (self.tr("Remove photo"), lambda: references.clear(side), here is not None),
        ):
            action = menu.addAction(text)
            action.triggered.connect(lambda _=False, run=run: run())
            action.setEnabled(possible)
        return menu

    def open_dialog(self) -> None:
        """Ask for a photo."""
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open photo"), "", self.tr("Photos ({0})").format(PHOTO_FILTER)
        )
        if path:
            self.take_files([path])

    def mask_dialog(self) -> None:
        """Ask for a mask painted elsewhere."""
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Replace mask"),
            "",
            self.tr("Pictures ({0})").format(PHOTO_FILTER),
        )
        if path:
            self._session.references.take_mask(self.side, Path(path))

    def save_mask_dialog(self) -> None:
        """Ask where to write the mask, to be touched up elsewhere.

        It has all strokes, is as large as the photo and white where hair is.
        """
        # Before the question: another look may be opened behind it.
        if not self._session.references.finish():
            self._tell_error(self.tr("Another look was opened meanwhile; no mask was saved"))
            return
        look = self._session.document.look
        reference = look.side(self.side).reference
        if reference is None:
            return
        name = f"{self._session.file_stem}-{self.side}-mask.png"
        title, kinds = self.tr("Save mask"), self.tr("Pictures ({0})")
        told, settings = self._tell_error, self._session.settings
        path = ask_where_to_save(
            self, title, name, kinds, MASK_SUFFIXES, told, look.photos, settings
        )
        if path is None:
            return

        def work(control: TaskControl) -> Path:
            write_mask(path, reference.mask)
            return path

        if not self._mask_task.start(work):
            self._tell_error(self.tr("Another mask is still being written; try again"))

    def clear_mask(self) -> None:
        """Take the mask off, to paint it anew."""
        reference = self._session.document.look.side(self.side).reference
        if reference is not None:
            self._session.references.set_mask(
                self.side, np.zeros_like(reference.mask), self.tr("Clear mask")
            )

    def take_files(self, paths: list[str]) -> None:
        """Put the first of some dropped files into the slot."""
        self.say("")
        path = Path(paths[0])
        if is_document(path):
            self._state.set_side(self.side)
            self.document_dropped.emit([*map(Path, paths)])
        else:
            text = self.tr("Of {0} files {1} was taken: a slot holds one photo.")
            remarks = (text.format(len(paths), path.name),) if len(paths) > 1 else ()
            self._session.references.take(self.side, path, remarks=remarks)

    def say(self, text: str) -> None:
        """Show a line at the foot of the picture; empty hides it."""
        self.remark.setText(text)
        for widget in (self.remark, self.close_button):
            widget.setVisible(bool(text))
        # Who comes to it by Tab is told once more what it speaks of.
        self.close_button.setAccessibleDescription(text)
        announce(self.remark, text)
        self._remarked = self._session.document.look.side(self.side).reference

    def show_look(self, look: Look, exact: bool) -> None:
        """Show the slot of a look."""
        reference = look.side(self.side).reference
        if exact and reference is not self._remarked:
            # What was said of another photo, or of another mask of this one.
            self.say("")
        if reference is None:
            self.viewer.set_images(None)
            self.viewer.describe()
            self.name.setText(self.tr("empty"))
            self.intensity.setText("")
            return
        if not exact:
            return
        name = reference_name(reference)
        height, width = reference.hair.shape
        self.name.setText(name)
        tip = self.tr(
            "{0}, {1} × {2} pixels: 100 % shows these. A larger photo is shrunk to 4 million."
        )
        self.name.setToolTip(tip_text(tip.format(name, width, height)))
        value = reference.intensity
        self.intensity.setText(
            self.tr("no hair marked")
            if math.isnan(value)
            else self.tr("intensity {0}").format(number_text(value, ".2f"))
        )
        self.viewer.describe(f"{name}, {self.intensity.text()}")
        latest = self._session.preview.latest
        shown = None if latest is None else latest.side(self.side)
        # A result of another photo must not flash up behind the new one.
        if shown is None or shown.reference is not reference:
            self.viewer.set_images(reference.image)
        elif self.viewer.before() is not reference.image:
            # The one before came back while its picture was on its way: the newest is its own.
            self.viewer.set_images(reference.image, shown.image, shown.extent)
        self._show_mask(look)

    def show_preview(self, preview: Preview) -> None:
        """Show the result that was rendered."""
        shown = preview.side(self.side)
        reference = self._session.document.look.side(self.side).reference
        if reference is None or shown.reference is None:
            return
        if shown.reference.photo is reference.photo:
            self.viewer.set_images(reference.image, shown.image, shown.extent)
            self._show_mask(self._session.document.look)

    def show_saved(self, saved: SavedSide | None) -> None:
        """Compare with the saved look, or with the photo where there is none."""
        reference = self._session.document.look.side(self.side).reference
        if saved is not None and (
            reference is None or saved.reference.photo is not reference.photo
        ):
            return  # the one on the photo that is there now is on its way
        self.viewer.set_saved(None if saved is None else saved.image)
        error = "" if saved is None else saved.error
        if error != self._saved_error:  # told once, not after each change
            self._saved_error = error
            text = self.tr("The saved look cannot be shown: {0}. Before is the photo.")
            self.say(text.format(error) if error else "")

    def _connect(self) -> None:
        references = self._session.references
        self.viewer.takes_heads = True
        self.viewer.head_received.connect(lambda head: references.take_head(self.side, head))
        self.viewer.address_received.connect(lambda: self.say(address_text()))
        self.viewer.files_received.connect(self.take_files)
        self.viewer.image_received.connect(
            lambda pixels: references.take(self.side, pixels, self.tr("Pasted photo"))
        )
        self.viewer.stroke_finished.connect(self._on_stroke)
        self.viewer.stroke_cancelled.connect(lambda: self._show_mask(self._session.document.look))
        self.viewer.pressed.connect(self._on_pressed)
        self.viewer.eyedropper_cancelled.connect(self._state.cancel_pick)
        self.viewer.colour_picked.connect(self._state.picked)
        self.more.clicked.connect(self._open_menu)
        self.close_button.clicked.connect(self._on_closed)
        self.viewer.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.viewer.customContextMenuRequested.connect(self._open_menu_at)
        self._mask_task.done.connect(self._on_mask_written)
        self._mask_task.failed.connect(lambda error: self._tell_error(explained_failure(error)))
        self._session.document.shown.connect(self.show_look)
        self._session.document.renewed.connect(lambda: self.say(""))
        self._session.preview.ready.connect(self.show_preview)
        references.busy_changed.connect(self._on_busy)
        references.progressed.connect(self._on_progress)
        references.remarked.connect(self._on_remark)
        references.painted.connect(lambda: self._show_mask(self._session.document.look))

    def _show_mask(self, look: Look) -> None:
        reference = look.side(self.side).reference
        # The viewer's own mask is ahead of the document's while strokes are on their way.
        if reference is None or self.viewer.brush.is_painting or self._session.references.painting:
            return
        # A stroke that another photo ends asks for it while the picture is still the one before.
        if self.viewer.before() is reference.image and self.viewer.mask() is not reference.mask:
            self.viewer.set_mask(reference.mask)

    def _open_menu(self) -> None:
        self.more.open_below(self.build_menu())

    def _open_menu_at(self, place: QPoint) -> None:
        if not self.viewer.in_gesture:
            menu = self.build_menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.viewer.mapToGlobal(place))

    def _on_mask_written(self, path: Path) -> None:
        text = self.tr(
            "{0} is written. Change it elsewhere in the same size, and read it back with "
            "Replace mask"
        )
        self._session.remarked.emit("note", text.format(path.name))

    def _tell_error(self, text: str) -> None:
        self._session.remarked.emit("error", text)

    def _on_closed(self) -> None:
        self.say("")
        self.viewer.setFocus()

    def _on_pressed(self) -> None:
        # A colour may be picked on the other side's picture without going over to it.
        if self._state.tool != "eyedropper":
            self._state.set_side(self.side)

    def _on_stroke(self, erased: bool) -> None:
        mask = self.viewer.mask()
        if mask is not None:
            text = self.tr("Erase mask") if erased else self.tr("Paint mask")
            self._session.references.set_mask(self.side, mask, text)

    def _on_busy(self, side: str, busy: bool) -> None:
        if side == self.side:
            self.bar.setVisible(busy)
            self.bar.setValue(0)
            if busy:
                self.say("")

    def _on_progress(self, side: str, share: float, text: str) -> None:
        if side == self.side:
            self.bar.setValue(round(share * 1000))
            self.bar.setToolTip(tip_text(text))
            self.bar.setAccessibleName(text)

    def _on_remark(self, side: str, _level: str, text: str) -> None:
        if side == self.side:
            self.say(text)
