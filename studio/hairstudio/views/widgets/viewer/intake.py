"""What every picture slot takes: dropped and pasted files and pictures; and what it says empty."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColorSpace,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QWidget

from hairstudio.services.qimages import pixels_of
from hairstudio.views.widgets.drop_frame import paint_drop_frame
from hairstudio.views.widgets.head_data import HeadData
from hairstudio.views.widgets.theme import GRID

__all__ = ["Intake", "brings_address", "image_to_array", "picture_in"]


def image_to_array(image: QImage) -> npt.NDArray[np.uint8]:
    """Return a Qt image as (H, W, 3) uint8 sRGB, a copy; transparent parts become grey."""
    if image.colorSpace().isValid():
        # Screenshots of a Mac are in its screen's space.
        image = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    opaque = QImage(image.size(), QImage.Format.Format_RGB888)
    opaque.fill(Qt.GlobalColor.gray)
    painter = QPainter(opaque)
    painter.drawImage(0, 0, image)
    painter.end()
    return pixels_of(opaque)


def picture_in(data: QMimeData) -> npt.NDArray[np.uint8] | None:
    """Return a picture without a file, as browsers give it, as (H, W, 3) uint8 RGB."""
    image = QImage(data.imageData()) if data.hasImage() else QImage()
    return None if image.isNull() else image_to_array(image)


def brings_address(data: QMimeData) -> bool:
    """Return whether something on the web is meant: some browsers give no picture with it."""
    return any(url.scheme() in ("http", "https") for url in data.urls())


class Intake(QWidget):
    """A widget that takes files and pictures from elsewhere."""

    files_received = Signal(list)
    """Paths of local files that were dropped or pasted."""

    image_received = Signal(object)
    """A picture without a file, dropped or pasted: (H, W, 3) uint8 RGB."""

    address_received = Signal()
    """A browser dropped the address of a picture, and not the picture."""

    head_received = Signal(object)
    """A head of the gallery was dropped: its Head, and not the file of its photo."""

    takes_heads = False
    """Whether that makes a difference."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hovered = False
        self._empty_title = self.tr("Drop a photo here")
        self._empty_text = self.tr("or paste one with Ctrl+V")
        self.setAcceptDrops(True)

    def set_empty_text(self, title: str, text: str) -> None:
        """Say what belongs here while nothing is shown."""
        self._empty_title, self._empty_text = title, text
        self.describe()
        self.update()

    def describe(self, text: str = "") -> None:
        """Tell screen readers what is shown; without it, what belongs here."""
        empty = ". ".join(part for part in (self._empty_title, self._empty_text) if part)
        self.setAccessibleDescription(text or empty)

    def paste(self) -> bool:
        """Take what the clipboard holds; false if that is neither a file nor a picture."""
        # None where nothing was copied yet, on platforms without a clipboard of the system.
        data = QGuiApplication.clipboard().mimeData()
        return data is not None and self.take(data)

    def take(self, data: QMimeData) -> bool:
        """Take a head, files or a picture; false if there are none."""
        if self.takes_heads and isinstance(data, HeadData):
            self.head_received.emit(data.head)
            return True
        paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if paths:
            self.files_received.emit(paths)
            return True
        pixels = picture_in(data)
        if pixels is not None:
            self.image_received.emit(pixels)
        return pixels is not None

    def dragEnterEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        files = any(url.isLocalFile() for url in data.urls())
        if files or data.hasImage() or brings_address(data):
            self._hovered = True
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._hovered = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._hovered = False
        self.update()
        data = event.mimeData()
        if self.take(data):
            event.acceptProposedAction()
        elif brings_address(data):
            event.acceptProposedAction()
            self.address_received.emit()

    def paint_empty(self, painter: QPainter) -> None:
        """Draw the frame and the words of an empty slot that takes something."""
        if not self.acceptDrops():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        frame = QRectF(self.rect()).adjusted(4 * GRID, 4 * GRID, -4 * GRID, -4 * GRID)
        painter.setPen(QPen(palette.light().color(), 1.2, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 6, 6)
        inner = frame.adjusted(4 * GRID, 0, -4 * GRID, 0)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
        middle = frame.center().y()
        title_font = painter.font()
        title_font.setPixelSize(17)
        painter.setFont(title_font)
        painter.setPen(palette.windowText().color())
        upper = QRectF(inner.left(), frame.top(), inner.width(), middle - frame.top() - GRID)
        painter.drawText(upper, flags | Qt.AlignmentFlag.AlignBottom, self._empty_title)
        painter.setFont(self.font())
        painter.setPen(palette.placeholderText().color())
        lower = QRectF(inner.left(), middle + GRID, inner.width(), frame.bottom() - middle)
        painter.drawText(lower, flags | Qt.AlignmentFlag.AlignTop, self._empty_text)

    def paint_hover(self, painter: QPainter) -> None:
        """Frame the slot while something that it takes is held over it."""
        if self._hovered:
            paint_drop_frame(painter, self)
