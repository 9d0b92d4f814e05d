"""The look on many heads, from black to white."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QVBoxLayout, QWidget

from hairstudio.core.paths import is_folder
from hairstudio.document.look import SIDES, Look
from hairstudio.services.control import TaskControl
from hairstudio.services.explain import explained_failure, in_few_lines
from hairstudio.services.gallery import (
    MOST,
    Head,
    PaintedHead,
    builtin_heads,
    heads_in,
    heads_with,
    is_gone,
    is_photo,
    missing,
    once,
    paint_heads,
    sift,
    too_many,
)
from hairstudio.services.intake import PHOTO_FILTER
from hairstudio.services.session import Session
from hairstudio.services.snapshots import Snapshots
from hairstudio.views.arrivals import address_text, is_document, local_files
from hairstudio.views.dialogs.head import HeadWindow
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


@dataclass(frozen=True)
class _Request:
    look: Look
    exact: bool
    heads: tuple[Head, ...]
    position: float | None


@dataclass(frozen=True)
class _Found:
    source: Path
    heads: tuple[Head, ...]
    left_out: tuple[str, ...]
    note: str = ""
    left: tuple[Head, ...] = ()
    """Of those known before, where there are none now."""


class GalleryPanel(QWidget):
    """Built-in heads and the artist's own; nothing is painted while it is not seen."""

    marks_changed = Signal(object)
    """Intensities of the heads, for the scale."""

    document_dropped = Signal(object)
    """(list of Path): looks, LUTs and swatches that were dropped along with photos."""

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
        self._own: dict[Path, tuple[Head, ...]] = {}
        """By the photo or the folder that they were asked for with."""
        self._waiting: list[tuple[Path, Path | None]] = []
        """Photos and folders, and of some of these the photo that came into it."""
        self._asked: set[Path] = set()
        """What was looked into, or is waiting for it."""
        self._exact = True
        self._sized = False
        """Whether the artist chose how large the thumbnails are."""
        self._shown: tuple[Head, ...] = ()
        self._large: HeadWindow | None = None
        self._loader = session.make_task()
        self._loader.done.connect(self._on_builtin)
        self._loader.failed.connect(self._on_failed)
        self._seeker = session.make_task()
        self._seeker.done.connect(self._on_found)
        self._own_heads = session.make_task()
        self._own_heads.done.connect(self._on_own)
        self._own_heads.failed.connect(self._on_failed)
        self._own_heads.ended.connect(self._load_next)
        self._own_heads.progressed.connect(self._on_progressed)
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
        self.view.thumbnail_size.changed.connect(self._on_sized)

    @property
    def busy(self) -> bool:
        """Whether pictures are on their way."""
        return (
            (self.isVisible() and not self.heads())
            or self._job.busy
            or self._pause.isActive()
            or self._loader.busy
            or self._seeker.busy
            or self._own_heads.busy
        )

    def load(self, *sources: Path) -> None:
        """Add the heads in photos and in folders of them, or look at those in them anew."""
        if not self._is_loading():
            self.remark.begin()
        photos = [source for source in sources if is_photo(source)]
        if len(photos) > MOST:
            text = self.tr("Of {0} photos the first {1} are looked at; drop the others after these")
            self.remark.tell((), text.format(len(photos), MOST))
        over = {*photos[MOST:]}
        for source in sources:
            if source not in over:
                self._asked.add(source)
                self._await(source, None)

    def add_photo(self, path: Path) -> None:
        """Add the heads in a photo that came into a folder; all of that which is not known yet."""
        if not self._is_loading():
            self.remark.begin_notes()
        self._asked.add(path.parent)
        self._await(path.parent, path)

    def _is_loading(self) -> bool:
        return self._own_heads.busy or bool(self._waiting)

    def _await(self, source: Path, photo: Path | None) -> None:
        if (source, photo) not in self._waiting:
            self._waiting.append((source, photo))
        self._load_next()

    def _look_for_known(self) -> None:
        """Load what is known and was not: its drives may have been plugged in since."""
        known = self._session.settings.gallery_sources
        away = [source for source in known if source not in self._asked]
        if away:
            # A drive of the network may take its time to say that it is not there.
            self._seeker.start(lambda control: (*sift(away), missing(away)))

    def _on_found(self, result: tuple[list[Path], list[Path], tuple[str, ...]]) -> None:
        sources, lost, away = result
        if lost:
            self._session.settings.forget_gallery_sources(*lost)
        # Told once, not whenever the window comes to the front.
        self.remark.tell_lasting("missing", in_few_lines(away))
        for source in sources:
            self.load(source)

    def _load_next(self) -> None:
        if self._own_heads.busy:
            return
        self.progress.hide()
        if not self._waiting:
            return
        (source, photo), finder = self._waiting.pop(0), self._session.finder
        known = self._own.get(source, ())

        def work(control: TaskControl) -> _Found:
            if photo is not None and known:
                control.progress(0.0, photo.name)
                return _Found(source, *heads_with(known, photo, finder))
            note = too_many(source)
            heads, remarks = heads_in(source, finder, control)
            # Where the network failed they can still be looked at.
            left = () if heads else tuple(head for head in known if not is_gone(head))
            return _Found(source, heads, remarks, note, left)

        self._own_heads.start(work)

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

    def forget(self, source: Path) -> None:
        """Leave the heads of a photo or of a folder out."""
        self._own.pop(source, None)
        self._asked.discard(source)
        self._waiting = [each for each in self._waiting if each[0] != source]
        self._session.settings.forget_gallery_sources(source)
        self._show_heads()

    def forget_all(self) -> None:
        """Show the built-in heads only."""
        self._seeker.cancel()
        self._own_heads.cancel()
        self._own = {}
        self._waiting.clear()
        settings = self._session.settings
        settings.forget_gallery_sources(*settings.gallery_sources)
        self.remark.begin()
        self.remark.tell_lasting("missing", "")
        self.remark.clear()
        self._show_heads()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        # A head that is dragged is in it already.
        if not isinstance(data, HeadData) and (
            _sources(data) or data.hasImage() or brings_address(data)
        ):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        data = event.mimeData()
        if sources := _sources(data):
            self.load(*sources)
            if documents := [path for path in local_files(data) if is_document(path)]:
                self.document_dropped.emit(documents)
        elif (pixels := picture_in(data)) is not None:
            self._pictures.keep(pixels, self.tr("Picture"))
        else:
            self.remark.say("note", address_text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.remark.isVisible():
            self.remark.clear()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._builtin and not self._loader.busy:
            self._loader.start(lambda control: builtin_heads())
            self._look_for_known()
        else:
            self._paint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._paint()
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            if self._builtin:
                self._look_for_known()
            if self._own:
                self.look_again()

    def _is_seen(self) -> bool:
        # Behind the tab of another dock it is disabled, but not hidden.
        return self.isVisible() and self.isEnabled()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_thumbnails()

    def _fit_thumbnails(self) -> None:
        # A flat panel shows one row of whole heads, all of them where they can still be judged:
        # a look is for black and for blond hair. A high one shows rows of the usual size.
        room = self.height() - _FOOT - self.view.caption()
        rows = room > 2 * _USUAL
        side = min(max(_USUAL if rows else room, LEAST_SIDE), _USUAL * 1.5)
        heads = len(self.heads())
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
        return bool(self._builtin) and not self._seeker.busy and not self._is_loading()

    @property
    def asked(self) -> frozenset[Path]:
        """Photos and folders that were looked into."""
        return frozenset(self._asked)

    def heads(self) -> tuple[Head, ...]:
        """The built-in heads and the artist's own that are there, from dark to light."""
        own = once(head for heads in self._own.values() for head in heads)
        return tuple(sorted((*self._builtin, *own), key=lambda head: head.intensity))

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
        for source, heads in self._own.items():
            if any(each.is_of(head) for each in heads):
                text = (photo if is_photo(source) else folder).format(menu_text(source.name))
                menu.addAction(text).triggered.connect(lambda _=False, own=source: self.forget(own))
        return menu

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
        forget = menu.addAction(self.tr("Only the built-in heads"))
        forget.triggered.connect(self.forget_all)
        forget.setEnabled(bool(self._own or self._session.settings.gallery_sources))
        self.view.add.open_below(menu)

    def _on_shown(self, _look: Look, exact: bool) -> None:
        self._exact = exact
        if self._is_seen() and not (exact and self._pause.isActive()):
            self._pause.start(_PAUSE_MS if exact else _DRAG_PAUSE_MS)

    def _paint(self) -> None:
        heads = self.heads()
        if not self._is_seen() or not heads:
            return
        look = self._session.document.look
        self._job.submit(_Request(look, self._exact, heads, self.view.position()))

    def _show_large(self, head: Head) -> None:
        if self._large is None:
            self._large = HeadWindow(self._session, self.view.position, self)
            self.view.position_changed.connect(self._large.follow)
        self._large.show_head(head)

    def look_again(self) -> None:
        """Paint anew, and mark the heads whose photos are gone."""
        self._paint()

    def _work(self, request: _Request) -> tuple[tuple[PaintedHead, ...], list[bool]]:
        painted = paint_heads(
            request.look, request.exact, request.heads, self._session.renderer, request.position
        )
        return painted, [is_gone(head) for head in request.heads]

    def _on_painted(
        self, request: _Request, result: tuple[tuple[PaintedHead, ...], list[bool]]
    ) -> None:
        self._painted = request.heads, result
        self._show_painted()

    def _show_painted(self) -> None:
        if self.view.held:
            QTimer.singleShot(_PAUSE_MS, self, self._show_painted)
            return
        self.remark.tell_lasting("unpainted", "")
        self._shown, result = self._painted
        caption = self.view.caption()
        self.view.set_items(
            [
                GalleryItem(
                    one.head.name, one.image, one.head.intensity, one.position, one.distance, gone
                )
                for one, gone in zip(*result, strict=True)
            ]
        )
        if self.view.caption() != caption:
            self._fit_thumbnails()

    def _on_builtin(self, heads: tuple[Head, ...]) -> None:
        self._builtin = heads
        self._show_heads()

    def _on_own(self, found: _Found) -> None:
        source, remarks, settings = found.source, found.left_out, self._session.settings
        if source not in self._asked:  # it was removed meanwhile
            return
        told = source in settings.gallery_sources and source not in self._own  # when it was added
        if found.heads:
            self._own[source] = found.heads
            settings.note_gallery_source(source)
        else:
            if not is_photo(source):  # of which the remark says it
                none = self.tr("No head with hair was found in {0}").format(source.name)
                remarks = none, *remarks
            if source in self._own:
                self._own[source] = found.left
        self.remark.tell(remarks, "" if told else found.note)
        self._show_heads()

    def _show_heads(self) -> None:
        self.marks_changed.emit([head.intensity for head in self.heads()])
        self._fit_thumbnails()
        self._paint()

    def _on_kept(self, path: Path) -> None:
        self.add_photo(path)
        self.remark.tell((), self.tr("Kept in the gallery: {0}").format(path))

    def _on_failed(self, error: Exception) -> None:
        self.remark.tell((explained_failure(error),))

    def _on_unpainted(self, error: Exception) -> None:
        # Each step of a slider fails anew.
        self.remark.tell_lasting("unpainted", explained_failure(error))

    def _on_progressed(self, _share: float, name: str) -> None:
        self.progress.setText(self.tr("Finding hair: {0}").format(name))
        self.progress.show()


def _sources(data: QMimeData) -> list[Path]:
    paths = [path for path in local_files(data) if not is_document(path)]
    return [path for path in paths if is_photo(path) or is_folder(path)]
