"""The moving picture: the viewer of stills, fed frame by frame, by the CPU or the GPU."""

from __future__ import annotations

import functools
import math
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from hairstudio.views.widgets.live.gl_painter import Drawing, GlPainter
from hairstudio.views.widgets.live.gl_surface import GlSurface
from hairstudio.views.widgets.live.shot import Shot
from hairstudio.views.widgets.monitor import monitors
from hairstudio.views.widgets.viewer import CompareViewer
from hairstudio.views.widgets.viewer.picture import TINT, TINT_OPACITY

__all__ = ["MARK_KEYS", "VideoView"]

MARK_KEYS = {Qt.Key.Key_I: "in", Qt.Key.Key_O: "out", Qt.Key.Key_X: "none"}
"""What they mark in a film: see `VideoView.mark_requested`."""

_FAR = 1e6


class _Overlay(QWidget):
    """Captions, wipe and tools over a surface that QPainter does not reach."""

    def __init__(self, view: VideoView) -> None:
        super().__init__(view)
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._view.paint_over(QPainter(self))


class VideoView(CompareViewer):
    """Shows the newest :class:`Shot`, with the mouse, keys and wipe of the viewer of stills.

    The masks of a stream cannot be painted on: of the tools there is only the eyedropper.
    """

    renderer_failed = Signal(str)
    """The graphics card gave up: the reason. The view goes on with the CPU."""

    pause_requested = Signal()
    """Space was pressed, and not to move the picture."""

    step_requested = Signal(int)
    """Frames to go on, or back."""

    mark_requested = Signal(str)
    """The film's ``in`` or ``out`` point is here, or it has ``none``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, paints=False)
        self._keys |= {
            Qt.Key.Key_Comma: lambda: self.step_requested.emit(-1),
            Qt.Key.Key_Period: lambda: self.step_requested.emit(1),
            **{
                key: functools.partial(self.mark_requested.emit, which)
                for key, which in MARK_KEYS.items()
            },
        }
        # The stage that shares out its room to views has a least size, they have none.
        self.setMinimumSize(0, 0)
        self._tapping = False
        self._shot: Shot | None = None
        self._surface: GlSurface | None = None
        self._overlay: _Overlay | None = None
        self.set_title("")

    # What is shown

    def set_title(self, title: str) -> None:
        """Write the name of the look into the corner; a single view goes without it."""
        super().set_title(title)
        if not title:
            self.setAccessibleName(self.tr("Live picture"))

    def shot(self) -> Shot | None:
        """Return what is shown."""
        return self._shot

    def show_shot(self, shot: Shot) -> None:
        """Show a frame. Without a result the CPU's view keeps what it has: it cannot blend."""
        if self._surface is None and shot.image is None:
            return
        first, self._shot = self._shot is None, shot
        # Only what the painting reads: the viewer's own setters would compare and emit.
        self._before.set_pixels(shot.frame)
        self._after.set_pixels(shot.image if self._surface is None else None)
        self._mask, self._mask_stale = shot.mask, True
        if self._surface is not None:
            self._surface.set_shot(shot)
        if first and self._surface is not None:
            self._surface.setVisible(True)
        if first or self._surface is None:
            # What lies over the surface does not change from frame to frame.
            self.update()
        self._tell_zoom()

    def clear(self) -> None:
        """Show the text for empty views."""
        self._shot = None
        if self._surface is not None:
            self._surface.set_shot(None)
            self._surface.setVisible(False)
        self.set_images(None)

    def has_after(self) -> bool:
        """Return whether there is a result to compare with."""
        return self._shot is not None

    # Who draws

    def renderer(self) -> str:
        """Return ``gpu`` or ``cpu``."""
        return "cpu" if self._surface is None else "gpu"

    def set_renderer(self, name: str) -> None:
        """Draw with the ``gpu`` or the ``cpu``."""
        if name not in ("cpu", "gpu"):
            raise ValueError(f"renderer is cpu or gpu, found {name!r}")
        if name == self.renderer():
            return
        if name == "gpu":
            self._surface = GlSurface(self._draw, self)
            # Not at once: it cannot be taken away in the middle of its own painting.
            queued = Qt.ConnectionType.QueuedConnection
            self._surface.failed.connect(self._on_failed, queued)
            self._overlay = _Overlay(self)
            self._lay_out()
            self._surface.setVisible(self._shot is not None)
            self._overlay.show()
            if self._shot is not None:
                self.show_shot(self._shot)
        else:
            self._drop_surface()
            if self._shot is not None and self._shot.image is not None:
                self.show_shot(self._shot)
        self.update()

    def shut_down(self) -> None:
        """Give back what the graphics card holds."""
        self._drop_surface()

    def surface(self) -> GlSurface | None:
        """Return the part that the graphics card draws."""
        return self._surface

    def picked_at(self, place: QPointF) -> tuple[float, float, float] | None:
        """Return the colour shown under a place: the mean of 3 × 3 pixels, in [0, 1]."""
        geometry = self.geometry_at(place)
        shot = self._shot
        if geometry is None or shot is None:
            return None
        x, y = (math.floor(value) for value in geometry.to_image(place))
        width, height = shot.size
        if not (0 <= x < width and 0 <= y < height):
            return None
        box = max(y - 1, 0), max(x - 1, 0), min(y + 2, height), min(x + 2, width)
        if self._shown_at(place) is self._before:
            block = shot.frame[box[0] : box[2], box[1] : box[3]]
        else:
            block = shot.recoloured(*box)
        red, green, blue = (block.reshape(-1, 3).mean(axis=0) / 255).tolist()
        return red, green, blue

    # Painting

    def update(self, *area: Any) -> None:
        """Repaint, and what lies over or under it too."""
        super().update(*area)
        if self._overlay is not None:
            self._overlay.update()
        if self._surface is not None:
            self._surface.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._overlay is None:
            super().paintEvent(event)
        else:
            QPainter(self).fillRect(self.rect(), self.palette().shadow())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._tapping = False
        super().mousePressEvent(event)

    def _plain_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._tapping = True
        return super()._plain_key(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat() and self._tapping:
            self._tapping = False
            self.pause_requested.emit()

    def _lay_out(self) -> None:
        for child in (self._surface, self._overlay):
            if child is not None:
                child.setGeometry(self.rect())
        if self._overlay is not None:
            self._overlay.raise_()

    def _drop_surface(self) -> None:
        surface, overlay = self._surface, self._overlay
        self._surface = self._overlay = None
        if surface is not None and overlay is not None:
            surface.shut_down()
            for child in (surface, overlay):
                child.hide()
                child.deleteLater()

    def _on_failed(self, reason: str) -> None:
        self._drop_surface()
        self.update()
        self.renderer_failed.emit(reason)

    def _draw(self, painter: GlPainter, target: Any, height: int) -> None:
        """Draw the panes with the graphics card."""
        ratio = self.devicePixelRatioF()
        colour = self.palette().shadow().color()
        film = tuple(level / 255 for level in TINT)
        opacity = TINT_OPACITY if self._mask is not None and self.mask_wanted() else 0.0
        painter.draw(
            target,
            height,
            tuple(self._drawing(pane, ratio) for pane in self._panes()),
            (colour.redF(), colour.greenF(), colour.blueF()),
            (film[0], film[1], film[2], opacity),
            monitors.of(self).lut,
        )

    def _drawing(self, pane: QRectF, ratio: float) -> Drawing:
        geometry = self.geometry_at(pane.center())
        if geometry is None:
            return Drawing((0, 0, 0, 0), (0.0, 0.0), 1.0, 0.0)
        left, top = round(pane.left() * ratio), round(pane.top() * ratio)
        right, bottom = round(pane.right() * ratio), round(pane.bottom() * ratio)
        if self._splits():
            split = self._wipe_x() * ratio
        else:
            split = _FAR if self._shown_at(pane.center()) is self._before else -_FAR
        origin = (geometry.origin.x() * ratio, geometry.origin.y() * ratio)
        return Drawing((left, top, right - left, bottom - top), origin, geometry.zoom, split)
