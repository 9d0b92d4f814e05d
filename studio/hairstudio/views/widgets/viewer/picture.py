"""A picture on the screen: shrunk by area, enlarged pixel by pixel, never copied whole."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, qRgba

from hairstudio.core.extent import Extent
from hairstudio.core.parameters import Colour
from hairstudio.views.widgets.monitor import Monitor
from hairstudio.views.widgets.viewer.fitter import Fitter
from hairstudio.views.widgets.viewer.geometry import Geometry

__all__ = ["TINT", "TINT_OPACITY", "ClipOverlay", "MaskOverlay", "Picture"]

Pixels = npt.NDArray[np.uint8]

_NEAREST_FROM = 2.0
_MARKS_COST = 4
"""Looking for clipped pixels takes as much longer than shrinking them."""

TINT = (56, 196, 128)
TINT_OPACITY = 0.55
_FILM = tuple(qRgba(*TINT, round(level * TINT_OPACITY)) for level in range(256))
_CLIP_HIGH, _CLIP_LOW = (255, 64, 48), (48, 96, 255)
# Nothing, low, high; blue first in memory, one number for each pixel: that is what is quick.
_CLIP_INKS = np.array(
    [(0, 0, 0, 0), (*_CLIP_LOW[::-1], 255), (*_CLIP_HIGH[::-1], 255)], np.uint8
).view(np.uint32)[:, 0]


class Picture:
    """An RGB or premultiplied ARGB array and its drawing.

    The array is wrapped, not copied (unless there are gaps between its rows). Where it is
    shown smaller, only what is visible is shrunk, and kept until the picture or the view
    changes. A draft is an array that holds only what an `Extent` says of the picture.

    Parameters
    ----------
    fitter : Fitter, optional
        What shrinks it. Until that is done, what was drawn before stays. Without one it is shrunk
        while it is drawn.
    """

    def __init__(self, fitter: Fitter | None = None) -> None:
        self._fitter = fitter
        self._pixels: Pixels | None = None
        self._image = QImage()
        self._extent: Extent | None = None
        self._asked: Extent | None = None
        self._fitted: tuple[Extent, Pixels] | None = None
        self._converted: tuple[Pixels, Monitor, Extent | None, QImage] | None = None

    @property
    def pixels(self) -> Pixels | None:
        """The array."""
        return self._pixels

    @property
    def extent(self) -> Extent | None:
        """What a draft holds of the picture; None for a whole picture."""
        return self._extent

    def set_pixels(self, pixels: Pixels | None, extent: Extent | None = None) -> None:
        """Show an array: (H, W, 3) RGB, (H, W, 4) premultiplied BGRA, or (H, W) mask, uint8."""
        if pixels is not None:
            pixels = np.ascontiguousarray(pixels)
        if pixels is None or self._pixels is None:
            self._fitted = None
        elif self._extent is not None:
            self._fitted = (self._extent, self._pixels)
        self._pixels = pixels
        self._extent = extent
        self._image = _wrap(pixels) if pixels is not None else QImage()
        self.touch()

    def touch(self) -> None:
        """Say that the array was written to."""
        self._asked = self._converted = None

    def mean_at(self, x: int, y: int) -> Colour | None:
        """Mean colour of 3 × 3 pixels around a pixel of the picture, in [0, 1]."""
        if self._pixels is None:
            return None
        if self._extent is not None:
            x, y = self._extent.within(x + 0.5, y + 0.5)
        block = self._pixels[max(y - 1, 0) : max(y + 2, 0), max(x - 1, 0) : max(x + 2, 0)]
        if not block.size:
            return None
        red, green, blue = (block.reshape(-1, block.shape[2]).mean(axis=0)[:3] / 255).tolist()
        return red, green, blue

    def draw(self, painter: QPainter, geometry: Geometry, monitor: Monitor) -> None:
        """Draw the picture where the geometry has it, in the monitor's colours if it has three.

        The painter clips.
        """
        if self._pixels is None:
            return
        shown = geometry.extent
        if shown is None:
            return
        if self._extent is not None:
            draft = self._on_monitor(self._pixels, monitor)
            _draw_part(painter, geometry, self._extent, draft)
            return
        fitted = None
        if geometry.zoom < 1.0:
            self._fit(self._pixels, shown)
            fitted = self._fitted
        if fitted is None or fitted[0] != shown:
            self._draw_whole(painter, geometry, shown, self._pixels, monitor)
        if fitted is not None:
            _draw_part(painter, geometry, fitted[0], self._on_monitor(fitted[1], monitor))

    def _draw_whole(
        self,
        painter: QPainter,
        geometry: Geometry,
        shown: Extent,
        pixels: Pixels,
        monitor: Monitor,
    ) -> None:
        smooth = 1.0 < geometry.zoom < _NEAREST_FROM
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        place = geometry.place(shown)
        if monitor.converts and _is_rgb(pixels):
            painter.drawImage(place, self._on_monitor(pixels, monitor, shown))
        else:
            size = (shown.right - shown.left, shown.bottom - shown.top)
            painter.drawImage(place, self._image, QRectF(shown.left, shown.top, *size))

    def _on_monitor(self, pixels: Pixels, monitor: Monitor, shown: Extent | None = None) -> QImage:
        """What is drawn of an array, or of what is shown of it: kept until that is another."""
        kept = self._converted
        if kept is None or kept[0] is not pixels or kept[1:3] != (monitor, shown):
            seen = pixels if shown is None else _sampled(pixels, shown)
            image = monitor.image(_wrap(seen)) if _is_rgb(seen) else _wrap(seen)
            self._converted = kept = (pixels, monitor, shown, image)
        return kept[3]

    def _fit(self, whole: Pixels, shown: Extent) -> None:
        if self._asked == shown:
            return
        self._asked = shown

        def put(part: Pixels) -> None:
            if self._pixels is whole and self._asked == shown:
                self._fitted = (shown, part)

        if self._fitter is None:
            put(shown.cut(whole))
        else:
            self._fitter.fit(lambda: shown.cut(whole), put, shown.pixels)


class MaskOverlay:
    """The mask as a green film over the picture: hair is rarely green, so it shows on any."""

    def __init__(self) -> None:
        self.picture = Picture()
        self._layer: Pixels | None = None

    def set_mask(self, mask: npt.NDArray[np.float32] | None) -> None:
        """Show a mask in [0, 1]."""
        self._layer = None if mask is None else np.empty(mask.shape, np.uint8)
        self.picture.set_pixels(self._layer)
        if mask is not None:
            self.update(mask, (0, 0, mask.shape[1], mask.shape[0]))

    def update(self, mask: npt.NDArray[np.float32], box: tuple[int, int, int, int]) -> None:
        """Show what changed in a part of the mask."""
        if self._layer is None:
            self.set_mask(mask)
            return
        left, top, right, bottom = box
        part = mask[top:bottom, left:right]
        self._layer[top:bottom, left:right] = cv2.convertScaleAbs(part, alpha=255.0)
        self.picture.touch()


class ClipOverlay:
    """Where the result has lost detail: red at the top of a channel, blue at the bottom."""

    def __init__(self, fitter: Fitter) -> None:
        self._fitter = fitter
        self._asked: Extent | None = None
        self.picture = Picture()

    def touch(self) -> None:
        """Say that the picture or its mask is another one."""
        self._asked = None

    def show(
        self, picture: Picture, mask: npt.NDArray[np.float32] | None, shown: Extent | None
    ) -> None:
        """Mark the clipped pixels of what is seen, inside the mask if there is one."""
        image, draft = picture.pixels, picture.extent
        if image is None or shown is None:
            self.picture.set_pixels(None)
            return
        extent = draft or shown
        if self._asked == extent:
            return
        self._asked = extent

        def make() -> Pixels:
            if draft is not None:
                return _marks(image, None if mask is None else draft.cut(mask))
            part = np.s_[shown.top : shown.bottom, shown.left : shown.right]
            return shown.shrunk(_marks(image[part], None if mask is None else mask[part]))

        def put(layer: Pixels) -> None:
            if picture.pixels is image and self._asked == extent:
                self.picture.set_pixels(layer, extent)

        size = shown.pixels if draft is None else draft.columns * draft.rows
        self._fitter.fit(make, put, size * _MARKS_COST)


def draw_chip(painter: QPainter, text: str, corner: QRectF) -> None:
    """Write a caption on the picture: legible on any, and quiet."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 160))
    painter.drawRoundedRect(corner, 3, 3)
    painter.setPen(QColor(235, 235, 235))
    painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, text)


def _marks(image: Pixels, mask: npt.NDArray[np.float32] | None) -> Pixels:
    red, green, blue = cv2.split(image)
    high = cv2.max(cv2.max(red, green), blue) == 255
    low = cv2.min(cv2.min(red, green), blue) == 0
    if mask is not None and mask.shape == image.shape[:2]:
        hair = mask > 0.5
        high &= hair
        low &= hair
    codes = np.where(high, np.uint8(2), low.view(np.uint8))
    return _CLIP_INKS.take(codes).view(np.uint8).reshape(*image.shape[:2], 4)


def _draw_part(painter: QPainter, geometry: Geometry, extent: Extent, image: QImage) -> None:
    # Made for another view: near enough for the moment until the next one comes.
    other = extent != geometry.extent
    smooth = other or 1.0 < geometry.zoom < _NEAREST_FROM
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    painter.drawImage(geometry.place(extent), image)


def _sampled(pixels: Pixels, shown: Extent) -> Pixels:
    """Return what is shown, no finer than on the screen, by leaving pixels out: that is quick."""
    step = max((shown.right - shown.left) // max(shown.columns, 1), 1)
    part = pixels[shown.top : shown.bottom : step, shown.left : shown.right : step]
    return np.ascontiguousarray(part)


def _is_rgb(pixels: Pixels) -> bool:
    return pixels.ndim == 3 and pixels.shape[2] == 3


def _wrap(pixels: Pixels) -> QImage:
    height, width = pixels.shape[:2]
    forms = QImage.Format
    if pixels.ndim == 2:
        film = QImage(pixels.data, width, height, pixels.strides[0], forms.Format_Indexed8)
        film.setColorTable(_FILM)
        return film
    form = forms.Format_RGB888 if _is_rgb(pixels) else forms.Format_ARGB32_Premultiplied
    return QImage(pixels.data, width, height, pixels.strides[0], form)
