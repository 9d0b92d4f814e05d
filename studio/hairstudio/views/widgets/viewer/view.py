"""The picture before and after: wipe, side by side, one alone; view, masks, captions."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hairstudio.core.extent import Extent
from hairstudio.core.parameters import Colour
from hairstudio.views.widgets.monitor import monitors
from hairstudio.views.widgets.theme import GRID, small
from hairstudio.views.widgets.viewer.fitter import Fitter
from hairstudio.views.widgets.viewer.geometry import Geometry, Viewport
from hairstudio.views.widgets.viewer.intake import Intake
from hairstudio.views.widgets.viewer.panes import halves, in_first
from hairstudio.views.widgets.viewer.picture import ClipOverlay, MaskOverlay, Picture, draw_chip

__all__ = ["MODES", "CompareMode", "CompareView"]

Pixels = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.float32]

CompareMode = Literal["wipe", "side", "after", "before"]
MODES: tuple[str, ...] = get_args(CompareMode)


class CompareView(Intake):
    """Shows two RGB arrays of one size; :class:`CompareViewer` adds mouse, keys and tools.

    Parameters
    ----------
    pool : QThreadPool, optional
        Where large pictures are shrunk for the screen, so that the window need not wait.
    """

    accessible_role = QAccessible.Role.Canvas

    view_changed = Signal(object)
    """The artist zoomed or panned: :class:`Viewport`."""

    zoom_changed = Signal(float)
    """Screen pixels per pixel of the picture, also after a resize."""

    mode_changed = Signal(str)
    """One of :data:`MODES`."""

    wipe_changed = Signal(float)
    """Where the wipe stands, as a share of the width."""

    mask_shown_changed = Signal(bool)
    """The mask was laid over the picture, or taken off."""

    def __init__(self, parent: QWidget | None = None, pool: QThreadPool | None = None) -> None:
        super().__init__(parent)
        before, saved, after, marks = (Fitter(pool, self) for _ in range(4))
        for fitter in (before, saved, after, marks):
            fitter.fitted.connect(self.update)
        self._before, self._saved, self._after = Picture(before), Picture(saved), Picture(after)
        self._mask: Mask | None = None
        self._mask_overlay, self._clip_overlay = MaskOverlay(), ClipOverlay(marks)
        self._mask_stale = True
        self._viewport = Viewport()
        self._mode = "wipe"
        self._wipe = 0.5
        self._held = False
        self._mask_shown = self._clipping_shown = False
        self._title = ""
        self._active = False
        self._told_zoom = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(40 * GRID, 20 * GRID)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Picture, before and after"))

    # What is shown

    def set_images(
        self, before: Pixels | None, after: Pixels | None = None, extent: Extent | None = None
    ) -> None:
        """Show two pictures of one size, (H, W, 3) uint8 RGB; they are not copied.

        Do not write to the arrays afterwards. Without ``after`` the viewer shows ``before``
        alone; without both, the text for empty slots. With an ``extent``, ``after`` is a draft:
        it holds only that part of the picture, see :meth:`extent`.
        """
        whole = extent is None
        if whole and before is not None and after is not None and before.shape != after.shape:
            raise ValueError(
                f"before and after are of one shape, found {before.shape} and {after.shape}"
            )
        if before is not self._before.pixels:
            # Nothing of another photo stays until this one is shrunk.
            marks = self._clip_overlay.picture
            for picture in (self._before, self._saved, self._after, marks):
                picture.set_pixels(None)
            self._before.set_pixels(before)
        self._after.set_pixels(after, extent)
        if self._mask is not None and (before is None or self._mask.shape != before.shape[:2]):
            self.set_mask(None)
        self._clip_overlay.touch()
        self.update()
        self._tell_zoom()

    def set_saved(self, saved: Pixels | None) -> None:
        """Compare with this instead of the photo, of the same size; nothing takes it off again."""
        if saved is not self._saved.pixels:
            self._saved.set_pixels(saved)
            self.update()

    def extent(self) -> Extent | None:
        """Return the part of the result that is seen, and how large; nothing without a picture."""
        geometry = self.geometry_at(None)
        return None if geometry is None else geometry.extent

    def set_mask(self, mask: Mask | None) -> None:
        """Show and paint on a mask, (H, W) float32 in [0, 1]; it is copied before painting."""
        before = self._before.pixels
        if mask is not None and (before is None or mask.shape != before.shape[:2]):
            found = None if before is None else before.shape[:2]
            raise ValueError(f"mask and picture are of one size, found {mask.shape} and {found}")
        self._mask = mask
        self._mask_stale = True
        self._clip_overlay.touch()
        self.update()

    def before(self) -> Pixels | None:
        """Return the picture before."""
        return self._before.pixels

    def mask(self) -> Mask | None:
        """Return the mask, strokes included."""
        return self._mask

    def image_size(self) -> tuple[int, int] | None:
        """Return width and height of the picture, or nothing."""
        pixels = self._before.pixels
        return None if pixels is None else (pixels.shape[1], pixels.shape[0])

    def set_title(self, title: str) -> None:
        """Write a caption into the upper left corner, such as ``LIGHT``."""
        self._title = title
        self.setAccessibleName(self.tr("{}: before and after").format(title))
        self.update()

    def set_active(self, active: bool) -> None:
        """Mark the viewer as the one that tools and panels speak of."""
        self._active = active
        self.update()

    # How it is shown

    def mode(self) -> str:
        """Return the mode: one of :data:`MODES`."""
        return self._mode

    def set_mode(self, mode: str) -> None:
        """Compare by ``wipe`` or ``side``, or show ``after`` or ``before`` alone."""
        if mode not in MODES:
            raise ValueError(f"mode is one of {', '.join(MODES)}, found {mode!r}")
        if mode != self._mode:
            self._mode = mode
            self.update()
            self._tell_zoom()
            self.mode_changed.emit(mode)

    def wipe(self) -> float:
        """Return where the wipe stands, as a share of the width."""
        return self._wipe

    def set_wipe(self, share: float) -> None:
        """Move the wipe."""
        share = min(max(share, 0.0), 1.0)
        if share != self._wipe:
            self._wipe = share
            self.update()
            self.wipe_changed.emit(share)

    def set_hold_before(self, held: bool) -> None:
        """Show before as long as this is true."""
        if held != self._held:
            self._held = held
            self.update()

    def show_mask(self, shown: bool) -> None:
        """Lay the mask over the picture."""
        if shown != self._mask_shown:
            self._mask_shown = shown
            self.update()
            self.mask_shown_changed.emit(shown)

    def show_clipping(self, shown: bool) -> None:
        """Mark the clipped pixels of the result: red high, blue low."""
        if shown != self._clipping_shown:
            self._clipping_shown = shown
            self.update()

    # View

    def view(self) -> Viewport:
        """Return zoom and centre."""
        return self._viewport

    def set_view(self, viewport: Viewport) -> None:
        """Show another part; ``view_changed`` is not emitted."""
        if viewport != self._viewport:
            self._viewport = viewport
            self.update()
            self._tell_zoom()

    def fit(self) -> None:
        """Show the whole picture."""
        self._go(Viewport())

    def zoom(self) -> float:
        """Return screen pixels per pixel of the picture: 1.0 is 100 %."""
        geometry = self.geometry_at(None)
        return geometry.zoom if geometry is not None else 1.0

    def set_zoom(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Zoom, leaving the place under ``anchor`` (the middle) where it is."""
        geometry = self.geometry_at(anchor)
        if geometry is not None:
            self._go(geometry.zoomed(zoom, anchor or geometry.area.center()))

    def zoom_in(self) -> None:
        """Zoom to the next larger of the usual steps."""
        geometry = self.geometry_at(None)
        if geometry is not None:
            self.set_zoom(geometry.step(1))

    def zoom_out(self) -> None:
        """Zoom to the next smaller of the usual steps."""
        geometry = self.geometry_at(None)
        if geometry is not None:
            self.set_zoom(geometry.step(-1))

    def geometry_at(self, place: QPointF | None) -> Geometry | None:
        """Return how the picture stands in the pane under a place; nothing without a picture."""
        size = self.image_size()
        if size is None:
            return None
        panes = self._panes()
        pane = panes[-1]
        if place is not None and len(panes) == 2 and in_first(panes, place):
            pane = panes[0]
        return Geometry(pane, size, self.devicePixelRatioF(), self._viewport)

    def picked_at(self, place: QPointF) -> Colour | None:
        """Return the colour shown under a place: the mean of 3 × 3 pixels, in [0, 1]."""
        pixel = self._pixel_at(place)
        return None if pixel is None else self._shown_at(place).mean_at(*pixel)

    def colours_at(self, place: QPointF) -> tuple[Colour, Colour | None] | None:
        """Return before and after at a place, each as :meth:`picked_at` has it."""
        pixel = self._pixel_at(place)
        before = None if pixel is None else self._compared().mean_at(*pixel)
        return None if pixel is None or before is None else (before, self._after.mean_at(*pixel))

    def _pixel_at(self, place: QPointF) -> tuple[int, int] | None:
        geometry = self.geometry_at(place)
        if geometry is None:
            return None
        x, y = (int(np.floor(v)) for v in geometry.to_image(place))
        width, height = geometry.size
        return (x, y) if 0 <= x < width and 0 <= y < height else None

    # Painting

    def sizeHint(self) -> QSize:
        return QSize(120 * GRID, 120 * GRID)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), self.palette().shadow())
            if self._before.pixels is not None:
                self._paint_pictures(painter)
            self.paint_over(painter)
        except Exception:
            # Caught, it becomes an object: PySide 6.11 ends the program on what NumPy and OpenCV
            # raise, which until Python 3.12 is still a mere text here.
            painter.end()
            raise

    def paint_over(self, painter: QPainter) -> None:
        """Draw what lies over the pictures: the wipe's line, captions, tools, or the empty text."""
        if self._before.pixels is None:
            self.paint_empty(painter)
        else:
            if self._splits():
                self._paint_line(painter)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_captions(painter)
            self.paint_tool(painter)
        if self._active:
            painter.fillRect(0, 0, self.width(), 2, self.palette().accent())
        self.paint_hover(painter)

    def has_after(self) -> bool:
        """Return whether there is a result to compare with."""
        return self._after.pixels is not None

    def paint_tool(self, painter: QPainter) -> None:
        """Draw what a tool adds to the picture."""

    def mask_wanted(self) -> bool:
        """Return whether the mask lies over the picture now."""
        return self._mask_shown

    def _paint_pictures(self, painter: QPainter) -> None:
        panes = self._panes()
        if len(panes) == 2:
            self._paint_pane(painter, panes[0], self._compared(), panes[0])
            self._paint_pane(painter, panes[1], self._after, panes[1])
        elif self._splits():
            line = self._wipe_x()
            left, right = QRectF(panes[0]), QRectF(panes[0])
            left.setRight(line)
            right.setLeft(line)
            self._paint_pane(painter, panes[0], self._compared(), left)
            self._paint_pane(painter, panes[0], self._after, right)
        else:
            self._paint_pane(painter, panes[0], self._shown_at(panes[0].center()), panes[0])

    def _paint_pane(self, painter: QPainter, pane: QRectF, picture: Picture, clip: QRectF) -> None:
        geometry = self.geometry_at(pane.center())
        if geometry is None:
            return
        monitor = monitors.of(self)
        painter.save()
        painter.setClipRect(clip)
        if picture.extent is not None and picture.extent != geometry.extent:
            self._before.draw(painter, geometry, monitor)
        picture.draw(painter, geometry, monitor)
        if self._clipping_shown and picture is self._after:
            self._clip_overlay.show(self._after, self._mask, geometry.extent)
            self._clip_overlay.picture.draw(painter, geometry, monitor)
        if self._mask is not None and self.mask_wanted():
            if self._mask_stale:
                self._mask_overlay.set_mask(self._mask)
                self._mask_stale = False
            self._mask_overlay.picture.draw(painter, geometry, monitor)
        painter.restore()

    def _paint_line(self, painter: QPainter) -> None:
        line = self._wipe_x()
        # Of whole screen pixels: one and a half would be two in one viewer and one in the next.
        ratio = self.devicePixelRatioF()
        wide = round(ratio) / ratio
        place = painter.deviceTransform().map(QPointF(line, 0)).x()
        line += (round(place) - place) / ratio
        painter.fillRect(QRectF(line - wide, 0, wide, self.height()), QColor(0, 0, 0, 90))
        painter.fillRect(QRectF(line, 0, wide, self.height()), QColor(255, 255, 255, 200))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.setPen(QPen(QColor(0, 0, 0, 120), 1))
        painter.setBrush(QColor(240, 240, 240, 230))
        painter.drawEllipse(QPointF(line, middle), 8, 8)
        painter.setPen(QPen(QColor(60, 60, 60), 1.4))
        for side in (-1, 1):
            tip = QPointF(line + 5 * side, middle)
            painter.drawLine(tip, tip + QPointF(-2.5 * side, -2.5))
            painter.drawLine(tip, tip + QPointF(-2.5 * side, 2.5))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_captions(self, painter: QPainter) -> None:
        painter.setFont(small(self.font()))
        metrics = painter.fontMetrics()
        # As much around large letters as around small ones.
        high = max(5 * GRID, 3 * metrics.height() // 2)
        edge = 3 * high // 5

        def chip(text: str, x: float, y: float, align_right: bool = False) -> None:
            room = self.width() - edge - 4 * GRID
            text = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room)
            width = metrics.horizontalAdvance(text) + edge
            left = x - width if align_right else x
            draw_chip(painter, text, QRectF(left, y, width, high))

        above = high + 2 * GRID
        foot = self.height() - above
        if self._title:
            chip(self._title, 2 * GRID, 2 * GRID)
        if not self.has_after():
            return
        before = self.tr("Before") if self._saved.pixels is None else self.tr("Saved")
        after = self.tr("After")
        if self._held or self._mode == "before":
            chip(before, 2 * GRID, foot)
        elif self._mode == "side":
            for text, pane in zip((before, after), self._panes(), strict=True):
                chip(text, pane.left() + 2 * GRID, pane.bottom() - above)
        elif self._mode == "wipe":
            room = max(map(metrics.horizontalAdvance, (before, after))) + edge + 4 * GRID
            if self._wipe_x() > room:
                chip(before, 2 * GRID, foot)
            if self._wipe_x() < self.width() - room:
                chip(after, self.width() - 2 * GRID, foot, align_right=True)

    def _panes(self) -> tuple[QRectF, ...]:
        size = self.image_size()
        if self._mode != "side" or self._held or not self.has_after() or size is None:
            return (QRectF(self.rect()),)
        return halves(self.width(), self.height(), size)

    def _splits(self) -> bool:
        return self._mode == "wipe" and not self._held and self.has_after()

    def _wipe_x(self) -> float:
        return round(self._wipe * self.width())

    def _compared(self) -> Picture:
        """What the result is compared with."""
        return self._before if self._saved.pixels is None else self._saved

    def _shown_at(self, place: QPointF) -> Picture:
        if not self.has_after():
            return self._before
        if self._held or self._mode == "before":
            return self._compared()
        panes = self._panes()
        left = len(panes) == 2 and in_first(panes, place)
        wiped = self._mode == "wipe" and place.x() < self._wipe_x()
        return self._compared() if left or wiped else self._after

    def _go(self, viewport: Viewport) -> None:
        if viewport != self._viewport:
            self.set_view(viewport)
            self.view_changed.emit(viewport)

    def _tell_zoom(self) -> None:
        if self.image_size() is not None and self.zoom() != self._told_zoom:
            self._told_zoom = self.zoom()
            self.zoom_changed.emit(self._told_zoom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_zoom()
