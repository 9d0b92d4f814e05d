"""The cameras there are, as they come and go and may be used, and one as a source of frames."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QCameraFormat,
    QMediaCaptureSession,
    QMediaDevices,
    QVideoFrame,
    QVideoFrameFormat,
)

from hairstudio.services.live.sources import Format, VideoSource

__all__ = ["CameraInfo", "CameraSource", "Cameras", "SystemCameras"]

_LINGER_MS = 5000
"""A camera that nobody sees is released after this, and not at each look at another page."""


@dataclass(frozen=True)
class CameraInfo:
    """A camera.

    Attributes
    ----------
    key : str
        The system's id.
    name : str
    device : QCameraDevice or None
    """

    key: str
    name: str
    device: QCameraDevice | None = None


class Cameras(QObject):
    """The seam between the studio and the system's cameras; tests put their own in its place."""

    changed = Signal()
    """Cameras came or went."""

    @property
    def infos(self) -> tuple[CameraInfo, ...]:
        """The cameras there are."""
        return ()

    def ask(self, answer: Callable[[bool], None]) -> None:
        """Ask the system whether cameras may be used; `answer` is told."""
        answer(True)


class SystemCameras(Cameras):
    """The cameras of this machine."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._media = QMediaDevices(self)
        self._media.videoInputsChanged.connect(self.changed)

    @property
    def infos(self) -> tuple[CameraInfo, ...]:
        """The cameras there are."""
        return tuple(
            CameraInfo(bytes(each.id().data()).decode("utf-8", "replace"), each.description(), each)
            for each in QMediaDevices.videoInputs()
        )

    def ask(self, answer: Callable[[bool], None]) -> None:
        """Ask the system, which may ask the artist; `answer` is told."""
        try:
            from PySide6.QtCore import QCameraPermission, Qt
        except ImportError:  # systems without permissions
            answer(True)
            return
        app: Any = QCoreApplication.instance()
        permission = QCameraPermission()
        status = app.checkPermission(permission)
        if status == Qt.PermissionStatus.Undetermined:
            app.requestPermission(
                permission,
                self,
                lambda given: answer(given.status() == Qt.PermissionStatus.Granted),
            )
        else:
            answer(status == Qt.PermissionStatus.Granted)


class CameraSource(VideoSource):
    """A camera.

    Parameters
    ----------
    device : QCameraDevice
    """

    def __init__(self, device: QCameraDevice, parent: QObject | None = None) -> None:
        super().__init__(device.description(), parent)
        self._device = device
        self._camera: QCamera | None = None
        self._chosen: Format | None = None
        self._capture = QMediaCaptureSession(self)
        self._capture.setVideoSink(self.sink)
        self._kept: QVideoFrame | NDArray[np.uint8] | None = None
        """The newest frame, or the one that it stands at."""
        self._released = False
        self._leave = QTimer(self, singleShot=True)
        self._leave.setInterval(_LINGER_MS)
        self._leave.timeout.connect(self._on_left)

    @property
    def format(self) -> Format | None:
        """The format in use."""
        if self._chosen is not None:
            return self._chosen
        # Lively and of a common size, rather than the largest.
        wished = [each for each in self.formats() if each.rate >= 24 and each.height <= 720]
        return max(wished or self.formats(), key=lambda each: each.height, default=None)

    def formats(self) -> tuple[Format, ...]:
        """What the camera can give, largest first."""
        sizes = {_format_of(each) for each in self._device.videoFormats()}
        order = sorted(sizes, key=lambda each: (each.height, each.width, each.rate), reverse=True)
        return tuple(order)

    def set_format(self, chosen: Format) -> None:
        """Go on in another format."""
        self._chosen = chosen
        if self._camera is not None:
            self._stop()
            self.open()

    def open(self) -> None:
        """Start the camera."""
        self._camera = QCamera(self._device, self)
        self._camera.errorOccurred.connect(self._on_error)
        chosen = self.format
        for each in self._device.videoFormats():
            if chosen == _format_of(each):
                self._camera.setCameraFormat(each)
                break
        self._capture.setCamera(self._camera)
        self._say("starting")
        self._patience.start()
        self._camera.start()

    def close(self) -> None:
        """Release the camera."""
        self._leave.stop()
        self._stop()
        self._say("stopped")

    def set_paused(self, paused: bool) -> None:
        """Stop at the newest frame, which is given again and again, or go on."""
        self.paused = paused
        self._stand_or_not()

    def _give_again(self) -> None:
        # While it is silent it is said to be lost.
        if self._kept is not None and self.state.kind == "running":
            super()._give(self._kept, settled=self._again.calm)

    def set_resting(self, resting: bool) -> None:
        """Release the camera, whose lamp is on meanwhile, unless it is soon wanted again."""
        super().set_resting(resting)
        self._stand_or_not()
        if resting:
            self._leave.start()
            return
        self._leave.stop()
        if self._released:
            self._released = False
            self.open()

    def release(self) -> None:
        """Release the camera at once, if nobody sees it: someone else wants it."""
        if self._leave.isActive():
            self._leave.stop()
            self._on_left()

    def _on_left(self) -> None:
        if self.state.kind in ("starting", "running"):
            self._released = True
            self._stop()

    def lose(self) -> None:
        """The camera was unplugged."""
        self._released = False
        self._stop()
        self._say("lost")

    def refuse(self, message: str) -> None:
        """The camera may not be used."""
        self._stop()
        self._say("refused", message)

    def _give(self, given: QVideoFrame | NDArray[np.uint8], *, settled: bool = False) -> None:
        if self._kept is not None and self.paused:
            self._say("running")  # which is all that a frame says while it stands
        else:
            self._kept = given
            super()._give(given, settled=settled)

    def _is_open(self) -> bool:
        return self._camera is not None

    def _stop(self) -> None:
        self._patience.stop()
        self._again.stop()
        self.paused, self._kept = False, None
        if self._camera is not None:
            camera, self._camera = self._camera, None
            camera.errorOccurred.disconnect(self._on_error)
            camera.stop()
            camera.deleteLater()

    def _on_error(self, _error: Any, text: str) -> None:
        self.refuse(text)

    def _on_silence(self) -> None:
        if self.state.kind == "starting":
            self.refuse(self.tr("It gives no picture."))
        else:
            # It stays open: the next frame means that it is back.
            self._say("lost", self.tr("It gives no picture."))


def _format_of(each: QCameraFormat) -> Format:
    size, kind = each.resolution(), each.pixelFormat()
    name = QVideoFrameFormat.pixelFormatToString(kind).upper()
    return Format(size.width(), size.height(), each.maxFrameRate(), name)
