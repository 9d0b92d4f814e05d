"""A snapshot from a camera."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QVideoFrame, QVideoSink
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from hairstudio.services.live.cameras import CameraInfo, Cameras, SystemCameras
from hairstudio.views.live.words import words_for
from hairstudio.views.widgets.monitor import monitors
from hairstudio.views.widgets.theme import GRID
from hairstudio.views.widgets.viewer.intake import image_to_array

__all__ = ["CameraDialog"]


class _Finder(QWidget):
    """Shows the newest frame, as a mirror does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        self.setMinimumSize(160 * GRID, 70 * GRID)

    def sizeHint(self) -> QSize:
        # Larger than it must be: lines that wrap below it take their room from it.
        return QSize(160 * GRID, 90 * GRID)

    def show_image(self, image: QImage) -> None:
        self.image = image
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().shadow())
        if self.image.isNull():
            return
        size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(self.width(), 0)
        painter.scale(-1, 1)
        painter.drawImage(
            self.rect().adjusted(
                left, top, left + size.width() - self.width(), top + size.height() - self.height()
            ),
            monitors.of(self).image(self.image),
        )


class CameraDialog(QDialog):
    """Shows a camera and takes one frame of it.

    Parameters
    ----------
    cameras : Cameras, optional
        The system's when left out.
    """

    taken = Signal(object)
    """(H, W, 3) uint8 RGB, not mirrored."""

    def __init__(self, parent: QWidget | None = None, cameras: Cameras | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Snapshot from camera"))
        self.devices = QComboBox()
        self.devices.setAccessibleName(self.tr("Camera"))
        self.finder = _Finder()
        self.remark = QLabel(wordWrap=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.snap = buttons.addButton(
            self.tr("Take snapshot"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.snap.setEnabled(False)
        self.snap.setDefault(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        for widget in (self.devices, self.finder, self.remark, buttons):
            box.addWidget(widget, 1 if widget is self.finder else 0)
        self.sink = QVideoSink(self)
        self._session = QMediaCaptureSession(self)
        self._session.setVideoSink(self.sink)
        self._camera: QCamera | None = None
        self._cameras = cameras or SystemCameras(self)
        self._key = ""
        self.sink.videoFrameChanged.connect(self._on_frame)
        self._cameras.changed.connect(self._list)
        self.devices.currentIndexChanged.connect(self._open)
        self.snap.clicked.connect(self._take)
        buttons.rejected.connect(self.reject)
        self._list()

    def _list(self) -> None:
        infos = self._cameras.infos
        keys = [info.key for info in infos]
        is_there = self._key in keys
        with QSignalBlocker(self.devices):
            self.devices.clear()
            for info in infos:
                self.devices.addItem(info.name, info)
            self.devices.setCurrentIndex(keys.index(self._key) if is_there else 0)
        self.devices.setVisible(self.devices.count() > 0)
        if not is_there:
            self._open(self.devices.currentIndex())

    def _open(self, index: int) -> None:
        self._stop()
        if index < 0:
            self._key = ""
            self.remark.setText(
                self.tr("No camera was found. Connect one, or open a photo instead.")
            )
            return
        info: CameraInfo = self.devices.itemData(index)
        self._key = info.key
        self.remark.setText(self.tr("Starting the camera…"))

        def answer(allowed: bool) -> None:
            # No other one was chosen meanwhile, and an earlier question has not started it.
            if self._key == info.key and self._camera is None:
                self._start(info) if allowed else self._refuse(info)

        self._cameras.ask(answer)

    def _start(self, info: CameraInfo) -> None:
        if info.device is None:
            return
        self._camera = QCamera(info.device, self)
        self._camera.errorOccurred.connect(self._on_error)
        self._session.setCamera(self._camera)
        self._camera.start()

    def _refuse(self, info: CameraInfo) -> None:
        words = words_for("refused", "", info.name, is_camera=True, cameras=1)
        if words is not None:
            self.remark.setText(f"{words.title}. {words.text}")

    def _on_error(self, _error: object, text: str) -> None:
        self.remark.setText(
            self.tr(
                "The camera cannot be used: {0}. Close other programs that use it, and allow "
                "Hair Studio to use it in the system's settings."
            ).format(text)
        )

    def _on_frame(self, frame: QVideoFrame) -> None:
        image = frame.toImage()
        if not image.isNull():
            self.remark.setText("")
            self.finder.show_image(image)
            self.snap.setEnabled(True)

    def _take(self) -> None:
        self.taken.emit(image_to_array(self.finder.image))
        self.accept()

    def done(self, result: int) -> None:
        """Release the camera, however the dialog ends."""
        self._key = ""
        self._stop()
        super().done(result)

    def _stop(self) -> None:
        if self._camera is not None:
            self._camera.stop()
            self._camera.deleteLater()
            self._camera = None
