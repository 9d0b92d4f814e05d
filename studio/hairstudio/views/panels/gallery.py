"""The look on many heads, from black to white."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QVBoxLayout, QWidget

from hairstudio.core.paths import is_folder
from hairstudio.document.look import SIDES, Look
from hairstudio.services.control import TaskControl
from hairstudio.services.explain import explained_failure
from hairstudio.services.gallery import PaintedHead, paint_heads
from hairstudio.services.heads import Head, builtin_heads, is_gone, is_photo
from hairstudio.services.intake import PHOTO_FILTER
from hairstudio.services.own_heads import OwnHeads
from hairstudio.services.session import Session
from hairstudio.services.snapshots import Snapshots
from hairstudio.views.arrivals import address_text, is_document, local_files
from hairstudio.views.dialogs.head import HeadWindow
from hairstudio.views.dock import is_seen
from hairstudio.views.panels.head_remarks import HeadRemarks
from hairstudio.views.widgets.drop_frame import DropFrame
from hairstudio.views.widgets.gallery import AROUND, LEAST_SIDE, GalleryItem, GalleryView
from hairstudio.views.widgets.head_data import HeadData
from hairstudio.views.widgets.theme import GRID
from hairstudio.views.widgets.viewer.intake import brings_address, picture_in
from hairstudio.views.widgets.words import menu_text

__all__ = ["GalleryPanel"]

_FOOT = 10 * GRID
_USUAL = 28 * GRID
_EDGES = 4 * GRID
_PAUSE_MS = 80
_DRAG_PAUSE_MS = 150
"""While a slider is dragged the reference pictures come first: the heads wait until it rests."""


_AT_ONCE = 24
"""Heads that are painted before they are shown: of hundreds, those in sight come first."""


@dataclass(frozen=True)
class _State:
    """What the heads look like is painted from."""

    look: Look
    exact: bool
    position: float | None


@dataclass(frozen=True)
class _Request:
    state: _State
    heads: tuple[Head, ...]


class GalleryPanel(QWidget):
    """Built-in heads and the artist's own; nothing is painted while it is not seen."""

    marks_changed = Signal(object)
    """Intensities of the heads, for the scale."""

    document_dropped = Signal(object)
    """(list of Path): looks, LUTs and swatches that were dropped along with photos."""

    pictures_requested = Signal()
    """All of the artist's photos are to be saved with the look on them."""

    picture_requested = Signal(object, object)
    """(Head, position) that the artist wants to save with the look on it; the position is the one
    set by hand, or None."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.view = GalleryView()
        self.view.expect_items()
        self.remark = HeadRemarks()
        self.progress = QLabel(
            minimumWidth=GRID,  # a long file name must not make the window wider
            visible=False,
            autoFillBackground=True,
            textFormat=Qt.TextFormat.PlainText,
        )
        # Heads below it are dragged and clicked while others are looked for.
        self.progress.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.progress.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.view, 1)
        # Over the heads: below them it would take the room of their numbers.
        over = QVBoxLayout(self.view.list)
        over.setContentsMargins(0, 0, 0, 0)
        over.addWidget(self.remark)
        over.addWidget(self.progress)
        over.addStretch(1)
        self.setAcceptDrops(True)
        DropFrame(self)
        self._builtin: tuple[Head, ...] = ()
        self._exact = True
        self._sized = False
        """Whether the artist chose how large the thumbnails are."""
        self._shown: tuple[Head, ...] = ()
        self._state: _State | None = None
        self._painted: set[Head] = set()
        """Those that are painted as the look is now."""
        self._items: dict[Head, GalleryItem] = {}
        """As they were painted last."""
        self._large: HeadWindow | None = None
        self._loader = session.make_task()
        self._loader.done.connect(self._on_builtin)
        self._loader.failed.connect(self._on_failed)
        self._own = OwnHeads(session, self)
        self._own.begun.connect(self.remark.begin)
        self._own.told.connect(self.remark.tell)
        self._own.away_told.connect(lambda text: self.remark.tell_lasting("missing", text))
        self._own.failed.connect(self._on_failed)
        self._own.looking.connect(self._on_looking)
        self._own.changed.connect(self._show_heads)
        self._pictures = Snapshots(session, self)
        self._pictures.kept.connect(self._on_kept)
        self._pictures.failed.connect(self._on_failed)
        self._pause = QTimer(self, singleShot=True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._paint)
        self._job = session.make_job(self._work)
        self._job.done.connect(self._on_painted)
        self._job.failed.connect(lambda _request, error: self._on_unpainted(error))
        session.document.shown.connect(self._on_shown)
        self.view.position_changed.connect(lambda _: self._pause.start())
        self.view.position_committed.connect(lambda _: self._paint())
        self.view.activated.connect(lambda row: self._show_large(self._shown[row]))
        self.view.menu_requested.connect(lambda row, place: self.head_menu(row).popup(place))
        self.view.drag_requested.connect(self._drag)
        self.view.more_requested.connect(self._open_menu)
        self.view.left.connect(self._show_painted)
        self.view.thumbnail_size.changed.connect(self._on_sized)

    @property
    def busy(self) -> bool:
        """Whether pictures are on their way."""
        return (
            (self.isVisible() and not self.heads())
            or self._job.busy
            or self._pause.isActive()
            or self._loader.busy
            or self._own.seeking
            or self._own.busy
        )

    def load(self, *sources: Path) -> None:
        """Add the heads in photos and in folders of them, or look at those in them anew."""
        self._own.load(sources)

    def add_photo(self, path: Path) -> None:
        """Add the heads in a photo that came into a folder; all of that which is not known yet."""
        if not self._own.busy:
            self.remark.begin_notes()
        self._own.add_photo(path)

    def choose_folder(self) -> None:
        """Ask for a folder of photos."""
        if folder := QFileDialog.getExistingDirectory(self, self.tr("Folder of heads")):
            self.load(Path(folder))

    def choose_photos(self) -> None:
        """Ask for photos of heads."""
        kinds = self.tr("Photos ({0})").format(PHOTO_FILTER)
        photos, _ = QFileDialog.getOpenFileNames(self, self.tr("Photos of heads"), "", kinds)
        if photos:
            self.load(*map(Path, photos))

    def forget_all(self) -> None:
        """Show the built-in heads only."""
        self._own.forget_all()
        self.remark.begin()
        self.remark.tell_lasting("missing", "")
        self.remark.clear()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        # A head that is dragged is in it already.
        if not isinstance(data, HeadData) and (
            _sources(data) or data.hasImage() or brings_address(data)
        ):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        if not self._take(event.mimeData()):
            self.remark.say("note", address_text())

    def paste(self) -> bool:
        """Take what the clipboard holds; false if that is neither photos nor a picture."""
        data = QGuiApplication.clipboard().mimeData()
        return data is not None and self._take(data)

    def _take(self, data: QMimeData) -> bool:
        if sources := _sources(data):
            self.load(*sources)
            if documents := [path for path in local_files(data) if is_document(path)]:
                self.document_dropped.emit(documents)
            return True
        pixels = picture_in(data)
        if pixels is not None:
            self._pictures.keep(pixels, self.tr("Picture"))
        return pixels is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.remark.isVisible():
            self.remark.clear()
        elif event.matches(QKeySequence.StandardKey.Paste):  # without a menu that has it
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Delete) and self.view.list.hasFocus():
            self._remove_chosen()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._builtin and not self._loader.busy:
            self._loader.start(lambda control: builtin_heads())
            self._own.look_for_known()
        else:
            self._paint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._paint()
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            if self._builtin:
                self._own.look_for_known()
            if self._own.heads():
                self.look_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_thumbnails()

    def _fit_thumbnails(self) -> None:
        # A flat panel shows one row of whole heads, all of them where they can still be judged:
        # a look is for black and for blond hair. A high one shows rows of the usual size.
        room = self.height() - _FOOT - self.view.caption()
        rows = room > 2 * _USUAL
        side = min(max(_USUAL if rows else room, LEAST_SIDE), _USUAL * 1.5)
        heads = len(self._shown)
        all_fit = (self.width() - _EDGES) / heads - AROUND if heads else 0.0
        if not rows and LEAST_SIDE <= all_fit < side:
            side = int(all_fit)
        if not self._sized:
            self.view.set_thumbnail_size(float(side))

    def _on_sized(self, _pixels: float) -> None:
        self._sized = True

    @property
    def chosen_size(self) -> int:
        """How large the thumbnails shall be, in device-independent pixels; 0 for what fits."""
        return round(float(self.view.thumbnail_size.value())) if self._sized else 0

    def choose_size(self, pixels: int) -> None:
        """Keep the thumbnails at a size, within what the slider offers."""
        size = self.view.thumbnail_size.parameter
        self._sized = True
        self.view.set_thumbnail_size(min(max(float(pixels), size.minimum), size.maximum))

    def reset_size(self) -> None:
        """Let thumbnails be as large as the panel has room for, until another size is chosen."""
        self._sized = False
        self._fit_thumbnails()

    @property
    def complete(self) -> bool:
        """Whether all heads are there: none are until it was seen."""
        return bool(self._builtin) and not self._own.seeking and not self._own.busy

    @property
    def any_own(self) -> bool:
        """Whether the artist added photos, be they on a drive that is away."""
        return self._own.any_known

    def heads(self) -> tuple[Head, ...]:
        """The built-in heads and the artist's own that are there, from dark to light."""
        heads = (*self._builtin, *self._own.heads())
        return tuple(sorted(heads, key=lambda head: head.intensity))

    def heads_to_write(self) -> Callable[[TaskControl], tuple[Sequence[Head], Sequence[str]]]:
        """See `OwnHeads.heads_to_write`; the built-in ones, too."""
        return self._own.heads_to_write(self._builtin)

    def head_menu(self, row: int) -> QMenu:
        """What can be done with a head."""
        head = self._shown[row]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Show large")).triggered.connect(lambda: self._show_large(head))
        menu.addSeparator()
        texts = self.tr("As the Light reference"), self.tr("As the Dark reference")
        for side, text in zip(SIDES, texts, strict=True):
            menu.addAction(text).triggered.connect(
                lambda _=False, to=side: self._session.references.take_head(to, head)
            )
        menu.addSeparator()
        save = menu.addAction(self.tr("Save picture…"))
        save.triggered.connect(lambda: self.picture_requested.emit(head, self.view.position()))
        photo = self.tr("Remove {0} from the gallery")
        folder = self.tr("Remove the folder {0} from the gallery")  # with all its heads
        for source in self._own.sources_of(head):
            text = (photo if is_photo(source) else folder).format(menu_text(source.name))
            remove = menu.addAction(text)
            remove.triggered.connect(lambda _=False, own=source: self._own.forget(own))
            if is_photo(source):
                remove.setShortcut(QKeySequence.StandardKey.Delete)  # shown only
                remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return menu

    def _remove_chosen(self) -> None:
        """Leave out the photo of the chosen head; a folder goes by the menu, with all its heads."""
        row = self.view.chosen()
        if row < 0:
            return
        sources = self._own.sources_of(self._shown[row])
        if folders := [source for source in sources if not is_photo(source)]:
            text = self.tr("This head is of the folder {0}, which its menu removes")
            self.remark.say("done", text.format(folders[0].name))
        for photo in filter(is_photo, sources):
            self._own.forget(photo)
            self.view.choose(min(row, len(self._shown) - 1))

    def _drag(self, row: int) -> None:
        """Let a head be taken to the picture of Light or Dark."""
        drag = QDrag(self.view)
        drag.setMimeData(HeadData(self._shown[row]))
        picture = self.view.thumbnail(row)
        drag.setPixmap(picture)
        drag.setHotSpot(QRectF(QPointF(), picture.deviceIndependentSize()).center().toPoint())
        drag.exec(Qt.DropAction.CopyAction)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("Add photos of heads…")).triggered.connect(self.choose_photos)
        menu.addAction(self.tr("Add a folder of heads…")).triggered.connect(self.choose_folder)
        save = menu.addAction(self.tr("Save pictures…"))
        save.triggered.connect(self.pictures_requested)
        save.setEnabled(self.any_own)
        forget = menu.addAction(self.tr("Only the built-in heads"))
        forget.triggered.connect(self.forget_all)
        forget.setEnabled(self.any_own)
        self.view.add.open_below(menu)

    def _on_shown(self, _look: Look, exact: bool) -> None:
        self._exact = exact
        if is_seen(self) and not (exact and self._pause.isActive()):
            self._pause.start(_PAUSE_MS if exact else _DRAG_PAUSE_MS)

    def _paint(self) -> None:
        """Paint all heads anew."""
        self._painted.clear()
        self._paint_others()

    def _paint_others(self) -> None:
        """Paint the heads that are not as the look is now, those in sight first."""
        if not is_seen(self):
            return
        state = _State(self._session.document.look, self._exact, self.view.position())
        if state != self._state:
            self._state = state
            self._painted.clear()
        in_sight = [self._shown[row] for row in self.view.rows_in_sight()]
        there = dict.fromkeys(self.heads())
        wanted = dict.fromkeys((*(head for head in in_sight if head in there), *there))
        left = [head for head in wanted if head not in self._painted]
        if left:
            self._job.submit(_Request(state, tuple(left[:_AT_ONCE])))

    def _show_large(self, head: Head) -> None:
        if self._large is None:
            self._large = HeadWindow(self._session, self.view.position, self)
            self.view.position_changed.connect(self._large.follow)
        self._large.show_head(head)

    def look_again(self) -> None:
        """Paint anew, and mark the heads whose photos are gone."""
        self._paint()

    def _work(self, request: _Request) -> tuple[tuple[PaintedHead, ...], list[bool]]:
        state, heads = request.state, request.heads
        painted = paint_heads(
            state.look, state.exact, heads, self._session.renderer, state.position
        )
        return painted, [is_gone(head) for head in heads]

    def _on_painted(
        self, request: _Request, result: tuple[tuple[PaintedHead, ...], list[bool]]
    ) -> None:
        self.remark.tell_lasting("unpainted", "")
        for one, gone in zip(*result, strict=True):
            head = one.head
            self._items[head] = GalleryItem(
                head.name, one.image, head.intensity, one.position, one.distance, gone
            )
        if request.state == self._state:
            self._painted.update(request.heads)
        self._show_painted()
        if not self._pause.isActive():
            self._paint_others()

    def _show_painted(self) -> None:
        heads = [head for head in self.heads() if head in self._items]
        if not heads:  # the first are on their way
            return
        self._items = {head: self._items[head] for head in heads}
        self._painted &= self._items.keys()
        # What the artist points at, or still waits for others beside, keeps its place.
        still = bool(self._shown) and (self._own.busy or self.view.pointed_at)
        if still:
            kept = [head for head in self._shown if head in self._items]
            heads = list(dict.fromkeys((*kept, *heads)))
        caption, row = self.view.caption(), self.view.chosen()
        chosen = self._shown[row] if row >= 0 else None
        self._shown = tuple(heads)
        self.view.set_items([self._items[head] for head in heads])
        if chosen in heads:
            self.view.choose(heads.index(chosen))
        if not still or self.view.caption() != caption:
            self._fit_thumbnails()

    def _on_builtin(self, heads: tuple[Head, ...]) -> None:
        self._builtin = heads
        self._show_heads()

    def _show_heads(self) -> None:
        self.marks_changed.emit([head.intensity for head in self.heads()])
        self._show_painted()
        self._paint_others()

    def _on_kept(self, path: Path) -> None:
        self.add_photo(path)
        self.remark.tell((), self.tr("Kept in the gallery: {0}").format(path))

    def _on_failed(self, error: Exception) -> None:
        self.remark.tell((explained_failure(error),))

    def _on_unpainted(self, error: Exception) -> None:
        # Each step of a slider fails anew.
        self.remark.tell_lasting("unpainted", explained_failure(error))

    def _on_looking(self, share: float, name: str) -> None:
        text = self.tr("Finding hair: {0} %   {1}")
        self.progress.setText(text.format(round(share * 100), name))
        self.progress.setVisible(bool(name))
        if not self._own.busy:
            self._show_painted()


def _sources(data: QMimeData) -> list[Path]:
    paths = [path for path in local_files(data) if not is_document(path)]
    return [path for path in paths if is_photo(path) or is_folder(path)]
